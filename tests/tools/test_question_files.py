"""The questions as other programs read them: every stem, option, right answer and feedback, hostile ones too."""

import csv
import json
import os
import subprocess
from pathlib import Path
from zipfile import ZipFile

import onyx2moodle.parser as onyx
import pytest
import questions
from browser import skip_or_fail
from bs4 import BeautifulSoup
from lxml import etree
from moodle_xml_parser.parser import parse_file
from npm_package import fetch
from onyx2moodle.translate.common import extract_question_html
from questionfiles import share
from running import ToolError

from issfacts import data
from issfacts.widgets.questions import Option, Question

DIGEST = "S/A2wBDdia2QWKpB5FtASx1gguep1wg5If5glDWJgUMiABICJT7ogArGfsdgozevhBdbdOiHhrykJP86hbgvRw=="
SCHEMAS = os.environ.get("QTI_SCHEMAS")  # see tools/README.md
READ_GIFT = "console.log(JSON.stringify(require(process.argv[1]).parse(require('fs').readFileSync(0, 'utf8'))))"
SIGNS = (
    'a "quoted" <b>word</b> & an &amp; ampersand, O\'Hara',
    "Кононенко прибыл: «ура»",
    "{a} ~b~ =c= #d# :e: ::f:: ####g",
    "back\\slash \\n \\= \\\\ ends in \\",
    "%50% of all; 100%",
    "[html] is no format",
    "// no comment",
    "= SUM(A1), -> here",
    "<!-- --> </text> $x$ %24 ünïcödé 🚀",
    "- minus",
)


def hostile(kind: str, count: int, right: set[int]) -> Question:
    """Return a question whose options are the signs that some format could mistake for its own."""
    turned = [SIGNS[(count + place) % len(SIGNS)] for place in range(len(SIGNS))]
    options = (Option(turned[place], place in right, turned[-place]) for place in range(count))
    return Question(f"hostile-{kind}-{count}", kind, turned[-1], tuple(options))


