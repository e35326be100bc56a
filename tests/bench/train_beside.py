"""Learn what an editor marks in a sentence that is read beside those of other outlets, and measure it on unseen events.

    PYTHONPATH=. python -m tests.bench.train_beside [--out FILE]      (needs PyTorch: pip install torch)

Learns from the events in ``tests/bench/events`` but those of ``held_events``, which measure: as they were written, and
with outlets that tell them in Portuguese, or translated from it (``translated_events``). The network of
``compare/steps/framing/beside.py`` and low-rank changes to the six layers that read words (see ``tune_words``) are
learned together, an event at a time; which pairs of sentences they need not compare is learned last (``first_sight``).
Two hours on two cores; what comes out are numbers that numpy runs.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from torch import nn
from torch.nn import functional

from compare.engines.contexts import Weights, WordJudge, read_weights, weights_file
from compare.engines.meaning import E5Embedder
from compare.files.weights import DATA, read_loaded, write_beside
from compare.steps.framing.aligned import ACROSS_LANGUAGES
from compare.steps.framing.beside import (
    FAR_STATE,
    KINDS,
    N_SIGNS,
    STAND_ALONE,
    TOKEN,
    BesideModel,
    Candidates,
    Floats,
    candidates_of,
    words_beside,
)
from tests.bench.events import EVENTS, Event, Told, read_events
from tests.bench.first_sight import Reader, with_first_sight
from tests.bench.held_events import HELD, held_events
from tests.bench.translated_events import Translated, translate_events
from tests.bench.tune_words import DROPOUT as DROPOUT_OF_LAYERS
from tests.bench.tune_words import Text, changes_to, cut, rising_and_falling, states_of, tuning_of, words_of

# By hand, and what is usual, not measured one by one: the words' mean average precision on held events, as they were
# written, was .24 after one epoch, .27 after two of the events alone, .28 after four of these. With the marks of both
# editors it is .361, and .34 with the network that learned from those of the first; three epochs of nearly twice as
# many events make it .364.
PROJECTED, HIDDEN, MATCHED, PAIR = 128, 128, 96, 64
RATE, EPOCHS, DECAY, DROPOUT = 1e-3, 3, 0.02, 0.2
WARM_UP, LAST_RATE = 0.06, 0.05
AVERAGED = 0.7  # share of the steps behind which parameters are averaged, every fourth
BY_SAME, BY_SIDES, BY_MISSED, BY_FAITHFUL = 0.4, 0.1, 0.1, 0.5  # of the loss of words
# Shares, by hand: of outlets that tell an event abroad, of events in which these are read as shown and not as they were
# written, of events in which an outlet stands beside its own translation.
ABROAD, BY_SHOWN, FAITHFUL = 0.4, 0.6, 0.5
SHOWN = 2  # of the three ways in which a sentence stands
IS_ALONE = torch.tensor([kind in STAND_ALONE for kind in KINDS])
NEVER = -30.0  # log-odds; beyond, the program clips


@dataclass(frozen=True, slots=True)
class Teller:
    """An outlet of an event in one language: what it told, with ``vectors`` (n, d) of the sentences as written and
    ``odds`` of the words that are read. ``outlet`` is its number; ``abroad`` where it was written in Portuguese, and
    ``is_translated`` where it is read in English all the same."""

    outlet: int
    told: tuple[Told, ...]
    vectors: Floats
    odds: Sequence[Floats]
    abroad: bool = False
    is_translated: bool = False


@dataclass(frozen=True, slots=True)
class Versions:
    """An event's outlets in three versions: as they were written, in Portuguese, and that translated to English."""

    as_written: list[Teller]
    written: list[Teller]
    shown: list[Teller]

    def drawn(self, order: np.random.Generator) -> list[Teller]:
        """Return the event as it is learned from once: some outlets abroad, all read as written or all as shown; in
        half of the cases one of them again beside itself, in the other language."""
        abroad = self.shown if order.random() < BY_SHOWN else self.written
        is_abroad = order.random(len(abroad)) < ABROAD
        chosen = [far if away else own for own, far, away in zip(self.as_written, abroad, is_abroad, strict=True)]
        if order.random() < FAITHFUL:
            k = int(order.integers(len(abroad)))
            chosen.append(self.as_written[k] if is_abroad[k] else abroad[k])
        return chosen

    def mixed(self, abroad: Sequence[Teller]) -> list[Teller]:
        """Return the event with every other outlet abroad."""
        return [far if k % 2 else own for k, (own, far) in enumerate(zip(self.as_written, abroad, strict=True))]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One event: ``n`` sentences of at most ``w`` words, each with at most ``c`` candidates.

    ``texts`` as the layers read them; ``is_word`` (n, w), ``signs`` (n, w, 6), ``stems`` (n, w), ``candidates`` (n, c)
    by number, ``is_candidate`` (n, c), ``is_faithful`` (n, c) where one is the other's translation, ``near`` (n, c, 4);
    to be learned ``marks`` (n, w, kinds), ``same`` (n, c), ``sides`` and ``missed`` (n,).
    """

    texts: list[Text]
    is_word: Any
    signs: Any
    stems: Any
    candidates: Any
    is_candidate: Any
    is_faithful: Any
    near: Any
    marks: Any
    same: Any
    sides: Any
    missed: Any


def lesson_of(tellers: Sequence[Teller], weights: Weights) -> Lesson:
    """Return an event as it is learned from, 1 ms a sentence."""
    told = [one for teller in tellers for one in teller.told]
    origin = [(teller.outlet, k) for teller in tellers for k in range(len(teller.told))]
    firsts = np.cumsum([0, *(len(teller.told) for teller in tellers)]).tolist()
    beside: list[Candidates] = []
    for own in tellers:
        others = [
            (first, other.vectors, ACROSS_LANGUAGES if own.abroad != other.abroad else 0.0)
            for first, other in zip(firsts, tellers, strict=False)
            if other is not own
        ]
        beside += candidates_of(own.vectors, others)
    words = [
        words_beside(one.text, np.zeros((len(odds), 1), np.float32), odds, is_translated=teller.is_translated)
        for teller in tellers
        for one, odds in zip(teller.told, teller.odds, strict=True)
    ]
    n, w, c = len(told), max(len(one.stems) for one in words), max(len(one.others) for one in beside)
    is_word, signs, stems = np.zeros((n, w), bool), np.zeros((n, w, N_SIGNS), np.float32), np.full((n, w), -1, np.int64)
    candidates, is_candidate, is_faithful = np.zeros((n, c), np.int64), np.zeros((n, c), bool), np.zeros((n, c), bool)
    near, same = np.zeros((n, c, 4), np.float32), np.zeros((n, c), np.float32)
    marks = np.zeros((n, w, len(KINDS)), np.float32)
    texts = []
    number_of: dict[str, int] = {}
    for k, (one, read, found) in enumerate(zip(told, words, beside, strict=True)):
        m = len(read.stems)
        is_word[k, :m], signs[k, :m] = True, read.signs
        stems[k, :m] = [number_of.setdefault(stem, len(number_of)) for stem in read.stems.tolist()]
        ids, owners = cut(one.text, weights, TOKEN)
        texts.append(Text(ids, owners, np.zeros(m, np.float32), np.ones(m, bool), False, False))
        for mark in one.marks:
            if mark.kind is not None:
                inside = (read.spans[:, 0] < mark.end) & (read.spans[:, 1] > mark.start)
                marks[k, :m][inside, KINDS.index(mark.kind)] = 1
        q = len(found.others)
        candidates[k, :q], is_candidate[k, :q], near[k, :q] = found.others, True, found.signs
        is_faithful[k, :q] = [origin[k] == origin[other] for other in found.others]
        same[k, :q] = [bool(one.facts & told[other].facts) for other in found.others]
    same[is_faithful] = 1
    sides = np.array([one.takes_sides for one in told], np.float32)
    missed = np.array([bool(one.alone) for one in told], np.float32)
    arrays = (is_word, signs, stems, candidates, is_candidate, is_faithful, near, marks, same, sides, missed)
    return Lesson(texts, *(torch.from_numpy(array) for array in arrays))


class Network(nn.Module):
    """The network of ``BesideModel``, all sentences of an event at a time."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.centre, self.match = nn.Parameter(torch.zeros(d)), nn.Parameter(torch.randn(d, MATCHED) / math.sqrt(d))
        self.word, self.normal = nn.Linear(d + N_SIGNS, PROJECTED), nn.LayerNorm(PROJECTED)
        self.sharpness = nn.Parameter(torch.tensor([2.3, 0.2, 0.3]))
        self.nothing = nn.Parameter(torch.zeros(PROJECTED))
        self.compare = nn.Conv1d(4 * PROJECTED + 4, HIDDEN, 3, padding=1)
        self.around = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1)
        self.marks = nn.Linear(HIDDEN, len(KINDS))
        self.single = nn.Conv1d(PROJECTED, HIDDEN, 3, padding=1)
        self.single_marks = nn.Linear(HIDDEN, len(KINDS))
        self.gate = nn.Linear(d, 1)
        self.pair, self.pair_out = nn.Linear(2 * HIDDEN + 9, PAIR), nn.Linear(PAIR, 2)
        self.missed = nn.Linear(2 * HIDDEN, 1)
        self.drop = nn.Dropout(DROPOUT)
        nn.init.constant_(self.marks.bias, -3.0)  # one word in twenty is marked, beside what tells the same
        nn.init.constant_(self.single_marks.bias, -5.0)
        nn.init.constant_(self.missed.bias, -2.0)

    def forward(self, states: Any, of: Lesson) -> tuple[Any, ...]:
        """Return log-odds: (n, c, w, kinds) beside each candidate, (n, c, 2) of the pair, (n, w, kinds) alone, (n,)
        missed; see ``BesideModel`` for each step."""
        n, w, _ = states.shape
        c, beside = of.candidates.shape[1], of.candidates
        given = torch.relu(self.normal(self.word(torch.cat([self.drop(states), of.signs], -1))))
        match = functional.normalize((states - self.centre) @ self.match, dim=-1)
        gate = torch.sigmoid(self.gate(states))[..., 0] * of.is_word
        there = of.is_word[beside]
        equal = (of.stems[:, None, :, None] == of.stems[beside][:, :, None, :]).float()
        likeness = torch.einsum("nad,ncbd->ncab", match, match[beside]) + self.sharpness[2] * equal
        far = torch.full_like(likeness, -1e4)
        forward, back = (
            torch.where(seen, likeness, far) for seen in (there[:, :, None, :], of.is_word[:, None, :, None])
        )
        sharp = self.sharpness[0].exp()
        heed = torch.cat([forward * sharp, (self.sharpness[1] * sharp).expand(n, c, w, 1)], -1).softmax(-1)
        counterpart = torch.einsum("ncab,ncbp->ncap", heed[..., :-1], given[beside]) + heed[..., -1:] * self.nothing
        most, most_back = forward.max(-1).values.clamp(-1, 2), back.max(2).values.clamp(-1, 2)
        is_there = (equal * there[:, :, None, :]).max(-1).values
        word = given[:, None].expand_as(counterpart)
        measures = torch.stack([most, heed[..., -1], (heed[..., :-1] * equal).sum(-1), is_there], -1)
        apart = torch.cat([word, counterpart, (word - counterpart).abs(), word * counterpart, measures], -1)
        own = of.is_word[:, None, :, None].float()
        rows = self._drop_alike(apart * own).reshape(n * c, w, -1).transpose(1, 2)
        hidden = torch.relu(self.compare(rows))
        hidden = hidden + torch.relu(self.around(hidden * of.is_word[:, None].expand(n, c, w).reshape(n * c, 1, w)))
        hidden = hidden.transpose(1, 2).reshape(n, c, w, -1)
        ours, theirs = gate.sum(1)[:, None], gate[beside].sum(2)
        covered = [
            (most * gate[:, None]).sum(2) / ours.clamp(min=0.1),
            (most_back * gate[beside]).sum(2) / theirs.clamp(min=0.1),
            (is_there * gate[:, None]).sum(2) / ours.clamp(min=0.1),
            ours.expand(n, c) / 8,
            theirs / 8,
        ]
        pooled = [(hidden * own).sum(2) / own.sum(2).clamp(min=1), (hidden * own).max(2).values]
        signs = torch.cat([torch.stack(covered, -1), of.near], -1)
        seen = torch.cat([*pooled, signs], -1)
        alone = torch.relu(self.single((given * of.is_word[..., None]).transpose(1, 2))).transpose(1, 2)
        is_word = of.is_word[..., None].float()
        summed = [(alone * is_word).sum(1) / is_word.sum(1).clamp(min=1), (alone * is_word).max(1).values]
        out = (
            self.marks(self._drop_alike(hidden)),
            self.pair_out(torch.relu(self.pair(self.drop(seen)))),
            self.single_marks(self.drop(alone)).masked_fill(~IS_ALONE, NEVER),
            self.missed(self.drop(torch.cat(summed, -1)))[:, 0],
        )
        return tuple(odds.float() for odds in out)

    def _drop_alike(self, values: Any) -> Any:
        """Drop numbers of (n, c, …), the same beside each candidate: drawing them was a sixth of the time."""
        return values * self.drop(torch.ones_like(values[:, :1]))


