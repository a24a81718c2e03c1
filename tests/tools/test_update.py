"""The comparison with GCAT: its real formats, on small files of our own making, and no false alarm on our own record.

tests/tools/gcat/ holds them: columns, padding and remarks after copies of the files (missions.tsv and rides.tsv of
June 2022, the missions also of July 2026); flights after Jonathan McDowell's GCAT, planet4589.org, CC BY 4.0.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import gcat
import pytest
import update
from prose import ROOT

SAMPLES = ROOT / "tests" / "tools" / "gcat"
MISSIONS = (SAMPLES / "missions.tsv").read_text("utf-8")
LINES = MISSIONS.splitlines(keepends=True)
RIDES = (SAMPLES / "rides.tsv").read_text("utf-8")
NEW_MISSION = (
    "H00500\tMS30\t2026-200\tS99999\tSoyuz MS-30\t2026 Oct 15 0912:13\t-\t   5*\t   3\t-\tISS\tRU\tSoyuz\t"
    "ORB400\t   0\t 300\n"
)
NEW_RIDE = (
    "  1600\tRU\tC\tMS30/KDR\tSoyuz MS-30\tH00500\tKomandir\tIvan *New, Pol. VVS (ret.), Roskosmos\tPol. VVS (ret.)\t"
    "TSPKR\tTSPKR\tAS-00700\t2026 Oct 15 0912:13\t    5:01:15 *\tEX75/FE1\n"
)


@pytest.fixture
def folder(tmp_path):
    """Give a folder with both files."""
    (tmp_path / "missions.tsv").write_text(MISSIONS, "utf-8")
    (tmp_path / "rides.tsv").write_text(RIDES, "utf-8")
    return tmp_path


@pytest.fixture
def record(monkeypatch):
    """Give our side, cut to the flights of the small files, and let the tool read no more."""
    flights, stays = update.read_record()
    ships = {"STS-104", "SpaceX Crew-7", "Soyuz MS-24"}
    flights = [row for row in flights if row["ship"] in ships]
    cut = flights, [row for row in stays if row["ship"] == "Soyuz MS-24"]
    monkeypatch.setattr(update, "read_record", lambda: cut)
    return cut


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def change(path, old, new):
    """Replace a piece of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def found(folder, record):
    """Return what the comparison finds."""
    missions, rides = gcat.read_missions(folder / "missions.tsv"), gcat.read_rides(folder / "rides.tsv")
    return [*update.compare_flights(missions, record[0]), *update.compare_stays(rides, missions, *record)]


# -- reading -----------------------------------------------------------------------------------------


def test_missions_are_read(folder):
    listing = gcat.read_missions(folder / "missions.tsv")
    assert listing.updated == date(2026, 10, 20)
    sts, hop, crew7, ms24 = listing.rows  # neither apes nor what reached no space
    assert [sts.ship, hop.ship, crew7.ship] == ["STS-104", "VMS Unity VF-02-2", "Dragon Crew-7"]
    assert (hop.launch.slack, hop.station, crew7.landing.doubtful) == (timedelta(minutes=1), "", True)
    launch, landing = (gcat.Moment(at) for at in (utc(2023, 9, 15, 15, 44, 35), utc(2024, 4, 6, 7, 17, 47)))
    assert ms24 == gcat.Mission("H00374", "Soyuz MS-24", launch, landing, 3, "ISS")


def test_rides_are_read_and_apes_are_not(folder):
    listing = gcat.read_rides(folder / "rides.tsv")
    assert [ride.name for ride in listing.rows] == ["Oleg Kononenko", "Nikolay Chub", "Loral O'Hara"]
    assert {ride.sponsor for ride in listing.rows} == {"TSPKR", "NASA"}
    # Kononenko and Chub landed on Soyuz MS-25 on 23 September 2024 at 11:59:22 UTC (the missions' list of July 2026)
    assert listing.rows[0].landing.when == utc(2024, 9, 23, 11, 59, 22)
    assert listing.rows[2].landing.slack == timedelta(minutes=1)


