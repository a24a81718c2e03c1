"""Writes who is who: the crew of the evening, others whom the chapters name, and those who did not fly."""

import re

from issfacts.kit.wording import capital, day

from .book import Book, cited, labelled, page, sentence
from .markdown import anchor, entry, text
from .prose import chapters

EVENING = "hatch-opening-ms24"


def people_page(book: Book) -> str:
    """Return the page of people: ten aboard that evening, others in the chapters, officials, and the namesakes."""
    aboard = stays_at(book, next(row["when_utc"] for row in book.rows["events"] if row["id"] == EVENING))
    here = {row["person_id"] for row in aboard}
    others = [row for row in named(book) if row["id"] not in here]
    parts = [
        "## On the station that evening",
        *(crew(book, person(book, row["person_id"]), row) for row in aboard),
        *(
            ["## Others who flew", *(crew(book, row, last_stay(book, row["id"]), "Last came") for row in others)]
            if others
            else []
        ),
        "## People who did not fly",
        *(official(book, row) for row in sorted(book.rows["officials"], key=surname)),
        "## Is it about you?",
        REMOVAL,
    ]
    lead = (
        "The people in the story, one by one. All that stands here comes from public sources about public work. "
        "Two men in it are called Borisov: one flew, one ran the agency. "
        "Whoever is named for an opinion stands under [Perspectives](perspectives.md)."
    )
    return page(book, "Who is who", lead, parts, ["people", "officials"])


REMOVAL = (
    "Is something wrong here, or should it go? Open an issue titled “Correction” or “Removal”; the address of the "
    "repository stands in the README. You need not give reasons in public. "
    "The [privacy page](../about/privacy.md) says what happens then."
)


def stays_at(book: Book, moment) -> list[dict]:
    """Return the stays of those aboard at an instant, the latest arrivals first."""
    rows = [
        row
        for row in book.rows["stays"]
        if row["dock_utc"] <= moment and (row["undock_utc"] is None or moment < row["undock_utc"])
    ]
    return sorted(rows, key=lambda row: (-row["dock_utc"].timestamp(), row["person_id"]))


def named(book: Book) -> list[dict]:
    """Return the people who flew and whose full name stands in a chapter, by surname."""
    words = "\n".join(chapter.source for chapter in chapters())
    found = [row for row in book.rows["people"] if re.search(rf"\b{re.escape(row['name'])}\b", words)]
    return sorted(found, key=surname)


def surname(row: dict) -> str:
    """Return the word by which a person is sorted."""
    return row["name"].split()[-1].casefold()


def person(book: Book, id: str) -> dict:
    """Return the row of a person."""
    return next(row for row in book.rows["people"] if row["id"] == id)


def last_stay(book: Book, id: str) -> dict:
    """Return the latest stay of a person."""
    return max((row for row in book.rows["stays"] if row["person_id"] == id), key=lambda row: row["dock_utc"])


def crew(book: Book, row: dict, stay: dict, came: str = "Came") -> str:
    """Return one crew member's entry."""
    country = next((c["name"] for c in book.rows["countries"] if c["id"] == stay["country"]), stay["country"])
    left = f"to {day(stay['undock_utc'])}" if stay["undock_utc"] else "still aboard when the record ends"
    body = sentence(
        f"{text(stay['agency'])}, {text(country)}",
        f"{came} with {text(stay['ship'])}, aboard from {day(stay['dock_utc'])} {left}",
        capital(text(row["note"] or "")),
        labelled("Also written", text(", ".join(row["other_names"] or ()))),
        labelled("Sources", cited(book, stay)),
    )
    return entry(anchor(row["name"], f"person-{row['id']}"), body)


def official(book: Book, row: dict) -> str:
    """Return the entry of somebody who did not fly."""
    days = [f"from {day(row['role_from'])}" if row["role_from"] else ""]
    days.append(f"until {day(row['role_until'])}" if row["role_until"] else "")
    body = sentence(
        ", ".join(filter(None, [capital(text(row["role"])), *days])),
        labelled("Not", text(row["not_to_confuse"] or "")),
        text(row["note"] or ""),
        labelled("Sources", cited(book, row)),
    )
    return entry(anchor(row["name"], f"person-{row['id']}"), body)
