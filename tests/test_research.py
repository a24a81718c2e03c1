"""Every row of the research behind the book has its place in the data: none was lost on the way.

research-keys.csv names, for each row of each file of the research, the rows of the tables that carry it. The numbers
are those of the research's own README (compiled 22 November 2026), which counts the rows of its files: the list itself
is held to them.
"""

import csv
from collections import Counter

import pytest
from prose import ROOT

import issfacts as iss

# README of the research, table "file, rows"; corrections are changes to rows, not rows of their own.
COUNTS = {
    "claims.csv": 41,
    "timeline.csv": 100,
    "coverage_pages.csv": 21,
    "coverage.csv": 378,
    "perspectives.csv": 70,
    "additions.csv": 128,
    "corrections.csv": 37,
    "crew/stays.csv": 310,
    "crew/shuttle_visits.csv": 216,
    "crew/crew_launches.csv": 130,
    "crew/expeditions.csv": 75,
    "context/modules.csv": 41,
    "context/dependencies.csv": 24,
    "context/positions.csv": 43,
    "context/accords.csv": 91,
    "context/launches_by_country.csv": 464,
    "context/seat_prices.csv": 27,
    "context/budgets.csv": 82,
    "context/sanctions.csv": 29,
}
# Files that became whole tables, row by row.
WHOLE = {
    "claims": ["claims.csv"],
    "coverage_pages": ["coverage_pages.csv"],
    "coverage": ["coverage.csv"],
    "perspectives": ["perspectives.csv"],
    "stays": ["crew/stays.csv", "crew/shuttle_visits.csv"],
    "crewed_flights": ["crew/crew_launches.csv"],
    "expeditions": ["crew/expeditions.csv"],
    "modules": ["context/modules.csv"],
    "dependencies": ["context/dependencies.csv"],
    "positions": ["context/positions.csv"],
    "accords": ["context/accords.csv"],
    "launches": ["context/launches_by_country.csv"],
    "seat_prices": ["context/seat_prices.csv"],
    "sanctions": ["context/sanctions.csv"],
}

# Rows that a chapter needed and the research had not, each with its own sources.
OURS = {"positions": {"2015-russia-2024", "2022-russia-told-nasa-2028", "2022-borisov-softened"}}


def listed() -> list[dict[str, str]]:
    """Give the list: file, key of the research's row, table, id of our row."""
    with (ROOT / "tests" / "research-keys.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LISTED = listed()


def own_id(row: dict) -> str:
    """Give a row's id as the list writes it: the cells of the coverage have two keys."""
    return row["id"] if "id" in row else f"{row['page_id']}|{row['element_id']}"


def ids(table: str) -> set[str]:
    """Give the ids of a table."""
    return {own_id(row) for row in iss.rows(table)}


def test_the_list_names_every_row_of_the_research():
    assert Counter(file for file, _ in {(line["file"], line["key"]) for line in LISTED}) == COUNTS


@pytest.mark.parametrize("table", sorted({line["table"] for line in LISTED}))
def test_every_row_is_in(table):
    missing = [line for line in LISTED if line["table"] == table and line["id"] not in ids(table)]
    assert missing == []


@pytest.mark.parametrize("file", [file for file in COUNTS if file not in ("additions.csv", "corrections.csv")])
def test_no_two_rows_became_one(file):
    places = [(line["table"], line["id"]) for line in LISTED if line["file"] == file]
    assert len(set(places)) == len(places) == COUNTS[file]


@pytest.mark.parametrize(("table", "files"), WHOLE.items())
def test_whole_files_became_whole_tables(table, files):
    carried = {line["id"] for line in LISTED if line["file"] in files}
    assert len(carried) == sum(COUNTS[file] for file in files)
    assert ids(table) - carried == extra(table) | OURS.get(table, set())


def extra(table: str) -> set[str]:
    """Give the rows of a table that the additions brought, beside those of its file."""
    whole = {line["id"] for line in LISTED if line["file"] in WHOLE[table]}
    return {line["id"] for line in LISTED if line["file"] == "additions.csv" and line["table"] == table} - whole


def test_files_that_were_shared_out_add_up():
    budgets = Counter(line["table"] for line in LISTED if line["file"] == "context/budgets.csv")
    assert budgets == {"budgets": 73, "partner_shares": 9}  # amounts of money; shares in per cent
    assert len(ids("events") & {line["id"] for line in LISTED if line["file"] == "timeline.csv"}) == 100
    assert Counter(row["timeline_id"] is not None for row in iss.rows("events"))[True] == 100


def test_stays_keep_their_kind():
    kinds = {row["id"]: row["stay_kind"] for row in iss.rows("stays")}
    for file, shuttle in (("crew/stays.csv", False), ("crew/shuttle_visits.csv", True)):
        assert {kinds[line["id"]] == "shuttle" for line in LISTED if line["file"] == file} == {shuttle}


# Its five seats stand, each with its sources, in crewed_flights; the claim's own words had nothing to change.
UNCHANGED = {"C16"}


def test_every_correction_is_told_in_the_row_it_changed():
    for line in LISTED:
        if line["file"] == "corrections.csv" and line["id"] not in UNCHANGED:
            row = next(row for row in iss.rows(line["table"]) if row["id"] == line["id"])
            told = " ".join(row.get(column) or "" for column in ("note", "mass_note")).lower()
            assert "correct" in told or "the research first had" in told, line["key"]
