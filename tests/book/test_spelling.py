"""Spelling: common slips by codespell, British English throughout, one spelling for a name."""

import re
from importlib.resources import files

from codespell_lib import main as codespell
from prose import LINK, ROOT, by_name, cells, written_pages
from rules import for_each

import issfacts as iss

IGNORED = "bloc,tha,presse,sais"  # a word of politics, Thailand in ISO 3166, a German newspaper, a school in Bologna
# Words that both sides of the Atlantic write, or that stand in names: Kennedy Space Center, a computer program.
BOTH = {
    *["center", "check", "draft", "license", "licensed", "meter", "meters", "practice", "program", "programs"],
    *["stories", "story"],
}
WORDS = {
    "questions": ("stem",),
    "options": ("text", "feedback"),
    "facts": ("value", "note", "derivation"),
    "events": ("title", "summary", "note"),
    "glossary": ("definition",),
    "claims": ("claim", "reason", "later_outcome", "note"),
    "codings": ("reason", "note"),
    "predictions": ("predicts", "note"),
    "perspectives": ("position", "reason", "note"),
    "contested_questions": ("title", "question"),
}
# One spelling per name: English forms of agencies, Ukrainian places by their Ukrainian names, states as in ISO 3166.
OTHER_SPELLINGS = {
    "Roskosmos": "Roscosmos",
    "Kiev": "Kyiv",
    "Kharkov": "Kharkiv",
    "Lvov": "Lviv",
    "Odessa": "Odesa",
    "Zaporozhye": "Zaporizhzhia",
    "Dnepr(?!-)": "Dnipro",
    "the Ukraine(?! [a-z])": "Ukraine",
    "Turkey": "Türkiye",
    "Byelorussia": "Belarus",
    "Dmitriy Petelin": "Dmitri Petelin",
    "Yuri Borisov": "Yury Borisov",
    "Francisco Rubio": "Frank Rubio",
    "Canadian Space Agency": "CSA",
    "Tyuratam": "Baikonur",
}


def american() -> dict[str, str]:
    """Return the American spellings of codespell's own list, with the British ones."""
    text = files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8")
    pairs = (line.split("->") for line in text.splitlines() if "->" in line)
    return {us.strip(" ,"): gb for gb, us in pairs if us.strip(" ,") not in BOTH}


AMERICAN = american()


def americanisms(text: str) -> list[str]:
    """Return the American spellings in a text, addresses, code and names with capitals apart.

    >>> americanisms("the color of the program")
    ['color: colour']
    """
    text = re.sub(r"```[\s\S]*?```|`[^`]*`|https?://\S+", "", LINK.sub(lambda match: match["text"], text))
    return [f"{word}: {AMERICAN[word]}" for word in re.findall(r"\b[a-z]+\b", text) if word in AMERICAN]


def test_no_common_slip(capsys):
    pages = [*ROOT.glob("*.md"), *written_pages(), *(ROOT / "data" / f"{table}.csv" for table in WORDS)]
    code = [ROOT / name for name in ("src", "tools", "_ext", "_templates")]
    skip = ["--skip", "*.pyc,gcat.py", "--ignore-words-list", IGNORED]
    assert codespell(*map(str, [*skip, *pages, *code])) == 0, capsys.readouterr().out


def misspelt(text: str) -> list[str]:
    """Return the names in a text that we spell in another way."""
    found = {other: ours for other, ours in OTHER_SPELLINGS.items() if re.search(rf"\b{other}\b", text)}
    return [f"{other}; we write {ours}" for other, ours in found.items()]


@for_each(written_pages(), by_name)
def test_pages_are_british_and_spell_a_name_in_one_way(path):
    for cell in cells(path):
        faults = misspelt(cell.source) + (americanisms(cell.source) if cell.kind == "markdown" else [])
        yield from (f"cell {cell.id}: {fault}" for fault in faults)


@for_each(WORDS)
def test_tables_are_british_and_spell_a_name_in_one_way(table):
    for row in iss.rows(table):
        for column in WORDS[table]:
            faults = americanisms(row[column] or "") + misspelt(row[column] or "")
            yield from (f"{row.get('id')}, {column}: {fault}" for fault in faults)
