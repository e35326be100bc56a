"""A sentence read beside those of other outlets that may tell the same: which of its words an editor would mark.

A small network on top of what words mean where they stand. Each word looks for its counterpart in the other sentence
(decomposable attention, Parikh et al. 2016); from the word, what it found and how they differ the network tells, word
by word, how likely an editor marks it as each of ``KINDS``, and whether the two sentences tell one matter. It learned
from events written for this project (``tests/bench/events``). Knows nothing of highlights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from compare.domain import Kind
from compare.steps.context import Tuning
from compare.steps.framing.loaded_features import WORD

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
KINDS = (Kind.LABEL, Kind.LOADED, Kind.ATTRIBUTION, Kind.HEDGE, Kind.NEGATION, Kind.NUMBER, Kind.AGENCY)
# Kinds for which a sentence has a chance with nothing beside it. A denial, a number, a deed without a doer is a
# difference only beside another; what this alone does for the network was not measured.
STAND_ALONE = frozenset({Kind.LABEL, Kind.LOADED, Kind.ATTRIBUTION, Kind.HEDGE})
NEAREST = 3  # sentences of each other article that a sentence is read beside: of those that tell the same .91 are there
MAX_BESIDE = 27  # in all, the nearest: nine other outlets' worth
MAX_WORDS = 160  # of a sentence that are read, so that hostile ones cost no more than long ones
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|" + WORD.pattern)  # what is read as one word: numbers, too
QUOTE = re.compile('["“”„«»]')
N_SIGNS = 6  # of a word, beside its state
STEM = 5  # letters by which words are held to be the same
LONGEST = 12  # digits and marks by which numbers are
UNREAD_ODDS = -5.0  # of a word that nobody judged: about that of any word
TOGETHER = 64  # sentences whose words are projected at a time
FAR_STATE = 8.0  # beyond which a number of a state says no more
NEAR = 0.85  # cosine of two sentences of one story, about
# Chance at first sight, by what their words cover of each other and how near they are, below which two sentences are
# not compared word by word: in the held events .45 of pairs, and .005 of those that would be likelier than not to tell
# the same; with every other outlet translated .54 and .011 (``tests.bench.first_sight`` prints them).
HOPELESS = 0.02


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence as the network reads it, its first ``MAX_WORDS`` words.

    ``spans`` (w, 2) are ranges in the text, ``states`` (w, d) what each means in its place, ``signs`` (w, 6) what else
    is known of it, ``stems`` (w,) tell equal words.
    """

    spans: npt.NDArray[np.int64]
    states: Floats
    signs: Floats
    stems: npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read of one sentence.

    ``marked`` (w, k) is the chance that an editor marks a word as each of ``KINDS``, over all sentences beside it. Of
    each sentence beside it, ``others`` (n,) says which, ``same`` (n,) how likely it tells the same, ``by`` (n, w, k)
    the chance of a mark where it does, and ``found`` (n, w) the word of it that each word answers to, -1 for none; of
    those that are hopeless at first sight ``same`` is that sight's chance, and ``by`` and ``takes_sides`` are 0.
    ``alone`` (w, k) is the chance with nothing beside it, ``takes_sides`` (n,) of the whole sentence beside each,
    ``missed`` that nobody else tells what the sentence does and an editor would miss it there.
    """

    words: Words
    marked: Floats
    others: npt.NDArray[np.int64]
    same: Floats
    by: Floats
    found: npt.NDArray[np.int64]
    alone: Floats
    takes_sides: Floats
    missed: float


@dataclass(frozen=True, slots=True)
class BesideModel:
    """The network's numbers, as training left them; of ``d`` numbers a state, ``p`` of a word, ``h`` hidden ones."""

    tuning: Tuning
    centre: Floats  # (d,)
    match: Floats  # (d, a): by whose products words find their counterparts
    word: Floats  # (d + 6, p)
    word_bias: Floats
    word_scale: Floats
    word_shift: Floats
    nothing: Floats  # (p,): stands for a counterpart where there is none
    sharpness: Floats  # (3,): of attention, the likeness of nothing, and what equal words have more
    compare: Floats  # (4 p + 4, 3 h): for the next word, the word itself and the one before
    compare_bias: Floats
    around: Floats  # (h, 3 h)
    around_bias: Floats
    marks: Floats  # (h, k)
    marks_bias: Floats
    single: Floats  # (p, 3 h)
    single_bias: Floats
    single_marks: Floats  # (h, k)
    single_marks_bias: Floats
    gate: Floats  # (d + 1,): how much a word says of what is told; the constant last
    first: Floats  # (10,): tells the same, at first sight; the constant last
    pair: Floats  # (2 h + 9, q)
    pair_bias: Floats
    pair_out: Floats  # (q, 2): tells the same, takes sides
    pair_out_bias: Floats
    missed: Floats  # (2 h + 1,): of the whole sentence alone; the constant last

    def read(self, sentences: Sequence[Words], beside: Sequence[Candidates]) -> list[Beside]:
        """Return what is read of each sentence beside those that ``beside`` has for it, by number in ``sentences``.

        O(sentences · beside · words²), 2 ms a sentence beside nine on two cores.
        """
        whole: list[_Projected] = []
        for first in range(0, len(sentences), TOGETHER):
            whole += self._project(sentences[first : first + TOGETHER])
        return [self._read(k, sentences, whole, candidates) for k, candidates in enumerate(beside)]

    def signs(self, sentences: Sequence[Words], beside: Sequence[Candidates]) -> list[Floats]:
        """Return for each sentence (n, 9) what is seen at first sight of those beside it: how far their words cover
        each other, and how near they are. What ``first`` is learned from."""
        whole = self._project(sentences)
        return [
            self._look(k, sentences, whole, candidates)[2] if len(candidates.others) else np.zeros((0, 9), np.float32)
            for k, candidates in enumerate(beside)
        ]

    def _project(self, sentences: Sequence[Words]) -> list[_Projected]:
        """Return each sentence's words as they are compared, all in one product."""
        unread = np.zeros((MAX_WORDS, len(self.centre)), np.float32)  # where no piece of a text was read
        states = np.concatenate([one.states if one.states.size else unread[: len(one.stems)] for one in sentences])
        states = np.clip(states, -FAR_STATE, FAR_STATE)
        signs = np.concatenate([one.signs for one in sentences])
        given = np.concatenate([states, signs], axis=1) @ self.word + self.word_bias
        given -= given.mean(axis=1, keepdims=True)
        given /= np.sqrt((given**2).mean(axis=1, keepdims=True) + np.float32(1e-5))
        given = np.maximum(given * self.word_scale + self.word_shift, 0)
        match = np.asarray((states - self.centre) @ self.match, np.float32)
        match /= np.maximum(np.linalg.norm(match, axis=1, keepdims=True), np.float32(1e-12))
        gate = _logistic(np.asarray(states @ self.gate[:-1] + self.gate[-1], np.float32))
        ends = np.cumsum([len(one.stems) for one in sentences])[:-1]
        parts = (np.split(values, ends) for values in (given, match, gate))
        return [_Projected(*own) for own in zip(*parts, strict=True)]

    def _read(self, k: int, sentences: Sequence[Words], whole: Sequence[_Projected], beside: Candidates) -> Beside:
        own, ours = sentences[k], whole[k]
        hidden = np.maximum(_slide(ours.given[None], self.single, self.single_bias), 0)[0]
        alone = _logistic(hidden @ self.single_marks + self.single_marks_bias)
        n, w = len(beside.others), len(own.stems)
        missed = self._missed(hidden) if w else 0.0
        if not n or not w:
            nothing = np.zeros((n, w, len(KINDS)), np.float32), np.full((n, w), -1, np.int64), np.zeros(n, np.float32)
            by, found, same = nothing
            return Beside(own, alone, beside.others, same, by, found, alone, same, missed)
        theirs, heed, signs = self._look(k, sentences, whole, beside)
        same = _logistic(signs @ self.first[:-1] + self.first[-1])
        sides, by = np.zeros(n, np.float32), np.zeros((n, w, len(KINDS)), np.float32)
        at = np.flatnonzero(same >= HOPELESS)
        by[at], pooled = self._compare(ours, theirs.given[at], heed.of(at))
        same[at], sides[at] = self._pair(pooled, signs[at])
        left = np.prod(1 - np.minimum(same[at, None, None] * by[at], 0.9999), axis=0) * (1 - alone)
        return Beside(
            own,
            np.asarray(1 - left, np.float32),
            beside.others,
            same,
            by,
            np.where(heed.there.max(axis=2) > heed.nowhere, heed.there.argmax(axis=2), -1),
            alone,
            np.asarray(same * sides, np.float32),
            missed * float(np.prod(1 - same)),
        )

    def _look(
        self, k: int, sentences: Sequence[Words], whole: Sequence[_Projected], beside: Candidates
    ) -> tuple[_Padded, _Heed, Floats]:
        theirs = _Padded.of([whole[j] for j in beside.others], [sentences[j] for j in beside.others])
        heed = self._heed(sentences[k], whole[k], theirs)
        return theirs, heed, self._signs(whole[k], theirs, heed, beside)

    def _missed(self, hidden: Floats) -> float:
        seen = np.concatenate([hidden.mean(axis=0), hidden.max(axis=0)])
        return float(_logistic(np.asarray(seen @ self.missed[:-1] + self.missed[-1])))

    def _heed(self, own: Words, ours: _Projected, theirs: _Padded) -> _Heed:
        """Return where each word looks for its counterpart."""
        sharp, nothing, more = np.exp(self.sharpness[0]), self.sharpness[1], self.sharpness[2]
        equal = own.stems[None, :, None] == theirs.stems[:, None, :]
        likeness = ours.match @ theirs.match.transpose(0, 2, 1) + more * equal
        likeness = np.where(theirs.is_word[:, None, :], likeness, np.float32(-1e4))
        odds = np.concatenate([likeness, np.full((*likeness.shape[:2], 1), nothing, np.float32)], axis=2) * sharp
        heed = np.exp(odds - odds.max(axis=2, keepdims=True))
        heed /= heed.sum(axis=2, keepdims=True)
        most, most_back = (np.clip(likeness.max(axis=axis), -1, 2) for axis in (2, 1))
        there = np.ascontiguousarray(heed[..., :-1])  # without a gap, products are quick
        return _Heed(there, heed[..., -1], most, most_back, equal.any(axis=2), (there * equal).sum(axis=2))

    def _compare(self, ours: _Projected, theirs: Floats, heed: _Heed) -> tuple[Floats, Floats]:
        """Return (n, w, k) chances of marks where the two tell the same, and (n, 2 h) what the comparison comes to."""
        counterpart = heed.there @ theirs + heed.nowhere[..., None] * self.nothing
        word = np.broadcast_to(ours.given, counterpart.shape)
        measures = np.stack([heed.most, heed.nowhere, heed.on_equal, heed.is_there], axis=2)
        apart = np.concatenate([counterpart, np.abs(word - counterpart), word * counterpart, measures], axis=2)
        p = ours.given.shape[1]  # the word itself is the same beside each sentence, and its product is made once
        own = _slide(ours.given[None], self.compare[:p], self.compare_bias)
        hidden = np.maximum(_slide(apart, self.compare[p:], np.zeros(1, np.float32)) + own, 0)
        hidden = hidden + np.maximum(_slide(hidden, self.around, self.around_bias), 0)
        pooled = np.concatenate([hidden.mean(axis=1), hidden.max(axis=1)], axis=1)
        return _logistic(hidden @ self.marks + self.marks_bias), pooled

    def _signs(self, ours: _Projected, theirs: _Padded, heed: _Heed, beside: Candidates) -> Floats:
        """Return (n, 9) how far the words of two sentences cover each other, and how near these are."""
        weight, their_weight = ours.gate.sum(), theirs.gate.sum(axis=1)
        covered = [
            heed.most @ ours.gate / max(weight, 0.1),
            (heed.most_back * theirs.gate).sum(axis=1) / np.maximum(their_weight, 0.1),
            heed.is_there @ ours.gate / max(weight, 0.1),
            np.full(len(their_weight), weight / 8, np.float32),
            their_weight / 8,
        ]
        return np.asarray(np.concatenate([np.stack(covered, axis=1), beside.signs], axis=1), np.float32)

    def _pair(self, pooled: Floats, signs: Floats) -> tuple[Floats, Floats]:
        """Return (n,) chances that two sentences tell the same, and that ours then takes sides."""
        seen = np.concatenate([pooled, signs], axis=1)
        out = np.maximum(seen @ self.pair + self.pair_bias, 0) @ self.pair_out + self.pair_out_bias
        return _logistic(out[:, 0]), _logistic(out[:, 1])


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences to be read beside one: ``others`` (n,) by number, ``signs`` (n, 4) of how near they are."""

    others: npt.NDArray[np.int64]
    signs: Floats


@dataclass(frozen=True, slots=True)
class _Projected:
    """A sentence's words as they are compared: ``given`` (w, p), ``match`` (w, a), ``gate`` (w,)."""

    given: Floats
    match: Floats
    gate: Floats


