"""Reads and writes the chapters: the one place that knows what a notebook file looks like."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\]\((?:\.\./)?reference/([\w-]+)\.md#([^)\s]+)\)")
OBJECTIVES = re.compile(r"^\*\*Objectives:\*\*.*\n\n((?:- .+\n)+)", re.M)
OBJECTIVE = re.compile(r"^- (\*(\w+)\* .+?)[;.]?$", re.M)
QUIZ = re.compile(r"iss\.quiz\(\"([a-z0-9-]+)\"\)")


@dataclass(frozen=True)
class Chapter:
    """Hold one chapter as it is written."""

    name: str
    title: str
    source: str

    @cached_property
    def links(self) -> set[tuple[str, str]]:
        """Return page and anchor of every entry of the reference to which the chapter links."""
        return set(LINK.findall(self.source))

    @property
    def objectives(self) -> dict[str, str]:
        """Return what a reader can do afterwards, by its verb."""
        return {verb: said for said, verb in OBJECTIVE.findall(OBJECTIVES.search(self.source)[1])}

    @property
    def quizzes(self) -> list[str]:
        """Return the questions that the chapter asks."""
        return QUIZ.findall(self.source)


def pages(root: Path = ROOT) -> list[str]:
    """Return the names of the book's pages in reading order, without their endings."""
    return list(dict.fromkeys(parse_toc_yaml(root / "_toc.yml")))


def chapters(root: Path = ROOT) -> list[Chapter]:
    """Return the chapters that are notebooks, in the order of the book."""
    names = [name for name in pages(root) if name.startswith("chapters/")]
    return [read_chapter(path) for name in names if (path := root / f"{name}.ipynb").exists()]


def read_chapter(path: Path) -> Chapter:
    """Read one chapter."""
    sources = [source(cell) for cell in load(path)["cells"]]
    return Chapter(path.stem, sources[0].removeprefix("# ").strip(), "\n\n".join(sources))


def load(path: Path) -> dict:
    """Read a notebook file."""
    return json.loads(path.read_text("utf-8"))


def dumps(notebook: dict) -> str:
    """Return a notebook as its file holds it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def source(cell: dict) -> str:
    """Return the text of a cell, which a file may hold line by line."""
    return "".join(cell["source"])


def set_source(cell: dict, text: str) -> None:
    """Write a text into a cell, line by line as Jupyter saves it."""
    cell["source"] = text.splitlines(keepends=True)


def tags(cell: dict) -> set[str]:
    """Return the tags of a cell."""
    return set(cell["metadata"].get("tags", ()))