def test_a_later_edition_is_read_too(folder):
    path = folder / "missions.tsv"
    change(path, "Program\tProject\tOrbID\tDS\tSSF", "Progra\tProject\tOrbID\tDS\tSSF\tMType")
    change(path, "# Updated 2026 Oct 20 03:10:47", "# Updated 2026 Jul  3 0703:57")
    change(path, "   0\t 204\n", "   0\t 204\tFLT\n")
    change(path, "2023 Sep 15 1544:35", "2023 Sep 15  1544:35")
    change(path, "#HSFID", "HSFID")  # should the mark before the names ever go
    listing = gcat.read_missions(path)
    assert listing.updated == date(2026, 7, 3)
    assert listing.rows[-1].launch.when == utc(2023, 9, 15, 15, 44, 35)


# -- comparing ---------------------------------------------------------------------------------------


def test_what_agrees_is_silent(folder, record):
    assert found(folder, record) == []


def test_a_new_flight_and_its_crew_but_none_elsewhere(folder, record):
    change(folder / "missions.tsv", "H00374", NEW_MISSION + "H00374")
    change(folder / "rides.tsv", "#\n# Chimp", NEW_RIDE + "#\n# Chimp")
    flight, stay = found(folder, record)
    assert flight[:3] == ("new", "crewed_flights", "Soyuz MS-30")
    assert flight.theirs == "3 people, launched 2026-10-15T09:12:13Z, landed not yet"
    assert stay[:3] == ("new", "stays", "Ivan New")
    assert stay.theirs == "launched 2026-10-15T09:12:13Z, landed not yet, sponsor TSPKR"
    change(folder / "missions.tsv", "ISS\tRU\tSoyuz\tORB400", "TG\tRU\tSoyuz\tORB400")
    assert found(folder, record) == []


KONONENKO, OHARA = "oleg-kononenko-soyuz-ms-24", "loral-ohara-soyuz-ms-24"


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("missions", "Sep 15 1544:35", "Sep 15 1544:36", ("Soyuz MS-24", "launch_utc", "2023-09-15T15:44:36Z")),
        ("missions", "Apr  6 0717:47", "Apr  6 0719", ("Soyuz MS-24", "landing_utc", "2024-04-06T07:19")),
        ("missions", "Apr  6 0717:47", "Apr  7", ("Soyuz MS-24", "landing_utc", "2024-04-07")),
        ("missions", "Mar 12 0947:44?", "Mar 13 0947:44?", ("SpaceX Crew-7", "landing_utc", "2024-03-13T09:47:44Z?")),
        ("missions", "2001 Jul 25 0338:55", "-", ("STS-104", "landing_utc", "not yet")),
        ("missions", "   3\tAntares", "   4\tAntares", ("Soyuz MS-24", "people_up", "4")),
        ("rides", "  373:20:14:47", "  373:20:15:47", (KONONENKO, "landing_utc", "2024-09-23T12:00:22Z")),
        ("rides", "  203:15:33 ", "  203:15:35 ", (OHARA, "landing_utc", "2024-04-06T07:19")),
        ("rides", "  203:15:33 ", "  203:15:33 *", (OHARA, "landing_utc", "not yet")),
    ],
)
def test_what_differs_is_told(folder, record, file, old, new, finding):
    change(folder / f"{file}.tsv", old, new)
    (only,) = found(folder, record)
    assert only.what == "differs"
    assert (only.row, only.column, only.theirs) == finding
    assert only.ours


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("missions.tsv", "2024 Apr  6 0717:47", "2024 Apr  6 0717"),
        ("missions.tsv", "2024 Apr  6 0717:47", "2024 Apr  6"),
        ("rides.tsv", "Nikolay Chub", "Nikolai *Chub"),
        ("rides.tsv", "Loral O'Hara, NASA", "O'Hara Loral, PhD"),
        ("rides.tsv", "Oleg Kononenko", "Oleg Dmitrievich Kononenko"),
    ],
)
def test_what_is_only_written_otherwise_is_silent(folder, record, file, old, new):
    change(folder / file, old, new)
    assert found(folder, record) == []


def test_what_only_one_side_has(folder, record):
    change(folder / "rides.tsv", "Loral O'Hara", "Tracy *Caldwell Dyson")
    change(folder / "missions.tsv", next(line for line in LINES if line.startswith("H00239")), "")
    assert [finding[:3] for finding in found(folder, record)] == [
        ("not there", "crewed_flights", "STS-104"),
        ("new", "stays", "Tracy Caldwell Dyson"),
        ("not there", "stays", "loral-ohara-soyuz-ms-24"),
    ]


