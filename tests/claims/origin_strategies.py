"""Claims of every shape, small enough to check by hand, for property tests."""

from hypothesis import strategies as st

from claims.origin_records import ArticleRecord, ClaimRecord, Credit, EvidenceRecord, OutletRecord, Speaker

OUTLETS = list(range(1, 6))
ARTICLES = list(range(1, 8))
PEOPLE = [Speaker("person", number, f"Person {number}") for number in (1, 2, 3)]


@st.composite
def claims(draw: st.DrawFn, dead_ends: bool = True) -> ClaimRecord:
    """Any claim; without dead ends no article is read, corrected, retracted or superseded."""
    outlets = {key: OutletRecord(key, f"Outlet {key}", draw(owners)) for key in OUTLETS}
    articles = {key: draw(articles_of(key, dead_ends)) for key in ARTICLES}
    rows = draw(st.lists(st.sampled_from(ARTICLES), max_size=7))
    evidence = tuple(draw(evidence_of(number, article)) for number, article in enumerate(rows, start=1))
    utterer = draw(st.none() | st.sampled_from(PEOPLE))
    return ClaimRecord(evidence, articles, outlets, utterer)


owners = st.sampled_from([None, None, None, *OUTLETS])


def articles_of(key: int, dead_ends: bool) -> st.SearchStrategy[ArticleRecord]:
    return st.builds(
        ArticleRecord,
        st.just(key),
        st.just(f"Article {key}"),
        outlet=st.sampled_from([None, *OUTLETS]),
        status=st.sampled_from(["", "", "", "corrected", "retracted"] if dead_ends else [""]),
        read=st.booleans() if dead_ends else st.just(False),
    )


def evidence_of(number: int, article: int) -> st.SearchStrategy[EvidenceRecord]:
    others = [Credit(article=key) for key in ARTICLES if key != article]
    outlets = [Credit(outlet=key) for key in OUTLETS]
    return st.builds(
        EvidenceRecord,
        st.just(number),
        st.just(article),
        st.sampled_from(["supports", "supports", "supports", "contradicts", "mentions"]),
        basis=st.sampled_from(["own", "relays", "relays", "relays", "unclear", ""]),
        credits=st.lists(st.sampled_from(others + outlets), max_size=3, unique=True).map(tuple),
        speakers=st.lists(st.sampled_from(PEOPLE), max_size=2).map(tuple),
        stands_after_correction=st.sampled_from([None, True, False]),
    )
