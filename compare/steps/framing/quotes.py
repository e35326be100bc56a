"""Quoted stretches of a text, whatever marks it uses, and speech that runs on over several sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.words import words_of

# What may close an opening mark. „…“ (German) and “…” (English) share a mark: an opener is looked up first.
CLOSERS = {
    "«": "»",
    "»": "«»",
    "›": "‹›",
    "„": "“”",
    "“": "”",
    "「": "」",
    "『": "』",
    "‹": "›",
    '"': '"',
    "‘": "’",
    "'": "'",
}
OPENERS = "“„«‹「『\"‘'"
# »Inward« and »Swedish» marks open where a word follows and none goes before; elsewhere they close.
INWARD = re.compile(r"(?:(?<=[\s(\[—–:/„“])|^)[»›](?=\w)")
MARK = re.compile(r"[«»„“”「」『』‹›\"‘’']")
# A straight single mark opens before a word and closes after one; elsewhere it is an apostrophe, or feet and minutes.
# Nor does one before a digit open: "the '90s"; of a curly one, before a decade.
OPENS = re.compile(r"(?:(?<=[\s(\[—–:/])|^)'(?=[^\W\d])")
DECADE = re.compile(r"‘(?=\d0s\b)")
CLOSES = re.compile(r"(?<=[^\W\d_]|[.,!?])'(?!\w)")
MAX_QUOTES = 60  # of one sentence; more is no speech
MIN_QUOTE = 2  # characters inside
KEPT_OFF = 3  # words in quotation marks that may be the outlet's own doubt of them: a "so-called peace"; by hand
MAX_RUN = 8  # sentences that one quotation may run over; more is a mark that somebody forgot to close
MAX_NESTING = 16  # the same of one that holds other quotations and is closed; by hand
CURLY = re.compile("[“”]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch: ``inner`` without its marks, ``outer`` with them.

    ``is_open``: it began in an earlier sentence or goes on in the next.
    """

    outer: Span
    inner: Span
    is_open: bool = False


Quotes = tuple[Quote, ...]


@lru_cache(maxsize=16_384)
def quotes_of(text: str) -> Quotes:
    """Return the quoted stretches of ``text`` in order, not overlapping; marks inside a quotation belong to it.

    An opening mark that nothing closes quotes to the end of the sentence, and a closing one that nothing opened from
    its start. An apostrophe is no mark. O(characters).
    """
    return _scan(text, None)[0]


def speech_of(story: AlignedStory) -> Mapping[Place, Quotes]:
    """Return the quotations of every sentence as shown, those that run on from the sentence before included."""
    return story.once("speech", lambda: _speech_of(story))


def _speech_of(story: AlignedStory) -> dict[Place, Quotes]:
    found: dict[Place, Quotes] = {}
    for reading in story.readings:
        shown = [sentence.shown for sentence in reading.sentences]
        for index, quotes in enumerate(speech_in(shown)):
            found[Place(reading.article.id, index)] = quotes
    return found


def speech_in(texts: Iterable[str]) -> list[Quotes]:
    """Return the quotations of each of an article's sentences, told in order.

    A sentence between an opening mark and its closing one is speech from end to end, for at most ``MAX_RUN`` sentences;
    where marks of the same form are quoted within it, for as long as ``_nesting`` finds.
    """
    texts = list(texts)
    found: list[Quotes] = []
    opened: str | None = None
    run = 0
    for text in texts:
        was_open = opened is not None
        quotes, opened = _scan(text, opened)
        run = run + 1 if was_open and opened else 0
        if run >= MAX_RUN:
            opened, run = None, 0
            quotes = _scan(text, None)[0]
        found.append(quotes)
    for (first, start), (last, end) in _nesting(texts):
        own = len(texts[first].rstrip())
        before = tuple(quote for quote in found[first] if quote.outer.end <= start)
        found[first] = (*before, Quote(Span(start, own), Span(start + 1, own), is_open=True))
        for k in range(first + 1, last):
            whole = Span(0, len(texts[k].rstrip()))
            found[k] = (Quote(whole, whole, is_open=True),) if whole.end else ()
        after = tuple(quote for quote in found[last] if quote.outer.start > end)
        found[last] = (Quote(Span(0, end + 1), Span(0, end), is_open=True), *after)
    return found


