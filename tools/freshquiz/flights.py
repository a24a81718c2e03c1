"""Asks which flights were mixed, by one definition and by another."""

from functools import cache
from random import Random

import issfacts as iss
from issfacts.kit.wording import day, listed

from . import Draft, kind, need, pick

BOTH = "a crew is mixed if people of both NASA and Roscosmos were in it at launch."
PARTNER = "a crew is mixed if people of more than one of NASA, Roscosmos, ESA, JAXA and CSA were in it at launch."
HEAD = ("ship", "launched", "people flew for")


@cache
def flights() -> tuple[dict, ...]:
    """Return the flights that docked, each with `both` and `partner`: mixed by the one and the other definition."""
    frame = iss.crewed_flights(definition="us-russia").assign(partner=iss.crewed_flights()["mixed"])
    return tuple(frame[frame["dock_utc"].notna()].rename(columns={"mixed": "both"}).to_dict("records"))


def ids(chosen: list[dict]) -> list[str]:
    """Return the names of the ships, by which the table is searched."""
    return [flight["ship"] for flight in chosen]


def rows(chosen: list[dict]) -> list[tuple[str, ...]]:
    """Return the flights as the paper lists them."""
    return [(one["ship"], day(one["launch_utc"]), listed(one["agencies"])) for one in chosen]


@kind(1, "the table crewed_flights")
def mixed_one_of_four(rng: Random) -> Draft:
    """Ask which of four flights was mixed."""
    year = rng.choice(flights())["launch_utc"].year
    near = [flight for flight in flights() if abs(flight["launch_utc"].year - year) < 3]
    right = pick(rng, [flight for flight in near if flight["both"]], 1)[0]
    others = pick(rng, [flight for flight in near if not flight["both"]], 3)
    need(any(len(flight["agencies"]) > 1 for flight in others))
    four = sorted([right, *others], key=lambda one: one["launch_utc"])
    return Draft(
        f"By our definition, {BOTH}\nWhich of these four flights was mixed?",
        (right["ship"], "NASA and Roscosmos both had people in this crew."),
        [(one["ship"], _not_both(one)) for one in others],
        ids(four),
        HEAD,
        rows(four),
    )


def _not_both(flight: dict) -> str:
    """Say whom a crew lacked."""
    lacking = [agency for agency in ("NASA", "Roscosmos") if agency not in flight["agencies"]]
    several = "More than one agency is not enough. " if len(flight["agencies"]) > 1 else ""
    return f"{several}Nobody in this crew flew for {' or '.join(lacking)}."


@kind(2, "the table crewed_flights")
def mixed_by_a_definition(rng: Random) -> Draft:
    """Ask how many of six flights were mixed by one of two definitions."""
    begin = rng.randrange(len(flights()) - 6)
    six = list(flights()[begin : begin + 6])
    asked, other, rule = rng.choice((("both", "partner", BOTH), ("partner", "both", PARTNER)))
    count, otherwise = (sum(flight[name] for flight in six) for name in (asked, other))
    need(count != otherwise)
    several = sum(len(flight["agencies"]) > 1 for flight in six)
    wrong = [
        (
            str(otherwise),
            f"This is the number by another definition: {PARTNER if other == 'partner' else BOTH}",
        ),
        (str(6 - count), "These are the flights that were not mixed."),
        (str(several), "This counts every crew of more than one agency, also of those that the rule does not name."),
        ("6", "This counts all flights."),
        (str(count + 1), "This is one too many. Check each line against the rule."),
        (str(count - 1), "This is one too few. Check each line against the rule."),
    ]
    return Draft(
        f"By one definition, {rule}\n"
        f"How many of these six flights, from {six[0]['ship']} to {six[-1]['ship']}, were mixed?",
        (str(count), f"These were mixed: {listed([one['ship'] for one in six if one[asked]]) or 'none'}."),
        [one for one in wrong if 0 <= int(one[0]) <= 6],
        ids(six),
        HEAD,
        rows(six),
    )


@kind(3, "the table crewed_flights")
def share_over_years(rng: Random) -> Draft:
    """Ask for a share over several years, which is not the mean of the yearly shares."""
    first = rng.randrange(2001, 2023)
    years = range(first, first + rng.choice((3, 4)))
    chosen = [flight for flight in flights() if flight["dock_utc"].year in years]
    counts = {year: [flight["both"] for flight in chosen if flight["dock_utc"].year == year] for year in years}
    need(all(counts.values()))
    mixed, total = sum(map(sum, counts.values())), len(chosen)
    shares = [sum(one) / len(one) for one in counts.values()]
    mean = sum(shares) / len(shares)
    need(0 < mixed < total and abs(100 * mixed / total % 1 - 0.5) > 0.02)
    wrong = [
        (mean, "This is the mean of the yearly shares. It counts a year with few flights as much as one with many."),
        (1 - mixed / total, "This is the share of the flights that were not mixed."),
        (
            mixed / (total - mixed) if mixed < total else 9,
            "This divides by the flights that were not mixed, not by all.",
        ),
        (shares[-1], "This is the share in the last year alone."),
        (shares[0], "This is the share in the first year alone."),
    ]
    return Draft(
        f"What share of the flights that docked from {years[0]} to {years[-1]} had people of both NASA and Roscosmos "
        "aboard? Round to whole per cent.",
        (f"{100 * mixed / total:.0f} per cent", f"{mixed} of all {total} flights."),
        [(f"{100 * share:.0f} per cent", reason) for share, reason in wrong if share <= 1],
        ids(chosen),
        ("year", "flights", "with both"),
        [(str(year), str(len(one)), str(sum(one))) for year, one in counts.items()],
    )
