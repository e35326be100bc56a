"""Tune the lower layers of the sentence model to words that judge, with PyTorch (``pip install torch``, training only).

Low-rank changes to the matrices of each layer (Hu et al. 2022) and a committee of small networks that judge a word by
its state are learned together; the model's own numbers stay as they are. What comes out are numbers that numpy runs.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import typer
from torch.nn import functional

from compare.engines.contexts import PREFIX, Weights, split, unpack
from compare.steps.context import Tuning
from compare.steps.framing.loaded import CLIP, Committee
from compare.steps.framing.loaded_features import WORD, Floats

# By hand, on the first fold of BABE's topics, word AP of the states alone: untuned with four networks .569; six layers,
# rank 16, three epochs .595; rank 8, half the rate and two epochs .548; twelve layers so .501. What BABE says of
# sentences, and averaging, raised BASIL's .076 to .084, with NewsWCL50's at .324 and .323 (untuned .083 and .297).
# The rest, from BATCH to AVERAGED, are what is usual, not measured one by one.
RANK = 16
RATE = 1e-3
EPOCHS = 3
BATCH = 32  # sentences
DROPOUT = 0.1
DECAY = 0.01
BY_SENTENCE = 0.1  # of the loss of words: what BABE says of whole sentences is learned beside them
WARM_UP = 0.1  # share of the steps in which the rate rises
LAST_RATE = 0.3  # of the rate, at the end
AVERAGED = 0.5  # share of the steps behind which parameters are averaged (Izmailov et al. 2018), every fifth
MEMBERS, HIDDEN = 10, 16
MAX_CHARACTERS, MAX_PIECES = 1_500, 250
PARTS = ("attend", "give", "widen", "narrow")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence as the model reads it: its pieces' ids and the number of the word that each belongs to, -1 for none;
    the words' labels, which of them are taught, and whether the sentence is biased. ``of_babe`` as in ``Lesson``."""

    ids: tuple[int, ...]
    word: tuple[int, ...]
    labels: Floats
    taught: npt.NDArray[np.bool_]
    biased: bool
    of_babe: bool


def cut(text: str, weights: Weights, words: re.Pattern[str] = WORD) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the pieces of a text, and of each the number of its word among the matches of ``words``, -1 for none."""
    spans = [match.span() for match in words.finditer(text)]
    pieces = split(text[:MAX_CHARACTERS], weights)[:MAX_PIECES]
    owners, k = [], 0
    for piece in pieces:
        while k < len(spans) and spans[k][1] <= piece.start:
            k += 1
        owners.append(k if k < len(spans) and spans[k][0] < piece.end else -1)
    return tuple(piece.id for piece in pieces), tuple(owners)


def tune(texts: Sequence[Text], weights: Weights, seed: int = 0) -> tuple[Tuning, Committee]:
    """Return the changes and the committee that fit the texts' words; two minutes an epoch of 5,000 on two cores.

    Every second network learns from BABE alone, as in ``train_loaded``.
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    learned = _parameters(weights)
    optimiser = torch.optim.AdamW(list(learned.values()), lr=RATE, weight_decay=DECAY)
    n_steps = EPOCHS * math.ceil(len(texts) / BATCH)
    schedule = rising_and_falling(optimiser, n_steps, WARM_UP, LAST_RATE)
    sums: dict[str, Any] = {}
    n_summed = step = 0
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in _batches(texts, order):
            loss = _loss(batch, learned, weights)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(learned.values()), 1.0)
            optimiser.step()
            schedule.step()
            total, step = total + float(loss.detach()), step + 1
            if step >= AVERAGED * n_steps and (step % 5 == 0 or step == n_steps):
                n_summed += 1
                for name, value in learned.items():
                    sums[name] = sums.get(name, 0) + value.detach()
        typer.echo(f"    epoch {epoch + 1}: loss {total * BATCH / len(texts):.4f}")
    return _as_numbers({name: (value / n_summed).numpy() for name, value in sums.items()})


