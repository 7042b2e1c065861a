"""Passages of every shape, for property tests."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from claims.origin_records import Speaker
from claims.passages import ASPECTS, Days, Figure, Hours, Names, Passage, Places, Text, Value
from record.dates import DateRange
from record.times import TimeRange

FIRST = date(2024, 12, 1)
DAYS = [None, *(FIRST + timedelta(days=number) for number in range(6))]
PARENTS = {"Mezzeh": "Damascus", "Damascus": "Syria", "Hmeimim": "Syria", "Doha": "Qatar"}
PLACES = ["Mezzeh", "Damascus", "Syria", "Hmeimim", "Doha", "Qatar"]
SPEAKERS = [
    Speaker("person", 1, "Fidan"),
    Speaker("person", 2, "Lavrov"),
    Speaker("unnamed", 3, "an official"),
    Speaker("unnamed", 4, "an officer"),
]


def around(place: str) -> list[str]:
    """The places a place lies in, nearest first."""
    parent = PARENTS.get(place)
    return [parent, *around(parent)] if parent else []


RANGES = [
    Days(DateRange(first, last, uncertain=uncertain), f"{first} to {last}{'?' if uncertain else ''}")
    for first in DAYS
    for last in DAYS
    for uncertain in (False, True)
    if first is None or last is None or first <= last
]


def hours() -> st.SearchStrategy[Hours]:
    spans = st.tuples(st.integers(0, 1439), st.integers(0, 1440))
    return spans.map(lambda span: Hours(TimeRange(span[0], span[0] + span[1]), f"{span}"))


def places() -> st.SearchStrategy[Places]:
    return st.sampled_from(PLACES).map(
        lambda place: Places(frozenset([place]), frozenset(around(place)), place)
    )


def names() -> st.SearchStrategy[Names]:
    return st.frozensets(st.sampled_from([1, 2, 3]), min_size=1).map(
        lambda keys: Names(keys, f"{sorted(keys)}")
    )


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "date": st.sampled_from(RANGES),
    "time": hours(),
    "place": places(),
    "person": names(),
    "organization": names(),
    "role": st.sampled_from([Text("minister"), Text("Minister."), Text("guard")]),
    "figure": st.sampled_from([Figure(Decimal(number), "men", f"{number} men") for number in (1, 2)]),
    "attribution": st.sampled_from([Text("the palace"), Text("the army")]),
}


def passages(number: int) -> st.SearchStrategy[Passage]:
    return st.builds(
        Passage,
        st.just(number),
        st.sampled_from(["supports", "contradicts", "mentions"]),
        st.sampled_from(["", "adopts", "distances", "leaves_open"]),
        st.sampled_from([None, True, False]),
        st.lists(st.sampled_from(SPEAKERS), max_size=2, unique=True).map(tuple),
        st.sampled_from(["", "He said: “No need to worry”", "“No need to hurry”", "{0} “…”"]),
        st.sampled_from(["", "He said not to worry"]),
        st.fixed_dictionaries({}, optional=VALUES),
        st.frozensets(st.sampled_from(ASPECTS), max_size=2),
    )
