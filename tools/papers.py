"""Writes only the papers for class into `_build/html/class`: pages, PDF, Word and PowerPoint files."""

import sys

from build import SITE, ChapterError, execute_changed, executed_notebooks
from classpapers.prose import MissingSectionError
from handouts import write_handouts
from running import ToolError


def main() -> int:
    """Write the papers and print their address."""
    try:
        execute_changed()
        write_handouts(SITE / "class", executed_notebooks())
    except (ChapterError, MissingSectionError, ToolError) as error:
        print(f"The papers were not written. {error}", file=sys.stderr)
        return 1
    print(f"The papers: {(SITE / 'class' / 'index.html').as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
