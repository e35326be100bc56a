"""Our events as an outlet of another language would have told them: in Portuguese, and translated back to English.

What was written in English is put into Portuguese by one engine and back by the other; one event in six by a
language model, freely, as a newspaper's translator would (``portuguese.tsv``), and back by the engine. The marks go
with their words: a word goes to those whose meaning in place is nearest, both ways (as Dou and Neubig 2021 align
words). What the way there and back made of a sentence is no framing, and so teaches what a translation does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_uppercase

import ctranslate2
import numpy as np
import numpy.typing as npt
import sentencepiece

from compare.engines.argos import Shelf
from compare.engines.contexts import ContextReader, StateReader
from compare.steps.framing.beside import TOKEN, Floats
from tests.bench.events import EVENTS, Event, Mark, Told, read_events
from tests.bench.framing import PACKAGES

# By hand: greedy translations differ little from those of wider beams, and an engine's worst ones teach, too.
BEAM, BATCH_TOKENS = 2, 2_048
# Cosine, less the mean of each side, above which a word is taken for a marked one's though that one is nearer to
# another. By eye on 40 sentences.
NEAR_WORD = 0.5
THERE, BACK = "en_pt", "pt_en"
PORTUGUESE = EVENTS / "portuguese.tsv"


@dataclass(frozen=True, slots=True)
class Translated:
    """A sentence in Portuguese, as if ``written`` there, and ``shown``: that translated to English. Both with the
    facts and the marks of the sentence that was told."""

    written: Told
    shown: Told


def translate_events(events: Sequence[Event]) -> dict[str, Translated]:
    """Return each sentence of the events, by its text, as another language tells it; 40 ms a sentence on two cores."""
    told = list({one.text: one for event in events for outlet in event.outlets.values() for one in outlet}.values())
    freely = read_portuguese()
    texts = [one.text for one in told]
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        for file in sorted(PACKAGES.glob("*.argosmodel")):
            shelf.install(file)
        left = [text for text in texts if text not in freely]
        in_portuguese = freely | dict(zip(left, _translate(left, Path(folder), THERE), strict=True))
        written = [in_portuguese[text] for text in texts]
        shown = _translate(written, Path(folder), BACK)
    ways = (carried(told, side) for side in (written, shown))
    return {one.text: Translated(*both) for one, both in zip(told, zip(*ways, strict=True), strict=True)}


def read_portuguese(path: Path = PORTUGUESE) -> dict[str, str]:
    """Return the free translations of sentences into Portuguese, by their English.

    A line has the name of a file, the number of an event in it, an outlet's letter and a sentence's number
    (``crime.4.A1``), a tab, and the sentence. Raises ``ValueError`` for a line about no sentence, or one about a
    sentence that was there before.
    """
    known: dict[str, dict[str, str]] = {}
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        where, tab, text = line.partition("\t")
        name = where.partition(".")[0]
        if name not in known:
            known[name] = _sentences_of(path.with_name(f"{name}.txt"))
        if not tab or where not in known[name]:
            raise ValueError(f"{path.name}: no sentence is called {where!r}")
        if known[name][where] in found:
            raise ValueError(f"{path.name}: {where} is there twice")
        found[known[name][where]] = text
    return found


def _sentences_of(path: Path) -> dict[str, str]:
    """Return the sentences of a file of events by their names."""
    events = read_events([path]) if path.exists() else []
    return {
        f"{path.stem}.{number}.{letter}{k}": one.text
        for number, event in enumerate(events, 1)
        for letter, outlet in zip(ascii_uppercase, event.outlets.values(), strict=False)
        for k, one in enumerate(outlet, 1)
    }


def carried(told: Sequence[Told], texts: Sequence[str]) -> list[Told]:
    """Return the sentences in other words, in one other language or their own, with the marks whose words are found
    there; 15 ms a sentence that has marks."""
    marked = [k for k, one in enumerate(told) if one.marks]
    own, theirs = _read([told[k].text for k in marked]), _read([texts[k] for k in marked])
    centres = _centre(own), _centre(theirs)
    found = [replace(one, text=text, marks=()) for one, text in zip(told, texts, strict=True)]
    for k, one, other in zip(marked, own, theirs, strict=True):
        found[k] = replace(found[k], marks=_marks(told[k], _links(one, other, *centres), other))
    return found


def _translate(texts: Sequence[str], packages: Path, way: str) -> list[str]:
    package = next(packages.glob(f"translate-{way}-*/model")).parent
    engine = ctranslate2.Translator(str(package / "model"), device="cpu", intra_threads=2)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    found = engine.translate_batch(
        [pieces.encode(text, out_type=str) for text in texts],
        beam_size=BEAM,
        max_batch_size=BATCH_TOKENS,
        batch_type="tokens",
    )
    return [pieces.decode(one.hypotheses[0]) for one in found]


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a text: ``spans`` (w, 2), and ``states`` (w, d) of what they mean there."""

    text: str
    spans: npt.NDArray[np.int64]
    states: Floats


def _read(texts: Sequence[str]) -> list[_Read]:
    found = zip(texts, StateReader(ContextReader()).read(texts), strict=True)
    return [_Read(text, _spans(text), np.nan_to_num(states)) for text, states in found]


def _spans(text: str) -> npt.NDArray[np.int64]:
    return np.array([match.span() for match in TOKEN.finditer(text)], np.int64).reshape(-1, 2)


def _centre(read: Sequence[_Read]) -> Floats:
    if not read:
        return np.zeros(0, np.float32)
    return np.asarray(np.concatenate([one.states for one in read]).mean(axis=0), np.float32)


def _links(one: _Read, other: _Read, centre: Floats, far: Floats) -> npt.NDArray[np.bool_]:
    """Return (own words, other words): which are each other's."""
    if not len(one.spans) or not len(other.spans):
        return np.zeros((len(one.spans), len(other.spans)), np.bool_)
    own, theirs = one.states - centre, other.states - far
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    theirs /= np.maximum(np.linalg.norm(theirs, axis=1, keepdims=True), 1e-9)
    likeness = own @ theirs.T
    back = likeness.argmax(axis=0)[None] == np.arange(len(own))[:, None]
    there = likeness.argmax(axis=1)[:, None] == np.arange(len(theirs))[None]
    return np.asarray(back & (there | (likeness >= NEAR_WORD)), np.bool_)


def _marks(told: Told, links: npt.NDArray[np.bool_], other: _Read) -> tuple[Mark, ...]:
    """Return the marks whose words are found in the sentence in other words, as they stand there."""
    spans = _spans(told.text)
    marks: list[Mark] = []
    for mark in told.marks:
        inside = (spans[:, 0] < mark.end) & (spans[:, 1] > mark.start)
        at = np.flatnonzero(links[inside].any(axis=0))
        if len(at) and at[-1] - at[0] < 2 * inside.sum() + 2:
            marks.append(replace(mark, start=int(other.spans[at[0], 0]), end=int(other.spans[at[-1], 1])))
    return tuple(marks)
