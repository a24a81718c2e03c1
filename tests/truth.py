"""What the words outside the chapters' prose may say: numerals, quotations, names."""

import re

from prose import normal

import issfacts as iss

NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")
FEW = re.compile(r"\b(?:zero|one|two|three)\b", re.IGNORECASE)  # they mostly count what stands on the page
READ = {
    "facts": ("value", "unit", "as_of", "note", "derivation"),
    "claims": ("id", "claim", "reason", "later_outcome", "fact_date", "outcome_date"),
    "events": ("when_utc", "title", "summary"),
}
QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def numerals(text: str) -> set[str]:
    """Return the numbers in a text; words from four up to thirteen count as digits."""
    return set(NUMERAL.findall(normal(FEW.sub("", text))))


def behind(refs) -> str:
    """Return all that the facts, claims and events behind a question say, as one text."""
    said = []
    for table, columns in READ.items():
        for row in iss.rows(table):
            if row["id"].lower() in refs:
                said += [spelled(row[column]) for column in columns if row[column] is not None]
    return normal(" ".join(said))


def spelled(value) -> str:
    """Return a value as text; a date in the words and the clock times a sentence may use."""
    if not hasattr(value, "year"):
        return str(value)
    clock = f"{value:%H:%M:%S} {value:%H:%M}" if hasattr(value, "hour") else ""
    return f"{value.day} {value:%B} {value.year} {clock}"
