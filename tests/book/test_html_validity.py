"""Every page of the site is valid HTML according to the Nu checker, which needs Java and npm."""

import shutil
import subprocess

import pytest
from book_pages import toc_pages
from chromium_tab import skip_or_fail
from npm_package import fetch
from running import ToolError

VERSION = "26.9.27"
DIGEST = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="


@pytest.mark.nightly
def test_every_page_is_valid_html(site):
    if not shutil.which("java"):
        skip_or_fail("no Java: `apt install default-jre-headless`")
    try:
        checker = fetch("vnu-jar", VERSION, DIGEST) / "build/dist/vnu.jar"
    except ToolError as error:
        skip_or_fail(str(error))
    pages = [site / f"{name}.html" for name in [*toc_pages(), "search"]]
    pages += sorted((site / "class").glob("*.html"))
    command = ["java", "-Xss4m", "-jar", checker, "--errors-only", "--format", "gnu", *pages]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr.replace(site.as_uri(), "") == ""
    assert run.returncode == 0
