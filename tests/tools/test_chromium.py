"""Where the program that prints the PDFs is looked for."""

from chromium import find_chromium


def test_chrome_is_found_on_windows_where_it_is_not_on_the_path(tmp_path, monkeypatch):
    program = tmp_path / "Google/Chrome/Application/chrome.exe"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium() != str(program)
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_chromium() == str(program)
