"""Writes the standards both ways: the chapters that work towards a standard, the standards of a chapter."""

from .book import Book, cited, labelled, page, sentence, table_link
from .markdown import anchor, entry, heading, link, text
from .prose import Chapter, chapters

LEAD = (
    "Which chapters work towards a standard, and which standards a chapter works towards. The mapping is our own: "
    "nobody who keeps these standards has seen or approved it. What a standard asks for stands here in our words, and "
    "mostly we read its code in public copies that quote it, not in the official document: check the wording there "
    "before you put it into a plan."
)
FRAMEWORKS = {
    "C3": "C3: social studies, United States",
    "NGSS": "NGSS: science, United States",
    "UNESCO MIL": "UNESCO MIL: media and information literacy",
    "DigComp 3.0": "DigComp 3.0: digital competence, European Union",
    "IB Global Politics": "IB Global Politics",
}
NO_STANDARD = "terms of use"


def standards_page(book: Book) -> str:
    """Return the page of standards: by framework and code, then by chapter."""
    taught = chapters()
    parts = [
        f"First by standard, then [by chapter](#standards-by-chapter); as a table: {table_link('alignments')}. "
        f"What confidence means stands in the {table_link('standards', 'data dictionary')}.",
        *by_standard(book, taught),
        heading(2, "By chapter", "standards-by-chapter"),
        *(part for chapter in taught for part in of_chapter(book, chapter)),
        *left_aside(book),
    ]
    return page(book, "Standards, both ways", LEAD, parts)


def by_standard(book: Book, taught: list[Chapter]) -> list[str]:
    """Return the standards to which objectives are mapped, under their frameworks."""
    mapped = {row["standard"] for row in book.rows["alignments"]}
    rows = [row for row in book.rows["standards"] if row["id"] in mapped]
    parts = []
    for framework in dict.fromkeys(row["framework"] for row in rows):
        own = [row for row in rows if row["framework"] == framework]
        parts += [f"## {text(FRAMEWORKS[framework])}", *(standard(book, row, taught) for row in own)]
    return parts


def standard(book: Book, row: dict, taught: list[Chapter]) -> str:
    """Return one standard: what it asks for, how that is known, and which objectives work towards it."""
    body = sentence(
        text(row["text"]),
        f"Edition of {row['year']}, confidence {text(row['confidence'])}",
        labelled("Read in", cited(book, row)),
        labelled("Worked on in", "; ".join(workers(book, row["id"], taught))),
    )
    return entry(anchor(code_of(row), row["id"]), body)


def workers(book: Book, standard_id: str, taught: list[Chapter]) -> list[str]:
    """Return links to the chapters whose objectives work towards a standard, with the verbs of these objectives."""
    found, own = [], [row for row in book.rows["alignments"] if row["standard"] == standard_id]
    for chapter in taught:
        verbs = ", ".join(f"*{text(row['objective'])}*" for row in own if row["chapter"] == chapter.name)
        found += [f"{chapter_link(chapter)} ({verbs})"] if verbs else []
    return found


def code_of(row: dict) -> str:
    """Return a standard's code; where the framework gives none, what kind of entry it is."""
    return row["code"] or row["kind"].capitalize()


def chapter_link(chapter: Chapter) -> str:
    """Return a link to a chapter."""
    return f"[{text(chapter.title)}](../chapters/{chapter.name}.ipynb)"


def left_aside(book: Book) -> list[str]:
    """Return the standards that were read and mapped to no objective, the misleading ones with their reason."""
    mapped = {row["standard"] for row in book.rows["alignments"]}
    rest = [row for row in book.rows["standards"] if row["id"] not in mapped and row["kind"] != NO_STANDARD]
    fitting = [f"{row['framework']} {code_of(row)}" for row in rest if row["fits_this_book"]]
    parts = [heading(2, "Read, and mapped to no objective", "standards-left-aside"), sentence(text(", ".join(fitting)))]
    for row in rest:
        if not row["fits_this_book"]:
            name = f"{row['framework']} {code_of(row)}, which does not fit"
            parts.append(entry(text(name), sentence(text(row["text"]), text(row["note"]))))
    return parts


def of_chapter(book: Book, chapter: Chapter) -> list[str]:
    """Return one chapter's objectives, each with its standards and how the chapter works on them."""
    parts = [heading(3, chapter.title, f"standards-of-{chapter.name}"), f"The objectives of {chapter_link(chapter)}:"]
    for verb, said in chapter.objectives.items():
        rows = [row for row in book.rows["alignments"] if (row["chapter"], row["objective"]) == (chapter.name, verb)]
        parts.append(f"{said}\n" + "\n".join(f": {mapped(book, row)}" for row in rows))
    return parts


def mapped(book: Book, row: dict) -> str:
    """Return how an objective works towards a standard."""
    found = next(each for each in book.rows["standards"] if each["id"] == row["standard"])
    name = link(f"{found['framework']} {code_of(found)}", f"standards.md#{found['id']}")
    return f"{name}: {text(row['why'])}"
