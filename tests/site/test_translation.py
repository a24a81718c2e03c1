"""Every word can be translated: a book in a made-up language, whose every text carries a mark, shows no other text."""

import json
import re
import shutil
import sys

import pytest
import translation as catalogues
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Comment
from built import parsed
from copy_book import copy_of_the_book
from prose import ROOT
from rules import for_each
from running import run
from website import translation

pytestmark = pytest.mark.editions

MARK = "ʬ"  # a letter, so that emphasis and links begin and end where they did
PAGES = ["index", "chapters/what-happened", "chapters/if-a-partner-leaves", "reference/events"]
ENGLISH = {"Cite this page", "Not yet: {wrong} wrong, {missing} missing."}  # what nobody has translated yet
TOC = "format: jb-book\nroot: index\nparts:\n- caption: The story\n  chapters:\n" + "".join(
    f"  - file: {page}\n" for page in PAGES[1:]
)
SPARED = re.compile(r"(`[^`]*`|\]\([^)]*\)|\{[^}]*\}|<[^>]+>|https?://[^\s)]+|[\[*\\]+|\])")  # markup of a message
# The only texts with letters that stay as printed: dates, identifiers, addresses.
AS_PRINTED = re.compile(
    r"(\d{1,2} )?[A-Z][a-z]+ \d{4}|[A-Z]+-?\d+\w*|[a-z\d]+(-[a-z\d]+)+|https?://\S+|\S+[./]\S+\.\w+"
)
SHOWN = ("alt", "aria-label", "title", "placeholder", "data-label", "data-title")


def marked(message: str) -> str:
    """Return a message with its words marked and its markup as it was."""
    parts = SPARED.split(message)
    return "".join(
        part
        if SPARED.fullmatch(part) or not re.search(r"[^\W\d_]", part)
        else re.sub(r"(\S(?:.*\S)?)", rf"{MARK}\1{MARK}", part, flags=re.S)
        for part in parts
    )


def shorten(folder) -> None:
    """Keep four pages, and let links to any other page lead to the events."""
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    for page in PAGES:
        path = next(path for end in (".ipynb", ".md") if (path := folder / f"{page}{end}").exists())
        up = "" if page == "index" else "../"
        text = re.sub(r"\]\((?!http)[^)\s]+\)", f"]({up}reference/events.md)", path.read_text("utf-8"))
        path.write_text(text, "utf-8")


def translate(folder) -> None:
    """Fill every catalogue with marked messages."""
    for path in (folder / "_build/translation").rglob("*.pot"):
        name = path.relative_to(folder / "_build/translation").with_suffix(".po")
        catalogue = read_po(path.read_bytes().splitlines())
        for entry in catalogue:
            if entry.id and entry.id not in ENGLISH:
                entry.string = f"{MARK}{entry.id}{MARK}" if name.stem == "exhibits" else marked(entry.id)
        target = folder / "locale/qps/LC_MESSAGES" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue)


@pytest.fixture(scope="module")
def book(tmp_path_factory, site):
    """Build a short book in English, translate it, and build it again."""
    folder = copy_of_the_book(tmp_path_factory.mktemp("translation") / "book")
    shutil.copytree(ROOT / "_build/.jupyter_cache", folder / "_build/.jupyter_cache")
    shorten(folder)
    run(sys.executable, "tools/build.py", "--plain", cwd=folder)
    run(sys.executable, "tools/translation.py", cwd=folder)
    translate(folder)
    run(sys.executable, "tools/build.py", "--language", "qps", "--plain", cwd=folder)
    return folder / "_build/html"


def unmarked(texts) -> list[str]:
    """Return the texts that should carry the mark and do not."""
    found = (" ".join(text.split()) for text in texts)
    worded = [text for text in found if re.search(r"[^\W\d_]{2}", text) and text not in ENGLISH]
    return [text for text in worded if MARK not in text and not AS_PRINTED.fullmatch(text.strip(" .,;:()"))]


@for_each(PAGES)
def test_every_text_name_and_hint_is_translated(name, book):
    body = parsed(book / f"{name}.html").body
    said = [text for text in body.find_all(string=True) if not isinstance(text, Comment)]
    seen = [text for text in said if not text.find_parent(["script", "style", "pre", "code"])]
    assert len(seen) > 100
    yield from unmarked(seen)
    yield from unmarked(element[hint] for hint in SHOWN for element in body.find_all(attrs={hint: True}))


def test_what_scripts_show_is_translated(book):
    page = parsed(book / "chapters/what-happened.html")
    for explorer in page.select(".iss-explore"):
        labels = json.loads(explorer["data-labels"])
        keys = [key for pane in explorer.select(".iss-pane") for key in json.loads(pane["data-key"])]
        assert unmarked([*labels, *keys]) == []
        assert keys
    game = parsed(book / "chapters/if-a-partner-leaves.html")
    table = json.loads(game.select_one("script[type='application/json']").string)
    words = table["words"]
    rules = [rule.get_text() for rule in game.select(".iss-rules dd")]
    assert unmarked([*table["sentences"], *rules, *words["verdicts"], words["sentences"]["begin"]]) == []
    names = [name.get_text() for name in game.select(".iss-rules dt")]
    assert [option.get_text() for option in game.find("template").find_all("option")] == names
    assert f'"{MARK}Check{MARK}"' in (book / "_static/docked.js").read_text("utf-8")


def test_the_page_describes_itself_in_its_language_and_what_is_missing_stays_english(book):
    text = (book / "chapters/what-happened.html").read_text("utf-8")
    assert ' lang="qps"' in text.split(">")[1]
    assert "<summary>Cite this page</summary>" in text
    assert '"Not yet: {wrong} wrong, {missing} missing."' in (book / "_static/docked.js").read_text("utf-8")
    about = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])
    assert about["inLanguage"] == "qps"
    assert about["description"].startswith(f"{MARK}What happened that evening")
    assert about["teaches"]
    assert about["timeRequired"] == "PT50M"  # 30 of reading and 20 of exercise, as the chapter's header says
    assert text.count('class="iss-header') == 1


def test_the_walk_alone_changes_nothing_that_a_browser_sees(site):
    for name in ("index", "chapters/if-a-partner-leaves", "reference/facts", "search"):
        text = (site / f"{name}.html").read_text("utf-8")
        walked = translation.reworded(text, lambda text, _: text)
        assert BeautifulSoup(walked, "html5lib").prettify() == parsed(site / f"{name}.html").prettify(), name


def test_a_translation_may_hold_any_character():
    page = '<body><p title="a">b</p><script type="application/json">{"words":{"x":"c"},"letters":"d"}</script></body>'
    said = BeautifulSoup(translation.reworded(page, lambda text, _: f'<{text}> & "x"'), "html5lib")
    assert (said.p["title"], said.p.get_text()) == ('<a> & "x"', '<b> & "x"')
    assert json.loads(said.script.string) == {"words": {"x": '<c> & "x"'}, "letters": "d"}


def test_numbers_dates_and_identifiers_stay_as_printed():
    for text in ("18:53", "15 September 2023", "C14", "MS-24", "docking-time", "https://example.org/a", "3 %"):
        assert not catalogues.worth_saying(text)
    for text in ("Docked", "Not yet: {wrong} wrong.", "3 people", "May 2023 or later"):
        assert catalogues.worth_saying(text)