def _nesting(texts: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the first and last mark, each with its sentence, of speech of several sentences in which “…” stands within
    “…”: what is opened and closed inside one sentence is no end of it.

    At most ``MAX_NESTING`` sentences, all of them with such marks alone, for where others close what these open nothing
    is sure. O(characters)."""
    opens = [-1 if '"' in text else text.count("“") for text in texts]
    closes = [text.count("”") for text in texts]
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for first in range(len(texts)):
        if opens[first] != closes[first] + 1:
            continue
        last = first + 1
        while last < min(len(texts), first + MAX_NESTING) and opens[last] == closes[last] and _opens_first(texts[last]):
            last += 1
        is_nested = any(closes[first:last])
        if last < min(len(texts), first + MAX_NESTING) and is_nested and (opens[last], closes[last]) == (0, 1):
            found.append(((first, _left_open(texts[first])), (last, texts[last].index("”"))))
    return found


def _opens_first(text: str) -> bool:
    """True where no ” stands before the first “."""
    mark = CURLY.search(text)
    return mark is None or mark.group() == "“"


def _left_open(text: str) -> int:
    """Return the place of the first “ that no ” of the text closes; there is one."""
    opened: list[int] = []
    for place in (match.start() for match in CURLY.finditer(text)):
        if text[place] == "“":
            opened.append(place)
        elif opened:
            opened.pop()
    return opened[0]


def _scan(text: str, opened: str | None) -> tuple[Quotes, str | None]:
    """Return the quotations of ``text`` and the mark that is still open after it, given the one open before it."""
    found: list[Quote] = []
    start, inner = 0, 0
    runs_on = opened is not None
    end = len(text.rstrip())
    closed = {match.start() for match in CLOSES.finditer(text)} if "'" in text else set()
    last = max(closed, default=0)
    opening = {match.start() for match in OPENS.finditer(text) if match.start() < last}
    decades = {match.start() for match in DECADE.finditer(text)}
    inward = {match.start() for match in INWARD.finditer(text)}
    for match in MARK.finditer(text):
        mark, place = match.group(), match.start()
        if mark == "'" and place not in (opening if opened is None else closed):
            continue
        if mark in "’‘" and (place in decades or _is_apostrophe(text, place)):
            continue
        if opened is not None:
            if runs_on and mark == opened and not text[:place].strip() and mark in "“„«»":
                start, inner = place, place + 1  # a paragraph of running speech opens with a mark again
            elif mark in CLOSERS[opened]:
                if place - inner >= MIN_QUOTE:
                    found.append(Quote(Span(start, place + 1), Span(inner, place), is_open=runs_on))
                opened, runs_on = None, False
        elif place in inward:
            opened, start, inner = mark, place, place + 1
        elif mark in '"”»」』' and not found and _closes(text, place, end) and text[:place].strip():
            found.append(Quote(Span(0, place + 1), Span(0, place), is_open=True))
        elif mark in OPENERS and (mark != '"' or place + 1 < end):
            opened, start, inner = mark, place, place + 1
        if len(found) == MAX_QUOTES:
            return tuple(found), None
    if opened is not None and opened not in "‘'" and end > inner:
        found.append(Quote(Span(start, end), Span(inner, end), is_open=True))
    return tuple(found), opened if opened not in ("‘", "'") else None


def _closes(text: str, place: int, end: int) -> bool:
    """True where a mark that nothing opened closes speech: after a word, and not before one."""
    if text[place] != '"':
        return True
    follows = text[place + 1 : place + 2]
    return bool(text[:place].strip()) and not text[place - 1].isspace() and (place + 1 >= end or not follows.isalnum())


def _is_apostrophe(text: str, place: int) -> bool:
    """True where letters stand on both sides of the mark."""
    return 0 < place < len(text) - 1 and text[place - 1].isalnum() and text[place + 1].isalnum()


def is_quoted(quotes: Sequence[Quote], place: int) -> bool:
    """True where the character at ``place`` lies in a quotation."""
    return any(quote.outer.start <= place < quote.outer.end for quote in quotes)


def is_of_a_speaker(story: AlignedStory, place: Place, span: Span) -> bool:
    """True for words of a quotation that is longer than what an outlet keeps at a distance by its marks."""
    around = [quote for quote in speech_of(story)[place] if quote.outer.start <= span.start < quote.outer.end]
    return any(quote.is_open or len(words_of(quote.inner.of(story.shown(place)))) > KEPT_OFF for quote in around)


def is_all_speech(quotes: Sequence[Quote], text: str) -> bool:
    """True where the whole sentence is speech, no word of the writer's."""
    covered = sum(quote.outer.end - quote.outer.start for quote in quotes)
    return bool(quotes) and covered >= len(text.strip()) - 3
