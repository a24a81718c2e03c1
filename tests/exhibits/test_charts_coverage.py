"""The pages on the docking: what the grid, the roots and the pairs say, against the research's own counts."""

import re
from xml.etree import ElementTree as ET

import pytest

from issfacts import charts, data, tables
from issfacts.exhibits import coverage

# The research's table of elements (shared facts, coverage.md): says, not in what we read, not read, of twenty pages.
COUNTS = {
    "E1": (20, 0, 0),
    "E2": (5, 14, 1),
    "E3": (10, 9, 1),
    "E4": (5, 14, 1),
    "E5": (1, 18, 1),
    "E6": (1, 15, 4),
    "E7": (1, 15, 4),
    "E8": (3, 16, 1),
    "E9": (7, 12, 1),
    "E10": (5, 12, 3),
    "E11": (3, 16, 1),
    "E12": (3, 16, 1),
    "E13": (15, 5, 0),
    "E14": (12, 8, 0),
    "E15": (1, 15, 4),
    "E16": (1, 15, 4),
    "E17": (2, 15, 3),
    "E18": (6, 13, 1),
}


@pytest.fixture(scope="module")
def chart():
    return charts.coverage_matrix()


@pytest.fixture(scope="module")
def drawings(chart):
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", chart.html())]


def words(drawing):
    return [element.text for element in drawing.iter() if element.tag.endswith("text")]


@pytest.mark.parametrize(("element", "counts"), COUNTS.items())
def test_counts_are_those_of_the_research(element, counts):
    says, _, unread = counts
    assert coverage.saying(element) == (says, 20 - unread)


def test_what_was_not_read_enters_no_count():
    # coverage.md: of P05 only four paragraphs were read; the war is open there.
    assert coverage.saying("E9", ["P05"]) == (0, 0)


@pytest.mark.parametrize(
    ("root", "found"),
    [
        ("AFP (rewritten)", ("AFP",)),
        ("own reporting on NASA TV", ("NASA",)),
        ("Roscosmos/Interfax and NASA", ("Roscosmos", "NASA")),
        ("unclear (own desk?)", ()),
    ],
)
def test_roots_are_read_from_the_inference(root, found):
    assert coverage.roots_of({"probable_root": root}) == found


# the grid


def test_the_title_says_who_names_the_war(chart):
    # coverage.md, contrast 2: all seven pages with an AFP, Reuters, EFE or dpa root name it, none of the twelve others.
    assert chart.title.startswith("Seven pages name the war, with the roots AFP, Reuters, dpa and EFE; twelve others")


def test_every_cell_is_in_the_data(chart):
    found = coverage.cells()
    assert len(found) == chart.data.shape[0] * len(COUNTS) == 378
    for row in chart.data.to_dict("records"):
        assert all(row[element] == found[row["page_id"], element]["cell"] for element in COUNTS)


def test_pages_that_name_the_war_stand_together(chart):
    states = chart.data["E9"].tolist()
    assert states == ["says"] * 8 + ["not in what we read"] * 12 + ["not read"]
    assert chart.data["page_id"].tolist()[:4] == ["P00", "P13", "P14", "P15"]  # the article, then AFP


def test_elements_that_part_the_pages_most_stand_at_the_ends(chart):
    # coverage.md: the war in seven of seven and none of twelve; a total in none of seven and five of twelve.
    columns = [name for name in chart.data if name in COUNTS]
    assert (columns[0], columns[-1]) == ("E9", "E2")
    assert "7 of 7 and 0 of 12" in chart.description
    assert "0 of 7 and 5 of 12" in chart.description


def test_the_wide_drawing_counts_every_element(drawings):
    counts = [word for word in words(drawings[0]) if re.fullmatch(r"\d+/\d+", word)]
    assert sorted(counts) == sorted(f"{says}/{20 - unread}" for says, _, unread in COUNTS.values())


def test_the_wide_drawing_has_one_square_for_each_cell_that_says(drawings):
    strokes = [element.get("d") for element in drawings[0].iter() if element.get("stroke-width") == "12"]
    article = sum(coverage.saying(element, ["P00"])[0] for element in COUNTS)
    assert (
        sum(path.count("M") for path in strokes) == sum(says for says, _, _ in COUNTS.values()) + article + 1
    )  # the key


def test_both_drawings_show_three_symbols_with_their_words(drawings):
    for drawing in drawings:
        assert {"says", "not in what we read", "not read"} <= set(words(drawing))
        assert any(element.tag.endswith("use") for element in drawing.iter())  # the rings
        assert any(element.get("stroke-dasharray") for element in drawing.iter())  # the dashes


def test_the_phone_names_root_and_country_of_every_page(drawings):
    rows = [word for word in words(drawings[1]) if "·" in word]
    assert len(rows) == 20
    assert {"AFP · South Africa", "Roscosmos · Ukraine", "Reuters, dpa · Germany"} <= set(rows)


def test_the_caption_keeps_dash_and_omission_apart(chart):
    assert "Not in what we read does not mean left out" in chart.note
    assert "A phone shows fewer elements" in chart.note


