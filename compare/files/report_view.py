"""A report laid out for reading: plain values that templates print in order, for the report file and the page alike.

Owns what is shown where; knows no HTML. Everything a template needs is worked out here once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from compare.domain import (
    Fact,
    Highlight,
    Kind,
    Passage,
    Place,
    Reading,
    Report,
    Sentence,
    Span,
    direction,
)
from compare.files.display import date_words, language_name
from compare.files.people_view import Called, Heard, called_of, heard_of
from compare.files.sealing import seal
from compare.files.view_parts import (
    HEADLINE,
    Against,
    Balance,
    Column,
    ContrastView,
    Excerpt,
    LeadView,
    Line,
    PairCell,
    Reason,
    Row,
    Told,
    WordPair,
    Words,
)
from compare.steps.pieces import cut
from compare.steps.summary import (
    Contrast,
    Lead,
    Summary,
    is_prominent,
    perhaps_told,
    story_order,
    summarise,
    worth_reading,
)

# A wording in the list of contrasts is cut to about two lines on a wide screen and four on a telephone.
EXCERPT_CHARS = 190
# Words quoted inside a reason: enough to find them again in the text above.
QUOTED_CHARS = 70
# A fact told by eight outlets has 28 pairs; the first ones of the story are enough to see the point.
MAX_WORD_PAIRS = 6
MAX_WORDS_PER_PAIR = 8
# A highlight over this much of a sentence is about the sentence, and shown as a bar beside it, not under each word.
WHOLE_SENTENCE = 0.9

MIN_SLOTS = 28  # about the length of a news article


@dataclass(frozen=True)  # without slots: the seal is kept once it was asked for
class View:
    """A whole report, laid out. ``report`` is the one that the seal is of, whatever part of it is laid out.

    ``headlines`` maps the ids of articles that have one to it, in the order of the story.
    """

    report: Report = field(repr=False)
    story: str
    title: str
    language: str
    columns: tuple[Column, ...]
    headlines: Mapping[str, Line]
    rows: tuple[Row, ...]
    perhaps: Mapping[tuple[Place, str], Line]
    contrasts: tuple[ContrastView, ...]
    leads: tuple[LeadView, ...]
    balances: tuple[Balance, ...]
    pairs: tuple[tuple[PairCell, ...], ...]
    articles: tuple[Told, ...]
    kinds: tuple[tuple[Kind, int], ...]
    other_events: tuple[tuple[Column, Column, float], ...]
    untranslated: tuple[Column, ...]
    flagged: tuple[Line, ...]
    heard: tuple[Heard, ...]
    called: tuple[Called, ...]
    summary: Summary
    version: str
    engines: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    digests: tuple[tuple[Column, str], ...]

    @cached_property
    def seal(self) -> str:
        """The report's seal; digests the whole of it, which takes as long as a third of the layout."""
        return str(seal(self.report))

    @property
    def languages(self) -> tuple[str, ...]:
        """Names of the languages the articles are written in, each once."""
        return tuple(dict.fromkeys(column.language_name for column in self.columns))

    @property
    def dates(self) -> str:
        """The day or days of publication, as far as they are known."""
        known = sorted((column.published, column.date) for column in self.columns if column.published)
        if not known:
            return ""
        first, last = known[0][1], known[-1][1]
        return first if first == last else f"{first} – {last}"

    @property
    def marked_headlines(self) -> tuple[Line, ...]:
        """The headlines, where any of them is marked: those without a mark show what could have stood there."""
        found = tuple(self.headlines.values())
        return found if any(line.reasons for line in found) else ()

    @property
    def unheard(self) -> frozenset[str]:
        """Articles shown as written in which no source at all was made out: there may be no word list for them."""
        found = {c.id for heard in self.heard for c, cell in zip(self.columns, heard.cells, strict=True) if cell}
        return frozenset(c.id for c in self.columns if c.state == "untranslated" and c.id not in found)

    @property
    def n_slots(self) -> int:
        """Room for bars: the sentences of the longest article, and never so few that bars become blocks."""
        return max([MIN_SLOTS, *(len(column.share.n_others) for column in self.columns)])


