"""Tests of `aboard`, `occupancy` and `sources` against figures of agencies and a simple loop over the table stays."""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial

import numpy as np
import pandas as pd
import pytest
from for_each import each_raises, for_each

import issfacts as iss
from issfacts import data, record

FIRST, HORIZON = "1998-12-07T02:07:00Z", "2026-10-08T00:00:00Z"


def test_aboard_before_and_after_the_docking_of_ms24_as_nasa_reported():
    # NASA's post at the hatch opening of 21:16 UTC, 15 September 2023: seven aboard plus three arriving made ten
    # (source nasa-hatch-opening, with the names as NASA spells them).
    seven = {
        "NASA": {"Frank Rubio", "Jasmin Moghbeli"},
        "Roscosmos": {"Sergey Prokopyev", "Dmitri Petelin", "Konstantin Borisov"},
        "ESA": {"Andreas Mogensen"},
        "JAXA": {"Satoshi Furukawa"},
    }
    three = {"NASA": {"Loral O'Hara"}, "Roscosmos": {"Oleg Kononenko", "Nikolai Chub"}}
    before, after = iss.aboard("2023-09-15T18:00Z"), iss.aboard("2023-09-15T21:30Z")
    arrived = after[~after["person"].isin(before["person"])]
    assert before.groupby("agency")["person"].agg(set).to_dict() == seven
    assert arrived.groupby("agency")["person"].agg(set).to_dict() == three
    assert (len(after), set(arrived["ship"])) == (10, {"Soyuz MS-24"})


CREWS = {  # people aboard by instant
    "2000-11-02T09:21:02Z": set(),
    # Soyuz TM-31 docked at 09:21 UTC with Expedition 1 (NASA).
    "2000-11-02T09:21:03Z": {"William Shepherd", "Yuri Gidzenko", "Sergei Krikalev"},
    # Alone after the loss of Columbia (NASA, ISS status report 03-21).
    "2003-05-04": {"Yuri Malenchenko", "Edward Lu"},
}


@for_each(CREWS)
def test_aboard_as_nasa_reported(when):
    assert set(iss.aboard(when)["person"]) == CREWS[when]


def test_aboard_equals_a_simple_loop_over_the_stays():
    """Compares at the limits, at random instants, and at and just before arrivals and departures."""
    name = {person["id"]: person["name"] for person in iss.rows("people")}
    stays = [
        (stay["dock_utc"], stay["undock_utc"] or datetime.max.replace(tzinfo=UTC), name[stay["person_id"]])
        for stay in iss.rows("stays")
    ]
    first, horizon = datetime.fromisoformat(FIRST), datetime.fromisoformat(HORIZON)
    rng = random.Random(69)
    changes = rng.sample([when for stay in stays for when in stay[:2] if first < when < horizon], 60)
    instants = [first, horizon, *(first + rng.random() * (horizon - first) for _ in range(100)), *changes]
    instants += [change - timedelta(microseconds=1) for change in changes]
    frame = iss.aboard(instants)
    crews = frame.groupby("when")[["since", "person"]].apply(lambda crew: list(crew.itertuples(index=False, name=None)))
    for instant in instants:
        expected = sorted((since, person) for since, until, person in stays if since <= instant < until)
        assert crews.get(pd.Timestamp(instant), []) == expected
    for instant, crew in list(frame.groupby("when"))[::40]:
        pd.testing.assert_frame_equal(iss.aboard(instant), crew[ABOARD.split()].reset_index(drop=True))
    assert frame.equals(frame.sort_values(["when", "since", "person"], ignore_index=True))


ONE_INSTANT = [
    *["2023-09-15T21:30Z", "2023-09-15 21:30", "2023-09-16T00:30+03:00"],
    datetime(2023, 9, 15, 21, 30),
    datetime(2023, 9, 16, 3, 30, tzinfo=timezone(timedelta(hours=6))),
    pd.Timestamp("2023-09-15 17:30", tz="America/New_York"),
    np.datetime64("2023-09-15T21:30:00.000000000"),
]
TWO_DAYS = [
    {"2023-08-01", date(2023, 10, 1)},
    (day for day in ("2023-08-01", "2023-10-01", "2023-10-01T00:00Z")),  # equal instants are listed once
    pd.to_datetime(["2023-08-01 03:00", "2023-10-01 03:00"]).tz_localize("Europe/Moscow"),
    pd.Series(pd.to_datetime(["2023-08-01", "2023-10-01"], utc=True), index=[7, 7], name="dock"),
    pd.Series(["2023-08-01", "2023-10-01"]),
    np.array(["2023-10-01", "2023-08-01"], dtype="datetime64[D]"),
]


