"""Errors of tools: what a user can mend is reported without a traceback."""

from importlib.metadata import packages_distributions

import pytest
from chromium import find_chromium
from paths import ROOT
from running import ToolError, run_tool

import issfacts as iss

FOR_MAINTAINERS = {"binder_pins", "ground_track", "wheel_file"}
PROBLEM = iss.Problem("facts.csv", 3, "as_of", "soon", "a date (YYYY-MM-DD)")
ERRORS = {  # by message
    "npm is needed": ToolError("npm is needed"),
    "facts.csv row 3, as_of: 'soon' is not a date (YYYY-MM-DD)": iss.DataError(PROBLEM),
    "[Errno 13] Permission denied: '_build'": PermissionError(13, "Permission denied", "_build"),
}


@pytest.mark.parametrize("message", ERRORS)
def test_error_ends_a_tool_with_its_message(message):
    def main():
        raise ERRORS[message]

    with pytest.raises(SystemExit) as exit:
        run_tool(main, "Nothing was written.")
    assert exit.value.code == f"Nothing was written. {message}"


def test_every_tool_reports_its_errors_in_this_way():
    tools = {path.stem: path.read_text("utf-8") for path in (ROOT / "tools").glob("*.py")}
    commands = {name for name, text in tools.items() if "__main__" in text}
    assert {name for name in commands if "    run_tool(" not in tools[name]} == FOR_MAINTAINERS


def test_no_tool_hides_an_installed_package_of_the_same_name():
    names = {path.stem for folder in ("tools", "tests") for path in (ROOT / folder).iterdir()}
    assert names & packages_distributions().keys() == set()


def test_chrome_is_found_on_windows_where_it_is_not_on_the_path(tmp_path, monkeypatch):
    program = tmp_path / "Google/Chrome/Application/chrome.exe"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium() != str(program)
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_chromium() == str(program)
