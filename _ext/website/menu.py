"""Makes the book's contents and each page's way on from the table of contents."""

from dataclasses import dataclass, field

from sphinx import addnodes

FOLDED = ("teach", "about", "reference")  # parts that stay closed until one of their pages is read


@dataclass
class Entry:
    """One line of the contents."""

    title: str
    address: str
    current: bool
    below: list = field(default_factory=list)

    @property
    def holds_current(self) -> bool:
        """Say whether the page being read is this one or stands below it."""
        return self.current or any(entry.holds_current for entry in self.below)


@dataclass
class Part:
    """One part of the contents."""

    caption: str
    folded: bool
    entries: list

    @property
    def holds_current(self) -> bool:
        """Say whether the page being read stands in this part."""
        return any(entry.holds_current for entry in self.entries)


def fill(app, pagename, context):
    """Give the template the parts of the book, and the pages before and after within the same run of pages."""
    context["parts"] = [
        Part(caption, below[0].split("/")[0] in FOLDED, [entry(app, pagename, name) for name in below])
        for caption, below in toctrees(app)
    ]
    before, after = app.builder.relations.get(pagename, [None] * 3)[1:]
    context["prev"], context["next"] = (
        entry(app, pagename, name) if name and run(name) == run(pagename) else None for name in (before, after)
    )


def run(name: str) -> str:
    """Return the pages among which a page has its way on: the chapters with the title page, or a folder."""
    folder = name.split("/")[0]
    return folder if folder in FOLDED else "chapters"


def toctrees(app) -> list[tuple[str, list[str]]]:
    """Return the parts of the title page's table of contents: caption and pages."""
    if not hasattr(app, "site_parts"):
        found = app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree)
        app.site_parts = [(node["caption"] or "", [name for _, name in node["entries"]]) for node in found]
    return app.site_parts


def entry(app, pagename: str, name: str) -> Entry:
    """Return a page's line in the contents, with the pages below it."""
    below = app.env.toctree_includes.get(name, [])
    address = app.builder.get_relative_uri(pagename, name)
    return Entry(title(app, name), address, name == pagename, [entry(app, pagename, one) for one in below])


def title(app, name: str) -> str:
    """Return a page's title as HTML."""
    known = app.__dict__.setdefault("site_titles", {})
    if name not in known:
        known[name] = app.builder.render_partial(app.env.titles[name])["title"]
    return known[name]