def test_aboard_accepts_instants_and_sequences_of_every_supported_type():
    for when in ONE_INSTANT:
        pd.testing.assert_frame_equal(iss.aboard(when), iss.aboard("2023-09-15T21:30:00Z"))
    days = pd.to_datetime(["2023-08-01", "2023-10-01"], utc=True)
    for when in TWO_DAYS:
        found = iss.aboard(when)
        assert found["when"].tolist() == list(days.repeat(7))  # seven people on each day
        assert list(found.index) == list(range(14))


def test_limits_are_inside_the_record():
    # STS-88: Unity was mated to Zarya on 7 December 1998 at 02:07 UTC, with six people.
    assert len(iss.aboard(FIRST)) == iss.visitors(FIRST).sum() == 6
    assert iss.aboard(HORIZON)["ship"].value_counts().to_dict() == {"Soyuz MS-29": 3, "SpaceX Crew-13": 4}


# -- how many -------------------------------------------------------------------------------------------


OCCUPANCY = [  # start, end, number of people, times of the changes
    # NASA, 15 September 2023: seven aboard, ten after the hatch opened; 27 September: back to seven (claims C14, C16).
    # Eleven while Crew-7 and Crew-6 were both docked, 27 August to 3 September (NASA, mission pages of both).
    ("2023-08-01", "2023-10-31", [7, 11, 7, 10, 7], ["27 13:16", "03 11:05", "15 18:53", "27 07:54"]),
    # NASA: thirteen people aboard for the first time with STS-127, docked on 17 July 2009 at 17:47 UTC.
    ("2009-07-17", "2009-07-18", [6, 13], ["17 17:47"]),
    # RSC Energia (SpaceNews, May 2003): Soyuz TMA-1 undocked with Expedition 6 on 4 May 2003 at 02:43 Moscow time, that
    # is 3 May at 22:43 UTC. It left two, alone until Soyuz TMA-3 docked on 20 October 2003 at 07:15:58 UTC (press on
    # the day).
    ("2003-05-03", "2003-10-20T07:15:58Z", [5, 2, 5], ["03 22:43", "20 07:15"]),
    ("2003-05-04", "2003-10-20T07:15:57Z", [2], []),
    # STS-96 was docked from 29 May to 3 June 1999 with seven people: the only visit of the year.
    ("1999-01-01", "1999-12-31", [0, 7, 0], ["29 04:24", "03 22:39"]),
]


@for_each(OCCUPANCY)
def test_occupancy_as_agencies_reported(case):
    start, end, people, changes = case
    totals = iss.occupancy(start, end).sum(axis=1)
    assert totals.tolist() == people
    assert [f"{when:%d %H:%M}" for when in totals.index[1:]] == changes


@pytest.mark.parametrize("by", ["country", "agency"])
def test_occupancy_agrees_with_aboard_at_every_change(by):
    counts = iss.occupancy(by=by)
    assert counts.index[0] == pd.Timestamp(FIRST)
    for when in (counts.index, counts.index[1:] - pd.Timedelta("1s")):
        people = iss.aboard(when).groupby(["when", by], observed=True).size().unstack(fill_value=0)
        people = people.reindex(index=when, columns=counts.columns, fill_value=0)
        assert (people.to_numpy() == counts.reindex(when, method="ffill").to_numpy()).all()
    assert ((counts != counts.shift()).any(axis=1)).all()


def test_sources_are_those_of_the_stays_or_of_the_whole_record():
    found = record.sources("2023-09-15T21:30Z", "2023-09-15T21:30Z")
    assert len(found) == len(set(found))
    assert {"gcat"} <= set(found) <= set(record.sources("1998-12-08", "2026-10-01"))
    assert record.sources("1999-07-01", "1999-07-02")  # nobody aboard: the sources of the whole record


# -- columns and dtypes ------------------------------------------------------------------------------------

COLUMNS_BY_DTYPE = {
    "string": "person country agency ship return_ship vehicle swapped_person",
    "datetime64[us, UTC]": "since begin_utc end_utc launch_utc dock_utc when",
    "int64": "people ESA JAXA NASA Roscosmos",
    "float64": "days",
    "bool": "mixed seat_swap",
    "object": "agencies partners source_ids seat_swap_source_ids",
}
DTYPES = {column: dtype for dtype, columns in COLUMNS_BY_DTYPE.items() for column in columns.split()}
ABOARD = "person country agency ship since"
FLIGHTS = "ship vehicle launch_utc dock_utc people agencies partners mixed seat_swap swapped_person"
FRAMES = [  # query, its columns, with that of the index in brackets
    (lambda: iss.aboard("2023-09-15"), ABOARD),
    (lambda: iss.aboard("1999-12-01"), ABOARD),  # nobody
    (lambda: iss.aboard(["2023-09-15"]), f"when {ABOARD}"),
    (lambda: iss.aboard(["1999-12-01", "1999-12-02"]), f"when {ABOARD}"),
    (lambda: iss.occupancy("2023-09-14T06:00", "2023-09-16", by="agency"), "[when] ESA JAXA NASA Roscosmos"),
    (lambda: iss.visitors(by="agency"), "[agency] people"),
    (lambda: iss.person_days("person"), "[person] days"),
    (lambda: iss.person_days(start="1999-07-01", end="1999-08-01"), "[country] days"),  # nobody
    (iss.longest_stays, "person country agency ship return_ship begin_utc end_utc days"),
    (lambda: iss.crewed_flights(mixed=True), f"{FLIGHTS} source_ids seat_swap_source_ids"),
]


