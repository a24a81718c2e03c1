"""Tests that every text of the site can be translated.

A short book is built in the made-up language `qps`, in which every translation carries a mark; a text without the mark
was not translated.
"""

import json
import re
import shutil
import sys

import page_texts
import pytest
import translation as catalogues
from babel.messages.pofile import read_po, write_po
from book_pages import source_file
from bs4 import BeautifulSoup, Comment
from built import parsed
from copy_book import copy_build_inputs
from for_each import for_each
from paths import ROOT
from running import run

pytestmark = pytest.mark.editions

MARK = "ʬ"  # a letter: next to punctuation, Markdown would parse emphasis and links differently
PAGES = ["index", "chapters/what-happened", "chapters/if-a-partner-leaves", "reference/events"]
UNTRANSLATED = {"Cite this page", "Not yet: {wrong} wrong, {missing} missing."}  # left out of the catalogues
TOC = "format: jb-book\nroot: index\nparts:\n- caption: The story\n  chapters:\n" + "".join(
    f"  - file: {page}\n" for page in PAGES[1:]
)
MARKUP = re.compile(r"(`[^`]*`|\]\([^)]*\)|\{[^}]*\}|<[^>]+>|https?://[^\s)]+|[\[*\\]+|\])")
# Texts with letters that are not translated: dates, identifiers, addresses.
NOT_TRANSLATED = re.compile(
    r"(\d{1,2} )?[A-Z][a-z]+ \d{4}|[A-Z]+-?\d+\w*|[a-z\d]+(-[a-z\d]+)+|https?://\S+|\S+[./]\S+\.\w+"
)
TEXT_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "data-label", "data-title")


def mark_words(message: str) -> str:
    """Return a message with marks around its words; the markup is unchanged."""

    def mark(part: str) -> str:
        if MARKUP.fullmatch(part) or not re.search(r"[^\W\d_]", part):
            return part
        return re.sub(r"(\S(?:.*\S)?)", rf"{MARK}\1{MARK}", part, flags=re.S)

    return "".join(map(mark, MARKUP.split(message)))


def shorten_book(folder) -> None:
    """Reduce a copy of the book to PAGES, and point all of their links to other pages to the page of events."""
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    for page in PAGES:
        path = folder / source_file(page).relative_to(ROOT)
        root = "" if page == "index" else "../"
        text = re.sub(r"\]\((?!http)[^)\s]+\)", f"]({root}reference/events.md)", path.read_text("utf-8"))
        path.write_text(text, "utf-8")


def fill_catalogues(folder) -> None:
    """Write catalogues for `qps` in which every message is translated by itself with marks."""
    for path in (folder / "_build/translation").rglob("*.pot"):
        name = path.relative_to(folder / "_build/translation").with_suffix(".po")
        catalogue = read_po(path.read_bytes().splitlines())
        for entry in catalogue:
            if entry.id and entry.id not in UNTRANSLATED:
                entry.string = f"{MARK}{entry.id}{MARK}" if name.stem == "exhibits" else mark_words(entry.id)
        target = folder / "locale/qps/LC_MESSAGES" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue)


@pytest.fixture(scope="module")
def book(tmp_path_factory, site):
    """Build a short book in English, translate it, build it again, and return the folder of the site."""
    folder = copy_build_inputs(tmp_path_factory.mktemp("translation") / "book")
    shutil.copytree(ROOT / "_build/.jupyter_cache", folder / "_build/.jupyter_cache")
    shorten_book(folder)
    run(sys.executable, "tools/build.py", "--plain", cwd=folder)
    run(sys.executable, "tools/translation.py", cwd=folder)
    fill_catalogues(folder)
    run(sys.executable, "tools/build.py", "--language", "qps", "--plain", cwd=folder)
    return folder / "_build/html"


