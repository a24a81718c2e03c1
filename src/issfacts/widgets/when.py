"""Who was aboard on the day you were born: any day of the station, at noon UTC."""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

import pandas as pd
from markupsafe import Markup

from .. import data, record
from ..kit.exhibit import Table
from ..kit.rendering import as_json, render
from ..kit.wording import NUMBERS, clock, day, listed, number
from ..record.stays import visits, zarya_launched
from .faces import TwoFaces

DAY = pd.Timedelta(days=1)
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d")
STATION = "aboard the International Space Station"
WORDS = {  # what page and notebook say, each filling the braces
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
    "no_day": "“{text}” is no day of the calendar. Write year, month and day, such as 2008-06-01.",
    "pair": "{head} and {last}",
    "sentence": "{head} {names}.",
    "source": "Source: Docked, crew record as of {as_of}, after {publishers}",
    "copied": "Copied",
    "by_hand": "Copy the marked text",
    "months": list(month_name[1:]),
    "numbers": ["nobody", *NUMBERS],
}


def when():
    """Ask who was aboard at 12:00 UTC on any day since the first part of the station was launched.

    The page has a field for the day, a notebook a calendar; both name everybody with agency and ship, say who came
    and left, or why nobody was there. `when().on(day)` is the same answer. DataError: damaged data.
    Source: the tables stays, people and modules.

    >>> print(when().on("2000-11-02"))
    On 2 November 2000, at 12:00 UTC, three people were aboard the International Space Station: Sergei Krikalev \
(Roscosmos, Soyuz TM-31), William Shepherd (NASA, Soyuz TM-31) and Yuri Gidzenko (Roscosmos, Soyuz TM-31).
    """
    return When()


@dataclass(frozen=True)
class Answer:
    """Hold who was aboard on a day: the sentence, a line for each person, and what else happened."""

    head: str
    people: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self):
        if self.people:
            return WORDS["sentence"].format(head=self.head, names=listed(self.people))
        return " ".join([self.head, *self.notes])


