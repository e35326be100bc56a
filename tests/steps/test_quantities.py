from __future__ import annotations

from collections.abc import Callable
from math import inf

from compare.steps.quantities import Quantity, Unit, find_quantities


def amount(value: float, unit: Unit) -> str:
    if unit is Unit.DATE and value >= 100:
        return f"{int(value) // 100:02}-{int(value) % 100:02}"
    if unit is Unit.TIME:
        return f"{int(value) // 60:02}:{int(value) % 60:02}"
    return "∞" if value == inf else f"{value:.10g}"


def as_line(text: str, quantity: Quantity) -> str:
    """The words, then kind and value, then what is counted."""
    low, high = amount(quantity.low, quantity.unit), amount(quantity.high, quantity.unit)
    parts = [str(quantity.unit), low if low == high else f"{low}..{high}", quantity.detail]
    parts += ["about"] * quantity.is_approximate + ["vague"] * quantity.is_vague
    things = " ".join(sorted(quantity.things))
    states = " ".join(sorted(quantity.states))
    counted = (f" of [{things}]" if things else "") + (f" {states}" if states else "")
    return f"  {quantity.span.of(text)} = {' '.join(part for part in parts if part)}{counted}"


def render(given: str) -> str:
    """Each sentence with its language in front, below it its numbers."""
    lines = []
    for line in given.splitlines():
        language, text = line.split(": ", 1)
        found = find_quantities(text, language)
        lines += [line, *(as_line(text, quantity) for quantity in found)] if found else [line, "  none"]
    return "\n".join(lines)


def test_numbers_are_those_of_the_golden_file(golden: Callable[..., None]):
    golden("quantities.txt", render)
