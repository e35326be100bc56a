"""Reports for tests: a small one, any one, and a hand-made realistic one, so that views can be judged without models.

The dock strike of ``dock_strike`` and all its outlets are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from hypothesis import strategies as st

from compare.domain import (
    Alignment,
    Article,
    Bead,
    Difference,
    Fact,
    Flag,
    FlagKind,
    Highlight,
    Kind,
    Passage,
    Place,
    Provenance,
    Reading,
    Report,
    Route,
    SegmentKind,
    Sentence,
    Span,
)

Line = tuple[str, str] | tuple[str, str, str | None]


def reading(
    article: str,
    outlet: str,
    language: str,
    lines: Sequence[Line],
    *,
    title: str = "",
    title_translation: str | None = None,
    engine: str = "none",
    route: Route | None = None,
    published: str = "",
    url: str = "",
    author: str = "",
    notes: tuple[str, ...] = (),
    kinds: dict[int, SegmentKind] | None = None,
    flags: dict[int, tuple[Flag, ...]] | None = None,
    likelihoods: dict[int, float] | None = None,
) -> Reading:
    """Return a reading of ``lines``, each ``(fact keys, original)`` or ``(fact keys, original, translation)``.

    Without a translation the sentence is shown as written (engine ``none``) or has none (``untranslated``). A line
    whose original starts with ``¶`` opens a new paragraph.
    """
    sentences = []
    text = ""
    paragraph = 0
    for k, line in enumerate(lines):
        original = line[1]
        if original.startswith("¶"):
            original = original[1:]
            paragraph += 1
        if text:
            text += "\n\n" if line[1].startswith("¶") else " "
        start = len(text)
        text += original
        translation = line[2] if len(line) > 2 else (original if engine == "none" else None)
        sentences.append(
            Sentence(
                index=k,
                text=original,
                span=Span(start, len(text)),
                paragraph=paragraph,
                kind=(kinds or {}).get(k, SegmentKind.SENTENCE),
                translation=translation,
                likelihood=(likelihoods or {}).get(k),
                flags=(flags or {}).get(k, ()),
            )
        )
    return Reading(
        article=Article(
            id=article,
            outlet=outlet,
            language=language,
            title=title,
            text=text,
            url=url,
            published=published,
            author=author,
        ),
        language=language,
        engine=engine,
        sentences=tuple(sentences),
        route=route,
        title_translation=title_translation,
        notes=notes,
    )


def passage(readings: Sequence[Reading], article: str, sentence: int, words: str | None = None) -> Passage:
    """Return the passage of ``words`` (all of the sentence if None) in the shown text; the words must occur there."""
    shown = next(r for r in readings if r.article.id == article).sentences[sentence].shown
    if words is None:
        return Passage(article, sentence, Span(0, len(shown)))
    start = shown.index(words)
    return Passage(article, sentence, Span(start, start + len(words)))


def joined(
    readings: Sequence[Reading], keys: dict[str, list[str]], same_event: dict[tuple[str, str], float] | None = None
) -> tuple[tuple[Alignment, ...], tuple[Fact, ...]]:
    """Return alignments and facts: sentences of one key tell the same thing, those of an empty key stand alone."""
    alignments = []
    for left, right in combinations(readings, 2):
        beads = []
        for key in dict.fromkeys(key for key in keys[left.article.id] if key):
            i = tuple(k for k, other in enumerate(keys[left.article.id]) if other == key)[:3]
            j = tuple(k for k, other in enumerate(keys[right.article.id]) if other == key)[:3]
            if j:
                beads.append(Bead(i, j, round(0.9 - 0.01 * len(beads), 2)))
        pair = (left.article.id, right.article.id)
        alignments.append(
            Alignment(
                *pair, len(left.sentences), len(right.sentences), tuple(beads), (same_event or {}).get(pair, 0.98)
            )
        )
    facts = []
    for key in dict.fromkeys(key for r in readings for key in keys[r.article.id] if key):
        members = tuple(
            Place(r.article.id, k) for r in readings for k, other in enumerate(keys[r.article.id]) if other == key
        )
        if len({place.article for place in members}) > 1:
            facts.append(Fact(len(facts), members))
    return tuple(alignments), tuple(facts)


def bridge() -> Report:
    """Return two outlets, three sentences each, one label and one omission: the smallest report worth looking at."""
    lines_a = [
        ("fled", "Militants fled over the bridge on Monday."),
        ("dead", "Six people died, the governor said."),
        ("", "The market stayed open."),
    ]
    lines_b = [
        ("dead", "Pelo menos seis pessoas morreram.", "At least six people died."),
        ("fled", "Terroristas fugiram pela ponte.", "Terrorists fled across the bridge."),
        ("", "O mercado fechou.", "The market closed."),
    ]
    readings = (
        reading("a", "River Post", "en", lines_a, title="Bridge raid leaves six dead", published="2025-02-03"),
        reading(
            "b",
            "Diário da Ponte",
            "pt-BR",
            lines_b,
            title="Terror na ponte",
            title_translation="Terror on the bridge",
            engine="argos translate-pt_en 1.0",
            route=Route(("pt", "en"), ("argos translate-pt_en 1.0",)),
        ),
    )
    alignments, facts = joined(readings, {"a": [line[0] for line in lines_a], "b": [line[0] for line in lines_b]})
    militants, terrorists = passage(readings, "a", 0, "Militants"), passage(readings, "b", 1, "Terrorists")
    return Report(
        story="bridge",
        title="A raid on the bridge",
        target_language="en",
        readings=readings,
        comparisons=alignments,
        facts=facts,
        highlights=(
            Highlight(militants, Kind.LABEL, 0.8, "The same men are called two things.", (terrorists,)),
            Highlight(terrorists, Kind.LABEL, 0.9, "The same men are called two things.", (militants,), 0.1),
            Highlight(passage(readings, "a", 2), Kind.OMISSION, 0.4, "Only River Post tells this."),
        ),
        provenance=Provenance(
            "0.1.0", {"pt>en": "argos translate-pt_en 1.0"}, {"beam": 4}, {"a": "0" * 64, "b": "1" * 64}
        ),
        differences=(((Difference((militants,), (terrorists,)),), ()),),
    )


def with_text(hostile: str) -> Report:
    """Return a report that has ``hostile`` wherever text can stand: names, headlines, sentences, notes, settings."""
    lines = [("x", hostile), ("", f"Plain {hostile} plain.")]
    readings = (
        reading("a", hostile, "en", lines, title=hostile, notes=(hostile,), author=hostile, url=hostile),
        reading(
            "b",
            "Second " + hostile,
            "ur",
            [("x", hostile, hostile), ("", hostile, f"Plain {hostile} plain.")],
            title=hostile,
            title_translation=hostile,
            engine=hostile,
            route=Route(("ur", hostile, "en"), (hostile, hostile)),
            published=hostile,
            flags={0: (Flag(FlagKind.LOOP, hostile),)},
        ),
        reading("c", hostile, hostile, [("x", hostile)], title=hostile, engine="untranslated"),
    )
    alignments, facts = joined(readings, {"a": ["x", ""], "b": ["x", ""], "c": ["x"]}, {("a", "b"): 0.1})
    left, right = passage(readings, "a", 0), passage(readings, "b", 0)
    return Report(
        story=hostile,
        title=hostile,
        target_language="en",
        readings=readings,
        comparisons=alignments,
        facts=facts,
        highlights=tuple(
            Highlight(one, kind, 0.9, hostile, (other,), 0.0, (("rule", hostile),))
            for kind in Kind
            for one, other in ((left, right), (right, left))
        ),
        provenance=Provenance(hostile, {hostile: hostile}, {"k": hostile}, {"a": hostile}),
        differences=tuple(tuple((Difference((left,), (right,)),) for _ in pair.beads) for pair in alignments[:1])
        + tuple(tuple(() for _ in pair.beads) for pair in alignments[1:]),
    )


@st.composite
def reports(draw) -> Report:  # type: ignore[no-untyped-def]
    """Draw any valid report of up to four articles, with everything a report can hold."""
    text = st.text(max_size=12)
    name = st.text(min_size=1, max_size=6)
    ids = draw(st.lists(name, min_size=0, max_size=4, unique=True))
    unit = st.floats(0, 1)
    readings = []
    for article in ids:
        sentences = []
        for k in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, 50))
            sentences.append(
                Sentence(
                    k,
                    draw(text),
                    Span(start, start + draw(st.integers(0, 9))),
                    draw(st.integers(0, 5)),
                    draw(st.sampled_from(SegmentKind)),
                    draw(st.none() | text),
                    draw(st.none() | st.floats(-20, 0)),
                    tuple(Flag(draw(st.sampled_from(FlagKind)), draw(text)) for _ in range(draw(st.integers(0, 2)))),
                )
            )
        split = draw(st.booleans())
        given = tuple(s.text for s in sentences) if draw(st.booleans()) else tuple(draw(st.lists(text, max_size=2)))
        language = draw(st.sampled_from(["en", "pt-BR", "ur", "zh-Hant"]))
        stops = draw(st.none() | st.lists(name, min_size=2, max_size=4))
        readings.append(
            Reading(
                Article(
                    article,
                    draw(name),
                    draw(st.none() | st.just(language)),
                    draw(text),
                    None if split else draw(text),
                    given if split else None,
                    draw(text),
                    draw(text),
                    draw(text),
                    tuple(draw(st.lists(text, max_size=2))),
                ),
                language,
                draw(st.sampled_from(["none", "untranslated", "argos translate-pt_en 1.0"])),
                tuple(sentences),
                None if stops is None else Route(tuple(stops), tuple(stops[1:])),
                draw(st.none() | text),
                tuple(draw(st.lists(text, max_size=2))),
            )
        )
    places = [Place(r.article.id, s.index) for r in readings for s in r.sentences]
    shown = {Place(r.article.id, s.index): s.shown for r in readings for s in r.sentences}

    def some_passage() -> Passage:
        place = draw(st.sampled_from(places))
        start, end = sorted((draw(st.integers(0, len(shown[place]))), draw(st.integers(0, len(shown[place])))))
        return Passage(place.article, place.sentence, Span(start, end))

    alignments = []
    for left, right in combinations(readings, 2):
        n = min(len(left.sentences), len(right.sentences))
        order = draw(st.permutations(range(n)))
        beads = tuple(
            Bead((i,), (j,), draw(unit), draw(st.booleans())) for i, j in enumerate(order) if draw(st.booleans())
        )
        alignments.append(
            Alignment(
                left.article.id,
                right.article.id,
                len(left.sentences),
                len(right.sentences),
                beads,
                draw(unit),
                draw(st.booleans()),
            )
        )
    with_words = alignments and draw(st.booleans())
    value = st.text(max_size=5) | st.floats(-9, 9)
    return Report(
        story=draw(text),
        title=draw(text),
        target_language="en",
        readings=tuple(readings),
        comparisons=tuple(alignments),
        facts=tuple(
            Fact(k, (Place(a.article.id, 0), Place(b.article.id, len(b.sentences) - 1)))
            for k, (a, b) in enumerate(combinations([r for r in readings if r.sentences], 2))
        ),
        highlights=tuple(
            Highlight(
                some_passage(),
                draw(st.sampled_from(Kind)),
                draw(unit),
                draw(name),
                tuple(some_passage() for _ in range(draw(st.integers(0, 2)))),
                draw(unit),
                tuple(draw(st.dictionaries(text, value, max_size=2)).items()),
            )
            for _ in range(draw(st.integers(0, 3)) if places else 0)
        ),
        provenance=Provenance(
            draw(text),
            draw(st.dictionaries(text, text, max_size=2)),
            draw(st.dictionaries(text, st.integers() | st.lists(text, max_size=2) | st.booleans(), max_size=2)),
            draw(st.dictionaries(text, text, max_size=2)),
        ),
        differences=tuple(
            tuple(
                tuple(Difference((some_passage(),), (some_passage(),)) for _ in range(draw(st.integers(0, 2))))
                for _ in alignment.beads
            )
            for alignment in alignments
        )
        if with_words
        else (),
    )


GOLDEN = Path(__file__).parent / "golden" / "report"
