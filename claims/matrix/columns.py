"""How the reports of a dossier stand side by side. Pure: plain data in, plain data out.

A report that credits somebody, and of which no passage here is its own reporting, *takes from* others: it stands
beside the report its passages credit most often, or with those that credit the same outlet. All other reports
stand by themselves, those of one outlet or owner together. docs/matrix.md says it in full.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from claims.origin_records import ClaimRecord, Key, OutletRecord
from claims.origins import connected, owner_chain
from record.paging import Order

# Columns are paged by what they are, as rows are: a report that comes or goes elsewhere moves no page.
ORDER = Order("columns", key="rank", tie="public_id", kind=str)

Tie = tuple[str, Key]


class Credited(NamedTuple):
    """What passages credit, and how many do: an article with its outlet, as far as known, or an outlet alone."""

    article: int | None
    outlet: int | None
    name: str
    passages: int = 1


@dataclass(frozen=True)
class Report:
    """One article, with how many of its passages on the dossier's claims are of which basis.

    `name` is its outlet's, or its title where the outlet is unknown; `credits` are what its relays credit, most
    often first.
    """

    article: int
    public_id: str
    name: str
    outlet: int | None = None
    own: int = 0
    relayed: int = 0
    unclear: int = 0
    credits: tuple[Credited, ...] = ()

    @property
    def passages(self) -> int:
        return self.own + self.relayed + self.unclear

    @property
    def takes(self) -> bool:
        """It credits somebody, and nothing it says here is its own reporting."""
        return not self.own and bool(self.credits)

    @property
    def weight(self) -> tuple[int, str]:
        """What says most comes first; the public id settles ties."""
        return -self.passages, self.public_id


@dataclass(frozen=True)
class Group:
    """Reports that stand together: `label` names what they come back to, `taking` how many take from others.

    `lead` is the public id of the report that stands first.
    """

    lead: str
    label: str
    reports: int
    taking: int


@dataclass(frozen=True)
class Column:
    """A report in its place. `home` is the report it comes back to; `folded` are those folded into this one."""

    report: Report
    group: Group
    rank: str
    home: int | None = None
    folded: tuple[Report, ...] = ()

    @property
    def public_id(self) -> str:
        return self.report.public_id


@dataclass(frozen=True)
class ColumnPage:
    """Some columns of the matrix: the first is number `start` of `total`; cursors as in record/paging.py.

    `continues`: the first column's group began on the page before.
    """

    columns: list[Column] = field(default_factory=list)
    start: int = 0
    total: int = 0
    continues: bool = False
    after: str = ""
    before: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.columns) - 1


def arrange(reports: Iterable[Report], outlets: Mapping[Key, OutletRecord]) -> list[Column]:
    """All reports in the order of their columns: the group that says most first, and in it likewise.

    Each report that takes from another follows the one it comes back to. `outlets` holds every outlet named, with owners.
    """
    known = {report.article: report for report in sorted(reports, key=lambda report: report.weight)}
    homes = homes_of(known)
    members = list(known.values())
    ties = [ties_of(report, homes.get(report.article), outlets) for report in members]
    columns = [
        column
        for cluster in connected(ties)
        for column in columns_of([members[index] for index in cluster], homes, known, outlets)
    ]
    return sorted(columns, key=lambda column: (column.rank, column.public_id))


def homes_of(reports: Mapping[int, Report]) -> dict[int, int]:
    """For each report that takes from another one here: the report it comes back to in the end."""
    steps = {
        report.article: credited.article
        for report in reports.values()
        if report.takes
        for credited in reversed(report.credits)  # the one credited most often is written last
        if credited.article in reports and credited.article != report.article
    }
    ends = {article: end_of(article, steps, reports) for article in steps}
    return {article: end for article, end in ends.items() if end != article}


def end_of(article: int, steps: Mapping[int, int | None], reports: Mapping[int, Report]) -> int:
    """Where the steps from this report lead; of a circle, the report that says most."""
    way = [article]
    while (step := steps.get(way[-1])) is not None:
        if step in way:
            return min(way[way.index(step) :], key=lambda one: reports[one].weight)
        way.append(step)
    return way[-1]


def ties_of(report: Report, home: int | None, outlets: Mapping[Key, OutletRecord]) -> list[Tie]:
    """What the report may share with others, by which they stand together.

    One that takes from another is tied to what it comes back to and to nothing else: it never joins two groups.
    """
    if home is not None:
        return [("article", home)]
    article, outlet = report.article, report.outlet
    if report.takes:
        article, outlet = report.credits[0].article or article, report.credits[0].outlet
    return [("article", article), *(("outlet", owner) for owner in owners_of(outlet, outlets))]


def owners_of(outlet: int | None, outlets: Mapping[Key, OutletRecord]) -> list[Key]:
    """The outlet and to whom it belongs, up to the last; nothing where it is unknown."""
    return [] if outlet is None else owner_chain(ClaimRecord((), {}, outlets), outlet)


def columns_of(
    members: Sequence[Report],
    homes: Mapping[int, int],
    known: Mapping[int, Report],
    outlets: Mapping[Key, OutletRecord],
) -> list[Column]:
    """The columns of one group; `members` come with those that say most first."""
    standing = [report for report in members if not report.takes] or list(members[:1])
    taking = sum(report.takes for report in members)
    group = Group(standing[0].public_id, label_of(standing, outlets), len(members), taking)
    place = rank(sum(report.passages for report in members), standing[0])
    return [
        Column(
            report,
            group,
            place + rank(home.passages, home) + rank_behind(report, home),
            homes.get(report.article),
        )
        for report in members
        for home in [known[homes.get(report.article, report.article)]]
    ]


def label_of(standing: Sequence[Report], outlets: Mapping[Key, OutletRecord]) -> str:
    """What a group is known by: the outlet, the owner of several, or what all of it is taken from."""
    first = standing[0]
    if first.takes:
        return first.credits[0].name
    if len({report.outlet for report in standing}) == 1:
        return first.name
    return outlets[owners_of(first.outlet, outlets)[-1]].label


def rank(number: int, report: Report) -> str:
    """Text that sorts the larger number first, and keeps equal ones apart."""
    return f"{10**9 - number:010}{report.public_id}"


def rank_behind(report: Report, home: Report) -> str:
    return "0" if report is home else f"1{10**9 - report.passages:010}"


def fold(columns: Iterable[Column]) -> list[Column]:
    """The columns without those that come back to another one, which carries them folded."""
    columns = list(columns)
    folded: defaultdict[int, list[Report]] = defaultdict(list)
    for column in columns:
        if column.home is not None:
            folded[column.home].append(column.report)
    return [
        replace(column, folded=tuple(folded[column.report.article]))
        for column in columns
        if column.home is None
    ]


def column_page(columns: Sequence[Column], *, after: str = "", before: str = "", size: int) -> ColumnPage:
    """The columns that follow the cursor `after` or precede `before`; the first where both are empty.

    Raises ValueError for a cursor that is none of these columns', or for both at once.
    """
    if after and before:
        raise ValueError("A page follows one place or precedes one: leave out one of the two.")
    start, end = 0, size
    if after:
        start = bisect_right(columns, _values(after), key=_sorting)
        end = start + size
    elif before:
        end = bisect_left(columns, _values(before), key=_sorting)
        start = max(0, end - size)
    shown = list(columns[start:end])
    return ColumnPage(
        shown,
        start=start + 1,
        total=len(columns),
        continues=bool(shown and start and columns[start - 1].group == shown[0].group),
        after=_cursor(shown[-1]) if shown and end < len(columns) else "",
        before=_cursor(shown[0]) if shown and start else "",
    )


def _sorting(column: Column) -> tuple[str, str]:
    return column.rank, column.public_id


def _cursor(column: Column) -> str:
    return ORDER.cursor(column)  # type: ignore[arg-type]  # it asks for the two values alone, as rows have them


def _values(cursor: str) -> tuple[str, str]:
    place = ORDER.place(cursor)
    return str(place.key or ""), place.tie
