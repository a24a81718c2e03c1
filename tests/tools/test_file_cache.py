"""The file cache: what is reused, what is generated again, what is removed."""

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
