"""Errors of tools: what a user can mend is reported without a traceback."""

from importlib.metadata import packages_distributions

import pytest
from paths import ROOT
from running import ToolError, run_tool

import issfacts as iss

FOR_MAINTAINERS = {"binder_pins", "ground_track", "wheel_file"}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ToolError("npm is needed"), "npm is needed"),
        (
            iss.DataError(iss.Problem("facts.csv", 3, "as_of", "soon", "a date (YYYY-MM-DD)")),
            "facts.csv row 3, as_of: 'soon' is not a date (YYYY-MM-DD)",
        ),
        (PermissionError(13, "Permission denied", "_build"), "[Errno 13] Permission denied: '_build'"),
    ],
)
def test_error_ends_a_tool_with_its_message(error, message):
    def main():
        raise error

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


def test_written_files_are_listed_with_their_sizes(tmp_path, capsys):
    path = tmp_path / "facts.csv"
    path.write_bytes(bytes(1234))
    run_tool(lambda: [path], "Nothing was written.")
    assert capsys.readouterr().out == f"wrote {path}  1,234 bytes\n"
