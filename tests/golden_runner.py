"""Golden cases in plain text, so that a person who cannot code can review them.

A file holds cases in this form; the name is a claim, and anything may stand between the rules, blank lines included::

    # a closing quote stays with its sentence
    „Ich habe keine Zeit.“ Das sagte sie.
    ---
    „Ich habe keine Zeit.“
    Das sagte sie.
    ===
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class MalformedGolden(Exception):
    """A golden file that does not follow the form above."""


@dataclass(frozen=True, slots=True)
class Case:
    """One claim: what is given, and what must come out of it."""

    name: str
    given: str
    expected: str


def parse(text: str, where: str) -> list[Case]:
    """Return the cases of a golden file. Raises ``MalformedGolden`` on a broken case or where there are none."""
    cases: list[Case] = []
    name: str | None = None
    parts: list[list[str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if name is None:
            if not line.strip():
                continue
            if not line.startswith("# ") or not line[2:].strip():
                raise MalformedGolden(f"{where}:{number}: expected '# what the case shows', found {line!r}")
            name, parts = line[2:].strip(), [[]]
        elif line == "---":
            if len(parts) == 2:
                raise MalformedGolden(f"{where}:{number}: second '---' in case {name!r}")
            parts.append([])
        elif line == "===":
            if len(parts) != 2:
                raise MalformedGolden(f"{where}:{number}: case {name!r} has no '---'")
            cases.append(Case(name, "\n".join(parts[0]), "\n".join(parts[1])))
            name = None
        else:
            parts[-1].append(line)
    if name is not None:
        raise MalformedGolden(f"{where}: case {name!r} is not closed by '==='")
    if not cases:
        raise MalformedGolden(f"{where}: no cases")
    names = [case.name for case in cases]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise MalformedGolden(f"{where}: two cases are named {twice[0]!r}")
    return cases


def dump(cases: list[Case]) -> str:
    """Return the text of a golden file holding ``cases``."""
    return "\n".join(f"# {case.name}\n{case.given}\n---\n{case.expected}\n===\n" for case in cases)


def check(path: Path, render: Callable[[str], str], *, update: bool) -> list[str]:
    """Return a readable report for each case whose ``render(given)`` is not what is expected; all of them.

    With ``update`` the file is rewritten instead, and nothing is reported.
    """
    cases = parse(path.read_text("utf-8"), path.name)
    rendered = [Case(case.name, case.given, render(case.given)) for case in cases]
    if update:
        path.write_text(dump(rendered), "utf-8")
        return []
    reports = []
    for case, now in zip(cases, rendered, strict=True):
        if case.expected != now.expected:
            lines = difflib.unified_diff(
                case.expected.split("\n"), now.expected.split("\n"), "expected", "now", lineterm="", n=1
            )
            reports.append("\n".join([f"{path.name}: {case.name}", *lines]))
    return reports
