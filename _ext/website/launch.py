"""Adds links to each chapter that open its notebook in Binder, Colab, JupyterLite or JupyterHub.

The links are plain HTML, so that no service is contacted before a click.
"""

LAUNCH_MARKER = "<!-- launch links -->"  # placed by pages.py in the box at the head of a chapter
TITLE_END = "</h1>"


def insert_launch_links(app, pagename, context) -> None:
    """Render `launch.html` into the body of a notebook page, at the marker or else after the title."""
    if pagename not in app.env.found_docs:
        return
    path = app.env.doc2path(pagename, base=False)
    if not path.endswith(".ipynb"):
        return
    pathto, body = context["pathto"], context["body"]
    links = {"path": path, "copy": pathto(f"_sources/{context['sourcename']}", 1), "more": pathto("about/running")}
    html = app.builder.templates.render("launch.html", {"book": app.config.html_context["book"], **links})
    marker, replacement = (LAUNCH_MARKER, html) if LAUNCH_MARKER in body else (TITLE_END, TITLE_END + html)
    context["body"] = body.replace(marker, replacement, 1)
