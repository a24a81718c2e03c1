"""Render HTML from the package's templates: whatever stands in the data arrives as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def render(template: str, **names: object) -> str:
    """Fill a template of `templates/` with what has these names; a name it misses is an error."""
    return _environment().get_template(template).render(names)


def display_prefix(id: str) -> str:
    """Return what keeps the ids of a display apart from those of earlier displays of the same id in this session.

    >>> display_prefix("never-shown-before"), display_prefix("never-shown-before")
    ('', 'display-2-')
    """
    _displays[id] += 1
    return "" if _displays[id] == 1 else f"display-{_displays[id]}-"


def as_json(found: dict) -> Markup:
    """Return JSON that may stand inside HTML: no tag can begin in it.

    >>> as_json({"a": "</script>"})
    Markup('{"a":"\\\\u003c/script>"}')
    """
    from markupsafe import Markup

    return Markup(json.dumps(found, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"))


_displays: Counter[str] = Counter()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["bound"] = _bound
    return environment


def _bound(text: str) -> str:
    """Keep a short number and the word after it on one line: 3 h, 15 September."""
    return re.sub(r"\b(\d{1,2}) (?=\w)", "\\1\N{NO-BREAK SPACE}", text)
