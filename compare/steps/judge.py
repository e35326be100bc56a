"""From signals to a probability: would a reader say that these two sentences tell the same thing?

A committee of small networks, learned by ``tests/bench/train_alignment.py``. Knows numbers only: no text, no beads.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compare.steps.similarity import ARTICLE_SIGNALS, MIRRORED, SIGNALS, Candidates, Floats

CLIP = 6.0  # standard deviations; beyond, a signal says nothing that training has seen


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of a committee of one-hidden-layer networks, and of the line that tells one event from another.

    ``mean`` and ``scale`` (s,) standardise the signals; ``hidden`` (c, s, h), ``hidden_bias`` (c, h), ``output`` (c, h)
    and ``output_bias`` (c,) belong to the c members. ``event_weights`` (e + 1,) weigh the article signals and, last,
    the share of sentences with a partner; ``event_bias`` is a number. ``confidence`` (3,) turns the mean
    probability of a bead's links into how often such links are right: slope, offset, offset within one language, of
    logits.
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats
    event_mean: Floats
    event_scale: Floats
    event_weights: Floats
    event_bias: float
    confidence: Floats

    def __post_init__(self) -> None:
        if self.mean.shape != (len(SIGNALS),) or self.hidden.shape[1] != len(SIGNALS):
            raise ValueError(
                f"Judge: trained on {self.mean.shape[0]} signals, {len(SIGNALS)} are measured; train again"
            )


def judge(candidates: Candidates, weights: Judge) -> Floats:
    """Return (k,) probabilities for the candidates, the same whichever article is called left.

    Each network sees the pair from both sides; logits are averaged over sides and members. O(k · c · s · h).
    """
    logits = np.zeros(len(candidates.rows), np.float64)
    for signals in (candidates.signals, mirror(candidates.signals)):
        known = np.clip((signals - weights.mean) / weights.scale, -CLIP, CLIP)
        for hidden, bias, output, offset in zip(
            weights.hidden, weights.hidden_bias, weights.output, weights.output_bias, strict=True
        ):
            logits += np.maximum(known @ hidden + bias, 0.0) @ output + offset
    return _logistic(logits / (2 * len(weights.hidden)))


def confidence(probability: float, weights: Judge, *, is_one_language: bool) -> float:
    """Return how often links of a bead whose links have this mean ``probability`` are right, in [0, 1].

    Beads are chosen from many, so their probabilities are not yet frequencies (Platt 1999).
    """
    known = min(max(probability, 1e-4), 1.0 - 1e-4)
    slope, offset, within = (float(x) for x in weights.confidence)
    logit = slope * float(np.log(known / (1 - known))) + offset + within * is_one_language
    return float(_logistic(np.array([logit]))[0])


def mirror(signals: Floats) -> Floats:
    """Return the signals of the same pairs seen from the other article."""
    order, signs = MIRRORED
    return np.asarray(signals[:, order] * signs, np.float32)


def same_event(candidates: Candidates, probabilities: Floats, weights: Judge) -> float:
    """Return the probability in [0, 1] that both articles are about one event."""
    if not len(probabilities):
        return 0.0
    evidence = event_evidence(candidates, probabilities)
    known = np.clip((evidence - weights.event_mean) / weights.event_scale, -CLIP, CLIP)
    return float(_logistic(np.array([known @ weights.event_weights + weights.event_bias]))[0])


def event_evidence(candidates: Candidates, probabilities: Floats) -> Floats:
    """Return (e + 1,): the article signals, and the share of sentences expected to have a partner."""
    best_left, best_right = np.zeros(candidates.n_left), np.zeros(candidates.n_right)
    np.maximum.at(best_left, candidates.rows, probabilities)
    np.maximum.at(best_right, candidates.columns, probabilities)
    share = (best_left.mean() + best_right.mean()) / 2
    signals = candidates.signals[0, [SIGNALS.index(name) for name in ARTICLE_SIGNALS]]
    return np.append(signals, share).astype(np.float32)


def _logistic(logits: np.ndarray) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))), np.float32)
