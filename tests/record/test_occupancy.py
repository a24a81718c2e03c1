"""How many were aboard, step by step: against `aboard` at every instant, and against what agencies said."""

import pandas as pd
import pytest

from issfacts import record

LAST = pd.Timestamp("2026-10-08T00:00Z")
SECOND = pd.Timedelta(seconds=1)


def test_autumn_2023():
    # NASA, 15 September 2023: seven aboard, ten after the hatch opened; 27 September: back to seven (claims C14, C16).
    # Eleven while Crew-7 and Crew-6 were both docked, 27 August to 3 September (NASA, mission pages of both).
    totals = record.occupancy("2023-08-01", "2023-10-31").sum(axis=1)
    assert totals.tolist() == [7, 11, 7, 10, 7]
    assert [f"{when:%d %b %H:%M}" for when in totals.index] == [
        "01 Aug 00:00",
        "27 Aug 13:16",
        "03 Sep 11:05",
        "15 Sep 18:53",
        "27 Sep 07:54",
    ]


def test_the_most_ever_were_thirteen():
    # NASA: thirteen people aboard for the first time with STS-127, docked on 17 July 2009 at 17:47 UTC.
    totals = record.occupancy().sum(axis=1)
    assert totals.max() == 13
    assert totals.idxmax() == pd.Timestamp("2009-07-17T17:47Z")


def test_two_residents_after_columbia():
    # RSC Energia (SpaceNews, May 2003): Soyuz TMA-1 undocked with Expedition 6 on 4 May 2003 at 02:43 Moscow time, that
    # is 3 May at 22:43 UTC. It left Malenchenko and Lu (NASA, ISS status report 03-21), who were alone until Soyuz
    # TMA-3 docked on 20 October 2003 at 07:15:58 UTC (press on the day).
    totals = record.occupancy("2003-05-03", "2003-10-20T07:15:58Z").sum(axis=1)
    assert totals.tolist() == [5, 2, 5]
    assert totals.index[1] == pd.Timestamp("2003-05-03T22:43Z")
    assert set(record.aboard("2003-05-04")["person"]) == {"Yuri Malenchenko", "Edward Lu"}
    assert record.occupancy("2003-05-04", "2003-10-20T07:15:57Z", by="agency").to_dict("list") == {
        "NASA": [1],
        "Roscosmos": [1],
    }


@pytest.mark.parametrize("by", ["country", "agency"])
def test_agrees_with_aboard_at_every_change(by):
    counts = record.occupancy(by=by)
    assert counts.index[0] == pd.Timestamp("1998-12-07T02:07Z")
    assert counts.index[-1] <= LAST
    for when in (counts.index, counts.index[1:] - SECOND):
        people = record.aboard(when).groupby(["when", by], observed=True).size().unstack(fill_value=0)
        people = people.reindex(index=when, columns=counts.columns, fill_value=0)
        rows = counts.index.searchsorted(when, side="right") - 1
        assert (people.to_numpy() == counts.iloc[rows].to_numpy()).all()
    assert counts.index.is_monotonic_increasing
    assert ((counts != counts.shift()).any(axis=1)).all()


def test_form():
    counts = record.occupancy("2023-09-14T06:00", "2023-09-16", by="agency")
    assert (counts.index.name, str(counts.index.dtype)) == ("when", "datetime64[us, UTC]")
    assert counts.index[0] == pd.Timestamp("2023-09-14T06:00Z")
    assert list(counts.columns) == ["ESA", "JAXA", "NASA", "Roscosmos"]
    assert {str(kind) for kind in counts.dtypes} == {"int64"}
    counts.iloc[:] = 0  # it is yours
    assert record.occupancy().sum().sum() > 0


def test_one_instant_is_one_row():
    assert record.occupancy("2023-09-15T21:30Z", "2023-09-15T21:30Z").sum(axis=1).tolist() == [10]
    docking = record.occupancy("2023-09-15T18:53:32Z", "2023-09-15T18:53:32Z")
    assert docking.sum(axis=1).tolist() == [10]  # aboard means dock <= when


def test_nobody():
    counts = record.occupancy("1999-07-01", "1999-08-01")
    assert counts.shape == (1, 0)
    assert counts.sum(axis=1).tolist() == [0]
    assert record.occupancy("1999-05-01", "1999-12-01").sum(axis=1).tolist() == [0, 7, 0]  # STS-96, seven people


def test_sources_are_those_of_the_stays():
    found = record.sources("2023-09-15T21:30Z", "2023-09-15T21:30Z")
    assert "gcat" in found
    assert len(found) == len(set(found))
    assert set(found) <= set(record.sources("1998-12-08", "2026-10-01"))
    assert record.sources("1999-07-01", "1999-07-02")  # nobody: then the record itself is the source
