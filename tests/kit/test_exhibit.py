"""Charts and tables as HTML: whatever stands in the data arrives as text, and readers of every kind are served."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from issfacts import data
from issfacts.kit.exhibit import Chart, Link, Table

FRAME = pd.DataFrame({"name": ["one", "two"], "count": [1, 2]})
EVIL = "<script>alert('x')</script> & \"quoted\""
HEBREW = "\u05e9\u05dc\u05d5\u05dd"


def line(figure, narrow):
    figure.add_axes((0, 0, 1, 1)).plot([0, 1], [0, 1], label="narrow" if narrow else "wide")


def chart(**change):
    given = {
        "id": "growth",
        "title": "It grew",
        "draw": line,
        "alt": "A rising line",
        "description": "The line rises from one to two.",
        "data": FRAME,
        "sources": ["gcat", "dw-article"],
        "as_of": "2026-11-22",
    }
    return Chart(**given | change)


def table(frame=FRAME, **change):
    given = {"id": "numbers", "caption": "Two numbers", "sources": ["gcat"], "as_of": date(2026, 11, 22)}
    return Table(frame=frame, **given | change)


def soup(exhibit, prefix=""):
    return BeautifulSoup(exhibit.html(prefix), "html.parser")


def cells(frame, **change):
    return [cell.get_text() for cell in soup(table(frame, **change)).select("tbody td, tbody th")]


# Chart


def test_a_number_and_its_unit_stay_on_one_line():
    shown = soup(chart(title="Docked 3 h 9 min later, on 15 September 2023")).select_one(".iss-finding").text
    assert shown == "Docked 3\xa0h 9\xa0min later, on 15\xa0September 2023"


def test_chart_is_a_figure_with_two_named_drawings():
    figure = soup(chart()).select_one("figure.iss-chart")
    assert figure["id"] == "growth"
    for drawing in figure.find_all("svg"):
        assert drawing["role"] == "img"
        assert drawing.find("title").text == "A rising line"
        assert drawing.find("desc").text == "The line rises from one to two."
    widths = [figure.select_one(f"{place} svg")["viewbox"].split()[2] for place in (".iss-wide", ".iss-narrow")]
    assert widths == ["720", "288"]
    assert figure.select_one(".iss-narrow").has_attr("hidden")  # without a style sheet only the wide one shows


def test_caption_says_finding_sources_and_date():
    caption = soup(chart(note="Counted by hand.")).figcaption
    text = " ".join(caption.get_text().split())
    publishers = [data.source(id).producer for id in ("dw-article", "gcat")]  # the strongest first
    asked = "How good are our sources? Facts as of 22 November 2026. Counted by hand."
    assert text == f"It grew Sources: {publishers[0]}; {publishers[1]}. {asked}"
    assert [a["href"] for a in caption.find_all("a")] == [
        "../reference/sources.md#dw-article",
        "../reference/sources.md#gcat",
        "../reference/source-quality.md",
    ]


def test_one_source_is_singular_and_many_are_counted():
    assert "Source: Jonathan" in soup(chart(sources=["gcat"])).figcaption.get_text(" ", strip=True)
    ids = [row["id"] for row in data.rows("sources")[:9]]
    links = soup(chart(sources=ids)).figcaption.find_all("a")
    assert [a.text for a in links][-2] == "seven more"
    assert chart(sources=ids).sources == data.strongest_first(ids)


def test_a_publisher_is_named_once():
    rows = [row for row in data.rows("sources") if (row["producer"], row["mirror_of"]) == ("NASA", None)]
    links = soup(chart(sources=[row["id"] for row in rows[:3]])).figcaption.find_all("a")
    assert [a.text for a in links][:2] == ["NASA", "two more"]


def test_a_copy_names_its_original_publisher():
    copy = next(row for row in data.rows("sources") if row["mirror_of"])
    link = soup(chart(sources=[copy["id"]])).figcaption.a
    assert link.text == f"{copy['mirror_of']}, by way of {copy['producer']}"


def test_the_data_is_there_as_a_table_and_as_csv():
    details = soup(chart()).details
    assert [cell.text for cell in details.select("tbody tr")[1].find_all(["th", "td"])] == ["two", "2"]
    link = details.select_one("a[download]")
    assert link["download"] == "growth.csv"
    assert unquote(link["href"].partition(",")[2]) == "name,count\none,1\ntwo,2\n"


def test_csv_keeps_instants_exact_and_days_plain():
    frame = pd.DataFrame({"at": pd.to_datetime(["2023-09-15T18:53:32Z"]), "on": pd.to_datetime(["2023-09-15"])})
    link = soup(chart(data=frame)).select_one("a[download]")
    assert unquote(link["href"]).endswith("\n2023-09-15T18:53:32Z,2023-09-15\n")


def test_a_heavy_csv_is_left_out():
    assert not soup(chart(data=pd.DataFrame({"n": range(900)}))).select("a[download]")


def test_readers_may_be_given_another_table():
    assert soup(chart(table=pd.DataFrame({"Name": ["uno"]}))).select_one("tbody th").text == "uno"


@pytest.mark.parametrize("make", [chart, table])
def test_every_display_has_ids_of_its_own(make):
    """The same exhibit twice on a page, the first in a closed fold: what the second refers to must be its own."""
    shown = [make(id="shown-twice")._repr_html_() for _ in range(3)]
    ids = [set(re.findall(r' id="([^"]+)"', html)) for html in shown]
    assert len(set.union(*ids)) == sum(map(len, ids))
    for html, own in zip(shown, ids, strict=True):
        pointed = {*re.findall(r"url\(#([^)]+)\)", html), *re.findall(r'href="#([^"]+)"', html)}
        assert pointed | set(" ".join(re.findall(r'aria-labelledby="([^"]+)"', html)).split()) <= own


def test_sources_and_date_come_from_the_rows():
    rows = data.rows("events")[:2]
    made = table(sources=(), rows=rows, as_of=None)
    assert set(made.sources) == {id for row in rows for id in row["source_ids"]}
    assert str(made.as_of) == str(data.package()["as_of"])


def test_the_figure_is_made_late_and_changing_it_shows():
    calls = []

    def draw(figure, narrow):
        calls.append(narrow)
        line(figure, narrow)

    made = chart(draw=draw)
    assert calls == []
    made.figure.axes[0].set_title("Mine")
    assert made.changed
    html = soup(made)
    assert len(html.find_all("svg")) == 1
    assert "changed in the notebook" in html.figcaption.get_text()
    assert "Mine" in html.get_text()


def test_html_is_the_same_every_time():
    made = chart()
    before = made.html()
    assert made.figure is made.figure
    assert not made.changed  # looking at the figure changes nothing
    assert made.html() == before == chart().html()


def test_words_of_a_chart_arrive_as_text():
    for part in ("title", "alt", "description", "note"):
        html = chart(**{part: EVIL}).html()
        assert "<script" not in html
        assert EVIL in BeautifulSoup(html, "html.parser").get_text(), part


# Table


def test_table_is_captioned_scoped_and_scrolls_in_its_box():
    figure = soup(table()).select_one("figure.iss-table")
    box = figure.select_one(".iss-scroll")
    assert (box["role"], box["tabindex"], box["aria-label"]) == ("region", "0", "Two numbers")
    assert box.table.caption.get_text() == "Two numbers"
    assert [th["scope"] for th in figure.find_all("th")] == ["col", "col", "row", "row"]
    assert figure.figcaption.get_text(" ", strip=True).startswith("Source: ")


def test_cells_of_every_kind():
    utc = datetime(2023, 9, 15, 18, 53, 32, tzinfo=UTC)
    frame = pd.DataFrame(
        {
            "instant": [utc],
            "zone": [pd.Timestamp("2023-09-15T21:53:32+03:00")],
            "date": [date(2023, 9, 15)],
            "midnight": [pd.Timestamp("2023-09-15")],
            "span": [timedelta(hours=3, minutes=9)],
            "yes": [True],
            "list": [("gcat", "dw-article")],
            "float": [45.8],
            "int": pd.array([10], "Int64"),
        }
    )
    assert cells(frame) == [
        *["15 September 2023, 18:53 UTC"] * 2,
        *["15 September 2023"] * 2,
        "3 h 9 min",
        "yes",
        "gcat, dw-article",
        "45.8",
        "10",
    ]
    times = [tag["datetime"] for tag in soup(table(frame)).select("tbody time")]
    assert times == ["2023-09-15T18:53:32Z"] * 2 + ["2023-09-15"] * 2


def test_what_is_missing_is_a_dash_that_says_so():
    for missing in (
        pd.array([None, 1], "Int64"),
        [None, "x"],
        [float("nan"), 1.5],
        pd.to_datetime([None, "2023-09-15"], utc=True),
        pd.array([None, True], "boolean"),
    ):
        cell = soup(table(pd.DataFrame({"row": ["a", "b"], "value": missing}))).select_one("tbody td")
        assert cell.get_text() == "\u2013"
        assert cell.span["aria-label"] == "no value"
    assert cells(pd.DataFrame({"n": pd.array([7, None], "Int64")}))[0] == "7"  # whole numbers stay whole


def test_what_stands_in_a_cell_arrives_as_text():
    frame = pd.DataFrame({EVIL: [EVIL], "right to left": [HEBREW]})
    html = table(frame, caption=EVIL).html()
    assert "<script" not in html
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one("tbody th").get_text() == page.select_one("thead th").get_text() == EVIL
    assert page.find("td").get_text() == HEBREW
    assert page.find("td")["dir"] == "auto"


def test_only_a_link_makes_a_link():
    frame = pd.DataFrame({"id": [Link("C14", "../reference/claims.md#c14"), '<a href="x">no</a>']})
    links = soup(table(frame)).select("tbody a")
    assert [(a.text, a["href"]) for a in links] == [("C14", "../reference/claims.md#c14")]


def test_a_link_leads_nowhere_strange():
    for href in ("javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//evil.example", "file:///etc"):
        with pytest.raises(ValueError, match="address"):
            Link("x", href)


def test_numbers_stand_to_the_right_and_no_rows_are_said():
    assert [th.get("class") for th in soup(table()).select("thead th")] == [None, ["iss-number"]]
    assert cells(FRAME.iloc[:0]) == ["No rows."]


# What is refused


REFUSED_CHARTS = [
    ({"id": "Growth 1"}, ValueError, "docking-day"),
    ({"title": ""}, ValueError, "title of exhibit 'growth' is empty"),
    ({"alt": " "}, ValueError, "alt"),
    ({"description": None}, ValueError, "description"),
    ({"draw": None}, TypeError, "draw"),
    ({"data": [1, 2]}, TypeError, "DataFrame, not list"),
    ({"data": pd.DataFrame()}, ValueError, "no columns"),
    ({"data": pd.DataFrame([[1, 2]], columns=["a", "a"])}, ValueError, "each its own"),
    ({"data": pd.DataFrame([[1]])}, ValueError, "need names"),
    ({"sources": []}, ValueError, "names no source"),
    ({"sources": "gcat"}, TypeError, "list of ids"),
    ({"sources": ["gcta"]}, KeyError, "gcat"),
    ({"as_of": "22.11.2026"}, ValueError, "is no day, such as"),
]
REFUSED_TABLES = [
    ({"caption": ""}, ValueError, "caption of exhibit 'numbers' is empty"),
    ({"frame": {"a": [1]}}, TypeError, "DataFrame, not dict"),
    ({"sources": ["no-such-page"]}, KeyError, "nearest"),
]


def test_what_no_page_could_show_is_refused():
    for make, refused in ((chart, REFUSED_CHARTS), (table, REFUSED_TABLES)):
        for change, error, words in refused:
            with pytest.raises(error, match=words):
                make(**change)
