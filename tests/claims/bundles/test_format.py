"""Random bundles: whatever the format allows comes back the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from record.folding import fold
from record.public_id import ALPHABET
from tests.claims.bundles.story import EVERYTHING, export, load

pytestmark = pytest.mark.django_db

Bundle = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

# Whatever people may type, long and strange, but nothing that no database holds.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
DATES = st.sampled_from(
    ["2024-11-29", "2024-12", "2024", "2024-12-07/2024-12-08", "2024-11-27~", "../2024-12-07"]
)
TIMES = st.sampled_from(["15:00", "15:00/18:00", "~21:30", "dawn"])
INSTANTS = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
DECIMALS = st.integers(-(10**15) + 1, 10**15 - 1).map(str) | st.sampled_from(
    ["0.5", "-12345.25", "99999999999.9999"]
)
ENTITIES = ("outlets", "people", "organizations", "places", "unnamed_sources")
LANGUAGES = st.sampled_from(["en", "ar", "ar-Latn", "fr-CA"])


def number_id(number: int) -> str:
    """The public id of this number."""
    return "".join(ALPHABET[number // 20**place % 20] for place in reversed(range(10)))


def some(draw: Draw, **values: st.SearchStrategy[Any]) -> Bundle:
    """An object with any of these keys."""
    return dict(draw(st.fixed_dictionaries({}, optional=values)))


def date(draw: Draw) -> Bundle:
    """A date, inferred or not, or nothing."""
    made = some(draw, words=TEXT, reason=TEXT)
    if draw(st.booleans()):
        made["date"] = draw(DATES)
    if {"date", "reason"} <= made.keys() and draw(st.booleans()):
        made["inferred"] = True
    return made


def moment(draw: Draw) -> Bundle:
    """A date and, where there is one, a time of day."""
    made = date(draw)
    if "date" in made:
        made |= some(draw, time=TIMES, time_words=TEXT, zone=st.just("Asia/Damascus"))
    return made


def named(draw: Draw, stem: str, number: int, **optional: st.SearchStrategy[Any]) -> Bundle:
    """A record with a slug, a name and some other names, told apart by their numbers."""
    made = {"slug": f"{stem}-{number}", "name": f"{draw(TEXT)} {number}"} | some(draw, **optional)
    aliases = [
        {"name": f"{draw(TEXT)} {n}"} | some(draw, language=LANGUAGES) for n in range(draw(st.integers(0, 3)))
    ]
    return made | ({"aliases": sorted(aliases, key=lambda alias: fold(alias["name"]))} if aliases else {})


def bare(outlet: Bundle) -> Bundle:
    """An outlet's other names are text where they have no language."""
    aliases = [one if "language" in one else one["name"] for one in outlet.get("aliases", [])]
    return outlet | ({"aliases": aliases} if aliases else {})


def below(draw: Draw, made: Bundle, key: str, stem: str, number: int) -> Bundle:
    """Let a record refer to an earlier one of its kind, or to none."""
    above = draw(st.integers(0, number))
    return made | ({key: f"{stem}-{above - 1}"} if above else {})


def claim(draw: Draw, number: int, state: Bundle) -> Bundle:
    made = {
        "id": number_id(number),
        "kind": "event",
        "added_at": draw(INSTANTS),
        "statement": f"{draw(TEXT)} {number}",
    }
    made |= state | some(draw, detail=TEXT)
    if draw(st.booleans()):
        made |= {"kind": "utterance", "said_by": {"person": "person-0"}}
        made |= {"asserts": number_id(number - 1)} if number and draw(st.booleans()) else {}
    if when := moment(draw):
        made["when"] = when
    if draw(st.booleans()):
        made |= {"figure": draw(DECIMALS)} | some(draw, unit=TEXT)
    roles = draw(st.lists(st.sampled_from(["at", "from", "to", "via"]), unique=True))
    if roles:
        made["places"] = [{"place": "place-0", "role": role} for role in roles]
    if draw(st.booleans()):
        made["participants"] = [{"person": "person-0"}, {"organization": "body-0", "role": draw(TEXT)}]
    return made


