"""Writes a QTI 2.1 package (of 1EdTech, once IMS): an item a question, a test with a section a chapter, a manifest."""

from xml.etree.ElementTree import Element

from exports.elements import element, written

from issfacts.widgets.questions import Question

from . import LETTERS, Bank, share

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEST = "test.xml"


def qti(bank: Bank, title: str, language: str = "en") -> dict[str, bytes]:
    """Return the files of the package, by name."""
    asked = [one for questions in bank.values() for one in questions]
    items = {place(one): written(item(one, language)) for one in asked}
    return {"imsmanifest.xml": written(manifest(asked)), TEST: written(test(bank, title)), **items}


def place(asked: Question) -> str:
    """Return the file of a question."""
    return f"items/{asked.id}.xml"


def item(asked: Question, language: str) -> Element:
    """Return a question: each option chosen shows its feedback, and the score is what the options earn."""
    options = list(zip(LETTERS, asked.options, strict=False))
    many = "multiple" if asked.many else "single"
    choices = [element("simpleChoice", option.text, identifier=letter) for letter, option in options]
    interaction = element("choiceInteraction", *choices, responseIdentifier="RESPONSE", shuffle="true")
    interaction.set("maxChoices", "0" if asked.many else "1")
    feedback = [
        element("modalFeedback", option.feedback, outcomeIdentifier="FEEDBACK", identifier=letter, showHide="show")
        for letter, option in options
    ]
    made = element(
        "assessmentItem",
        expected(asked),
        declared("outcome", "SCORE", "single", "float"),
        declared("outcome", "FEEDBACK", many, "identifier"),
        element("itemBody", element("p", asked.stem), interaction),
        processing(),
        *feedback,
        xmlns=QTI,
        identifier=asked.id,
        title=asked.id,
        adaptive="false",
        timeDependent="false",
    )
    made.set("xml:lang", language)
    return made


def declared(what: str, name: str, cardinality: str, kind: str, *children: Element) -> Element:
    """Return the declaration of a response or an outcome."""
    return element(f"{what}Declaration", *children, identifier=name, cardinality=cardinality, baseType=kind)


def expected(asked: Question) -> Element:
    """Return the right answer, and what each option earns."""
    options = list(zip(LETTERS, asked.options, strict=False))
    right = element("correctResponse", *(element("value", letter) for letter, option in options if option.right))
    entries = [
        element("mapEntry", mapKey=letter, mappedValue=f"{share(asked, option):.5g}") for letter, option in options
    ]
    many = "multiple" if asked.many else "single"
    return declared("response", "RESPONSE", many, "identifier", right, element("mapping", *entries, lowerBound="0"))


def processing() -> Element:
    """Return what happens to an answer: the score is looked up, the options chosen name the feedback."""
    score, chosen = element("mapResponse", identifier="RESPONSE"), element("variable", identifier="RESPONSE")
    rules = [element("setOutcomeValue", score, identifier="SCORE")]
    return element("responseProcessing", *rules, element("setOutcomeValue", chosen, identifier="FEEDBACK"))


def test(bank: Bank, title: str) -> Element:
    """Return the test that holds all items, a section a chapter."""
    sections = [
        element(
            "assessmentSection",
            *(element("assessmentItemRef", identifier=one.id, href=place(one)) for one in asked),
            identifier=f"section-{number}",
            title=topic,
            visible="true",
        )
        for number, (topic, asked) in enumerate(bank.items(), start=1)
    ]
    part = element("testPart", *sections, identifier="part", navigationMode="nonlinear", submissionMode="individual")
    return element("assessmentTest", part, xmlns=QTI, identifier="test", title=title)


def manifest(asked: list[Question]) -> Element:
    """Return the table of contents: the test, and the items it needs."""
    items = [resource(one.id, "imsqti_item_xmlv2p1", place(one)) for one in asked]
    whole = resource("test", "imsqti_test_xmlv2p1", TEST)
    whole.extend(element("dependency", identifierref=one.id) for one in asked)
    head = element("metadata", element("schema", "QTIv2.1 Package"), element("schemaversion", "1.0.0"))
    parts = [head, element("organizations"), element("resources", whole, *items)]
    return element("manifest", *parts, xmlns=PACKAGE, identifier="manifest")


def resource(name: str, kind: str, file: str) -> Element:
    """Return a file of the package as its manifest lists it."""
    return element("resource", element("file", href=file), identifier=name, type=kind, href=file)