@dataclass(frozen=True, slots=True)
class Said:
    """What the network says of an event: logarithms of the chance that a word is *not* marked, ``plain`` the same of
    words beside what is their own translation, and chances of the rest."""

    not_marked: Any
    plain: Any
    same: Any
    sides: Any
    missed: Any


def say(network: Network, changes: Mapping[str, Any], lesson: Lesson, weights: Weights, dropout: float) -> Said:
    """Return what is said of an event's sentences."""
    states, _, owners, n_words = states_of(lesson.texts, changes, weights, dropout)
    flat = words_of(states, owners, n_words)[0].clamp(-FAR_STATE, FAR_STATE)
    n, w = lesson.is_word.shape
    places = lesson.is_word.reshape(-1).nonzero()[:, 0]
    read = torch.zeros(n * w, flat.shape[-1]).index_add(0, places, flat).reshape(n, w, -1)
    marks, pair, alone, missed = network(read, lesson)
    same = torch.sigmoid(pair[..., 0]) * lesson.is_candidate
    heard = same * ~lesson.is_faithful
    chances = heard[:, :, None, None] * torch.sigmoid(marks)
    not_marked = torch.log1p(-chances.clamp(max=0.9999)).sum(1) + functional.logsigmoid(-alone)
    sides = 1 - (1 - heard * torch.sigmoid(pair[..., 1])).clamp(min=1e-5).prod(1)
    plain = functional.logsigmoid(-marks)[lesson.is_faithful]
    return Said(not_marked, plain, same, sides, torch.sigmoid(missed) * (1 - heard).clamp(min=1e-5).prod(1))


