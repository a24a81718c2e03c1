"""The tables and the chart of how pages reported the docking, against counts by hand."""

import re

import pytest
from drawings import drawings, text_contents

import issfacts as iss
from issfacts import charts, tables
from issfacts.exhibits import coverage

# Counted by hand in the twenty pages of coverage_pages: says, not in what we read, not read.
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


def test_matrix_has_every_cell_and_counts_by_hand():
    frame = charts.coverage_matrix().data.set_index("page_id")
    assert {(page, element): frame.loc[page, element] for page in frame.index for element in COUNTS} == {
        place: row["cell"] for place, row in coverage.cells().items()
    }
    answers = ["says", "not in what we read", "not read"]
    found = frame.drop("P00")[list(COUNTS)].apply(lambda told: told.value_counts().reindex(answers, fill_value=0))
    assert {element: tuple(counts) for element, counts in found.items()} == COUNTS
    # Sorted by coverage of the war; the article comes first, then the pages from AFP.
    assert frame["E9"].tolist() == ["says"] * 8 + ["not in what we read"] * 12 + ["not read"]
    assert frame.index.tolist()[:4] == ["P00", "P13", "P14", "P15"]


# The headings and row labels of the drawing, by hand from probable_root.
HEADINGS = [
    *("Seven pages name the war", "AFP: 3 of 3", "Reuters", "dpa", "EFE", "Two first tellers", "Reuters or dpa"),
    *("Twelve do not, in what we read", "Roscosmos: 0 of 5", "NASA: 0 of 3", "TASS", "AP"),
    *("Two first tellers", "Roscosmos and NASA", "Not traced"),
]
# The same one step further back: the page from dpa (which names Interfax) and TASS's own lead to the broadcast.
HEADINGS_FURTHER_BACK = [
    *("Seven pages name the war", "AFP: 3 of 3", "Reuters", "EFE", "Roscosmos: 1 of 7"),
    *("Two first tellers", "Reuters or Roscosmos"),
    *("Twelve do not, in what we read", "Roscosmos: 1 of 7", "NASA: 0 of 3", "AP"),
    *("Two first tellers", "Roscosmos and NASA", "Not traced"),
]


@pytest.mark.parametrize("headings", [HEADINGS, HEADINGS_FURTHER_BACK])
def test_drawings_have_a_square_for_each_page_read_on_the_war(headings):
    chart = charts.coverage_matrix(further_back=headings is HEADINGS_FURTHER_BACK)
    known = {*HEADINGS, *HEADINGS_FURTHER_BACK}
    pages = [row["outlet"] for row in iss.rows("coverage_pages") if row["id"] not in ("P00", "P05")]
    for drawing in drawings(chart):
        said = text_contents(drawing)
        assert [word for word in said if word in known] == headings
        assert [outlet for outlet in pages if outlet not in " ".join(said)] == []
        assert "Svoboda" not in " ".join(said)
        paths = [path for path in drawing.iter() if path.tag.endswith("path")]
        filled = sum("accent" in path.get("fill") for path in paths)
        outlined = sum(path.get("d").count("M") for path in paths if path.get("fill") == "none")
        assert (filled, outlined) == COUNTS["E9"][:2]
    assert "Not drawn, as read only at the beginning: Radio Svoboda." in chart.note


# Tables


PAIRS = [  # first page, second page, element, part of what each says
    # P02 has the docking over Ukraine and the total; P14 names the war (guerre).
    ("P14", "P02", "The invasion or the war, and the word for it", "War (guerre)", "–"),
    ("P14", "P02", "The station over Ukraine at docking", "–", "south of Kyiv"),
    # Contrast 1: dpa has the addendum and the possibility of 2028, DW neither; both name the exit.
    ("P00", "P18", "Russia's commitment to 2028", "–", ""),
    ("P00", "P18", "Russia's exit after 2024", "Borisov, July 2022", "earlier"),
    # Interfax has the cross-flights, AP the resident from Japan.
    ("P03", "P07", "The seat swap (cross-flights)", "–", ""),
    ("P03", "P07", "The Japanese astronaut Furukawa", "Japan", ""),
]


def test_compare_pages_cells_and_who_has_the_element():
    """Expected values are from a second reading of the pages."""
    for one, two, element, *told in PAIRS:
        row = tables.compare_pages(one, two).data.set_index("Element").loc[element]
        assert all(part in cell for part, cell in zip(told, row.iloc[1:], strict=True)), (one, two, element)
    who = tables.compare_pages("P03", "P07").data.set_index("Element")["Who has it"]
    assert "The invasion or the war, and the word for it" not in who.index  # neither names it
    assert who["The seat swap (cross-flights)"] == "Only Interfax"
    assert who["The three arrivals named"] == "Both"


def test_unread_elements_are_listed_in_the_note_not_compared():
    table = tables.compare_pages("P00", "P05")
    unread = {id for id in COUNTS if coverage.cells()["P05", id]["cell"] == "not read"}
    names = {row["element"] for row in iss.rows("coverage_elements") if row["id"] in unread}
    assert not names & set(table.data["Element"])
    assert all(name in table.note for name in names)


def test_coding_prefixes_and_page_ids_are_not_shown():
    shown = [tables.compare_pages("P00", page["id"]).data.to_string() for page in coverage.pages()]
    assert not re.search(r"\b(word|number|figure|judgement)=|in P\d\d", "\n".join(shown))
