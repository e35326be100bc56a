"""Learn which two sentences are not worth comparing word by word, from what the whole network says of them.

    python -m tests.bench.first_sight [--out FILE]

The network of ``compare/steps/framing/beside.py`` sees at first sight, for little, how far the words of two sentences
cover each other and how near they are in meaning. From that a line of ten numbers (``first``) is learned: how likely
the network, once it has compared them word by word, would say that they tell one matter. Learned from every fourth
event that the network itself learned from; what is lost in the held events is printed. Ten minutes on two cores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from sklearn.linear_model import LogisticRegression

from compare.engines.contexts import ContextReader, StateReader, WordJudge
from compare.engines.meaning import E5Embedder
from compare.files.weights import DATA, read_beside, read_loaded, write_beside
from compare.steps.framing.aligned import ACROSS_LANGUAGES
from compare.steps.framing.beside import HOPELESS, BesideModel, Candidates, Floats, Words, candidates_of, words_beside
from tests.bench.events import EVENTS, Event, read_events
from tests.bench.held_events import HELD, held_events
from tests.bench.translated_events import Translated, translate_events

EVERY = 4  # of the events: ten numbers need no more
EVEN = 0.5


class Reader:
    """What the program reads of events before it compares sentences."""

    def __init__(self, model: BesideModel) -> None:
        self.embedder, self.judge = E5Embedder(), WordJudge.of(read_loaded())
        self.states = StateReader(ContextReader(model.tuning))

    def of(self, event: Event, abroad: Mapping[str, Translated] | None = None) -> tuple[list[Words], list[Candidates]]:
        """Return the words of an event's sentences and what each is read beside; ``abroad`` has what every other outlet
        wrote instead, and how that is shown. 25 ms a sentence."""
        words: list[Words] = []
        vectors: list[Floats] = []
        for k, told in enumerate(event.outlets.values()):
            texts = [one.text for one in told]
            far = [abroad[text] for text in texts] if abroad is not None and k % 2 else None
            shown = [one.shown.text for one in far] if far else texts
            vectors.append(self.embedder.embed([one.written.text for one in far] if far else texts))
            words += [
                words_beside(text, states, odds, is_translated=far is not None)
                for text, states, odds in zip(shown, self.states.read(shown), self.judge.read(shown), strict=True)
            ]
        firsts = np.cumsum([0, *(len(own) for own in vectors)]).tolist()
        beside: list[Candidates] = []
        for k, own in enumerate(vectors):
            raised = [ACROSS_LANGUAGES if abroad is not None and (j - k) % 2 else 0.0 for j in range(len(vectors))]
            others = zip(firsts, vectors, raised, strict=False)
            beside += candidates_of(own, [other for j, other in enumerate(others) if j != k])
        return words, beside


def pairs_of(model: BesideModel, read: tuple[list[Words], list[Candidates]]) -> tuple[Floats, Floats]:
    """Return of all pairs of an event (n, 9) what is seen at first sight, and (n,) whether the network, which compares
    each of them word by word, says that they tell one matter."""
    words, beside = read
    whole = replace(model, first=np.append(np.zeros(9), 30).astype(np.float32))  # nothing is hopeless
    same = np.concatenate([found.same for found in whole.read(words, beside)])
    return np.concatenate(model.signs(words, beside)), np.asarray(same >= EVEN, np.float32)


def with_first_sight(model: BesideModel, events: Sequence[Event], reader: Reader) -> BesideModel:
    """Return the model with a line that foretells what it says of pairs."""
    seen = [pairs_of(model, reader.of(event)) for event in events[::EVERY]]
    signs, same = (np.concatenate(parts) for parts in zip(*seen, strict=True))
    line = LogisticRegression(C=100.0, max_iter=1000).fit(signs, same)
    return replace(model, first=np.append(line.coef_[0], line.intercept_[0]).astype(np.float32))


def measure(model: BesideModel, reader: Reader) -> None:
    """Print what share of the held events' pairs is hopeless at first sight, and of those of one matter."""
    held = held_events()
    for name, abroad in (("as written", None), ("every other outlet translated", translate_events(held))):
        seen = [pairs_of(model, reader.of(event, abroad)) for event in held]
        signs, same = (np.concatenate(parts) for parts in zip(*seen, strict=True))
        hopeless = 1 / (1 + np.exp(-(signs @ model.first[:-1] + model.first[-1]))) < HOPELESS
        lost = (hopeless & (same > 0)).sum() / max(1, (same > 0).sum())
        typer.echo(f"Held events, {name}: {hopeless.mean():.3f} hopeless, {lost:.4f} of those of one matter")


def main(
    out: Annotated[Path, typer.Option(help="Where the weights go.")] = DATA / "beside.npz",
) -> None:
    """Learn the line anew for the weights that ship, measure, write them."""
    model = read_beside()
    reader = Reader(model)
    learned = read_events([file for file in sorted(EVENTS.glob("*.txt")) if file.stem not in HELD])
    model = with_first_sight(model, learned, reader)
    measure(model, reader)
    write_beside(model, out)


if __name__ == "__main__":
    typer.run(main)
