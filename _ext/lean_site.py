"""The site's one Sphinx extension.

1. Every anchor can be linked from Markdown: `[10](../reference/facts.md#aboard-after-hatch)`.
2. Chapters are executed again when code or data changed, and only then.
3. One stylesheet and one deferred script of our own; nothing is asked of another host.
4. The page carries no widget state and no thebe: the static face of a widget is plain HTML.
"""

import re
from html import unescape
from shutil import rmtree

from docutils import nodes
from fingerprint import CACHES, ROOT, cache_folder, fingerprint

from issfacts import palette

SITE = ROOT / "_ext" / "site"
ASSETS = ROOT / "_build" / ".assets"
STYLES = ("book.css", "exhibits.css", "widgets.css")
SCRIPT = "docked.js"
GAME = ("game.css", "play.js")  # for pages that hold the game
THEBE_IN_BODY = re.compile(r'<script type="text/x-thebe-config">.*?</script>|<script>kernelName = .*?</script>', re.S)
MARKDOWN_LINK = re.compile(r'(href="[^":]+)\.(?:md|ipynb)(?=["#])')


def choose_cache(app, config):
    """Keep the outputs of one state of code and data: another state, another folder."""
    folder = cache_folder()
    for old in CACHES.glob("*"):
        if old != folder:
            rmtree(old, ignore_errors=True)
    config.nb_execution_cache_path = str(folder)


def add_assets(app, config):
    """Write the site's stylesheet (the palette first) and script to where Sphinx picks them up."""
    ASSETS.mkdir(parents=True, exist_ok=True)
    sheets = [palette.css()] + [(SITE / name).read_text("utf-8") for name in STYLES]
    (ASSETS / "docked.css").write_text("\n".join(sheets), "utf-8")
    for name in (SCRIPT, *GAME):
        (ASSETS / name).write_text((SITE / name).read_text("utf-8"), "utf-8")
    config.html_static_path.append(str(ASSETS))
    config.site_assets = fingerprint([ASSETS, ROOT / "_toc.yml", ROOT / "_templates"])
    app.add_css_file("docked.css", priority=900)
    app.add_js_file(SCRIPT, loading_method="defer")


def enter_anchors(app, doctree):
    """Let `page.md#name` reach every named element of a page, not only its headings."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for node in doctree.findall(nodes.Element):
        for name in node.get("ids", ()):
            slugs.setdefault(name, (node.line or 0, name, ""))


def drop_widget_state(app, doctree):
    """Leave out the state of live widgets, which no script of the page would read."""
    metadata = getattr(app.env, "nb_metadata", {}).get(app.env.docname, {})
    metadata.get("js_files", {}).pop("ipywidgets_state", None)


def mend_links(app, doctree):
    """Turn links of exhibits to Markdown sources, right in a notebook, into links to pages."""
    for node in doctree.findall(nodes.raw):
        if "html" in node.get("format", ""):
            node.children = [nodes.Text(MARKDOWN_LINK.sub(r"\1.html", node.astext()))]
            node.rawsource = node.astext()


def drop_thebe(app, pagename, templatename, context, doctree):
    """Leave out thebe: Jupyter Book puts its constants in twice, which is an error in the console."""
    for key in ("script_files", "css_files"):
        kept = [asset for asset in context[key] if "thebe" not in f"{asset.filename} {asset.attributes}".lower()]
        context[key] = list(dict.fromkeys(kept))
    context["body"] = THEBE_IN_BODY.sub("", context.get("body", ""))


def add_game(app, pagename, templatename, context, doctree):
    """Load the game's style and script where a page holds the game."""
    if 'class="iss-game"' in context.get("body", ""):
        app.add_css_file(GAME[0], priority=901)
        app.add_js_file(GAME[1], loading_method="defer")


def mend_addresses(app, doctree):
    """Undo the second escaping that MyST gives to addresses with an ampersand."""
    for link in doctree.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = unescape(link["refuri"])


def setup(app):
    """Register everything above."""
    app.add_config_value("site_assets", "", "html")  # a change of style, script, menu or template rewrites every page
    app.connect("config-inited", choose_cache)
    app.connect("config-inited", add_assets)
    app.connect("doctree-read", enter_anchors)
    app.connect("doctree-read", drop_widget_state)
    app.connect("doctree-read", mend_links)
    app.connect("doctree-read", mend_addresses)
    app.connect("html-page-context", add_game)
    app.connect("html-page-context", drop_thebe, priority=999)
    return {"version": "1", "parallel_read_safe": False, "parallel_write_safe": False}
