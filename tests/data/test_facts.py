"""Every fact that follows from the tables is worked out again from them."""

import pytest
from samples import collected

import issfacts as iss

DERIVED = collected("DERIVED")


def test_every_derived_fact_is_worked_out_again():
    assert {row["id"] for row in iss.rows("facts") if row["derivation"]} == set(DERIVED)


@pytest.mark.parametrize("id", DERIVED)
def test_the_tables_say_what_the_fact_says(id):
    assert DERIVED[id]() == iss.fact(id).value
