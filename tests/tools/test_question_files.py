"""Tests of the question files: other programs read back every stem, option, right answer and feedback."""

import csv
import json
import os
import subprocess
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import onyx2moodle.parser as onyx
import pytest
import questions
from bs4 import BeautifulSoup
from chromium_tab import skip_or_fail
from lxml import etree
from moodle_xml_parser.parser import parse_file
from npm_package import fetch
from onyx2moodle.translate.common import extract_question_html
from running import ToolError

from issfacts import data
from issfacts.widgets.questions import Option, Question

DIGEST = "S/A2wBDdia2QWKpB5FtASx1gguep1wg5If5glDWJgUMiABICJT7ogArGfsdgozevhBdbdOiHhrykJP86hbgvRw=="
SCHEMAS = os.environ.get("QTI_SCHEMAS")  # see tools/README.md
READ_GIFT = "console.log(JSON.stringify(require(process.argv[1]).parse(require('fs').readFileSync(0, 'utf8'))))"
SPECIAL_TEXTS = (  # with characters that have a meaning in some format
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


def special_question(kind: str, count: int, right: set[int]) -> Question:
    """Return a question with special texts as stem, options and feedback; `right` are the indices of right options."""
    rotated = [SPECIAL_TEXTS[(count + index) % len(SPECIAL_TEXTS)] for index in range(len(SPECIAL_TEXTS))]
    options = (Option(rotated[index], index in right, rotated[-index]) for index in range(count))
    return Question(f"special-{kind}-{count}", kind, rotated[-1], tuple(options))


SPECIAL_QUESTIONS = {
    "Either/or: {a} <b> & c?": [special_question("single", count, {count // 2}) for count in range(2, 11)],
    "Несколько": [special_question("multiple", count, set(range(0, count, 2))) for count in range(2, 11)],
}
BANK = questions.book_questions() | SPECIAL_QUESTIONS
QUESTIONS = [question for topic in BANK.values() for question in topic]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write all files once and return their folder."""
    folder = tmp_path_factory.mktemp("questions")
    questions.write_questions(folder, BANK)
    return folder


def expected_content(question: Question, shares: bool = True) -> tuple:
    """Return what a format must preserve of a question: of each option its share of the mark, or if it is right."""
    options = [
        (option.text, round(questions.score_share(question, option), 4) if shares else option.right, option.feedback)
        for option in question.options
    ]
    return question.id, question.many, question.stem, options


def test_no_question_of_the_book_is_missing():
    ids = [question.id for topic in questions.book_questions().values() for question in topic]
    assert sorted(ids) == sorted(row["id"] for row in data.rows("questions"))


def test_moodle_xml_is_read_back_with_its_categories(written):
    file = written / "docked-moodle.xml"
    found = []
    for question in parse_file(file)["multichoice"]:
        options = [
            (option.answer, round(option.score_fraction / 100, 4), option.feedback) for option in question.options
        ]
        found.append((question.name, not question.single, question.text_pre_parse, options))
    assert found == [expected_content(question) for question in QUESTIONS]
    names = etree.parse(file).xpath("//category/text/text()")
    assert names == ["$course$/top/Docked/" + topic.replace("/", "//") for topic in BANK]


@pytest.mark.nightly
def test_gift_is_read_back(written):
    try:
        parser = fetch("gift-pegjs", "1.0.2", DIGEST) / "lib" / "gift-parser.js"
    except ToolError as error:
        skip_or_fail(str(error))
    text = (written / "docked.gift.txt").read_text("utf-8")
    run = subprocess.run(["node", "-e", READ_GIFT, parser], input=text, capture_output=True, text=True, check=True)
    read = json.loads(run.stdout)
    categories = [item for item in read if item["type"] == "Category"]
    titles = [category["title"].replace("//", "/").rpartition("Docked/")[2] for category in categories]
    assert titles == list(BANK)
    found = []
    for question in (item for item in read if item["type"] != "Category"):
        many = any(choice["weight"] is not None for choice in question["choices"])
        options = [
            (text["text"], round(choice["weight"] / 100, 4) if many else float(choice["isCorrect"]), feedback["text"])
            for choice in question["choices"]
            for text, feedback in [(choice["text"], choice["feedback"])]
        ]
        formats = {question["stem"]["format"], *(choice["text"]["format"] for choice in question["choices"])}
        assert formats == {"plain"}
        found.append((question["title"], many, question["stem"]["text"], options))
    assert found == [expected_content(question) for question in QUESTIONS]


def test_qti_is_read_back(written, tmp_path):
    ZipFile(written / "docked-qti21.zip").extractall(tmp_path)
    found = []
    for path in (tmp_path / "items" / f"{question.id}.xml" for question in QUESTIONS):
        item = onyx.parse_item(path)
        (interaction,), response = item.interactions, item.response_decls["RESPONSE"]
        feedback = {element.identifier: element.html for element in item.feedback}
        options = [
            (choice.html, round(response.mapping[choice.identifier], 4), feedback[choice.identifier])
            for choice in interaction.choices
        ]
        right = [choice.identifier for choice in interaction.choices if response.mapping[choice.identifier] > 0]
        assert response.correct_values == right
        assert interaction.max_choices == (0 if response.cardinality == "multiple" else 1)
        stem = BeautifulSoup(extract_question_html(item), "html.parser").get_text().strip()
        found.append((item.identifier, response.cardinality == "multiple", stem, options))
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
    identifiers = {resource.get("href"): resource.get("identifier") for resource in root.iter("{*}resource")}
    assert sorted([*identifiers, "imsmanifest.xml"]) == sorted(package.namelist())
    dependencies = [dependency.get("identifierref") for dependency in root.iter("{*}dependency")]
    sections = list(etree.fromstring(package.read("test.xml")).iter("{*}assessmentSection"))
    items = [(identifiers[ref.get("href")], section.get("title")) for section in sections for ref in section]
    assert items == [(question.id, topic) for topic, topic_questions in BANK.items() for question in topic_questions]
    assert dependencies == [identifier for identifier, _ in items]


def test_csv_is_read_back(written):
    found = []
    text = (written / "docked-questions.csv").read_text("utf-8")
    assert text.startswith("\ufeff"), "the byte order mark, by which Excel recognizes UTF-8"
    for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")):
        right = row["right"].split(",")
        numbers = [name.split()[1] for name in row if name.startswith("option") and row[name]]
        options = [(row[f"option {number}"], number in right, row[f"feedback {number}"]) for number in numbers]
        found.append((row["id"], row["kind"] == "multiple", row["stem"], options))
        assert 0.5 <= float(row["minutes"]) <= 5
    assert found == [expected_content(question, shares=False) for question in QUESTIONS]
