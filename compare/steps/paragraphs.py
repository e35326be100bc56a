"""Paragraphs of a text and what each is in the layout: running text, heading, bullet, byline.

Knows lines and their lengths, nothing of sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from compare.domain import SegmentKind, primary

# Zero-width marks and direction marks print nothing: a line of them is a blank line.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]*(?:\r\n|[\n\r\u0085\u2028\u2029]|\Z)")
BULLET = re.compile(r"\s{0,12}(?:[-*•‣▪▫●○◦·⁃](?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[A-Za-z]\)(?=\s))\s{1,12}")
# Mail and plain-text pages wrap between 60 and 100 columns; a shorter or longer longest line is no wrapping.
MIN_WRAP, MAX_WRAP = 40, 130
# Of the line ends inside paragraphs: this share must come where the next word did not fit, and this share in the
# middle of a sentence. Text wrapped by a program has 1.0 and about 0.9 (one sentence in ten ends with its line); the
# rest of the way is for hand-made wraps.
WRAPPED_SHARE, UNFINISHED_SHARE = 0.8, 0.4
SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔።။។:;]['\"”’»›)\]」』]{0,3}\s*\Z")
MAX_HEADING = 120  # characters; a headline pasted above its article runs to 110
MAX_HEADING_UNPUNCTUATED = 40  # in scripts that end no sentence with a mark, only a really short line is a heading
UNPUNCTUATED = frozenset({"th", "lo"})
MAX_BYLINE = 90  # characters
BYLINE_WITHIN = 4  # paragraphs from the top; further down "By" opens a sentence
BYLINE = re.compile(
    r"(?:(?i:by|from|von|por|par|di|door|av|af|przez|автор:|текст:|تحریر:?|از|بقلم:?|كتب:?|नई दिल्ली से|लेखक:?|"
    r"文[/|:：]|作者[:：]|记者|記者)\s{0,3})(?P<name>\S.*)",
)
NAME_WORD = re.compile(r"(?:and|und|e|y|et|&|de|da|do|dos|das|del|la|van|von|der|den|bin|al|in|em|en)\Z|[^a-zà-öø-ÿ]")
CREDITS = re.compile(
    r"(?:Reporting|Additional reporting|Editing|Writing|Reportagem|Edição|Redacción|Edición) (?:by|de|por) "
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Half-open range of characters, the white space after it included, and what it is in the layout."""

    start: int
    end: int
    kind: SegmentKind = SegmentKind.SENTENCE


def paragraphs(text: str, language: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``text``; they tile it. A text without a visible character is one paragraph.

    Blank lines part paragraphs. A single line end parts them too, unless the text is hard-wrapped: then it is a space,
    except before a bullet and after a short line that ends a sentence. Linear time.
    """
    if not text:
        return ()
    lines = [match.span() for match in LINE.finditer(text) if match.end() > match.start()]
    width = wrap_width(text, lines)
    starts: list[int] = []
    open_until = -1  # index of the line that the paragraph in hand has reached; -1 after a blank line
    for number, (start, end) in enumerate(lines):
        if not VISIBLE.search(text, start, end):
            open_until = -1
            continue
        joins = (
            open_until == number - 1
            and number > 0
            and width is not None
            and not BULLET.match(text, start, end)
            and not ends_early(text, lines[number - 1], lines[number], width)
        )
        if not joins:
            starts.append(start)
        open_until = number
    if not starts:
        return (Paragraph(0, len(text)),)
    starts[0] = 0
    spans = list(pairwise([*starts, len(text)]))
    return tuple(
        Paragraph(start, end, kind_of(text[start:end].strip(), language, number, len(spans)))
        for number, (start, end) in enumerate(spans)
    )


def wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """Return the column at which ``text`` is hard-wrapped, or None where its lines are paragraphs.

    A wrapped text is one in which lines end because the next word did not fit, mostly in the middle of a sentence.
    """
    lengths = [len(text[start:end].rstrip()) for start, end in lines]
    width = max(lengths, default=0)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return None
    inner = [
        (left, right)
        for left, right in pairwise(lines)
        if VISIBLE.search(text, *left) and VISIBLE.search(text, *right) and not BULLET.match(text, *right)
    ]
    if not inner:
        return None
    full = sum(not fits(text, left, right, width) for left, right in inner)
    unfinished = sum(not SENTENCE_END.search(text[max(left[0], left[1] - 8) : left[1]]) for left, _ in inner)
    is_wrapped = full >= WRAPPED_SHARE * len(inner) and unfinished >= UNFINISHED_SHARE * len(inner)
    return width if is_wrapped else None


def fits(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """True when the first word of the line after would have fitted at the end of this one."""
    # A word longer than the widest line cannot have been wrapped; the bound keeps this step linear.
    word = text[following[0] : min(following[1], following[0] + width + 1)].split(None, 1)
    return len(text[line[0] : line[1]].rstrip()) + 1 + len(word[0] if word else "") <= width


def ends_early(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """True when a line of wrapped text ends a sentence although the next word would have fitted."""
    tail = text[max(line[0], line[1] - 8) : line[1]]
    return fits(text, line, following, width) and SENTENCE_END.search(tail) is not None


def kind_of(line: str, language: str, number: int, n_paragraphs: int) -> SegmentKind:
    """Return what a paragraph is, given its text without white space at the ends and its place among the others.

    A heading is a short line without end punctuation that stands beside other paragraphs.
    """
    if BULLET.match(line + " ") and len(line) > 2:
        return SegmentKind.BULLET
    if is_byline(line, number) or (CREDITS.match(line) and len(line) <= 2 * MAX_BYLINE):
        return SegmentKind.BYLINE
    limit = MAX_HEADING_UNPUNCTUATED if primary(language) in UNPUNCTUATED else MAX_HEADING
    is_short = len(line) <= limit and "\n" not in line and "\r" not in line
    if n_paragraphs > 1 and is_short and not SENTENCE_END.search(line) and any(c.isalpha() for c in line):
        return SegmentKind.HEADING
    return SegmentKind.SENTENCE


def is_byline(line: str, number: int) -> bool:
    """True for a line near the top that names who wrote the article: ``By Jane Doe and John Roe``."""
    if number >= BYLINE_WITHIN or len(line) > MAX_BYLINE or SENTENCE_END.search(line):
        return False
    match = BYLINE.match(line)
    if not match or (line[0].isascii() and not line[0].isupper()):
        return False
    words = re.split(r"[\s,]+", match["name"])
    return len(words) <= 8 and all(NAME_WORD.match(word) for word in words if word)
