"""Connects the modules of this package to Sphinx's events.

An exception in the last handler fails the build, and `tools/build.py` then leaves no page behind.
"""

import re
from pathlib import Path
from shutil import rmtree

import cover
import page_texts
from fingerprint import CACHE_ROOT, ROOT, cache_folder, fingerprint
from metadata import load_book
from notebooks import pages as toc_pages
from sphinx.errors import ExtensionError

from website import budgets, facts, head, menu, pages, search, style, typography

ASSET_SOURCES = ROOT / "_ext" / "site"
ASSETS = ROOT / "_build" / ".assets"
STYLES = ("docked.css", "game.css", "inputs.css")  # every page loads all of them, as docked.css, and docked.js
WIDGET_SCRIPTS = {  # CSS class -> script that pages with an element of this class load, too
    "iss-explore": "explore.js",
    "iss-audit": "audit.js",
    "iss-game": "play.js",
    "iss-when": "when.js",
    "iss-draw": "draw.js",
    "iss-weights": "weights.js",
    "iss-search": "search.js",  # loaded by the template of the search page, whose element is not in the body
}
SITE_SOURCES = (
    *("_ext", "_templates", "_config.yml", "_toc.yml", "CITATION.cff", "data"),
    *("tools/cover.py", "tools/metadata.py"),
)
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}
</urlset>
"""
ROBOTS = """User-agent: *
Allow: /
Sitemap: {}sitemap.xml
"""  # the search page excludes itself with a `noindex` tag


def set_notebook_cache(app, config):
    """Let MyST-NB cache outputs in the folder for the current code and data, and delete the folders of older states."""
    folder = cache_folder()
    for other in CACHE_ROOT.glob("*"):
        if other != folder:
            rmtree(other, ignore_errors=True)
    config.nb_execution_cache_path = str(folder)


def load_chapter_numbers(app, config):
    """Read the chapters' numbers from the table of contents, and turn off the numbering of figures."""
    chapters = [page for page in toc_pages() if page.startswith("chapters/")]
    config.chapter_numbers = {page: number for number, page in enumerate(chapters, start=1)}
    config.numfig = False  # Jupyter Book sets it, and every build then reads every page


def write_assets(app, config):
    """Write stylesheet, scripts and link preview into the folder of static files, and register them with Sphinx."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    cover.write_link_preview(load_book(), ASSETS / "preview.png")
    translate = page_texts.load_translator(config.language)
    own_rules = "".join((ASSET_SOURCES / name).read_text("utf-8") for name in STYLES)
    (ASSETS / "docked.css").write_text(style.build_stylesheet(own_rules), "utf-8")
    app.add_css_file("docked.css")
    for name in ("docked.js", *WIDGET_SCRIPTS.values()):  # the others use docked.js
        text = (ASSET_SOURCES / name).read_text("utf-8")
        if translate:
            text = page_texts.translate_script(text, translate)
        (ASSETS / name).write_text(style.minify(text), "utf-8")
        app.add_js_file(name, defer="defer")
    config.html_static_path.append(str(ASSETS))


def set_global_context(app, config):
    """Set the template variables that are the same on every page; if they change, Sphinx rewrites every page."""
    catalogue = page_texts.catalogue_path(config.language)
    config.html_context |= {
        "book": load_book(language=config.language),
        "policy": head.CONTENT_SECURITY_POLICY,
        "theme_script": head.THEME_SCRIPT,
        "source_fingerprint": fingerprint(filter(Path.exists, [*(ROOT / name for name in SITE_SOURCES), catalogue])),
    }


def disable_sphinx_search(app):
    """Turn off Sphinx's search index, because search.py writes one that also finds numbers and names."""
    app.builder.search = False


def disable_furo_menu(app, pagename, templatename, context, doctree):
    """Keep Furo from parsing its navigation menu on every page, because menu.py makes the menu."""
    context.pop("toctree", None)


def set_page_context(app, pagename, templatename, context, doctree):
    """Set a page's template variables, and limit its stylesheets and scripts to those that it needs."""
    body = pages.label_cells(pages.make_scrollable_focusable(context.get("body", "")))
    body = style.remove_unstyled_markup(body)
    widgets = (name for name in WIDGET_SCRIPTS if re.search(rf'<\w+ [^>]*class="[^"]*\b{name}[\s"]', body))
    needed = {"docked.css", "docked.js", *map(WIDGET_SCRIPTS.get, widgets)}
    for files in ("css_files", "script_files"):
        context[files] = [file for file in context[files] if Path(file.filename or "").name in needed]
    context["body"], context["facts"] = facts.collect_facts(pagename, body)
    if pagename == app.config.root_doc:
        context["timeline"] = cover.CrewTimeline()
    menu.set_context(app, pagename, context)
    head.set_context(app, pagename, context)
    pages.insert_launch_links(app, pagename, context)


def finish_site(app, exception):
    """Finish every page, write search index, sitemap and robots.txt, delete unused files and check the budgets."""
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    names = [*sorted(app.env.found_docs), "search"]
    translate = page_texts.load_translator(app.config.language)
    html = {name: finish_page(name, site / f"{name}.html", translate) for name in names}
    book = app.config.html_context["book"]
    addresses = "\n".join(f"<url><loc>{book.address(name)}</loc></url>" for name in names[:-1])
    (site / "_static" / "search-index.js").write_text(search.build_index(app, html), "utf-8")
    (site / "sitemap.xml").write_text(SITEMAP.format(addresses), "utf-8")
    (site / "robots.txt").write_text(ROBOTS.format(book.base), "utf-8")
    delete_unused_files(site / "_static", "\n".join(html.values()))
    if errors := budgets.budget_errors(site, names):
        raise ExtensionError("Over the budget of _ext/budgets.toml:\n" + "\n".join(errors))


def finish_page(name: str, path: Path, translate: page_texts.Translate | None) -> str:
    """Typeset a page, then translate its texts as they are shown; write the file if it changed, and return its HTML."""
    written = html = path.read_text("utf-8")
    if not name.startswith("reference/"):  # its quotation marks may belong to code
        html = typography.typeset(html)
    if translate:
        html = page_texts.translate_page(html, translate)
    if html != written:
        path.write_text(html, "utf-8")
    return html


def delete_unused_files(static: Path, html: str):
    """Delete static files of Sphinx, Furo and MyST-NB that no page refers to, and folders that are then empty."""
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif f"_static/{path.relative_to(static).as_posix()}" not in html:
            path.unlink()


def setup(app):
    """Register settings and event handlers with Sphinx."""
    app.add_config_value("chapter_numbers", {}, "env")  # "env": a change reads every page again
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it for an extension that is not loaded
    for handler in (set_notebook_cache, write_assets, set_global_context):
        app.connect("config-inited", handler)
    app.connect("config-inited", load_chapter_numbers, priority=999)
    app.connect("builder-inited", disable_sphinx_search)
    pages.connect(app)
    app.connect("doctree-read", head.store_metadata)
    app.connect("html-page-context", disable_furo_menu, priority=100)
    app.connect("html-page-context", set_page_context, priority=999)
    app.connect("build-finished", finish_site, priority=999)
    # Sphinx reads all pages again if the modules that change doctrees have changed.
    version = int(fingerprint([ROOT / "_ext" / "website" / name for name in ("pages.py", "head.py")])[:7], 16)
    return {"version": "1", "env_version": version, "parallel_read_safe": False, "parallel_write_safe": False}
