"""Caches generated files until their inputs change, and generates missing ones in parallel."""

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from operator import call
from os import cpu_count
from pathlib import Path


def cached_files(folder: Path, jobs: dict[str, tuple], code_state: object) -> dict[str, bytes]:
    """Return the content of files by name, from the cache in `folder` where possible.

    A job is a function and its arguments. A cached file is valid for the same job and the same `code_state`, such as a
    fingerprint of the code; files that no job refers to are removed from the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    described = {name: repr((job[0].__qualname__, job[1:], code_state)) for name, job in jobs.items()}
    paths = {name: folder / sha256(text.encode()).hexdigest() for name, text in described.items()}
    for unused in set(folder.iterdir()) - set(paths.values()):
        unused.unlink()
    with ProcessPoolExecutor(cpu_count()) as pool:
        missing = [name for name, path in paths.items() if not path.exists()]
        for name, content in zip(missing, pool.map(call, [partial(*jobs[name]) for name in missing]), strict=True):
            draft = paths[name].with_suffix(".draft")  # renamed when complete, so that no partial file is cached
            draft.write_bytes(content)
            draft.replace(paths[name])
    return {name: path.read_bytes() for name, path in paths.items()}
