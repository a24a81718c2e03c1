"""The statements on the station's end, drawn and printed: findings against their sources."""

import re
from datetime import date

from drawings import drawings, marks, texts, words

from issfacts import charts, data, tables
from issfacts.exhibits import statements
from issfacts.kit.wording import NUMBERS

DRAWN = charts.end_years()
PUBLISHED = date(2023, 9, 16)  # claim C38


def test_every_mark_stands_where_its_source_puts_it():
    drawn = DRAWN.data.set_index("id")[["said_on", "end_year", "kind"]]
    # AP, 26 July 2022; Spaceflight Insider: Komarov's news conference on Thursday, 23 July 2015.
    assert drawn.loc["2022-borisov-after-2024"].tolist() == ["2022-07-26", 2024, "talk"]
    assert drawn.loc["2015-russia-2024"].tolist() == ["2015-07-23", 2024, "decision"]
    # Roscosmos council, 2015, and the letters of 25 April 2023 (TASS): both to stay longer; all else binds nobody.
    assert drawn.loc[drawn["kind"] == "decision", "end_year"].tolist() == [2024, 2028]


def test_every_russian_statement_is_drawn_or_counted():
    rows = [row for row in statements.statements() if row["countries"] == ("RUS",)]
    silent = NUMBERS.index(re.search(r"Not drawn: (\w+) Russian statements", DRAWN.note)[1]) + 1
    assert len(DRAWN.data) + silent == len(rows)


def test_every_statement_has_its_speaker_and_its_year_beside_it_and_the_article_stands_between():
    for drawing in drawings(DRAWN):
        said = words(drawing)
        assert {"talk", "decision", "Russia said: until …"} <= set(said)
        assert (said.count("Rogozin"), said.count("Borisov"), said.count("Komarov")) == (3, 4, 1)
        assert (said.count("2020"), said.count("2025"), said.count("2030")) == (2, 2, 1)
        assert sum("2028" in word for word in said) == 5
        assert len(marks(drawing)) == len(DRAWN.data) + 2  # the key
        feet = {text.text: float(text.get("y")) for text in texts(drawing)}  # of each word the lowest
        article = feet["the article, September 2023"]
        assert feet["Borisov"] < article < min(feet["Bakanov"], feet["Orlov"])


# what was known


def test_three_messages_in_july():
    # AP on the 26th; Reuters of the same day; TASS as relayed by Sputnik and Pledge Times on the 29th.
    russia = tables.known_on("2022-07-31").data.query("Partner == 'Russia'")
    assert russia["When"].tolist() == ["26 Jul 2022", "26 Jul 2022", "29 Jul 2022"]
    assert russia["End year"].dropna().tolist() == ["After 2024", "At least 2028"]


def test_two_days_side_by_side():
    # In July only Japan and Canada had decided; on the article's day all had (SpaceNews, 27 April 2023).
    table = tables.promised("2022-07-31", "2023-09-16").data.set_index("Partner")
    assert table.columns.tolist() == ["Known on 31 July 2022", "Known on 16 September 2023"]
    assert table.iloc[:, 1].tolist() == ["2028 (decision)", "2030 (law)", *["2030 (decision)"] * 3]
    assert [said for said in table.iloc[:, 0] if "decision" in said or "law" in said] == ["2024 (decision)"] * 2


def test_hindsight_and_private_voices_stay_out():
    known = " ".join(tables.known_on(str(PUBLISHED)).data["Who said what"])
    assert max(row["last_day"] for row in statements.statements() if row["position"] in known) <= PUBLISHED
    assert "Musk" not in " ".join(tables.known_on("2025-03-01").data["Who said what"])


def test_a_statement_counts_from_the_last_day_that_its_date_can_mean(monkeypatch):
    rows = data.rows("positions")
    vague = [row | ({"said_on_precision": "month"} if row["id"] == "2022-japan-2030" else {}) for row in rows]
    monkeypatch.setattr(data, "rows", lambda name: vague)
    assert "Japan 2024" in tables.known_on("2022-11-29").title
    assert "Japan 2030" in tables.known_on("2022-11-30").title
