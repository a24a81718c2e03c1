"""The comparison with GCAT, on small files in its formats and on our own record.

The files are in tests/tools/gcat/. Columns, padding and comments follow copies of missions.tsv and rides.tsv of June
2022 (the missions also of July 2026); flights follow Jonathan McDowell's GCAT, planet4589.org, CC BY 4.0.
"""

import shutil
from itertools import pairwise

import pytest
import update
from paths import ROOT
from running import ToolError

SAMPLES = ROOT / "tests" / "tools" / "gcat"
MISSIONS = (SAMPLES / "missions.tsv").read_text("utf-8")
STS104 = MISSIONS.splitlines(keepends=True)[4]
NEW_MISSION = (
    "H00500\tMS30\t2026-200\tS1\tSoyuz MS-30\t2026 Oct 15 0912:13\t-\t   5*\t   3\t-\tISS\tRU\tSoyuz\t-\t0\t 300\n"
)
NEW_RIDE = "1600\tRU\tC\tMS30\tSoyuz MS-30\tH00500\tKomandir\tIvan *New\t-\t-\tTSPKR\t-\t2026 Oct 15\t5*\t-\n"
ADD_RIDE = [("rides", "#\n# Chimp", NEW_RIDE + "#\n# Chimp")]
MS24 = "launched 2023-09-15T15:44:35Z"
KONONENKO, OHARA = "oleg-kononenko-soyuz-ms-24", "loral-ohara-soyuz-ms-24"


@pytest.fixture
def folder(tmp_path):
    """Return a folder with copies of both files."""
    return shutil.copytree(SAMPLES, tmp_path / "gcat")


@pytest.fixture
def record(monkeypatch):
    """Restrict our record to the flights in the small files."""
    flights, stays = update.read_record()
    flights = [row for row in flights if row["ship"] in {"STS-104", "SpaceX Crew-7", "Soyuz MS-24"}]
    restricted = flights, [row for row in stays if row["ship"] == "Soyuz MS-24"]
    monkeypatch.setattr(update, "read_record", lambda: restricted)
    return restricted


def change_files(folder, *changes: tuple[str, str, str]):
    """Replace text in the files: (file, old text, new text)."""
    for file, old, new in changes:
        path = folder / f"{file}.tsv"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ([], []),
        # Differences
        ([("missions", "15 1544:35", "15 1544:36")], [("Soyuz MS-24", "launch_utc", "2023-09-15T15:44:36Z")]),
        ([("missions", "Apr  6 0717:47", "Apr  6 0719")], [("Soyuz MS-24", "landing_utc", "2024-04-06T07:19")]),
        ([("missions", "Apr  6 0717:47", "Apr  7")], [("Soyuz MS-24", "landing_utc", "2024-04-07")]),
        ([("missions", "12 0947:44?", "13 0947:44?")], [("SpaceX Crew-7", "landing_utc", "2024-03-13T09:47:44Z?")]),
        ([("missions", "2001 Jul 25 0338:55", "-")], [("STS-104", "landing_utc", "not yet")]),
        ([("missions", "   3\tAntares", "   4\tAntares")], [("Soyuz MS-24", "people_up", "4")]),
        ([("rides", "  373:20:14:47", "  373:20:15:47")], [(KONONENKO, "landing_utc", "2024-09-23T12:00:22Z")]),
        ([("rides", "  203:15:33 ", "  203:15:35 ")], [(OHARA, "landing_utc", "2024-04-06T07:19")]),
        ([("rides", "  203:15:33 ", "  203:15:33 *")], [(OHARA, "landing_utc", "not yet")]),
        # Other spellings, and values that are less exact
        ([("missions", "2024 Apr  6 0717:47", "2024 Apr  6 0717")], []),
        ([("missions", "2024 Apr  6 0717:47", "2024 Apr  6")], []),
        ([("rides", "Nikolay Chub", "Nikolai *Chub")], []),
        ([("rides", "Loral O'Hara, NASA", "O'Hara Loral, PhD")], []),
        ([("rides", "Oleg Kononenko", "Oleg Dmitrievich Kononenko")], []),
        # Entries on one side only
        (
            [("rides", "Loral O'Hara", "Tracy *Caldwell Dyson")],
            [("Tracy Caldwell Dyson", f"{MS24}, landed 2024-04-06T07:17, sponsor NASA"), (OHARA,)],
        ),
        (
            [("rides", "Nikolay Chub", "Oleg Kononenko")],
            [("Oleg Kononenko", f"{MS24}, landed 2024-09-23T11:59:22Z, sponsor TSPKR"), ("nikolai-chub-soyuz-ms-24",)],
        ),
        ([("missions", STS104, "")], [("STS-104",)]),
        (
            [("missions", STS104, NEW_MISSION + STS104), *ADD_RIDE],
            [
                ("Soyuz MS-30", "launched 2026-10-15T09:12:13Z, landed not yet, 3 people"),
                ("Ivan New", "launched 2026-10-15, landed not yet, sponsor TSPKR"),
            ],
        ),
        ([("missions", STS104, NEW_MISSION.replace("ISS", "TG") + STS104), *ADD_RIDE], []),
        # The format of a later file; the `#` before its names may be dropped
        (
            [
                ("missions", "Program\tProject\tOrbID\tDS\tSSF", "Progra\tProject\tOrbID\tDS\tSSF\tMType"),
                ("missions", "# Updated 2026 Oct 20 03:10:47", "# Updated 2026 Jul  3 0703:57"),
                ("missions", "   0\t 204\n", "   0\t 204\tFLT\n"),
                ("missions", "2023 Sep 15 1544:35", "2023 Sep 15  1544:35"),
                ("missions", "#HSFID", "HSFID"),
            ],
            [],
        ),
        # A file that is older than a landing cannot contain it
        (
            [
                ("missions", "2026 Oct 20", "2024 Mar 20"),
                ("missions", "2024 Apr  6 0717:47\t  203:15:33:12", "-\t  186*"),
                ("rides", "2026 Oct 20", "2024 Mar 20"),
                ("rides", "  203:15:33 ", "  186:02:10 *"),
                *[("rides", "  373:20:14:47", "  186:02:10 *")] * 2,
            ],
            [],
        ),
    ],
)
def test_findings(folder, record, changes, findings):
    change_files(folder, *changes)
    found = list(update.compare(*update.read_lists(folder), *record))
    assert [tuple(filter(None, (one.row, one.column, one.theirs))) for one in found] == findings
    assert all((one.what == "differs") == bool(one.column and one.ours) for one in found)
    assert all((one.what == "new") == one.theirs.startswith("launched 20") for one in found)


