"""Widget that answers who was aboard the station at noon UTC on any day, such as the day you were born."""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from .. import data, record
from ..kit.exhibit import Table
from ..kit.rendering import render
from ..kit.wording import NUMBERS, clock, day, listed, number
from ..record.crew import crew_record
from .base import Widget

DAY = pd.Timedelta(days=1)
ISO_MINUTE = "%Y-%m-%dT%H:%M"  # compares as text
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
STATION = "aboard the International Space Station"
WORDS = {  # sentence templates; when.js fills them in the same way
    "many": f"On {{day}}, at 12:00 UTC, {{number}} people were {STATION}",
    "one": f"On {{day}}, at 12:00 UTC, one person was {STATION}",
    "nobody": f"On {{day}}, at 12:00 UTC, nobody was {STATION}",
    "person": "{name} ({agency}, {ship})",
    "came": "That day {names} came with {ship}, which docked at {clock} UTC.",
    "left": "That day {names} left with {ship}, which undocked at {clock} UTC.",
    "left_to_the_day": "That day {names} left with {ship}. The record has the day, not the hour, and counts them as "
    "gone from 00:00 UTC.",
    "first": "Nobody had come yet: the first visitors docked with {next_ship} on {next_day}.",
    "between": "The last visitors had left with {last_ship} on {last_day}, and the next docked with {next_ship} on "
    "{next_day}. Since {settled} somebody has always been aboard.",
    "early": "On {day} there was no station yet: its first part, Zarya, was launched on {first_day}.",
    "late": "The record ends on {last_day}: it cannot say who was aboard on {day}.",
    "no_day": "“{text}” is not a day of the calendar. Write year, month and day, such as 2008-06-01.",
    "sentence": "{head} {names}.",
    "source": "Source: Docked, crew record as of {as_of}, after {publishers}",
    "copied": "Copied",
    "by_hand": "Copy the marked text",
    "months": list(month_name[1:]),
    "numbers": ["nobody", *NUMBERS],
}


@dataclass(frozen=True)
class Answer:
    """Hold the answer for a day: a sentence, a text for each person aboard, and notes on arrivals and departures."""

    head: str
    people: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self):
        if self.people:
            return WORDS["sentence"].format(head=self.head, names=listed(self.people))
        return " ".join([self.head, *self.notes])


