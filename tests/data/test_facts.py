"""Every fact that follows from the tables is worked out again from them."""

from samples import collected

import issfacts as iss

DERIVED = collected("DERIVED")


def test_every_derived_fact_is_worked_out_again():
    assert {row["id"] for row in iss.rows("facts") if row["derivation"]} == set(DERIVED)


def test_the_tables_say_what_the_facts_say():
    found = {id: worked_out() for id, worked_out in DERIVED.items()}
    assert found == {id: iss.fact(id).value for id in DERIVED}
