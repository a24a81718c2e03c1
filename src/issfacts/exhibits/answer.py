"""Charts and tables for the book's answer: the ranked reasons, their evidence, and what would end the cooperation."""

from collections import Counter
from datetime import date
from functools import partial
from itertools import chain

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, Canvas, Scale, text_width
from ..kit.exhibit import Chart, Link, Table
from ..kit.places import row_address
from ..kit.wording import capital, day, listed, number

GROUPS = {  # (need: nobody else could do it; it rests on a treaty) -> heading
    (True, True): "Need and a treaty",
    (True, False): "Need, no treaty",
    (False, True): "Treaty, no need",
    (False, False): "Neither",
}
END_OF_2022, END_OF_2023 = date(2022, 12, 31), date(2023, 12, 31)  # days on which the cases are judged
DIRECTIONS = {"for": "For", "against": "Against", "sign": "Stands"}
# Judge -> columns of comparisons with the marks for need and for the paper; two judges marked need only.
JUDGES = {
    "Our marks": ("somebody_else", "rests_on"),
    "Second judge": ("second_somebody_else", "second_rests_on"),
    "Third judge, need only": ("third_somebody_else", "rests_on"),
    "Fourth judge, need only": ("fourth_somebody_else", "rests_on"),
}
RULES = {  # rule -> whether work with these marks went on, by the rule
    "Work with need and a treaty": lambda marks: marks["need"] & marks["treaty"],
    "Work with need": lambda marks: marks["need"],
    "Work under a treaty": lambda marks: marks["treaty"],
    "Work with people living in it": lambda marks: marks["people"],
    "Nothing": lambda marks: False,
}


def evidence(reason: str) -> list[dict]:
    """Return the evidence rows of a reason or an ending, in table order.

    KeyError: an unknown id; the message names the nearest ids.
    """
    if reason not in (reasons := data.by_id("reasons")):
        raise data.unknown_name_error("reason", reason, list(reasons))
    return [row for row in data.rows("reason_evidence") if row["reason"] == reason]


def evidence_for(reason: str) -> Table:
    """Tabulate the evidence for one reason, then that against it: what each row shows, what follows if it is wrong.

    `reason` is an id of the table reasons. The first column links to the rows. KeyError: no such reason. DataError:
    invalid data. Sources: those of the rows.

    >>> evidence_for("neither-alone").caption
    'Eight rows for, eleven against; two could shake it alone'
    """
    rows = sorted(evidence(reason), key=lambda row: row["speaks"] == "against")
    directions = Counter(row["speaks"] for row in rows)
    decisive = sum(row["if_wrong"] is not None and row["speaks"] == "for" for row in rows)
    referenced = [_referenced_row(row) for row in rows]
    columns = {
        "What it shows": [Link(row["shows"], address) for row, (address, _) in zip(rows, referenced, strict=True)],
        "Speaks": [DIRECTIONS[row["speaks"]] for row in rows],
        "If it were wrong": [row["if_wrong"] for row in rows],
    }
    return Table(
        f"evidence-{reason}",
        f"{capital(number(directions['for']))} rows for, {number(directions['against'])} against; "
        f"{number(decisive, 'none')} could shake it alone",
        columns,
        note="Choice and reading are ours. Rows are no votes. With an empty last cell a row decides nothing alone.",
        rows=[row for _, row in referenced],
    )


def what_would_end_it() -> Table:
    """Tabulate the ways in which the cooperation could end: what, how likely, the sign to watch for, its current state.

    DataError: invalid data. Our judgement; sources: the rows that reason_evidence names.

    >>> what_would_end_it().caption
    'Four ways in which it could end, the likeliest in the long run first'
    """
    endings = sorted((row for row in data.rows("reasons") if row["kind"] == "ends"), key=lambda row: row["rank"])
    signs = {row["id"]: evidence(row["id"]) for row in endings}
    columns = {
        "What would end it": [row["claim"] for row in endings],
        "How likely in the end": [capital(row["how_sure"]) for row in endings],
        "By the end of 2028": [capital(row["by_2028"]) for row in endings],
        "The sign to watch for": [row["would_change"] for row in endings],
        "How it stands": [" ".join(sign["shows"] for sign in signs[row["id"]]) for row in endings],
    }
    return Table(
        "endings",
        f"{capital(number(len(endings)))} ways in which it could end, the likeliest in the long run first",
        columns,
        note="Our judgement; the numbers are guesses.",
        rows=[_referenced_row(sign)[1] for sign in chain(*signs.values())],
    )


