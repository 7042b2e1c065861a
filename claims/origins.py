"""The origins behind a claim: how many sources its reports really come back to.

Pure rules over plain data: no Django, no database. `side(claim, stance)` follows every piece of evidence of
one stance along its credits to where its trails end, and groups the ends that share an article, an outlet,
an owner or a speaker. docs/origins.md states each rule with worked examples, which the tests run.

Reports may share a source that nobody has recorded, so nothing here speaks of independence: two groups are
sources "with no known shared origin".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from claims.origin_records import (
    Bond,
    ClaimRecord,
    DeadEnd,
    End,
    Ending,
    EndKind,
    EvidenceRecord,
    Group,
    Key,
    Side,
    Speaker,
    Stance,
    Trail,
    Weight,
)
from claims.trails import Net, Node, Voices, in_order, name_of_article, own_trails, relay_trails, voices_of

# --- ends and dead ends ------------------------------------------------------------------------------------


def find_ends(net: Net) -> dict[End, frozenset[Node]]:
    """Every origin's end, with its nodes."""
    ends = {end: frozenset([node]) for node in net.stops() if (end := end_at(net, node))}
    return ends | {loop_end(net, loop): loop for loop in net.closed_loops()}


def end_at(net: Net, stop: Node) -> End | None:
    """The end at a stop of the graph; None where the trail ends in nothing that counts."""
    kind, key = stop
    if kind == "outlet":
        return End("unseen", articles=(), outlets=(key,))
    if kind == "article":
        return None if dead_end_kind(net, key) else End("unseen", (key,), outlets_of(net.claim, [key]))
    return end_of_rows(net, "own" if kind == "own" else "unclear", [key], net.rows[stop])


def loop_end(net: Net, loop: frozenset[Node]) -> End:
    """The one end that a loop of credits makes. Its rows are relays, so their speakers tie it to nothing."""
    articles = sorted(key for kind, key in loop if kind == "article")
    rows = [row for node in sorted(loop) for row in net.rows.get(node, ())]
    return replace(end_of_rows(net, "loop", articles, rows), speakers=())


def end_of_rows(net: Net, kind: EndKind, articles: Sequence[Key], rows: Sequence[EvidenceRecord]) -> End:
    """An end that lies in evidence of these articles."""
    heads = {head for row in rows if (head := head_speaker(row, net.claim.utterer))}
    return End(
        kind,
        tuple(articles),
        outlets_of(net.claim, articles),
        tuple(row.id for row in rows),
        tuple(sorted(heads, key=lambda speaker: (speaker.kind, speaker.id))),
    )


def head_speaker(row: EvidenceRecord, utterer: Speaker | None) -> Speaker | None:
    """Who vouches for the passage: the first of its chain who is not the utterer of the claim.

    Reporters who each heard the utterer are separate origins; two who have it from the same witness are not.
    """
    return next((speaker for speaker in row.speakers if speaker != utterer), None)


def outlets_of(claim: ClaimRecord, articles: Iterable[Key]) -> tuple[Key, ...]:
    """The known outlets of articles."""
    outlets = {claim.articles[article].outlet for article in articles}
    return tuple(sorted(outlet for outlet in outlets if outlet is not None))


def dead_end_kind(net: Net, article: Key) -> Literal["", "not found", "corrected", "retracted", "superseded"]:
    """Why a trail that stops in this article has no origin there; "" when it is only not seen here.

    A reading that found nothing comes before the article's status: what was not in it cannot be taken back.
    """
    record = net.claim.articles[article]
    if record.read and article not in net.set_aside:
        return "not found"
    return record.status


def find_dead_ends(net: Net) -> Iterator[DeadEnd]:
    """Articles whose reading found nothing, and those retracted, superseded or not confirmed since corrected."""
    stopped = {key for kind, key in net.stops() if kind == "article"}
    for key in sorted(stopped | net.set_aside.keys()):
        if kind := dead_end_kind(net, key):
            article = net.claim.articles[key]
            trails = own_trails(net.set_aside.get(key, ()), kind)
            if key in stopped:
                trails += relay_trails(net, {("article", key): (kind, ())})
            yield DeadEnd(kind, key, name_of_article(net.claim, key), article.captured, in_order(trails))


# --- groups ------------------------------------------------------------------------------------------------

Tie: TypeAlias = tuple[str, Key]


