"""Tests that recompute every derived fact from the tables."""

from derivations import derive_all

import issfacts as iss
from issfacts.kit.wording import OWN_STATUSES


def test_every_derived_fact_is_recomputed_and_equal():
    assert derive_all() == {row["id"]: row["value"] for row in iss.rows("facts") if row["derivation"]}


def test_our_assumptions_and_judgements_have_such_a_status_and_cite_no_outside_source():
    """Applies to invented points, weights, codes and forecasters, and to our own estimate."""
    faults = []
    for row in iss.rows("facts"):
        basis = (row["derivation"] or "").partition(":")[0]
        said = (row["note"] or "").startswith(("Our judgement", "Invented"))
        ours = said or basis in ("game", "dependence", "codings")
        outside = [id for id in row["source_ids"] if id not in ("docked-model", "ams-brier-score")]
        if (row["status"] in OWN_STATUSES and outside) or (ours and row["status"] not in OWN_STATUSES):
            faults.append(row["id"])
        if ("docked-model" in row["source_ids"]) != (row["status"] in OWN_STATUSES):
            faults.append(row["id"])
    assert faults == []
