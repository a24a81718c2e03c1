"""Every page is valid HTML by the Nu checker, which needs Java and a file that tools/vnu.py fetches."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from browser import lacking
from prose import ROOT, toc_pages

pytestmark = pytest.mark.nightly
JAR = Path(os.environ.get("VNU_JAR", ROOT / "_build" / ".tools" / "vnu.jar"))


def test_every_page_is_valid_html(site):
    if not shutil.which("java"):
        lacking("no Java: `apt install default-jre-headless`")
    if not JAR.exists():
        lacking("no checker of HTML: `python tools/vnu.py`")
    pages = [site / f"{name}.html" for name in [*toc_pages(), "search"]]
    pages += sorted((site / "class").glob("*.html"))
    command = ["java", "-Xss4m", "-jar", JAR, "--errors-only", "--format", "gnu", *pages]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr.replace(site.as_uri(), "") == ""
    assert run.returncode == 0
