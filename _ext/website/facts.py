"""Lists the facts that a page links at its end, and leads its numbers there; docked.js shows an entry as a card."""

import re
from html import escape

from issfacts import data
from issfacts.kit.places import source_address
from issfacts.kit.wording import day, how_sure, publisher

WITH_LIST = ("index", "chapters", "teach")  # the title page, and folders
LINK = re.compile(
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
NAMED = 3  # sources of an entry; the full row has all


def listed(page: str, body: str) -> tuple[str, str]:
    """Return a page's text with its links to facts led to the page's own list, and that list (or nothing)."""
    if page.split("/")[0] not in WITH_LIST:
        return body, ""
    found = {}

    def lead(link: re.Match) -> str:
        found.setdefault(link["id"], link["root"])
        return f'<a class="iss-fact" href="#fact-{link["id"]}">{link["text"]}</a>'

    text = LINK.sub(lead, body)
    if not found:
        return body, ""
    entries = "\n".join(entry(data.fact(id), f"{root}reference/") for id, root in found.items())
    return text, LIST.format(entries)


def entry(fact, reference: str) -> str:
    """Return one fact in a line: value, date, how sure, its strongest sources, the way to its full row."""
    value = " ".join(filter(None, (fact.value, fact.unit)))
    strongest = map(data.source, data.strongest_first(fact.source_ids)[:NAMED])
    links = (link(source, reference) for source in strongest)
    return (
        f'<li id="fact-{fact.id}"><b>{escape(value)}</b> as of {day(fact.as_of)}, '
        f"{how_sure(fact.status, fact.confidence)}. {'; '.join(links)}. "
        f'<a href="{reference}facts.html#{fact.id}">Full row</a></li>'
    )


def link(source, reference: str) -> str:
    """Return a source's name with the way to its row."""
    address = source_address(source.id).replace(".md#", ".html#")
    return f'<a href="{reference}{address}">{escape(publisher(source.producer, source.mirror_of))}</a>'