def rising_and_falling(optimiser: Any, n_steps: int, warm_up: float, last: float) -> Any:
    """Return a schedule: the rate rises for a share of the steps, then falls to a share of it."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, (k + 1) / (warm_up * n_steps)) * max(last, 1 - k / n_steps)
    )


def tune_once(texts: Sequence[Text], weights: Weights, cache: Path | None) -> tuple[Tuning, Committee]:
    """Return what ``tune`` gives, from a file beside ``cache`` where it was learned from the same before."""
    if cache is None:
        return tune(texts, weights)
    settings = (RANK, RATE, EPOCHS, BATCH, DROPOUT, DECAY, BY_SENTENCE, WARM_UP, LAST_RATE, AVERAGED, MEMBERS, HIDDEN)
    given = hashlib.sha256(repr((settings, len(weights.layers))).encode())
    for text in texts:
        said = (text.labels.tolist(), text.taught.tolist(), text.biased, text.of_babe)
        given.update(repr((text.ids, text.word, said)).encode())
    path = cache.with_suffix(f".tuned-{given.hexdigest()[:12]}.npz")
    if not path.exists():
        tuning, committee = tune(texts, weights)
        np.savez(path, **_named("tuning", tuning), **_named("committee", committee))
    with np.load(path, allow_pickle=False) as stored:
        tuning = Tuning(**{field.name: stored[f"tuning_{field.name}"] for field in fields(Tuning)})
        committee = Committee(**{field.name: stored[f"committee_{field.name}"] for field in fields(Committee)})
    return tuning, committee


def _named(name: str, of: Tuning | Committee) -> dict[str, Any]:
    return {f"{name}_{field.name}": getattr(of, field.name) for field in fields(of)}


def changes_to(weights: Weights) -> dict[str, Any]:
    """Return the two matrices of each part of the layers, by name, so that nothing is changed at first."""
    n, d = len(weights.layers), weights.place.shape[1]
    wide = weights.layers[0].widen.shape[1]
    sizes = {
        "attend": ((n, 3, d), (d,)),
        "give": ((n, d), (d,)),
        "widen": ((n, d), (wide,)),
        "narrow": ((n, wide), (d,)),
    }
    found = {}
    for name, (into, out) in sizes.items():
        found[f"{name}_in"] = torch.randn(*into, RANK) / math.sqrt(into[-1])
        found[f"{name}_out"] = torch.zeros(*into[:-1], RANK, *out)
    return {name: value.requires_grad_() for name, value in found.items()}


def _parameters(weights: Weights) -> dict[str, Any]:
    """Return what is learned, by name: the changes to the layers, and the networks."""
    found, d = changes_to(weights), weights.place.shape[1]
    found["hidden"] = torch.randn(MEMBERS, d, HIDDEN) / math.sqrt(d)
    found["hidden_bias"] = torch.zeros(MEMBERS, HIDDEN)
    found["output"] = torch.randn(MEMBERS, HIDDEN) / math.sqrt(HIDDEN)
    found["output_bias"] = torch.full((MEMBERS,), -3.0)  # one word in twenty judges
    # Left behind after training: a line over the mean of a sentence's states, each weighed by another line.
    found["heed"], found["sentence"] = torch.randn(d) / math.sqrt(d), torch.randn(d) / math.sqrt(d)
    found["sentence_bias"] = torch.zeros(())
    return {name: value.requires_grad_() for name, value in found.items()}


def tuning_of(learned: Mapping[str, Floats]) -> Tuning:
    """Return the changes to the layers as the program adds them."""
    return Tuning(**{f"{part}_{end}": learned[f"{part}_{end}"] for part in PARTS for end in ("in", "out")})


def _as_numbers(learned: Mapping[str, Floats]) -> tuple[Tuning, Committee]:
    d = learned["hidden"].shape[1]
    tuning = tuning_of(learned)
    networks = {name: learned[name] for name in ("hidden", "hidden_bias", "output", "output_bias")}
    return tuning, Committee(mean=np.zeros(d, np.float32), scale=np.ones(d, np.float32), **networks)


def _batches(texts: Sequence[Text], order: np.random.Generator) -> Iterator[list[Text]]:
    """Yield all texts in random batches, each of like lengths."""
    shuffled = [texts[k] for k in order.permutation(len(texts))]
    batches = []
    for first in range(0, len(shuffled), 16 * BATCH):
        near = sorted(shuffled[first : first + 16 * BATCH], key=lambda text: len(text.ids))
        batches += [near[k : k + BATCH] for k in range(0, len(near), BATCH)]
    for k in order.permutation(len(batches)):
        yield batches[k]


def _loss(batch: Sequence[Text], learned: Mapping[str, Any], weights: Weights) -> Any:
    states, read, owners, n_words = states_of(batch, learned, weights)
    words, is_read = words_of(states, owners, n_words)
    words = functional.dropout(words.clamp(-CLIP, CLIP), DROPOUT)
    hidden = torch.relu(torch.einsum("nd,mdh->nmh", words, learned["hidden"]) + learned["hidden_bias"])
    logits = (hidden * learned["output"]).sum(-1) + learned["output_bias"]
    labels = torch.tensor(np.concatenate([text.labels for text in batch]))[:, None].expand_as(logits)
    taught = torch.tensor(np.concatenate([text.taught for text in batch])) & is_read
    of_babe = torch.tensor(np.concatenate([np.full(len(text.labels), text.of_babe) for text in batch]))
    counts = taught[:, None].repeat(1, MEMBERS)
    counts[:, 1::2] &= of_babe[:, None]
    losses = functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    loss = (losses * counts).sum() / counts.sum().clamp(min=1)
    judged = torch.tensor([text.of_babe for text in batch])
    if not judged.any():
        return loss
    heeded = (states @ learned["heed"]).masked_fill(~read, -1e9).softmax(-1)
    logits = (heeded[..., None] * states).sum(1) @ learned["sentence"] + learned["sentence_bias"]
    biased = torch.tensor([float(text.biased) for text in batch])
    return loss + BY_SENTENCE * functional.binary_cross_entropy_with_logits(logits[judged], biased[judged])


def words_of(states: Any, owners: Any, n_words: int) -> tuple[Any, Any]:
    """Return (words, d) means of the words' pieces, and (words,) whether any was read."""
    flat, is_own = states.reshape(-1, states.shape[-1]), owners >= 0
    sums = torch.zeros(n_words, states.shape[-1]).index_add(0, owners[is_own], flat[is_own])
    counts = torch.zeros(n_words).index_add(0, owners[is_own], torch.ones(int(is_own.sum())))
    return sums / counts.clamp(min=1)[:, None], counts > 0


