"""Runs our own tools and external programs, and reports what stops them."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path


class ToolError(Exception):
    """What stops a tool: something that it needs is missing or wrong, or a program failed; the message says what."""


def run_tool(main: Callable[[], Iterable[Path] | None], failure: str) -> None:
    """Call the main function of a tool, and list the files that it returns, with their sizes.

    If it raises ToolError, DataError or OSError, exit with status 1 and `failure`, followed by the error's message.
    """
    from issfacts import DataError  # here, because noxfile.py imports this module without having the package

    try:
        for path in main() or ():
            print(f"wrote {path}  {path.stat().st_size:,} bytes")
    except (ToolError, DataError, OSError) as error:
        sys.exit(f"{failure} {error}")


def run(*command, **options) -> str:
    """Run a program and return what it prints, stripped; `options` are those of subprocess.run.

    ToolError: the program fails, is not there, or takes longer than the option `timeout`; the message has its output.

    >>> run("echo", "done")
    'done'
    """
    line = " ".join(map(str, command))
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{line} did not end within {error.timeout:g} s") from None
    except OSError as error:
        raise ToolError(f"{line} cannot be started: {error.strerror}") from None
    if done.returncode:
        raise ToolError(f"{line} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()
