"""What people put right in a report: decisions that hold whatever the signals say.

Owns what a correction means, for a finished report (it shows at once) and for the next run (it binds it). Knows
nothing of where corrections are kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations
from typing import Any

from compare.domain import (
    MAX_SIDE,
    Alignment,
    Bead,
    Difference,
    Highlight,
    Kind,
    NamedConcept,
    NameForm,
    OutletForms,
    Passage,
    Place,
    Reading,
    Report,
    Sentence,
    Source,
    Span,
)
from compare.steps.align import Constraint
from compare.steps.differences import find_differences
from compare.steps.facts import find_facts
from compare.steps.names import EMPTY, wording_key, wordings_of
from compare.steps.summary import SLIGHT

Pair = tuple[str, str]
Side = tuple[int, ...]
Sentences = Mapping[str, Sequence[str]]
"""The original sentences of each article."""


class CorrectionKind(StrEnum):
    """What a person may put right."""

    JOIN = "join"
    PART = "part"
    NO_PARTNER = "no_partner"
    TRANSLATION = "translation"
    DISMISS = "dismiss"
    CONFIRM = "confirm"
    OUTLET = "outlet"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision.

    ``places``: for ``JOIN`` all sentences of the bead, in two articles; for ``PART`` the one that leaves, then those it
    leaves; else the one it is about (sentence 0 for ``OUTLET`` and ``SAME``). ``text`` is the new translation or name,
    the wordings that mean one thing with ``=`` between, or the words of the highlight, whose kind is ``highlight``.
    ``digests`` are those of the sentences at ``places`` when it was made (``digest_of``), empty where nobody kept them:
    they say which sentences are meant, not what is decided, and two corrections are equal without them.
    """

    kind: CorrectionKind
    places: tuple[Place, ...]
    text: str = ""
    highlight: Kind | None = None
    digests: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if not self.places:
            raise ValueError(f"{self.kind}: a correction is about a place")
        if self.digests and len(self.digests) != len(self.places):
            raise ValueError(f"{self.kind}: {len(self.digests)} digests of {len(self.places)} places")
        if self.kind is CorrectionKind.SAME:
            wordings_of(self.text)
        if self.kind is CorrectionKind.JOIN:
            sides = _by_article(self.places)
            if len(sides) != 2 or any(len(side) > MAX_SIDE for side in sides.values()):
                raise ValueError(f"join {self.places}: need one to {MAX_SIDE} sentences of each of two articles")


OF_ARTICLES = frozenset({CorrectionKind.OUTLET, CorrectionKind.SAME})  # about no sentence of theirs


def digest_of(sentence: str) -> str:
    """Return the SHA-256 of a sentence's original text, as a correction keeps it."""
    return hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).hexdigest()


def with_digests(correction: Correction, sentences: Sentences) -> Correction:
    """Return the correction with digests of the sentences that it is about, where it has none and they are there."""
    is_there = all(place.sentence < len(sentences.get(place.article, ())) for place in correction.places)
    if correction.digests or correction.kind in OF_ARTICLES or not is_there:
        return correction
    digests = tuple(digest_of(sentences[place.article][place.sentence]) for place in correction.places)
    return replace(correction, digests=digests)


def still_reads(correction: Correction, sentences: Sentences) -> bool:
    """True unless a sentence that the correction is about is another one by now; where nobody knows, it is not.

    Articles that ``sentences`` does not have are passed over.
    """
    for place, digest in zip(correction.places, correction.digests, strict=False):
        here = sentences.get(place.article)
        if here is not None and (place.sentence >= len(here) or digest_of(here[place.sentence]) != digest):
            return False
    return True


@dataclass(slots=True)
class _Decisions:
    """What holds for one pair of articles, seen from its left one."""

    groups: list[tuple[Side, Side]] = field(default_factory=list)
    apart: set[tuple[int, int]] = field(default_factory=set)
    left_alone: set[int] = field(default_factory=set)
    right_alone: set[int] = field(default_factory=set)


