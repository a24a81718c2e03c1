"""Writes the pages of the evidence: facts, claims, events, and the page that leads to all others."""

from itertools import groupby

from issfacts.kit.wording import number

from .book import (
    UNVERIFIED,
    Book,
    bracketed,
    cited,
    labelled,
    page,
    row_link,
    sentence,
    source_link,
    standing,
    table_link,
    unverified,
    when,
)
from .markdown import anchor, day, download, entry, heading, instant, link, text

DOWNLOADS = {
    "docked-data.zip": "every table as CSV, with the dictionary, the credits and the licence",
    "docked-data.xlsx": "one workbook for Excel, LibreOffice and the like: a sheet a table",
    "docked-data.sqlite": "one SQLite database, with keys, to ask in SQL",
}


def index_page(book: Book) -> str:
    """Return the page that says what the reference holds, and offers the data as files."""
    lead = (
        "Numbers, dates and claims in the book rest on rows of tables, and the rows on sources. These pages show the "
        "rows: follow a number from its chapter to the fact, and from the fact to its sources."
    )
    files = "\n".join(f"- {download(name, f'../_build/data/{name}')}: {what}" for name, what in DOWNLOADS.items())
    take = (
        f"The same rows, for any tool. They are under the licence CC BY 4.0: name this book and, for the crew record, "
        f"its catalogue. {link('What every column means', 'data.md')}."
    )
    return page(
        book, "Reference", lead, [contents(book), heading(2, "Take the data with you", "downloads"), take, files]
    )


def contents(book: Book) -> str:
    """Return the list of the reference pages, with what each holds."""
    count = {name: len(rows) for name, rows in book.rows.items()}
    entries = {
        link("Facts", "facts.md"): f"{count['facts']} values that the chapters quote, each with its sources",
        link("Claims", "claims.md"): f"{claims_and_omissions(book)}: verdict, evidence, what came later",
        link("Events", "events.md"): f"{count['events']} dated events, in order",
        link("Predictions", "predictions.md"): f"{count['predictions']} dated forecasts, and what became of them",
        link("Perspectives", "perspectives.md"): f"{count['perspectives']} reasoned positions on contested questions",
        link("Glossary", "glossary.md"): f"{count['glossary']} terms in plain words",
        link("Who is who", "people.md"): "the people in the story, the two Borisovs told apart",
        link("What changed since the article", "changes.md"): "what became of its claims",
        link("What we do not know", "unknown.md"): "every disputed, weak or unverified row, with its reason",
        link("Sources", "sources.md"): f"{count['sources']} pages behind the rows, and what rests on each",
        link("Sources, chapter by chapter", "chapter-sources.md"): "what each chapter rests on",
        link("Standards, both ways", "standards.md"): "which standards each chapter works towards",
        link("Data dictionary", "data.md"): f"all {len(count)} tables, field by field, and how they hang together",
        link("The helper", "api.md"): "what `import issfacts` offers, with examples",
    }
    return "\n".join(f"- {where}: {what}" for where, what in entries.items())


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
        UNVERIFIED if unverified(row) else f"**{text(value)}**",
        f"{standing(row)}, as of {day(row['as_of'])}",
        labelled("Follows from", derivation(book, row)),
        text(row["note"]),
        labelled("Sources", cited(book, row)),
    )
    return entry(anchor(row["id"], row["id"]), body)


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
        parts += [part for row in book.rows["claims"] if row["topic"] == topic for part in claim(book, row, evidence)]
    lead = (
        "The article the book starts from, claim by claim (C) and with the omissions that change its meaning (X), "
        "in our words: the verdict for the day it appeared, the reason, the evidence, and what came later."
    )
    return page(book, "Claims", lead, parts, ["claims", "claim_evidence"])


def verdicts(book: Book) -> str:
    """Return how many claims have which verdict, and which these are, the most frequent verdict first."""
    ids = {}
    for row in book.rows["claims"]:
        ids.setdefault(row["verdict"], []).append(row_link("claims", row["id"]))
    by_number = sorted(ids.items(), key=lambda item: -len(item[1]))
    return "\n".join(f"- **{len(own)} {text(verdict)}**: {', '.join(own)}" for verdict, own in by_number)


def claim(book: Book, row: dict, evidence: dict[str, list[dict]]) -> list[str]:
    """Return one claim's section."""
    about = [f"Type: {text(row['claim_type'])}", labelled("attributed to", text(row["attributed_to"]))]
    about.append(labelled("date of the matter", when(row["fact_date"], row["fact_date_precision"])))
    later = " ".join(filter(None, ["Later", bracketed(when(row["outcome_date"], row["outcome_precision"]))]))
    found = [f"- {source_link(book, item['source_id'])}: {text(item['says'])}" for item in evidence[row["id"]]]
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


# -- events ------------------------------------------------------------------------------------------


def events_page(book: Book) -> str:
    """Return the page of dated events, year by year."""
    ordered = sorted(book.rows["events"], key=lambda row: (row["when_utc"], row["id"]))
    parts = []
    for year, rows in groupby(ordered, key=lambda row: row["when_utc"].year):
        parts += [f"## {year}", *(event(book, row) for row in rows)]
    lead = (
        "Dated events of cooperation and rivalry around the station, with every event that the chapters mention. "
        "Times are UTC, as exact as they are known. Sources are densest since 2022: do not read the number of rows "
        "in a year as a measure of tension."
    )
    return page(book, "Events", lead, parts, ["events"])


def event(book: Book, row: dict) -> str:
    """Return one event's entry."""
    moment = f"**{instant(row['when_utc'], row['when_precision'])}**"
    body = sentence(
        UNVERIFIED if unverified(row) else "",
        ", ".join(filter(None, [moment, text(row["place"])])),
        "" if unverified(row) else text(row["summary"]),
        text(row["note"]),
        standing(row),
        labelled("Sources", cited(book, row)),
    )
    return entry(anchor(row["title"], row["id"]), body)
