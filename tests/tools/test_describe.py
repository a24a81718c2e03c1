"""The data's description: what people edit in data/schema/ becomes datapackage.json, or is named where it is wrong."""

import re

import pytest
from describe import DescriptionError, descriptor_text

import issfacts as iss

FAULTS = [
    ("schema/claims.yml", "title:", "titel:", "claims.yml"),
    ("schema/claims.yml", "fields:", "fields: [}", "claims.yml"),
    ("schema/claims.yml", ": note_on_decisions", ": no-such-field", "'no-such-field' is not described in _shared.yml"),
    ("schema/claim_evidence.yml", "claims.id", "claims.nr", "claims.nr, a column that no table has"),
    ("schema/stays.yml", "type: number", "type: whole", "'whole' is not one of"),
    ("schema/_package.yml", "as_of:", "asof:", "_package.yml"),
    ("schema/_package.yml", "- countries", "- lands", "lands.yml: "),
    ("schema/facts.yml", "like: id", "like: di", "'di' is not described in _shared.yml"),
    # another hash for the same table on another computer: builds that differ for no reason a reader could see
    ("countries.csv", "\n", "\r\n", "countries.csv has Windows line ends (CRLF): save it as UTF-8 without it"),
    ("countries.csv", "", "\ufeff", "countries.csv has a byte-order mark: save it as UTF-8 without it"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), FAULTS)
def test_a_fault_of_a_description_is_named(damaged, file, old, new, words):
    with pytest.raises((DescriptionError, iss.DataError), match=re.escape(words)):
        descriptor_text(damaged(file, old, new))


def test_a_missing_table_is_named(damaged):
    folder = damaged("countries.csv", "", "")
    (folder / "countries.csv").unlink()
    with pytest.raises(DescriptionError, match=r"^countries\.csv: No such file"):
        descriptor_text(folder)