def loss_of(said: Said, lesson: Lesson) -> Any:
    """Return the loss of an event: of words, and of pairs and sentences beside them."""
    marked = torch.log((1 - said.not_marked.exp()).clamp(min=1e-6))
    is_word = lesson.is_word[..., None].float()
    words = -(lesson.marks * marked + (1 - lesson.marks) * said.not_marked) * is_word
    known = said.same.clamp(1e-5, 1 - 1e-5)
    same = functional.binary_cross_entropy(known, lesson.same, reduction="none") * lesson.is_candidate
    sides, missed = (
        functional.binary_cross_entropy(chance.clamp(1e-5, 1 - 1e-5), label)
        for chance, label in ((said.sides, lesson.sides), (said.missed, lesson.missed))
    )
    of_words, of_same = words.sum() / is_word.sum(), same.sum() / lesson.is_candidate.sum()
    loss = of_words + BY_SAME * of_same + BY_SIDES * sides + BY_MISSED * missed
    if not lesson.is_faithful.any():
        return loss
    faithful = is_word.expand(-1, -1, len(KINDS)).repeat_interleave(lesson.is_faithful.sum(1), 0)
    return loss - BY_FAITHFUL * (said.plain * faithful).sum() / is_word.sum()


def learn(events: Sequence[Versions], weights: Weights) -> tuple[Network, dict[str, Any]]:
    """Return the network and the changes to the layers; a second an event and epoch on two cores."""
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    network, changes = Network(weights.place.shape[1]), changes_to(weights)
    learned = {**dict(network.named_parameters()), **changes}
    optimiser = torch.optim.AdamW(list(learned.values()), lr=RATE, weight_decay=DECAY)
    n_steps = EPOCHS * len(events)
    schedule = rising_and_falling(optimiser, n_steps, WARM_UP, LAST_RATE)
    sums: dict[str, Any] = {}
    n_summed = step = 0
    for epoch in range(EPOCHS):
        began, total = time.monotonic(), 0.0
        for k in order.permutation(len(events)):
            lesson = lesson_of(events[k].drawn(order), weights)
            with torch.autocast("cpu", dtype=torch.bfloat16):  # half as much again as fast
                said = say(network, changes, lesson, weights, DROPOUT_OF_LAYERS)
            loss = loss_of(said, lesson)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(learned.values()), 1.0)
            optimiser.step()
            schedule.step()
            total, step = total + float(loss.detach()), step + 1
            if step > AVERAGED * n_steps and step % 4 == 0:
                n_summed += 1
                for name, value in learned.items():
                    sums[name] = sums.get(name, 0) + value.detach()
        typer.echo(f"  epoch {epoch + 1}: loss {total / len(events):.4f}, {time.monotonic() - began:.0f} s")
    with torch.no_grad():
        for name, value in learned.items():
            value.copy_(sums[name] / n_summed)
    network.eval()
    return network, changes


