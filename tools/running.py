"""Runs external programs and reports their output if they fail."""

import subprocess


class ToolError(Exception):
    """Something that a tool needs is missing, or a program failed; the message has its output."""


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
