"""Connects the site's parts to Sphinx; each handler says what it does.

A fault in the last step is an error of the build, and `tools/build.py` then leaves no page behind.
"""

import re
from pathlib import Path
from shutil import rmtree

from fingerprint import CACHES, ROOT, cache_folder, fingerprint
from launch import put_block
from sphinx.errors import ExtensionError

from website import book, budgets, cover, facts, head, menu, pages, search, style, translation, typography

SITE = ROOT / "_ext" / "site"
ASSETS = ROOT / "_build" / ".assets"
ALWAYS = {"docked.css", "docked.js"}  # what every page loads
EXTRAS = {  # what pages with this class load too; no page loads anything else
    "iss-game": ("game.css", "play.js"),
    "iss-when": ("hands.css", "when.js"),
    "iss-draw": ("hands.css", "draw.js"),
    "iss-weights": ("hands.css", "weights.js"),
}
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
    """Write our style (Furo's, the palette, ours), scripts and link preview to where Sphinx finds them."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    title, subtitle = book.book(config.html_baseurl).title.split(": ", 1)
    cover.link_preview(title, subtitle, ASSETS / "preview.png")
    say = translation.sayer(config.language)
    for name in sorted(ALWAYS.union(*EXTRAS.values())):
        text = (SITE / name).read_text("utf-8")
        text = translation.script(text, say) if say else text
        text = style.sheet(text) if name == "docked.css" else style.LINE_START.sub("", text)
        (ASSETS / name).write_text(text, "utf-8")
        if name.endswith(".js"):  # the higher number comes later: ours before the scripts of widgets, which use it
            app.add_js_file(name, 400 if name in ALWAYS else 500, defer="defer")
        else:
            app.add_css_file(name, 800 if name in ALWAYS else 500)
    config.html_static_path.append(str(ASSETS))


def tell_templates(app, config):
    """Give the templates what is the same on every page; another state of it rewrites every page."""
    catalogue = translation.catalogue_file(config.language)
    config.html_context |= {
        "book": book.book(config.html_baseurl, config.language),
        "policy": head.POLICY,
        "mode": head.MODE,
        "made_of": fingerprint(SITE_MADE_OF + [path for path in [catalogue] if path.exists()]),
    }


def leave_search_to_us(app):
    """Turn off Sphinx's index and search page: ours finds numbers and names too (search.py)."""
    app.builder.search = False


def spare_furo_the_menu(app, pagename, templatename, context, doctree):
    """Keep Furo from parsing the menu of every page; ours is made by menu.py."""
    context.pop("toctree", None)


def fill_page(app, pagename, templatename, context, doctree):
    """Choose what the page loads, and give our templates what they print."""
    body = style.bare(pages.reachable(context.get("body", "")))
    found = {mark: place for mark in EXTRAS if (place := re.search(rf'<\w+ [^>]*class="[^"]*\b{mark}[\s"]', body))}
    wanted = ALWAYS.union(*(EXTRAS[mark] for mark in found))
    for files in ("css_files", "script_files"):
        context[files] = [file for file in context[files] if Path(file.filename or "").name in wanted]
    body = put_extra_styles(context, body, min((place.start() for place in found.values()), default=0))
    context["body"], context["facts"] = facts.listed(pagename, body)
    if pagename == app.config.root_doc:
        context["record"] = cover.Record()
    menu.fill(app, pagename, context)
    head.fill(app, pagename, context)
    put_block(app, pagename, context)


def put_extra_styles(context, body: str, place: int) -> str:
    """Return the body with a widget's own stylesheets just before it: what stands above is painted without them."""
    extra = [file for file in context["css_files"] if Path(file.filename).name not in ALWAYS]
    context["css_files"] = [file for file in context["css_files"] if file not in extra]
    return body[:place] + "".join(map(context["css_tag"], extra)) + body[place:]


def finish(app, exception):
    """Translate what templates and exhibits say, write search index and sitemap, and weigh every page."""
    site = Path(app.outdir)
    if exception or app.builder.name != "html":
        return
    names = [*sorted(app.env.found_docs), "search"]
    paths = {name: site / f"{name}.html" for name in names}
    if say := translation.sayer(app.config.language):
        for path in paths.values():
            path.write_text(translation.reworded(path.read_text("utf-8"), say), "utf-8")
    for name, path in paths.items():
        if not name.startswith("reference/"):  # which quotes code
            path.write_text(typography.typeset(path.read_text("utf-8")), "utf-8")
    written = {name: path.read_text("utf-8") for name, path in paths.items()}
    known = app.config.html_context["book"]
    (site / "_static" / "search-index.js").write_text(search.index(app, written), "utf-8")
    (site / "sitemap.xml").write_text(book.sitemap(known, names[:-1]), "utf-8")
    (site / "robots.txt").write_text(book.robots(known), "utf-8")
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


def setup(app):
    """Register everything above."""
    app.add_config_value("chapter_numbers", {}, "env")  # another order reads every page again
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it for an extension that we leave out
    for work in (choose_cache, write_assets, tell_templates):
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
