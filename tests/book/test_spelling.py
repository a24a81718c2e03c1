"""Spelling: no typing errors that codespell knows, British English, one spelling of each name."""

import re
from importlib.resources import files

from codespell_lib import main as codespell
from prose import LINK, ROOT, cells, each_page, written_pages
from rules import for_each

import issfacts as iss

IGNORED = "bloc,tha,presse,sais"  # a word of politics, Thailand in ISO 3166, a German newspaper, a school in Bologna
# Words of the American list that are also British in some sense ("computer program") or part of names ("Space Center").
ALSO_BRITISH = {
    *["center", "check", "draft", "license", "licensed", "meter", "meters", "practice", "program", "programs"],
    *["stories", "story"],
}
BRITISH_SPELLINGS = {  # by American spelling, from codespell's list
    us: gb
    for line in files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8").splitlines()
    for gb, us in [line.split("->")]
    if us not in ALSO_BRITISH
}
TABLES = [path.stem for path in sorted(ROOT.glob("data/*.csv"))]
ORIGINAL_SPELLING = {"agencies", "expeditions", "modules", "sources", "standards", "stays"}  # full names and titles
# One spelling per name: English forms of agencies, Ukrainian places by their Ukrainian names, states as in ISO 3166.
PREFERRED_NAMES = {  # by pattern of the variant that is not used
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


def spelling_errors(text: str, prose: bool = True) -> list[str]:
    """Return variants of names and, in prose outside code and addresses, American spellings, with their correction.

    >>> spelling_errors("the color of the program of Roskosmos")
    ['Roskosmos: Roscosmos', 'color: colour']
    """
    errors = {variant: name for variant, name in PREFERRED_NAMES.items() if re.search(rf"\b{variant}\b", text)}
    if prose:
        words = re.sub(r"```[\s\S]*?```|`[^`]*`|https?://\S+", "", LINK.sub(r"\g<text>", text))
        errors |= {us: BRITISH_SPELLINGS[us] for us in re.findall(r"\b[a-z]+\b", words) if us in BRITISH_SPELLINGS}
    return [f"{variant}: {correction}" for variant, correction in errors.items()]


def test_codespell_finds_no_error(capsys):
    tables = [path for path in ROOT.glob("data/*.csv") if path.stem != "sources"]
    code = [ROOT / name for name in ("src", "tools", "_ext", "_templates")]
    skip = ["--skip", "*.pyc,gcat.py", "--ignore-words-list", IGNORED]
    pages = [*ROOT.glob("*.md"), *written_pages()]
    assert codespell(*map(str, [*skip, *pages, *tables, *code])) == 0, capsys.readouterr().out


@each_page
def test_pages_use_british_spelling_and_preferred_names(path):
    for cell in cells(path):
        yield from (f"cell {cell.id}: {error}" for error in spelling_errors(cell.source, cell.kind == "markdown"))


@for_each([name for name in TABLES if name not in ORIGINAL_SPELLING])
def test_tables_use_british_spelling_and_preferred_names(table):
    for row in iss.rows(table):
        for column, text in row.items():
            if isinstance(text, str) and " " in text and column != "holder":  # `holder` may be an agency's full name
                yield from (f"{error}, in {column}: {text}" for error in spelling_errors(text))
