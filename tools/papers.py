"""Writes only the papers for class into `_build/html/class`: pages, PDF, Word and PowerPoint files."""

from build import SITE, execute_changed, executed_notebooks
from handouts import write_handouts
from running import run_tool


def main() -> None:
    """Write the papers and print their address."""
    execute_changed()
    write_handouts(SITE / "class", executed_notebooks())
    print(f"The papers: {(SITE / 'class' / 'index.html').as_uri()}")


if __name__ == "__main__":
    run_tool(main, "The papers were not written.")