def view_of(report: Report) -> View:
    """Lay a report out. O(sentences + highlights + facts × outlets)."""
    summary = summarise(report)
    columns = {c.id: c for c in _columns(report, summary)}
    order = list(columns.values())
    rows_of: dict[Place, list[int]] = defaultdict(list)
    facts = story_order(report)
    for number, fact in enumerate(facts, 1):
        for place in fact.members:
            rows_of[place].append(number)
    lines = _lines(report, columns, rows_of, {lead.place for lead in summary.leads})
    words = _words_by_place(report)
    perhaps = {key: lines[place] for key, place in perhaps_told(report).items()}
    rows = tuple(_row(report, number, fact, order, lines, words, perhaps) for number, fact in enumerate(facts, 1))
    return View(
        report=report,
        story=report.story,
        title=report.title or report.story,
        language=report.target_language,
        columns=tuple(order),
        headlines=_headlines(report, columns),
        rows=rows,
        perhaps=perhaps,
        contrasts=tuple(_contrast(report, k, c, columns, lines) for k, c in enumerate(summary.contrasts, 1)),
        leads=tuple(_lead(lead, columns, lines) for lead in summary.leads),
        balances=tuple(_balances(summary, columns, lines, {f.id: n for n, f in enumerate(facts, 1)})),
        pairs=_pairs(summary, order),
        articles=tuple(_told(reading, columns[reading.article.id], lines) for reading in report.readings),
        kinds=tuple((kind, _n_marked(report, kind)) for kind, _ in summary.n_of_kind),
        other_events=tuple(
            (columns[pair.left], columns[pair.right], pair.same_event)
            for pair in summary.pairs
            if (pair.left, pair.right) in summary.other_events
        ),
        untranslated=tuple(columns[article] for article in summary.untranslated),
        flagged=tuple(line for line in lines.values() if line.flags),
        heard=heard_of(report, order, lines),
        called=called_of(report, order, lines),
        summary=summary,
        version=report.provenance.version,
        engines=tuple(report.provenance.engines.items()),
        settings=tuple((name, _plain(value)) for name, value in report.provenance.settings.items()),
        digests=tuple((columns[a], digest) for a, digest in report.provenance.digests.items() if a in columns),
    )


