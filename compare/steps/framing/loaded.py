"""Which words judge: a trained model that gives each word of an English text a probability and a reason.

Learned by ``tests/bench/train_loaded.py``; runs on numpy alone. Says how a careful reader would read a word in its
sentence, by itself: what the other outlets wrote there is not its business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from compare.domain import Span, primary
from compare.steps.context import Tuning
from compare.steps.framing.loaded_features import (
    WORD,
    Floats,
    Table,
    Words,
    describe,
    find_words,
    fold_word,
    look_up,
)
from compare.steps.framing.seeds import MAX_PHRASE_WORDS, Seeds

Scored = tuple[Span, float, str]

LANGUAGES = frozenset({"en"})
# Judged by what words mean where they stand, learned from English alone, and by our lists where there are any. Measured
# for Portuguese (docs/loaded-words.md), read in the sample stories for es, de, fr, ru, tr and ur; the others are
# written with spaces and letters, too.
ELSEWHERE = frozenset("ar ca cs da de es fr gl it nl no pl pt ro ru sv tr uk ur".split())
# Taken off the log-odds there. Of faithful pairs (ntrex-pt) whose Portuguese sentence has a word of log-odds 0 to .5,
# and more, .30 and .59 have an English one of probability .3 or more; so have .36 and .57 of those whose English one
# has -1 to -.5, -.5 to .5 (``tests.bench.loaded_abroad``).
ABROAD = 1.0
ABROAD_FLOOR = 0.05  # words less likely to judge are not returned: most words of a sentence would be
# Below, a word is not returned. Word AP on NewsWCL50 (development half) is .297 at .005, .311 here and .320 at .002,
# with .29, .41 and .53 of all words returned; BASIL's does not change.
FLOOR = 0.003
JOIN = 0.6  # two words side by side at or above it are one span; at .4 joining cost .007 of word AP on BABE
# What a word that lists call good or bad has at least, times how good or bad: a reader who looks for the outlet's view
# will stop at it, even where the experts of BABE did not. They marked 8 of 100 listed words of the lowest grade.
PRIOR = 0.09
# What a listed phrase of an upper grade has at least: of 118 such phrases in BABE 51 hold a marked word (printed by
# training), and a phrase has no second sense that the context could choose. Without and with it, words alone, on
# development halves: BASIL word AP .070 and .071, AUC for informational bias .670 and .672; NewsWCL50 .264 and .262,
# sentence AUC .727 and .729; BABE by topic .412 and .410.
PHRASES = {1.0: 0.43, 0.75: 0.43}
MAY_JUDGE = "a word that may judge"  # the reason where nothing more is known
CLIP = 6.0  # standard deviations; beyond, a signal says nothing that training has seen
PIECE = 4096  # words weighed at a time: bounds memory
BATCH = 60_000  # characters of sentences judged at a time, some 10,000 words of 2 kB each


@dataclass(frozen=True, slots=True)
class Committee:
    """m small networks on s signals, which are standardised by ``mean`` and ``scale`` (s,): ``hidden`` (m, s, h),
    ``hidden_bias`` (m, h), ``output`` (m, h), ``output_bias`` (m,)."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    def __post_init__(self) -> None:
        if self.mean.shape[0] != self.hidden.shape[1]:
            raise ValueError(
                f"Committee: {self.mean.shape[0]} signals standardised, {self.hidden.shape[1]} weighed; train again"
            )

    def judge(self, signals: Floats) -> Floats:
        """Return (n,) log-odds of the rows of ``signals`` (n, s): the mean over the networks."""
        out = np.zeros(len(signals), np.float32)
        for first in range(0, len(signals), PIECE):
            known = np.clip((signals[first : first + PIECE] - self.mean) / self.scale, -CLIP, CLIP)
            for hidden, bias, output, offset in zip(
                self.hidden, self.hidden_bias, self.output, self.output_bias, strict=True
            ):
                out[first : first + PIECE] += np.maximum(known @ hidden + bias, 0) @ output + offset
        return np.asarray(out / len(self.hidden), np.float32)


