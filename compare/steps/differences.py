"""Word differences inside each bead, tidied for readers: which words one side has and the other has not.

Owns how two wordings differ, not whether it frames. Sentences of two languages have no word differences.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from compare.domain import Alignment, Bead, Difference, Passage, Reading, Span, primary
from compare.steps.fold import UNSPACED, WORD, fold
from compare.steps.function_words import is_function_word
from compare.steps.inflection import stem

# Python's matcher calls itself once a block and walks all pairs of equal tokens each time. At these sizes its worst
# case (two words in turn, 400 tokens a side) takes 0.1 s; longer texts are first parted at words that occur once.
MAX_TOKENS = 400
MAX_PAIRS = 20_000
# Equal small words between two changes are taken into them up to this many: "a ~~truce~~ in the ~~war~~" reads as one
# change, four words in a row already read as text that stayed.
MAX_ABSORBED = 3
# Two characters of a script without spaces are the shortest equal stretch that is a word more often than not.
MIN_UNSPACED = 2
MIN_MOVED = 3  # tokens in a row found elsewhere; two ("of the") recur by chance


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or one character of a script without spaces, at ``span`` of sentence ``sentence``; ``key`` compares.

    ``is_name`` marks words with a capital or a digit.
    """

    sentence: int
    span: Span
    key: str
    is_small: bool
    is_name: bool = False
    is_unspaced: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens ``left`` of one side stand where tokens ``right`` of the other stand; not both are empty."""

    left: range
    right: range


def find_differences(readings: Sequence[Reading], comparison: Alignment) -> tuple[tuple[Difference, ...], ...]:
    """Return the differences of each bead, in the order of ``comparison.beads`` and of the text.

    Case, accents, inflection and punctuation are no differences, nor are small words alone, nor text that only moved.
    All are empty where the two articles are shown in different languages. Spans begin and end with a word.
    """
    by_id = {reading.article.id: reading for reading in readings}
    left, right = by_id[comparison.left], by_id[comparison.right]
    language = _shared_language(left, right)
    if language is None:
        return tuple(() for _ in comparison.beads)
    return tuple(_bead_differences(bead, left, right, language) for bead in comparison.beads)


def _shared_language(left: Reading, right: Reading) -> str | None:
    """Return the language that both are shown in, or None."""
    shown = {
        primary(reading.route.target) if reading.is_translated and reading.route else primary(reading.language)
        for reading in (left, right)
    }
    return shown.pop() if len(shown) == 1 else None


def _bead_differences(bead: Bead, left: Reading, right: Reading, language: str) -> tuple[Difference, ...]:
    left_tokens = [t for i in bead.left for t in tokens_of(left.sentences[i].shown, language, i)]
    right_tokens = [t for j in bead.right for t in tokens_of(right.sentences[j].shown, language, j)]
    edits = raw_edits([t.key for t in left_tokens], [t.key for t in right_tokens])
    return tuple(
        Difference(
            _passages(left.article.id, left_tokens, edit.left), _passages(right.article.id, right_tokens, edit.right)
        )
        for edit in tidy(edits, left_tokens, right_tokens)
    )


def tokens_of(text: str, language: str, sentence: int = 0) -> list[Token]:
    """Return the words of ``text`` in order; punctuation is left out."""
    tokens = []
    for word in WORD.finditer(text):
        position = word.start()
        for run in UNSPACED.finditer(text, word.start(), word.end()):
            if run.start() > position:
                tokens.append(_word(text, position, run.start(), language, sentence))
            tokens += [
                Token(sentence, Span(k, k + 1), text[k], False, is_unspaced=True) for k in range(run.start(), run.end())
            ]
            position = run.end()
        if position < word.end():
            tokens.append(_word(text, position, word.end(), language, sentence))
    return [token for token in tokens if token.key]


def _word(text: str, start: int, end: int, language: str, sentence: int) -> Token:
    folded = fold(text[start:end])
    is_name = text[start].isupper() or any(c.isdigit() for c in folded)
    return Token(sentence, Span(start, end), stem(folded, language), is_function_word(folded, language), is_name)


def raw_edits(left: Sequence[str], right: Sequence[str]) -> list[Edit]:
    """Return edits in order that turn ``left`` into ``right``; what lies between them is equal.

    By Python's difflib where that is quick. Longer texts are parted at words that occur once on either side, in the
    longest order that both share (patience sorting, after Cohen), and a part that is still too long is one edit.
    O(n log n) outside of the bounded parts.
    """
    edits: list[Edit] = []
    for left_part, right_part in _parts(left, right):
        edits += _part_edits(left, right, left_part, right_part)
    return edits


def replay(left: Sequence[str], right: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """Return ``left`` after ``edits``, which take their words from ``right``."""
    out: list[str] = []
    position = 0
    for edit in edits:
        out += left[position : edit.left.start]
        out += right[edit.right.start : edit.right.stop]
        position = edit.left.stop
    return out + list(left[position:])


def _parts(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield stretches of both sides that are compared with each other; between them lie equal tokens."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    whole_left, whole_right = range(start, len(left) - end), range(start, len(right) - end)
    if _is_quick(left, right, whole_left, whole_right):
        yield whole_left, whole_right
        return
    i, j = start, start
    for anchor_left, anchor_right in _anchors(left, right, whole_left, whole_right):
        yield range(i, anchor_left), range(j, anchor_right)
        i, j = anchor_left + 1, anchor_right + 1
    yield range(i, whole_left.stop), range(j, whole_right.stop)


def _is_quick(left: Sequence[str], right: Sequence[str], left_part: range, right_part: range) -> bool:
    if len(left_part) > MAX_TOKENS or len(right_part) > MAX_TOKENS:
        return False
    counts = Counter(left[i] for i in left_part)
    return sum(counts[right[j]] for j in right_part) <= MAX_PAIRS


def _anchors(left: Sequence[str], right: Sequence[str], left_part: range, right_part: range) -> list[tuple[int, int]]:
    """Return the longest ascending run of places of tokens that occur once on either side."""
    left_counts = Counter(left[i] for i in left_part)
    right_place = {right[j]: j for j in right_part}
    right_counts = Counter(right[j] for j in right_part)
    pairs = [(i, right_place[left[i]]) for i in left_part if left_counts[left[i]] == 1 and right_counts[left[i]] == 1]
    tails: list[int] = []  # right place of the last pair of the best run of each length
    ends: list[int] = []  # its index in pairs
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(tails, j)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [j]
        ends[length : length + 1] = [index]
    run = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _part_edits(left: Sequence[str], right: Sequence[str], left_part: range, right_part: range) -> list[Edit]:
    if not left_part and not right_part:
        return []
    if not left_part or not right_part or not _is_quick(left, right, left_part, right_part):
        return [Edit(left_part, right_part)]
    matcher = SequenceMatcher(
        None, left[left_part.start : left_part.stop], right[right_part.start : right_part.stop], autojunk=False
    )
    i, j = left_part.start, right_part.start
    return [
        Edit(range(i + i1, i + i2), range(j + j1, j + j2))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def tidy(edits: Sequence[Edit], left: Sequence[Token], right: Sequence[Token]) -> list[Edit]:
    """Return the edits that a reader wants to see: joined over small words, without moved text and small words alone.

    Edges are drawn in to words that are not small, and of scripts without spaces at least two characters are shown.
    """
    joined = _joined(edits, left)
    left_moved, right_moved = _moved(joined, left, right)
    kept: list[Edit] = []
    for edit in joined:
        lefts, rights = _rests(edit.left, left_moved, left), _rests(edit.right, right_moved, right)
        for k in range(max(len(lefts), len(rights))):  # parts of one side are paired with those of the other in order
            a = lefts[k] if k < len(lefts) else range(edit.left.stop, edit.left.stop)
            b = rights[k] if k < len(rights) else range(edit.right.stop, edit.right.stop)
            kept.append(Edit(a, b))
    return kept


def _joined(edits: Sequence[Edit], left: Sequence[Token]) -> list[Edit]:
    """Join neighbouring edits that have only small equal words between them."""
    joined: list[Edit] = []
    for edit in edits:
        if joined and _is_absorbed(left[joined[-1].left.stop : edit.left.start]):
            last = joined.pop()
            edit = Edit(range(last.left.start, edit.left.stop), range(last.right.start, edit.right.stop))
        joined.append(edit)
    return joined


def _is_absorbed(between: Sequence[Token]) -> bool:
    if between and all(token.is_unspaced for token in between):
        return len(between) < MIN_UNSPACED
    return len(between) <= MAX_ABSORBED and all(token.is_small for token in between)


def _moved(edits: Sequence[Edit], left: Sequence[Token], right: Sequence[Token]) -> tuple[set[int], set[int]]:
    """Return the tokens of either side that stand in another place of the other side, in runs of ``MIN_MOVED``."""
    places: dict[tuple[str, ...], list[int]] = {}
    for edit in edits:
        for k in range(edit.right.start, edit.right.stop - MIN_MOVED + 1):
            places.setdefault(tuple(t.key for t in right[k : k + MIN_MOVED]), []).append(k)
    left_moved: set[int] = set()
    right_moved: set[int] = set()
    for edit in edits:
        for k in range(edit.left.start, edit.left.stop - MIN_MOVED + 1):
            found = places.get(tuple(t.key for t in left[k : k + MIN_MOVED]))
            if found and not all(t.is_small for t in left[k : k + MIN_MOVED]):
                left_moved |= set(range(k, k + MIN_MOVED))
                for place in found[:1]:
                    right_moved |= set(range(place, place + MIN_MOVED))
    for i, j in _moved_names(edits, left, right):
        left_moved.add(i)
        right_moved.add(j)
    return left_moved, right_moved


def _moved_names(edits: Sequence[Edit], left: Sequence[Token], right: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield places of names and numbers that stand once on either side, alone in their edit on one of them.

    "On Tuesday" moves freely; in "Israel hit Iran" and "Iran hit Israel" the verb goes with the name: nothing moved.
    """
    sides: list[dict[str, list[tuple[int, bool]]]] = [{}, {}]
    for edit in edits:
        for places, tokens, own, other in (
            (sides[0], left, edit.left, edit.right),
            (sides[1], right, edit.right, edit.left),
        ):
            telling = [k for k in own if not tokens[k].is_small]
            is_alone = len(telling) == 1 and not len(other)
            for k in telling:
                if tokens[k].is_name:
                    places.setdefault(tokens[k].key, []).append((k, is_alone))
    for key, found in sides[0].items():
        there = sides[1].get(key, [])
        if len(found) == len(there) == 1 and (found[0][1] or there[0][1]):
            yield found[0][0], there[0][0]


def _rests(part: range, moved: set[int], tokens: Sequence[Token]) -> list[range]:
    """Return what is left of ``part`` without what moved, each drawn in to words that tell something."""
    edges = [part.start - 1, *(k for k in part if k in moved), part.stop]
    trimmed = (_trimmed(range(a + 1, b), tokens) for a, b in pairwise(edges))
    return [rest for rest in trimmed if rest]


def _trimmed(part: range, tokens: Sequence[Token]) -> range:
    """Draw the edges in to words that are not small; empty if there is none."""
    start, stop = part.start, part.stop
    while start < stop and tokens[start].is_small:
        start += 1
    while stop > start and tokens[stop - 1].is_small:
        stop -= 1
    return range(start, stop)


def _passages(article: str, tokens: Sequence[Token], part: range) -> tuple[Passage, ...]:
    """Return one passage for each sentence that the tokens lie in."""
    passages: list[Passage] = []
    for k in part:
        token = tokens[k]
        if passages and passages[-1].sentence == token.sentence:
            last = passages.pop()
            passages.append(Passage(article, token.sentence, Span(last.span.start, token.span.end)))
        else:
            passages.append(Passage(article, token.sentence, token.span))
    return tuple(passages)
