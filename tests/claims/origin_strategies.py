"""Claims of every shape, small enough to check by hand, for property tests.

What can be listed is listed beforehand and drawn in one go: hypothesis takes its time for every single draw.
"""

from itertools import combinations, permutations, product

from hypothesis import strategies as st

from claims.origin_records import ArticleRecord, ClaimRecord, Credit, EvidenceRecord, OutletRecord, Speaker

OUTLETS = list(range(1, 6))
ARTICLES = list(range(1, 7))
PEOPLE = [Speaker("person", number, f"Person {number}") for number in (1, 2, 3)]

OWNERS = [None, None, None, *OUTLETS]
STATES = [
    ("", False),
    ("", False),
    ("", True),
    ("corrected", False),
    ("corrected", True),
    ("retracted", False),
]
PASSAGES = list(
    product(
        ["supports", "supports", "supports", "supports", "contradicts", "mentions"],
        ["own", "relays", "relays", "relays", "unclear", ""],
        [None, True, False],
    )
)
CREDITS = [Credit(article=key) for key in ARTICLES] + [Credit(outlet=key) for key in OUTLETS]
CREDIT_SETS = [credits for size in (0, 1, 1, 1, 1, 2, 2, 3) for credits in combinations(CREDITS, size)]
CHAINS = [chain for size in (0, 0, 0, 1, 2) for chain in permutations(PEOPLE, size)]


@st.composite
def claims(draw: st.DrawFn, dead_ends: bool = True) -> ClaimRecord:
    """Any claim; without dead ends no article is read, corrected, retracted or superseded."""
    outlets = {key: OutletRecord(key, f"Outlet {key}", draw(st.sampled_from(OWNERS))) for key in OUTLETS}
    articles = {key: draw(articles_of(key, dead_ends)) for key in ARTICLES}
    rows = draw(st.lists(st.sampled_from(ARTICLES), max_size=7))
    evidence = tuple(draw(evidence_of(number, article)) for number, article in enumerate(rows, start=1))
    return ClaimRecord(evidence, articles, outlets, draw(st.sampled_from([None, *PEOPLE])))


def articles_of(key: int, dead_ends: bool) -> st.SearchStrategy[ArticleRecord]:
    states = STATES if dead_ends else STATES[:1]
    return st.sampled_from(
        [
            ArticleRecord(key, f"Article {key}", outlet, status=status, read=read)
            for outlet in [None, *OUTLETS]
            for status, read in states
        ]
    )


def evidence_of(number: int, article: int) -> st.SearchStrategy[EvidenceRecord]:
    drawn = st.tuples(st.sampled_from(PASSAGES), st.sampled_from(CREDIT_SETS), st.sampled_from(CHAINS))
    return drawn.map(
        lambda values: EvidenceRecord(
            number,
            article,
            stance=values[0][0],
            basis=values[0][1],
            credits=tuple(credit for credit in values[1] if credit.article != article),
            speakers=values[2],
            stands_after_correction=values[0][2],
        )
    )
