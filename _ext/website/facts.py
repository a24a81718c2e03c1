"""Lists the facts that a page links to at its end; the links lead there, and docked.js shows an entry as a popover."""

import re
from html import escape

from issfacts import data
from issfacts.kit.places import source_address
from issfacts.kit.wording import day, how_sure, publisher

FOLDERS_WITH_LIST = ("index", "chapters", "teach")  # "index" is the title page
FACT_LINK = re.compile(
    r'<a [^>]*?href="(?P<root>(?:\.\./)*)reference/facts\.html#(?P<id>[a-z0-9-]+)"[^>]*>(?P<text>.*?)</a>', re.S
)
LIST = """<section class="iss-facts" id="facts-on-this-page">
<details open><summary><h2>Facts on this page</h2></summary>
<ul>
{}
</ul>
</details>
</section>
"""
MAX_SOURCES = 3  # of an entry; the row in the reference names all


def collect_facts(page: str, body: str) -> tuple[str, str]:
    """Return a page's body with its links to facts pointing to its own list, and the HTML of that list or ""."""
    if page.split("/")[0] not in FOLDERS_WITH_LIST:
        return body, ""
    roots = {}  # id of a fact -> relative path to the site's root

    def replace_link(link: re.Match) -> str:
        roots.setdefault(link["id"], link["root"])
        return f'<a class="iss-fact" href="#fact-{link["id"]}">{link["text"]}</a>'

    body = FACT_LINK.sub(replace_link, body)
    if not roots:
        return body, ""
    entries = "\n".join(render_entry(data.fact(id), f"{root}reference/") for id, root in roots.items())
    return body, LIST.format(entries)


def render_entry(fact, reference: str) -> str:
    """Return a fact as a list item: value, date, confidence, its strongest sources, a link to its full row."""
    value = " ".join(filter(None, (fact.value, fact.unit)))
    links = [
        f'<a href="{reference}{source_address(source.id).replace(".md#", ".html#")}">'
        f"{escape(publisher(source.producer, source.mirror_of))}</a>"
        for source in map(data.source, data.strongest_first(fact.source_ids)[:MAX_SOURCES])
    ]
    return (
        f'<li id="fact-{fact.id}"><b>{escape(value)}</b> as of {day(fact.as_of)}, '
        f"{how_sure(fact.status, fact.confidence)}. {'; '.join(links)}. "
        f'<a href="{reference}facts.html#{fact.id}">Full row</a></li>'
    )