@dataclass(frozen=True, slots=True)
class _Padded:
    """The same of several sentences, filled up to the longest: (n, b, …); where nothing stands all is zero."""

    given: Floats
    match: Floats
    gate: Floats
    stems: npt.NDArray[np.str_]
    is_word: Flags

    @classmethod
    def of(cls, projected: Sequence[_Projected], sentences: Sequence[Words]) -> _Padded:
        n, b = len(sentences), max(1, *(len(one.stems) for one in sentences))
        given, match = (
            np.zeros((n, b, getattr(projected[0], name).shape[1]), np.float32) for name in ("given", "match")
        )
        gate, stems, is_word = np.zeros((n, b), np.float32), np.full((n, b), "", f"<U{LONGEST}"), np.zeros((n, b), bool)
        for k, (one, sentence) in enumerate(zip(projected, sentences, strict=True)):
            w = len(sentence.stems)
            given[k, :w], match[k, :w], gate[k, :w] = one.given, one.match, one.gate
            stems[k, :w], is_word[k, :w] = sentence.stems, True
        return cls(given, match, gate, stems, is_word)


@dataclass(frozen=True, slots=True)
class _Heed:
    """Attention: ``there`` (n, w, b) to the words of each other sentence and ``nowhere`` (n, w) to none of them;
    ``most`` (n, w) and ``most_back`` (n, b) the highest likeness of a word, whether an equal word ``is_there`` (n, w),
    and the share of attention that is ``on_equal`` ones (n, w)."""

    there: Floats
    nowhere: Floats
    most: Floats
    most_back: Floats
    is_there: Flags
    on_equal: Floats

    def of(self, at: npt.NDArray[np.int64]) -> _Heed:
        """Return the attention to some of the sentences."""
        return _Heed(*(getattr(self, field.name)[at] for field in fields(self)))


