"""What exhibits say, in texts, cells and drawings, and their error messages; each expectation cites its authority."""

from datetime import date

import pandas as pd
from drawings import drawings, markers, text_contents
from for_each import each_raises, for_each

import issfacts as iss
from issfacts import charts, tables
from issfacts.exhibits.crew import Crew
from issfacts.record.elements import elements

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
    (charts.station, ("needs", None, "Russian"), "turning it” only in part, “bringing it down” not at all"),
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
    (charts.crew_history, (), "without a gap since 2 November 2000", "early, 15 January 2026: NASA 1, Roscosmos 2"),
    # MS-22, Crew-5, Crew-6, Ax-2 (no Russian aboard), Crew-7 and MS-24 docked in it.
    (tables.mixed_share, ("us-russia", "2022-09-01", "2023-09-16"), "5 of 6", "to 15 September 2023", "83 per cent"),
    (tables.mixed_share, ("agency", "1999-07-01", "1999-08-01"), "0 of 0"),
    # SpaceNews, 27 April 2023: Russia 2028, all others 2030.
    (tables.known_on, ("2023-04-30",), ": Russia 2028, US 2030, Europe 2030, Japan 2030 and Canada 2030"),
    # Japan agreed on 17 November 2022 (Japan Times).
    (tables.known_on, ("2022-11-15",), "Japan 2024"),
    (tables.known_on, ("2022-11-30",), "Japan 2030"),
    # TASS, 21 September 2022: very likely to 2028. No hindsight on the day before.
    (tables.known_on, ("2022-09-21",), "Russia very likely 2028"),
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
    (charts.launches_by_state, (), "181 of 329", "China 92", "from 2018 to 2021 China had led", "most in 1982: 108."),
    (charts.launches_by_state, (), "2020 goes to the United States"),
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


