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


def helper() -> list[tuple[dict, list[dict]]]:
    """Return the helper's modules, each with its entries, as the stub of public names lists them."""
    parts = {}
    for module, name in STUB.findall(Path(issfacts.__file__).with_suffix(".pyi").read_text("utf-8")):
        part = module.partition(".")[0] or name
        parts.setdefault(part, {}).update(offered(name))
    return [(about(part), [entry(*item) for item in entries.items()]) for part, entries in sorted(parts.items())]


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


def called(thing) -> object:
    """Return what runs where something is called: `iss.tables` is a module and lists the data tables, too."""
    return data.tables if isinstance(thing, ModuleType) else thing


def about(part: str) -> dict:
    """Return a module's name and what it is for."""
    return {"name": part, "said": prose(first_line(importlib.import_module(f"issfacts.{part}")))}


# -- one entry ---------------------------------------------------------------------------------------


def entry(name: str, thing) -> dict:
    """Return name, call, docstring and, for a class, what its objects offer."""
    paragraphs = re.split(r"\n\s*\n", inspect.getdoc(called(thing)) or "")
    return {
        "name": name,
        "call": f"{name}{signature(called(thing))}",
        "paragraphs": list(map(paragraph, paragraphs)),
        "members": members(thing) if inspect.isclass(thing) else [],
    }


def signature(thing) -> str:
    """Return a call's parameters with their defaults; no types, no addresses of objects.

    >>> signature(dedent)
    '(text)'
    """
    try:
        parameters = inspect.signature(thing).parameters.values()
    except ValueError:  # an exception takes what exceptions take
        return ""
    return str(inspect.Signature([plain(parameter) for parameter in parameters if parameter.name != "self"]))


def plain(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter without its type; a default that only its address tells apart is named `…`."""
    default = parameter.default
    if default is not parameter.empty and " at 0x" in repr(default):
        default = Named(getattr(default, "__name__", "…"))
    return parameter.replace(annotation=parameter.empty, default=default)


class Named:
    """Stand for an object by a name."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return self.name


def members(kind: type) -> list[Markdown]:
    """Return a list of the documented attributes and methods of a class."""
    rows = []
    for name, member in inspect.getmembers_static(kind):
        call = signature(member) if isinstance(member, FunctionType) else ""
        offered = isinstance(member, property | cached_property | FunctionType)
        if not name.startswith("_") and offered and first_line(member):
            rows.append(Markdown(f"{code(f'.{name}{call}')}: {prose(first_line(member))}"))
    return rows


# -- docstrings --------------------------------------------------------------------------------------


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
