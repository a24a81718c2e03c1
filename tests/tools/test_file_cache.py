"""The file cache: what is reused, what is generated again, what is removed."""

from datetime import date

import handouts
import pytest
from file_cache import cached_files

JOBS = {"a.txt": (str.encode, "a"), "b.txt": (str.encode, "b")}


def test_files_are_reused_until_arguments_or_code_change_and_unused_ones_removed(tmp_path):
    assert cached_files(tmp_path, JOBS, "first") == {"a.txt": b"a", "b.txt": b"b"}
    for path in tmp_path.iterdir():
        path.write_bytes(b"cached")
    assert cached_files(tmp_path, JOBS, "first") == {"a.txt": b"cached", "b.txt": b"cached"}
    changed = JOBS | {"b.txt": (str.encode, "c")}
    assert cached_files(tmp_path, changed, "first") == {"a.txt": b"cached", "b.txt": b"c"}
    (tmp_path / "half.draft").write_bytes(b"interrupted")
    assert cached_files(tmp_path, JOBS, "second") == {"a.txt": b"a", "b.txt": b"b"}
    assert len(list(tmp_path.iterdir())) == 2, "files that no job refers to are removed"


def test_functions_with_equal_arguments_have_files_of_their_own(tmp_path):
    jobs = {"a.txt": (str.encode, "c0"), "b.txt": (bytes.fromhex, "c0")}
    assert cached_files(tmp_path, jobs, "") == {"a.txt": b"c0", "b.txt": b"\xc0"}


def test_failed_job_leaves_no_file(tmp_path):
    with pytest.raises(LookupError):
        cached_files(tmp_path, {"a.txt": (str.encode, "a", "no-such-code")}, "")
    assert list(tmp_path.iterdir()) == []


def test_cache_of_office_files_depends_on_the_date_of_the_data(monkeypatch):
    monkeypatch.setattr(handouts, "cached_files", lambda folder, jobs, state: repr(state))
    states = set()
    for day in (date(2026, 11, 22), date(2026, 11, 23)):
        monkeypatch.setattr(handouts, "as_of", lambda day=day: day)
        states.add(handouts.build_office_files({}))
    assert len(states) == 2