@pytest.mark.parametrize(("query", "columns"), FRAMES)
def test_columns_dtypes_and_index_and_that_a_change_does_not_reach_the_cache(query, columns):
    found = query()
    frame = found.to_frame() if isinstance(found, pd.Series) else found
    index = [f"[{name}]" for name in frame.index.names if name]
    assert [*index, *frame.columns] == columns.split()
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {name: DTYPES[name] for name in frame}
    before = found.copy()
    found.drop(found.index, inplace=True)
    assert query().equals(before)


# -- invalid arguments ------------------------------------------------------------------------------------

OUTSIDE = "is outside the crew record, which runs from the first docking, 1998-12-07T02:07Z, to 2026-10-08T00:00Z"
NOT_INSTANTS = [
    *[None, pd.NaT, pd.NA, np.datetime64("NaT"), float("nan"), "", "now", "15.09.2023", b"2023-09-15"],
    *[2023, 1694813400, True, pd.Period("2023-09"), np.datetime64("99999999-01-01")],
    *[[], pd.DatetimeIndex([]), ["2023-09-15", None], ["2023-09-15", pd.NaT], [["2023-09-15"]], [2023]],
    *[pd.DatetimeIndex(["2023-09-15", None]), pd.DataFrame({"when": ["2023-09-15"]})],
    np.array([["2023-09-15"]], dtype="datetime64[D]"),
]
test_invalid_arguments_raise_value_error = each_raises(
    *((iss.aboard, when, "; write '2023-09-15T21:30Z', or give a datetime") for when in NOT_INSTANTS),
    *((iss.aboard, ["2023-09-15", when], OUTSIDE) for when in ("1998-12-07T02:06:59Z", "0001-01-01")),
    *((iss.aboard, when, OUTSIDE) for when in ("2026-10-08T00:00:01Z", np.datetime64("30000-01-01"))),
    (iss.occupancy, "soon", "ValueError: 'soon' is not an instant"),
    (partial(iss.occupancy, by="ship"), "ValueError: by='ship': the record takes 'country' or 'agency'"),
    (record.sources, "2023-10-01", "2023-09-01", "start 2023-10-01T00:00Z is after end 2023-09-01T00:00Z"),
    (partial(iss.visitors, by=None), "by=None"),
    (iss.visitors, "1998-12-07", f"1998-12-07T00:00Z {OUTSIDE}"),
    (iss.person_days, "ship", "by='ship': the record takes 'country' or 'agency' or 'person'"),
    (partial(iss.person_days, measure="orbit"), "measure='orbit': the record takes 'docked' or 'flight'"),
    (iss.person_days, "country", "flight", "1998-12-04T08:35:33Z", "from the first launch, 1998-12-04T08:35:34Z"),
    (iss.person_days, "country", "docked", "1998-12-04T08:35:34Z", "from the first docking, 1998-12-07T02:07Z"),
    *((iss.longest_stays, n, f"n={n}: the record lists 1 stay or more") for n in (0, 2.5, True)),
    (partial(iss.crewed_flights, mixed="yes"), "mixed='yes': the record takes None or True or False"),
    (partial(iss.crewed_flights, seat_swap="no"), "seat_swap='no': the record takes None or True or False"),
    (
        partial(iss.share_of_mixed_crews, definition="flag"),
        "definition='flag': the record takes 'agency' or",
    ),
    (partial(iss.share_of_mixed_crews, end="2030-01-01"), "2030-01-01T00:00Z is outside the crew record"),
)


def test_changed_table_is_read_again(damaged, monkeypatch):
    folder = damaged("stays.csv", "id", "id")
    monkeypatch.setattr(data, "data_folder", lambda: folder)
    assert len(iss.aboard("2023-09-15T21:30Z")) == 10
    damaged("stays.csv", "2023-09-15T18:53:32Z", "2023-09-15T21:30:01Z")
    assert len(iss.aboard("2023-09-15T21:30Z")) == 9
    assert len(iss.longest_stays(600)) == len(iss.load("stays"))
