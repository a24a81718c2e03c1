"""Connects the site's parts to Sphinx; each handler says what it does.

A fault in the last step is an error of the build, and `tools/build.py` then leaves no page behind.
"""

import re
from pathlib import Path
from shutil import rmtree

from fingerprint import CACHES, ROOT, cache_folder, fingerprint
from launch import put_block
from sphinx.errors import ExtensionError

from website import book, budgets, cover, facts, head, menu, pages, search, style, translation

SITE = ROOT / "_ext" / "site"
ASSETS = ROOT / "_build" / ".assets"
STYLES, SCRIPTS = {"docked.css"}, {"docked.js"}  # what every page loads, and nothing else
EXTRAS = {  # what only pages with this class load
    "iss-game": ("game.css", "play.js"),
    "iss-when": ("hands.css", "when.js"),
    "iss-draw": ("hands.css", "draw.js"),
    "iss-weights": ("hands.css", "weights.js"),
}
DRAWN_FROM = [ROOT / "data", ROOT / "src", Path(cover.__file__)]
SITE_MADE_OF = [ROOT / name for name in ("_ext", "_templates", "_config.yml", "_toc.yml", "CITATION.cff", "data")]


def choose_cache(app, config):
    """Keep the outputs of one state of code and data: another state, another folder."""
    folder = cache_folder()
    for old in CACHES.glob("*"):
        if old != folder:
            rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(folder)


def number_chapters(app, config):
    """Read the chapters' numbers from the table of contents; nothing else is numbered."""
    config.chapter_numbers = book.chapter_numbers()
    config.numfig = False  # Jupyter Book sets it, and every build then reads every page


def write_assets(app, config):
    """Write our style (Furo's, the palette, ours) and scripts to where Sphinx finds them."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    (ASSETS / "docked.css").write_text(style.sheet((SITE / "docked.css").read_text("utf-8")), "utf-8")
    say = translation.sayer(config.language)
    for path in [SITE / "docked.js", *(SITE / name for name in sorted(set().union(*EXTRAS.values())))]:
        text = path.read_text("utf-8")
        (ASSETS / path.name).write_text(
            style.LINE_START.sub("", translation.script(text, say) if say else text), "utf-8"
        )
    config.html_static_path.append(str(ASSETS))
    config.html_css_files.append("docked.css")
    config.html_js_files.append(("docked.js", {"defer": "defer", "priority": 400}))  # before the scripts of widgets
    catalogue = translation.catalogue_file(config.language)
    config.site_assets = fingerprint(SITE_MADE_OF + [path for path in [catalogue] if path.exists()])


def draw_pictures(app, config):
    """Draw the title page's picture and the link preview, unless they show this very record."""
    state = fingerprint(DRAWN_FROM)
    picture = ASSETS / "title-picture.txt"
    if not picture.exists() or not picture.read_text("utf-8").startswith(state):
        record = cover.Record()
        title, subtitle = book.book(config.html_baseurl).title.split(": ", 1)
        cover.link_preview(record, title, subtitle, ASSETS / "preview.png")
        picture.write_text(state + cover.title_picture(record), "utf-8")
    config.site_cover = picture.read_text("utf-8").removeprefix(state)


def leave_search_to_us(app):
    """Turn off Sphinx's index and search page: ours finds numbers and names too (search.py)."""
    app.builder.search = False


def spare_furo_the_menu(app, pagename, templatename, context, doctree):
    """Keep Furo from parsing the menu of every page; ours is made by menu.py."""
    context.pop("toctree", None)


def fill_page(app, pagename, templatename, context, doctree):
    """Choose what the page loads, and give our templates what they print."""
    body = style.bare(pages.reachable(context.get("body", "")))
    extras = extras_of(body)
    listed = facts.has_list(pagename)
    context["body"], context["facts"] = facts.listed(body) if listed else (body, "")
    for name in sorted(extras):
        if name.endswith(".js"):
            app.add_js_file(name, defer="defer")
        else:
            app.add_css_file(name)
    keep(context, "css_files", STYLES | extras)
    keep(context, "script_files", SCRIPTS | extras)
    menu.fill(app, pagename, context)
    head.fill(app, pagename, context)
    put_block(app, pagename, context)


def extras_of(body: str) -> set[str]:
    """Return the files that a page with this text loads and others do not."""
    return {name for mark, names in EXTRAS.items() if re.search(rf'class="[^"]*\b{mark}[\s"]', body) for name in names}


def keep(context, files: str, names: set):
    """Drop what the page would load beyond the allowed names; Sphinx has the files' hashes for caches."""
    allowed = {f"_static/{name}" for name in names}
    context[files] = [file for file in context[files] if str(getattr(file, "filename", file)) in allowed]


def finish(app, exception):
    """Translate what templates and exhibits say, write search index and sitemap, and weigh every page."""
    site = Path(app.outdir)
    if exception or app.builder.name != "html":
        return
    names = [*sorted(app.env.found_docs), "search"]
    paths = {name: site / f"{name}.html" for name in names}
    if say := translation.sayer(app.config.language):
        for path in paths.values():
            replace(path, translation.reworded(path.read_text("utf-8"), say))
    written = {name: path.read_text("utf-8") for name, path in paths.items()}
    replace(site / "_static" / "search-index.js", search.index(app, written))
    known = book.book(app.config.html_baseurl)
    replace(site / "sitemap.xml", book.sitemap(known, names[:-1]))
    replace(site / "robots.txt", book.robots(known))
    drop_unlinked(site / "_static", "\n".join(written.values()))
    if over := budgets.broken(site, names):
        raise ExtensionError("Over the budget of _ext/budgets.toml:\n" + "\n".join(over))


def drop_unlinked(static: Path, pages: str):
    """Remove what no page asks for: Sphinx, Furo and MyST-NB bring more than we load."""
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif f"_static/{path.relative_to(static).as_posix()}" not in pages:
            path.unlink()


def replace(path: Path, text: str):
    """Write a file where its text changed, so that an unchanged page keeps its time."""
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def setup(app):
    """Register everything above."""
    app.add_config_value("chapter_numbers", {}, "env")  # another order reads every page again
    app.add_config_value("site_assets", "", "html")  # a change of style, script, menu or template rewrites every page
    app.add_config_value("site_cover", "", "html")
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it for an extension that we leave out
    for work in (choose_cache, write_assets, draw_pictures):
        app.connect("config-inited", work)
    app.connect("config-inited", number_chapters, priority=999)
    app.connect("builder-inited", leave_search_to_us)
    pages.connect(app)
    app.connect("doctree-read", head.note_summary)
    app.connect("html-page-context", spare_furo_the_menu, priority=100)
    app.connect("html-page-context", fill_page, priority=999)
    app.connect("build-finished", finish, priority=999)
    state = int(fingerprint([ROOT / "_ext" / "website" / name for name in ("pages.py", "head.py")])[:7], 16)
    return {"version": "1", "env_version": state, "parallel_read_safe": False, "parallel_write_safe": False}
