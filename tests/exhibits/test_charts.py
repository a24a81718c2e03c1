"""The figures: their findings against the sources, their words, and that everything drawn can be read."""

import gzip
import inspect
import re
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from samples import collected

from issfacts import charts, data
from issfacts.kit.exhibit import NARROW, WIDE, Chart

AUTUMN = ("2023-08-01", "2023-10-31")
FIGURES = collected("FIGURES")
MAP = 6000  # bytes, gzipped: coasts and borders


@pytest.fixture(scope="module", params=FIGURES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def chart(name):
    return FIGURES[name]()


@pytest.fixture(scope="module")
def drawings(chart):
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", chart.html())]


def written(drawing):
    return [element for element in drawing.iter() if element.tag.endswith("text")]


def test_every_public_figure_is_tested():
    public = {name for name, value in vars(charts).items() if inspect.isfunction(value) and name[0] != "_"}
    assert public == set(charts.__all__) == set(FIGURES)


def test_every_figure_is_a_chart_with_sources(chart):
    assert isinstance(chart, Chart)
    assert set(chart.sources) <= {row["id"] for row in data.rows("sources")}
    assert len(chart.data) == len(chart.table)


def test_two_drawings_each_of_its_width(drawings):
    assert [drawing.get("viewBox").split()[2] for drawing in drawings] == [str(WIDE), str(NARROW)]


def test_no_letter_is_too_small(drawings):
    """DESIGN: at least 12 px at 320 px width; a phone shows 288 px of drawing, a page's column at least 665."""
    for drawing, shown in zip(drawings, (665, 288), strict=True):
        scale = shown / float(drawing.get("viewBox").split()[2])
        assert all(float(text.get("font-size").removesuffix("px")) * scale >= 12 for text in written(drawing))


def test_all_text_stands_on_the_paper(drawings):
    """Measured in DejaVu Sans, which is wider than the fonts most readers have, no text leaves the drawing."""
    for drawing in drawings:
        width, height = map(float, drawing.get("viewBox").split()[2:])
        for text in written(drawing):
            size = float(text.get("font-size").removesuffix("px"))
            font = FontProperties(family="DejaVu Sans", weight=int(text.get("font-weight", 400)))
            length = TextPath((0, 0), text.text, size=size, prop=font).get_extents().width
            share = {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
            left = float(text.get("x")) - share * length
            assert left >= -2, text.text
            assert left + length <= width + 2, text.text
            assert size * 0.7 <= float(text.get("y")) <= height, text.text


def test_figures_are_light(chart, drawings):
    for drawing in drawings:
        assert len(gzip.compress(ET.tostring(drawing))) <= (MAP if chart.id == "ground-track" else 3000)


def test_a_figure_is_the_same_every_time(chart, name):
    again = FIGURES[name]()
    assert again.html() == chart.html()
    assert (again.title, again.alt, again.description) == (chart.title, chart.alt, chart.description)


def test_colours_are_those_of_the_palette(chart):
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', chart.html()))
    assert all(re.match(r"var\(--iss-|url\(#|none", colour) for colour in colours), colours


# the day of the docking


def test_docking_day_finding():
    # Claim C09: 15:44 to 18:53 UTC is 3 h 9 min. Fact hatch-opening-time: 00:16 in Moscow, so the day after.
    chart = charts.docking_day()
    assert data.fact("docking-duration").value in chart.title
    assert "Moscow and Baikonur" in chart.title


def test_docking_day_reads_the_clocks_right():
    # Fact launch-time: 18:44 in Moscow, 20:44 at Baikonur. Fact docking-time: 21:53 in Moscow.
    chart = charts.docking_day()
    row = chart.data.set_index("event").loc
    assert row["Launch", "when_utc"] == pd.Timestamp("2023-09-15T15:44Z")
    assert row["Launch", "moscow"] == "2023-09-15T18:44+03:00"
    assert row["Launch", "baikonur"] == "2023-09-15T20:44+05:00"
    assert row["Docking", "moscow"] == "2023-09-15T21:53+03:00"
    assert row["Hatch opens", "moscow"] == "2023-09-16T00:16+03:00"


def test_docking_day_shows_every_time_once_in_each_drawing():
    for text in re.findall(r"<svg.*?</svg>", charts.docking_day().html()):
        words = [element.text for element in written(ET.fromstring(text))]
        for time in ("15:44", "18:44", "20:44", "18:53", "21:53", "23:53", "21:16", "00:16", "02:16"):
            assert words.count(time) == 1, time
        assert f"planned {data.fact('docking-time-planned').value}" in words


def test_docking_day_describes_itself():
    text = charts.docking_day().description
    for part in ("15:44 UTC", "23:53 on Friday in Baikonur", "00:16 on Saturday in Moscow", "3 h 9 min", "18:56 UTC"):
        assert part in text


# people aboard


def test_crew_finding():
    # NASA at the hatch opening: seven plus three make ten. By agency: fact aboard-after-hatch and the roster of C14.
    chart = charts.crew_by_agency(*AUTUMN, mark="2023-09-15")
    assert chart.title == (
        "On 15 September 2023 the crew rose from seven to ten: "
        "five from Roscosmos, three from NASA, one from ESA and one from JAXA"
    )


def test_crew_data_is_exact_to_the_second():
    frame = charts.crew_by_agency(*AUTUMN).data.set_index("when_utc")
    assert frame["total"].tolist() == [7, 11, 7, 10, 7]
    assert pd.Timestamp("2023-09-15T18:53:32Z") in frame.index
    assert frame["MBRSC"].tolist() == [1, 1, 0, 0, 0]


def test_steps_are_drawn_where_the_data_has_them():
    """The fill of Roscosmos begins at its first step and is as high as its people: read back from the path."""
    chart = charts.crew_by_agency(*AUTUMN)
    patch = chart.figure.axes[0].patches[0]
    values, edges, ground = patch.get_data()
    unit = (ground[0] - values[0]) / 3
    assert ((ground - values) / unit).round().tolist() == chart.data["Roscosmos"].tolist()
    days = (edges - edges[0]) / (edges[-1] - edges[0]) * 92  # August to October has 92 days
    assert days[1:-1].round(2).tolist() == [26.55, 33.46, 45.79, 57.33]


def test_ships_are_named_at_their_steps():
    words = [
        text.text
        for text in written(
            ET.fromstring(
                charts.crew_by_agency(*AUTUMN).html().split("</svg>")[0].partition("<svg")[2].join(["<svg", "</svg>"])
            )
        )
    ]
    assert {"+4 Crew-7", "\N{MINUS SIGN}4 Crew-6", "+3 MS-24", "\N{MINUS SIGN}3 MS-23"} <= set(words)


def test_others_are_spelled_out():
    assert "MBRSC: Mohammed Bin Rashid Space Centre." in charts.crew_by_agency(*AUTUMN).note


def test_months_days_and_instants():
    month, days = charts.crew_by_agency("2023-08", "2023-10"), charts.crew_by_agency(*AUTUMN)
    assert month.html() == days.html()
    instants = charts.crew_by_agency("2023-09-15T18:53:31Z", "2023-09-15T18:53:32Z")
    assert instants.data["total"].tolist() == [7, 10]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (("2023-08", "2023-10"), "Between seven and eleven people were aboard, 1 August to 31 October 2023"),
        (("2023-10", "2023-10"), "Seven people were aboard all the time, 1 October to 31 October 2023"),
        (("1999-07", "1999-08"), "Nobody was aboard at any time, 1 July to 31 August 1999"),
        (("1999-05", "1999-06"), "Up to seven people were aboard, at times nobody, 1 May to 30 June 1999"),
        (("2023-09-15", "2023-09-15"), "Between seven and ten people were aboard, 15 September 2023"),
        (("2023-09", "2023-09", "2023-09-27"), "On 27 September 2023 the crew fell from ten to seven: three from"),
        (
            ("2023-09", "2023-09", "2023-09-15T21:30"),
            "Ten people were aboard on 15 September 2023, 21:30 UTC: five from",
        ),
    ],
)
def test_titles_state_what_the_record_says(given, title):
    chart = charts.crew_by_agency(*given)
    assert chart.title.startswith(title)
    assert chart.html().count("<svg") == 2


def test_the_whole_record_can_be_drawn():
    chart = charts.crew_by_agency("1998-12-08", "2026-10-07")
    assert chart.data["total"].max() == 13
    assert "thirteen" in chart.title
    assert len(chart.description) < 400


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("2023-10", "2023-08"), "is after"),
        (("1998-01", "1999-01"), "first docking"),
        (("2026-01", "2027-01"), "2026-10-08T00:00Z"),
        (("autumn", "2023-10"), "'autumn' is no month"),
        ((None, "2023-10"), "None is no month"),
        (("2023-13", "2023-10"), "2023-13"),
        ((*AUTUMN, "2023-12-24"), "mark '2023-12-24' is not between"),
    ],
)
def test_bad_input_is_named(given, words):
    with pytest.raises(ValueError, match=words):
        charts.crew_by_agency(*given)