def ordinal(n: int) -> str:
    """Return ``1st``, ``2nd``, ``11th``."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def place_words(number: int, total: int) -> str:
    """Return where a sentence stands, as a reader says it: ``first``, ``5th of 12``, ``last``."""
    if number == 1:
        return "first"
    return "last" if number == total else f"{ordinal(number)} of {total}"


def clip(text: str, n_chars: int = QUOTED_CHARS) -> str:
    """Return ``text``, cut at a word with an ellipsis where it is longer than ``n_chars``."""
    if len(text) <= n_chars:
        return text
    head = text[:n_chars]
    return (head.rsplit(" ", 1)[0] if " " in head[n_chars // 2 :] else head).rstrip(" ,;:–—-") + "…"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(inner) for inner in value)
    return str(value)


def _engine(reading: Reading) -> str:
    """The engine's name with what is known of the route's quality: ``apertium spa-eng 0.8.1-2, chrF 47 on news``."""
    quality = reading.route.quality if reading.route else None
    return f"{reading.engine}, {quality}" if quality else reading.engine


def _columns(report: Report, summary: Summary) -> list[Column]:
    found = []
    for number, (reading, share) in enumerate(zip(report.readings, summary.shares, strict=True), 1):
        article = reading.article
        state = "translated" if reading.is_translated else ("original" if reading.engine == "none" else "untranslated")
        shown = report.target_language if state == "translated" else reading.language
        stops = reading.route.stops if reading.route else ()
        found.append(
            Column(
                number=number,
                id=article.id,
                outlet=article.outlet,
                language=reading.language,
                language_name=language_name(reading.language),
                direction=direction(reading.language),
                shown_language=shown,
                shown_direction=direction(shown),
                title=reading.shown_title,
                title_original=article.title if reading.title_translation not in (None, article.title) else "",
                published=article.published,
                date=date_words(article.published),
                author=article.author,
                link=article.url if article.url.startswith(("https://", "http://")) else "",
                state=state,
                engine=_engine(reading),
                route=tuple(language_name(stop) for stop in stops),
                notes=tuple(
                    note
                    for note in (*_translators(reading), *reading.notes, *article.notes)
                    if not _is_said(note, state)
                ),
                share=share,
                is_apart=article.id in summary.apart,
            )
        )
    return found


def _translators(reading: Reading) -> tuple[str, ...]:
    """Return what to say where not all of an article was translated by a machine."""
    if not reading.n_by_person:
        return ()
    n_all = len(reading.sentences) + (reading.title_translation is not None)
    return (f"A person made {reading.n_by_person} of its {n_all} translations: out of the memory, or put right.",)


def _is_said(note: str, state: str) -> bool:
    """Return whether a note says what every page says of an article without a translation."""
    return state == "untranslated" and note.startswith("Not translated: ")


def _lines(
    report: Report, columns: dict[str, Column], rows_of: dict[Place, list[int]], leads: set[Place]
) -> dict[Place, Line]:
    shown = {(r.article.id, s.index): s.shown for r in report.readings for s in r.sentences}
    by_place: dict[Place, list[Highlight]] = defaultdict(list)
    for highlight in worth_reading(report.highlights):
        by_place[Place(highlight.passage.article, highlight.passage.sentence)].append(highlight)
    found = {}
    for reading in report.readings:
        column = columns[reading.article.id]
        for sentence in reading.sentences:
            place = Place(column.id, sentence.index)
            found[place] = _line(
                column, sentence, by_place[place], columns, shown, tuple(rows_of.get(place, ())), place in leads
            )
    return found


def _headlines(report: Report, columns: dict[str, Column]) -> dict[str, Line]:
    headed = {r.article.id: headline for r in report.readings if (headline := r.headline)}
    shown = {(article, 0): headline.shown for article, headline in headed.items()}
    by_article: dict[str, list[Highlight]] = defaultdict(list)
    for highlight in worth_reading(report.headlines):
        by_article[highlight.passage.article].append(highlight)
    return {
        article: replace(
            _line(columns[article], headline, by_article[article], columns, shown, (), False), index=HEADLINE
        )
        for article, headline in headed.items()
    }


def _line(
    column: Column,
    sentence: Sentence,
    highlights: Sequence[Highlight],
    columns: dict[str, Column],
    shown: dict[tuple[str, int], str],
    rows: tuple[int, ...],
    is_lead: bool,
) -> Line:
    text = sentence.shown
    ranked = sorted(highlights, key=lambda h: (-h.strength, h.passage.span, h.kind))
    # A sentence that stands in no row is told only here, which its place on the page says already of what is slight.
    reasons = [
        _reason(h, sentence, columns, shown)
        for h in ranked
        if h.kind != Kind.OMISSION or rows or not _is_whole(h, text) or is_prominent(h)
    ]
    marked = [h for h in ranked if is_prominent(h) and not _is_whole(h, text)]
    bars = [h.kind for h in ranked if is_prominent(h) and _is_whole(h, text)]
    original = sentence.text if sentence.translation is not None and column.state == "translated" else None
    return Line(
        column=column,
        index=sentence.index,
        pieces=_pieces(text, [(h.passage.span, h) for h in marked]),
        bar=bars[0] if bars else None,
        original=original,
        original_pieces=_pieces(original or "", [(h.written, h) for h in marked if h.written and original]),
        reasons=tuple(reason for reason in reasons if reason.is_prominent),
        asides=tuple(reason for reason in reasons if not reason.is_prominent),
        flags=sentence.flags,
        kind=sentence.kind,
        rows=rows,
        is_lead=is_lead,
    )


def _pieces(text: str, marked: Iterable[tuple[Span, Highlight]]) -> tuple[Words, ...]:
    """Return a text cut at the edges of the words that are marked in it."""
    return tuple(
        Words(
            piece.text,
            tuple(dict.fromkeys(h.kind for h in piece.marks)),
            piece.marks[0].note if piece.marks else "",
        )
        for piece in cut(text, marked)
    )


def _is_whole(highlight: Highlight, text: str) -> bool:
    span = highlight.passage.span
    return span.end - span.start >= WHOLE_SENTENCE * max(1, len(text.strip()))


def _reason(
    highlight: Highlight, sentence: Sentence, columns: dict[str, Column], shown: dict[tuple[str, int], str]
) -> Reason:
    text = sentence.shown
    against: dict[str, Against] = {}
    for passage in highlight.against:
        words = _unquoted(clip(passage.span.of(shown[passage.article, passage.sentence])))
        if words:
            against.setdefault(passage.article, Against(columns[passage.article], words))
    return Reason(
        kind=highlight.kind,
        text=_unquoted(clip(highlight.passage.span.of(text))),
        note=highlight.note,
        against=tuple(against.values()),
        weight=highlight.weight,
        doubt=highlight.doubt,
        is_prominent=is_prominent(highlight),
        is_whole=_is_whole(highlight, text),
        span=highlight.passage.span,
        written=_unquoted(clip(highlight.written_in(sentence))),
    )


def _unquoted(words: str) -> str:
    """Return words without the quotation marks at their ends: a reason puts its own around them."""
    return words.strip(' ,"“”„«»')


def _words_by_place(report: Report) -> dict[tuple[Place, Place], list[tuple[str, str]]]:
    """Return differing words by the first sentence of either side of their bead."""
    shown = {(r.article.id, s.index): s.shown for r in report.readings for s in r.sentences}

    def joined(passages: Sequence[Passage]) -> str:
        return clip(" … ".join(p.span.of(shown[p.article, p.sentence]) for p in passages))

    found: dict[tuple[Place, Place], list[tuple[str, str]]] = {}
    for alignment, per_bead in zip(report.comparisons, report.differences, strict=False):
        for bead, differences in zip(alignment.beads, per_bead, strict=True):
            if differences:
                key = Place(alignment.left, bead.left[0]), Place(alignment.right, bead.right[0])
                found[key] = [(joined(d.left), joined(d.right)) for d in differences[:MAX_WORDS_PER_PAIR]]
    return found


def _n_marked(report: Report, kind: Kind) -> int:
    highlights = (*report.highlights, *report.headlines)
    return sum(highlight.kind is kind and is_prominent(highlight) for highlight in highlights)


def _row(
    report: Report,
    number: int,
    fact: Fact,
    order: Sequence[Column],
    lines: dict[Place, Line],
    words: dict[tuple[Place, Place], list[tuple[str, str]]],
    perhaps: Mapping[tuple[Place, str], Line],
) -> Row:
    members = sorted(set(fact.members))
    cells = tuple(tuple(lines[p] for p in members if p.article == column.id) for column in order)
    pairs = []
    for i, left in enumerate(order):
        for j, right in enumerate(order[i + 1 :], i + 1):
            found = [
                pair
                for one in cells[i]
                for other in cells[j]
                for pair in words.get((Place(left.id, one.index), Place(right.id, other.index)), ())
            ]
            if found:
                pairs.append(WordPair(left, right, tuple(found[:MAX_WORDS_PER_PAIR])))
    maybes = maybes_of(cells, order, perhaps)
    blanks = tuple(_blank(column, line) for column, line in zip(order, maybes, strict=True))
    return Row(number, fact.id, cells, tuple(pairs[:MAX_WORD_PAIRS]), maybes, blanks)


def maybes_of(
    cells: Sequence[Sequence[Line]], order: Sequence[Column], perhaps: Mapping[tuple[Place, str], Line]
) -> tuple[Line | None, ...]:
    """Return, for each column with an empty cell, its sentence that may tell what the others' lines tell, or None."""
    return tuple(None if cell else _maybe(cells, column, perhaps) for cell, column in zip(cells, order, strict=True))