@dataclass(frozen=True, slots=True)
class Seen:
    """What engines saw of texts: ``vectors`` (n, d), their e5 vectors, rows of length 1, and ``words``, of each text
    the log-odds of its words where they stand (see ``LoadedModel.contexts``), one for each match of ``WORD``, not a
    number where a word was not read."""

    vectors: npt.NDArray[np.float32]
    words: Sequence[Floats]

    def part(self, first: int, last: int) -> Seen:
        """Return what was seen of the texts from ``first`` up to ``last``."""
        return Seen(self.vectors[first:last], self.words[first:last])


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """Weights of the committees that judge words, of the line that judges sentences, and of their blend.

    ``words`` judges by the signals of ``describe``, ``contexts`` by what a word means where it stands: the states of
    ``Context``, whatever the language. ``sentence_mean`` (d,) and ``sentence_axes`` (d, k) reduce a sentence vector for
    the first. ``sentence_weights`` (d + 4,) weigh the whole vector, what the words say (see ``gather``), and a
    constant; ``plain_weights`` (4,) do without what engines saw. ``blend`` (3, 3): factors of word and sentence
    log-odds and a constant, with what engines saw, without, and by what ``contexts`` says alone. ``columns`` name the
    table's first columns, ``reasons`` the seed groups, which are the columns after those. ``seeds`` are our lists by
    language. ``tuning`` is what readers of words must change in their layers for ``contexts`` to judge what they read.
    """

    table: Table
    words: Committee
    contexts: Committee
    sentence_mean: Floats
    sentence_axes: Floats
    sentence_weights: Floats
    plain_weights: Floats
    blend: Floats
    reasons: tuple[str, ...]
    columns: tuple[str, ...]
    tuning: Tuning
    seeds: Mapping[str, Seeds] = field(default_factory=dict)

    def score(self, texts: Sequence[str], seen: Seen | None, *, language: str = "en") -> list[list[Scored]]:
        """Return for each text the spans that may judge, in order, each with its probability and reason.

        0.5 means that a careful reader would agree more often than not. Without what engines have ``seen`` of the
        texts words are judged by themselves and their neighbours alone, which ranks them and their sentences poorer.
        Words below ``FLOOR`` are left out; words of one phrase, and neighbours at or above ``JOIN``, are one span with
        the higher probability. English is judged by all that is known; the languages of ``ELSEWHERE`` by what words
        mean where they stand, if they were ``seen``, and Portuguese and Spanish by our lists besides; other languages
        give empty lists. O(characters): under 0.2 s for 240 sentences.
        """
        if primary(language) not in LANGUAGES:
            return [
                self._score_abroad(text, primary(language), seen.words[number] if seen else None)
                for number, text in enumerate(texts)
            ]
        found: list[list[Scored]] = []
        for first, last in _batches(texts):
            found += self._score(texts[first:last], seen and seen.part(first, last))
        return found

    def _score_abroad(self, text: str, language: str, odds: Floats | None) -> list[Scored]:
        """Judge the words of one text that is not in English."""
        seeds = self.seeds.get(language)
        listed = find_seeds(text, seeds) if seeds else []
        if odds is None or language not in ELSEWHERE:
            return listed
        factor, _, constant = self.blend[2]
        likely = logistic(factor * (np.nan_to_num(odds, nan=-CLIP) - ABROAD) + constant)
        found: list[Scored] = []
        at = 0  # of the listed words, which are in order, the first that does not end before the word
        for match, chance in zip(WORD.finditer(text), likely.tolist(), strict=True):
            span = Span(*match.span())
            while at < len(listed) and listed[at][0].end <= span.start:
                at += 1
            if at < len(listed) and listed[at][0].overlaps(span):
                inside, probability, reason = listed[at]
                listed[at] = inside, max(probability, chance), reason
            elif chance >= ABROAD_FLOOR:
                found.append((span, chance, MAY_JUDGE))
        return sorted((*listed, *found), key=lambda one: one[0])

    def judge_sentences(self, texts: Sequence[str], seen: Seen | None) -> Floats:
        """Return (n,) probabilities that a reader finds the English sentence biased, from its words and its vector.

        Half of the sentences learned from were biased, more than in a newspaper: it ranks. ``seen`` as in ``score``.
        """
        found = [np.zeros(0, np.float32)]
        for first, last in _batches(texts):
            words = find_words(texts[first:last], self.table)
            part = seen and seen.part(first, last)
            found.append(logistic(self.sentence_logits(words, self.word_logits(words, part), part, last - first)))
        return np.concatenate(found)

    def likeness(self, one: str, other: str) -> float:
        """Return the cosine of the nearest words of two English phrases, by their meanings; 0 where none is known."""
        ours, theirs = self._meanings(one), self._meanings(other)
        return float((ours @ theirs.T).max()) if len(ours) and len(theirs) else 0.0

    def _meanings(self, phrase: str) -> Floats:
        rows = [row for word in WORD.findall(phrase) for row in look_up(fold_word(word), self.table.index) if row >= 0]
        return self.table.vectors[rows]

    def _score(self, texts: Sequence[str], seen: Seen | None) -> list[list[Scored]]:
        """Judge the words of one batch."""
        found: list[list[Scored]] = [[] for _ in texts]
        words = find_words(texts, self.table)
        if not words.forms:
            return found
        probabilities = self.word_probabilities(words, seen)
        last = -2
        for i in np.flatnonzero(probabilities >= FLOOR).tolist():
            number, start, end = int(words.text[i]), int(words.start[i]), int(words.end[i])
            own, probability = found[number], float(probabilities[i])
            beside = bool(own) and last == i - 1
            if beside and self._joined(words, i, texts[number], own[-1][1], probability):
                span, other, reason = own[-1]
                better = reason if other >= probability else self._reason(words, i)
                own[-1] = (Span(span.start, end), max(other, probability), better)
            else:
                own.append((Span(start, end), probability, self._reason(words, i)))
            last = i
        return found

    def _listed(self, words: Words) -> Floats:
        """Return (n,) in [0, 1]: how good or bad VADER finds the word, or how often we think it judges, if more."""
        row = words.rows.max(axis=1)
        known = self.table.columns[np.maximum(row, 0)]
        size = np.maximum(np.abs(known[:, self.columns.index("vader")]), known[:, self.columns.index("grade")])
        return np.where(row >= 0, size, 0).astype(np.float32)

    def word_probabilities(self, words: Words, seen: Seen | None) -> Floats:
        """Return (n,) probabilities of the words: what networks and sentence say together, and at least the prior."""
        n_texts = int(words.text[-1]) + 1 if words.forms else 0
        part = seen and seen.part(0, n_texts)
        logits = self.word_logits(words, part)
        sentences = self.sentence_logits(words, logits, part, n_texts)
        factor, share, constant = self.blend[0 if seen is not None else 1]
        probabilities = logistic(factor * logits + share * sentences[words.text] + constant)
        raised = 1 - (1 - probabilities) * (1 - PRIOR * self._listed(words))
        return np.asarray(np.maximum(raised, self._share(words)), np.float32)

    def _share(self, words: Words) -> Floats:
        """Return (n,) how often phrases of a word's grade judge, 0 for words that are in none."""
        grades = np.where(words.phrase >= 0, self.table.phrase_columns[np.maximum(words.phrase, 0), 0], 0.0)
        shares = np.zeros(len(grades), np.float32)
        for grade, share in PHRASES.items():
            shares[np.abs(grades - grade) < 0.01] = share
        return shares

    def word_logits(self, words: Words, seen: Seen | None) -> Floats:
        """Return (n,) log-odds of the words: of the first committee, or the mean of both where they were seen."""
        if not words.forms:
            return np.zeros(0, np.float32)
        n_texts = int(words.text[-1]) + 1
        if seen is None:
            blank = np.zeros((n_texts, self.sentence_axes.shape[1]), np.float32)
            return self.words.judge(describe(words, self.table, blank))
        reduced = ((seen.vectors[:n_texts] - self.sentence_mean) @ self.sentence_axes).astype(np.float32)
        by_themselves = self.words.judge(describe(words, self.table, reduced))
        in_place = np.concatenate(seen.words[:n_texts])
        in_place = np.where(np.isnan(in_place), by_themselves, in_place)
        return np.asarray((by_themselves + in_place) / 2, np.float32)

    def sentence_logits(self, words: Words, logits: Floats, seen: Seen | None, n_texts: int) -> Floats:
        """Return (texts,) log-odds that a reader finds the sentence biased."""
        gathered = gather(words.text, logits, n_texts)
        if seen is None:
            return np.asarray(gathered @ self.plain_weights[:-1] + self.plain_weights[-1], np.float32)
        signals = np.concatenate([seen.vectors, gathered], axis=1)
        return np.asarray(signals @ self.sentence_weights[:-1] + self.sentence_weights[-1], np.float32)

    def _joined(self, words: Words, i: int, text: str, other: float, probability: float) -> bool:
        """True when word ``i`` goes on with the span before it."""
        if words.phrase[i] >= 0 and words.phrase[i] == words.phrase[i - 1]:
            return True
        between = text[words.end[i - 1] : words.start[i]]
        return min(other, probability) >= JOIN and not between.strip()

    def _reason(self, words: Words, i: int) -> str:
        """Return what kind of word it is, in plain words: as listed, or as its vector and ending suggest."""
        if words.phrase[i] >= 0:
            return self.reasons[int(self.table.phrase_columns[words.phrase[i], 1])]
        row = max(words.rows[i])
        if row < 0:
            return MAY_JUDGE
        groups = self.table.columns[row, len(self.columns) :]
        if groups.any():
            return self.reasons[int(groups.argmax())]
        if words.forms[i].endswith("ly"):
            return "a judging adverb"
        kinds = {name: float(self.table.columns[row, self.columns.index(name)]) for name in LIKE}
        best = max(kinds, key=lambda name: kinds[name])
        return LIKE[best] if kinds[best] > LIKE_ENOUGH else MAY_JUDGE


