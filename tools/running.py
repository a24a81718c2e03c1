"""Runs external programs and reports their output if they fail."""

import subprocess


class ToolError(Exception):
    """Something that a tool needs is missing, or a program failed; the message has its output."""


def run(*command, **options) -> str:
    """Run a program and return what it prints, stripped; `options` are those of subprocess.run.

    ToolError: the program fails; the message has its output.

    >>> run("echo", "done")
    'done'
    """
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    if done.returncode:
        raise ToolError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()
