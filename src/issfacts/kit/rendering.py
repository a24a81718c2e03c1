"""Render the package's Jinja templates as HTML, with autoescape."""

import json
import re
from collections import Counter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_displays: Counter[str] = Counter()


def environment(folder: Path, **options: object) -> Environment:
    """Return Jinja's environment for the templates of a folder: with autoescape; a missing name raises an error."""
    loader = FileSystemLoader(folder)
    strict = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    return Environment(loader=loader, **strict, **options)


def render(template: str, **context: object) -> str:
    """Render a template of `templates/` with this context; a missing name raises an error."""
    return _environment.get_template(template).render(context)


def display_prefix(id: str) -> str:
    """Return an id prefix that is unique for each display of the same id in this session.

    >>> display_prefix("never-shown-before"), display_prefix("never-shown-before")
    ('', 'display-2-')
    """
    _displays[id] += 1
    return "" if _displays[id] == 1 else f"display-{_displays[id]}-"


def in_light(svg: str) -> str:
    """Replace the colour variables in a drawing by their light values, for readers of SVG that know no CSS.

    >>> in_light('fill="var(--iss-ink, #1b1f24)"')
    'fill="#1b1f24"'
    """
    return re.sub(r"var\(--iss-\w+, (#\w+)\)", r"\1", svg)


def json_for_html(content: dict) -> Markup:
    """Serialize to JSON that is safe inside an HTML script element: `<` is escaped.

    >>> json_for_html({"a": "</script>"})
    Markup('{"a":"\\\\u003c/script>"}')
    """
    return Markup(json.dumps(content, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"))


def unbroken_numbers(text: str) -> str:
    """Put no-break spaces between a short number and the word after it, such as 15 September, and into 3 h 9 min."""
    return re.sub(r"\b\d{1,2} (?:h (?=\d))?(?=\w)", lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


_environment = environment(Path(__file__).parent / "templates")
_environment.filters["unbroken_numbers"] = unbroken_numbers
