"""Files that take long are kept for what they are made of, and for nothing else."""

from datetime import date

import handouts
import pytest
from kept import kept

JOBS = {"a.txt": (str.encode, "a"), "b.txt": (str.encode, "b")}


def test_what_has_not_changed_is_not_made_again_and_nothing_else_is_handed_out(tmp_path):
    assert kept(tmp_path, JOBS, "first") == {"a.txt": b"a", "b.txt": b"b"}
    for path in tmp_path.iterdir():
        path.write_bytes(b"kept")
    assert kept(tmp_path, JOBS, "first") == {"a.txt": b"kept", "b.txt": b"kept"}
    assert kept(tmp_path, JOBS | {"b.txt": (str.encode, "c")}, "first") == {"a.txt": b"kept", "b.txt": b"c"}
    (tmp_path / "half.draft").write_bytes(b"broken off")
    assert kept(tmp_path, JOBS, "second") == {"a.txt": b"a", "b.txt": b"b"}
    assert len(list(tmp_path.iterdir())) == 2, "what is no longer asked for goes"


def test_a_file_that_cannot_be_made_leaves_none(tmp_path):
    with pytest.raises(LookupError):
        kept(tmp_path, {"a.txt": (str.encode, "a", "no-such-code")}, "")
    assert list(tmp_path.iterdir()) == []


def test_office_files_are_made_anew_when_the_day_of_the_data_changes(monkeypatch):
    monkeypatch.setattr(handouts, "kept", lambda folder, jobs, state: repr(state))
    states = set()
    for day in (date(2026, 11, 22), date(2026, 11, 23)):
        monkeypatch.setattr(handouts, "as_of", lambda day=day: day)
        states.add(handouts.build_office_files({}, {}))
    assert len(states) == 2
