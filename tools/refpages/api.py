"""Writes the page of the helper's functions from their signatures and docstrings."""

import importlib
import inspect
import pkgutil
import re
from functools import cached_property
from textwrap import dedent
from types import FunctionType, ModuleType

import issfacts

from .book import Book, page
from .markdown import code, heading, slug, text

# as they build on each other
ORDER = [
    *["data", "schema", "validation", "record", "dependence", "forecasts", "game", "exhibit", "charts", "tables"],
    *["widgets", "palette"],
]


def api_page(book: Book) -> str:
    """Return the page of the helper's functions."""
    lead = (
        "What the helper package offers after `import issfacts as iss`. The tests run every example. "
        "A time without a zone is UTC."
    )
    parts = []
    for module in modules():
        entries = public(module)
        if entries:
            parts += [f"## {short(module)}", prose(first_line(module))]
            parts += [part for name, thing in entries.items() for part in entry(name, thing)]
    return page(book, "The helper", lead, parts)


# -- what there is -----------------------------------------------------------------------------------


def modules() -> list[ModuleType]:
    """Return the helper's modules, foundations first."""
    found = [importlib.import_module(f"issfacts.{module.name}") for module in pkgutil.iter_modules(issfacts.__path__)]
    named = [thing for thing in (getattr(issfacts, name) for name in issfacts.__all__) if isinstance(thing, ModuleType)]
    order = {name: place for place, name in enumerate(ORDER)}
    return sorted(
        dict.fromkeys([*found, *named]), key=lambda module: (order.get(short(module), len(order)), short(module))
    )


def short(module: ModuleType) -> str:
    """Return a module's name within the package."""
    return module.__name__.rpartition(".")[2]


def public(module: ModuleType) -> dict[str, object]:
    """Return what readers call, by the name they call it: `rows`, or `charts.crew_by_agency`."""
    own = {name: thing for name, thing in vars(module).items() if is_own(module, name, thing)}
    given = {name: thing for name, thing in own.items() if is_given(name, thing)}
    if given or short(module) not in issfacts.__all__:
        return given
    return {f"{short(module)}.{name}": thing for name, thing in own.items() if isinstance(thing, FunctionType)}


def is_own(module: ModuleType, name: str, thing) -> bool:
    """Say whether a module, or a part of it, defines this for others to call."""
    if name in getattr(module, "__all__", ()) and short(module) in ("charts", "tables"):
        return True  # they list what the exhibits define
    home = getattr(thing, "__module__", "") or ""
    return not name.startswith("_") and callable(thing) and f"{home}.".startswith(f"{module.__name__}.")


def is_given(name: str, thing) -> bool:
    """Say whether the package itself gives this by its name (`iss.tables` is a module that can be called)."""
    named = getattr(issfacts, name) if name in issfacts.__all__ else None
    return named is thing or (isinstance(named, ModuleType) and callable(named))


# -- one entry ---------------------------------------------------------------------------------------


def entry(name: str, thing) -> list[str]:
    """Return heading, call, docstring and, for a class, what its objects offer."""
    title = heading(3, name, ("api-class-" if inspect.isclass(thing) else "api-") + slug(name))
    paragraphs = re.split(r"\n\s*\n", inspect.getdoc(thing) or "")
    parts = [title, fenced("python", f"iss.{name}{signature(thing)}"), *map(paragraph, paragraphs)]
    return parts + (members(thing) if inspect.isclass(thing) else [])


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


def members(kind: type) -> list[str]:
    """Return a list of the documented attributes and methods of a class."""
    rows = []
    for name, member in inspect.getmembers_static(kind):
        call = signature(member) if isinstance(member, FunctionType) else ""
        offered = isinstance(member, property | cached_property | FunctionType)
        if not name.startswith("_") and offered and first_line(member):
            rows.append(f"- {code(f'.{name}{call}')}: {prose(first_line(member))}")
    return ["\n".join(rows)] if rows else []


# -- docstrings --------------------------------------------------------------------------------------


def first_line(thing) -> str:
    """Return the sentence that says what something is for."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def paragraph(lines: str) -> str:
    """Return one paragraph: an example, lines laid out by hand, or prose."""
    if lines.lstrip().startswith(">>>"):
        return fenced("pycon", dedent(lines))
    if re.search(r"^\s", lines, re.MULTILINE):
        return fenced("text", dedent(lines))
    return prose(lines)


def prose(lines: str) -> str:
    """Return text as text, what stands between backticks as code.

    >>> print(prose("Take `rows[0]` of [any] table."))
    Take `rows[0]` of \\[any\\] table.
    """
    pieces = re.split(r"`+([^`]+)`+", " ".join(lines.split()))
    return "".join(code(piece) if odd % 2 else text(piece, trim=False) for odd, piece in enumerate(pieces))


def fenced(language: str, lines: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{lines.rstrip()}\n```"
