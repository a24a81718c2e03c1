"""Writes the page of the helper's functions from their signatures and docstrings."""

import importlib
import inspect
import re
from functools import cached_property
from pathlib import Path
from textwrap import dedent
from types import FunctionType, ModuleType

import issfacts
from issfacts import data

from .markdown import Markdown, code, text

STUB = re.compile(r"^from \.([\w.]*) import (\w+) as \2$", re.M)


def helper() -> list[tuple[str, Markdown, list[dict]]]:
    """Return the helper's modules, each with what it is for and its entries, as the stub of public names lists them."""
    parts = {}
    for module, name in STUB.findall(Path(issfacts.__file__).with_suffix(".pyi").read_text("utf-8")):
        part = module.partition(".")[0] or name
        parts.setdefault(part, {}).update(offered(name))
    return [
        (
            part,
            prose(first_line(importlib.import_module(f"issfacts.{part}"))),
            list(map(entry, entries, entries.values())),
        )
        for part, entries in sorted(parts.items())
    ]


def offered(name: str) -> dict[str, object]:
    """Return what readers call behind a public name: itself, or the functions of a module such as `charts`."""
    thing = getattr(issfacts, name)
    if not isinstance(thing, ModuleType):
        return {name: thing}
    if name in ("charts", "tables"):  # lists of functions that the exhibits define
        own = {key: getattr(thing, key) for key in thing.__all__}
    else:
        own = {key: each for key, each in vars(thing).items() if not key.startswith("_") and is_own(thing, each)}
    listed = {name: thing} if callable(thing) else {}
    if any(getattr(issfacts, key, None) is each for key, each in own.items()):
        return listed  # what readers call of this module, the stub lists by itself
    return listed | {f"{name}.{key}": each for key, each in own.items()}


def is_own(module: ModuleType, thing) -> bool:
    """Say whether a module, or a part of it, defines this function."""
    return isinstance(thing, FunctionType) and f"{thing.__module__}.".startswith(f"{module.__name__}.")


def entry(name: str, thing) -> dict:
    """Return name, call, docstring and, for a class, what its objects offer."""
    runs = data.tables if isinstance(thing, ModuleType) else thing  # `iss.tables` is a module and can be called, too
    return {
        "name": name,
        "call": f"{name}{signature(runs)}",
        "paragraphs": list(map(paragraph, re.split(r"\n\s*\n", inspect.getdoc(runs) or ""))),
        "members": members(thing) if inspect.isclass(thing) else [],
    }


def signature(thing) -> str:
    """Return a call's parameters with their defaults, without their types.

    >>> signature(dedent)
    '(text)'
    """
    try:
        parameters = inspect.signature(thing).parameters.values()
    except ValueError:  # an exception takes what exceptions take
        return ""
    bare = [each.replace(annotation=each.empty) for each in parameters if each.name != "self"]
    return str(inspect.Signature(bare))


def members(kind: type) -> list[Markdown]:
    """Return a list of the documented attributes and methods of a class."""
    rows = []
    for name, member in inspect.getmembers_static(kind):
        call = signature(member) if isinstance(member, FunctionType) else ""
        offered = isinstance(member, property | cached_property | FunctionType)
        if not name.startswith("_") and offered and first_line(member):
            rows.append(Markdown(f"{code(f'.{name}{call}')}: {prose(first_line(member))}"))
    return rows


def first_line(thing) -> str:
    """Return the sentence that says what something is for."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def paragraph(lines: str) -> Markdown:
    """Return one paragraph: an example, lines laid out by hand, or prose."""
    if lines.lstrip().startswith(">>>"):
        return fenced("pycon", dedent(lines))
    if re.search(r"^\s", lines, re.MULTILINE):
        return fenced("text", dedent(lines))
    return prose(lines)


def prose(lines: str) -> Markdown:
    """Return text as text, what stands between backticks as code.

    >>> print(prose("Take `rows[0]` of [any] table."))
    Take `rows[0]` of \\[any\\] table.
    """
    pieces = re.split(r"`+([^`]+)`+", " ".join(lines.split()))
    return Markdown("".join(code(piece) if odd % 2 else text(piece, trim=False) for odd, piece in enumerate(pieces)))


def fenced(language: str, lines: str) -> Markdown:
    """Return a block of code."""
    return Markdown(f"```{language}\n{lines.rstrip()}\n```")
