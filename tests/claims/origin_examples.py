"""The worked examples of docs/origins.md as records (docs/origins.md says how they are written)."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from claims.origin_records import (
    ArticleRecord,
    Basis,
    ClaimRecord,
    Credit,
    EvidenceRecord,
    Key,
    OutletRecord,
    Speaker,
    Stance,
    Status,
)

PAGE = Path(__file__).parents[2] / "docs" / "origins.md"
BLOCK = re.compile(r"^```example\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Example:
    """One example: its title, its claim, and what docs/origins.md says of it ("" where it says nothing)."""

    title: str
    claim: ClaimRecord
    counts: str
    explanation: str


def examples() -> list[Example]:
    return [parse(block) for block in BLOCK.findall(PAGE.read_text())]


def parse(block: str) -> Example:
    title, *lines = block.splitlines()
    result = next(number for number, line in enumerate(lines) if line.startswith("=>"))
    claim = ClaimRecord(evidence=(), articles={}, outlets={})
    for line in lines[:result]:
        claim = with_line(claim, line)
    return Example(title, claim, lines[result].removeprefix("=> "), " ".join(lines[result + 1 :]))


def with_line(claim: ClaimRecord, line: str) -> ClaimRecord:
    if line.startswith("utterance of "):
        return replace(claim, utterer=speaker(line.removeprefix("utterance of ")))
    if " = " in line:
        return with_article(claim, *line.split(" = "))
    if " < " in line:
        outlet, owner = line.split(" < ")
        return with_outlet(with_outlet(claim, owner), outlet, owner)
    passage, rest = line.split(": ")
    article, stance = passage.split(" ")
    return with_evidence(claim, article, stance, rest)


def with_outlet(claim: ClaimRecord, name: str, owner: str | None = None) -> ClaimRecord:
    known = claim.outlets.get(name)
    record = OutletRecord(name, name, owner or (known.owner if known else None))
    return replace(claim, outlets={**claim.outlets, name: record})


def with_article(claim: ClaimRecord, key: str, description: str) -> ClaimRecord:
    outlet, *remarks = description.split(", ")
    article = ArticleRecord(key, label=key, outlet=None if outlet == "?" else outlet)
    for remark in remarks:
        if remark.startswith("read "):
            article = replace(article, read=True, captured=date.fromisoformat(remark.removeprefix("read ")))
        else:
            article = replace(article, status=cast("Status", remark))
    claim = claim if outlet == "?" else with_outlet(claim, outlet)
    return replace(claim, articles={**claim.articles, key: article})


def with_evidence(claim: ClaimRecord, article: str, stance: str, description: str) -> ClaimRecord:
    basis, *remarks = description.split(", ")
    credits: tuple[Credit, ...] = ()
    if basis.startswith("relays "):
        names = [name for name in basis.removeprefix("relays ").split(" + ") if name != "nobody"]
        for name in names:
            claim = claim if name in claim.articles else with_outlet(claim, name)
        credits = tuple(credit_to(name, claim) for name in names)
    row = EvidenceRecord(
        id=len(claim.evidence) + 1,
        article=article,
        stance=cast("Stance", stance),
        basis=cast("Basis", basis.split(" ")[0]),
        credits=credits,
        speakers=tuple(
            speaker(name) for chain in remarks if chain != "confirmed" for name in chain.split(" > ")
        ),
        stands_after_correction=True if "confirmed" in remarks else None,
    )
    return replace(claim, evidence=(*claim.evidence, row))


def credit_to(name: Key, claim: ClaimRecord) -> Credit:
    return Credit(article=name) if name in claim.articles else Credit(outlet=name)


def speaker(name: str) -> Speaker:
    return Speaker("unnamed" if name[0].islower() else "person", name, name)
