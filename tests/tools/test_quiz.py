"""The fresh test: every question solved once more from what stands on the paper, and two papers share little."""

import csv
import re
import sys
from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
import quiz
from freshquiz.kinds import KINDS, paper
from lxml import etree, html
from moodle_xml_parser.parser import parse_file
from notebooks import ROOT
from rules import for_each

SEEDS = range(200)
DAY, CLOCK = r"\d{1,2} [A-Z][a-z]+ \d{4}", r", \d\d:\d\d"
MACHINE = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>|np\.|Timestamp|[\[\]{}]|\bTrue\b|\bFalse\b|\('|  ")
OTHER = {"Russia": "the US-led side", "the US-led side": "Russia"}


@cache
def of_every_kind(seed: int) -> list:
    """Return a paper with one question of each kind."""
    return paper(seed, len(KINDS))


@cache
def lines(table: str) -> list[dict]:
    """Return the lines of a file as they stand."""
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What a pupil reads on the paper


def days(text: str) -> list[date]:
    return [datetime.strptime(found, "%d %B %Y").date() for found in re.findall(DAY, text)]


def times(text: str) -> list[datetime]:
    return [datetime.strptime(found, "%d %B %Y, %H:%M") for found in re.findall(DAY + CLOCK, text)]


def numbers(text: str) -> list[float]:
    """Find the numbers in a text that are no part of a name."""
    return [float(found) for found in re.findall(r"(?<![\w.-])\d+(?:\.\d+)?(?=[ ,.;:)%?]|$)", text)]


def per_cent(part) -> str:
    return f"{round(100 * part)} per cent"


def there(one) -> list:
    """Return the rows of those who were aboard at the asked time."""
    when = times(one.question)[0]
    return [row for row in one.draft.rows if times(row[-2])[0] <= when < times(row[-1])[0]]


def mixed(rule: str, agencies: str) -> bool:
    """Say whether a crew is mixed by a written rule."""
    aboard = set(re.split(", | and ", agencies))
    if "both" in rule:
        return {"NASA", "Roscosmos"} <= aboard
    return len(aboard & {"NASA", "Roscosmos", "ESA", "JAXA", "CSA"}) > 1


def by_two_rules(first: bool, second: bool) -> str:
    word = {(True, True): "both rules", (True, False): "rule 1 only", (False, True): "rule 2 only"}
    return f"Accurate by {word.get((first, second), 'neither rule')}"


def weighted(one) -> tuple[Fraction, Fraction]:
    """Return the weighted sums of both sides."""
    return tuple(sum(Fraction(row[side]) * int(row[3]) for row in one.draft.rows) for side in (1, 2))


def year_of_the_game(one) -> tuple[dict, dict]:
    """Read the needs and the moves of both sides."""
    needs = {side: int(re.search(f"need of {side} stands at (\\d+)", one.given)[1]) for side in OTHER}
    moves = {side: re.search(f"{side} (shares|hedges|presses)", one.given, re.I)[1] for side in OTHER}
    return needs, moves


# The pupil's way to the answer of each kind

SOLVED = {
    "one_of_four_aboard": lambda one: " ".join(row[0] for row in there(one)),
    "weighted_need": lambda one: (
        f"{float(weighted(one)['Russia' in one.question] / sum(int(row[3]) for row in one.draft.rows)):.2f}"
    ),
    "mixed_one_of_four": lambda one: " ".join(row[0] for row in one.draft.rows if mixed(one.given, row[2])),
    "mixed_by_a_definition": lambda one: str(sum(mixed(one.given, row[2]) for row in one.draft.rows)),
    "share_over_years": lambda one: per_cent(
        sum(int(row[2]) for row in one.draft.rows) / sum(int(row[1]) for row in one.draft.rows)
    ),
    "age_of_a_statement": lambda one: f"{(days(one.given)[1] - days(one.given)[0]).days} days",
    "brier_score": lambda one: f"{sum((float(row[1]) - (row[2] == 'yes')) ** 2 for row in one.draft.rows) / 3:.2f}",
}


def solves(way):
    """Enter a function as the way to solve the kind of its name."""
    SOLVED[way.__name__] = way


@solves
def how_many_aboard(one):
    """Count who was aboard, in the list and once more in the file."""
    when = times(one.question)[0].replace(tzinfo=UTC)
    stays = [row for row in lines("stays") if datetime.fromisoformat(row["dock_utc"]) <= when]
    inside = [row for row in stays if not row["undock_utc"] or when < datetime.fromisoformat(row["undock_utc"])]
    listed = sum(int(row[1]) for row in there(one))
    assert listed == len(inside)
    return str(listed)


@solves
def length_of_a_stay(one):
    came, left = times(one.given)
    return f"{round((left - came).total_seconds() / 86400)} days"


@solves
def people_or_visits(one):
    names = [row[0] for row in one.draft.rows]
    return str(len(names) if "visits" in one.question else len(set(names)))


@solves
def one_code_lower(one):
    side, function = re.search("the code of (.+) for “(.+)”", one.given).groups()
    step = next(int(row[3]) for row in one.draft.rows if row[0] == function) * Fraction(1, 2)
    ours, theirs = weighted(one)
    ours, theirs = (ours, theirs - step) if side == "Russia" else (ours - step, theirs)
    if ours == theirs:
        return "Both need each other equally"
    return f"{'The US-led side' if ours > theirs else 'Russia'} needs the other more"


@solves
def moscow_time(one):
    """Ask the time zones of this machine."""
    when = times(one.given)[0].replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/Moscow"))
    return f"{when.day} {when:%B %Y, %H:%M}"


@solves
def flight_time(one):
    launch, dock = times(one.given)
    return "{} h {} min".format(*divmod(int((dock - launch).total_seconds()) // 60, 60))


@solves
def which_date(one):
    """Find the date by its place in the story."""
    made, page, read, settled = re.findall(DAY, re.sub("“.*?”", "", one.given))
    words = {"made": made, "published": page, "settled": settled, "read": read}
    return next(day for word, day in words.items() if word in one.question)


@solves
def rounded_or_strict(one):
    said = int(re.search(r"docked (\d+) hours", one.given)[1])
    hours, minutes = map(int, re.search(r"(\d+) h (\d+) min", one.given).groups())
    off = abs(60 * hours + minutes - 60 * said)
    return by_two_rules(off < 30, off <= 5)


@solves
def published_or_read(one):
    name = re.search("“(.+) commands", one.given)[1]
    term = next(row for row in one.draft.rows if row[0] == name)
    return by_two_rules(*(days(term[1])[0] < when < days(term[2])[0] for when in days(one.given)))


@solves
def verdict_of_a_claim(one):
    """Look the verdict up."""
    verdict = next(row["verdict"] for row in lines("claims") if row["id"] == one.draft.ids[0])
    starts = {"accurate": "Accurate", "not-checkable": "Not checkable", "outdated-at-publication": "Outdated"}
    return next(option.text for option in one.options if option.text.startswith(starts[verdict]))


@solves
def how_a_prediction_stood(one):
    """Compare the asked day with the day on which it was settled."""
    *_, settled, result = one.draft.rows[0]
    if days(one.question)[0] < days(settled)[0]:
        return "It was still open"
    after = {"came true": "It had come true", "did not come true": "It had not come true"}
    return after.get(result, "A newer plan had taken its place")


@solves
def promised_until(one):
    """Find the newest decision before the asked day."""
    decisions = ("treaty", "law", "government decision", "ministerial decision")
    rows = [row for row in one.draft.rows if row[3] in decisions and days(row[0])[0] < days(one.question)[0]]
    return f"{rows[-1][0]}: {rows[-1][1]}"


@solves
def rise_of_a_price(one):
    old, new = map(float, re.findall(r"([\d.]+) million", one.given))
    return per_cent(new / old - 1)


@solves
def share_of_the_mass(one):
    side = re.search(r"built by (?:the )?(.+?)\?", one.question)[1]
    kilograms = [(row[1], int(row[2].removesuffix(" kg").replace(",", ""))) for row in one.draft.rows]
    return per_cent(sum(mass for builder, mass in kilograms if builder == side) / sum(mass for _, mass in kilograms))


@solves
def share_of_launches(one):
    state = re.search(r"tried by (?:the )?(.+?)\?", one.question)[1]
    tried = {row[0]: int(row[1]) for row in one.draft.rows}
    return per_cent(tried[state] / tried["World"])


@solves
def points_of_a_year(one):
    (works, gain, loss, cost, *_), (needs, moves) = numbers(one.given), year_of_the_game(one)
    side = re.search("does (.+) score", one.question)[1]
    return f"{works + {'shares': 0, 'hedges': -cost, 'presses': gain}[moves[side]] - loss * needs[side]:.0f} points"


@solves
def margin_after_a_year(one):
    (wear, double, limit, *_, before), (needs, moves) = numbers(one.given), year_of_the_game(one)
    taken = sum(double if needs[OTHER[side]] > limit else wear for side, move in moves.items() if move == "presses")
    return f"{max(before - taken, 0):.0f}"


@for_each(SEEDS)
def test_right_answers(seed):
    """The right option is what a pupil finds from the paper alone."""
    for one in of_every_kind(seed):
        found = SOLVED[one.kind.name](one)
        right = [option.text for option in one.options if option.right]
        if right != [found]:
            yield f"{one.kind.name}: {right} is marked, {found!r} is found: {one.draft.stem}"


@for_each(SEEDS)
def test_sound_questions(seed):
    """Four different options, each with a reason that ends as a sentence does; no word that only a program says."""
    for one in of_every_kind(seed):
        texts, reasons = [option.text for option in one.options], [option.feedback for option in one.options]
        said = [one.draft.stem, *texts, *reasons, *one.draft.head, *(cell for row in one.draft.rows for cell in row)]
        faults = [words for words in said if MACHINE.search(words) or not words.strip()]
        faults += [reason for reason in reasons if not re.fullmatch(r"[A-Z0-9].+\.", reason)]
        faults += [texts] * (len(set(map(str.casefold, texts))) != 4)
        faults += [one.question] * (not re.fullmatch(r"[A-Z].*\?.*[.?]|[A-Z].*\?", one.question))
        faults += [row for row in one.draft.rows if len(row) != len(one.draft.head)]
        yield from (f"{one.kind.name}: {fault!r}" for fault in faults)


def test_places_of_the_right_answer():
    """The right answer stands in each of the four places about as often: a quarter, give or take a twentieth."""
    places = Counter(one.letter for seed in SEEDS for one in of_every_kind(seed))
    assert all(0.2 < places[letter] / places.total() < 0.3 for letter in "ABCD"), places


def test_two_papers_share_little():
    """Of two papers of twelve fewer than a third of the answers, question and right option, are the same."""
    papers = {seed: {one.answer for one in paper(seed, 12)} for seed in range(60)}
    assert {len(found) for found in papers.values()} == {12}
    assert all(len(papers[one] & papers[other]) < 4 for one, other in combinations(papers, 2))


def test_levels_are_mixed():
    """A paper of twelve has easy, middling and hard questions, the easier ones first."""
    for seed in SEEDS[:20]:
        levels = [one.kind.level for one in paper(seed, 12)]
        assert levels == sorted(levels)
        assert min(Counter(levels)[level] for level in (1, 2, 3)) >= 3


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write one paper twice and give both folders."""
    return [quiz.write_quiz(7, 12, tmp_path_factory.mktemp("quiz")) for _ in range(2)]


def test_same_seed_same_files(written):
    """The same seed gives the same bytes, in Word files too."""
    first, second = ({path.name: path.read_bytes() for path in paths} for paths in written)
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) == 6


def test_papers_say_all(written):
    """The pupils' papers have every question and option, and no reason; the key has the reasons."""
    files = {path.name: path for path in written[0]}
    asked = paper(7, 12)
    told = {name: " ".join(words(path).split()) for name, path in files.items() if path.suffix in (".html", ".docx")}
    for name, text in told.items():
        for one in asked:
            assert " ".join(one.question.split()) in text, (name, one.question)
            for option in one.options:
                assert option.text in text, (name, option.text)
                assert (option.feedback in text) == ("key" in name), (name, option.feedback)


def words(path: Path) -> str:
    """Return the words of a page or a Word file."""
    if path.suffix == ".html":
        return html.fromstring(path.read_text("utf-8")).text_content()
    body = etree.fromstring(ZipFile(path).read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return " ".join("".join(run.text or "" for run in one.iter(f"{space}t")) for one in body.iter(f"{space}p"))


def test_moodle_reads_it(written):
    """Another program reads every question and the right one of its four answers."""
    (file,) = [path for path in written[0] if path.suffix == ".xml"]
    read = [option for one in parse_file(file)["multichoice"] for option in one.options]
    options = [option for one in paper(7, 12) for option in one.options]
    assert [(one.answer, one.score_fraction == 100) for one in read] == [(one.text, one.right) for one in options]


@for_each([("x", "12"), ("-1", "12"), ("", "12"), ("7", "0"), ("7", "1000")])
def test_wrong_wishes_are_explained(wish, monkeypatch, capsys):
    """A seed that is no number and a count that cannot be had get a sentence and no paper."""
    monkeypatch.setattr(sys, "argv", ["quiz.py", f"--seed={wish[0]}", f"--count={wish[1]}"])
    try:
        left = quiz.main()
    except SystemExit as stopped:
        left = stopped.code
    assert left == 2
    assert "whole number from" in capsys.readouterr().err
