"""Runs programs, and shows what they say only if they fail."""

import subprocess


class ToolError(Exception):
    """Says what a tool lacks, or which program failed and what it said."""


def run(*command, **how) -> str:
    """Run a program and return what it prints; ToolError with all its words if it fails.

    >>> run("echo", "done")
    'done'
    """
    done = subprocess.run(command, check=False, capture_output=True, text=True, **how)
    if done.returncode:
        raise ToolError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()