def as_model(network: Network, changes: Mapping[str, Any]) -> BesideModel:
    """Return what was learned as the program runs it."""
    own = {name: value.detach().numpy().copy() for name, value in network.named_parameters()}
    own["single_marks.weight"][~IS_ALONE.numpy()] = 0.0
    own["single_marks.bias"][~IS_ALONE.numpy()] = NEVER

    def line(name: str) -> Floats:
        return np.ascontiguousarray(own[f"{name}.weight"].T)

    def window(name: str) -> Floats:
        matrix = own[f"{name}.weight"]
        return np.ascontiguousarray(matrix.transpose(1, 2, 0).reshape(matrix.shape[1], -1))

    def row(name: str) -> Floats:
        return np.append(own[f"{name}.weight"][0], own[f"{name}.bias"]).astype(np.float32)

    return BesideModel(
        tuning=tuning_of({name: value.detach().numpy() for name, value in changes.items()}),
        centre=own["centre"],
        match=own["match"],
        word=line("word"),
        word_bias=own["word.bias"],
        word_scale=own["normal.weight"],
        word_shift=own["normal.bias"],
        nothing=own["nothing"],
        sharpness=own["sharpness"],
        compare=window("compare"),
        compare_bias=own["compare.bias"],
        around=window("around"),
        around_bias=own["around.bias"],
        marks=line("marks"),
        marks_bias=own["marks.bias"],
        single=window("single"),
        single_bias=own["single.bias"],
        single_marks=line("single_marks"),
        single_marks_bias=own["single_marks.bias"],
        gate=row("gate"),
        first=np.append(np.zeros(9), -NEVER).astype(np.float32),  # nothing is hopeless yet
        pair=line("pair"),
        pair_bias=own["pair.bias"],
        pair_out=line("pair_out"),
        pair_out_bias=own["pair_out.bias"],
        missed=row("missed"),
    )