class When(Widget):
    """Show a widget that names everybody aboard at 12:00 UTC on a chosen day since the launch of the first element.

    The page has a date field, a notebook a date picker; both show name, agency and ship of everybody aboard and who
    came and left that day, or why nobody was aboard. `when().on(day)` returns the same answer. DataError: invalid data.
    Source: the tables stays, people and modules.

    >>> print(when().on("2000-11-02"))
    On 2 November 2000, at 12:00 UTC, three people were aboard the International Space Station: Sergei Krikalev \
(Roscosmos, Soyuz TM-31), William Shepherd (NASA, Soyuz TM-31) and Yuri Gidzenko (Roscosmos, Soyuz TM-31).
    """

    id, template = "when", "when.html"

    def __init__(self):
        stays = crew_record().stays
        self.stays = stays.assign(undock_day_only=stays["undock_precision"] == "day")
        self.horizon = pd.Timestamp(data.package()["horizon"])
        self.first = data.by_id("modules")["zarya"]["launch_date"]  # the first element
        self.last = (self.horizon - DAY / 2).date()  # the last day whose noon is within the record
        self.limits = day(self.first), day(self.last)
        self.docking = data.by_id("events")["docking-ms24"]["when_utc"].date()
        totals = record.occupancy().sum(axis=1)
        last_empty = totals.index.get_loc(totals.index[totals == 0][-1])
        self.settled = totals.index[last_empty + 1]  # since then the station was never empty

    def __repr__(self):
        return f"Who was aboard on a day, {' to '.join(self.limits)}"

    def on(self, when):
        """Return the Answer for a date or a text such as "2008-06-01"; for an invalid text, an Answer that says so."""
        text = str(when)[:10] if isinstance(when, date) else str(when).strip()
        try:
            asked = date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
        except ValueError:
            asked = None
        if asked is None:
            return Answer(WORDS["no_day"].format(text=text[:40]))
        if asked > self.last:
            return Answer(WORDS["late"].format(day=day(asked), last_day=day(self.last)))
        if asked < self.first:
            return Answer(WORDS["early"].format(day=day(asked), first_day=day(self.first)))
        start = pd.Timestamp(asked, tz="UTC")
        noon, traffic = start + DAY / 2, tuple(self._traffic(start))
        crew = self.stays[(self.stays["since"] <= noon) & (noon < self.stays["until"])]
        if crew.empty:
            head = WORDS["nobody"].format(day=day(asked))
            return Answer(f"{head}.", notes=(self._why_empty(noon), *traffic))
        head = WORDS["one" if len(crew) == 1 else "many"].format(day=day(asked), number=number(len(crew)))
        people = (
            WORDS["person"].format(name=row.person, agency=row.agency, ship=row.ship) for row in crew.itertuples()
        )
        return Answer(f"{head}:", tuple(people), traffic)

    def _traffic(self, start):
        """Yield a sentence for each ship that docked, then for each that undocked, within a day of `start`."""
        for what, event, ship in (("came", "since", "ship"), ("left", "undock_utc", "return_ship")):
            crews = self.stays[self.stays[event].between(start, start + DAY, inclusive="left")].groupby([event, ship])
            for (moment, name), crew in crews:
                key = "left_to_the_day" if what == "left" and crew["undock_day_only"].all() else what
                yield WORDS[key].format(names=listed(crew["person"]), ship=name, clock=clock(moment))

    def _why_empty(self, noon):
        """Return a sentence that says who left last before an instant without crew, and who came next."""
        following = self.stays[self.stays["since"] > noon].iloc[0]
        next_words = {"next_ship": following["ship"], "next_day": day(following["since"])}
        earlier = self.stays[self.stays["undock_utc"] <= noon]
        if earlier.empty:
            return WORDS["first"].format(**next_words)
        last = earlier.loc[earlier["undock_utc"].idxmax()]
        last_words = {"last_ship": last["return_ship"], "last_day": day(last["undock_utc"])}
        return WORDS["between"].format(**next_words, **last_words, settled=day(self.settled))

    @cached_property
    def table(self):
        """Return a Table of who was aboard on the same day (that of the docking of MS-24) in each year."""
        years = range(self.first.year + 1, self.last.year + 1)
        answers = [self.on(self.docking.replace(year=year)) for year in years]
        frame = pd.DataFrame(
            {
                "Year": list(map(str, years)),
                "People": [len(answer.people) for answer in answers],
                "Who was aboard": [
                    ", ".join(person.partition(" (")[0] for person in answer.people) or answer.notes[0]
                    for answer in answers
                ],
            }
        )
        caption = f"Who was aboard at 12:00 UTC on {self.docking.day} {self.docking:%B} of each year"
        return Table("one-day-a-year", caption, frame, rows=self.stays)

    @property
    def payload(self):
        """Return the data for the page's script, as a dict for JSON; days and instants are ISO texts in UTC."""
        publishers = listed(link.text for link in self.table.credit["links"])
        arrived, arrivals = self._number_ships("ship", "since")
        departed, departures = self._number_ships("return_ship", "undock_utc", "undock_day_only")
        return {
            "words": WORDS,
            "first": str(self.first),
            "last": str(self.last),
            "settled": f"{self.settled:{ISO_MINUTE}}",
            "source": WORDS["source"].format(as_of=day(self.horizon), publishers=publishers),
            "arrivals": arrivals,
            "departures": departures,
            "stays": list(zip(self.stays["person"], self.stays["agency"], arrived, departed, strict=True)),
        }

    def _number_ships(self, *columns):
        """Return for each stay the number of its row among the distinct rows of the columns, and these rows."""
        ships = self.stays[list(columns)].copy()
        ships[columns[1]] = ships[columns[1]].dt.strftime(ISO_MINUTE)
        groups = ships.groupby(list(columns), sort=False, dropna=False).ngroup()
        distinct = ships.drop_duplicates().astype(object)
        return groups.tolist(), distinct.where(distinct.notna(), None).to_numpy().tolist()

    def _live(self, widgets):
        picker = widgets.DatePicker(
            description="Day", value=self.docking.replace(year=self.last.year), min=self.first, max=self.last
        )
        output = widgets.HTML()

        def show_answer(change):
            output.value = render("when_output.html", answer=self.on(change["new"] or ""))

        picker.observe(show_answer, "value")
        show_answer({"new": picker.value})
        return [picker, output]


when = When
