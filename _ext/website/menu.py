"""Makes the book's contents and each page's way on from the table of contents."""

from functools import cache

from sphinx import addnodes

FOLDED = ("teach", "about", "reference")  # parts that stay closed until one of their pages is read


def fill(app, pagename: str, context: dict):
    """Give the template the parts of the book, and the pages before and after within the same run of pages."""

    def entry(name: str) -> dict:
        """Return a page's line in the contents, with the pages below it; `open` if one of them is being read."""
        below = [entry(one) for one in app.env.toctree_includes.get(name, [])]
        current = name == pagename
        return {
            "title": title(app, name),
            "address": app.builder.get_relative_uri(pagename, name),
            "current": current,
            "below": below,
            "open": current or any(one["open"] for one in below),
        }

    context["parts"] = []
    for caption, names in toctrees(app):
        entries = [entry(name) for name in names]
        opened, folded = any(one["open"] for one in entries), run(names[0]) != "chapters"
        context["parts"].append({"caption": caption, "folded": folded, "entries": entries, "open": opened})
    _, *neighbours = app.builder.relations.get(pagename, [None] * 3)
    for way, name in zip(("prev", "next"), neighbours, strict=True):
        if name and run(name) != run(pagename):
            context[way] = None


def run(name: str) -> str:
    """Return the pages among which a page has its way on: the chapters with the title page, or a folder."""
    folder = name.split("/")[0]
    return folder if folder in FOLDED else "chapters"


@cache
def toctrees(app) -> list[tuple[str, list[str]]]:
    """Return the parts of the title page's table of contents: caption and pages."""
    found = app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree)
    return [(node["caption"] or "", [name for _, name in node["entries"]]) for node in found]


@cache
def title(app, name: str) -> str:
    """Return a page's title as HTML."""
    return app.builder.render_partial(app.env.titles[name])["title"]