class When(TwoFaces):
    """Hold the record of who was aboard; see `when`."""

    id = "when"

    def __init__(self):
        self.visits = visits()
        self.first, self.horizon = zarya_launched(), pd.Timestamp(data.package()["horizon"])
        self.last = (self.horizon - DAY / 2).normalize()  # the last day whose noon the record has
        changes = record.occupancy().sum(axis=1)
        empty = changes.index.get_loc(changes.index[changes == 0][-1])
        self.settled = changes.index[empty + 1]

    def __repr__(self):
        return f"Who was aboard on a day, {day(self.first)} to {day(self.last)}"

    def on(self, when):
        """Answer for a date, or for a text such as "2008-06-01"; a text that is no day is answered so."""
        text = str(when)[:10] if isinstance(when, date) else str(when).strip()
        try:
            asked = date.fromisoformat(text) if WRITTEN.fullmatch(text) else None
        except ValueError:
            asked = None
        if asked is None:
            return Answer(WORDS["no_day"].format(text=text[:40]))
        if asked > self.last.date():
            return Answer(WORDS["late"].format(day=day(asked), last_day=day(self.last)))
        if asked < self.first.date():
            return Answer(WORDS["early"].format(day=day(asked), first_day=day(self.first)))
        return self._aboard(pd.Timestamp(asked, tz="UTC"))

    def _aboard(self, start):
        """Answer for a day within the record, given its 00:00Z."""
        noon, said = start + DAY / 2, day(start)
        there = [one for one in self.visits if one.came <= noon and (one.left is None or noon < one.left)]
        traffic = tuple(self._came(start)) + tuple(self._left(start))
        if not there:
            return Answer(f"{WORDS['nobody'].format(day=said)}.", notes=(self._why(noon), *traffic))
        head = WORDS["one" if len(there) == 1 else "many"].format(day=said, number=number(len(there)))
        people = tuple(WORDS["person"].format(name=one.person, agency=one.agency, ship=one.ship) for one in there)
        return Answer(f"{head}:", people, traffic)

    def _came(self, start):
        found = [one for one in self.visits if start <= one.came < start + DAY]
        for (came, ship), group in groupby(found, key=lambda one: (one.came, one.ship)):
            yield WORDS["came"].format(names=listed(one.person for one in group), ship=ship, clock=clock(came))

    def _left(self, start):
        found = [one for one in self.visits if one.left is not None and start <= one.left < start + DAY]
        found.sort(key=lambda one: (one.left, one.return_ship))
        for (left, ship, rough), group in groupby(found, key=lambda one: (one.left, one.return_ship, one.to_the_day)):
            words = WORDS["left_to_the_day" if rough else "left"]
            yield words.format(names=listed(one.person for one in group), ship=ship, clock=clock(left))

    def _why(self, noon):
        """Say why nobody was aboard at an instant: who left last, who came next."""
        after = next(one for one in self.visits if one.came > noon)
        then = {"next_ship": after.ship, "next_day": day(after.came)}
        gone = [one for one in self.visits if one.left is not None and one.left <= noon]
        if not gone:
            return WORDS["first"].format(**then)
        before = max(gone, key=lambda one: one.left)
        past = {"last_ship": before.return_ship, "last_day": day(before.left), "settled": day(self.settled)}
        return WORDS["between"].format(**then, **past)

    @cached_property
    def table(self):
        """Return one day of each year, that of the story, with who was aboard."""
        story = pd.Timestamp(data.by_id("events")["docking-ms24"]["when_utc"])
        days = [date(year, story.month, story.day) for year in range(self.first.year + 1, self.last.year + 1)]
        answers = [self.on(when) for when in days]
        frame = pd.DataFrame(
            {
                "Day": days,
                "People": [len(one.people) for one in answers],
                "Who was aboard": [
                    ", ".join(person.partition(" (")[0] for person in one.people) or one.notes[0] for one in answers
                ],
            }
        )
        sources = record.sources(self.visits[0].came, self.horizon)
        caption = f"Who was aboard at 12:00 UTC on {story.day} {story:%B} of each year"
        return Table("one-day-a-year", caption, frame, sources)

    @property
    def packed(self):
        """Return what the page's script looks days up in; each instant in seconds since the one before.

        Each arrival: ship, instant, then for each person the name (where it came before, its number in the order of
        names), the number of the agency, and that of the departure counted from the arrival's own. Each departure:
        instant, ship, and 1 where only the day is known.
        """
        agencies = list(dict.fromkeys(one.agency for one in self.visits))
        departures = sorted({self._departure(one) for one in self.visits if one.left is not None})
        names, arrivals = {}, []
        for (came, ship), group in groupby(self.visits, key=lambda one: (one.came, one.ship)):
            arrival = [ship, self._seconds(came)]
            for one in group:
                home = None if one.left is None else departures.index(self._departure(one)) - len(arrivals)
                arrival += [names.get(one.person, one.person), agencies.index(one.agency), home]
                names.setdefault(one.person, len(names))
            arrivals.append(arrival)
        publishers = listed(link.text for link in self.table.credit["links"])
        return {
            "words": WORDS,
            "first": int(self.first.timestamp()),
            "days": (self.last - self.first).days,
            "settled": self._seconds(self.settled),
            "source": WORDS["source"].format(as_of=day(self.horizon), publishers=publishers),
            "agencies": agencies,
            "arrivals": _by_steps(arrivals, 1),
            "departures": _by_steps([one if one[-1] else one[:-1] for one in departures], 0),
        }

    def _departure(self, one):
        return (self._seconds(one.left), one.return_ship, int(one.to_the_day))

    def _seconds(self, when):
        return int((when - self.first).total_seconds())

    def html(self, prefix=""):
        """Return the static face; `prefix` keeps ids apart where it stands on a page twice."""
        table = Markup(self.table.html(prefix=f"{prefix}when-"))
        days = {"first": self.first.date(), "last": self.last.date(), "limits": (day(self.first), day(self.last))}
        return render("when.html", id=prefix + self.id, data=as_json(self.packed), table=table, **days)

    def _live(self, widgets):
        picker = widgets.DatePicker(
            description="Day", value=self.table.data["Day"].iloc[-1], min=self.first.date(), max=self.last.date()
        )
        told = widgets.HTML()

        def tell(change):
            answer = self.on(change["new"] or "")
            told.value = render("answer.html", answer=answer)

        picker.observe(tell, "value")
        tell({"new": picker.value})
        return [picker, told]


def _by_steps(rows, place):
    """Return rows in the order of their instants, each instant as the step from the row before."""
    before = [0, *(row[place] for row in rows)]
    return [[*row[:place], row[place] - last, *row[place + 1 :]] for row, last in zip(rows, before, strict=False)]