HOSTILE = {
    "Either/or: {a} <b> & c?": [hostile("single", count, {count // 2}) for count in range(2, 11)],
    "Несколько": [hostile("multiple", count, set(range(0, count, 2))) for count in range(2, 11)],
}
BANK = questions.of_the_book() | HOSTILE
ASKED = [one for asked in BANK.values() for one in asked]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write all files once and give their folder."""
    folder = tmp_path_factory.mktemp("questions")
    questions.write_questions(folder, BANK)
    return folder


def told(asked: Question, shares: bool = True) -> tuple:
    """Return all that must survive of a question."""
    options = [(one.text, round(share(asked, one), 4) if shares else one.right, one.feedback) for one in asked.options]
    return asked.id, asked.many, asked.stem, options


def test_no_question_of_the_book_is_missing():
    asked = [one.id for own in questions.of_the_book().values() for one in own]
    assert sorted(asked) == sorted(row["id"] for row in data.rows("questions"))


def test_moodle_xml_is_read_back_in_its_categories(written):
    file = written / "docked-moodle.xml"
    found = []
    for one in parse_file(file)["multichoice"]:
        options = [(option.answer, round(option.score_fraction / 100, 4), option.feedback) for option in one.options]
        found.append((one.name, not one.single, one.text_pre_parse, options))
    assert found == [told(one) for one in ASKED]
    named = etree.parse(file).xpath("//category/text/text() | //question/name/text/text()")
    topics = {topic: "$course$/top/Docked/" + topic.replace("/", "//") for topic in BANK}
    assert named == [name for topic, asked in BANK.items() for name in (topics[topic], *(one.id for one in asked))]


@pytest.mark.nightly
def test_gift_is_read_back(written):
    try:
        parser = fetch("gift-pegjs", "1.0.2", DIGEST) / "lib" / "gift-parser.js"
    except ToolError as error:
        skip_or_fail(str(error))
    text = (written / "docked.gift.txt").read_text("utf-8")
    run = subprocess.run(["node", "-e", READ_GIFT, parser], input=text, capture_output=True, text=True, check=True)
    read = json.loads(run.stdout)
    titles = [one["title"].replace("//", "/").rpartition("Docked/")[2] for one in read if one["type"] == "Category"]
    assert titles == list(BANK)
    found = []
    for one in (one for one in read if one["type"] != "Category"):
        many = any(choice["weight"] is not None for choice in one["choices"])
        options = [
            (text["text"], round(choice["weight"] / 100, 4) if many else float(choice["isCorrect"]), feedback["text"])
            for choice in one["choices"]
            for text, feedback in [(choice["text"], choice["feedback"])]
        ]
        assert {one["stem"]["format"], *(choice["text"]["format"] for choice in one["choices"])} == {"plain"}
        found.append((one["title"], many, one["stem"]["text"], options))
    assert found == [told(one) for one in ASKED]


def test_qti_is_read_back(written, tmp_path):
    ZipFile(written / "docked-qti21.zip").extractall(tmp_path)
    found = []
    for path in (tmp_path / "items" / f"{one.id}.xml" for one in ASKED):
        item = onyx.parse_item(path)
        (choice,), expected = item.interactions, item.response_decls["RESPONSE"]
        feedback = {one.identifier: one.html for one in item.feedback}
        options = [
            (one.html, round(expected.mapping[one.identifier], 4), feedback[one.identifier]) for one in choice.choices
        ]
        right = [one.identifier for one in choice.choices if expected.mapping[one.identifier] > 0]
        assert expected.correct_values == right
        assert choice.max_choices == (0 if expected.cardinality == "multiple" else 1)
        stem = BeautifulSoup(extract_question_html(item), "html.parser").get_text().strip()
        found.append((item.identifier, expected.cardinality == "multiple", stem, options))
    assert found == [told(one) for one in ASKED]


@pytest.mark.skipif(not SCHEMAS, reason="QTI_SCHEMAS names no folder")
def test_qti_is_valid_by_its_schemas(written):
    package = ZipFile(written / "docked-qti21.zip")
    files = ("imscp_v1p1.xsd", "qtiv2p1/imsqti_v2p1.xsd")
    of_manifest, of_questions = (etree.XMLSchema(etree.parse(Path(SCHEMAS, file))) for file in files)
    for name in package.namelist():
        rules = of_manifest if name == "imsmanifest.xml" else of_questions
        rules.validate(etree.fromstring(package.read(name)))
        assert not rules.error_log, f"{name}: {rules.error_log}"


def test_qti_lists_every_file(written):
    package = ZipFile(written / "docked-qti21.zip")
    root = etree.fromstring(package.read("imsmanifest.xml"))
    listed = {one.get("href"): one.get("identifier") for one in root.iter("{*}resource")}
    assert sorted([*listed, "imsmanifest.xml"]) == sorted(package.namelist())
    needed = [one.get("identifierref") for one in root.iter("{*}dependency")]
    sections = list(etree.fromstring(package.read("test.xml")).iter("{*}assessmentSection"))
    placed = [(listed[ref.get("href")], section.get("title")) for section in sections for ref in section]
    assert placed == [(one.id, topic) for topic, asked in BANK.items() for one in asked]
    assert needed == [name for name, _ in placed]


def test_csv_is_read_back(written):
    found = []
    assert (written / "docked-questions.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "by which Excel knows UTF-8"
    with (written / "docked-questions.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            right = row["right"].split(",")
            numbers = [name.split()[1] for name in row if name.startswith("option") and row[name]]
            options = [(row[f"option {number}"], number in right, row[f"feedback {number}"]) for number in numbers]
            found.append((row["id"], row["kind"] == "multiple", row["stem"], options))
            assert 0.5 <= float(row["minutes"]) <= 5
    assert found == [told(one, shares=False) for one in ASKED]