def test_an_older_file_cannot_tell_of_what_came_later(folder, record):
    for name in ("missions.tsv", "rides.tsv"):
        change(folder / name, "2026 Oct 20", "2024 Mar 20")
    change(folder / "missions.tsv", "2024 Apr  6 0717:47\t  203:15:33:12", "-\t  186*")
    change(folder / "rides.tsv", "  203:15:33 ", "  186:02:10 *")
    for _ in range(2):
        change(folder / "rides.tsv", "  373:20:14:47", "  186:02:10 *")
    assert found(folder, record) == []


# -- the tool ----------------------------------------------------------------------------------------


def run(capsys, folder):
    """Run the tool; return what it said on either side."""
    update.main([str(folder)])
    return capsys.readouterr()


def test_the_table_to_review(folder, capsys, record, monkeypatch, tmp_path):
    data = {path: path.read_bytes() for path in (ROOT / "data").glob("*.csv")}
    assert run(capsys, folder) == (
        "missions.tsv: 4 lines, updated 2026-10-20\nrides.tsv: 3 lines, updated 2026-10-20\n"
        "Nothing is new, nothing differs.\nTo review: 0. Known, and why: 0. Nothing was written.\n",
        "",
    )
    change(folder / "missions.tsv", "   3\tAntares", "   4\tAntares")
    *_, head, line, last = run(capsys, folder).out.splitlines()
    assert head.split() == ["what", "table", "row", "column", "ours", "GCAT", "our", "note"]
    assert line.split() == ["differs", "crewed_flights", "Soyuz", "MS-24", "people_up", "3", "4"]
    assert line.index("4", 50) == head.index("GCAT")
    assert last == "To review: 1. Known, and why: 0. Nothing was written."
    accepted = tmp_path / "accepted.csv"
    accepted.write_text("table,row,column,theirs,why\ncrewed_flights,Soyuz MS-24,people_up,4,a slip\n", "utf-8")
    known = update.read_accepted(accepted)
    monkeypatch.setattr(update, "read_accepted", lambda: known)
    assert "To review: 0. Known, and why: 1." in run(capsys, folder).out
    change(folder / "missions.tsv", "   4\tAntares", "   5\tAntares")
    assert "To review: 1. Known, and why: 0." in run(capsys, folder).out
    assert {path: path.read_bytes() for path in data} == data


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe", "'utf-8' codec"),
        (b"", "it lists no flight that can be read"),
        (b"<!DOCTYPE html>\n<title>404 Not Found</title>", "its first line names no column 'HSFID'"),
        (MISSIONS.replace("LDate", "Launch").encode(), "its first line names no column 'LDate'"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(folder, content, said):
    path = folder / "missions.tsv"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SystemExit, match=f"^cannot read missions.tsv: .*{said}"):
        update.main([str(folder)])


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ("H00001\tX\n", "'' is not a date such as 2023 Sep 15 1544:35"),
        (LINES[4].replace("2001 Jul 12", "soon"), "'soon 0903:59' is not a date such as 2023 Sep 15 1544:35"),
        (LINES[4].replace("   5\t", "five\t"), "'five' is not a whole number"),
    ],
)
def test_an_odd_line_is_named_and_skipped_and_hides_no_other(folder, capsys, record, odd, said):
    change(folder / "missions.tsv", LINES[4], odd + LINES[4])
    out, err = run(capsys, folder)
    assert err == f"skipped missions.tsv, line 5: {said}\n"
    assert "missions.tsv: 4 lines" in out
    assert "Nothing is new, nothing differs." in out


def test_no_two_crews_left_so_near_to_each_other_that_they_could_be_confused():
    launches = sorted(row["launch_utc"] for row in update.read_record()[0])
    assert min(after - before for before, after in pairwise(launches)) > 2 * update.NEAR


def test_every_accepted_difference_names_a_row_of_ours_and_a_reason():
    flights, stays = update.read_record()
    rows = {"crewed_flights": {row["ship"] for row in flights}, "stays": {row["id"] for row in stays}}
    for accepted in update.read_accepted().itertuples():
        assert accepted.row in rows[accepted.table], accepted.row
        assert accepted.why.endswith("."), accepted.row
