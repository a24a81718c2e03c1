"""The fresh test: every question solved once more from what stands on the paper, and two papers share little."""

import re
import sys
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from itertools import combinations
from zoneinfo import ZoneInfo

import mammoth
import pytest
import quiz
from freshquiz.kinds import KINDS, paper
from lxml import html
from moodle_xml_parser.parser import parse_file
from rules import for_each

from issfacts import data, game
from issfacts.game import model

SEEDS = range(200)
DAY, CLOCK = r"\d{1,2} [A-Z][a-z]+ \d{4}", r", \d\d:\d\d"
MACHINE = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>|np\.|Timestamp|[\[\]{}]|\bTrue\b|\bFalse\b|\('|  ")


@cache
def of_every_kind(seed: int) -> list:
    """Return a paper with one question of each kind."""
    return paper(seed, len(KINDS))


def days(text: str) -> list[date]:
    return [datetime.strptime(found, "%d %B %Y").date() for found in re.findall(DAY, text)]


def times(text: str) -> list[datetime]:
    found = re.findall(DAY + CLOCK, text)
    return [datetime.strptime(one, "%d %B %Y, %H:%M").replace(tzinfo=UTC) for one in found]


def per_cent(part: float) -> str:
    return f"{round(100 * part)} per cent"


def mixed(rule: str, agencies: str) -> bool:
    """Say whether a crew is mixed by a written rule."""
    aboard = set(re.split(", | and ", agencies))
    if "both" in rule:
        return {"NASA", "Roscosmos"} <= aboard
    return len(aboard & {"NASA", "Roscosmos", "ESA", "JAXA", "CSA"}) > 1


def by_two_rules(first: bool, second: bool) -> str:
    word = {(True, True): "both rules", (True, False): "rule 1 only", (False, True): "rule 2 only"}
    return f"Accurate by {word.get((first, second), 'neither rule')}"


class Pupil:
    """Answer each kind of question from what stands on the paper."""

    def __init__(self, one):
        self.given, self.question, self.rows = one.given, one.question, one.draft.rows

    def there(self) -> list:
        """Return the rows of those who were aboard at the asked time."""
        (when,) = times(self.question)
        return [row for row in self.rows if times(row[-2])[0] <= when < times(row[-1])[0]]

    def one_of_four_aboard(self):
        return " ".join(row[0] for row in self.there())

    def how_many_aboard(self):
        """Count who was aboard, in the list and once more in the table."""
        (when,) = times(self.question)
        stays = [row for row in data.rows("stays") if row["dock_utc"] <= when]
        listed = sum(int(row[1]) for row in self.there())
        assert listed == sum(not row["undock_utc"] or when < row["undock_utc"] for row in stays)
        return str(listed)

    def length_of_a_stay(self):
        came, left = times(self.given)
        return f"{round((left - came).total_seconds() / 86400)} days"

    def people_or_visits(self):
        names = [row[0] for row in self.rows]
        return str(len(names) if "visits" in self.question else len(set(names)))

    def moscow_time(self):
        """Ask the time zones of this machine."""
        when = times(self.given)[0].astimezone(ZoneInfo("Europe/Moscow"))
        return f"{when.day} {when:%B %Y, %H:%M}"

    def mixed_one_of_four(self):
        return " ".join(row[0] for row in self.rows if mixed(self.given, row[2]))

    def mixed_by_a_definition(self):
        return str(sum(mixed(self.given, row[2]) for row in self.rows))

    def share_over_years(self):
        return per_cent(sum(int(row[2]) for row in self.rows) / sum(int(row[1]) for row in self.rows))

    def rounded_or_strict(self):
        said = int(re.search(r"docked (\d+) hours", self.given)[1])
        hours, minutes = map(int, re.search(r"(\d+) h (\d+) min", self.given).groups())
        off = abs(60 * hours + minutes - 60 * said)
        return by_two_rules(off < 30, off <= 5)

    def published_or_read(self):
        name = re.search("“(.+) commands", self.given)[1]
        term = next(row for row in self.rows if row[0] == name)
        return by_two_rules(*(days(term[1])[0] < when < days(term[2])[0] for when in days(self.given)))

    def how_a_prediction_stood(self):
        """Compare the asked day with the day on which it was settled."""
        *_, settled, result = self.rows[0]
        if days(self.question)[0] < days(settled)[0]:
            return "It was still open"
        after = {"came true": "It had come true", "did not come true": "It had not come true"}
        return after.get(result, "A newer plan had taken its place")

    def promised_until(self):
        """Find the newest decision before the asked day."""
        decisions = ("treaty", "law", "government decision", "ministerial decision")
        rows = [row for row in self.rows if row[3] in decisions and days(row[0])[0] < days(self.question)[0]]
        return f"{rows[-1][0]}: {rows[-1][1]}"

    def brier_score(self):
        return f"{sum((float(row[1]) - (row[2] == 'yes')) ** 2 for row in self.rows) / 3:.2f}"

    def rise_of_a_price(self):
        old, new = map(float, re.findall(r"([\d.]+) million", self.given))
        return per_cent(new / old - 1)

    def share_of_the_mass(self):
        side = re.search(r"built by (?:the )?(.+?)\?", self.question)[1]
        masses = [(row[1], int(row[2].removesuffix(" kg").replace(",", ""))) for row in self.rows]
        return per_cent(sum(mass for builder, mass in masses if builder == side) / sum(mass for _, mass in masses))

    def share_of_launches(self):
        state = re.search(r"tried by (?:the )?(.+?)\?", self.question)[1]
        tried = {row[0]: int(row[1]) for row in self.rows}
        return per_cent(tried[state] / tried["World"])

    def weighted_need(self):
        side = 2 if "Russia" in self.question else 1
        weighed = sum(float(row[side]) * int(row[3]) for row in self.rows)
        return f"{weighed / sum(int(row[3]) for row in self.rows):.2f}"

    def points_of_a_year(self):
        """Play the year in the game itself."""
        gain = int(re.search(r"presses gains (\d+)", self.given)[1])
        mood = next(mood for mood in game.cards.TENSIONS if game.STANDARD.gain(mood) == gain)
        needs = [int(steps) for steps in re.findall(r"stands at (\d+)", self.given)]
        moves = re.search(r"The US-led side (\w+) and Russia (\w+)\.", self.given).groups()
        before = model.State(2023, 8, mood, 9, *needs)  # with a margin that outlasts any year
        scores = model.step(
            before, *({"shares": "share", "hedges": "hedge", "presses": "press"}[one] for one in moves)
        ).scores
        return f"{scores.us if 'US-led' in self.question else scores.russia} points"


@for_each(SEEDS)
def test_right_answers(seed):
    """The right option is what a pupil finds from the paper alone."""
    for one in of_every_kind(seed):
        found = getattr(Pupil(one), one.kind.name)()
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
    places = Counter(one.right_letter for seed in SEEDS for one in of_every_kind(seed))
    assert all(0.2 < places[letter] / places.total() < 0.3 for letter in "ABCD"), places


def test_two_papers_share_little_and_each_is_mixed():
    """Of two papers of twelve fewer than a third of the answers are the same; in each, easy questions come first."""
    papers = [paper(seed, 12) for seed in range(60)]
    answers = [{one.stem_and_answer for one in questions} for questions in papers]
    assert {len(found) for found in answers} == {12}
    assert all(len(one & other) < 4 for one, other in combinations(answers, 2))
    assert all([one.kind.level for one in questions] == 4 * [1] + 4 * [2] + 4 * [3] for questions in papers)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write one paper twice and give the files of both, by name."""
    folders = [tmp_path_factory.mktemp("quiz") for _ in range(2)]
    return [{path.name: path for path in quiz.write_quiz(7, 12, folder)} for folder in folders]


def test_same_seed_same_files(written):
    """The same seed gives the same bytes, in Word files too."""
    first, second = written
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []
    assert len(first) == 6


def test_papers_say_all(written):
    """The pupils' papers have every question and option, and no reason; the key has the reasons."""
    for name, path in written[0].items():
        if path.suffix == ".html":
            text = html.fromstring(path.read_text("utf-8")).text_content()
        elif path.suffix == ".docx":
            with path.open("rb") as file:
                text = mammoth.extract_raw_text(file).value
        else:
            continue
        text = " ".join(text.split())
        for one in paper(7, 12):
            assert " ".join(one.question.split()) in text, (name, one.question)
            for option in one.options:
                assert option.text in text, (name, option.text)
                assert (option.feedback in text) == ("key" in name), (name, option.feedback)


def test_moodle_reads_it(written):
    """Another program reads every question and the right one of its four answers."""
    read = parse_file(written[0]["test-7-12-moodle.xml"])["multichoice"]
    found = [(option.answer, option.score_fraction == 100) for one in read for option in one.options]
    assert found == [(option.text, option.right) for one in paper(7, 12) for option in one.options]


@pytest.mark.parametrize("wish", [("x", "12"), ("-1", "12"), ("", "12"), ("7", "0"), ("7", "1000")])
def test_wrong_wishes_are_explained(wish, monkeypatch, capsys):
    """A seed that is no number and a count that cannot be had get a sentence and no paper."""
    monkeypatch.setattr(sys, "argv", ["quiz.py", f"--seed={wish[0]}", f"--count={wish[1]}"])
    with pytest.raises(SystemExit, match="2"):
        quiz.main()
    assert "whole number from" in capsys.readouterr().err
