"""Rewrites the generated files that are out of date (`make data`); with --check it only lists them.

They are the chapters' links to each other and their cell for Colab, the descriptor of the data package, the reference
pages, and in lesson plans what is read out from chapters. `generate.py chapters` works on one of these parts alone.
"""

from argparse import ArgumentParser
from pathlib import Path

import chapter_files
import notebooks
import plan_quotations
from describe import descriptor_text
from paths import ROOT
from refpages.pages import render
from running import ToolError, run_tool

DESCRIPTOR = ROOT / "data" / "datapackage.json"


def render_pages() -> dict[Path, str]:
    """Return the text of every reference page in the table of contents, by its path."""
    names = [page.removeprefix("reference/") for page in notebooks.pages() if page.startswith("reference/")]
    return {ROOT / "reference" / f"{name}.md": render(name) for name in names}


PARTS = {  # functions that return the expected text of files by path; a part needs the files of those before it
    "chapters": chapter_files.expected_files,
    "descriptor": lambda: {DESCRIPTOR: descriptor_text()},
    "reference": render_pages,
    "plans": plan_quotations.expected_files,
}


def main(arguments: list[str] | None = None) -> None:
    """Write or list the files that are out of date. ToolError: --check finds some."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)} (default: all)")
    parser.add_argument("--check", action="store_true", help="only list the files that are out of date")
    options = parser.parse_args(arguments)
    stale = []
    for part in options.parts or PARTS:
        for path, text in PARTS[part]().items():
            if path.exists() and path.read_bytes() == text.encode():
                continue
            print(f"{'stale' if options.check else 'wrote'} {path.relative_to(ROOT)}")
            stale.append(path)
            if not options.check:
                path.write_bytes(text.encode())
    if stale and options.check:
        raise ToolError("Run `make data` and look at what it changed.")


if __name__ == "__main__":
    run_tool(main, "The generated files are not up to date.")