# The share of our English seeds that are marked in BABE, by grade, is .55, .17, .20, .08; half the sentences there are
# biased, and lists have no context to help, so a little less.
BY_GRADE = {1.0: 0.45, 0.75: 0.16, 0.4: 0.12, 0.15: 0.05}


def find_seeds(text: str, seeds: Seeds) -> list[Scored]:
    """Return the listed words and phrases in ``text``, phrases first where both apply, probabilities by grade alone."""
    matches = list(WORD.finditer(text))
    folded = [fold_word(match.group()) for match in matches]
    found: list[Scored] = []
    place = 0
    while place < len(folded):
        sizes = range(min(MAX_PHRASE_WORDS, len(folded) - place), 1, -1)
        size = next((n for n in sizes if tuple(folded[place : place + n]) in seeds.phrases), 1)
        known = seeds.phrases[tuple(folded[place : place + size])] if size > 1 else _listed(folded[place], seeds)
        if known:
            span = Span(matches[place].start(), matches[place + size - 1].end())
            found.append((span, BY_GRADE[known[0]], seeds.reasons[known[1]]))
        place += size
    return found


def _listed(form: str, seeds: Seeds) -> tuple[float, int] | None:
    """Return grade and group of a word, or of what stands before its hyphen: "queixou-se" is "queixou"."""
    return seeds.words.get(form) or seeds.words.get(form.split("-")[0])


