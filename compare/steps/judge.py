"""From signals to a probability: would a reader say that these two sentences tell the same thing?

Two committees of small networks, learned by ``tests/bench/train_alignment.py``. The first judges each pair by itself.
Across languages a sentence has one partner or none, so there a second one judges again, knowing what the first said of
rivals and neighbours; within one language, where stories are told in cliques, it made things worse (ecb F1 .848 to
.840). Knows numbers only: no text, no beads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from compare.steps.across import ACROSS
from compare.steps.similarity import ARTICLE_SIGNALS, MIRRORED, SIGNALS, Candidates, Floats, Lens, mirrored
from compare.steps.surroundings import SURROUNDINGS, surroundings

CLIP = 6.0  # standard deviations; beyond, a signal says nothing that training has seen
SECOND_SIGNALS = (*SIGNALS, *ACROSS, *SURROUNDINGS)
MIRRORED_SECOND = mirrored(SECOND_SIGNALS)
SAME_LANGUAGE = SIGNALS.index("same_language")


@dataclass(frozen=True, slots=True)
class Committee:
    """Weights of c networks of one hidden layer of h units over s signals; their logits are averaged.

    ``mean`` and ``scale`` (s,) standardise the signals; ``hidden`` (c, s, h), ``hidden_bias`` (c, h), ``output`` (c, h)
    and ``output_bias`` (c,) belong to the members.
    """

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats


@dataclass(frozen=True, slots=True)
class Judge:
    """The lens, both committees, the line that tells one event from another, and the line that makes confidences.

    ``first`` reads ``SIGNALS``, ``second`` ``SECOND_SIGNALS``. ``event_weights`` (e + 1,) weigh the article signals
    and, last, the share of sentences with a partner; ``event_bias`` is a number. ``confidence`` (3,) turns the mean
    probability of a bead's links into how often such links are right: slope, offset, offset within one language, of
    logits. Raises ``ValueError`` for weights of other signals.
    """

    lens: Lens
    first: Committee
    second: Committee
    event_mean: Floats
    event_scale: Floats
    event_weights: Floats
    event_bias: float
    confidence: Floats

    def __post_init__(self) -> None:
        for committee, names in ((self.first, SIGNALS), (self.second, SECOND_SIGNALS)):
            if committee.mean.shape != (len(names),) or committee.hidden.shape[1] != len(names):
                raise ValueError(
                    f"Judge: trained on {committee.mean.shape[0]} signals, {len(names)} are measured; train again"
                )


def judge(candidates: Candidates, weights: Judge) -> Floats:
    """Return (k,) probabilities for the candidates, the same whichever article is called left. O(n·m + k·c·s·h)."""
    if candidates.across is None:
        return first_opinion(candidates, weights.first)
    apart = _as_of_two_languages(candidates)
    return second_opinion(apart, first_opinion(apart, weights.first), weights.second)


def _as_of_two_languages(candidates: Candidates) -> Candidates:
    """Return the candidates as if their articles were in two languages: no others were learned from so."""
    signals = candidates.signals.copy()
    signals[:, SAME_LANGUAGE] = 0.0
    return replace(candidates, signals=signals)


def first_opinion(candidates: Candidates, committee: Committee) -> Floats:
    """Return (k,) probabilities of each pair by itself."""
    return _vote(candidates.signals, mirror(candidates.signals), committee)


def second_opinion(candidates: Candidates, first: Floats, committee: Committee) -> Floats:
    """Return (k,) probabilities of pairs across languages, of which ``first`` (k,) was thought."""
    signals = second_signals(candidates, first)
    return _vote(signals, mirror(signals), committee)


def second_signals(candidates: Candidates, first: Floats) -> Floats:
    """Return (k, len(SECOND_SIGNALS)): all signals of each pair, then its surroundings.

    Raises ``ValueError`` for candidates that were described without a lens.
    """
    if candidates.across is None:
        raise ValueError("second_signals: these candidates have none; describe articles in two languages with a lens")
    return np.concatenate([candidates.signals, candidates.across, surroundings(candidates, first)], axis=1)


def _vote(signals: Floats, seen_from_right: Floats, committee: Committee) -> Floats:
    """(k,): each network sees the pair from both sides; logits are averaged over sides and members."""
    logits = np.zeros(len(signals), np.float64)
    for view in (signals, seen_from_right):
        known = np.clip((view - committee.mean) / committee.scale, -CLIP, CLIP)
        for hidden, bias, output, offset in zip(
            committee.hidden, committee.hidden_bias, committee.output, committee.output_bias, strict=True
        ):
            logits += np.maximum(known @ hidden + bias, 0.0) @ output + offset
    return _logistic(logits / (2 * len(committee.hidden)))


def confidence(probability: float, weights: Judge, *, is_one_language: bool) -> float:
    """Return how often links of a bead whose links have this mean ``probability`` are right, in [0, 1].

    Beads are chosen from many, so their probabilities are not yet frequencies (Platt 1999).
    """
    known = min(max(probability, 1e-4), 1.0 - 1e-4)
    slope, offset, within = (float(x) for x in weights.confidence)
    logit = slope * float(np.log(known / (1 - known))) + offset + within * is_one_language
    return float(_logistic(np.array([logit]))[0])


def mirror(signals: Floats) -> Floats:
    """Return the signals, ``SIGNALS`` or ``SECOND_SIGNALS``, of the same pairs seen from the other article."""
    order, signs = MIRRORED if signals.shape[1] == len(SIGNALS) else MIRRORED_SECOND
    return np.asarray(signals[:, order] * signs, np.float32)


def same_event(candidates: Candidates, probabilities: Floats, weights: Judge) -> float:
    """Return the probability in [0, 1] that both articles are about one event."""
    if not len(probabilities):
        return 0.0
    evidence = event_evidence(candidates, probabilities)
    known = np.clip((evidence - weights.event_mean) / weights.event_scale, -CLIP, CLIP)
    return float(_logistic(np.array([known @ weights.event_weights + weights.event_bias]))[0])


def judge_event(candidates: Candidates, probabilities: Floats, weights: Judge) -> float:
    """Return ``same_event`` of articles whose pairs were judged to be of these ``probabilities`` (k,).

    Two articles of one language that are matched as of two are more alike than such are: whether they are of one event
    is read from the first opinion of them as they are. Of 219 such pairs of different stories one was taken for one
    event so, and four by the second opinion; none of nine pairs of one story was lost (sample stories).
    """
    if candidates.across is not None and len(candidates.signals) and candidates.signals[0, SAME_LANGUAGE]:
        probabilities = first_opinion(candidates, weights.first)
    return same_event(candidates, probabilities, weights)


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
