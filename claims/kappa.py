"""How far two judges agree, beyond what chance would give: Cohen's kappa. Pure: plain data in, plain data out.

Jacob Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960),
pages 37-46: kappa = (p_o - p_e) / (1 - p_e), where p_o is the share of cases on which both judges chose the same
category, and p_e the share to be expected if each chose at random as often as he did choose each category.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

Table = Mapping[tuple[str, str], int]  # (what the first judge chose, what the second chose) -> how many cases


@dataclass(frozen=True)
class Agreement:
    """On how many cases both judged, on how many of these alike, and kappa; None where it is not defined."""

    judged: int
    agreed: int
    kappa: float | None

    @property
    def percent(self) -> int | None:
        """The share agreed on, in whole per cent rounded down: 100 only where it is all of them."""
        return self.agreed * 100 // self.judged if self.judged else None


def agreement(table: Table) -> Agreement:
    """What the two judges' choices come to. Kappa is not defined for no case, nor where chance leaves nothing open."""
    judged = sum(table.values())
    agreed = sum(number for (first, second), number in table.items() if first == second)
    return Agreement(judged, agreed, _kappa(table, judged, agreed))


def _kappa(table: Table, judged: int, agreed: int) -> float | None:
    """In whole numbers up to the last division: both sides multiplied by the square of the number of cases."""
    firsts, seconds = Counter[str](), Counter[str]()
    for (first, second), number in table.items():
        firsts[first] += number
        seconds[second] += number
    by_chance = sum(firsts[category] * seconds[category] for category in firsts)
    if judged * judged == by_chance:
        return None
    return (agreed * judged - by_chance) / (judged * judged - by_chance)
