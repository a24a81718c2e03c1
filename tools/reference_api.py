"""Writes the page of the helper's functions from their signatures and docstrings."""

import importlib
import inspect
import pkgutil
import re
import textwrap
from types import ModuleType

import issfacts
from reference_markdown import anchor, code, text

ORDER = ("data", "record", "exhibit", "charts", "tables", "widgets", "checks")  # as they build on each other
EMPTY = inspect.Parameter.empty


def modules() -> list[ModuleType]:
    """Return the helper's modules, foundations first."""
    names = [module.name for module in pkgutil.iter_modules(issfacts.__path__) if module.name[0] != "_"]
    known = [name for name in ORDER if name in names]
    return [importlib.import_module(f"issfacts.{name}") for name in known + sorted(set(names) - set(ORDER))]


def public(module: ModuleType) -> dict[str, object]:
    """Return what readers may call, by the name they call it: `iss.rows`, `iss.charts.crew_by_agency`."""
    name = module.__name__.rpartition(".")[2]
    own = {key: value for key, value in vars(module).items() if key[0] != "_" and callable(value)}
    if name in dir(issfacts) and isinstance(getattr(issfacts, name), ModuleType):
        here = {key: value for key, value in own.items() if value.__module__ == module.__name__}
        return {f"iss.{name}.{key}": value for key, value in here.items()}
    return {f"iss.{key}": value for key, value in own.items() if home(key) == name}


def home(name: str) -> str | None:
    """Return the module that the package names as the home of a public name."""
    return issfacts._HOME.get(name)


def api_sections() -> list[str]:
    """Return the page's parts: one section a module, one entry a public name."""
    parts = []
    for module in modules():
        entries = public(module)
        if entries:
            parts += [f"## {module.__name__.rpartition('.')[2]}", prose(first_line(module))]
            parts += [part for name, thing in entries.items() for part in entry(name, thing)]
    return parts


def entry(name: str, thing) -> list[str]:
    """Return heading, signature, docstring and, for a class, its public attributes."""
    parts = [f"### {anchor(name.removeprefix('iss.'), anchor_of(name))}", fenced("python", name + signature(thing))]
    return parts + docstring(thing) + (attributes(thing) if inspect.isclass(thing) else [])


def anchor_of(name: str) -> str:
    """Return the name that links use: `api-charts-crew-by-agency`."""
    return "api-" + re.sub(r"[^a-z0-9]+", "-", name.removeprefix("iss.").lower())


def signature(thing) -> str:
    """Return a call's parameters with their defaults, without types and without addresses of objects.

    >>> signature(textwrap.shorten)
    '(text, width, **kwargs)'
    """
    try:
        known = inspect.signature(thing)
    except (TypeError, ValueError):
        return "(…)"
    parameters = [plain(parameter) for parameter in known.parameters.values()]
    return str(inspect.Signature(parameters))


def plain(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return a parameter without its type; a default that has no short form becomes `…`."""
    default = parameter.default
    if default is not EMPTY and " at 0x" in repr(default):
        default = Named(getattr(default, "__name__", "…"))
    return parameter.replace(annotation=EMPTY, default=default)


class Named:
    """Stand for an object by a name."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return self.name


def first_line(thing) -> str:
    """Return the sentence that says what something is for."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def docstring(thing) -> list[str]:
    """Return a docstring's paragraphs as Markdown, its examples as code."""
    paragraphs = re.split(r"\n\s*\n", inspect.getdoc(thing) or "")
    return [paragraph(lines) for lines in paragraphs if lines.strip()]


def paragraph(lines: str) -> str:
    """Return one paragraph: an example, lines laid out by hand, or prose."""
    if lines.lstrip().startswith(">>>"):
        return fenced("pycon", textwrap.dedent(lines))
    if re.search(r"^\s", lines, re.MULTILINE):
        return fenced("text", textwrap.dedent(lines))
    return prose(lines)


def prose(lines: str) -> str:
    """Return text whose `code` stays code.

    >>> print(prose("Take `rows[0]` of [any] table."))
    Take `rows[0]` of \\[any\\] table.
    """
    pieces = re.split(r"`+([^`]+)`+", " ".join(lines.split()))
    kept = [code(piece) if odd % 2 else inner(piece) for odd, piece in enumerate(pieces)]
    return "".join(kept)


def inner(piece: str) -> str:
    """Return prose with the blanks at its ends kept."""
    core = piece.strip()
    start = piece[: len(piece) - len(piece.lstrip())]
    end = piece[len(piece.rstrip()) :] if core else ""
    return start + text(core) + end


def fenced(language: str, lines: str) -> str:
    """Return a block of code."""
    return f"```{language}\n{lines.rstrip()}\n```"


def attributes(kind: type) -> list[str]:
    """Return a list of what an object of this class offers, as far as it says so."""
    rows = []
    for name, member in vars(kind).items():
        offered = isinstance(member, property) or inspect.isfunction(member)
        if name[0] != "_" and offered and first_line(member):
            call = signature_of_method(member) if inspect.isfunction(member) else ""
            rows.append(f"- {code('.' + name + call)}: {prose(first_line(member))}")
    return ["\n".join(rows)] if rows else []


def signature_of_method(method) -> str:
    """Return a method's parameters without the object itself."""
    return re.sub(r"^\(self(, )?", "(", signature(method))