def rules_over_cases() -> Table:
    """Tabulate how often each rule is wrong about what went on: among the ten cases, then over all, at two dates.

    By a rule all else breaks or pauses. Columns: rule, then a count for each list and date. By our marks. DataError:
    invalid data. Sources: the tables comparisons and further_cases.

    >>> rules_over_cases().data.set_index("What goes on, by the rule").loc["Nothing"].tolist()
    [3, 3, 6, 5]
    """
    ten, more = data.rows("comparisons"), data.rows("further_cases")
    cases = [*ten, *more]
    counted = [
        (f"The {number(len(ten))}", ten, END_OF_2022),
        (f"{capital(number(len(more)))} more", more, END_OF_2022),
        ("All", cases, END_OF_2022),
        ("All", cases, END_OF_2023),
    ]
    columns = {"What goes on, by the rule": list(RULES)} | {
        f"{name}, end of {day.year}": _count_errors(group, *JUDGES["Our marks"], day) for name, group, day in counted
    }
    return Table(
        "rules-over-cases",
        "How often each rule is wrong: over all cases none does well",
        columns,
        note="Choice of the cases and marks are ours, and we knew how each had ended. By each rule the rest breaks.",
        rows=cases,
    )


def rules_by_judge() -> Table:
    """Tabulate how often each rule is wrong about the ten compared kinds of joint work, by the marks of each judge.

    A rule says what went on through 2022; by it all else broke or paused. Columns: rule, then a count for each judge.
    The third and the fourth judge marked need only, so the paper is by our marks. DataError: invalid data. Source:
    the table comparisons.

    >>> rules_by_judge().data.set_index("What goes on, by the rule").loc["Work with need and a treaty"].tolist()
    [0, 2, 2, 2]
    """
    cases = data.rows("comparisons")
    errors = {name: _count_errors(cases, *marks) for name, marks in JUDGES.items()}
    return Table(
        "rules-by-judge",
        f"How often each rule is wrong about the {number(len(cases))}, by judge",
        {"What goes on, by the rule": list(RULES)} | errors,
        note="By each rule the rest breaks or pauses. The other judges are language models, no experts, and did not "
        "see our marks. Where a judge marked need only, the treaties are by our marks; whether people live in it is "
        "for all by ours.",
        rows=cases,
    )


def further_cases() -> Table:
    """Tabulate the further cases: need and treaty by our marks, and whether each still went on at the end of two years.

    DataError: invalid data. Sources: those of the rows.

    >>> further_cases().data["Went on at the end of 2022"].tolist().count("Yes")
    3
    """
    cases = data.rows("further_cases")
    columns = {
        "Case": [Link(row["project"], row_address("further_cases", row["id"])) for row in cases],
        "Need": [_yes(_marks(row)["need"]) for row in cases],
        "Treaty": [_yes(_marks(row)["treaty"]) for row in cases],
    }
    for end in (END_OF_2022, END_OF_2023):
        columns[f"Went on at the end of {end.year}"] = [_yes(_went_on(row, end)) for row in cases]
    return Table(
        "further-cases",
        f"{capital(number(len(cases)))} more cases: the six under a treaty had broken by the end of 2023",
        columns,
        note="Choice and marks are ours. Need: nobody else could do it, not even in part.",
        rows=cases,
    )


def _yes(answer: bool) -> str:
    return "Yes" if answer else "No"


def _went_on(row: dict, day: date) -> bool:
    """Return whether a case still went on at the end of a day."""
    return row["broke_on"] is None or row["broke_on"] > day


def _count_errors(cases: list[dict], need: str, paper: str, day: date = END_OF_2022) -> list[int]:
    """Return for each rule how many cases it gets wrong, by the marks in the columns `need` and `paper`."""
    return [sum(rule(_marks(row, need, paper)) != _went_on(row, day) for row in cases) for rule in RULES.values()]


def _marks(row: dict, need: str = "somebody_else", paper: str = "rests_on") -> dict[str, bool]:
    """Return whether a case is needed, rests on a treaty and has people living in it; by our marks unless told."""
    return {"need": row[need] == "no", "treaty": row[paper] == "treaty", "people": row["people_aboard"]}


def _referenced_row(evidence: dict) -> tuple[str, dict]:
    """Return the address of the row that a piece of evidence refers to, and the row itself."""
    ref, tables = evidence["ref"], data.field("reason_evidence", "ref")["x-id-of-one-of"]
    table = next(table for table in tables if ref in data.by_id(table))
    return row_address(table, ref), data.by_id(table)[ref]