def words_beside(text: str, states: Floats, odds: Floats | None, *, is_translated: bool = False) -> Words:
    """Return a sentence as the network reads it; ``states`` (words, d) of each match of ``TOKEN``, ``odds``
    of each match of ``WORD``; not numbers where nothing was read. ``is_translated`` where an engine chose its words."""
    matches = list(TOKEN.finditer(text))[:MAX_WORDS]
    n = len(matches)
    forms = [match.group() for match in matches]
    is_word = np.array([not form[0].isdecimal() for form in forms], bool)
    states = np.nan_to_num(np.asarray(states[:n], np.float32))
    judged = np.full(n, UNREAD_ODDS, np.float32)
    if odds is not None:
        judged[is_word] = np.nan_to_num(odds[: int(is_word.sum())], nan=UNREAD_ODDS)
    inside = _inside_quotes(text)
    signs = np.array(
        [
            (
                float(np.clip(judged[k], -6, 4)) / 3,
                float(form[0].isupper() and k > 0),
                float(form[0].isdecimal()),
                float(inside[matches[k].start()]),
                float(k == 0),
                float(is_translated),
            )
            for k, form in enumerate(forms)
        ],
        np.float32,
    ).reshape(n, N_SIGNS)
    spans = np.array([match.span() for match in matches], np.int64).reshape(n, 2)
    stems = np.array([form[:LONGEST] if form[0].isdecimal() else form.lower()[:STEM] for form in forms], f"<U{LONGEST}")
    return Words(spans, states, signs, stems)