TWO_FIRST_TELLERS = [
    *(f"{page}, from Roscosmos and NASA" for page in ("Radio Svoboda (United States)", "sorae (Japan)")),
    "n-tv (Germany), from Reuters or dpa",
]
# (exhibit or function that returns a frame, its arguments, row by its id or first cell, expected cells by column)
EXPECTED_CELLS = [
    # NASA release 95-138: Zarya was built by Khrunichev for Boeing, NASA's contractor. ESA, 5 March 1997: Europe builds
    # nodes 2 and 3 for NASA, the later Harmony and Tranquility.
    (elements, "zarya", {"built_by": "Russia", "owned_by": "United States"}),
    (elements, "harmony", {"built_by": "Europe", "owned_by": "United States"}),
    (elements, "tranquility", {"built_by": "Europe", "owned_by": "United States"}),
    (tables.builders, "Russia", {"Mass (%)": 25, "Rooms' mass (%)": 42}),
    (tables.builders, "Canada", {"Rooms": 0}),  # an arm, its carriage and a robot
    # NASA: MS-24 at Rassvet; UPI, 6 April 2023: MS-23 moved to Prichal.
    (charts.station, "ports", "Soyuz MS-24", {"element": "Rassvet"}),
    (charts.station, "ports", "Soyuz MS-23", {"element": "Prichal"}),
    (charts.station, "ports", "Progress MS-23", {"element": "Poisk"}),
    (charts.station, "ports", "Progress MS-24", {"element": "Zvezda"}),
    # Fact launch-time: 18:44 in Moscow, 20:44 at Baikonur. Fact docking-time: 21:53 in Moscow. Fact hatch-opening-time:
    # 00:16 in Moscow, so the day after.
    (charts.docking_day, "Launch", {"when_utc": pd.Timestamp("2023-09-15T15:44Z"), "moscow": "2023-09-15T18:44+03:00"}),
    (charts.docking_day, "Launch", {"baikonur": "2023-09-15T20:44+05:00"}),
    (charts.docking_day, "Docking", {"moscow": "2023-09-15T21:53+03:00"}),
    (charts.docking_day, "Hatch opens", {"moscow": "2023-09-16T00:16+03:00"}),
    # NASA at the hatch opening, and the names of C11 to C14.
    (tables.roster, "2023-09-15T21:30", "Satoshi Furukawa", {"Agency": "JAXA", "Country": "Japan"}),
    (tables.roster, "2023-09-15T21:30", "Satoshi Furukawa", {"Ship": "SpaceX Crew-7"}),
    (tables.roster, "2023-09-15T21:30", "Andreas Mogensen", {"Country": "Denmark"}),
    # Source iss-elements, run through SGP4: 49.21 N, 27.82 E at 18:53:00 UTC, 238 km from Kyiv.
    (tables.orbit_witness, "18:53:00", {"Latitude": "49.21° N", "Longitude": "27.82° E"}),
    (tables.orbit_witness, "18:53:00", {"Where": "Over western Ukraine, 238 km from Kyiv"}),
    # The article as checked, types of the claims; `Of` leaves out the three omissions.
    (tables.verdicts, "Events", {"Of": 8}),
    (tables.verdicts, "Predictions", {"Of": 4}),
    # Roscosmos and NASA: 37 Shuttle flights to the station.
    (tables.mixed_share, "Space Shuttle", {"All crews": 37}),
    # AP, 26 July 2022; Spaceflight Insider: Komarov's news conference on Thursday, 23 July 2015.
    (charts.end_years, "2022-borisov-after-2024", {"said_on": "2022-07-26", "end_year": 2024, "kind": "talk"}),
    (charts.end_years, "2015-russia-2024", {"said_on": "2015-07-23", "end_year": 2024, "kind": "decision"}),
    # The letters of 25 April 2023 (TASS).
    (charts.end_years, "2023-russia-2028", {"end_year": 2028, "kind": "decision"}),
    # A year is over on its last day (data dictionary, due_on_precision); September has thirty days.
    (charts.predictions, "us-to-2030", {"due_on": date(2030, 12, 31)}),
    (charts.predictions, "kononenko-one-year", {"due_on": date(2024, 9, 30)}),
    (charts.predictions, "progress-ms33-march-2026", {"due_on": date(2026, 3, 22)}),
    (charts.predictions, "own-station-aim", {"due_on": None}),
    # Claim C25: O'Hara landed on 6 April 2024, six days after the month in which six months ended.
    (charts.predictions, "ohara-six-months", {"outcome": "did not"}),
    (charts.launches_by_state, 1957, {"United States": 1, "China": 0, "Russia": 2}),
    # Worked out by hand for 2023, tense, both on step three: 20 + 5 for pressing, - 2 x 3 for being pressed.
    (tables.one_year, "You share", {"Your partner shares": "you 20, partner 20"}),
    (tables.one_year, "You share", {"Your partner presses": "you 14, partner 25"}),
    (tables.one_year, "You share", {"The whole game, if both always do this": "you 160, partner 160"}),
    # Both press: 19 in the first year, and 10 for the crisis less 2 x 3 in the second, in which the station is lost.
    (tables.one_year, "You press", {"Your partner shares": "you 25, partner 14"}),
    (tables.one_year, "You press", {"Your partner presses": "you 19, partner 19"}),
    (
        tables.one_year,
        "You press",
        {"The whole game, if both always do this": "you 23, partner 23, station lost in 2024"},
    ),
    # 2024, a crisis: 20 + 10 for pressing, - 2 x 3 for being pressed.
    (tables.one_year, 2024, "You share", {"Your partner presses": "you 14, partner 30"}),
    (tables.one_year, 2024, "You press", {"Your partner presses": "you 24, partner 24"}),
    (tables.assumptions, "loss", {"Value": "2", "Unit": "points a step", "Range": "0 to 6"}),
    (tables.assumptions, iss.game.Assumptions(loss=3), "loss", {"Value": "3"}),
    # From the credit lines of the pages; P20 (ansa-ms24) names no source.
    (tables.roots, "AFP", {"Pages": 3}),
    (tables.roots, "AFP", {"Printed by": "Manila Bulletin (Philippines), franceinfo (France), RNews (South Africa)"}),
    (tables.roots, "Roscosmos", {"Pages": 5}),
    (tables.roots, "Not traced", {"Printed by": "ANSA (Italy)"}),
    (tables.roots, "Two first tellers", {"Printed by": "; ".join(TWO_FIRST_TELLERS)}),
]


@for_each(EXPECTED_CELLS, lambda case: f"{case[0].__name__}{case[1:-1]}")
def test_cells_match_the_sources(case):
    make, *arguments, row, expected = case
    made = make(*arguments)
    frame = getattr(made, "data", made)
    cells = frame.set_index("id" if "id" in frame else frame.columns[0]).loc[row]
    assert cells[list(expected)].to_dict() == expected