def held_or_broke() -> Chart:
    """Draw a timeline of joint work with Russia through 2022: a line per project, to the day it broke or paused.

    `data`: project, somebody_else, could_wait, rests_on, broke_on, broken_by. DataError: invalid data. Source: the
    table comparisons.

    >>> held_or_broke().title
    'Of ten kinds of joint work three went on through 2022: by our reading, those with need and a treaty'
    """
    rows = sorted(data.rows("comparisons"), key=lambda row: row["broke_on"] or date.max, reverse=True)
    groups = {name: [] for name in GROUPS.values()}
    for row in rows:
        groups[GROUPS[_marks(row)["need"], _marks(row)["treaty"]]].append(row)
    table = [
        {
            "Joint work": row["project"],
            "Others could do it": f"{capital(row['somebody_else'])}. {row['reading']}",
            "It could wait": _yes(row["could_wait"]),
            "Rests on": capital(row["rests_on"]),
            "Second judge": _describe_second_reading(row),
            "Others could, third and fourth": f"{capital(row['third_somebody_else'])}; {row['fourth_somebody_else']}",
            "Way round": row["way_round"],
            "Broke or paused on": row["broke_on"],
            "Stopped by": row["broken_by"] and capital(_name_breaker(row)),
        }
        for row in rows
    ]
    held = sum(row["outcome"] == "held" for row in rows)
    return Chart(
        "held-or-broke",
        f"Of {number(len(rows))} kinds of joint work {number(held)} went on through 2022: by our reading, those with "
        "need and a treaty",
        partial(_draw, groups),
        alt=f"A line for each of {number(len(rows))} kinds of joint work; those that broke or paused end in 2022",
        description=" ".join(f"{name}: {listed(map(_describe_outcome, group))}." for name, group in groups.items()),
        data=pd.DataFrame(rows)[["project", "somebody_else", "could_wait", "rests_on", "broke_on", "broken_by"]],
        rows=rows,
        note="Need: others could not do it without Russia, by our reading; a plan counts for nothing. In each such "
        "case one of three language models, or more, said that they could do it in part. Treaty: an agreement between "
        "states. Which work stands here is our choice, and we knew how each had ended.",
        table=table,
    )


def _describe_second_reading(row: dict) -> str:
    """Describe the second judge's answers and reasons where they differ from ours, else return "Alike"."""
    if not row["second_reading"]:
        return "Alike"
    wait = "can wait" if row["second_could_wait"] else "cannot wait"
    return f"{capital(row['second_somebody_else'])}, {wait}, {row['second_rests_on']}. {row['second_reading']}"


def _describe_outcome(row: dict) -> str:
    """Say in a phrase whether a project went on, or when it broke or paused."""
    if not row["broke_on"]:
        return f"{row['short_name']} went on"
    return f"{row['short_name']} {row['outcome']} on {day(row['broke_on'])} (by {_name_breaker(row)})"


def _name_breaker(row: dict) -> str:
    """Return who stopped or paused a project: Russia, the partners, or both."""
    return "the partners" if row["broken_by"] == "partners" else row["broken_by"]


def _draw(groups: dict[str, list[dict]], figure, narrow: bool) -> None:
    """Draw a line for each project, in groups; at its end, unless it went on, a cross, who stopped it and when."""
    invasion = data.by_id("events")["invasion-2022"]["when_utc"].date()
    row_height, canvas = 40 if narrow else 28, Canvas(figure, 1, narrow)
    x = Scale(date(2022, 1, 1), date(2022, 12, 31), 2 if narrow else 190, canvas.width - 4)
    canvas.write(x(invasion) + 8, 14, "Russia invades Ukraine", canvas.small, "muted")
    name_x, y = x(invasion) + 8 if narrow else 0, 6
    for name, rows in groups.items():
        canvas.write(name_x, y + 40, name, LARGE, bold=True)
        y += 44
        for row in rows:
            y += row_height
            canvas.write(name_x, y - (11 if narrow else -5), row["short_name"], canvas.small)
            if row["broke_on"] is None:
                canvas.line((x.start, x.end), (y, y), "nasa", 5)
                continue
            end, paused = x(row["broke_on"]), ", paused" if row["outcome"] == "paused" else ""
            canvas.line((x.start, end), (y, y), "muted", 5)
            canvas.marks([end], [y], "accent", "x", 9, markeredgewidth=2.5)
            label = f"{row['broke_on'].day} {row['broke_on']:%B}{paused} by {_name_breaker(row)}"
            if end + 10 + text_width(label, canvas.small) <= canvas.width:
                canvas.write(end + 10, y + 5, label, canvas.small, "accent")
            else:  # no room beside the line: above its end
                canvas.write(canvas.width, y - 11, label, canvas.small, "accent", "right")
    canvas.line((x(invasion),) * 2, (2, y + 10), "muted", 1.2, zorder=0.5)
    months = [date(2022, month, 1) for month in ((3, 6, 9, 12) if narrow else range(1, 13, 2))]
    canvas.ticks({x(month): f"{month:%b %Y}" if month == months[0] else f"{month:%b}" for month in months}, y + 14)
    canvas.set_height(y + 42)
