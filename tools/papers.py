"""Writes only the papers for class into `_build/html/class`: pages, PDF, Word and PowerPoint files."""

from clean_environment import clean_environment

if __name__ == "__main__":
    clean_environment()  # before an import reads personal settings

from execution import execute_changed, executed_notebooks
from handouts import write_papers
from paths import SITE
from running import run_tool


def main() -> None:
    """Write the papers and print their address."""
    execute_changed()
    write_papers(SITE / "class", executed_notebooks())
    print(f"The papers: {(SITE / 'class' / 'index.html').as_uri()}")


if __name__ == "__main__":
    run_tool(main, "The papers were not written.")
