"""Makes one stylesheet of the theme's nine and ours, and keeps of it what some page of the book uses.

A selector stays if every tag, class, id and attribute it names occurs on a page or in a script that works there; what
stands inside `:not()`, `:is()` and `:has()` is not looked into. A custom property stays if something reads it.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tinycss2

# In the order in which the page would load them; ours is the last word.
SHEETS = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "togglebutton.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "docked.css",
)
KNOWN = {*SHEETS, "styles/theme.css", "sphinx-thebe.css"}  # the last two are not needed: an import of the first, thebe
# What readers and browsers bring about: open disclosures, ticked boxes, the mode of colours.
KEEP = {"open", "hidden", "disabled", "checked", "required", "data-theme", "data-mode", "dark", "light", "auto"}
SKIP = {"skip_comments": True, "skip_whitespace": True}
NESTED = {"media", "supports", "container", "layer"}
URL = re.compile(r"""url\(\s*(['"]?)(?!data:|#|[a-z]+:|/)([^)'"]+)\1\s*\)""")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
WORD = re.compile(r"[\w-]+")


@dataclass
class Line:
    """One declaration; `name` is the property."""

    name: str
    text: str


@dataclass
class Block:
    """A rule: its selectors or at-keyword, and what stands in its braces."""

    head: str
    items: list


def read(static: Path) -> str:
    """Return all sheets as one text; addresses in it count from the folder `static`."""
    texts = []
    for pattern in SHEETS:
        found = sorted(static.glob(pattern))
        if not found:
            raise FileNotFoundError(f"the theme no longer has the stylesheet {pattern}")
        for path in found:
            folder = path.parent.relative_to(static).as_posix()
            texts.append(URL.sub(lambda match, folder=folder: rebased(match[2], folder), path.read_text("utf-8")))
    return "\n".join(texts)


def rebased(address: str, folder: str) -> str:
    """Return `url()` of an address that counted from a subfolder."""
    return f"url({posixpath.normpath(posixpath.join(folder, address))})"


def words_of(pages: list[str], scripts: list[str]) -> set[str]:
    """Return all names a selector may ask for: tags, attributes, classes and ids of pages, words of scripts."""
    words = set(KEEP)
    for page in pages:
        words.update(re.findall(r"<([a-zA-Z][\w-]*)", page))
        words.update(re.findall(r"\s([a-zA-Z][\w-]*)=", page))
        for value in re.findall(r'\s(?:class|id)="([^"]*)"', page):
            words.update(value.split())
    for script in scripts:
        for quoted in re.findall(r'"[^"\n]*"|\'[^\'\n]*\'|`[^`]*`', script):
            words.update(WORD.findall(quoted))
        words.update(f"data-{name.lower()}" for name in re.findall(r"dataset\.(\w+)", script))
    return words


def purge(css: str, words: set[str], readers: list[str]) -> str:
    """Return the sheet without rules for what no page has, and without properties that nothing reads."""
    blocks = list(kept(tinycss2.parse_stylesheet(css, **SKIP), words))
    lines = list(all_lines(blocks))
    read_names = {name for text in readers for name in VARIABLE.findall(text)}
    read_names |= {name for line in lines if not line.name.startswith("--") for name in VARIABLE.findall(line.text)}
    while more := {name for line in lines if line.name in read_names for name in VARIABLE.findall(line.text)}:
        if more <= read_names:
            break
        read_names |= more
    moving = " ".join(line.text for line in lines if line.name.startswith("animation"))
    return "\n".join(filter(None, (written(block, read_names, moving) for block in blocks)))


def kept(rules, words: set[str]) -> Iterator[Block]:
    """Give those of parsed rules that some page may need."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in split(rule.prelude) if needs(part) <= words]
            if selectors:
                yield Block(",".join(text(part) for part in selectors), list(inside(rule.content, words)))
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            head = f"@{rule.at_keyword} {text(rule.prelude)}".strip()
            if rule.content is None:
                raise ValueError(f"a stylesheet asks for another: {head}")
            if rule.lower_at_keyword in NESTED:
                yield Block(head, list(kept(tinycss2.parse_rule_list(rule.content, **SKIP), words)))
            elif rule.lower_at_keyword.endswith("keyframes"):
                yield Block(head, [Block(text(step.prelude), list(inside(step.content, words)))
                                   for step in tinycss2.parse_rule_list(rule.content, **SKIP)])  # fmt: skip
            else:
                yield Block(head, list(inside(rule.content, words)))


def inside(content, words: set[str]) -> Iterator[Line | Block]:
    """Give the declarations of a rule."""
    for item in tinycss2.parse_blocks_contents(content, **SKIP):
        if item.type == "declaration":
            important = "!important" if item.important else ""
            yield Line(item.name, f"{item.name}:{text(item.value)}{important}")
        elif item.type != "error":  # the theme's old tricks for old browsers are errors
            yield from kept([item], words)


def split(prelude) -> list[list]:
    """Return the selectors of a rule, each as its tokens."""
    parts = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def needs(selector) -> set[str]:
    """Return the names that must occur for a selector to match."""
    names, before = set(), None
    for token in selector:
        if token.type == "hash" or (token.type == "ident" and before != ":"):
            names.add(token.value)
        elif token.type == "[] block":
            names.update(part.value for part in token.content[:1] if part.type == "ident")
        before = token.value if token.type == "literal" else None
    return names - {"html", "body"}


def text(tokens) -> str:
    """Return tokens as text without comments and idle blanks."""
    plain = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return plain.strip() if any(mark in plain for mark in "\"'") else re.sub(r"\s+", " ", plain).strip()


def all_lines(items) -> Iterator[Line]:
    """Give every declaration of a sheet."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            yield from all_lines(item.items)


def written(block: Block, read_names: set[str], moving: str) -> str:
    """Return a rule as text, or nothing where nothing of it is left."""
    if "keyframes" in block.head.split(" ")[0] and block.head.split(" ")[-1] not in moving:
        return ""
    parts = []
    for item in block.items:
        if isinstance(item, Block):
            parts.append(written(item, read_names, moving))
        elif not item.name.startswith("--") or item.name in read_names:
            parts.append(f"{item.text};")
    body = "".join(parts).removesuffix(";")
    return f"{block.head}{{{body}}}" if body else ""
