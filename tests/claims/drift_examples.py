"""The worked examples of docs/drift.md as passages (docs/drift.md says how they are written)."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast, get_args

from claims.drift import Drift, Source, drifts
from claims.origin_records import Speaker, Stance
from claims.passages import Days, Figure, Hours, Names, Passage, Places, Text, Value, ValueAspect
from record.dates import parse_edtf
from record.times import parse_time

PAGE = Path(__file__).parents[2] / "docs" / "drift.md"
BLOCK = re.compile(r"^```example\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Example:
    """One example: its title, what A and B say, and the drifts in words."""

    title: str
    source: Source = field(default_factory=lambda: Source("B", read=True))
    report: list[Passage] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def drifts(self) -> list[Drift]:
        return drifts(self.report[0], self.source, self.report[1:])


def examples() -> list[Example]:
    return [parse(block) for block in BLOCK.findall(PAGE.read_text())]


def parse(block: str) -> Example:
    title, *lines = block.splitlines()
    example = Example(title)
    for number, line in enumerate(lines, start=1):
        read_line(example, number, line)
    return example


def read_line(example: Example, number: int, line: str) -> None:
    if line.startswith("=> "):
        example.words.append(line.removeprefix("=> "))
    elif line.startswith("B was "):
        captured = line.removeprefix("B was read ")
        read = captured != line
        example.source = Source("B", read, captured=date.fromisoformat(captured) if read else None)
    else:
        head, description = line.split(": ", 1)
        said = passage(number, cast("Stance", head.split(" ")[-1]), description)
        if head.startswith("B "):
            example.source = replace(example.source, passages=(*example.source.passages, said))
        else:
            example.report.append(said)


def passage(number: int, stance: Stance, description: str) -> Passage:
    said = Passage(number, stance)
    for remark in description.split("; "):
        if remark != "nothing more":
            said = with_remark(said, *remark.split(" ", 1))
    return said


def with_remark(said: Passage, word: str, rest: str = "") -> Passage:
    if word in get_args(ValueAspect):
        return replace(said, values={**said.values, cast("ValueAspect", word): value(word, rest)})
    match word:
        case "speaker":
            return replace(said, speakers=tuple(speaker(name) for name in rest.split(" > ")))
        case "quotes":
            return replace(said, quotation=rest)
        case "paraphrase":
            return replace(said, paraphrase=rest)
        case "omits":
            return replace(said, omits=frozenset([rest]))
        case "hedged" | "not":
            return replace(said, hedged=word == "hedged")
        case "distances":
            return replace(said, endorsement="distances")
        case "adopts":
            return replace(said, endorsement="adopts")
    raise ValueError(f"{word} is no remark on a passage.")


def value(aspect: str, text: str) -> Value:
    if aspect == "date":
        return Days(parse_edtf(text), text)
    if aspect == "time":
        return Hours(parse_time(text), text)
    if aspect == "place":
        name, *around = text.split(" in ")
        return Places(frozenset([name]), frozenset(around), name)
    if aspect == "figure":
        figure, unit = text.split(" ")
        return Figure(Decimal(figure), unit, text)
    return Names(frozenset([text]), text) if aspect in ("person", "organization") else Text(text)


def speaker(name: str) -> Speaker:
    return Speaker("unnamed" if name[0].islower() else "person", name, name)
