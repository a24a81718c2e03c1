"""Makes one deferred script of the theme's, the libraries' and ours; another one for the search page.

A page with a class named in EXTRAS gets that script and stylesheet on top, from `_ext/site/`, and no other page does.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from rjsmin import jsmin


@dataclass(frozen=True)
class Part:
    """One script of a bundle; `used_by` names classes: without one of them on some page it is left out.

    One that waits its turn lets a phone show the page, and answer a finger, before it begins.
    """

    file: str
    used_by: tuple[str, ...] = ()
    waits: bool = False
    translated: bool = False  # there only where Sphinx knows the words of another language


BUNDLE = (
    Part("documentation_options.js"),
    Part("translations.js", translated=True),
    Part("doctools.js"),
    Part("sphinx_highlight.js"),
    Part("clipboard.min.js"),
    Part("copybutton.js"),
    Part("design-tabs.js", ("sd-tab-set",)),
    Part("togglebutton.js", ("toggle", "admonition dropdown")),
    Part("scripts/sphinx-book-theme.js", waits=True),
    Part("scripts/pydata-sphinx-theme.js", waits=True),
    Part("docked.js", waits=True),
    Part("layout.js"),
)
SEARCH = (Part("searchtools.js"), Part("language_data.js"))
LEFT_OUT = {"sphinx-thebe.js", "scripts/bootstrap.js", "scripts/fontawesome.js"}
KNOWN = {part.file for part in (*BUNDLE, *SEARCH)} | LEFT_OUT
EXTRAS = {"iss-game": ("game.css", "play.js")}

# The theme passes these by inline scripts, which the policy refuses.
CONSTANTS = (
    "var toggleHintShow='Click to show',toggleHintHide='Click to hide',toggleOpenOnPrint='true',"
    "togglebuttonSelector='.toggle, .admonition.dropdown';"
)
# From a disk no page can fetch another to show where a hit stands.
NO_SUMMARY_FROM_DISK = 'if(location.protocol==="file:")DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY=false;'
IDLE = "window.requestIdleCallback||setTimeout"
# What a theme's script would begin all at once begins piece by piece, each in its turn.
IN_ONE_GO = '"loading"!=document.readyState?e():'
IN_TURN = '"loading"!=document.readyState?setTimeout(e):'
MEASURED = "e.scrollWidth>e.clientWidth||e.scrollHeight>e.clientHeight"
# What a script says about its own tag or the theme's markup no longer holds here, and whatever it measures before the
# page is laid out holds a phone up. Each old text must be found.
REWRITES = {
    "doctools.js": {"    callback();": "    setTimeout(callback);"},
    "design-tabs.js": {'document.currentScript?.getAttribute("data-sd-tabs-storage-prefix")': "null"},
    "searchtools.js": {'[role="main"]': "main"},
    "clipboard.min.js": {"t.ClipboardJS=e()": f"({IDLE})(()=>{{t.ClipboardJS=e()}})"},
    "copybutton.js": {"runWhenDOMLoaded(addCopy": f"({IDLE})(addCopy"},
    "scripts/sphinx-book-theme.js": {
        IN_ONE_GO: IN_TURN,
        # No note stands in this book's margin.
        'document.querySelectorAll(n.join(", "))': "[]",
    },
    "scripts/pydata-sphinx-theme.js": {
        IN_ONE_GO: IN_TURN,
        # A banner that nobody wrote has no height.
        'querySelector(".pst-async-banner-revealer");': 'querySelector(".pst-async-banner-revealer:has(*)");',
        # The menu's place matters where it stands beside the page.
        'if(!document.querySelector(".bd-docs-nav"))return;': 'if(matchMedia("(max-width:959.98px)").matches)return;',
        # Which part is being read matters once there is time to read.
        "_(c,300)),c()": f"_(c,300)),({IDLE})(c)",
        # What overflows can be scrolled by keyboard: asked for when it is laid out, all of it before any of it changes.
        'const e=()=>{document.querySelectorAll(["pre"': "const seen=new ResizeObserver(all=>"
        f"all.map(({{target:e}})=>{MEASURED}).forEach((over,n)=>{{all[n].target.tabIndex=over?0:-1}})),"
        'e=()=>{document.querySelectorAll(["pre"',
        f".forEach(e=>{{e.tabIndex={MEASURED}?0:-1}})": ".forEach(e=>seen.observe(e))",
    },
}


def source(static: Path, part: Part) -> str:
    """Return a script as it goes into a bundle."""
    code = (static / part.file).read_text("utf-8")
    for old, new in REWRITES.get(part.file, {}).items():
        if old not in code:
            raise ValueError(f"{part.file} no longer says {old}")
        code = code.replace(old, new)
    return f"setTimeout(()=>{{{code}\n}})" if part.waits else code


def wanted(part: Part, pages: list[str]) -> bool:
    """Say whether some page has a class that the script works on."""
    return not part.used_by or any(has_class(page, name) for page in pages for name in part.used_by)


def has_class(page: str, names: str) -> bool:
    """Say whether an element of the page has all these classes."""
    listed = (set(value.split()) for value in re.findall(r'\sclass="([^"]*)"', page))
    return any(set(names.split()) <= classes for classes in listed)


def bundle(static: Path, parts: tuple[Part, ...], pages: list[str]) -> str:
    """Return the scripts that some page needs as one."""
    # Each file ends its last statement: some leave that to the line's end.
    there = [part for part in parts if not part.translated or (static / part.file).exists()]
    codes = [source(static, part) for part in there if wanted(part, pages)]
    return jsmin(";\n".join(codes)) + "\n"


def extras(body: str) -> list[str]:
    """Return the files that this page loads and others do not."""
    return [name for mark, names in EXTRAS.items() if mark in body and has_class(body, mark) for name in names]