def candidates_of(vectors: Floats, others: Sequence[tuple[int, Floats, float]]) -> list[Candidates]:
    """Return what each sentence of an article is read beside: of each other article the ``NEAREST``.

    ``vectors`` (n, d) are of the article's sentences; of each other article the number of its first sentence, its
    vectors, and what is added to cosines with them. O(n · all).
    """
    found: list[list[tuple[float, int, tuple[float, float, float, float]]]] = [[] for _ in vectors]
    for first, theirs, raised in others:
        if not len(theirs) or not len(vectors):
            continue
        cosines = vectors @ theirs.T + np.float32(raised)
        means, back = cosines.mean(axis=1), cosines.mean(axis=0)
        for row, cosine in enumerate(cosines):
            for rank, at in enumerate(np.argsort(-cosine, kind="stable")[:NEAREST]):
                near = float(cosine[at])
                signs = (near - NEAR) * 20, (near - float(means[row])) * 20, rank / 3, (near - float(back[at])) * 20
                found[row].append((near, first + int(at), signs))
    chosen = []
    for own in found:
        own.sort(key=lambda one: (-one[0], one[1]))
        kept = sorted(own[:MAX_BESIDE], key=lambda one: one[1])
        chosen.append(
            Candidates(
                np.array([other for _, other, _ in kept], np.int64),
                np.array([signs for _, _, signs in kept], np.float32).reshape(len(kept), 4),
            )
        )
    return chosen


