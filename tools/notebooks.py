"""Reads and writes notebook files, and parses what chapters contain: links, objectives, questions."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from paths import ROOT
from sphinx_external_toc.parsing import parse_toc_yaml

REFERENCE_LINK = re.compile(r"\]\((?:\.\./)?reference/([\w-]+)\.md#([^)\s]+)\)")
QUESTION = re.compile(r"^\*\*Question:\*\* (.+)$", re.M)
OBJECTIVES = re.compile(r"^\*\*Objectives:\*\*.*\n\n((?:- .+\n)+)", re.M)
OBJECTIVE = re.compile(r"^- (\*(\w+)\* .+?)[;.]?$", re.M)
QUIZ = re.compile(r"iss\.quiz\(\"([a-z0-9-]+)\"\)")


@dataclass(frozen=True)
class Chapter:
    """A chapter: its file, name and title, the texts of its cells by their ids, and all of them as one text."""

    path: Path
    name: str
    title: str
    cells: dict[str, str]
    source: str

    @cached_property
    def links(self) -> set[tuple[str, str]]:
        """Return (page, anchor) of every reference entry to which the chapter links."""
        return set(REFERENCE_LINK.findall(self.source))

    @property
    def question(self) -> str:
        """Return the question of the chapter's header, or an empty string."""
        return "".join(QUESTION.findall(self.source)[:1])

    @property
    def objectives(self) -> dict[str, str]:
        """Return the learning objectives by their verbs."""
        return {verb: objective for objective, verb in OBJECTIVE.findall(OBJECTIVES.search(self.source)[1])}

    @property
    def quizzes(self) -> list[str]:
        """Return the ids of the chapter's questions."""
        return QUIZ.findall(self.source)


def pages() -> list[str]:
    """Return the names of the book's pages in reading order, without extension."""
    return list(dict.fromkeys(parse_toc_yaml(ROOT / "_toc.yml")))


def notebook_paths() -> list[Path]:
    """Return the paths of the pages that are notebooks, in reading order."""
    paths = [ROOT / f"{page}.ipynb" for page in pages()]
    return [path for path in paths if path.exists()]


def chapters() -> list[Chapter]:
    """Return the chapters that are notebooks, in reading order."""
    return [read_chapter(path) for path in notebook_paths() if path.parent.name == "chapters"]


def read_chapter(path: Path) -> Chapter:
    """Read one chapter."""
    cells = {cell["id"]: source(cell) for cell in load(path)["cells"]}
    title, *_ = cells.values()
    return Chapter(path, path.stem, title.removeprefix("# ").strip(), cells, "\n\n".join(cells.values()))


def load(path: Path) -> dict:
    """Read a notebook file."""
    return json.loads(path.read_text("utf-8"))


def dumps(notebook: dict) -> str:
    """Return a notebook as JSON in the layout that Jupyter writes."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def source(cell: dict) -> str:
    """Return the text of a cell, whose source is a string or a list of lines."""
    return "".join(cell["source"])


def set_source(cell: dict, text: str) -> None:
    """Replace the text of a cell, as a list of lines like Jupyter."""
    cell["source"] = text.splitlines(keepends=True)


def tags(cell: dict) -> set[str]:
    """Return the tags of a cell."""
    return set(cell["metadata"].get("tags", ()))
