"""The parts of the site's extension, each by itself: purging, icons, scripts, mends, budgets, the title's picture."""

import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from prose import ROOT, toc_pages

sys.path.insert(0, str(ROOT / "_ext"))
from website import budgets, cover, markup, scripts, styles


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (".seen{a:b}", True),
        (".seen .unseen{a:b}", False),
        (".unseen,.seen{a:b}", True),
        ("#unseen{a:b}", False),
        ("nav.seen:not(.unseen){a:b}", True),
        (".seen::before{a:b}", True),
        ("[data-unseen]{a:b}", False),
        ("details[open]>p{a:b}", True),
        ("html[data-theme=dark] .seen{a:b}", True),
        ("@media print{.unseen{a:b}}", False),
        ("@media print{.seen{a:b}}", True),
        ("@keyframes idle{0%{a:b}}", False),
    ],
)
def test_purging_keeps_what_a_page_has(rule, kept):
    words = styles.words_of(['<nav class="seen x" id="y"><details><p>'], [])
    assert bool(styles.purge(rule, words, [])) is kept


def test_only_the_selector_that_is_used_stays():
    assert styles.purge(".unseen, .seen { color : red }", {"seen"}, []) == ".seen{color:red}"


def test_properties_stay_if_something_reads_them():
    sheet = "html{--a:var(--b);--b:1;--c:2;--d:3;width:var(--a)}"
    left = styles.purge(sheet, set(), ['<path fill="var(--d, red)">'])
    assert left == "html{--a:var(--b);--b:1;--d:3;width:var(--a)}"


def test_a_semicolon_in_data_ends_nothing():
    sheet = ".seen{background:url(\"data:image/svg+xml;utf8,<a b=';'>\");color:red}"
    assert styles.purge(sheet, {"seen"}, []) == sheet


def test_a_class_made_by_a_script_is_seen():
    assert {"pst-squeeze", "data-theme", "icon-tabler"} <= styles.words_of(
        [], ['x.classList.add("pst-squeeze"); y.dataset.theme; `<svg class="icon icon-tabler">`']
    )


def test_mends_may_run_again():
    page = (
        '<!DOCTYPE html>\n<head>\n  <meta charset="utf-8" />\n<title>T</title>\n'
        '<meta http-equiv="Content-Security-Policy" content="x">\n</head>\n<main id="m" role="main">\n\n'
        '<summary aria-label="Toggle hidden content">\n<p class="collapsed admonition-title">Show</p></summary>'
        '<div class="pst-scrollable-table-container"><table border="1"><th></th></table></div><pre>\n\n  a\n\n</pre>'
    )
    once = markup.mend(page)
    assert markup.mend(once) == once
    assert once.index("Content-Security-Policy") < once.index("charset")
    assert "<pre>\n\n  a\n\n</pre>" in once
    assert 'role="region" aria-label="Table 1"' in once
    assert '<summary>\n<span class="collapsed admonition-title">Show</span></summary>' in once
    assert 'role="main"' not in once


def test_a_page_with_the_game_asks_for_its_files():
    assert scripts.extras('<div class="x iss-game">') == ["game.css", "play.js"]
    assert scripts.extras('<div class="iss-games">iss-game</div>') == []


def test_parts_of_the_bundle_come_with_what_they_work_on():
    tabs = next(part for part in scripts.BUNDLE if part.file == "design-tabs.js")
    assert scripts.wanted(tabs, ['<div class="sd-tab-set docutils">'])
    assert not scripts.wanted(tabs, ["<p>sd-tab-set"])


def test_what_a_script_no_longer_says_stops_the_build(tmp_path):
    (tmp_path / "searchtools.js").write_text("new code")
    with pytest.raises(ValueError, match=r"searchtools\.js no longer says"):
        scripts.source(tmp_path, scripts.Part("searchtools.js"))


def test_a_script_that_waits_is_begun_by_a_timer(tmp_path):
    (tmp_path / "own.js").write_text("begin(); // at once\n", "utf-8")
    assert scripts.source(tmp_path, scripts.Part("own.js")) == "begin(); // at once\n"
    assert scripts.bundle(tmp_path, (scripts.Part("own.js", waits=True),), []) == "setTimeout(()=>{begin();})\n"


def small_site(folder: Path, filler: str) -> Path:
    """Write a page that loads a style, a script and an icon."""
    (folder / "book.css").write_text(filler)
    (folder / "book.js").write_text("1")
    (folder / "page.html").write_text(
        '<link rel="stylesheet" href="book.css?v=1"><script defer src="book.js?v=2"></script><a href="x.html">'
    )
    return folder


def test_a_page_over_its_budget_is_named_with_its_bytes(tmp_path):
    heavy = Random(1).randbytes(100_000).hex()
    lines = budgets.broken(small_site(tmp_path, heavy), ["page"])
    assert len(lines) == 1
    first, later = budgets.page_weight(tmp_path / "page.html")
    assert lines[0] == f"page.html, first visit: {first:,} bytes gzipped, budget 90,000"
    assert later < 200


def test_a_light_page_is_within_its_budget(tmp_path):
    assert budgets.broken(small_site(tmp_path, "p{}"), ["page"]) == []


def test_the_built_pages_are_within_their_budgets(site):
    assert budgets.broken(site, [*toc_pages(), "search"]) == []


def test_nothing_unlinked_is_published(site):
    assert sum(path.stat().st_size for path in (site / "_static").rglob("*") if path.is_file()) < 300_000


def test_the_picture_of_the_record_has_every_stay_once():
    record = cover.Record()
    assert len(record.stays) == len(record.rows)
    taken = sorted((stay.lane, stay.start, stay.length) for stay in record.stays)
    for (lane, start, length), (next_lane, next_start, _) in pairwise(taken):
        assert lane != next_lane or next_start >= start + min(length, length - cover.LEAST) - 0.01
    sides = zip(record.stays, record.drawn, strict=True)
    assert all((stay.lane < 0) is (row["agency"] == "Roscosmos") for stay, row in sides)


def test_the_title_page_says_unbroken_only_if_it_is():
    record = cover.Record()
    assert record.never_empty()
    assert "neither half has been empty" in cover.title_picture(record)
    record.rows = [row for row in record.rows if row["agency"] != "Roscosmos" or row["dock_utc"].year != 2014]
    assert not record.never_empty()
    assert "neither half" not in cover.title_picture(record)