def run(capsys, folder):
    """Run the tool; return its stdout and stderr."""
    update.main([str(folder)])
    return capsys.readouterr()


def test_report_lists_findings_until_they_are_accepted(folder, capsys, record, monkeypatch, tmp_path):
    assert run(capsys, folder) == (
        "missions.tsv: 4 lines, updated 2026-10-20\nrides.tsv: 3 lines, updated 2026-10-20\n"
        "Nothing is new, nothing differs.\nTo review: 0. Accepted earlier: 0. Nothing was written.\n",
        "",
    )
    change_files(folder, ("missions", "   3\tAntares", "   4\tAntares"))
    *_, header, line, last = run(capsys, folder).out.splitlines()
    assert header.split() == ["what", "table", "row", "column", "ours", "GCAT", "our", "note"]
    assert line.split() == ["differs", "crewed_flights", "Soyuz", "MS-24", "people_up", "3", "4"]
    assert line.index("4", 50) == header.index("GCAT")
    assert last == "To review: 1. Accepted earlier: 0. Nothing was written."
    accepted = tmp_path / "accepted.csv"
    accepted.write_text("table,row,column,theirs,why\ncrewed_flights,Soyuz MS-24,people_up,4,a slip\n", "utf-8")
    monkeypatch.setattr(update, "ACCEPTED", accepted)
    assert "To review: 0. Accepted earlier: 1." in run(capsys, folder).out
    change_files(folder, ("missions", "   4\tAntares", "   5\tAntares"))
    assert "To review: 1. Accepted earlier: 0." in run(capsys, folder).out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file or directory"),
        (b"\xff\xfe", "'utf-8' codec"),
        (b"", "it has no line with a flight that can be read"),
        (b"<!DOCTYPE html>\n<title>404 Not Found</title>", "its first line has no column 'HSFID'"),
        (MISSIONS.replace("LDate", "Launch").encode(), "its first line has no column 'LDate'"),
    ],
)
def test_unreadable_file_is_reported_in_one_line(folder, content, message):
    path = folder / "missions.tsv"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ToolError, match=f"^cannot read missions.tsv: .*{message}"):
        update.main([str(folder)])


@pytest.mark.parametrize(
    ("bad_line", "message"),
    [
        ("H00001\tX\n", "'' is not a date such as 2023 Sep 15 1544:35"),
        (STS104.replace("2001 Jul 12", "soon"), "'soon 0903:59' is not a date such as 2023 Sep 15 1544:35"),
        (STS104.replace("   5\t", "five\t"), "'five' is not a whole number"),
    ],
)
def test_unparsable_line_is_reported_and_skipped(folder, capsys, record, bad_line, message):
    change_files(folder, ("missions", STS104, bad_line + STS104))
    out, err = run(capsys, folder)
    assert err == f"skipped missions.tsv, line 5: {message}\n"
    assert "missions.tsv: 4 lines" in out
    assert "Nothing is new, nothing differs." in out


def test_launches_are_far_enough_apart_and_accepted_differences_name_existing_rows():
    flights, stays = update.read_record()
    launches = sorted(row["launch_utc"] for row in flights)
    assert min(after - before for before, after in pairwise(launches)) > 2 * update.LAUNCH_TOLERANCE
    rows = {"crewed_flights": {row["ship"] for row in flights}, "stays": {row["id"] for row in stays}}
    for accepted in update.read_accepted().itertuples():
        assert accepted.row in rows[accepted.table], accepted.row
        assert accepted.why.endswith("."), accepted.row
