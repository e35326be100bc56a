"""Write the table of run-time packages and their licences into THIRD_PARTY_LICENSES.md.

Reads requirements.txt and what the installed packages say of themselves; asks no registry. The text around the table is
written by hand and kept. Example: ``python -m tests.bench.licences``
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements.txt"
NOTICES = ROOT / "THIRD_PARTY_LICENSES.md"
START, END = "<!-- packages: written by tests/bench/licences.py -->\n", "<!-- end of packages -->\n"
# The classifiers that our packages use, by SPDX name; consulted where a package states no licence expression.
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Affero General Public License v3": "AGPL-3.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}


def pinned(requirements: str) -> dict[str, str]:
    """Return the packages that a requirements file pins, canonical name to version, in its order."""
    return {canonicalize_name(name): version for name, _, version in _lines(requirements)}


def extras(requirements: str) -> dict[str, list[str]]:
    """Return the extras that a requirements file asks for, by canonical name."""
    return {canonicalize_name(name): asked.split(",") for name, asked, _ in _lines(requirements) if asked}


def _lines(requirements: str) -> list[tuple[str, str, str]]:
    return re.findall(r"^([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?==(\S+)", requirements, re.MULTILINE)


def needed_by(roots: list[str], of: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return every package that the roots need, each with those that ask for it; the roots come first. ``of`` has the
    extras that are asked of some.

    Markers are those of this machine. Raises ``PackageNotFoundError`` where one is not installed.
    """
    asked: dict[str, list[str]] = {root: [] for root in roots}
    waiting = list(roots)
    while waiting:
        name = waiting.pop(0)
        for line in distribution(name).requires or []:
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is not None and not any(marker.evaluate({"extra": one}) for one in ("", *of.get(name, ()))):
                continue
            needed = canonicalize_name(requirement.name)
            if needed not in asked:
                asked[needed] = []
                waiting.append(needed)
            asked[needed].append(name)
    return asked


def licence(package: Distribution) -> str:
    """Return the licence that a package states: its expression, its one-line field, or its classifiers."""
    said = package.metadata.json
    expression = str(said.get("license_expression") or "")
    line = str(said.get("license") or "").strip()
    classified = [str(entry).split(" :: ")[-1] for entry in said.get("classifier", []) if "License ::" in str(entry)]
    if expression:
        return expression
    if line and "\n" not in line and len(line) < 60:
        return line
    if not classified:
        raise ValueError(f"{package.name} does not say what licence it is under. Read its files and add it by hand.")
    return " or ".join(CLASSIFIERS.get(entry, entry) for entry in classified)


def table() -> str:
    """Return the Markdown table of all run-time packages."""
    requirements = REQUIREMENTS.read_text(encoding="utf-8")
    pins = pinned(requirements)
    asked = needed_by(list(pins), extras(requirements))
    rows = ["| package | version | licence | needed by |", "| --- | --- | --- | --- |"]
    for name in sorted(asked):
        version = pins.get(name, "as installed")
        users = "compare" if name in pins else ", ".join(sorted(set(asked[name])))
        rows.append(f"| {name} | {version} | {licence(distribution(name))} | {users} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Put the table between its two marks."""
    before, rest = NOTICES.read_text(encoding="utf-8").split(START)
    _, after = rest.split(END)
    NOTICES.write_text(before + START + table() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
