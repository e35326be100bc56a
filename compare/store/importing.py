"""Taking translations from elsewhere into the translation memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from compare.domain import Route, primary
from compare.files.tmx import Translation
from compare.store.memory import RememberingTranslator

AT_ONCE = 1_000  # translations kept in memory before they are written


@dataclass(slots=True)
class Imported:
    """What came of an import: per route how many by a person and by a machine; what was passed over, by the reason."""

    taken: dict[str, tuple[int, int]] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)


def import_translations(
    translations: Iterable[Translation], memory: RememberingTranslator, *, is_checked: bool = False
) -> Imported:
    """Keep translations for the routes that installed packages make today; the next comparison finds them.

    A person's replace what is kept; a machine's only fill what is not. ``is_checked`` takes all for a person's.
    Raises ``StoreFailed`` and what reading the translations raises; what was written before stays.
    """
    routes: dict[tuple[str, str], Route | None] = {}
    waiting: dict[tuple[Route, bool], dict[str, str]] = defaultdict(dict)
    result = Imported()

    def write() -> None:
        for (route, is_by_person), wordings in waiting.items():
            memory.take_in(wordings, route, is_by_person=is_by_person)
            person, machine = result.taken.get(str(route), (0, 0))
            n = len(wordings)
            result.taken[str(route)] = (person + n, machine) if is_by_person else (person, machine + n)
        waiting.clear()

    n_waiting = 0
    for translation in translations:
        pair = primary(translation.source_language), primary(translation.target_language)
        if pair not in routes:
            routes[pair] = memory.find_route(*pair)
        route = routes[pair]
        if route is None:
            result.passed_over[f"no installed package leads from {pair[0]} to {pair[1]}"] += 1
            continue
        waiting[route, is_checked or translation.is_by_person][translation.source] = translation.target
        n_waiting += 1
        if n_waiting >= AT_ONCE:
            write()
            n_waiting = 0
    write()
    return result
