"""Writes a QTI 2.1 package (of 1EdTech, once IMS): an item a question, a test with a section a chapter, a manifest."""

from xmlfiles import xml

from . import LETTERS, Bank, share


def qti(bank: Bank, title: str) -> dict[str, bytes]:
    """Return the files of the package, by name; each option chosen shows its feedback, the score is what they earn."""
    questions = [asked for own in bank.values() for asked in own]
    items = {
        f"items/{asked.id}.xml": xml(
            "qti-item", asked=asked, options=list(zip(LETTERS, asked.options, strict=False)), share=share
        )
        for asked in questions
    }
    manifest, test = xml("qti-manifest", questions=questions), xml("qti-test", bank=bank, title=title)
    return {"imsmanifest.xml": manifest, "test.xml": test, **items}
