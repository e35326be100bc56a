"""Which words judge: a trained model that gives each word of an English text a probability and a reason.

Learned by ``tests/bench/train_loaded.py``; runs on numpy alone. Says how a careful reader would read a word in its sentence,
by itself: what the other outlets wrote there is not its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from compare.domain import Span, primary
from compare.steps.framing.loaded_features import WORD, Floats, Table, Words, describe, find_words, fold_word
from compare.steps.framing.seeds import MAX_PHRASE_WORDS, Seeds

Scored = tuple[Span, float, str]

LANGUAGES = frozenset({"en"})
FLOOR = 0.01  # below, a word is not returned: one in a hundred such words was marked in any corpus measured
JOIN = 0.4  # two words side by side at or above it are one span; below it joining cost word precision on BABE
CLIP = 6.0  # standard deviations; beyond, a signal says nothing that training has seen
PIECE = 4096  # words described at a time: bounds memory at some 20 MB whatever the text


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """Weights of the committee that judges words, of the line that judges sentences, and of their blend.

    ``hidden`` (m, s, h), ``hidden_bias`` (m, h), ``output`` (m, h), ``output_bias`` (m,) belong to the m networks on the
    s signals of ``describe``, standardised by ``mean`` and ``scale`` (s,). ``sentence_mean`` (d,) and ``sentence_axes``
    (d, k) reduce a sentence vector for them. ``sentence_weights`` (d + 4,) weigh the whole vector, then what the words
    say (see ``_gather``). ``blend`` (2, 3): factors of word and sentence logit and a constant, with vectors and without.
    ``reasons`` name the seed groups in order, ``kinds`` the ``like_`` columns of the table from ``first_kind`` on.
    """

    table: Table
    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats
    sentence_mean: Floats
    sentence_axes: Floats
    sentence_weights: Floats
    plain_weights: Floats
    blend: Floats
    reasons: tuple[str, ...]
    columns: tuple[str, ...]
    seeds: Mapping[str, Seeds] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.mean.shape[0] != self.hidden.shape[1]:
            raise ValueError(
                f"LoadedModel: {self.mean.shape[0]} signals standardised, {self.hidden.shape[1]} weighed; train again"
            )

    def score(
        self, texts: Sequence[str], vectors: npt.NDArray[np.float32] | None, *, language: str = "en"
    ) -> list[list[Scored]]:
        """Return for each text the spans that may judge, in order, each with its probability and reason.

        0.5 means that a careful reader would agree more often than not. ``vectors`` (n, d) are the e5 vectors of the
        texts, rows of length 1; without them the ranking of sentences is poorer. Words below ``FLOOR`` are left out; words
        of one phrase, and neighbours at or above ``JOIN``, are one span with the higher probability. English is judged in
        context; Portuguese and Spanish by our lists alone, whatever ``vectors`` are; other languages give empty lists.
        O(characters).
        """
        if primary(language) not in LANGUAGES:
            seeds = self.seeds.get(primary(language))
            return [find_seeds(text, seeds) if seeds else [] for text in texts]
        found: list[list[Scored]] = [[] for _ in texts]
        words = find_words(texts, self.table)
        if not words.forms:
            return found
        logits = self.word_logits(words, vectors)
        which = 0 if vectors is not None else 1
        sentences = self.sentence_logits(words, logits, vectors, len(texts))
        factor, share, constant = self.blend[which]
        probabilities = logistic(factor * logits + share * sentences[words.text] + constant)
        last = -2
        for i in np.flatnonzero(probabilities >= FLOOR):
            number, start, end = int(words.text[i]), int(words.start[i]), int(words.end[i])
            own, probability = found[number], float(probabilities[i])
            beside = bool(own) and last == i - 1
            if beside and self._joined(words, i, texts[number], own[-1][1], probability):
                span, other, reason = own[-1]
                better = reason if other >= probability else self._reason(words, i)
                own[-1] = (Span(span.start, end), max(other, probability), better)
            else:
                own.append((Span(start, end), probability, self._reason(words, i)))
            last = int(i)
        return found

    def word_logits(self, words: Words, vectors: npt.NDArray[np.float32] | None) -> Floats:
        """Return (n,) log-odds of the words, the mean over the committee."""
        reduced = np.zeros((int(words.text[-1]) + 1, self.sentence_axes.shape[1]), np.float32)
        if vectors is not None:
            reduced = ((vectors[: len(reduced)] - self.sentence_mean) @ self.sentence_axes).astype(np.float32)
        signals = describe(words, self.table, reduced)
        out = np.zeros(len(signals), np.float32)
        for first in range(0, len(signals), PIECE):
            known = np.clip((signals[first : first + PIECE] - self.mean) / self.scale, -CLIP, CLIP)
            for hidden, bias, output, offset in zip(
                self.hidden, self.hidden_bias, self.output, self.output_bias, strict=True
            ):
                out[first : first + PIECE] += np.maximum(known @ hidden + bias, 0) @ output + offset
        return out / len(self.hidden)

    def sentence_logits(
        self, words: Words, logits: Floats, vectors: npt.NDArray[np.float32] | None, n_texts: int
    ) -> Floats:
        """Return (texts,) log-odds that a reader finds the sentence biased."""
        gathered = gather(words.text, logits, n_texts)
        if vectors is None:
            return np.asarray(gathered @ self.plain_weights[:-1] + self.plain_weights[-1], np.float32)
        signals = np.concatenate([vectors, gathered], axis=1)
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
            return "a word that may judge"
        groups = self.table.columns[row, len(self.columns) :]
        if groups.any():
            return self.reasons[int(groups.argmax())]
        if words.forms[i].endswith("ly"):
            return "a judging adverb"
        kinds = {name: float(self.table.columns[row, self.columns.index(name)]) for name in LIKE}
        best = max(kinds, key=lambda name: kinds[name])
        return LIKE[best] if kinds[best] > LIKE_ENOUGH else "a word that may judge"


# What our English seeds of a grade are marked as in BABE, where half the sentences are biased: .55, .17, .20, .08. Lists of
# another language have no context to help, so a little less.
BY_GRADE = {1.0: 0.45, 0.75: 0.16, 0.4: 0.12, 0.15: 0.05}


def find_seeds(text: str, seeds: Seeds) -> list[Scored]:
    """Return the listed words and phrases in ``text``, phrases first where both apply, probabilities by grade alone."""
    matches = list(WORD.finditer(text))
    folded = [fold_word(match.group()) for match in matches]
    found: list[Scored] = []
    place = 0
    while place < len(folded):
        size = next((n for n in range(MAX_PHRASE_WORDS, 1, -1) if tuple(folded[place : place + n]) in seeds.phrases), 1)
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
LIKE_ENOUGH = 0.3  # of 1: the part of listed words of the kind that reach it is about a half


def gather(text: npt.NDArray[np.int64], logits: Floats, n_texts: int) -> Floats:
    """Return (texts, 4): highest and second highest word logit, the sum of probabilities, and the log of the length."""
    out = np.zeros((n_texts, 4), np.float32)
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
    out[:, 3] = np.log1p(np.bincount(text, minlength=n_texts)[:n_texts])
    return out


def logistic(logits: Floats) -> Floats:
    """Return probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