def untranslated(texts) -> list[str]:
    """Return the texts that should be translated and have no mark."""
    joined = (" ".join(text.split()) for text in texts)
    with_words = [text for text in joined if re.search(r"[^\W\d_]{2}", text) and text not in UNTRANSLATED]
    return [text for text in with_words if MARK not in text and not NOT_TRANSLATED.fullmatch(text.strip(" .,;:()"))]


@for_each(PAGES)
def test_every_text_and_text_attribute_of_a_page_is_translated(name, book):
    body = parsed(book / f"{name}.html").body
    texts = [text for text in body.find_all(string=True) if not isinstance(text, Comment)]
    visible = [text for text in texts if not text.find_parent(["script", "style", "pre", "code"])]
    assert len(visible) > 100
    yield from untranslated(visible)
    for attribute in TEXT_ATTRIBUTES:
        yield from untranslated(element[attribute] for element in body.find_all(attrs={attribute: True}))


def test_texts_in_widget_data_and_scripts_are_translated(book):
    page = parsed(book / "chapters/what-happened.html")
    for explorer in page.select(".iss-explore"):
        labels = json.loads(explorer["data-labels"])
        keys = [key for pane in explorer.select(".iss-pane") for key in json.loads(pane["data-key"])]
        assert untranslated([*labels, *keys]) == []
        assert keys
    game = parsed(book / "chapters/if-a-partner-leaves.html")
    payload = json.loads(game.select_one("script[type='application/json']").string)
    words = payload["words"]
    rules = [rule.get_text() for rule in game.select(".iss-rules dd")]
    assert untranslated([*payload["sentences"], *rules, *words["verdicts"], words["sentences"]["new_game"]]) == []
    names = [name.get_text() for name in game.select(".iss-rules dt")]
    assert [option.get_text() for option in game.find("template").find_all("option")] == names
    assert f'"{MARK}Check{MARK}"' in (book / "_static/docked.js").read_text("utf-8")


def test_page_metadata_is_translated_and_messages_without_translation_stay_english(book):
    text = (book / "chapters/what-happened.html").read_text("utf-8")
    assert ' lang="qps"' in text.split(">")[1]
    assert "<summary>Cite this page</summary>" in text
    assert '"Not yet: {wrong} wrong, {missing} missing."' in (book / "_static/docked.js").read_text("utf-8")
    metadata = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])
    assert metadata["inLanguage"] == "qps"
    assert metadata["description"].startswith(f"{MARK}What happened that evening")
    assert metadata["teaches"]
    assert metadata["timeRequired"] == "PT50M"  # 30 of reading and 20 of exercise, as the chapter's header says
    assert text.count('class="iss-header') == 1


def test_translating_every_text_by_itself_leaves_the_page_unchanged(site):
    for name in ("index", "chapters/if-a-partner-leaves", "reference/facts", "search"):
        text = (site / f"{name}.html").read_text("utf-8")
        unchanged = page_texts.translate_page(text, lambda text, _: text)
        assert BeautifulSoup(unchanged, "html5lib").prettify() == parsed(site / f"{name}.html").prettify(), name


def test_html_characters_in_a_translation_are_escaped():
    page = '<body><p title="a">b</p><script type="application/json">{"words":{"x":"c"},"letters":"d"}</script></body>'
    tree = BeautifulSoup(page_texts.translate_page(page, lambda text, _: f'<{text}> & "x"'), "html5lib")
    assert (tree.p["title"], tree.p.get_text()) == ('<a> & "x"', '<b> & "x"')
    assert json.loads(tree.script.string) == {"words": {"x": '<c> & "x"'}, "letters": "d"}


def test_numbers_dates_and_identifiers_are_not_put_into_catalogues():
    for text in ("18:53", "15 September 2023", "C14", "MS-24", "docking-time", "https://example.org/a", "3 %"):
        assert not catalogues.needs_translation(text)
    for text in ("Docked", "Not yet: {wrong} wrong.", "3 people", "May 2023 or later"):
        assert catalogues.needs_translation(text)
