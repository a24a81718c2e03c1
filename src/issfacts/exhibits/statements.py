"""Tables and a chart of the end years that the partners stated over time: who, how firmly, and when it was known.

Source: the table positions. A statement counts from the last day that its date can mean.
"""

import re
from datetime import date
from functools import partial
from itertools import chain

from .. import data
from ..kit.canvas import Canvas, Scale, text_width
from ..kit.dates import format_date, last_day, parse_day
from ..kit.exhibit import Chart, Table, source_link
from ..kit.wording import capital, day, listed, number

# Value of `binding` -> kind of statement, by the rule in the schema; all other values are "talk".
KIND_BY_BINDING = {"treaty": "law", "law": "law", "government decision": "decision", "ministerial decision": "decision"}
PARTNER_NAMES = {"RUS": "Russia", "USA": "US", "EUR": "Europe", "JPN": "Japan", "CAN": "Canada"}


def statements() -> list[dict]:
    """Return the partners' public and well-sourced statements, in chronological order.

    Each row of positions gains: kind (law, decision, talk), end (the end year in the words of the statement, or ""),
    who (said or reported it), last_day (the last day that its date can mean), said and when (that date in words, long
    and short).
    """
    rows = []
    for row in data.rows("positions"):
        if row["binding"] != "not official" and row["confidence"] not in ("low", "unverified"):
            wording = re.search(r"stated as: ([^.;]+)", row["note"] or "")
            reported = f" (told by {row['as_claimed_by']})" if row["as_claimed_by"] else ""
            said = row["said_on"], row["said_on_precision"]
            row |= {
                "kind": KIND_BY_BINDING.get(row["binding"], "talk"),
                "end": wording[1] if wording else str(row["stated_end_year"] or ""),
                "who": row["speaker"] + reported,
                "last_day": last_day(*said),
                "said": format_date(*said),
                "when": format_date(*said, short=True),
            }
            rows.append(row)
    return sorted(rows, key=lambda row: row["last_day"])


# Statements known on a given day


def known_on(when: str | date) -> Table:
    """Tabulate what was known on a day: each partner's latest own end year, and all its later statements.

    Later statements name no year, or were reported by others. `when` is a day ("2023-09-16"). A statement counts from
    the last day its date can mean. Columns: partner, end year, when, who said what, kind (law, decision, talk), source.
    ValueError: no day, or one before the first such statement. DataError: invalid data. Source: the table positions.

    >>> known_on("2022-07-31").caption
    'Known on 31 July 2022: Russia after 2024, US 2030, Europe 2030, Japan 2024 and Canada 2024'
    """
    on = parse_day(when)
    known = _known_by_partner(on)
    if not any(known.values()):
        raise ValueError(f"{day(on)} is before the first statement that names an end year")
    ends = [f"{name} {partner_rows[0]['end']}" for name, partner_rows in known.items() if partner_rows]
    table = [
        {
            "Partner": name,
            "End year": capital(row["end"]) or None,
            "When": row["when"],
            "Who said what": f"{row['who']}: {row['position']}",
            "Kind": row["kind"],
            "Source": min(map(source_link, row["source_ids"]), key=lambda link: len(link.text)),
        }
        for name, partner_rows in known.items()
        for row in partner_rows
    ]
    return Table(
        f"known-on-{on}",
        f"Known on {day(on)}: {listed(ends)}",
        table,
        note="Each partner's latest end year in its own words, and what was said since. Private and weakly supported "
        "statements are left out.",
        rows=chain(*known.values()),
    )


def promised(first: str | date, second: str | date) -> Table:
    """Compare the end years of all partners as known on two days: partner, first day, second day.

    A cell has the latest end year that the partner itself stated, later ones that others reported, and the kind of each
    (law, decision, talk). ValueError: no day, or one before the first such statement. DataError: invalid data. Source:
    the table positions.

    >>> promised("2022-07-31", "2023-09-16").data.iloc[0].tolist()
    ['Russia', 'After 2024 (talk); at least 2028 (talk, told by Lueders of NASA)', '2028 (decision)']
    """
    days = [parse_day(when) for when in (first, second)]
    columns, rows = {"Partner": list(PARTNER_NAMES.values())}, []
    for on in days:
        known = [[row for row in group if row["stated_end_year"]] for group in _known_by_partner(on).values()]
        columns[f"Known on {day(on)}"] = [capital("; ".join(map(_format_end_year, group))) or None for group in known]
        rows += chain(*known)
    return Table(
        f"promised-{days[0]}-{days[1]}",
        f"Until when, as known on {day(days[0])} and on {day(days[1])}",
        columns,
        note="Decision: made by somebody who can bind the partner, in a form on which the others can rely. Law is the "
        "firmest of them. All else is talk.",
        rows=rows,
    )


def _format_end_year(row: dict) -> str:
    """Return the end year of a statement with its kind and, if it was not the partner's own, its source."""
    reported = f", told by {row['as_claimed_by'].partition(',')[0]}" if row["as_claimed_by"] else ""
    return f"{row['end']} ({row['kind']}{reported})"


