"""What word lists find in sentences of each language that has a file of readings: statements, sources without a
name, hedges, deeds, scales."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.framing.certainty import hedges_in
from compare.steps.framing.deeds import deeds_in
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.report_verbs import reports_in
from compare.steps.framing.scales import both_sides
from compare.steps.framing.unnamed import unnamed_in
from compare.steps.framing.words import span_of, words_of

FOLDER = Path(__file__).parent / "readings"
READINGS = [
    pytest.param(path.stem, entry, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.toml"))
    for number, entry in enumerate(tomllib.loads(path.read_text("utf-8"))["sentence"], 1)
]


def spoken(text: str, first: int, last: int) -> str:
    return span_of(words_of(text), first, last).of(text)


def reports(text: str, lists: LanguageLists) -> list[str]:
    return [f"{r.kind.name}: {spoken(text, r.first, r.last)}" for r in reports_in(text, lists)]


def speakers(text: str, lists: LanguageLists) -> list[str]:
    return [r.source.of(text) if r.source else "" for r in reports_in(text, lists)]


def hedges(text: str, lists: LanguageLists) -> list[str]:
    return [f"{h.value}: {spoken(text, h.first, h.last)}" for h in hedges_in(text, lists)]


def deeds(text: str, lists: LanguageLists) -> list[str]:
    return [f"{d.way}: {spoken(text, d.first, d.last)}" for d in deeds_in(text, lists)]


def scaled(side: int, text: str, lists: LanguageLists) -> list[str]:
    words = words_of(text)
    found = both_sides(words, lists)[side]
    return [f"{name}: {span_of(words, *ends).of(text)}" for ends, names in found.items() for name in names]


def unnamed(text: str, lists: LanguageLists) -> list[str]:
    return [span.of(text) for span in unnamed_in(text, lists)]


FOUND: dict[str, Callable[[str, LanguageLists], Sequence[str]]] = {
    "reports": reports,
    "speakers": speakers,
    "unnamed": unnamed,
    "hedges": hedges,
    "deeds": deeds,
    "charged": lambda text, lists: scaled(0, text, lists),
    "plain": lambda text, lists: scaled(1, text, lists),
}


@pytest.mark.parametrize(("language", "entry"), READINGS)
def test_a_sentence_is_read_as_its_language_means_it(language: str, entry: dict[str, Any]) -> None:
    assert entry.keys() <= {"text", *FOUND}
    lists = read_lists().of(language)
    asked = {name: sorted(FOUND[name](entry["text"], lists)) for name in FOUND if name in entry}
    assert asked and asked == {name: sorted(entry[name]) for name in asked}
