"""Spelling: common slips by codespell, British English throughout, one spelling for a name."""

import re
from importlib.resources import files

from codespell_lib import main as codespell
from prose import LINK, ROOT, cells, each_page, written_pages
from rules import for_each

import issfacts as iss

IGNORED = "bloc,tha,presse,sais"  # a word of politics, Thailand in ISO 3166, a German newspaper, a school in Bologna
# Words that both sides of the Atlantic write, or that stand in names: Kennedy Space Center, a computer program.
BOTH = {
    *["center", "check", "draft", "license", "licensed", "meter", "meters", "practice", "program", "programs"],
    *["stories", "story"],
}
AMERICAN = {  # codespell's own list, with the British spellings
    us: gb
    for line in files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8").splitlines()
    for gb, us in [line.split("->")]
    if us not in BOTH
}
TABLES = [path.stem for path in sorted(ROOT.glob("data/*.csv"))]
AS_OTHERS_WRITE = {"agencies", "expeditions", "modules", "sources", "standards", "stays"}  # full names, and titles
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


def faults(text: str, prose: bool = True) -> list[str]:
    """Return the names that we spell in another way and, of prose, the American spellings; addresses and code apart.

    >>> faults("the color of the program of Roskosmos")
    ['Roskosmos: Roscosmos', 'color: colour']
    """
    found = {other: ours for other, ours in OTHER_SPELLINGS.items() if re.search(rf"\b{other}\b", text)}
    words = re.sub(r"```[\s\S]*?```|`[^`]*`|https?://\S+", "", LINK.sub(r"\g<text>", text))
    found |= {word: AMERICAN[word] for word in re.findall(r"\b[a-z]+\b", words) if prose and word in AMERICAN}
    return [f"{other}: {ours}" for other, ours in found.items()]


def test_no_common_slip(capsys):
    tables = [path for path in ROOT.glob("data/*.csv") if path.stem != "sources"]
    code = [ROOT / name for name in ("src", "tools", "_ext", "_templates")]
    skip = ["--skip", "*.pyc,gcat.py", "--ignore-words-list", IGNORED]
    pages = [*ROOT.glob("*.md"), *written_pages()]
    assert codespell(*map(str, [*skip, *pages, *tables, *code])) == 0, capsys.readouterr().out


@each_page
def test_pages_are_british_and_spell_a_name_in_one_way(path):
    for cell in cells(path):
        yield from (f"cell {cell.id}: {fault}" for fault in faults(cell.source, cell.kind == "markdown"))


@for_each([name for name in TABLES if name not in AS_OTHERS_WRITE])
def test_tables_are_british_and_spell_a_name_in_one_way(table):
    for row in iss.rows(table):
        for column, text in row.items():
            if isinstance(text, str) and " " in text and column != "holder":  # of a view: an agency's full name
                yield from (f"{fault}, in {column}: {text}" for fault in faults(text))
