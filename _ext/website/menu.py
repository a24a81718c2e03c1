"""Makes the book's navigation menu and each page's links to the previous and next page from the table of contents."""

from functools import cache

from sphinx import addnodes

COLLAPSIBLE_PARTS = ("teach", "about", "reference")  # folders whose menu is closed unless one of their pages is shown


def set_context(app, pagename: str, context: dict):
    """Set the template variable `parts`, and remove the previous or next page if it belongs to another part."""

    def entry(name: str) -> dict:
        """Return a page's menu entry with its child entries; `open` if the current page is among them."""
        children = [entry(child) for child in app.env.toctree_includes.get(name, [])]
        current = name == pagename
        return {
            "title": page_title(app, name),
            "address": app.builder.get_relative_uri(pagename, name),
            "current": current,
            "children": children,
            "open": current or any(child["open"] for child in children),
        }

    context["parts"] = [
        {"caption": caption, "collapsible": part_of(names[0]) != "chapters", "entries": list(map(entry, names))}
        for caption, names in toc_parts(app)
    ]
    _, *neighbours = app.builder.relations.get(pagename, [None] * 3)
    for direction, name in zip(("prev", "next"), neighbours, strict=True):
        if name and part_of(name) != part_of(pagename):
            context[direction] = None


def part_of(name: str) -> str:
    """Return the part of the book to which a page belongs: a folder; the title page belongs to the chapters."""
    folder = name.split("/")[0]
    return folder if folder in COLLAPSIBLE_PARTS else "chapters"


@cache
def toc_parts(app) -> list[tuple[str, list[str]]]:
    """Return caption and pages of each part in the title page's table of contents."""
    toctrees = app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree)
    return [(node["caption"] or "", [name for _, name in node["entries"]]) for node in toctrees]


@cache
def page_title(app, name: str) -> str:
    """Return a page's title as HTML."""
    return app.builder.render_partial(app.env.titles[name])["title"]