def _maybe(cells: Sequence[Sequence[Line]], column: Column, perhaps: Mapping[tuple[Place, str], Line]) -> Line | None:
    found = [
        perhaps[Place(line.column.id, line.index), column.id]
        for cell in cells
        for line in cell
        if (Place(line.column.id, line.index), column.id) in perhaps
    ]
    return min(found, key=lambda line: line.index, default=None)


def _blank(column: Column, line: Line | None) -> str:
    if column.is_apart:
        return "another event"
    return "left out" if line is None else f"perhaps told: sentence {line.number}"


def _contrast(
    report: Report, number: int, contrast: Contrast, columns: dict[str, Column], lines: dict[Place, Line]
) -> ContrastView:
    excerpts = []
    for passage in contrast.passages:
        text = report.reading(passage.article).sentences[passage.sentence].shown
        before, words, after = _excerpt(text, passage)
        line = lines[Place(passage.article, passage.sentence)]
        excerpts.append(Excerpt(columns[passage.article], line.number, before, words, after, line.anchor))
    highlight = contrast.highlight
    own = report.reading(highlight.passage.article).sentences[highlight.passage.sentence].shown
    return ContrastView(
        number,
        highlight.kind,
        highlight.note,
        highlight.weight,
        highlight.doubt,
        tuple(excerpts),
        _is_whole(highlight, own),
    )


