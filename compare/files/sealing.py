"""A report's seal: one digest over what went in, what worked on it, and every part of what came out.

A seal shows that a report is as it was written, and which part is not. It is no proof of who wrote it: whoever changes
a report can seal it anew. Compare the digest with one kept elsewhere (a printed page, a message) to know more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare.domain import Report
from compare.files.report_json import Json, report_to_json

SCHEME = "compare-seal/1"
# Fields of the report that a part of their own covers; whatever else stands at the top is sealed by its name.
_PARTED = frozenset({"seal", "articles", "comparisons", "provenance"})
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seal:
    """``digest`` is the SHA-256 of the digests of all ``parts``, each ``(name, SHA-256)``; lower-case hexadecimal."""

    digest: str
    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"sha256:{self.digest}"

    def to_json(self) -> Json:
        """Return the seal as the ``seal`` field of a report."""
        return {"scheme": SCHEME, "digest": self.digest, "parts": dict(self.parts)}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about a sealed report that is not as it was written; ``part`` names where."""

    part: str
    message: str

    def __str__(self) -> str:
        return self.message


def seal(report: Report) -> Seal:
    """Return the seal of a report: the same for equal reports, another one as soon as anything in them differs."""
    return seal_values(report_to_json(report))


def seal_values(values: Mapping[str, Any]) -> Seal:
    """Return the seal of a report's JSON values, every field of them but ``seal``. O(size)."""
    parts = tuple((name, digest_of(part)) for name, part in _parts(values).items())
    return Seal(digest_of(dict(parts)), parts)


def verify(values: Mapping[str, Any], expected: str = "") -> tuple[Problem, ...]:
    """Return what differs between a report's JSON values and the seal they carry; nothing where all is as written.

    ``expected`` is a digest known from elsewhere, with or without ``sha256:`` before it. Also checks that each
    article's text is the one that its input digest was made from. Raises nothing: what cannot be read is a problem.
    """
    carried = values.get("seal") if isinstance(values, Mapping) else None
    if not isinstance(carried, Mapping):
        return (Problem("seal", "The report carries no seal; it was written without one, or the seal was removed."),)
    stated, digest = carried.get("parts"), carried.get("digest")
    if carried.get("scheme") != SCHEME or not isinstance(stated, Mapping) or not _is_digest(digest):
        return (Problem("seal", f"The seal is not one of the scheme {SCHEME}; it cannot be checked here."),)
    try:
        found = seal_values(values)
        wrong_inputs = _wrong_inputs(values)
        is_of_parts = digest == digest_of(dict(stated))
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        return (Problem("report", f"The report is not laid out as one, so nothing can be checked ({error})."),)
    now = dict(found.parts)
    problems = [
        Problem(name, _change(name, name in now, name in stated))
        for name in dict.fromkeys([*stated, *now])
        if stated.get(name) != now.get(name)
    ]
    if not is_of_parts:
        problems.append(Problem("seal", "The seal's digest is not the one of the parts it lists: the seal was edited."))
    if expected and expected.strip().lower().removeprefix("sha256:") != found.digest:
        problems.append(Problem("seal", f"The report's digest is {found.digest}, not the expected {expected.strip()}."))
    return (*problems, *wrong_inputs)


def canonical(value: object) -> bytes:
    """Return JSON values as the bytes that are digested.

    Keys sorted by code point, no white space, everything beyond ASCII escaped, and numbers without a fraction written
    without one, so that a program that reads 1.0 and writes 1 breaks no seal. Raises ``ValueError`` for NaN, infinity.
    """
    plain = _whole_numbers(value)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest_of(value: object) -> str:
    """Return the SHA-256 of a JSON value in canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def text_digest(text: str) -> str:
    """Return the SHA-256 of an article's verbatim text, as in ``provenance.digests``."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _whole_numbers(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {name: _whole_numbers(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole_numbers(inner) for inner in value]
    return value


def _parts(values: Mapping[str, Any]) -> dict[str, object]:
    """Return what is digested, by the name a reader is told."""
    provenance = values["provenance"]
    articles: Sequence[Mapping[str, Any]] = values["articles"]
    comparisons: Sequence[Mapping[str, Any]] = values["comparisons"]
    head = {
        name: value for name, value in values.items() if name not in _PARTED and not isinstance(value, (list, dict))
    }
    parts: dict[str, object] = {
        "inputs": provenance.get("digests", {}),
        "program": provenance.get("version"),
        "packages": {
            "engines": provenance.get("engines", {}),
            "articles": [[a["id"], a.get("engine"), a.get("route")] for a in articles],
        },
        "settings": provenance.get("settings", {}),
        "corrections": [
            [c["left"], c["right"], bead["left"], bead["right"]]
            for c in comparisons
            for bead in c["alignments"]
            if bead.get("is_fixed")
        ]
        + list(provenance.get("corrections", [])),
        "provenance": {
            name: value
            for name, value in provenance.items()
            if name not in ("digests", "version", "engines", "settings", "corrections")
        },
        "head": head,
        "order": [a["id"] for a in articles],
    }
    for k, article in enumerate(articles):
        parts[_unused(parts, f"article {article['id']}", k)] = article
    for k, comparison in enumerate(comparisons):
        parts[_unused(parts, f"comparison {comparison['left']} – {comparison['right']}", k)] = comparison
    for name, value in values.items():
        if name not in _PARTED and name not in head:
            parts[_unused(parts, name, 0)] = value
    return parts


def _unused(parts: Mapping[str, object], name: str, number: int) -> str:
    """Return a name that no other part has, so that none hides behind an equal name."""
    while name in parts:
        name = f"{name} (no. {number + 1})"
    return name


def _change(name: str, is_here: bool, was_here: bool) -> str:
    if not is_here:
        return f"“{name}” was there when the report was sealed, and is missing now."
    if not was_here:
        return f"“{name}” was not there when the report was sealed; it was added later."
    return f"“{name}” is not as it was when the report was sealed."


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _wrong_inputs(values: Mapping[str, Any]) -> list[Problem]:
    """Return the articles whose text is not the one that was read, by its digest."""
    digests = values["provenance"].get("digests", {})
    problems = []
    for article in values["articles"]:
        expected = digests.get(article["id"])
        given = article.get("text")
        if given is None:
            sentences = article.get("sentences_given", [sentence["text"] for sentence in article["sentences"]])
            given = "\n".join(sentences)
        if expected is not None and text_digest(given) != expected:
            message = f"The text of “article {article['id']}” is not the one that went in: its digest differs."
            problems.append(Problem("inputs", message))
    return problems
