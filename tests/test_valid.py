"""Every page is valid HTML by the Nu checker, which needs Java and a file that tools/vnu.py fetches; else: skipped."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from prose import ROOT, toc_pages

JAR = Path(os.environ.get("VNU_JAR", ROOT / "_build" / ".tools" / "vnu.jar"))


@pytest.mark.skipif(not shutil.which("java"), reason="no Java: apt install default-jre-headless")
@pytest.mark.skipif(not JAR.exists(), reason="no checker: python tools/vnu.py")
def test_every_page_is_valid_html(site):
    pages = [site / f"{name}.html" for name in [*toc_pages(), "search"]]
    command = ["java", "-Xss4m", "-jar", JAR, "--errors-only", "--format", "gnu", *pages]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr.replace(site.as_uri(), "") == ""
    assert run.returncode == 0
