"""Tests of the HTML of charts and tables: structure, escaping, accessibility, and invalid arguments."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial
from urllib.parse import unquote

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from for_each import each_raises

from issfacts import data
from issfacts.kit.exhibit import Chart, Link, Table

FRAME = pd.DataFrame({"name": ["one", "two"], "count": [1, 2]})
EVIL = "<script>alert('x')</script> & \"quoted\""
HEBREW = "\u05e9\u05dc\u05d5\u05dd"


def draw_line(figure, narrow):
    figure.add_axes((0, 0, 1, 1)).plot([0, 1], [0, 1], label="narrow" if narrow else "wide")


def chart(**changes):
    arguments = {
        "id": "growth",
        "title": "It grew",
        "draw": draw_line,
        "alt": "A rising line",
        "description": "The line rises from one to two.",
        "data": FRAME,
        "sources": ["gcat", "dw-article"],
        "as_of": "2026-11-22",
    }
    return Chart(**arguments | changes)


def table(frame=FRAME, **changes):
    arguments = {"id": "numbers", "caption": "Two numbers", "sources": ["gcat"], "as_of": date(2026, 11, 22)}
    return Table(frame=frame, **arguments | changes)


def soup(exhibit, prefix=""):
    return BeautifulSoup(exhibit.html(prefix), "html.parser")


def cell_texts(frame):
    return [cell.get_text() for cell in soup(table(frame)).select("tbody td, tbody th")]


# Chart


def test_chart_is_a_figure_with_a_wide_and_a_narrow_described_svg():
    figure = soup(chart(title="Docked 3 h 9 min later, on 15 September 2023")).select_one("figure.iss-chart")
    assert figure["id"] == "growth"
    finding = figure.select_one(".iss-finding").text
    assert finding == "Docked 3\xa0h\xa09\xa0min later, on 15\xa0September 2023"  # a number and its unit on one line
    for selector, width in ((".iss-wide", "720"), (".iss-narrow", "288")):
        drawing = figure.select_one(f"{selector} svg")
        assert (drawing["role"], drawing["viewbox"].split()[2]) == ("img", width)
        label = [drawing.find(id=id).text for id in drawing["aria-labelledby"].split()]
        assert label == ["A rising line", "The line rises from one to two."]
    assert figure.select_one(".iss-narrow").has_attr("hidden")  # without CSS only the wide one is shown


def test_caption_contains_title_sources_date_and_note():
    caption = soup(chart(note="Counted by hand.")).figcaption
    text = " ".join(caption.get_text().split())
    publishers = [data.source(id).producer for id in ("dw-article", "gcat")]  # the strongest first
    rest = "How good are our sources? Facts as of 22 November 2026. Counted by hand."
    assert text == f"It grew Sources: {publishers[0]}; {publishers[1]}. {rest}"
    assert [a["href"] for a in caption.find_all("a")] == [
        "../reference/sources.md#dw-article",
        "../reference/sources.md#gcat",
        "../reference/source-quality.md",
    ]
    assert "Source: Jonathan" in soup(chart(sources=["gcat"])).figcaption.get_text(" ", strip=True)


def test_source_line_names_each_publisher_once_and_counts_further_sources():
    rows = data.rows("sources")
    nasa = [row["id"] for row in rows if (row["producer"], row["mirror_of"]) == ("NASA", None)][:3]
    copy = next(row for row in rows if row["mirror_of"])
    for ids, position, text in (
        ([row["id"] for row in rows[:9]], 2, "seven more"),
        (nasa, 0, "NASA"),
        (nasa, 1, "two more"),
        ([copy["id"]], 0, f"{copy['mirror_of']}, by way of {copy['producer']}"),
    ):
        made = chart(sources=ids)
        assert made.sources == data.strongest_first(ids)
        assert soup(made).figcaption.find_all("a")[position].text == text


def test_chart_contains_its_data_as_a_table_and_as_csv():
    details = soup(chart()).details
    assert [cell.text for cell in details.select("tbody tr")[1].find_all(["th", "td"])] == ["two", "2"]
    frame = pd.DataFrame({"at": pd.to_datetime(["2023-09-15T18:53:32Z"]), "on": pd.to_datetime(["2023-09-15"])})
    for shown, csv in ((FRAME, "name,count\none,1\ntwo,2\n"), (frame, "at,on\n2023-09-15T18:53:32Z,2023-09-15\n")):
        link = soup(chart(data=shown)).select_one("a[download]")
        assert (link["download"], unquote(link["href"].partition(",")[2])) == ("growth.csv", csv)
    assert not soup(chart(data=pd.DataFrame({"n": range(900)}))).select("a[download]")  # too long for a data: URL
    assert soup(chart(table=pd.DataFrame({"Name": ["uno"]}))).select_one("tbody th").text == "uno"


@pytest.mark.parametrize("make", [chart, table])
def test_repeated_displays_have_unique_ids_and_refer_to_their_own(make):
    displays = [make(id="shown-twice")._repr_html_() for _ in range(3)]
    ids = [set(re.findall(r' id="([^"]+)"', html)) for html in displays]
    assert len(set.union(*ids)) == sum(map(len, ids))
    for html, own_ids in zip(displays, ids, strict=True):
        referenced = {*re.findall(r"url\(#([^)]+)\)", html), *re.findall(r'href="#([^"]+)"', html)}
        labels = " ".join(re.findall(r'aria-labelledby="([^"]+)"', html)).split()
        assert referenced | set(labels) <= own_ids


def test_sources_default_to_those_of_the_rows_and_date_to_that_of_the_data():
    rows = data.rows("events")[:2]
    made = table(sources=(), rows=rows, as_of=None)
    assert set(made.sources) == {id for row in rows for id in row["source_ids"]}
    assert str(made.as_of) == str(data.package()["as_of"])


def test_texts_of_a_chart_are_escaped():
    for argument in ("title", "alt", "description", "note"):
        html = chart(**{argument: EVIL}).html()
        assert "<script" not in html
        assert EVIL in BeautifulSoup(html, "html.parser").get_text(), argument


# Table


def test_table_has_caption_scoped_headers_and_a_focusable_scroll_box():
    figure = soup(table()).select_one("figure.iss-table")
    box = figure.select_one(".iss-scroll")
    assert (box["role"], box["tabindex"], box["aria-label"]) == ("region", "0", "Two numbers")
    assert box.table.caption.get_text() == "Two numbers"
    assert [th["scope"] for th in figure.find_all("th")] == ["col", "col", "row", "row"]
    assert figure.figcaption.get_text(" ", strip=True).startswith("Source: ")


def test_formats_of_cells():
    cases = [
        ([datetime(2023, 9, 15, 18, 53, 32, tzinfo=UTC)], "15 September 2023, 18:53 UTC"),
        ([pd.Timestamp("2023-09-15T21:53:32+03:00")], "15 September 2023, 18:53 UTC"),
        ([date(2023, 9, 15)], "15 September 2023"),
        ([pd.Timestamp("2023-09-15")], "15 September 2023"),  # midnight
        ([timedelta(hours=3, minutes=9)], "3 h 9 min"),
        ([True], "yes"),
        ([("gcat", "dw-article")], "gcat, dw-article"),
        ([45.8], "45.8"),
        (pd.array([10], "Int64"), "10"),
    ]
    frame = pd.DataFrame({f"column {n}": values for n, (values, _) in enumerate(cases)})
    assert cell_texts(frame) == [text for _, text in cases]
    times = [tag["datetime"] for tag in soup(table(frame)).select("tbody time")]
    assert times == ["2023-09-15T18:53:32Z"] * 2 + ["2023-09-15"] * 2


def test_missing_value_is_a_dash_with_a_label():
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
    assert cell_texts(pd.DataFrame({"n": pd.array([7, None], "Int64")}))[0] == "7"  # not "7.0"


def test_texts_of_cells_are_escaped_and_right_to_left_text_is_marked():
    frame = pd.DataFrame({EVIL: [EVIL], "right to left": [HEBREW]})
    html = table(frame, caption=EVIL).html()
    assert "<script" not in html
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one("tbody th").get_text() == page.select_one("thead th").get_text() == EVIL
    assert page.find("td").get_text() == HEBREW
    assert page.find("td")["dir"] == "auto"


def test_only_a_link_object_becomes_a_link():
    frame = pd.DataFrame({"id": [Link("C14", "../reference/claims.md#c14"), '<a href="x">no</a>']})
    links = soup(table(frame)).select("tbody a")
    assert [(a.text, a["href"]) for a in links] == [("C14", "../reference/claims.md#c14")]


def test_number_columns_have_a_class_and_an_empty_table_says_so():
    assert [th.get("class") for th in soup(table()).select("thead th")] == [None, ["iss-number"]]
    assert cell_texts(FRAME.iloc[:0]) == ["No rows."]


@pytest.mark.parametrize(("columns", "markup"), [(5, []), (6, ["iss-cards"]), (9, ["iss-cards", "iss-many"])])
def test_table_with_many_columns_becomes_cards(columns, markup):
    frame = pd.DataFrame({f"c{n}": [n] for n in range(columns)})
    html = Table("wide", "A wide table", frame, ["gcat"]).html()
    assert [name for name in ("iss-cards", "iss-many") if name in html] == markup


test_invalid_arguments_are_named = each_raises(
    (partial(chart, id="Growth 1"), "ValueError: id 'Growth 1' must be small letters"),
    (partial(chart, title=""), "ValueError: title of exhibit 'growth' is empty"),
    (partial(chart, alt=" "), "ValueError: alt of"),
    (partial(chart, description=None), "ValueError: description of"),
    (partial(chart, draw=None), "TypeError: chart 'growth': draw must be a function"),
    (partial(chart, data="launches"), "TypeError: exhibit 'growth' needs a DataFrame, not str"),
    (partial(chart, data=pd.DataFrame()), "ValueError: the frame of exhibit 'growth' needs columns"),
    (partial(chart, data=pd.DataFrame([[1, 2]], columns=["a", "a"])), "each with a name of its own"),
    (partial(chart, data=pd.DataFrame([[1]])), "each with a name of its own"),
    (partial(chart, sources=[]), "ValueError: exhibit 'growth' names no source"),
    (partial(chart, sources="gcat"), "TypeError: exhibit 'growth': sources must be a list of ids"),
    (partial(chart, sources=["gcta"]), "nearest: gcat"),
    (partial(chart, as_of="22.11.2026"), "ValueError: '22.11.2026' is not a day; write one"),
    (partial(table, caption=""), "ValueError: caption of exhibit 'numbers' is empty"),
    (partial(table, frame=1), "TypeError: exhibit 'numbers' needs a DataFrame, not int"),
    *(
        (Link, "x", href, "is not an address for a link")
        for href in ("javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//evil.example", "file:///etc")
    ),
)