LIKE = {
    "like_fight": "a word close to fight metaphors",
    "like_label": "a word close to names that judge",
    "like_praise": "a word close to praise",
    "like_harm": "a word close to words of harm",
}
LIKE_ENOUGH = 0.15  # of the listed words that reach it in a kind, judged by the others, a third to .61 are of that kind


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts of at most ``BATCH`` characters together, or of one text."""
    first = size = 0
    for number, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield first, number
            first, size = number, 0
        size += len(text)
    if first < len(texts):
        yield first, len(texts)


def gather(text: npt.NDArray[np.int64], logits: Floats, n_texts: int) -> Floats:
    """Return (texts, 3): highest and second highest word logit, and the log of the sum of probabilities."""
    out = np.zeros((n_texts, 3), np.float32)
    out[:, :2] = -6.0
    order = np.lexsort((-logits, text))
    owners = text[order]
    first = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]]) if len(owners) else np.zeros(0, np.int64)
    out[owners[first], 0] = np.maximum(logits[order[first]], -6.0)
    second = first + 1
    second = second[(second < len(owners))]
    second = second[owners[second] == owners[second - 1]]
    out[owners[second], 1] = np.maximum(logits[order[second]], -6.0)
    np.add.at(out[:, 2], text, logistic(logits))
    out[:, 2] = np.log1p(out[:, 2])
    return out


def logistic(logits: Floats) -> Floats:
    """Return probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
