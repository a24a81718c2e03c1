"""Titles, captions, descriptions, notes and error messages of exhibits; each expected text cites its authority."""

import pandas as pd
from rules import for_each

from issfacts import charts, tables
from issfacts.exhibits.crew import Crew

AUTUMN = ("2023-08-01", "2023-10-31")

# (exhibit, its arguments, texts that its title, description or note must contain)
EXPECTED_TEXTS = [
    # Zarya, Zvezda, Pirs, Poisk, Rassvet, Nauka and Prichal are Russian-built (NASA, GCAT): seven of the 41 listed.
    # 19.32 + 19.05 + 3.58 + 3.67 + 8.015 + 20.35 + 3.9 t by the sources of each: 77.9 of 315.3 t; four are blank.
    (charts.station, (), "17% of the pieces", "25% of the weighed mass", "of the 37 parts that can be weighed"),
    # NASA release 95-138 and ESA, 5 March 1997: Europe and Russia built parts that the United States owns.
    (charts.station, ("owner",), "Zarya, Harmony, Tranquility, Cupola, Leonardo and Bishop"),
    # NASA: MS-24 docked at Rassvet.
    (charts.station, ("ports",), "Soyuz MS-24 docked at Rassvet"),
    # The codings of 2023: the US-led side had part of the reboost, and nothing to bring the station down.
    (
        charts.station,
        ("needs", None, "Russian"),
        "turning it” only in part, “bringing it down” not at all",
    ),
    # The clocks of facts launch-time, docking-time, docking-time-planned and hatch-opening-time.
    (charts.docking_day, (), "15:44 UTC", "23:53 on Friday in Baikonur", "00:16 on Saturday in Moscow", "18:56 UTC"),
    # NASA at the hatch opening: seven plus three make ten. By agency: fact aboard-after-hatch and the roster of C14.
    (
        *(charts.crew_by_agency, (*AUTUMN, "2023-09-15"), "MBRSC: Mohammed Bin Rashid Space Centre."),
        "from seven to ten: five from Roscosmos, three from NASA, one from ESA and one from JAXA",
    ),
    # By the record of docking and undocking; nobody was aboard between STS-96 and STS-101.
    (charts.crew_by_agency, ("2023-10", "2023-10"), "Seven people were aboard all the time"),
    (charts.crew_by_agency, ("1999-07", "1999-08"), "Nobody"),
    (charts.crew_by_agency, ("2023-09", "2023-09", "2023-09-27"), "fell from ten to seven"),
    (charts.crew_by_agency, ("1998-12-08", "2026-10-07"), "Up to thirteen people were aboard, at times nobody"),
    (tables.roster, ("1999-08-01",), "Nobody"),
    # The article as checked: 41 rows, 38 claims and three omissions; 29 accurate, 2 imprecise, 4 incomplete,
    # 1 outdated at publication, 5 not checkable.
    (tables.claims, (), "38 claims and three omissions", "29 accurate", "two imprecise", "five not checkable"),
    # Source iss-elements, run through SGP4: two seconds after 49.80 N, 30.53 E, 15 km farther along its way.
    (tables.orbit_witness, (), "over Ukraine, 69 km from Kyiv"),
    # Rubio on MS-22 was the first American on a Soyuz since Vande Hei on MS-18 (source sputnik-ms23-landing);
    # CBS News, 4 October 2022: Kikina on Crew-5 was the first cosmonaut on an American ship since 2002.
    # Sixteen swapped seats by 1 October 2026: seat_swap_source_ids names a page for each.
    (charts.mixed_crews, (), "seven flights between 9 April 2021 and 21 September 2022", "16 of 20"),
    # ESA and NASA, 2 November 2025: twenty-five years of unbroken habitation (event twenty-five-years-inhabited);
    # Expedition 1 was Shepherd of NASA, Gidzenko and Krikalev of Roscosmos (event expedition-1-arrival).
    # Event crew11-medical-return: one American and two Russians were left.
    (
        charts.crew_history,
        (),
        "without a gap since 2 November 2000",
        "early, 15 January 2026: NASA 1, Roscosmos 2",
    ),
    # MS-22, Crew-5, Crew-6, Ax-2 (no Russian aboard), Crew-7 and MS-24 docked in it.
    (tables.mixed_share, ("us-russia", "2022-09-01", "2023-09-16"), "5 of 6", "to 15 September 2023", "83 per cent"),
    (tables.mixed_share, ("agency", "1999-07-01", "1999-08-01"), "0 of 0"),
    # SpaceNews, 27 April 2023: Russia 2028, all others 2030.
    (tables.known_on, ("2023-04-30",), ": Russia 2028, US 2030, Europe 2030, Japan 2030 and Canada 2030"),
    # Japan agreed on 17 November 2022 (Japan Times).
    (tables.known_on, ("2022-11-15",), "Japan 2024"),
    (tables.known_on, ("2022-11-30",), "Japan 2030"),
    # TASS, 21 September 2022: very likely to 2028. No hindsight on the day before.
    (tables.known_on, ("2022-09-21",), "Russia 2028"),
    (tables.known_on, ("2022-09-20",), "Russia after 2024"),
    # Counted by hand: the war in seven of seven and none of twelve; a total in none of seven and five of twelve.
    (charts.coverage_matrix, (), "7 of 7 and 0 of 12", "0 of 7 and 5 of 12", "It does not mean left out"),
    # The Frankfurter Neue Presse names the war; its text is dpa's, which names Interfax (coverage_pages, P18 and P07).
    (charts.coverage_matrix, (True,), "one page that names the war leads to Roscosmos", "It does not mean left out"),
    (charts.dependency_matrix, (), "no measurement", "nothing of its own for “bringing it down”; mean 0.3."),
    # By hand: two of five came true. 0.9: (2 x 0.01 + 3 x 0.81) / 5; 0.1: (2 x 0.81 + 3 x 0.01) / 5; a half: 0.25.
    (tables.brier, ("optimist",), "scores 0.49; two of the five"),
    (tables.brier, ("sceptic",), "scores 0.33; two of the five"),
    # By hand: 0.09 + 0.01 + 0.16 + 0.64 + 0.04 = 0.94, divided by five.
    (tables.brier, ([0.3, 0.9, 0.4, 0.8, 0.8],), "Your five forecasts score 0.19;"),
    # Aviation Week: 329 attempts in 2025, 181 American, 92 Chinese, 17 Russian. GCAT by the maker of the rocket: 44
    # American and 39 Chinese attempts in 2020, the other years stay Chinese.
    (
        *(charts.launches_by_state, (), "181 of 329", "China 92", "from 2018 to 2021 China had led"),
        *("most in 1982: 108.", "2020 goes to the United States"),
    ),
    # Each row of comparisons names its treaty: of the kinds of work that nobody else could do, these three went on.
    (charts.held_or_broke, (), "and a treaty: Space station went on, Fusion reactor went on and Barents Sea cod went"),
    # Worked out by hand for 2024, a crisis: 10 against 6.
    (tables.one_year, (2024,), "and two who press have no less"),
]


