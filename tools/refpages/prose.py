"""Reads the chapters: their titles, their words, and the rows they link to."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parent.parent.parent
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
    def links(self) -> dict[str, list[str]]:
        """Return the anchors that the chapter links to, by page of the reference."""
        found = {}
        for page, anchor in LINK.findall(self.source):
            found.setdefault(page, {})[anchor] = None
        return {page: list(anchors) for page, anchors in found.items()}

    @property
    def objectives(self) -> dict[str, str]:
        """Return what a reader can do afterwards, by its verb."""
        return {verb: said for said, verb in OBJECTIVE.findall(OBJECTIVES.search(self.source)[1])}

    @property
    def quizzes(self) -> list[str]:
        """Return the questions that the chapter asks."""
        return QUIZ.findall(self.source)


def chapters(root: Path = ROOT) -> list[Chapter]:
    """Return the chapters that are notebooks, in the order of the book."""
    names = [name for name in dict.fromkeys(parse_toc_yaml(root / "_toc.yml")) if name.startswith("chapters/")]
    return [read(path) for name in names if (path := root / f"{name}.ipynb").exists()]


def read(path: Path) -> Chapter:
    """Read one notebook."""
    cells = ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]
    return Chapter(path.stem, cells[0].removeprefix("# ").strip(), "\n\n".join(cells))
