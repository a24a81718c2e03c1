"""Writes the pages of the evidence: facts, claims, events, sources, and the page that leads to them."""

from collections import Counter
from itertools import groupby

from issfacts.descriptor import links
from issfacts.wording import number

from .book import Book, cited, labelled, page, sentence, source_link, table_link
from .markdown import anchor, day, entry, heading, instant, link, text

SOURCE_KINDS = {
    "agency": "Space agencies and governments",
    "press": "Press",
    "catalogue": "Catalogues",
    "law": "Law and agreements",
    "archive": "Archives and other pages",
}


def index_page(book: Book) -> str:
    """Return the page that says what the reference holds."""
    count = {name: len(rows) for name, rows in book.rows.items()}
    entries = {
        link("Facts", "facts.md"): f"{count['facts']} values that the chapters quote, each with its sources",
        link("Claims", "claims.md"): f"{claims_and_omissions(book)}: verdict, evidence, what came later",
        link("Events", "events.md"): f"{count['events']} dated events, in order",
        link("Sources", "sources.md"): f"{count['sources']} pages behind the rows, and how many rows rest on each",
        link("Data dictionary", "data.md"): f"all {len(count)} tables, field by field",
        link("The helper", "api.md"): "what `import issfacts` offers, with examples",
    }
    lead = (
        "Numbers, dates and claims in the book rest on rows of tables, and the rows on sources. These pages show the "
        "rows: follow a number from its chapter to the fact, and from the fact to its sources."
    )
    return page(book, "Reference", lead, ["\n".join(f"- {where}: {what}" for where, what in entries.items())])


def claims_and_omissions(book: Book) -> str:
    """Return how many claims the article makes, and how many omissions we added to them."""
    omitted = sum(row["id"].startswith("X") for row in book.rows["claims"])
    return f"{len(book.rows['claims']) - omitted} claims of the article and {number(omitted)} omissions"


# -- facts -------------------------------------------------------------------------------------------


def facts_page(book: Book) -> str:
    """Return the page on which every number of the prose lands."""
    lead = (
        "A number in the prose that states a fact links to its entry here. "
        f"What status and confidence mean stands in the {table_link('facts', 'data dictionary')}."
    )
    return page(book, "Facts", lead, [fact(book, row) for row in book.rows["facts"]], ["facts", *derived_from(book)])


def fact(book: Book, row: dict) -> str:
    """Return one fact's entry."""
    value = " ".join(filter(None, [row["value"], row["unit"]]))
    body = sentence(
        f"**{text(value)}**",
        f"{standing(row)}, as of {day(row['as_of'])}",
        labelled("Follows from", derivation(book, row)),
        text(row["note"]),
        labelled("Sources", cited(row)),
    )
    return entry(anchor(row["id"], row["id"]), body)


def standing(row: dict) -> str:
    """Return a row's status and confidence."""
    return f"{text(row['status']).capitalize()}, confidence {text(row['confidence'])}"


def derivation(book: Book, row: dict) -> str:
    """Return how a fact follows from tables, the one it begins with linked."""
    name, _, rest = (row["derivation"] or "").partition(":")
    return f"{table_link(name)}: {text(rest)}" if name in book.rows else text(row["derivation"])


def derived_from(book: Book) -> list[str]:
    """Return the tables that facts are derived from."""
    names = {(row["derivation"] or "").partition(":")[0] for row in book.rows["facts"]}
    return [name for name in book.rows if name in names]


# -- claims ------------------------------------------------------------------------------------------


def claims_page(book: Book) -> str:
    """Return the page of the article's claims, by topic in the article's order."""
    evidence = {row["id"]: [] for row in book.rows["claims"]}
    for row in sorted(book.rows["claim_evidence"], key=lambda row: row["position"]):
        evidence[row["claim_id"]].append(row)
    parts = [verdicts(book)]
    for topic in dict.fromkeys(row["topic"] for row in book.rows["claims"]):
        parts.append(f"## {text(topic[:1].upper() + topic[1:])}")
        parts += [part for row in book.rows["claims"] if row["topic"] == topic for part in claim(row, evidence)]
    lead = (
        "The article the book starts from, claim by claim (C) and with the omissions that change its meaning (X), "
        "in our words: the verdict for the day it appeared, the reason, the evidence, and what came later."
    )
    return page(book, "Claims", lead, parts, ["claims", "claim_evidence"])


