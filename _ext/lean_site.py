"""The site's one Sphinx extension: says which part of `lean/` works when.

config-inited      the chapters' outputs are found by the state of code and data; style, script, pictures are made
doctree-read       links, anchors and addresses are mended (doctrees); what a page says of itself is noted (head)
html-page-context  the theme's scripts and styles are left out; head, citation and cover are put in
build-finished     one stylesheet, one script; pages mended; every byte counted against `budgets.toml`

A fault in the last step is an error of the build, and `tools/build.py` then leaves no page behind.
"""

import re
from pathlib import Path
from shutil import rmtree

from fingerprint import CACHES, ROOT, cache_folder, fingerprint
from launch import put_block
from lean import book, budgets, cover, doctrees, head, icons, markup, scripts, styles, translation
from sphinx.errors import ExtensionError

from issfacts.kit import palette

SITE = ROOT / "_ext" / "site"
ASSETS = ROOT / "_build" / ".assets"
SHEETS = ("book.css", "exhibits.css", "widgets.css", "launch.css")
DRAWN_FROM = [ROOT / "data", ROOT / "src", ROOT / "_ext" / "lean" / "cover.py"]


def choose_cache(app, config):
    """Keep the outputs of one state of code and data: another state, another folder."""
    folder = cache_folder()
    for old in CACHES.glob("*"):
        if old != folder:
            rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(folder)


def add_assets(app, config):
    """Write our stylesheet (the palette first) and scripts to where Sphinx picks them up."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    sheets = [palette.css(), night_and_paper()] + [(SITE / name).read_text("utf-8") for name in SHEETS]
    (ASSETS / "docked.css").write_text("\n".join(sheets), "utf-8")
    for name in ["docked.js", "layout.js", *(name for names in scripts.EXTRAS.values() for name in names)]:
        if (SITE / name).exists():
            (ASSETS / name).write_text(
                translated((SITE / name).read_text("utf-8"), translation.script, config), "utf-8"
            )
    config.html_static_path.append(str(ASSETS))
    config.site_assets = fingerprint(
        [ROOT / name for name in ("_ext", "_templates", "_config.yml", "_toc.yml", "CITATION.cff")]
        + [path for path in [translation.catalogue_file(config.language)] if path.exists()]
    )


def translated(text: str, rework, config) -> str:
    """Return a page or script in the book's language, as far as its catalogue for exhibits goes."""
    say = translation.sayer(config.language)
    return rework(text, say) if say else text


def night_and_paper() -> str:
    """Return the palette where the mode does not choose it: the title page's picture is dark, paper is light."""
    dark, light = (
        "".join(f"--iss-{name}:{value};" for name, value in colours.items())
        for colours in (palette.DARK, palette.LIGHT)
    )
    return f"@media screen {{ .iss-cover {{ {dark} }} }}\n@media print {{ html[data-theme] {{ {light} }} }}\n"


def number_nothing(app, config):
    """Leave figures without numbers, as our pages do: to count them, every build reads every page."""
    config.numfig = False  # an extension of Jupyter Book sets it, whatever `_config.yml` says


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


def note_summary(app, doctree):
    """Keep what a page says of itself for search engines and link previews."""
    app.env.metadata[app.env.docname]["lean"] = {
        "summary": head.description(doctree, book.kind(app.env.docname) == "reference"),
        "teaches": head.objectives(doctree),
        "minutes": head.minutes(doctree),
    }


def fill_page(app, pagename, templatename, context, doctree):
    """Leave out what the theme loads, and put in what our templates print."""
    refuse_unknown(pagename, context)
    context["script_files"], context["css_files"] = [], []
    known = book.book(app.config.html_baseurl, app.config.language)
    noted = app.env.metadata.get(pagename, {}).get("lean", {"summary": "", "teaches": [], "minutes": 0})
    title = head.plain(context.get("title") or ("Search" if pagename == "search" else known.title))
    summary = noted["summary"] or known.title
    resource = book.learning_resource(known, pagename, title, summary, noted["teaches"], noted["minutes"])
    is_root = pagename == app.config.root_doc
    context["pageurl"] = known.address(pagename)
    context["lean"] = head.Head(
        title=title,
        description=summary,
        address=known.address(pagename),
        kind="website" if is_root else "article",
        sort="title-page" if is_root else book.kind(pagename).replace(" ", "-"),
        picture=f"{known.base}_static/preview.png",
        schema=head.as_json(resource),
        is_page=pagename in app.env.found_docs,
        citation=known.citation(pagename, title),
        cover=app.config.site_cover if is_root else "",
        cover_title=known.title.split(": ", 1),
        extras=extras_of(pagename, context),
    )
    put_block(app, pagename, context)
    if is_root:
        make_title_page(context)


