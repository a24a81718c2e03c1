"""Stands for the ordinary user that Binder gives each reader: no rights, an empty home, nothing of ours."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from .errors import BinderError

NOBODY = 1000  # the uid that Binder gives its users
HANDED_ON = re.compile(r"PIP_|SSL_|REQUESTS_|https?_proxy", re.I)  # how this machine reaches PyPI


class Person:
    """Runs commands as somebody without rights, in an environment without anything of ours."""

    def __init__(self, work: Path):
        self.work, self.home = work, work / "home"
        self.who = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        self.prefix = work / "notebook"
        handed_on = {name: value for name, value in os.environ.items() if HANDED_ON.match(name)}
        self.environment = handed_on | {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "NB_PYTHON_PREFIX": str(self.prefix),
            "PATH": f"{self.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        }

    def own(self, *paths: Path) -> None:
        """Give folders to this person."""
        for path in paths:
            if self.who:
                subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", path], check=True)

    def start(self, command: list, **more) -> subprocess.Popen:
        """Start a command."""
        return subprocess.Popen(command, env=self.environment, **self.who, **more)

    def run(self, command: list, cwd: Path) -> float:
        """Run a command to its end and return the seconds it took; its words are shown only if it fails."""
        start = time.perf_counter()
        done = self.start(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        words, _ = done.communicate()
        if done.returncode:
            raise BinderError(f"{' '.join(map(str, command))} failed:\n{words}")
        return time.perf_counter() - start

    def python(self, found: Path) -> Path:
        """Return an interpreter that this person may run: a copy where the original lies in a closed folder."""
        if self.may_run(found):
            return found
        where = subprocess.check_output([found, "-c", "import sys; print(sys.base_prefix)"], text=True).strip()
        leave = shutil.ignore_patterns("test", "__pycache__")
        copy = shutil.copytree(where, self.work / "python", symlinks=True, ignore=leave)
        self.environment["LD_LIBRARY_PATH"] = str(copy / "lib")
        return copy / "bin" / found.name

    def may_run(self, program: Path) -> bool:
        """Say whether this person can start a program."""
        try:
            return self.start([program, "-c", ""]).wait() == 0
        except PermissionError:
            return False