def verdicts(book: Book) -> str:
    """Return how many claims have which verdict, and which these are, the most frequent verdict first."""
    ids = {}
    for row in book.rows["claims"]:
        ids.setdefault(row["verdict"], []).append(link(row["id"], f"claims.md#{row['id'].lower()}"))
    by_number = sorted(ids.items(), key=lambda item: -len(item[1]))
    return "\n".join(f"- **{len(own)} {text(verdict)}**: {', '.join(own)}" for verdict, own in by_number)


def claim(row: dict, evidence: dict[str, list[dict]]) -> list[str]:
    """Return one claim's section."""
    about = [f"Type: {text(row['claim_type'])}", labelled("attributed to", text(row["attributed_to"]))]
    about.append(labelled("date of the matter", when(row["fact_date"], row["fact_date_precision"])))
    later = " ".join(filter(None, ["Later", bracketed(when(row["outcome_date"], row["outcome_precision"]))]))
    found = [f"- {source_link(item['source_id'])}: {text(item['says'])}" for item in evidence[row["id"]]]
    verdict = text(row["verdict"]).capitalize()
    parts = [
        heading(3, f"{row['id']}: {row['claim']}", row["id"].lower()),
        f"**{verdict}**, confidence {text(row['confidence'])}. {sentence(text(row['reason']))}",
        sentence("; ".join(filter(None, about))),
        sentence(labelled(later, text(row["later_outcome"]))),
        "\n".join(["Evidence:", "", *found]) if found else "",
        sentence(labelled("Note", text(row["note"]))),
    ]
    return [part for part in parts if part]


def when(moment, precision: str | None) -> str:
    """Return a day or instant as exactly as it is known, or nothing."""
    return instant(moment, precision or "day") if moment else ""


def bracketed(value: str) -> str:
    """Return a value in brackets, or nothing."""
    return f"({value})" if value else ""


# -- events ------------------------------------------------------------------------------------------


def events_page(book: Book) -> str:
    """Return the page of dated events, year by year."""
    ordered = sorted(book.rows["events"], key=lambda row: (row["when_utc"], row["id"]))
    parts = []
    for year, rows in groupby(ordered, key=lambda row: row["when_utc"].year):
        parts += [f"## {year}", *map(event, rows)]
    lead = "Every dated event that the chapters mention. Times are UTC, as exact as they are known."
    return page(book, "Events", lead, parts, ["events"])


def event(row: dict) -> str:
    """Return one event's entry."""
    moment = f"**{instant(row['when_utc'], row['when_precision'])}**"
    body = sentence(
        ", ".join(filter(None, [moment, text(row["place"])])),
        text(row["summary"]),
        text(row["note"]),
        standing(row),
        labelled("Sources", cited(row)),
    )
    return entry(anchor(row["title"], row["id"]), body)


# -- sources -----------------------------------------------------------------------------------------


def sources_page(book: Book) -> str:
    """Return the page of all sources by kind."""
    resting = rows_resting(book)
    parts = []
    for kind, title in SOURCE_KINDS.items():
        own = sorted((row for row in book.rows["sources"] if row["kind"] == kind), key=lambda row: row["id"])
        parts += [f"## {title}", *(source(row, resting[row["id"]]) for row in own)] if own else []
    lead = (
        "Every page that a row rests on, described in our words. Many addresses carry another publisher's text: "
        "then the original publisher is named, and is the one to cite."
    )
    return page(book, "Sources", lead, parts, ["sources"])


def rows_resting(book: Book) -> dict[str, Counter]:
    """Count, for each source, the rows of each table that cite it."""
    counts = {row["id"]: Counter() for row in book.rows["sources"]}
    for resource in book.package["resources"]:
        for citing in (key for key in links(resource) if key.table == "sources"):
            for row in book.rows[resource["name"]]:
                for (source_id,) in citing.keys(row):
                    counts[source_id][resource["name"]] += 1
    return counts


def source(row: dict, resting: Counter) -> str:
    """Return one source's entry."""
    published = row["published"] and day(row["published"])
    body = sentence(
        ", ".join(filter(None, [link(row["title"], row["url"]), text(row["producer"]), published])),
        labelled("Carries text of", text(row["mirror_of"])),
        labelled("Licence", text(row["licence"])),
        text(row["note"]),
        labelled("Rests on it", ", ".join(f"{table_link(name)} {count}" for name, count in resting.items())),
    )
    return entry(anchor(row["id"], row["id"]), body)