def states_of(
    batch: Sequence[Text], learned: Mapping[str, Any], weights: Weights, dropout: float = DROPOUT
) -> tuple[Any, Any, Any, int]:
    """Return (texts, places, d) states, (texts, places) whether one is there, (texts · places,) numbers of the words
    that they belong to, and how many."""
    before = [weights.first, *(piece.id for piece in split(PREFIX.strip(), weights))]
    lengths = np.array([len(before) + len(text.ids) + 1 for text in batch])
    ids = np.full((len(batch), lengths.max()), weights.last, np.int64)
    owners = np.full(ids.shape, -1, np.int64)
    n_words = 0
    for row, (text, own) in enumerate(zip(batch, owners, strict=True)):
        inside = slice(len(before), len(before) + len(text.ids))
        ids[row, : len(before)], ids[row, inside] = before, text.ids
        own[inside] = [word + n_words if word >= 0 else -1 for word in text.word]
        n_words += len(text.labels)
    read = torch.arange(ids.shape[1])[None] < torch.tensor(lengths)[:, None]
    states = torch.tensor(unpack(weights.word[ids]) + weights.place[: ids.shape[1]] + weights.kind)
    states = _norm(states, weights.norm, weights)
    for k in range(len(weights.layers)):
        states = _layer(states, k, read[:, None, None, :], learned, weights, dropout)
    return states, read, torch.tensor(owners.reshape(-1)), n_words


def _layer(states: Any, k: int, read: Any, learned: Mapping[str, Any], weights: Weights, dropout: float) -> Any:
    """Return the states after layer ``k``, as ``compare.engines.contexts`` has them, with what is learned added."""
    layer = weights.layers[k]
    n, places, d = states.shape
    heads = (n, places, weights.n_heads, d // weights.n_heads)

    def line(name: str, given: Any, matrix: Floats, bias: Floats, part: int | None = None) -> Any:
        into, out = (learned[f"{name}_{end}"][k] for end in ("in", "out"))
        if part is not None:
            into, out = into[part], out[part]
        return given @ torch.from_numpy(np.ascontiguousarray(matrix)) + torch.from_numpy(bias) + given @ into @ out

    asked = [
        line("attend", states, matrix, bias, part).view(heads).transpose(1, 2)
        for part, (matrix, bias) in enumerate(
            zip(np.split(layer.attend, 3, axis=1), np.split(layer.attend_bias, 3), strict=True)
        )
    ]
    given = functional.scaled_dot_product_attention(*asked, attn_mask=read, dropout_p=dropout)
    given = line("give", given.transpose(1, 2).reshape(n, places, d), layer.give, layer.give_bias)
    states = _norm(states + functional.dropout(given, dropout), layer.given_norm, weights)
    wide = functional.gelu(line("widen", states, layer.widen, layer.widen_bias))
    narrow = line("narrow", wide, layer.narrow, layer.narrow_bias)
    return _norm(states + functional.dropout(narrow, dropout), layer.norm, weights)


def _norm(states: Any, by: tuple[Floats, Floats], weights: Weights) -> Any:
    return functional.layer_norm(
        states, states.shape[-1:], torch.from_numpy(by[0]), torch.from_numpy(by[1]), weights.epsilon
    )