# (chart, its arguments, markers besides one for each row of the data (None: not counted), texts of both drawings)
EXPECTED_DRAWINGS = [
    (
        *(charts.docking_day, (), None, "15:44", "18:44", "20:44", "18:53", "21:53", "23:53", "21:16", "00:16"),
        *("02:16", f"planned {iss.fact('docking-time-planned').value}"),
    ),
    *((charts.mixed_crews, (definition,), 2) for definition in ("us-russia", "agency")),  # two in the legend
    (
        *(charts.crew_history, (), None, "Columbia lost", "NASA cuts contacts", "hole in a Soyuz", "a launch fails"),
        *("weapon test", "full-scale invasion", "flags", "a Soyuz leaks", "Starliner fails", "a crew home early"),
    ),
    (charts.dependency_matrix, (), None, "US-led", "← lacks", "lacks →", "Russian", "July 2012", "both alike"),
    (charts.end_years, (), 2, "talk", "decision", "Russia said: until …", "the article, September 2023", "Komarov"),
    (charts.predictions, (), 4, *(row["short_name"] for row in iss.rows("predictions"))),
    (charts.stay_or_leave, (), 3, "Promised to stay", "Obama: US to 2024", "Rogozin: only to 2020"),  # none is open
    (charts.ground_track, (), None, "Kyiv", "UKRAINE", "18:56, as planned:", "over Russia"),
    (charts.station, ("needs",), None, *iss.dependence.FUNCTIONS.values()),
    (charts.station, ("ports",), None, *(row["ship"] for row in iss.rows("berths"))),
]


@for_each(EXPECTED_DRAWINGS, lambda case: f"{case[0].__name__}{case[1]}")
def test_drawings_have_texts_and_markers(case):
    make, arguments, more_markers, *texts = case
    chart = make(*arguments)
    for drawing in drawings(chart):
        said = text_contents(drawing)
        yield from (f"no {text!r}" for text in texts if text not in said)
        if more_markers is not None and len(markers(drawing)) != len(chart.data) + more_markers:
            yield f"{len(markers(drawing))} markers"


def test_one_person_aboard_is_singular():
    days = pd.DatetimeIndex(["2000-11-02", "2000-11-03"], tz="UTC")
    for counts, text in (([1, 1], "One person was aboard all the time"), ([0, 1], "Up to one person was aboard")):
        assert Crew(pd.DataFrame({"NASA": counts}, index=days), *days, None).finding.startswith(text)


test_invalid_arguments_are_named = each_raises(
    (charts.station, "mass", "one of builder, owner, year, needs, ports"),
    (charts.station, "builder", "spring", "'spring' is not a day; write one"),
    (charts.station, "builder", "1998-11-19", "launched on 1998-11-20: give that day or a later one"),
    (charts.station, "ports", "2023-09-27", "from 2023-09-15 to the day before 2023-09-27"),
    (charts.station, "needs", "2011-01-01", "coded from 2012-07-01"),
    (charts.station, "builder", None, "Russian", "only show='needs' takes it"),
    (charts.crew_by_agency, "2023-10", "2023-08", "is after"),
    (charts.crew_by_agency, "1998-01", "1999-01", "first docking"),
    (charts.crew_by_agency, "2026-01", "2027-01", "2026-10-08T00:00Z"),
    (charts.crew_by_agency, None, "2023-10", "None is not a month"),
    (charts.crew_by_agency, "2023-13", "2023-10", "2023-13"),
    (charts.crew_by_agency, *AUTUMN, "2023-12-24", "mark '2023-12-24' is not between"),
    (tables.roster, "1990-01-01", "record"),
    (tables.roster, None, "instant"),
    (tables.claims, "rumour", "'rumour' is none of event"),
    (charts.mixed_crews, "flag", "definition='flag'"),
    (tables.mixed_share, "agency", "2023-01-01", "2022-01-01", "after"),
    (tables.known_on, "1998-01-29", "before the first"),
    (tables.known_on, "2023-13-01", "is not a day"),
    (tables.compare_pages, "P99", "P02", "not two different pages of P00"),
    (tables.compare_pages, "P02", "P02", "not two different pages of P00"),
    (tables.brier, "pessimist", "none of optimist, sceptic, coin-flipper"),
    (tables.brier, [0.5], "give 5 probabilities"),
    (tables.brier, [0, 4] * 5, "write 0.4 with a point"),
    (tables.brier, ["0,4"] * 5, "write 0.4 without quotes"),
    (tables.brier, [90, 1, 1, 1, 1], "write 90 per cent as 0.9"),
    (tables.evidence_for, "neither-alon", "neither-alone"),
)