def average_precision(chances: Floats, labels: Floats) -> float:
    """Return the mean precision at the ranks of what is right."""
    right = labels[np.argsort(-chances, kind="stable")] > 0
    ranks = np.arange(1, len(right) + 1)
    return float((right.cumsum() / ranks)[right].mean()) if right.any() else 0.0


def measure(network: Network, changes: Mapping[str, Any], held: Sequence[Lesson], weights: Weights) -> None:
    """Print average precision on held events, and what chance gives."""
    with torch.no_grad():
        said = [say(network, changes, lesson, weights, 0.0) for lesson in held]
    rows: list[tuple[str, Floats, Floats]] = []
    for k, kind in enumerate(KINDS):
        chances = np.concatenate(
            [(1 - s.not_marked.exp())[..., k][lesson.is_word].numpy() for s, lesson in zip(said, held, strict=True)]
        )
        rows.append((f"words, {kind}", chances, _all(held, lambda lesson, k=k: lesson.marks[..., k][lesson.is_word])))
    near = _all(held, lambda lesson: lesson.near[..., 0][lesson.is_candidate])
    same = _all(held, lambda lesson: lesson.same[lesson.is_candidate])
    found = np.concatenate([s.same[lesson.is_candidate].numpy() for s, lesson in zip(said, held, strict=True)])
    rows += [
        ("pairs, by cosine", near, same),
        ("pairs, one matter", found, same),
    ]
    for name in ("sides", "missed"):
        chances = np.concatenate([getattr(s, name).numpy() for s in said])
        rows.append((f"sentences, {name}", chances, _all(held, lambda lesson, name=name: getattr(lesson, name))))
    typer.echo(f"  {'held events':24} {'AP':>6} {'chance':>7}")
    for name, chances, labels in rows:
        typer.echo(f"  {name:24} {average_precision(chances, labels):6.3f} {labels.mean():7.3f}")


