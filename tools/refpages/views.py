"""Writes the pages of what people hold and foretell: perspectives by contested question, predictions by outcome."""

from .book import (
    UNVERIFIED,
    Book,
    cited,
    entry_anchor,
    labelled,
    page,
    row_links,
    sentence,
    source_links,
    standing,
    table_link,
    unverified,
    when,
)
from .markdown import anchor, entry, heading, text

CAUTIONS = """\
- Two sides are not always two equal sides. The invasion is a fact, the Russian regulator's ban on words is censorship,
  and the flag picture from orbit is propaganda: they stand here as evidence of a position. What may be debated is what
  follows for cooperation.
- A holder does not speak for a people. Russians who object risk punishment, so few open dissenters appear; absence is
  not consent.
- Look at the date. Several statements were reversed later: Borisov on leaving, Orlov on old modules, ESA on China's
  station, India on the Accords.
- State and partisan outlets are cited for what their own side said, not for facts about others.
- Comparisons with Nazis or with the invasion of Iraq are part of the record: discuss what they do, never set them as
  the answer.
- Do not count entries as votes: they were chosen to be balanced, not to be representative. Keep what has low confidence
  out of charts and headlines.
- The country is that of the holder, not of the opinion; ESA and other international bodies have none of their own."""

CHOICE = (
    "Only positions with a named holder, a date and a readable source were taken. Every question has at least one pair "
    "of opposed positions and sources from three or more countries; differences inside a country were preferred to a "
    "single national voice. Sources were read as archived copies, often only the opening or a report of the original: "
    "the notes say so."
)

NOT_FOUND = """\
- the State Space Agency of Ukraine on the station after 2022 (the Ukrainian positions come from the ministry, the
  presidency, scientists and journalists);
- any statement from Kazakhstan on cooperation with Russia after February 2022;
- the Japanese or Canadian agency on the flag picture, and ESA's reply to it in full;
- Canada's own text of its letter of April 2022;
- an official Chinese comment on the work of the United States and Russia on the station;
- Indian positions on the first three questions;
- Serbia's reasons for being in both lunar frameworks;
- Russian scholars on whether work in orbit makes peace;
- what serving crew members think in private, and opinion polls."""

OUTCOMES = {"open": "Still open", "came true": "Came true", "did not": "Did not come true", "superseded": "Superseded"}


# -- perspectives ------------------------------------------------------------------------------------


def perspectives_page(book: Book) -> str:
    """Return the page of positions on contested questions."""
    parts = [heading(2, "How to read this page", "reading-perspectives"), CHOICE, CAUTIONS]
    for question in book.rows["contested_questions"]:
        own = [row for row in book.rows["perspectives"] if row["question_id"] == question["id"]]
        parts += [heading(2, question["title"], entry_anchor("contested_questions", question["id"]))]
        parts += [f"**{text(question['question'])}**", *(perspective(book, row) for row in own)]
    parts += [heading(2, "What was looked for and not found", "perspectives-not-found"), NOT_FOUND]
    lead = (
        f"{len(book.rows['perspectives'])} reasoned positions on {len(book.rows['contested_questions'])} questions on "
        "which reasonable people differ, with who holds them. All wording is ours."
    )
    return page(book, "Perspectives", lead, parts, ["perspectives"])


def perspective(book: Book, row: dict) -> str:
    """Return one position's entry: who, when, what, why, and how that is known."""
    countries = {country["id"]: country["name"] for country in book.rows["countries"]}
    said = ", again ".join(filter(None, [moment(row, "said_on"), moment(row, "said_again_on")]))
    body = sentence(
        UNVERIFIED if unverified(row) else f"**{text(row['position'])}** {text(row['reason'])}",
        f"{text(countries[row['country']])}, {said}; {text(row['kind'])}",
        text(row["note"]),
        standing(row),
        labelled("Sources", cited(book, row)),
        labelled("See also", source_links(book, row["see_also_ids"])),
    )
    return entry(anchor(row["holder"], entry_anchor("perspectives", row["id"])), body)


# -- predictions -------------------------------------------------------------------------------------


def predictions_page(book: Book) -> str:
    """Return the page of dated forecasts, by what became of them."""
    parts = []
    for outcome, title in OUTCOMES.items():
        own = sorted((row for row in book.rows["predictions"] if row["outcome"] == outcome), key=by_due_day)
        parts += [f"## {title}: {len(own)}", *(prediction(book, row) for row in own)] if own else []
    lead = (
        f"{len(book.rows['predictions'])} dated forecasts and promises, of the article and of others, with what became "
        "of them. A plan, a promise and a threat are no facts about the future; the notes say which is which. "
        f"What the outcomes mean stands in the {table_link('predictions', 'data dictionary')}."
    )
    return page(book, "Predictions", lead, parts, ["predictions"])


def by_due_day(row: dict) -> tuple:
    """Order predictions by when they were due, those without a day last, then by when they were made."""
    return row["due_on"] is None, row["due_on"] or row["made_on"], row["made_on"], row["id"]


def prediction(book: Book, row: dict) -> str:
    """Return one prediction's entry."""
    label = row["id"].replace("-", " ") if unverified(row) else row["predicts"]
    body = sentence(
        UNVERIFIED if unverified(row) else "",
        f"{text(row['made_by'])}, {moment(row, 'made_on')}",
        labelled("Due", moment(row, "due_on")) or "No day was given",
        labelled(
            "Outcome",
            " ".join(
                filter(None, [text(row["outcome"]) + ("," if row["outcome_on"] else ""), moment(row, "outcome_on")])
            ),
        ),
        text(row["note"]),
        labelled("See", bound(row)),
        standing(row),
        labelled("Sources", cited(book, row)),
    )
    return entry(anchor(label, entry_anchor("predictions", row["id"])), body)


def bound(row: dict) -> str:
    """Return links to the claims, events and perspectives that a prediction has to do with."""
    columns = {"claims": "claim_ids", "events": "event_ids", "perspectives": "perspective_ids"}
    return ", ".join(filter(None, (row_links(table, row[column]) for table, column in columns.items())))


def moment(row: dict, column: str) -> str:
    """Return a row's day as exactly as it is known."""
    return when(row[column], row[f"{column}_precision"])