def make_title_page(context):
    """Leave the title to the cover, and the column of contents to the cover's width."""
    context["body"] = re.sub(r"<h1>.*?</h1>", "", context["body"], count=1, flags=re.S)
    context["meta"] = {**(context.get("meta") or {}), "html_theme.sidebar_secondary.remove": True}


def refuse_unknown(pagename, context):
    """Stop where something asks for a script or style that the bundles do not know: it would be lost silently."""
    for key, known in (("script_files", scripts.KNOWN), ("css_files", styles.KNOWN | {"docked.css"})):
        for asset in context[key]:
            name = str(asset.filename or "").removeprefix("_static/")
            if name and not any(Path(name).match(pattern) for pattern in known):
                raise ExtensionError(f"{pagename}: {name} is asked for, but _ext/lean/ does not know it")


def extras_of(pagename, context) -> list[str]:
    """Return the files that only pages of this kind load, all of which must exist."""
    names = scripts.extras(context.get("body", ""))
    for name in names:
        if not (SITE / name).exists():
            raise ExtensionError(f"{pagename} needs _ext/site/{name}")
    return names


def finish(app, exception):
    """Make of the theme's pages the lean ones."""
    site = Path(app.outdir)
    if exception or app.builder.name != "html" or not (site / "_static" / scripts.BUNDLE[0].file).exists():
        return  # without the theme's scripts no page was written: all are as the last build left them
    names = [*sorted(app.env.found_docs), "search"]
    pages = {site / f"{name}.html": None for name in names}
    for path in pages:
        pages[path] = translated(markup.mend(path.read_text("utf-8")), translation.reworded, app.config)
    write_bundles(site / "_static", list(pages.values()))
    seen = {}
    for path, page in pages.items():
        replace(path, markup.stamp(page, site, seen))
    known = book.book(app.config.html_baseurl)
    replace(site / "sitemap.xml", book.sitemap(known, [name for name in names if name != "search"]))
    replace(site / "robots.txt", book.robots(known))
    drop_unlinked(site / "_static", list(pages.values()))
    if over := budgets.broken(site, names):
        raise ExtensionError("Over the budget of _ext/budgets.toml:\n" + "\n".join(over))


def write_bundles(static: Path, pages: list[str]):
    """Write the one stylesheet, the one script and the search page's."""
    code = scripts.bundle(static, scripts.BUNDLE, pages)
    search = scripts.bundle(static, scripts.SEARCH, pages)
    replace(static / "book.js", scripts.CONSTANTS + code)
    replace(static / "search.js", scripts.NO_SUMMARY_FROM_DISK + search)
    more = [path.read_text("utf-8") for path in static.glob("*.js") if path.name in {"play.js"}]
    words = styles.words_of(pages, [code, search, *more, head.MODE])
    css = styles.purge(styles.read(static), words, [*pages, code, *more])
    replace(static / "book.css", icons.embed(css, static))


def drop_unlinked(static: Path, pages: list[str]):
    """Remove what no page asks for: the theme brings five megabytes of it."""
    asked = "\n".join([*pages, (static / "book.css").read_text("utf-8")])
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(static).as_posix() not in asked:
            path.unlink()


def replace(path: Path, text: str):
    """Write a file where its text changed, so that an unchanged page keeps its time."""
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def setup(app):
    """Register everything above."""
    app.add_config_value("site_assets", "", "html")  # a change of style, script, menu or template rewrites every page
    app.add_config_value("site_cover", "", "html")
    for work in (choose_cache, add_assets, draw_pictures):
        app.connect("config-inited", work)
    app.connect("config-inited", number_nothing, priority=999)
    for work in (doctrees.enter_anchors, doctrees.drop_widget_state, doctrees.mend_links, doctrees.mend_addresses):
        app.connect("doctree-read", work)
    app.connect("doctree-read", doctrees.frame_header)
    app.connect("doctree-read", note_summary)
    app.connect("html-page-context", fill_page, priority=999)
    app.connect("build-finished", finish, priority=999)  # after the theme has written its colours for code
    state = int(fingerprint([ROOT / "_ext" / "lean" / name for name in ("doctrees.py", "head.py")])[:7], 16)
    return {"version": "1", "env_version": state, "parallel_read_safe": False, "parallel_write_safe": False}
