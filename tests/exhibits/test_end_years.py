"""The chart and the tables of stated end years, against their sources."""

import re
from datetime import date

from drawings import change_row, drawings, markers, text_contents, text_elements

from issfacts import charts, data, tables
from issfacts.exhibits import statements
from issfacts.kit.wording import NUMBERS

CHART = charts.end_years()
PUBLISHED = date(2023, 9, 16)  # claim C38


def test_russian_statements_are_drawn_or_counted_in_the_note():
    rows = [row for row in statements.statements() if row["countries"] == ("RUS",)]
    not_drawn = NUMBERS.index(re.search(r"Not drawn: (\w+) Russian statements", CHART.note)[1]) + 1
    assert len(CHART.data) + not_drawn == len(rows)


def test_drawings_label_speakers_years_and_the_article():
    for drawing in drawings(CHART):
        said = text_contents(drawing)
        assert (said.count("Rogozin"), said.count("Borisov")) == (3, 4)
        assert (said.count("2020"), said.count("2025"), said.count("2030")) == (2, 2, 2)  # 2030 also on the axis
        assert sum("2028" in word for word in said) == 5
        # Of a text that occurs several times, the lowest position.
        positions = {text.text: float(text.get("y")) for text in text_elements(drawing)}
        article = positions["the article, September 2023"]
        assert positions["Borisov"] < article < min(positions["Bakanov"], positions["Orlov"])


# Statements known on a day


def test_known_on_lists_russias_statements_of_july_2022():
    # AP on the 26th; Reuters of the same day; TASS as relayed by Sputnik and Pledge Times on the 29th.
    russia = tables.known_on("2022-07-31").data.query("Partner == 'Russia'")
    assert russia["When"].tolist() == ["26 Jul 2022", "26 Jul 2022", "29 Jul 2022"]
    assert russia["End year"].dropna().tolist() == ["After 2024", "At least 2028"]


def test_promised_compares_two_days():
    # In July only Japan and Canada had decided; on the article's day all had (SpaceNews, 27 April 2023).
    table = tables.promised("2022-07-31", "2023-09-16").data.set_index("Partner")
    assert table.columns.tolist() == ["Known on 31 July 2022", "Known on 16 September 2023"]
    assert table.iloc[:, 1].tolist() == ["2028 (decision)", "2030 (law)", *["2030 (decision)"] * 3]
    assert [said for said in table.iloc[:, 0] if "decision" in said or "law" in said] == ["2024 (decision)"] * 2


def test_known_on_excludes_later_and_private_statements():
    known = " ".join(tables.known_on(str(PUBLISHED)).data["Who said what"])
    assert max(row["last_day"] for row in statements.statements() if row["position"] in known) <= PUBLISHED
    assert "Musk" not in " ".join(tables.known_on("2025-03-01").data["Who said what"])


def test_vague_date_counts_from_its_last_possible_day(monkeypatch):
    rows = data.rows("positions")
    vague = [row | ({"said_on_precision": "month"} if row["id"] == "2022-japan-2030" else {}) for row in rows]
    monkeypatch.setattr(data, "rows", lambda name: vague)
    assert "Japan 2024" in tables.known_on("2022-11-29").title
    assert "Japan 2030" in tables.known_on("2022-11-30").title


def test_both_decisions_are_to_stay():
    # Roscosmos council, 2015, and the letters of 25 April 2023 (TASS): both to stay longer; the others are talk.
    decided = CHART.data.query("kind == 'decision'")
    assert decided["end_year"].tolist() == [2024, 2028]
    positions = data.by_id("positions")
    assert [id for id in decided["id"] if "leav" in positions[id]["position"].lower()] == []


def test_later_statements_are_drawn_on_the_canvas(monkeypatch):
    change_row(monkeypatch, "positions", "2023-russia-2028", stated_end_year=2050)
    chart = charts.end_years()
    for drawing in drawings(chart):
        assert len(markers(drawing)) == len(chart.data) + 2  # none is cut off
