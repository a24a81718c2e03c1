"""Caches generated files until their inputs change, and generates missing ones in parallel."""

from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from os import cpu_count
from pathlib import Path


def cached_files(folder: Path, jobs: dict[str, tuple], code_state: object) -> dict[str, bytes]:
    """Return the content of files by name, from the cache in `folder` where possible.

    A job is a function and its arguments. A cached file is valid for the same job and the same `code_state`, such as a
    fingerprint of the code; files that no job refers to are removed from the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / hash_job(job, code_state) for name, job in jobs.items()}
    for unused in set(folder.iterdir()) - set(paths.values()):
        unused.unlink()
    missing = [name for name, path in paths.items() if not path.exists()]
    with ProcessPoolExecutor(cpu_count()) as pool:
        for name, content in zip(missing, pool.map(run_job, [jobs[name] for name in missing]), strict=True):
            draft = paths[name].with_suffix(".draft")  # renamed when complete, so that no partial file is cached
            draft.write_bytes(content)
            draft.replace(paths[name])
    return {name: path.read_bytes() for name, path in paths.items()}


def hash_job(job: tuple, code_state: object) -> str:
    """Return a hash of a job and the state of the code."""
    function, *arguments = job
    return sha256(repr((function.__qualname__, arguments, code_state)).encode()).hexdigest()


def run_job(job: tuple) -> bytes:
    """Call the function of a job with its arguments."""
    function, *arguments = job
    return function(*arguments)
