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
        parts.setdefault(part, []).extend(entry(*each) for each in offered(name).items())
    modules = {part: importlib.import_module(f"issfacts.{part}") for part in sorted(parts)}
    return [(part, prose(first_line(module)), parts[part]) for part, module in modules.items()]


def offered(name: str) -> dict[str, object]:
    """Return what readers call behind a public name: itself, or the functions of a module such as `charts`."""
    thing = getattr(issfacts, name)
    if not isinstance(thing, ModuleType):
        return {name: thing}
    if name in ("charts", "tables"):  # lists of functions that the exhibits define
        own = thing.__all__
    else:
        own = [key for key, each in vars(thing).items() if not key.startswith("_") and is_own(thing, each)]
    listed = {name: data.tables} if name == "tables" else {}  # a module that can be called
    return listed | {f"{name}.{key}": getattr(thing, key) for key in own}


def is_own(module: ModuleType, thing) -> bool:
    """Say whether a module, or a part of it, defines this function."""
    return isinstance(thing, FunctionType) and f"{thing.__module__}.".startswith(f"{module.__name__}.")


def entry(name: str, thing) -> dict:
    """Return name, call, docstring and, for a class, what its objects offer."""
    return {
        "name": name,
        "call": f"{name}{signature(thing)}",
        "paragraphs": list(map(paragraph, re.split(r"\n\s*\n", inspect.getdoc(thing) or ""))),
        "members": members(thing) if inspect.isclass(thing) else [],
    }


def signature(thing) -> str:
    """Return a call's parameters with their defaults, without their types.

    >>> signature(dedent)
    '(text)'
    """
    parameters = inspect.signature(thing).parameters.values()
    return str(inspect.Signature([each.replace(annotation=each.empty) for each in parameters if each.name != "self"]))


def members(kind: type) -> list[Markdown]:
    """Return a list of the documented attributes and methods of a class."""
    rows = []
    for name, member in inspect.getmembers_static(kind):
        offers = isinstance(member, property | cached_property | FunctionType)
        if not name.startswith("_") and offers and first_line(member):
            call = signature(member) if isinstance(member, FunctionType) else ""
            rows.append(Markdown(f"{code(f'.{name}{call}')}: {prose(first_line(member))}"))
    return rows


def first_line(thing) -> str:
    """Return the sentence that says what something is for."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def paragraph(lines: str) -> Markdown:
    """Return one paragraph: an example, or prose."""
    return Markdown(f"```pycon\n{dedent(lines).rstrip()}\n```") if lines.lstrip().startswith(">>>") else prose(lines)


def prose(lines: str) -> Markdown:
    """Return text as text, what stands between backticks as code.

    >>> print(prose("Take `rows[0]` of [any] table."))
    Take `rows[0]` of \\[any\\] table.
    """
    pieces = re.split(r"`+([^`]+)`+", " ".join(lines.split()))
    return Markdown("".join(code(piece) if odd % 2 else text(piece) for odd, piece in enumerate(pieces)))
