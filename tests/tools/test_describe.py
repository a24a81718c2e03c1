"""The data's description: what people edit in data/schema/ becomes datapackage.json, or is named where it is wrong."""

import shutil
from pathlib import Path

import pytest
from describe import DescriptionError, descriptor_text
from prose import ROOT

DATA = ROOT / "data"


@pytest.fixture
def copied(tmp_path):
    """Return a copy of data/ to damage."""
    return shutil.copytree(DATA, tmp_path / "data")


def refusal(data: Path, file: str, old: bytes, new: bytes) -> str:
    """Replace a piece of one file, return what the tool says of it, and put the file back."""
    path = data / file
    own = path.read_bytes()
    assert old in own, f"{file} has no {old}"
    path.write_bytes(own.replace(old, new, 1))
    with pytest.raises(DescriptionError) as refused:
        descriptor_text(data)
    path.write_bytes(own)
    return str(refused.value)


def test_the_committed_descriptor_is_the_one_described():
    assert (DATA / "datapackage.json").read_text("utf-8") == descriptor_text()


def test_every_fault_of_a_description_is_named(copied):
    faults = {
        ("schema/claims.yml", b"title:", b"titel:"): "claims.yml",
        ("schema/claims.yml", b"fields:", b"fields: [}"): "claims.yml",
        (
            "schema/claims.yml",
            b": note_on_decisions",
            b": no-such-field",
        ): "'no-such-field' is not described in _shared.yml",
        ("schema/claim_evidence.yml", b"claims.id", b"claims.nr"): "claims.nr, a column that no table has",
        ("schema/stays.yml", b"type: number", b"type: whole"): "'whole' is not one of",
        ("schema/_package.yml", b"as_of:", b"asof:"): "_package.yml",
        ("schema/_package.yml", b"- countries", b"- lands"): "lands.yml: ",
        ("schema/facts.yml", b"like: id", b"like: di"): "'di' is not described in _shared.yml",
        # another hash for the same table on another computer: builds that differ for no reason a reader could see
        ("countries.csv", b"\n", b"\r\n"): "countries.csv has Windows line ends (CRLF): save it as UTF-8 without it",
        ("countries.csv", b"", b"\xef\xbb\xbf"): "countries.csv has a byte-order mark: save it as UTF-8 without it",
    }
    said = {fault: refusal(copied, *fault) for fault in faults}
    assert {fault: words for fault, words in said.items() if faults[fault] not in words} == {}


def test_a_missing_table_is_named(copied):
    (copied / "countries.csv").unlink()
    with pytest.raises(DescriptionError, match=r"^countries\.csv: No such file"):
        descriptor_text(copied)
