"""The statements on the station's end, drawn and printed: findings against their sources."""

import re
from datetime import date

import pytest
from drawings import drawings, marks, words

from issfacts import charts, tables
from issfacts.exhibits import statements
from issfacts.kit.wording import NUMBERS

DRAWN = charts.end_years()
PUBLISHED = date(2023, 9, 16)  # claim C38


def drawn(id):
    return DRAWN.data.set_index("id").loc[id]


def test_finding():
    # Roscosmos council, 2015, and the letters of 25 April 2023 (TASS): both to stay longer; all else binds nobody.
    decided = DRAWN.data[DRAWN.data["kind"] == "decision"]
    assert decided["end_year"].tolist() == [2024, 2028]
    assert set(DRAWN.data["kind"]) == {"decision", "talk"}
    assert "both decisions were to stay" in DRAWN.title


def test_every_russian_statement_is_drawn_or_counted():
    rows = [row for row in statements.statements() if row["countries"] == ("RUS",)]
    silent = NUMBERS.index(re.search(r"Not drawn: (\w+) Russian statements", DRAWN.note)[1]) + 1
    assert len(DRAWN.data) + silent == len(rows)


def test_talk_and_decision_are_written_on_both_drawings():
    for drawing in drawings(DRAWN):
        said = " ".join(words(drawing))
        assert (said.count("decision"), said.count("talk")) == (2, 5)
        assert len(marks(drawing)) == len(DRAWN.data)


# what was known


def partner(table, name):
    return table.data[table.data["Partner"] == name]


def test_three_messages_in_july():
    # AP on the 26th; Reuters on the 27th; TASS as relayed by Sputnik and Pledge Times on the 29th.
    russia = partner(tables.known_on("2022-07-31"), "Russia")
    assert russia["When"].tolist() == ["26 Jul 2022", "27 Jul 2022", "29 Jul 2022"]
    assert russia["End year"].tolist()[:2] == ["After 2024", "At least 2028"]
    assert russia["End year"].isna().tolist() == [False, False, True]


def test_the_commitment_was_known_on_the_day_of_the_article():
    # SpaceNews, 27 April 2023: Russia 2028, all others 2030.
    for when in ("2023-04-30", "2023-09-16"):
        caption = tables.known_on(when).caption
        assert caption.endswith(": Russia 2028, US 2030, Europe 2030, Japan 2030 and Canada 2030")


def test_a_month_counts_from_its_end():
    # Japan agreed in November 2022, the day is not known: on the 15th nobody could rely on it.
    assert "Japan 2024" in tables.known_on("2022-11-15").caption
    assert "Japan 2030" in tables.known_on("2022-11-30").caption


def test_hindsight_stays_out():
    assert max(statements.last_day(row) for row in made_by("2023-09-16")) <= PUBLISHED
    assert "2028" in tables.known_on("2022-09-21").caption  # TASS: very likely to 2028
    assert "after 2024" in tables.known_on("2022-09-20").caption


def made_by(when):
    known = " ".join(tables.known_on(when).data["Who said what"])
    return [row for row in statements.statements() if row["position"] in known]


def test_private_voices_are_no_partners():
    assert "Musk" not in " ".join(tables.known_on("2025-03-01").data["Who said what"])


@pytest.mark.parametrize("when", ["1998-01-29", "spring", None, "2023-13-01"])
def test_days_without_an_answer_are_named(when):
    with pytest.raises(ValueError, match=r"is no day|before the first"):
        tables.known_on(when)