@for_each(EXPECTED_TEXTS, lambda case: f"{case[0].__name__}{case[1]}")
def test_texts_contain_the_findings_of_the_sources(case):
    make, arguments, *parts = case
    exhibit = make(*arguments)
    text = " ".join([exhibit.title, getattr(exhibit, "description", ""), exhibit.note])
    yield from (f"no {part!r} in {text!r}" for part in parts if part not in text)


def test_one_person_aboard_is_singular():
    days = pd.DatetimeIndex(["2000-11-02", "2000-11-03"], tz="UTC")
    for counts, text in (([1, 1], "One person was aboard all the time"), ([0, 1], "Up to one person was aboard")):
        assert Crew(pd.DataFrame({"NASA": counts}, index=days), *days, None).finding.startswith(text)


# (exhibit, invalid arguments, text that the error message must contain)
ERRORS = [
    (charts.station, ("mass",), "one of builder, owner, year, needs, ports"),
    (charts.station, ("builder", "spring"), "'spring' is no day, such as"),
    (charts.station, ("builder", "1998-11-19"), "launched on 1998-11-20: give that day or a later one"),
    (charts.station, ("ports", "2023-09-27"), "from 2023-09-15 to the day before 2023-09-27"),
    (charts.station, ("needs", "2011-01-01"), "coded from 2012-07-01"),
    (charts.station, ("builder", None, "Russian"), "only show='needs' takes it"),
    (charts.crew_by_agency, ("2023-10", "2023-08"), "is after"),
    (charts.crew_by_agency, ("1998-01", "1999-01"), "first docking"),
    (charts.crew_by_agency, ("2026-01", "2027-01"), "2026-10-08T00:00Z"),
    (charts.crew_by_agency, (None, "2023-10"), "None is no month"),
    (charts.crew_by_agency, ("2023-13", "2023-10"), "2023-13"),
    (charts.crew_by_agency, (*AUTUMN, "2023-12-24"), "mark '2023-12-24' is not between"),
    (tables.roster, ("1990-01-01",), "record"),
    (tables.roster, (None,), "instant"),
    (tables.claims, ("rumour",), "'rumour' is none of event"),
    (charts.mixed_crews, ("flag",), "definition='flag'"),
    (tables.mixed_share, ("agency", "2023-01-01", "2022-01-01"), "after"),
    (tables.known_on, ("1998-01-29",), "before the first"),
    (tables.known_on, ("2023-13-01",), "is no day"),
    (tables.compare_pages, ("P99", "P02"), "not two different pages of P00"),
    (tables.compare_pages, ("P02", "P02"), "not two different pages of P00"),
    (tables.brier, ("pessimist",), "none of optimist, sceptic, coin-flipper"),
    (tables.brier, ([0.5],), "give 5 probabilities"),
    (tables.brier, ([0, 4] * 5,), "write 0.4 with a point"),
    (tables.brier, (["0,4"] * 5,), "write 0.4 without quotes"),
    (tables.brier, ([90, 1, 1, 1, 1],), "write 90 per cent as 0.9"),
    (tables.evidence_for, ("neither-alon",), "neither-alone"),
]


@for_each(ERRORS, lambda case: f"{case[0].__name__}{case[1]}")
def test_invalid_arguments_raise_a_clear_error(case):
    make, arguments, message = case
    try:
        make(*arguments)
        yield "raised no error"
    except (ValueError, KeyError) as error:
        if message not in str(error):
            yield str(error)
