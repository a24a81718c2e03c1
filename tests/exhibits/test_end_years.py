"""The statements on the station's end, drawn and printed: findings against their sources."""

import re
from datetime import date

import pytest
from drawings import drawings, marks

from issfacts import charts, data, tables
from issfacts.exhibits import statements
from issfacts.kit.wording import NUMBERS

DRAWN = charts.end_years()
PUBLISHED = date(2023, 9, 16)  # claim C38


def drawn(id):
    return DRAWN.data.set_index("id").loc[id]


def test_finding():
    # Claim C32: the letters of 25 April 2023 name 2028, nearly five months before the article; C30: after 2024.
    for part in ("Nearly five months before the article", "2028", "after 2024"):
        assert part in DRAWN.title


def test_every_mark_stands_where_its_source_puts_it():
    # AP, 26 July 2022; SpacePolicyOnline: Canada, 24 March 2023; CHIPS and Science Act, signed 9 August 2022.
    assert drawn("2022-borisov-after-2024")[["said_on", "end_year", "kind"]].tolist() == ["2022-07-26", 2024, "talk"]
    assert drawn("2023-canada-2030")[["said_on", "end_year", "kind"]].tolist() == ["2023-03-24", 2030, "decision"]
    assert drawn("2022-us-law-2030")[["said_on", "end_year", "kind"]].tolist() == ["2022-08-09", 2030, "law"]
    # Spaceflight Insider: Komarov's news conference on Thursday, 23 July 2015.
    assert drawn("2015-russia-2024")[["said_on", "end_year", "kind"]].tolist() == ["2015-07-23", 2024, "decision"]


def test_a_vote_in_committee_is_no_law():
    # The research's note on 2026-senate-committee-2032: not law as of September 2026.
    assert drawn("2026-senate-committee-2032")["kind"] == "talk"


def test_every_statement_is_drawn_or_counted():
    rows = data.rows("positions")
    left = re.search(
        r"of (\d+) statements: (\w+) .* name no year, (\w+) by a private person, (\w+) on weak", DRAWN.note
    )
    assert int(left[1]) == len(rows)
    assert len(DRAWN.data) + sum(NUMBERS.index(word) + 1 for word in left.groups()[1:]) == len(rows)
    assert not {"2025-musk-2027", "2026-joint-descent-review"} & set(DRAWN.data["id"])


def test_the_line_is_russias_own_word_and_ends_with_the_article():
    # Told by NASA, so not on the line: Reuters, 27 July 2022. The line's last step is the one of 2023.
    story = statements.Story([row for row in statements.statements() if row["stated_end_year"]], PUBLISHED)
    steps = story.steps
    assert (date(2022, 7, 27), 2028) not in steps
    assert (date(2022, 7, 26), 2024) in steps
    assert (steps[-1][0].year, steps[-1][1]) == (2023, 2028)
    assert story.years_left == 5  # claim C33: a little over five years


def test_description_separates_what_came_later():
    assert "After the article seven marks follow (talk), between 2028 and 2032." in DRAWN.description
    assert "Two of these were decisions: 2024 in July 2015 and 2028 in April 2023." in DRAWN.description


def test_a_phone_shows_the_same_marks():
    law, key = 1 + 1, 3  # the ring of the one law and that of the key; the key's marks
    for drawing in drawings(DRAWN):
        assert len(marks(drawing)) == len(DRAWN.data) + law + key


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
