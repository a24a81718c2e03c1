"""Makes files that take long, some side by side, and keeps them until what they are made of changes."""

from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from os import cpu_count
from pathlib import Path


def kept(folder: Path, jobs: dict[str, tuple], state: object) -> dict[str, bytes]:
    """Return the content of files by their names; a job is a function and its arguments, `state` that of its code."""
    folder.mkdir(parents=True, exist_ok=True)
    places = {name: folder / sha256(repr((job[1:], state)).encode()).hexdigest() for name, job in jobs.items()}
    for old in set(folder.iterdir()) - set(places.values()):
        old.unlink()
    todo = [name for name, place in places.items() if not place.exists()]
    with ProcessPoolExecutor(cpu_count()) as pool:
        for name, content in zip(todo, pool.map(done, [jobs[name] for name in todo]), strict=True):
            draft = places[name].with_suffix(".draft")  # so that no half-written file is ever kept
            draft.write_bytes(content)
            draft.replace(places[name])
    return {name: place.read_bytes() for name, place in places.items()}


def done(job: tuple) -> bytes:
    """Do one job."""
    make, *given = job
    return make(*given)