def _slide(given: Floats, matrix: Floats, bias: Floats) -> Floats:
    """Return (n, w, out): each word with its neighbours by a window of three, zeros beyond either end."""
    n, w, wide = given.shape
    # One product of plain matrices is many times as fast as three of rows.
    parts = (given.reshape(n * w, wide) @ matrix).reshape(n, w, 3, matrix.shape[1] // 3)
    middle = parts[:, :, 1] + bias
    middle[:, 1:] += parts[:, :-1, 0]
    middle[:, :-1] += parts[:, 1:, 2]
    return np.asarray(middle, np.float32)


def _logistic(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


def _inside_quotes(text: str) -> list[bool]:
    """Return of each character whether quotation marks are open there."""
    found: list[bool] = []
    opened = ""
    for match in QUOTE.finditer(text):
        found += [bool(opened)] * (match.start() - len(found))
        mark = match.group()
        if mark == '"':
            opened = "" if opened else mark
        elif mark in "”»" or (mark == "“" and opened == "„"):
            opened = ""
        else:
            opened = mark
        found.append(bool(opened))
    return found + [bool(opened)] * (len(text) - len(found))


ARRAYS = tuple(field.name for field in fields(BesideModel) if field.name != "tuning")
"""Names of the arrays of a model, for the file that holds them."""
