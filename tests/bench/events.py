"""Events told by several outlets, written for this project: what two editors marked in them is known.

    python -m tests.bench.events [FILE…]

checks the files and counts what they mark. A file holds several events:

    # port blockade
    @ Harbour Mirror
    1 2 | <l1 Militants> <w paralysed> the port on Monday, and <m two thousand> ships had to wait.
    *5 ! | ...

Before the bar stand the numbers of the facts that the sentence tells, the same in all outlets of the event; ``*``
before a fact that this outlet alone tells and an editor would miss elsewhere; ``!`` where the whole sentence takes
sides by its tone.
``<l1 …>`` and ``<p1 …>`` name the event's concept 1, tellingly or plainly, ``<l …>`` what has no plain name that is
marked; other marks are one letter (``KINDS``). Marks are of two editors: who wrote the event, and one who
read it afterwards and added what was missing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from compare.domain import Kind

EVENTS = Path(__file__).parent / "events"
KINDS = {
    "l": Kind.LABEL,
    "w": Kind.LOADED,
    "a": Kind.ATTRIBUTION,
    "h": Kind.HEDGE,
    "n": Kind.NEGATION,
    "m": Kind.NUMBER,
    "g": Kind.AGENCY,
}
PLAIN = "p"
HEAD = re.compile(r"\*?\d+|!")
MARK = re.compile(r"<([a-z])(\d*) ([^<>]+)>")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked range of a sentence; ``concept`` is what a name names, where both ways to name it are marked.

    ``kind`` is None for a plain name."""

    start: int
    end: int
    kind: Kind | None
    concept: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: the facts it tells, those that nobody else tells and an editor would miss, and its marks."""

    text: str
    facts: frozenset[int]
    alone: frozenset[int]
    takes_sides: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event, as several outlets tell it."""

    name: str
    outlets: dict[str, tuple[Told, ...]]


def read_events(paths: list[Path] | None = None) -> list[Event]:
    """Return the events of the files, all of ``EVENTS`` by default. Raises ``ValueError`` for bad ones."""
    found: list[Event] = []
    for path in paths if paths is not None else sorted(EVENTS.glob("*.txt")):
        event: dict[str, list[Told]] = {}
        name = outlet = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.name}:{number}"
            if line.startswith("# "):
                found += _event(name, event)
                name, outlet, event = line[2:].strip(), "", {}
            elif line.startswith("@ "):
                outlet = line[2:].strip()
                if outlet in event:
                    raise ValueError(f"{where}: {outlet} is there twice")
                event[outlet] = []
            elif line.strip():
                if not name or not outlet:
                    raise ValueError(f"{where}: a sentence before an event's name and an outlet's")
                event[outlet].append(_told(line, where))
        found += _event(name, event)
    return found


def _event(name: str, outlets: dict[str, list[Told]]) -> list[Event]:
    if not name:
        return []
    event = Event(name, {outlet: tuple(told) for outlet, told in outlets.items()})
    tellers = Counter(fact for told in event.outlets.values() for fact in {f for one in told for f in one.facts})
    for outlet, told in event.outlets.items():
        for one in told:
            for fact in one.alone:
                if tellers[fact] > 1:
                    raise ValueError(f"{name}: fact {fact} is told by more than {outlet}")
    return [event]


def _told(line: str, where: str) -> Told:
    head, bar, rest = line.partition("|")
    words = head.split()
    if not bar or not words or any(not HEAD.fullmatch(word) for word in words):
        raise ValueError(f"{where}: facts and a bar must come first: {line[:50]!r}")
    text, marks, last = "", [], 0
    rest = rest.strip()
    for match in MARK.finditer(rest):
        text += rest[last : match.start()]
        letter, concept, inside = match.groups()
        if letter != PLAIN and letter not in KINDS:
            raise ValueError(f"{where}: no kind is called {letter!r}")
        if (letter == PLAIN and not concept) or (letter not in (PLAIN, "l") and concept):
            raise ValueError(f"{where}: plain names have a concept's number, and nothing else but names: {match[0]!r}")
        mark = Mark(len(text), len(text) + len(inside), KINDS.get(letter), int(concept) if concept else None)
        marks.append(mark)
        text, last = text + inside, match.end()
    text += rest[last:]
    if "<" in text or ">" in text:
        raise ValueError(f"{where}: marks do not match: {line[:70]!r}")
    facts = [word for word in words if word != "!"]
    alone = frozenset(int(word[1:]) for word in facts if word.startswith("*"))
    return Told(text, frozenset(int(word.lstrip("*")) for word in facts), alone, "!" in words, tuple(marks))


def main(files: Annotated[list[Path] | None, typer.Argument()] = None) -> None:
    """Check the files, and count."""
    events = read_events(files or None)
    told = [one for event in events for outlet in event.outlets.values() for one in outlet]
    kinds = Counter(mark.kind.value if mark.kind else "plain name" for one in told for mark in one.marks)
    n_outlets = sum(len(event.outlets) for event in events)
    typer.echo(f"{len(events)} events, {n_outlets} outlets, {len(told)} sentences")
    typer.echo("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    typer.echo(
        f"  takes sides {sum(one.takes_sides for one in told)}, told alone {sum(bool(one.alone) for one in told)}"
    )
    n_marks = sum(count for kind, count in kinds.items() if kind != "plain name")
    n_without = sum(not any(mark.kind for mark in one.marks) for one in told)
    typer.echo(f"  {n_marks / max(1, len(told)):.2f} marks a sentence, {n_without} without")


if __name__ == "__main__":
    typer.run(main)
