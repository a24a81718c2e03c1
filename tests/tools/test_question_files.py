"""The question files, read back by other programs: stems, options, right answers and feedback are complete."""

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
from questionfiles import score_share
from running import ToolError

from issfacts import data
from issfacts.widgets.questions import Option, Question

DIGEST = "S/A2wBDdia2QWKpB5FtASx1gguep1wg5If5glDWJgUMiABICJT7ogArGfsdgozevhBdbdOiHhrykJP86hbgvRw=="
SCHEMAS = os.environ.get("QTI_SCHEMAS")  # see tools/README.md
READ_GIFT = "console.log(JSON.stringify(require(process.argv[1]).parse(require('fs').readFileSync(0, 'utf8'))))"
HOSTILE_TEXTS = (
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


def hostile_question(kind: str, count: int, right: set[int]) -> Question:
    """Return a question of texts that contain special characters of the formats."""
    start = count % len(HOSTILE_TEXTS)
    texts = HOSTILE_TEXTS[start:] + HOSTILE_TEXTS[:start]
    options = (Option(texts[index], index in right, texts[-index]) for index in range(count))
    return Question(f"hostile-{kind}-{count}", kind, texts[-1], tuple(options))


HOSTILE = {
    "Either/or: {a} <b> & c?": [hostile_question("single", count, {count // 2}) for count in range(2, 11)],
    "Несколько": [hostile_question("multiple", count, set(range(0, count, 2))) for count in range(2, 11)],
}
BANK = questions.book_questions() | HOSTILE
QUESTIONS = [question for topic_questions in BANK.values() for question in topic_questions]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write all files once and return their folder."""
    folder = tmp_path_factory.mktemp("questions")
    questions.write_questions(folder, BANK)
    return folder


def expected_content(question: Question, shares: bool = True) -> tuple:
    """Return what must be read back of a question: id, kind, stem and options with score shares or correctness."""
    options = [
        (option.text, round(score_share(question, option), 4) if shares else option.right, option.feedback)
        for option in question.options
    ]
    return question.id, question.many, question.stem, options


def test_bank_has_every_question_of_the_book():
    ids = [question.id for topic_questions in questions.book_questions().values() for question in topic_questions]
    assert sorted(ids) == sorted(row["id"] for row in data.rows("questions"))


def test_moodle_xml_is_read_back_with_categories(written):
    file = written / "docked-moodle.xml"
    found = []
    for one in parse_file(file)["multichoice"]:
        options = [(option.answer, round(option.score_fraction / 100, 4), option.feedback) for option in one.options]
        found.append((one.name, not one.single, one.text_pre_parse, options))
    assert found == [expected_content(question) for question in QUESTIONS]
    names = etree.parse(file).xpath("//category/text/text() | //question/name/text/text()")
    topics = {topic: "$course$/top/Docked/" + topic.replace("/", "//") for topic in BANK}
    assert names == [
        name for topic, asked in BANK.items() for name in (topics[topic], *(question.id for question in asked))
    ]


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
    assert found == [expected_content(question) for question in QUESTIONS]


def test_qti_is_read_back(written, tmp_path):
    ZipFile(written / "docked-qti21.zip").extractall(tmp_path)
    found = []
    for path in (tmp_path / "items" / f"{one.id}.xml" for one in QUESTIONS):
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
    assert found == [expected_content(question) for question in QUESTIONS]


@pytest.mark.skipif(not SCHEMAS, reason="QTI_SCHEMAS names no folder")
def test_qti_is_valid_against_its_schemas(written):
    package = ZipFile(written / "docked-qti21.zip")
    files = ("imscp_v1p1.xsd", "qtiv2p1/imsqti_v2p1.xsd")
    manifest_schema, question_schema = (etree.XMLSchema(etree.parse(Path(SCHEMAS, file))) for file in files)
    for name in package.namelist():
        schema = manifest_schema if name == "imsmanifest.xml" else question_schema
        schema.validate(etree.fromstring(package.read(name)))
        assert not schema.error_log, f"{name}: {schema.error_log}"


def test_qti_manifest_lists_every_file(written):
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
    assert (written / "docked-questions.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "Excel needs it to detect UTF-8"
    with (written / "docked-questions.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            right = row["right"].split(",")
            numbers = [name.split()[1] for name in row if name.startswith("option") and row[name]]
            options = [(row[f"option {number}"], number in right, row[f"feedback {number}"]) for number in numbers]
            found.append((row["id"], row["kind"] == "multiple", row["stem"], options))
            assert 0.5 <= float(row["minutes"]) <= 5
    assert found == [expected_content(question, shares=False) for question in QUESTIONS]