def ties_of(claim: ClaimRecord, end: End) -> list[Tie]:
    """What an end can share with others, nearest first: articles, outlets and their owners, speakers."""
    outlets = [owner for outlet in end.outlets for owner in owner_chain(claim, outlet)]
    return [
        *(("article", article) for article in end.articles),
        *(("outlet", outlet) for outlet in dict.fromkeys(outlets)),
        *((speaker.kind, speaker.id) for speaker in end.speakers),
    ]


def owner_chain(claim: ClaimRecord, outlet: Key) -> list[Key]:
    """The outlet, its owner, the owner's owner ...; a circle of owners ends where it began."""
    chain: dict[Key, None] = {}
    current: Key | None = outlet
    while current is not None and current not in chain:
        chain[current] = None
        current = claim.outlets[current].owner
    return list(chain)


def connected(ties_of_item: Sequence[Collection[object]]) -> list[list[int]]:
    """Indexes of the items that share a tie, directly or through others (disjoint sets, path halving)."""
    parent = list(range(len(ties_of_item)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    holder: dict[object, int] = {}
    for index, ties in enumerate(ties_of_item):
        for tie in ties:
            parent[root(index)] = root(holder.setdefault(tie, index))
    clusters = defaultdict(list)
    for index in range(len(parent)):
        clusters[root(index)].append(index)
    return list(clusters.values())


def gather(claim: ClaimRecord, ends: Iterable[End]) -> list[list[End]]:
    """Group the ends that share a tie.

    Doubtful ends and loops are guests: one that touches a group is listed under it (under each, if it touches
    several) but joins no two groups, just as a relay does not; guests that touch none form their own.
    """
    ordered = sorted(ends, key=lambda end: (end.kind, end.articles, end.outlets))
    ties = {end: ties_of(claim, end) for end in ordered}
    hosts = [end for end in ordered if not end.guest]
    guests = [end for end in ordered if end.guest]
    groups = [[hosts[index] for index in cluster] for cluster in connected([ties[end] for end in hosts])]
    group_of = {tie: number for number, group in enumerate(groups) for end in group for tie in ties[end]}
    for cluster in connected([ties[end] for end in guests]):
        party = [guests[index] for index in cluster]
        touched = {group_of[tie] for end in party for tie in ties[end] if tie in group_of}
        for number in touched:
            groups[number].extend(party)
        if not touched:
            groups.append(party)
    return groups


def bonds_of(claim: ClaimRecord, ends: Sequence[End]) -> tuple[Bond, ...]:
    """What the ends of a group share. An outlet says enough: its owner is named only where it joins more."""
    sharing: defaultdict[Tie, list[End]] = defaultdict(list)
    for end in ends:
        for tie in ties_of(claim, end):
            sharing[tie].append(end)
    bonds: dict[object, Bond] = {}
    for tie, shared in sharing.items():
        if len(shared) > 1:
            bond = bond_by(claim, tie, tuple(shared))
            bonds.setdefault((bond.kind == "speaker" and tie, bond.ends), bond)
    return tuple(bonds.values())


def bond_by(claim: ClaimRecord, tie: Tie, ends: tuple[End, ...]) -> Bond:
    """One tie that these ends share, with its name."""
    kind, key = tie
    if kind == "article":
        return Bond("article", claim.articles[key].label, ends)
    if kind == "outlet":
        direct = all(key in end.outlets for end in ends)
        return Bond("outlet" if direct else "owner", claim.outlets[key].label, ends)
    speakers = (speaker for end in ends for speaker in end.speakers)
    return Bond("speaker", next(one.label for one in speakers if (one.kind, one.id) == tie), ends)


# --- counting ----------------------------------------------------------------------------------------------


def side(claim: ClaimRecord, stance: Stance) -> Side:
    """Follow all evidence of one stance to its ends, and count the origins."""
    net = Net(claim, stance)
    ends = find_ends(net)
    clusters = gather(claim, ends)
    weights, low = weigh(clusters, needed_ends(net, ends))
    groups = [draw(net, cluster, ends, weight) for cluster, weight in zip(clusters, weights, strict=True)]
    dead_ends = list(find_dead_ends(net))
    return Side(
        groups=tuple(sorted(groups, key=lambda group: (-len(group.reports), group.label))),
        low=low,
        high=len(groups),
        not_borne_out=tuple(dead for dead in dead_ends if dead.kind == "not found"),
        uncounted=tuple(dead for dead in dead_ends if dead.kind != "not found"),
        reports=tuple(sorted({key for _, key in net.rows})),
    )


def needed_ends(net: Net, ends: Mapping[End, frozenset[Node]]) -> list[frozenset[End]]:
    """The least that the evidence needs: sets of ends, in each of which at least one must be an origin.

    Evidence that is an end needs itself; the relays of an article need one of the ends they reach. A set that
    contains another asks for nothing more, so only the smallest are kept.
    """
    reached: defaultdict[Node, set[End]] = defaultdict(set)
    for end, nodes in ends.items():
        for node in net.ways_to(nodes):
            if node[0] == "relays":
                reached[node].add(end)
    alone = {end for end in ends if end.evidence}
    alone |= {end for found in reached.values() if len(found) == 1 for end in found}
    smallest: list[frozenset[End]] = []
    for wanted in sorted({frozenset(found) for found in reached.values() if not found & alone}, key=len):
        if not any(kept <= wanted for kept in smallest):
            smallest.append(wanted)
    return [frozenset([end]) for end in alone] + smallest


def weigh(groups: Sequence[Sequence[End]], needed: Iterable[frozenset[End]]) -> tuple[list[Weight], int]:
    """How each group counts, and the low count.

    A group is certain when one of its ends is needed by itself. Unseen sources that reports name only together
    make one origin between them at least; none where one of them may be an origin counted already.
    """
    sets = list(needed)
    alone = {end for wanted in sets if len(wanted) == 1 for end in wanted if not end.doubtful}
    weights: list[Weight] = ["certain" if is_certain(group, alone) else "possible" for group in groups]
    number_of = {end: number for number, group in enumerate(groups) for end in group}
    several = [wanted for wanted in sets if len(wanted) > 1]
    places = [{number_of[end] for end in wanted} for wanted in several]
    low = weights.count("certain")
    for cluster in connected(places):
        numbers = set().union(*(places[index] for index in cluster))
        doubtful = any(end.doubtful for index in cluster for end in several[index])
        if not doubtful and all(weights[number] != "certain" for number in numbers):
            low += 1
            for number in numbers:
                weights[number] = "together"
    return weights, max(low, min(1, len(groups)))


def is_certain(group: Sequence[End], alone: Collection[End]) -> bool:
    """A loop makes a group certain only by itself: as a guest in others' groups it may touch several."""
    hosts = [end for end in group if not end.guest] or group
    return any(end in alone for end in hosts)


# --- drawing -----------------------------------------------------------------------------------------------


def draw(net: Net, ends: Sequence[End], nodes_of: Mapping[End, frozenset[Node]], weight: Weight) -> Group:
    """All that a page shows of one group."""
    bonds = bonds_of(net.claim, ends)
    label = group_label(net.claim, ends, bonds)
    return Group(label, tuple(ends), bonds, trails_to(net, ends, nodes_of), weight)


def trails_to(net: Net, group: Iterable[End], nodes_of: Mapping[End, frozenset[Node]]) -> tuple[Trail, ...]:
    """Every piece of evidence that comes back to a group, each with its trail."""
    trails: list[Trail] = []
    goal: dict[Node, tuple[Ending, Voices]] = {}
    for end in group:
        rows = [row for node in sorted(nodes_of[end]) for row in net.rows.get(node, ())]
        goal |= dict.fromkeys(nodes_of[end], (end.kind, voices_of(rows)))
        if end.kind != "loop":
            trails += own_trails(rows, end.kind)
    return in_order([*trails, *relay_trails(net, goal)])


def group_label(claim: ClaimRecord, ends: Sequence[End], bonds: Iterable[Bond]) -> str:
    """What readers know a group by: its one name, else what all its ends share, else all the names."""
    names = sorted({name for end in ends for name in names_of(claim, end)})
    if len(names) == 1:
        return names[0]
    shared = [bond.label for bond in bonds if set(bond.ends) == set(ends)]
    return shared[0] if shared else " and ".join(names)


def names_of(claim: ClaimRecord, end: End) -> list[str]:
    """The outlets of an end, or its articles where their outlet is unknown."""
    if not end.articles:
        return [claim.outlets[outlet].label for outlet in end.outlets]
    return [name_of_article(claim, article) for article in end.articles]
