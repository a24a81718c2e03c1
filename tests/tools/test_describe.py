"""The generation of datapackage.json from data/schema/: errors name the file and the key."""

import re

import pytest
from describe import descriptor_text
from running import ToolError

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
    # these change the hash of a table without a visible change of its content
    ("countries.csv", "\n", "\r\n", "countries.csv has Windows line ends (CRLF): save it as UTF-8 without it"),
    ("countries.csv", "", "\ufeff", "countries.csv has a byte-order mark: save it as UTF-8 without it"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS)
def test_invalid_description_is_reported_with_file_and_key(damaged, file, old, new, message):
    with pytest.raises((ToolError, iss.DataError), match=re.escape(message)):
        descriptor_text(damaged(file, old, new))


def test_missing_table_is_reported(data_copy):
    (data_copy / "countries.csv").unlink()
    with pytest.raises(ToolError, match=r"^countries\.csv: No such file"):
        descriptor_text(data_copy)
