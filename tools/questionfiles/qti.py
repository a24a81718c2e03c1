"""Writes a QTI 2.1 package (of 1EdTech, once IMS): an item a question, a test with a section a chapter, a manifest."""

from string import ascii_uppercase

from xmlfiles import xml

from . import Bank, share


def qti(bank: Bank, title: str) -> dict[str, bytes]:
    """Return the files of the package, by name; each option chosen shows its feedback, the score is what they earn."""
    questions = [asked for own in bank.values() for asked in own]
    files = {
        "imsmanifest.xml": xml("qti-manifest", questions=questions),
        "test.xml": xml("qti-test", bank=bank, title=title),
    }
    for asked in questions:
        options = list(zip(ascii_uppercase, asked.options, strict=False))
        files[f"items/{asked.id}.xml"] = xml("qti-item", asked=asked, options=options, share=share)
    return files