def ways_to_tell(held: Sequence[Versions], weights: Weights) -> dict[str, list[Lesson]]:
    """Return held events as they were written, and with every other outlet abroad, by how that one is read."""
    return {
        "as written": [lesson_of(one.as_written, weights) for one in held],
        "every other outlet translated": [lesson_of(one.mixed(one.shown), weights) for one in held],
        "every other outlet in Portuguese": [lesson_of(one.mixed(one.written), weights) for one in held],
    }


def _all(lessons: Sequence[Lesson], what: Any) -> Floats:
    return np.concatenate([what(lesson).numpy() for lesson in lessons])


def versions_of(events: Sequence[Event], translated: Mapping[str, Translated]) -> list[Versions]:
    """Return events as they are learned from; 60 ms a sentence."""
    told = list({one.text: one for event in events for outlet in event.outlets.values() for one in outlet}.values())
    abroad = [translated[one.text] for one in told]
    ways = told, [one.written for one in abroad], [one.shown for one in abroad]
    judge, embedder = WordJudge.of(read_loaded()), E5Embedder()
    odds = [judge.read([one.text for one in way]) for way in ways]
    own, theirs = (embedder.embed([one.text for one in way]) for way in ways[:2])
    number = {one.text: k for k, one in enumerate(told)}

    def teller(outlet: int, at: Sequence[int], way: int) -> Teller:
        return Teller(
            outlet,
            tuple(replace(ways[way][k], facts=told[k].facts) for k in at),
            (theirs if way else own)[at],
            [odds[way][k] for k in at],
            abroad=way > 0,
            is_translated=way == SHOWN,
        )

    found = []
    for event in events:
        places = [[number[one.text] for one in outlet] for outlet in event.outlets.values()]
        found.append(Versions(*([teller(k, at, way) for k, at in enumerate(places)] for way in range(3))))
    return found


def main(
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = DATA / "beside.npz",
) -> None:
    """Translate, learn, measure, write the weights."""
    weights = read_weights(weights_file())
    files = sorted(EVENTS.glob("*.txt"))
    given, held = read_events([file for file in files if file.stem not in HELD]), held_events()
    typer.echo(f"{len(given)} events to learn from, {len(held)} to measure on")
    translated = translate_events([*given, *held])
    network, changes = learn(versions_of(given, translated), weights)
    for name, lessons in ways_to_tell(versions_of(held, translated), weights).items():
        typer.echo(f"Held events, {name}")
        measure(network, changes, lessons, weights)
    model = as_model(network, changes)
    write_beside(with_first_sight(model, given, Reader(model)), out)
    typer.echo(f"Wrote {out} ({out.stat().st_size / 1024:.0f} kB)")


if __name__ == "__main__":
    typer.run(main)
