"""Says under a chapter's title in words where it runs: what the theme hides in menus of icons."""

import re
from html import escape

END_OF_TITLE = re.compile(r"(</h1>)")
WORDS = {"Binder": "run it on Binder", "Colab": "open it in Colab", "JupyterLite": "run it in this browser",
         "JupyterHub": "open it on your hub", "Deepnote": "open it in Deepnote"}  # fmt: skip


def links(buttons: list[dict]) -> list[tuple[str, str]]:
    """Return words and address of each way to run a notebook, from the theme's buttons."""
    found = []
    for group in buttons:
        for button in group.get("buttons", ()):
            address = button.get("url", "")
            if address.endswith(".ipynb") and "_sources" in address:
                found.insert(0, ("download it", address))
            elif button.get("text") in WORDS:
                found.append((WORDS[button["text"]], address))
    return found


def put_links(context: dict) -> None:
    """Put the line below the title of a page that is a notebook."""
    found = links(context.get("header_buttons", []))
    if not found:
        return
    listed = " · ".join(
        f'<a href="{escape(address)}"{" download" if words == "download it" else ""}>{words}</a>'
        for words, address in found
    )
    line = f'<p class="iss-run">This page is a notebook: {listed}</p>'
    context["body"] = END_OF_TITLE.sub(rf"\1\n{line}", context["body"], count=1)