def _known_by_partner(on: date) -> dict[str, list[dict]]:
    """Return for each partner what was known on a day: its latest own statement of an end year, and all later ones."""
    known = {}
    for code, name in PARTNER_NAMES.items():
        rows = [row for row in statements() if row["last_day"] <= on and code in row["countries"]]
        own_positions = [n for n, row in enumerate(rows) if row["stated_end_year"] and not row["as_claimed_by"]]
        known[name] = rows[own_positions[-1] :] if own_positions else []
    return known


# The chart of end years over time


def end_years() -> Chart:
    """Draw the end years that Russia stated for its part in the station, one line for each statement, earliest first.

    `data` has one row for each statement: said_on (the last day that its date can mean), end_year, kind (decision,
    talk), id. DataError: invalid data. Sources: the tables positions and events.

    >>> end_years().title
    'Russia talked of leaving and of staying, but both its decisions were to stay'
    """
    published = data.by_id("events")["article-published"]["when_utc"].date()
    russian = [row for row in statements() if row["countries"] == ("RUS",)]
    rows = [row for row in russian if row["stated_end_year"]]
    decided = [f"to {row['end']} in {row['last_day']:%B %Y}" for row in rows if row["kind"] == "decision"]
    talk = [f"{row['end']} ({row['when']})" for row in rows if row["kind"] == "talk"]
    return Chart(
        "end-years",
        "Russia talked of leaving and of staying, but both its decisions were to stay",
        partial(_draw, rows, published),
        alt=f"{capital(number(len(rows)))} lines, one for each statement: who spoke, when, and until which year Russia "
        "would stay; squares are decisions, circles are talk",
        description=f"Decided: {listed(decided)}. Talk: {listed(talk)}.",
        data={
            "said_on": [str(row["last_day"]) for row in rows],
            "end_year": [row["stated_end_year"] for row in rows],
            "kind": [row["kind"] for row in rows],
            "id": [row["id"] for row in rows],
        },
        rows=rows,
        note="A decision: a body that can bind the partner, in a form on which the others can rely. All else is talk. "
        "That of 2015 we know only from spoken words. "
        f"Not drawn: {number(len(russian) - len(rows))} Russian statements that name no year at all, such as Rogozin's "
        "of April 2022, that leaving was decided; and those of other partners or of several together. What the "
        "officials said in July 2022 was passed on by NASA.",
        table={
            "Said": [row["said"] for row in rows],
            "Speaker": [row["who"] for row in rows],
            "End year": [capital(row["end"]) for row in rows],
            "Kind": [f"{capital(row['kind'])} ({row['binding']})" for row in rows],
        },
    )


def _draw(rows: list[dict], published: date, figure, narrow: bool) -> None:
    """Draw each statement as a line to its end year on an axis of years, with a dashed line at the article's date."""
    top, step, rows_before = 76, 27, sum(row["last_day"] <= published for row in rows)
    canvas = Canvas(figure, top + step * (len(rows) + 1) + 2, narrow)
    speaker_x, left, right = (72, 138, canvas.width - 50) if narrow else (122, 215, canvas.width - 130)
    years = [row["stated_end_year"] for row in rows]
    x = Scale(min(years) - 2, max(years), left, right)  # two years of room for the line of the earliest end
    for text, decided, x_pos in (("talk", False, 0), ("decision", True, 62)):
        _draw_marker(canvas, x_pos + 7, 9, decided)
        canvas.write(x_pos + 20, 13.5, text, canvas.small)
    for text, x_pos in (("When", 0), ("Who", speaker_x), ("Russia said: until …", left)):
        canvas.write(x_pos, 46, text, canvas.small, bold=True)
    for year in range(x.first, x.last + 1, 6 if narrow else 4):
        canvas.write(x(year), top - 8, str(year), canvas.small, "muted", "center")
        canvas.line((x(year), x(year)), (top - 2, canvas.height), "line", zorder=0)
    for n, row in enumerate(rows):
        line = n if n < rows_before else n + 1  # the article has a line of its own
        y, decided = top + step * (line + 0.5), row["kind"] != "talk"
        canvas.write(0, y + 4.5, f"{row['last_day']:{'%b' if narrow else '%B'} %Y}", canvas.small, "muted")
        canvas.write(speaker_x, y + 4.5, row["short_speaker"] or row["speaker"], canvas.small)
        x_pos = x(row["stated_end_year"])
        canvas.line((left, x_pos), (y, y), "roscosmos", 4 if decided else 1.5)
        _draw_marker(canvas, x_pos, y, decided)
        fits = x_pos + 12 + text_width(row["end"], canvas.small, decided) <= canvas.width
        end = row["end"] if fits else str(row["stated_end_year"])
        canvas.box(x_pos + 9, y - 8, text_width(end, canvas.small, decided) + 6, 16, "ground")  # hides the year lines
        canvas.write(x_pos + 12, y + 4.5, end, canvas.small, bold=decided)
    text, y = f"the article, {published:%B %Y}", top + step * (rows_before + 0.5)
    canvas.write(0, y + 4.5, text, canvas.small, "accent")
    canvas.line((text_width(text, canvas.small) + 8, canvas.width), (y, y), "accent", 2, linestyle=(0, (4, 3)))


def _draw_marker(canvas: Canvas, x: float, y: float, decided: bool) -> None:
    marker, size = ("s", 13) if decided else ("o", 10)
    canvas.marks([x], [y], "roscosmos", marker, size, not decided, markeredgewidth=2)