def evidence(draw: Draw, number: int, claims: list[Bundle]) -> Bundle:
    about = draw(st.sampled_from(claims))
    made = {"id": number_id(number), "claim": about["id"], "article": number_id(0), "basis": "own"}
    made |= {key: about[key] for key in ("state", "published_at") if key in about}
    made |= {"stance": draw(st.sampled_from(["supports", "contradicts", "mentions"]))}
    made |= some(draw, note=TEXT, locator=TEXT, hedged=st.booleans(), endorsement=st.just("leaves_open"))
    quoted = {"quotation": {"exact": draw(TEXT)} | some(draw, prefix=TEXT, suffix=TEXT)}
    made |= quoted if draw(st.booleans()) else {"paraphrase": draw(TEXT)}
    if draw(st.booleans()):
        made |= {"basis": "relays", "credits": [{"outlet": "outlet-0"} | some(draw, wording=TEXT)]}
    if draw(st.booleans()):
        made["speakers"] = [{"unnamed_source": number_id(0)}, {"organization": "body-0"}]
    asserts = some(draw, role=TEXT, attribution=TEXT, time=TIMES, place=st.just("place-0"), figure=DECIMALS)
    if when := date(draw):
        asserts["date"] = when
    return made | ({"asserts": asserts} if asserts else {})


@st.composite
def bundles(draw: Draw) -> Bundle:
    """A valid bundle of a few records of every kind."""
    numbers = range(draw(st.integers(1, 3)))
    published = {"published_at": "2025-01-01T00:00:00Z"}
    claims = [
        claim(draw, n, published if n == 0 or draw(st.booleans()) else {"state": "draft"}) for n in numbers
    ]
    pieces = [evidence(draw, n, claims) for n in range(4)]
    # A published claim has evidence.
    for n, one in enumerate(claims):
        pieces.append(evidence(draw, 10 + n, [one]))
    article = {"id": number_id(0), "title": draw(TEXT), "kind": "news_report"}
    article |= some(draw, byline=TEXT, note=TEXT, language=LANGUAGES, accessed_on=st.dates().map(str))
    article |= {"published": when} if (when := date(draw)) else {}
    if draw(st.booleans()):
        article["outlet"] = "outlet-0"
    return {
        "format": "sayso-bundle",
        "version": 1,
        "dossier": {"slug": "marigold", "title": draw(TEXT)} | some(draw, summary=TEXT),
        "outlets": [below(draw, bare(named(draw, "outlet", n)), "owner", "outlet", n) for n in numbers],
        "articles": [article],
        "unnamed_sources": [
            {"id": number_id(0), "article": number_id(0), "description": draw(TEXT), "kind": "group"}
        ],
        "people": [named(draw, "person", n, description=TEXT) for n in numbers],
        "organizations": [named(draw, "body", n) for n in numbers],
        "places": [below(draw, named(draw, "place", n), "parent", "place", n) for n in numbers],
        "claims": claims,
        "evidence": pieces,
        "readings": [{"article": number_id(0), "read_at": draw(INSTANTS)}],
        "discrepancies": [
            {
                "id": number_id(0),
                "title": draw(TEXT),
                "aspect": "date",
                "state": "open",
                "rivals": [c["id"] for c in claims],
            }
        ]
        if len(claims) > 1
        else [],
        "editor_notes": [
            {"about": {"dossier": "marigold"}, "written_at": draw(INSTANTS), "body": draw(TEXT)}
        ],
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(bundles())
def test_a_valid_bundle_comes_back_as_it_was_and_byte_for_byte_from_then_on(bundle: Bundle) -> None:
    first = _through(json.dumps(bundle).encode())
    assert _through(first) == first
    exported = json.loads(first)
    assert exported.keys() == bundle.keys()
    for kind, was in bundle.items():
        # People, places and outlets that no claim needs stay at home.
        carried = [one for one in was if one in exported[kind]] if kind in ENTITIES else was
        assert exported[kind] == carried, kind


def _through(data: bytes) -> bytes:
    """What comes out of an empty database into which the bundle goes; importing that again is no news."""
    with transaction.atomic():
        load(data)
        exported = export(EVERYTHING)
        outcome = load(exported)
        assert (outcome.added.total(), outcome.changed.total()) == (0, 0)
        transaction.set_rollback(True)
    return exported