def test_the_phone_shows_the_elements_the_chapter_speaks_of(drawings):
    assert {"The war", "Judged rare", "Over Ukraine", "Seat swap", "Furukawa", "How many aboard"} <= set(
        words(drawings[1])
    )


def test_who_calls_such_work_rare_names_the_war(chart):
    # coverage.csv of the research: E18 says in P13, P14, P15, P16, P18 and P19, all of which say E9.
    rare = chart.data[(chart.data["E18"] == "says") & (chart.data["page_id"] != "P00")]
    assert rare["page_id"].tolist() == ["P13", "P14", "P15", "P16", "P19", "P18"]
    assert set(rare["E9"]) == {"says"}


# the roots


def test_roots_caption_and_rows():
    # coverage.md: fewer than a dozen newsrooms stand behind twenty pages; P20 names no source.
    table = tables.roots()
    assert table.caption == "Eight roots stand behind nineteen of the twenty pages; one could not be traced"
    frame = table.data.set_index("Root")
    assert frame.loc["AFP", "Printed by"] == (
        "Manila Bulletin (Philippines), franceinfo (France), RNews (South Africa)"
    )
    assert frame.loc["Not traced", "Printed by"] == "ANSA (Italy)"
    assert "NASA (United States) with two pages" in frame.loc["NASA", "Printed by"]
    assert len(frame) == 9 < 12


# the pairs


def test_a_pair_lists_what_only_one_page_has():
    # coverage.md: P02 has the docking over Ukraine and the total; P14 names the war (guerre).
    table = tables.compare_pages("P14", "P02")
    frame = table.data.set_index("Element")
    war, place = "The invasion or the war, and the word for it", "The station over Ukraine at docking"
    assert frame.loc[war, "franceinfo"] == "War (guerre)"
    assert frame.loc[war, "NASA"].startswith("Not in what we read")
    assert frame.loc[place, "franceinfo"] == "Not in what we read"
    assert "south of Kyiv" in frame.loc[place, "NASA"]


def test_two_houses_one_night():
    # coverage.md, contrast 1: dpa has the addendum and the possibility of 2028, DW neither; both name the exit.
    frame = tables.compare_pages("P00", "P18").data.set_index("Element")
    assert frame.loc["Russia's commitment to 2028", "Deutsche Welle"] == "Not in what we read"
    assert frame.loc["Russia's exit after 2024", "Deutsche Welle"] == "Borisov, July 2022"
    assert "earlier" in frame.loc["Russia's exit after 2024", "Frankfurter Neue Presse"]


def test_an_american_and_a_russian_agency():
    # coverage.md: neither AP nor Interfax names the war; Interfax has the cross-flights, AP the resident from Japan.
    frame = tables.compare_pages("P03", "P07").data.set_index("Element")
    assert "The invasion or the war, and the word for it" not in frame.index
    assert frame.loc["The seat swap (cross-flights)", "Associated Press"] == "Not in what we read"
    assert "Japan" in frame.loc["The Japanese astronaut Furukawa", "Associated Press"]


def test_what_was_not_read_is_no_difference():
    table = tables.compare_pages("P00", "P05")
    assert set(table.data["Element"]) == {
        "The three arrivals named",
        "The seat swap (cross-flights)",
        "The planned length of stay",
        "The duration of the flight",
    }
    assert "not read" in table.note
    assert "China" in table.note


def test_order_turns_the_table_round():
    there, back = tables.compare_pages("P03", "P07"), tables.compare_pages("P07", "P03")
    assert set(there.data["Element"]) == set(back.data["Element"])
    assert there.id != back.id
    assert back.caption == (
        "In what we read, one element stands only in Interfax, four only in Associated Press and two in both"
    )


def test_two_pages_of_one_house_are_told_apart():
    assert list(tables.compare_pages("P01", "P02").data)[2:] == ["NASA (P01)", "NASA (P02)"]


def test_marks_of_the_coding_are_not_printed():
    for page in coverage.pages():
        text = tables.compare_pages("P00", page["id"]).data.to_string()
        assert not re.search(r"\b(word|number|figure|judgement)=|in P\d\d", text)


@pytest.mark.parametrize(
    ("given", "says"), [(("P99", "P02"), "'P99' is none of the pages P00"), (("P02",) * 2, "itself")]
)
def test_pairs_that_cannot_be_compared(given, says):
    with pytest.raises(ValueError, match=says):
        tables.compare_pages(*given)


def test_the_research_holds_twenty_pages_from_thirteen_countries_in_nine_languages():
    # First sentence of coverage.md.
    pages = coverage.pages()
    assert [len(pages), len({p["country"] for p in pages}), len({p["language"] for p in pages})] == [20, 13, 9]
    assert data.rows("coverage_pages")[0]["id"] == coverage.ARTICLE


def test_a_pair_says_who_has_it():
    frame = tables.compare_pages("P03", "P07").data.set_index("Element")["Who has it"]
    assert frame["The seat swap (cross-flights)"] == "Only Interfax"
    assert frame["The three arrivals named"] == "Both"
