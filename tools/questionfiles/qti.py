"""Writes a QTI 2.1 package (1EdTech, formerly IMS): one item per question, a test with a section per chapter."""

from string import ascii_uppercase

from xmlfiles import xml

from . import Bank, score_share


def qti(bank: Bank, title: str) -> dict[str, bytes]:
    """Return the files of the package by name. Chosen options show their feedback and add up to the score."""
    questions = [question for topic_questions in bank.values() for question in topic_questions]
    files = {
        "imsmanifest.xml": xml("qti-manifest", questions=questions),
        "test.xml": xml("qti-test", bank=bank, title=title),
    }
    for question in questions:
        options = list(zip(ascii_uppercase, question.options, strict=False))
        context = {"question": question, "options": options, "score_share": score_share}
        files[f"items/{question.id}.xml"] = xml("qti-item", **context)
    return files
