"""What works for which language, gathered from the lists, tables and measured routes that the program runs on.

Says nothing of its own but the figures of alignment, which are measured elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from compare.domain import Kind
from compare.domain.text import direction
from compare.engines.routes import Qualities, read_qualities
from compare.files.display import language_name
from compare.files.framing_lists import read_lists
from compare.steps.abbreviations import LEXICONS
from compare.steps.framing.lists import Lists
from compare.steps.framing.loaded import ELSEWHERE
from compare.steps.framing.loaded import LANGUAGES as MODELLED
from compare.steps.function_words import FUNCTION_WORDS
from compare.steps.number_words import number_words
from compare.steps.polarity import PLAIN, UNSPACED_PLAIN

TARGET = "en"
# F1 of links on NTREX development documents made comparable, cross-validated, as tests/bench/train_alignment.py prints
# it (docs/alignment.md), and that of the best simple recipe with one threshold, as published with the data.
ALIGNED: Mapping[str, tuple[float, float]] = {
    "pt": (0.975, 0.92),
    "es": (0.966, 0.92),
    "fr": (0.974, 0.88),
    "de": (0.983, 0.90),
    "ru": (0.978, 0.93),
    "tr": (0.962, 0.92),
    "ur": (0.972, 0.93),
    "hi": (0.965, 0.93),
    "zh": (0.956, 0.90),
    "ar": (0.969, 0.90),
}


@dataclass(frozen=True, slots=True)
class Support:
    """What works for one language.

    ``number_words`` is "all", "large" (thousand, lakh, 万) or empty. ``chrf`` is the best that was measured of a way
    into English (0 to 100), ``way`` its engines; ``aligned`` F1 and the simple recipe's. ``framing`` lists kinds of
    difference beyond those that need no words.
    """

    language: str
    name: str
    is_right_to_left: bool
    has_abbreviations: bool
    number_words: str
    has_negations: bool
    has_function_words: bool
    framing: tuple[Kind, ...]
    chrf: float | None
    way: str
    aligned: tuple[float, float] | None


@cache
def support() -> tuple[Support, ...]:
    """Return a row for every language that any list, table or measured route knows, best known first."""
    lists, qualities = read_lists(), read_qualities()
    best = _best_ways(qualities)
    known = {*LEXICONS, *FUNCTION_WORDS, *PLAIN, *UNSPACED_PLAIN, *lists.languages, *ALIGNED, *best}
    rows = [_row(language, lists, best) for language in known]
    return tuple(sorted(rows, key=lambda row: (-_depth(row), row.name)))


def _row(language: str, lists: Lists, best: Mapping[str, tuple[float, str]]) -> Support:
    chrf, way = best.get(language, (None, ""))
    return Support(
        language=language,
        name=language_name(language),
        is_right_to_left=direction(language) == "rtl",
        has_abbreviations=language in LEXICONS,
        number_words=_number_words(language),
        has_negations=language in PLAIN or language in UNSPACED_PLAIN,
        has_function_words=language in FUNCTION_WORDS,
        framing=tuple(_framing(language, lists)),
        chrf=chrf,
        way=way,
        aligned=ALIGNED.get(language),
    )


def _number_words(language: str) -> str:
    words = number_words(language)
    return "all" if words.has_words else "large" if words.scales else ""


def _framing(language: str, lists: Lists) -> Iterable[Kind]:
    own = lists.languages.get(language)
    if language in lists.vocabularies or (own and own.naming):
        yield Kind.LABEL
    if language in MODELLED | ELSEWHERE or (own and own.charged):
        yield Kind.LOADED
    if own:
        yield from (Kind.ATTRIBUTION, Kind.HEDGE, Kind.NEGATION, Kind.AGENCY)
        if own.valence:
            yield Kind.TONE


def _best_ways(qualities: Qualities) -> dict[str, tuple[float, str]]:
    """Return the best measured chrF into English by language, with the packages in words."""
    found: dict[str, tuple[float, str]] = {}
    for packages, quality in qualities.measured.items():
        stops = qualities.stops[packages]
        if stops[-1] == TARGET and quality.chrf > found.get(stops[0], (0.0, ""))[0]:
            engines = " + ".join(dict.fromkeys(name.split()[0].capitalize() for name in packages))
            found[stops[0]] = quality.chrf, f"{engines}, {'→'.join(stops)}"
    return found


def _depth(row: Support) -> int:
    marks = (row.has_abbreviations, bool(row.number_words), row.has_negations, row.has_function_words)
    return sum(marks) + len(row.framing) + 2 * (row.aligned is not None) + 2 * (row.chrf is not None)


HEAD = (
    "| language | written | sentences | numbers in words | denials | words that differ | framing beyond what needs no"
    " words | into English | aligned, F1 (simple) |"
)


def markdown(rows: Sequence[Support]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEAD, "| --- " * 9 + "|"]
    return "\n".join([*lines, *(_line(row) for row in rows)]) + "\n"


def _line(row: Support) -> str:
    sentences = "rules, abbreviations" if row.has_abbreviations else "rules"
    translation = f"chrF {row.chrf:.0f} ({row.way})" if row.chrf else "with a package"
    if row.language == TARGET:
        translation = "–"
    aligned = f"{row.aligned[0]:.2f} ({row.aligned[1]:.2f})" if row.aligned else "not measured"
    cells = (
        f"{row.name} (`{row.language}`)",
        "right to left" if row.is_right_to_left else "left to right",
        sentences,
        {"all": "yes", "large": "large ones", "": "–"}[row.number_words],
        _yes(row.has_negations),
        _yes(row.has_function_words),
        ", ".join(row.framing) or "–",
        translation,
        aligned if row.language != TARGET else "the others against it",
    )
    return "| " + " | ".join(cells) + " |"


def _yes(value: bool) -> str:
    return "yes" if value else "–"
