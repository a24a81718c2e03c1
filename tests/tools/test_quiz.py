"""Tests of the generated quiz: a solver finds the marked answers from the paper alone, and papers differ."""

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
from for_each import for_each
from freshquiz import KINDS, draw_test, read_texts, samplers
from jinja2 import UndefinedError
from lxml import html
from moodle_xml_parser.parser import parse_file
from running import run_tool

from issfacts import data, game
from issfacts.game import model

SEEDS = range(200)
DAY, CLOCK = r"\d{1,2} [A-Z][a-z]+ \d{4}", r", \d\d:\d\d"
PYTHON_SYNTAX = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|<NA>|np\.|Timestamp|[\[\]{}]|\bTrue\b|\bFalse\b|\('|  ")


@cache
def paper_with_all_kinds(seed: int) -> list:
    """Return a paper with one question of each kind."""
    return draw_test(seed, len(KINDS))


def parse_days(text: str) -> list[date]:
    return [datetime.strptime(found, "%d %B %Y").date() for found in re.findall(DAY, text)]


def parse_times(text: str) -> list[datetime]:
    found = re.findall(DAY + CLOCK, text)
    return [datetime.strptime(time, "%d %B %Y, %H:%M").replace(tzinfo=UTC) for time in found]


def format_per_cent(part: float) -> str:
    return f"{round(100 * part)} per cent"


def is_mixed(rule: str, agencies: str) -> bool:
    """Return whether a crew is mixed by the rule that the question states."""
    crew = set(re.split(", | and ", agencies))
    if "both" in rule:
        return {"NASA", "Roscosmos"} <= crew
    return len(crew & {"NASA", "Roscosmos", "ESA", "JAXA", "CSA"}) > 1


def format_verdict(first: bool, second: bool) -> str:
    names = {(True, True): "both rules", (True, False): "rule 1 only", (False, True): "rule 2 only"}
    return f"Accurate by {names.get((first, second), 'neither rule')}"


class Solver:
    """Answer each kind of question from the texts on the paper; methods have the names of the kinds."""

    def __init__(self, quiz_question):
        self.given, self.question = quiz_question.given, quiz_question.question
        self.rows = quiz_question.rows

    def rows_at_asked_time(self) -> list:
        """Return the rows of those who were aboard at the asked time."""
        (when,) = parse_times(self.question)
        return [row for row in self.rows if parse_times(row[-2])[0] <= when < parse_times(row[-1])[0]]

    def one_of_four_aboard(self):
        return " ".join(row[0] for row in self.rows_at_asked_time())

    def how_many_aboard(self):
        """Count who was aboard, in the list on the paper and in the table stays."""
        (when,) = parse_times(self.question)
        stays = [row for row in data.rows("stays") if row["dock_utc"] <= when]
        listed = sum(int(row[1]) for row in self.rows_at_asked_time())
        assert listed == sum(not row["undock_utc"] or when < row["undock_utc"] for row in stays)
        return str(listed)

    def length_of_a_stay(self):
        came, left = parse_times(self.given)
        return f"{round((left - came).total_seconds() / 86400)} days"

    def people_or_visits(self):
        names = [row[0] for row in self.rows]
        return str(len(names) if "visits" in self.question else len(set(names)))

    def moscow_time(self):
        """Convert the time with the time zone database."""
        when = parse_times(self.given)[0].astimezone(ZoneInfo("Europe/Moscow"))
        return f"{when.day} {when:%B %Y, %H:%M}"

    def mixed_one_of_four(self):
        return " ".join(row[0] for row in self.rows if is_mixed(self.given, row[2]))

    def mixed_by_a_definition(self):
        return str(sum(is_mixed(self.given, row[2]) for row in self.rows))

    def share_over_years(self):
        return format_per_cent(sum(int(row[2]) for row in self.rows) / sum(int(row[1]) for row in self.rows))

    def rounded_or_strict(self):
        claimed = int(re.search(r"docked (\d+) hours", self.given)[1])
        hours, minutes = map(int, re.search(r"(\d+) h (\d+) min", self.given).groups())
        error = abs(60 * hours + minutes - 60 * claimed)
        return format_verdict(error < 30, error <= 5)

    def published_or_read(self):
        name = re.search("“(.+) commands", self.given)[1]
        term = next(row for row in self.rows if row[0] == name)
        return format_verdict(
            *(parse_days(term[1])[0] < when < parse_days(term[2])[0] for when in parse_days(self.given))
        )

    def how_a_prediction_stood(self):
        """Compare the asked day with the day on which the prediction was settled."""
        *_, settled, result = self.rows[0]
        if parse_days(self.question)[0] < parse_days(settled)[0]:
            return "It was still open"
        results = {"came true": "It had come true", "did not come true": "It had not come true"}
        return results.get(result, "A newer plan had taken its place")

    def promised_until(self):
        """Find the newest decision before the asked day."""
        decisions = ("treaty", "law", "government decision", "ministerial decision")
        rows = [
            row for row in self.rows if row[3] in decisions and parse_days(row[0])[0] < parse_days(self.question)[0]
        ]
        return f"{rows[-1][0]}: {rows[-1][1]}"

    def brier_score(self):
        return f"{sum((float(row[1]) - (row[2] == 'yes')) ** 2 for row in self.rows) / 3:.2f}"

    def rise_of_a_price(self):
        old, new = map(float, re.findall(r"([\d.]+) million", self.given))
        return format_per_cent(new / old - 1)

    def share_of_the_mass(self):
        side = re.search(r"built by (?:the )?(.+?)\?", self.question)[1]
        masses = [(row[1], int(row[2].removesuffix(" kg").replace(",", ""))) for row in self.rows]
        return format_per_cent(
            sum(mass for builder, mass in masses if builder == side) / sum(mass for _, mass in masses)
        )

    def share_of_launches(self):
        state = re.search(r"tried by (?:the )?(.+?)\?", self.question)[1]
        attempts = {row[0]: int(row[1]) for row in self.rows}
        return format_per_cent(attempts[state] / attempts["World"])

    def weighted_need(self):
        side = 2 if "Russia" in self.question else 1
        weighted_sum = sum(float(row[side]) * int(row[3]) for row in self.rows)
        return f"{weighted_sum / sum(int(row[3]) for row in self.rows):.2f}"

    def points_of_a_year(self):
        """Play the year with the game's model."""
        gain = int(re.search(r"presses gains (\d+)", self.given)[1])
        tension = next(tension for tension in game.cards.TENSIONS if game.STANDARD.gain(tension) == gain)
        needs = [int(steps) for steps in re.findall(r"stands at (\d+)", self.given)]
        verbs = re.search(r"The US-led side (\w+) and Russia (\w+)\.", self.given).groups()
        before = model.State(2023, 8, tension, 9, *needs)  # the margin is large enough for any year
        moves = [{"shares": "share", "hedges": "hedge", "presses": "press"}[verb] for verb in verbs]
        scores = model.step(before, *moves).scores
        return f"{scores.us if 'US-led' in self.question else scores.russia} points"


@for_each(SEEDS)
def test_right_option_is_the_solvers_answer(seed):
    for question in paper_with_all_kinds(seed):
        found = getattr(Solver(question), question.kind.name)()
        right = [option.text for option in question.options if option.right]
        if right != [found]:
            yield f"{question.kind.name}: {right} is marked, {found!r} is found: {question.stem}"


@for_each(SEEDS)
def test_questions_are_well_formed(seed):
    """Four different options, each with a sentence as feedback; no Python syntax; as many cells as headers."""
    for question in paper_with_all_kinds(seed):
        options = [option.text for option in question.options]
        feedback = [option.feedback for option in question.options]
        texts = [question.stem, *options, *feedback, *question.head, *(cell for row in question.rows for cell in row)]
        faults = [text for text in texts if PYTHON_SYNTAX.search(text) or not text.strip()]
        faults += [text for text in feedback if not re.fullmatch(r"[A-Z0-9].+\.", text)]
        faults += [options] * (len(set(map(str.casefold, options))) != 4)
        faults += [question.question] * (not re.fullmatch(r"[A-Z].*\?.*[.?]|[A-Z].*\?", question.question))
        faults += [row for row in question.rows if len(row) != len(question.head)]
        yield from (f"{question.kind.name}: {fault!r}" for fault in faults)


def test_right_answers_are_spread_evenly_over_the_letters():
    letters = Counter(question.right_letter for seed in SEEDS for question in paper_with_all_kinds(seed))
    assert all(0.2 < letters[letter] / letters.total() < 0.3 for letter in "ABCD"), letters


def test_two_papers_share_fewer_than_four_questions_and_levels_ascend():
    papers = [draw_test(seed, 12) for seed in range(60)]
    contents = [{question.stem_and_answer for question in questions} for questions in papers]
    assert {len(content) for content in contents} == {12}
    assert all(len(first & second) < 4 for first, second in combinations(contents, 2))
    assert all([question.kind.level for question in questions] == 4 * [1] + 4 * [2] + 4 * [3] for questions in papers)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write one paper twice and return the files of both, by name."""
    folders = [tmp_path_factory.mktemp("quiz") for _ in range(2)]
    return [{path.name: path for path in quiz.write_quiz(7, 12, folder)} for folder in folders]


def test_tests_of_the_site_and_of_the_zip_for_schools_are_different_papers():
    assert not {*quiz.SITE_SEEDS} & {*quiz.OFFLINE_SEEDS}


def test_same_seed_gives_the_same_bytes(written):
    first, second = written
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []
    assert len(first) == 6


def test_papers_have_questions_and_options_and_only_the_key_has_feedback(written):
    for name, path in written[0].items():
        if path.suffix == ".html":
            text = html.fromstring(path.read_text("utf-8")).text_content()
        elif path.suffix == ".docx":
            with path.open("rb") as file:
                text = mammoth.extract_raw_text(file).value
        else:
            continue
        text = " ".join(text.split())
        for question in draw_test(7, 12):
            assert " ".join(question.question.split()) in text, (name, question.question)
            for option in question.options:
                assert option.text in text, (name, option.text)
                assert (option.feedback in text) == ("key" in name), (name, option.feedback)


def test_moodle_file_is_read_back(written):
    read = parse_file(written[0]["test-7-12-moodle.xml"])["multichoice"]
    found = [(option.answer, option.score_fraction == 100) for question in read for option in question.options]
    assert found == [(option.text, option.right) for question in draw_test(7, 12) for option in question.options]


@pytest.mark.parametrize("arguments", [("x", "12"), ("-1", "12"), ("", "12"), ("7", "0"), ("7", "1000")])
def test_invalid_seed_or_count_is_reported(arguments, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["quiz.py", f"--seed={arguments[0]}", f"--count={arguments[1]}"])
    with pytest.raises(SystemExit) as exit:
        run_tool(quiz.main, "The test was not written.")
    assert "whole number from" in f"{exit.value.code} {capsys.readouterr().err}"


def test_each_kind_has_its_text_and_function():
    annotations = {name: getattr(value, "__annotations__", {}) for name, value in vars(samplers).items()}
    drawn = {name for name, types in annotations.items() if types.get("return") is samplers.Draw}
    assert drawn == KINDS.keys()


def test_name_without_value_is_an_error_that_names_text_and_line():
    texts, kinds = read_texts(
        "# A comment.\n\n## sum, 1, no table\n\nWhat is 1 and 2?\n= {{ total }} # So.\n\n## part\n\nx\n"
    )
    assert [*kinds.values()] == [("sum", 1, "no table")]
    with pytest.raises(UndefinedError, match="'total' is undefined") as error:
        texts.get_template("sum").render()
    place = error.traceback[-1]
    assert (str(place.path), place.lineno + 1) == ("questions.txt, sum", 2)