def correction_to_json(correction: Correction) -> dict[str, Any]:
    """Return a correction as plain JSON values: ``kind``, ``places`` as ``[article, sentence]``, and what is not empty
    of ``text`` and ``highlight``."""
    found: dict[str, Any] = {
        "kind": correction.kind.value,
        "places": [[place.article, place.sentence] for place in correction.places],
    }
    if correction.text:
        found["text"] = correction.text
    if correction.highlight is not None:
        found["highlight"] = correction.highlight.value
    return found


def constraints_of(corrections: Iterable[Correction], articles: Sequence[str]) -> dict[Pair, tuple[Constraint, ...]]:
    """Return what the next run must obey, per pair of ``articles`` in the story's order; a later correction wins."""
    found = {}
    for pair, held in _decide(corrections, articles).items():
        constraints = [Constraint(left, right, True) for left, right in held.groups]
        constraints += [Constraint((i,), (j,), False) for i, j in sorted(held.apart)]
        constraints += [Constraint((i,), (), False) for i in sorted(held.left_alone)]
        constraints += [Constraint((), (j,), False) for j in sorted(held.right_alone)]
        if constraints:
            found[pair] = tuple(constraints)
    return found


def same_of(corrections: Iterable[Correction]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of wordings that mean one thing."""
    return tuple(wordings_of(c.text) for c in corrections if c.kind is CorrectionKind.SAME)


def correct(report: Report, corrections: Sequence[Correction]) -> Report:
    """Return ``report`` as the corrections would have it, without looking for framing anew.

    Beads, facts, translations, names and highlights change; a highlight that pointed at words no longer there,
    or no longer opposite, goes. Corrections about sentences that the report does not have, or that read otherwise when
    they were made, are passed over; the others are noted in its provenance, each once.
    """
    lengths = {reading.article.id: len(reading.sentences) for reading in report.readings}
    texts = {reading.article.id: [sentence.text for sentence in reading.sentences] for reading in report.readings}
    known = [
        c
        for c in corrections
        if all(0 <= p.sentence < lengths.get(p.article, 0) for p in c.places) and still_reads(c, texts)
    ]
    if not known:
        return report
    decisions = _decide(known, list(lengths))
    comparisons = tuple(_aligned(alignment, decisions) for alignment in report.comparisons)
    is_moved = comparisons != report.comparisons
    report = replace(
        report,
        comparisons=comparisons,
        facts=find_facts(comparisons, lengths) if is_moved else report.facts,
        highlights=_still_opposite(report, comparisons) if is_moved else report.highlights,
        differences=_differences(report, comparisons) if is_moved else report.differences,
    )
    for correction in known:
        report = _applied(report, correction)
    noted = {str(values): values for values in (*report.provenance.corrections, *map(correction_to_json, known))}
    return replace(report, provenance=replace(report.provenance, corrections=tuple(noted.values())))


def _by_article(places: Iterable[Place]) -> dict[str, Side]:
    found: dict[str, set[int]] = defaultdict(set)
    for place in places:
        found[place.article].add(place.sentence)
    return {article: tuple(sorted(sentences)) for article, sentences in found.items()}


def _decide(corrections: Iterable[Correction], articles: Sequence[str]) -> dict[Pair, _Decisions]:
    decisions = {pair: _Decisions() for pair in combinations(articles, 2)}
    for correction in corrections:
        sides = _by_article(correction.places)
        first = correction.places[0]
        for (left, right), held in decisions.items():
            if correction.kind is CorrectionKind.JOIN and {left, right} == set(sides):
                _join(held, sides[left], sides[right])
            elif correction.kind is CorrectionKind.PART and first.article in (left, right):
                other = right if first.article == left else left
                for sentence in sides.get(other, ()):
                    i, j = (first.sentence, sentence) if first.article == left else (sentence, first.sentence)
                    held.apart.add((i, j))
                    held.groups = [g for g in (_parted(g, first, left, (i, j)) for g in held.groups) if all(g)]
            elif correction.kind is CorrectionKind.NO_PARTNER and first.article in (left, right):
                is_left = first.article == left
                (held.left_alone if is_left else held.right_alone).add(first.sentence)
                held.groups = [g for g in (_without(g, first.sentence, is_left) for g in held.groups) if all(g)]
    return decisions


def _join(held: _Decisions, left: Side, right: Side) -> None:
    """Make one bead of the sentences, whatever was decided about them before."""
    for i in left:
        held.groups = [g for g in (_without(g, i, True) for g in held.groups) if all(g)]
    for j in right:
        held.groups = [g for g in (_without(g, j, False) for g in held.groups) if all(g)]
    held.groups.append((left, right))
    held.apart -= {(i, j) for i in left for j in right}
    held.left_alone -= set(left)
    held.right_alone -= set(right)


def _parted(group: tuple[Side, Side], leaver: Place, left: str, link: tuple[int, int]) -> tuple[Side, Side]:
    if link[0] in group[0] and link[1] in group[1]:
        return _without(group, leaver.sentence, leaver.article == left)
    return group


def _without(group: tuple[Side, Side], sentence: int, is_left: bool) -> tuple[Side, Side]:
    left, right = group
    if is_left:
        return tuple(i for i in left if i != sentence), right
    return left, tuple(j for j in right if j != sentence)


def _aligned(alignment: Alignment, decisions: dict[Pair, _Decisions]) -> Alignment:
    held = decisions.get((alignment.left, alignment.right))
    if held is None or not (held.groups or held.apart or held.left_alone or held.right_alone):
        return alignment
    taken_left = {i for left, _ in held.groups for i in left} | held.left_alone
    taken_right = {j for _, right in held.groups for j in right} | held.right_alone
    beads = [Bead(left, right, 1.0, is_fixed=True) for left, right in held.groups]
    for bead in alignment.beads:
        left = tuple(i for i in bead.left if i not in taken_left)
        right = tuple(j for j in bead.right if j not in taken_right)
        # Of what is left, a sentence leaves when it is apart from every sentence on the other side that stays.
        kept_left = tuple(i for i in left if any((i, j) not in held.apart for j in right))
        kept_right = tuple(j for j in right if any((i, j) not in held.apart for i in left))
        if kept_left and kept_right:
            is_same = (kept_left, kept_right) == (bead.left, bead.right)
            beads.append(bead if is_same else replace(bead, left=kept_left, right=kept_right))
    ordered = tuple(sorted(beads, key=lambda bead: (bead.left, bead.right)))
    chances = tuple(
        chance
        for chance in alignment.chances
        if chance.left not in taken_left and chance.right not in taken_right
        if (chance.left, chance.right) not in held.apart
    )
    together = {(i, j) for bead in ordered if not bead.is_fixed for i in bead.left for j in bead.right}
    links = tuple(link for link in alignment.links if (link.left, link.right) in together)
    return replace(alignment, beads=ordered, chances=chances, links=links)


def _links(comparisons: Iterable[Alignment]) -> set[tuple[Place, Place]]:
    found = set()
    for alignment in comparisons:
        for bead in alignment.beads:
            for i in bead.left:
                for j in bead.right:
                    one, other = Place(alignment.left, i), Place(alignment.right, j)
                    found |= {(one, other), (other, one)}
    return found


def _still_opposite(report: Report, comparisons: Sequence[Alignment]) -> tuple[Highlight, ...]:
    """Return the highlights without what they pointed at over a link that is gone, and without omissions that a new
    link makes up for."""
    before, after = _links(report.comparisons), _links(comparisons)
    gone, new = before - after, after - before
    partnered = {place for place, _ in after}
    kept = []
    for highlight in report.highlights:
        if _is_made_up_for(highlight, partnered, new):
            continue
        own = Place(highlight.passage.article, highlight.passage.sentence)
        against, beside = (
            tuple(p for p in passages if (own, Place(p.article, p.sentence)) not in gone)
            for passages in (highlight.against, highlight.beside)
        )
        if against or beside or not (highlight.against or highlight.beside):
            kept.append(replace(highlight, against=against, beside=beside))
    return tuple(kept)


def _is_made_up_for(highlight: Highlight, partnered: set[Place], new: set[tuple[Place, Place]]) -> bool:
    """True for a sentence "told here alone" that has a partner now, and for a fact "left out" that an outlet which was
    said to leave it out has a sentence for now."""
    evidence = dict(highlight.evidence)
    own = Place(highlight.passage.article, highlight.passage.sentence)
    if evidence.get("rule") == "told here alone":
        return own in partnered
    if evidence.get("rule") != "left out by some":
        return False
    told = {own, *(Place(passage.article, passage.sentence) for passage in highlight.against)}
    missing = str(evidence.get("missing", "")).split(", ")
    return any(one in told and other.article in missing for one, other in new)


def _differences(report: Report, comparisons: Sequence[Alignment]) -> tuple[tuple[tuple[Difference, ...], ...], ...]:
    """Return word differences for the changed comparisons anew, the others as they are."""
    if not report.differences:
        return ()
    return tuple(
        old if before == after else find_differences(report.readings, after)
        for old, before, after in zip(report.differences, report.comparisons, comparisons, strict=True)
    )


def _applied(report: Report, correction: Correction) -> Report:
    """Return the report with one correction that moves no bead."""
    place = correction.places[0]
    match correction.kind:
        case CorrectionKind.OUTLET:
            return _with_outlet(report, place.article, correction.text)
        case CorrectionKind.TRANSLATION:
            return _with_translation(report, place, correction.text)
        case CorrectionKind.SAME:
            return replace(report, names=_joined(report.names, wordings_of(correction.text)))
        case CorrectionKind.DISMISS:
            kept = tuple(h for h in report.highlights if not _is_meant(report, h, correction))
            return replace(report, highlights=kept)
        case CorrectionKind.CONFIRM:
            sure = tuple(
                replace(h, doubt=0.0, weight=max(h.weight, SLIGHT)) if _is_meant(report, h, correction) else h
                for h in report.highlights
            )
            return replace(report, highlights=sure)
    return report


def _is_meant(report: Report, highlight: Highlight, correction: Correction) -> bool:
    """True for the highlight of that kind on those words; offsets may have moved with a new run, words have not."""
    passage = highlight.passage
    place = correction.places[0]
    if Place(passage.article, passage.sentence) != place or highlight.kind is not correction.highlight:
        return False
    shown = report.reading(place.article).sentences[place.sentence].shown
    return passage.span.of(shown) == correction.text


def _joined(concepts: Sequence[NamedConcept], wordings: Sequence[str]) -> tuple[NamedConcept, ...]:
    """Return the names with those that outlets call by one of the wordings put together, the first of them first."""
    wanted = {wording_key(wording, EMPTY) for wording in wordings}

    def is_meant(concept: NamedConcept) -> bool:
        forms = [concept.name, *(form.text for outlet in concept.outlets for form in outlet.forms)]
        return any(wording_key(form, EMPTY) in wanted for form in forms)

    meant = [concept for concept in concepts if is_meant(concept)]
    if len(meant) < 2:
        return tuple(concepts)
    forms: dict[str, list[NameForm]] = defaultdict(list)
    for concept in meant:
        for outlet in concept.outlets:
            forms[outlet.article] += outlet.forms
    outlets = tuple(
        OutletForms(article, tuple(sorted(own, key=lambda form: (-form.count, form.first, form.span))))
        for article, own in forms.items()
    )
    whole = replace(meant[0], outlets=outlets, is_given=True)
    return tuple(whole if concept is meant[0] else concept for concept in concepts if concept not in meant[1:])


def _with_outlet(report: Report, article: str, outlet: str) -> Report:
    readings = tuple(
        replace(r, article=replace(r.article, outlet=outlet)) if r.article.id == article else r for r in report.readings
    )
    return replace(report, readings=readings)


def _without_citations(sources: Iterable[Source], is_gone: Callable[[Passage], bool]) -> Iterable[Source]:
    for source in sources:
        outlets = []
        for outlet in source.outlets:
            kept = tuple(citation for citation in outlet.citations if not is_gone(citation.passage))
            outlets += [replace(outlet, citations=kept)] if kept else []
        if outlets:
            yield replace(source, outlets=tuple(outlets))


def _without_forms(
    concepts: Iterable[NamedConcept], readings: Sequence[Reading], place: Place
) -> Iterable[NamedConcept]:
    """Yield the names without the uses in one sentence, whose words have changed; who is then named once goes."""
    shown = next(r for r in readings if r.article.id == place.article).sentences
    for concept in concepts:
        outlets = []
        for outlet in concept.outlets:
            forms: list[NameForm] = list(outlet.forms)
            if outlet.article == place.article:
                forms = [kept for form in forms if (kept := _without_use(form, place.sentence, shown))]
            outlets += [replace(outlet, forms=tuple(forms))] if forms else []
        if len(outlets) > 1:
            yield replace(concept, outlets=tuple(outlets))


def _without_use(form: NameForm, sentence: int, shown: Sequence[Sentence]) -> NameForm | None:
    if sentence not in form.sentences:
        return form
    left = tuple(k for k in form.sentences if k != sentence)
    if not left:
        return None
    # How often it stood in that sentence is not known any more: once, but for what the others must have at least.
    count = max(len(left), form.count - 1)
    if form.first.sentence != sentence:
        return replace(form, count=count, sentences=left)
    start = shown[left[0]].shown.find(form.text)
    if start < 0:
        return None
    first = Place(form.first.article, left[0])
    return replace(form, count=count, sentences=left, first=first, span=Span(start, start + len(form.text)))


def _by_person(report: Report, place: Place) -> tuple[Reading, ...]:
    """Return the readings, the translation of a sentence said to be a person's."""
    return tuple(
        replace(r, sentences=tuple(replace(s, by_person=s.by_person or s.index == place.sentence) for s in r.sentences))
        if r.article.id == place.article
        else r
        for r in report.readings
    )


def _with_translation(report: Report, place: Place, translation: str) -> Report:
    """Return the report with a sentence's translation replaced; what pointed into the old wording goes.

    Where the highlights were found in just this wording, in a run after the correction, nothing changes.
    """
    sentence = report.reading(place.article).sentences[place.sentence]
    if sentence.translation is None:
        return report
    if sentence.translation == translation:
        return report if sentence.by_person else replace(report, readings=_by_person(report, place))

    def is_there(passage: Passage) -> bool:
        return Place(passage.article, passage.sentence) == place

    readings = tuple(
        replace(
            r,
            sentences=tuple(
                replace(s, translation=translation, likelihood=None, flags=(), by_person=True)
                if s.index == place.sentence
                else s
                for s in r.sentences
            ),
        )
        if r.article.id == place.article
        else r
        for r in report.readings
    )
    highlights = []
    for highlight in report.highlights:
        against, beside = (
            tuple(p for p in passages if not is_there(p)) for passages in (highlight.against, highlight.beside)
        )
        pointed = highlight.against or highlight.beside
        if is_there(highlight.passage) or (pointed and not against and not beside):
            continue
        highlights.append(replace(highlight, against=against, beside=beside))
    changed = replace(
        report,
        readings=readings,
        highlights=tuple(highlights),
        names=tuple(_without_forms(report.names, readings, place)),
        sources=tuple(_without_citations(report.sources, is_there)),
    )
    if not report.differences:
        return changed
    differences = tuple(
        find_differences(readings, alignment) if place.article in (alignment.left, alignment.right) else old
        for old, alignment in zip(report.differences, report.comparisons, strict=True)
    )
    return replace(changed, differences=differences)
