"""Renders the signatures and docstrings of the public names of issfacts for the API page."""

import importlib
import inspect
import re
from functools import cached_property
from pathlib import Path
from textwrap import dedent
from types import FunctionType, ModuleType

import issfacts
from issfacts import data

from .markdown import Markdown, code, escape

STUB_IMPORT = re.compile(r"^from \.([\w.]*) import (\w+) as \2$", re.M)


def public_modules() -> list[tuple[str, Markdown, list[dict]]]:
    """Return each submodule with public names: its name, its summary and its entries in the order of the stub file."""
    stub = Path(issfacts.__file__).with_suffix(".pyi").read_text("utf-8")
    entries = {}
    for import_path, name in STUB_IMPORT.findall(stub):
        submodule = import_path.partition(".")[0] or name
        members = public_members(name).items()
        entries.setdefault(submodule, []).extend(api_entry(call_name, member) for call_name, member in members)
    modules = {name: importlib.import_module(f"issfacts.{name}") for name in sorted(entries)}
    return [(name, render_prose(docstring_summary(module)), entries[name]) for name, module in modules.items()]


def public_members(name: str) -> dict[str, object]:
    """Return the callables behind a public name by their dotted names: itself, or the functions of a module."""
    member = getattr(issfacts, name)
    if not isinstance(member, ModuleType):
        return {name: member}
    if name in ("charts", "tables"):  # their functions are defined in the modules of exhibits
        functions = member.__all__
    else:
        functions = [key for key, value in vars(member).items() if not key.startswith("_") and is_own(member, value)]
    listed = {name: data.tables} if name == "tables" else {}  # a module that can be called
    return listed | {f"{name}.{key}": getattr(member, key) for key in functions}


def is_own(module: ModuleType, value) -> bool:
    """Return whether a value is a function that this module, or one of its submodules, defines."""
    return isinstance(value, FunctionType) and f"{value.__module__}.".startswith(f"{module.__name__}.")


def api_entry(name: str, value) -> dict:
    """Return the template context of one public name: name, call, docstring paragraphs and members of a class."""
    return {
        "name": name,
        "call": f"{name}{signature(value)}",
        "paragraphs": list(map(render_paragraph, re.split(r"\n\s*\n", inspect.getdoc(value) or ""))),
        "members": class_members(value) if inspect.isclass(value) else [],
    }


def signature(function) -> str:
    """Return the parameters of a function with their defaults, without annotations and `self`.

    >>> signature(dedent)
    '(text)'
    """
    parameters = [
        parameter.replace(annotation=parameter.empty)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name != "self"
    ]
    return str(inspect.Signature(parameters))


def class_members(cls: type) -> list[Markdown]:
    """Return one line for each public attribute and method of a class that has a docstring."""
    lines = []
    for name, member in inspect.getmembers_static(cls):
        is_listed = not name.startswith("_") and isinstance(member, property | cached_property | FunctionType)
        if is_listed and docstring_summary(member):
            call = signature(member) if isinstance(member, FunctionType) else ""
            lines.append(Markdown(f"{code(f'.{name}{call}')}: {render_prose(docstring_summary(member))}"))
    return lines


def docstring_summary(value) -> str:
    """Return the first line of a docstring, or an empty string."""
    return (inspect.getdoc(value) or "").partition("\n")[0]


def render_paragraph(lines: str) -> Markdown:
    """Render one paragraph of a docstring: a doctest as a code block, anything else as prose."""
    if lines.lstrip().startswith(">>>"):
        return Markdown(f"```pycon\n{dedent(lines).rstrip()}\n```")
    return render_prose(lines)


def render_prose(lines: str) -> Markdown:
    """Escape text for Markdown, but keep what stands between backticks as code.

    >>> print(render_prose("Take `rows[0]` of [any] table."))
    Take `rows[0]` of \\[any\\] table.
    """
    pieces = re.split(r"`+([^`]+)`+", " ".join(lines.split()))  # every second piece is code
    return Markdown("".join(code(piece) if index % 2 else escape(piece) for index, piece in enumerate(pieces)))