def _excerpt(text: str, passage: Passage) -> tuple[str, str, str]:
    """Return the text before, in and after a passage, shortened at both ends to about ``EXCERPT_CHARS``."""
    words = clip(passage.span.of(text), EXCERPT_CHARS)
    before, after = text[: passage.span.start], text[passage.span.end :]
    room = max(40, EXCERPT_CHARS - len(words))
    if len(before) + len(after) <= room:
        return before, words, after
    room_before = min(len(before), max(room // 2, room - len(after)))
    after = clip(after, max(20, room - room_before))
    if len(before) > room_before:
        tail = before[len(before) - room_before :]
        before = "…" + (tail.split(" ", 1)[1] if " " in tail[: room_before // 2] else tail)
    return before, words, after


def _lead(lead: Lead, columns: dict[str, Column], lines: dict[Place, Line]) -> LeadView:
    told = []
    untold = []
    for article, place in lead.elsewhere:
        column = columns[article]
        if place is None:
            untold.append(column)
        else:
            told.append((column, place.sentence + 1, len(column.share.n_others)))
    return LeadView(lines[lead.place], tuple(told), tuple(untold))


def _balances(
    summary: Summary, columns: dict[str, Column], lines: dict[Place, Line], row_of: dict[int, int]
) -> list[Balance]:
    found = []
    for only in summary.only_here:
        missing = tuple(
            (lines[entry.place], row_of[entry.fact]) for entry in summary.left_out if only.article in entry.missing
        )
        own = tuple(lines[place] for place in only.places)
        found.append(Balance(columns[only.article], own, only.n_sentences, missing))
    return found


def _pairs(summary: Summary, order: Sequence[Column]) -> tuple[tuple[PairCell, ...], ...]:
    cells = {}
    for pair in summary.pairs:
        cells[pair.left, pair.right] = PairCell(pair.left_share, pair.same_event, pair.is_parallel)
        cells[pair.right, pair.left] = PairCell(pair.right_share, pair.same_event, pair.is_parallel)
    nothing = PairCell(None, 1.0, False)
    return tuple(tuple(cells.get((row.id, column.id), nothing) for column in order) for row in order)


def _told(reading: Reading, column: Column, lines: dict[Place, Line]) -> Told:
    paragraphs: dict[int, list[Line]] = defaultdict(list)
    for sentence in reading.sentences:
        paragraphs[sentence.paragraph].append(lines[Place(column.id, sentence.index)])
    only = tuple(lines[Place(column.id, k)] for k, n in enumerate(column.share.n_others) if n == 0)
    return Told(column, tuple(tuple(paragraph) for paragraph in paragraphs.values()), only)
