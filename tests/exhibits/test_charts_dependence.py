"""Who depends on whom, drawn and printed: against the codings, the inspector general and sums by hand."""

import re
from xml.etree import ElementTree as ET

import pytest

import issfacts as iss
from issfacts import charts, dependence, tables
from issfacts.exhibits.dependence import FUNCTIONS, PRESETS


def drawings(chart):
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", chart.html(), re.S)]


def words(drawing):
    return [element.text for element in drawing.iter() if element.tag.endswith("text")]


# the matrix


def test_the_matrix_finds_who_depended_more():
    # By hand from codings: US-led 2.5, 1.5, 1.5 of 5; Russian 1, 1.5, 2.5 of 5.
    chart = charts.dependency_matrix()
    assert chart.title.endswith("more dependent in 2012, neither side was in 2023, the Russian in 2026")
    assert chart.data.iloc[-1].tolist()[1:] == [0.5, 0.3, 0.3, 0.2, 0.3, 0.5]
    assert "Our coding, no measurement" in chart.note


def test_the_matrix_is_the_table_cell_by_cell():
    frame = charts.dependency_matrix().data.set_index("function")
    for row in iss.rows("codings"):
        assert frame.loc[row["function"], f"{row['side']}_{row['on_date'].year}"] == row["code"]


def test_words_and_numbers_stand_in_every_cell():
    wide, narrow = map(words, drawings(charts.dependency_matrix()))
    codes = [row["code"] for row in iss.rows("codings")]
    for code, word, short in ((0, "own", "0 own"), (0.5, "partial", "0.5 partial"), (1, "partner only", "1 partner")):
        assert wide.count(word) == narrow.count(short) == codes.count(code)


def test_what_changed_is_framed():
    # codings: US-led crew transport by 2023; Russian reboost, crew transport and deorbit by 2026.
    for drawing in drawings(charts.dependency_matrix()):
        frames = [element for element in drawing.iter() if "--iss-accent" in element.get("stroke", "")]
        assert len(frames) == 4


def test_the_matrix_describes_itself():
    text = charts.dependency_matrix().description
    assert "US-led side, 2023: own primary means for electrical power, crew transport and gyroscopes" in text
    assert "the partner only for controlled deorbit; mean 0.3." in text


# the bars


@pytest.mark.parametrize("name", PRESETS)
def test_bars_are_the_weighted_means(name):
    chart = charts.vulnerability(name)
    for row in chart.data.to_dict("records"):
        means = dependence.vulnerability(row["year"], PRESETS[name].weights)
        assert {side: row[side] for side in means} == means
    assert PRESETS[name].reason in chart.note
    assert "Our assumption" in chart.note


def test_presets_agree_on_the_first_and_the_last_date_and_split_over_2023():
    leaders = [charts.vulnerability(name).table.set_index("Date")["More dependent"] for name in PRESETS]
    assert {found["2012"] for found in leaders} == {"US-led"}
    assert {found["2026"] for found in leaders} == {"Russian"}
    assert sorted(found["2023"] for found in leaders) == ["Russian"] * 3 + ["US-led"] * 2 + ["neither"]


def test_one_doubtful_step_decides_2023(monkeypatch):
    """The chapter says so of the Russian deorbit code of 2023, whose note calls 0 arguable."""
    rows = iss.rows("codings")
    (doubtful,) = [row for row in rows if row["id"] == "russian-deorbit-2023"]
    assert "0 is arguable" in doubtful["note"]
    assert len(set(dependence.vulnerability(2023).values())) == 1
    doubtful["code"] = 0
    monkeypatch.setattr(dependence.data, "rows", lambda name: rows)
    found = dependence.vulnerability(2023)
    assert found["US-led"] > found["Russian"]


def test_own_weights_and_a_tie():
    weights = dict.fromkeys(FUNCTIONS, 1) | {"crew-transport": 3}  # 2023: (0.5 + 1) / 7 and 3 x 0.5 / 7
    chart = charts.vulnerability(weights)
    assert chart.table["More dependent"].tolist() == ["US-led", "neither", "Russian"]
    assert chart.title == (
        "With your own weights, the US-led side was the more dependent in 2012, neither side in 2023, "
        "the Russian in 2026"
    )
    alone = charts.vulnerability(dict.fromkeys(FUNCTIONS, 0) | {"power": 1})
    assert alone.title.endswith("the Russian side was the more dependent in 2012, 2023 and 2026")
    assert alone.html().count("<svg") == 2


@pytest.mark.parametrize("weights", ["engineeer", {"power": 1}])
def test_weights_that_cannot_be_drawn(weights):
    with pytest.raises(ValueError, match=r"preset 'engineeer'|missing"):
        charts.vulnerability(weights)


# the seats


def test_seat_prices_finding():
    # NASA OIG IG-16-028: 21.3 million in 2006; SpaceNews, May 2020: 90.25 million for MS-17; Axiom seat 2021: barter.
    chart = charts.seat_prices()
    assert chart.title == (
        "A Soyuz seat rose from 21.3 million dollars in 2006 to 90.25 million in 2020; since 2021 seats are bartered"
    )


def test_seat_prices_tell_kinds_apart_and_leave_out_what_is_weak():
    chart = charts.seat_prices()
    assert 76.3 not in chart.data["price_musd"].tolist()  # unverified
    assert 47.9 not in chart.data["price_musd"].tolist()  # mixed with cargo, without years
    assert 55.4 not in chart.data["price_musd"].tolist()  # a mean of all the others
    by_kind = chart.table.groupby("Kind of figure")["Million USD"].agg(list)
    assert by_kind["inspector general, by year"] == ["21.3", "21.8", "21.8", "25", "28", "43", "60"]
    assert by_kind["barter: a seat for a seat"] == ["0", "0"]
    assert len(by_kind) == 4


def test_the_price_steps_up_in_the_half_in_which_the_last_shuttle_landed():
    rows = charts.seat_prices().table.set_index("When")["Million USD"]
    assert (rows["2011, first half"], rows["2011, second half"]) == ("28", "43")
    landing = next(row["when_utc"] for row in iss.rows("events") if row["id"] == "last-shuttle-landing")
    assert (landing.year, landing.month) == (2011, 7)


def test_every_price_is_written_once_in_each_drawing():
    chart = charts.seat_prices()
    for drawing in drawings(chart):
        text = " ".join(words(drawing))
        for value in ("21.3", "43", "62.75", "74.7 Boeing", "at most 86", "press 26.3", "90.25"):
            assert text.count(value) == 1, value


# the tables


def test_all_codes_with_reasons_and_doubts():
    table = tables.codings()
    assert table.caption == "30 codes, our judgements: we print a doubt beside nineteen of them"
    assert table.data["Reason"].notna().all()
    assert not table.data["Our doubt"].fillna("").str.startswith("Doubt").any()
    assert set(table.sources) == {source for row in iss.rows("codings") for source in row["source_ids"]}


def test_a_partner_lost():
    table = tables.partner_lost(2023)
    assert table.caption == "On 15 September 2023 neither side could have gone on alone with all five functions covered"
    assert table.data.set_index("Function").loc["Controlled deorbit"].tolist() == ["Uncovered", "Partial"]
    assert "Without the US-led side: two covered and three only demonstrated or partial." in table.note
    assert tables.partner_lost("2023-09-15").html() == table.html()
    with pytest.raises(ValueError, match="coded dates"):
        tables.partner_lost(2020)
