"""Every fact that follows from the tables is worked out again from them."""

from samples import collect_derived

import issfacts as iss
from issfacts.kit.wording import OWN

DERIVED = collect_derived()


def test_every_derived_fact_is_worked_out_again():
    assert {row["id"] for row in iss.rows("facts") if row["derivation"]} == set(DERIVED)


def test_the_tables_say_what_the_facts_say():
    found = {id: worked_out() for id, worked_out in DERIVED.items()}
    assert found == {id: iss.fact(id).value for id in DERIVED}


def test_what_we_assume_or_judge_says_so_and_cites_no_news():
    """Invented points, weights, codes, forecasters and our own estimate must not borrow the weight of a source."""
    faults = []
    for row in iss.rows("facts"):
        basis = (row["derivation"] or "").partition(":")[0]
        said = (row["note"] or "").startswith(("Our judgement", "Invented"))
        ours = said or basis in ("game", "dependence", "codings")
        outside = [id for id in row["source_ids"] if id not in ("docked-model", "ams-brier-score")]
        if (row["status"] in OWN and outside) or (ours and row["status"] not in OWN):
            faults.append(row["id"])
        if ("docked-model" in row["source_ids"]) != (row["status"] in OWN):
            faults.append(row["id"])
    assert faults == []
