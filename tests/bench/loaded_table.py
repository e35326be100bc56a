"""The word table that the loaded-word model looks words up in: what is known of a word before any sentence is read.

Sources: word frequencies (wordfreq, data CC BY-SA 4.0), sentiment (VADER, MIT), polarity and subjectivity (Pattern's
list, PDDL), how much more often a word stands in flagged Wikipedia statements (CC BY-SA), our own seeds, and the e5
vector of the word alone, from which the seeds' judgement is carried over to words that no list has.
"""

from __future__ import annotations

import hashlib
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compare.steps.framing.loaded_features import WORD, Table, fold_word
from compare.steps.framing.seeds import Seeds, parse_seeds

Floats = npt.NDArray[np.float32]
SEEDS = Path(__file__).resolve().parents[2] / "compare" / "data" / "framing" / "loaded-seeds-en.txt"
FREQUENT = 30_000  # most frequent English words taken in; beyond, names and misspellings prevail
DIMENSIONS = 64  # of the stored word vectors
PLAIN = re.compile(r"[a-z]+(?:[-'][a-z]+)*$")
IRREGULAR = {
    "beg": "begs begged begging", "rip": "rips ripped ripping", "steal": "steals stole stolen stealing",
    "break": "breaks broke broken breaking", "flee": "flees fled fleeing", "hide": "hides hid hidden hiding",
    "lie": "lies lied lying", "lose": "loses lost losing", "fight": "fights fought fighting",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "tear": "tears tore torn tearing", "crow": "crows crowed crowing",
    "overthrow": "overthrows overthrew overthrown overthrowing", "swear": "swears swore sworn swearing",
    "spin": "spins spun spinning", "shine": "shines shone shining", "forsake": "forsakes forsook forsaken",
    "mislead": "misleads misled misleading",
    "overrun": "overruns overran overrunning",
    "slink": "slinks slunk slinking",
    "bite": "bites bit bitten biting", "shed": "sheds shedding", "shun": "shuns shunned shunning",
    "fling": "flings flung flinging", "slay": "slays slew slain slaying", "bleed": "bleeds bled bleeding",
    "shoot": "shoots shot shooting", "weep": "weeps wept weeping", "forgive": "forgives forgave forgiven forgiving",
    "shake": "shakes shook shaken shaking", "stick": "sticks stuck sticking", "cost": "costs costing",
    "hurt": "hurts hurting", "quit": "quits quitting", "spy": "spies spied spying",
}  # fmt: skip


def inflect(lemma: str, zipf: Mapping[str, float]) -> list[str]:
    """Return the forms of a regular verb, the spelling of each that is used more; listed forms for the others."""
    if lemma in IRREGULAR:
        return [lemma, *IRREGULAR[lemma].split()]
    if lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    third = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else lemma
    forms = [lemma, third]
    for ending in ("ed", "ing"):
        options = [stem + ending, lemma + lemma[-1] + ending]
        forms.append(max(options, key=lambda form: (zipf.get(form, 0.0), -len(form))))
    return forms


def read_seeds(path: Path, zipf: Mapping[str, float]) -> Seeds:
    """Read the English seed file."""
    return parse_seeds(path.read_text(encoding="utf-8"), lambda lemma: inflect(lemma, zipf), lambda form: (form,))


@dataclass(frozen=True, slots=True)
class Lists:
    """What others have listed of single words."""

    zipf: Mapping[str, float]
    vader: Mapping[str, float]
    polarity: Mapping[str, float]
    subjectivity: Mapping[str, float]


def read_lists() -> Lists:
    """Read the lists out of the installed packages wordfreq, vaderSentiment and textblob."""
    from wordfreq import get_frequency_dict, zipf_frequency

    zipf = {
        word: zipf_frequency(word, "en", wordlist="large")
        for word in get_frequency_dict("en", wordlist="large")
        if PLAIN.match(word)
    }
    vader = {}
    file = package_folder("vaderSentiment") / "vader_lexicon.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        word, mean = line.split("\t")[:2]
        if PLAIN.match(word):
            vader[word] = float(mean)
    polarity, subjectivity = defaultdict(list), defaultdict(list)
    pattern = package_folder("textblob") / "en" / "en-sentiment.xml"
    for entry in ET.parse(pattern).getroot().iter("word"):
        word = str(entry.get("form")).lower()
        polarity[word].append(float(str(entry.get("polarity"))))
        subjectivity[word].append(float(str(entry.get("subjectivity"))))
    return Lists(
        zipf,
        vader,
        {word: sum(found) / len(found) for word, found in polarity.items()},
        {word: sum(found) / len(found) for word, found in subjectivity.items()},
    )


def package_folder(name: str) -> Path:
    """Return where an installed package keeps its files, without importing it."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed: pip install -r requirements-dev.txt")
    return Path(spec.origin).parent


def vocabulary(lists: Lists, seeds: Seeds, texts: Iterable[str]) -> list[str]:
    """Return the words of the table: frequent, listed, or twice in the texts to learn from."""
    frequent = sorted(lists.zipf, key=lambda word: (-lists.zipf[word], word))[:FREQUENT]
    seen = Counter(fold_word(form) for text in texts for form in WORD.findall(text))
    words = dict.fromkeys(frequent)
    for more in (lists.vader, lists.polarity, seeds.words, (word for word, n in seen.items() if n > 1)):
        words.update(dict.fromkeys(word for word in more if PLAIN.match(word)))
    return list(words)


def fold_of(word: str, folds: int) -> int:
    """Put forms of one word into one fold: those that share their first letters."""
    return int(hashlib.sha256(word[:5].encode()).hexdigest(), 16) % folds


COLUMNS = (
    "rarity", "vader", "vader_size", "polarity", "polarity_size", "subjectivity", "listed", "grade", "strong",
    "flagged", "flagged_size",
    "like_grade", "like_strong", "like_vader", "like_subjective",
    "like_fight", "like_label", "like_praise", "like_harm",
)  # fmt: skip


def columns_of(
    words: Sequence[str], lists: Lists, seeds: Seeds, vectors: Floats, flagged: Mapping[str, float]
) -> Floats:
    """Return (words, COLUMNS) followed by one column a seed group.

    The ``like_`` columns say what the word's vector makes of it, learned from the listed words in other folds.
    """
    index = {word: row for row, word in enumerate(words)}
    size = len(words)
    out = np.zeros((size, len(COLUMNS) + len(seeds.groups)), np.float32)
    at = {name: number for number, name in enumerate(COLUMNS)}
    for word, row in index.items():
        out[row, at["rarity"]] = 1 - lists.zipf.get(word, 0.0) / 8
        out[row, at["vader"]] = lists.vader.get(word, 0.0) / 4
        out[row, at["polarity"]] = lists.polarity.get(word, 0.0)
        out[row, at["subjectivity"]] = lists.subjectivity.get(word, 0.0)
        out[row, at["listed"]] = (word in lists.vader) + (word in lists.polarity)
        out[row, at["flagged"]] = flagged.get(word, 0.0)
        if word in seeds.words:
            grade, group = seeds.words[word]
            out[row, at["grade"]] = grade
            out[row, at["strong"]] = grade > 0.5
            out[row, len(COLUMNS) + group] = 1
    for name in ("vader", "polarity", "flagged"):
        out[:, at[f"{name}_size"]] = np.abs(out[:, at[name]])
    group = {name: len(COLUMNS) + number for number, name in enumerate(seeds.groups)}
    targets = np.stack(
        [
            out[:, at["grade"]],
            out[:, at["strong"]],
            out[:, at["vader"]],
            out[:, at["subjectivity"]],
            out[:, group["fight"]] + out[:, group["fightnoun"]],
            out[:, group["label"]],
            out[:, group["praise"]],
            out[:, group["harm"]],
        ],
        axis=1,
    )
    out[:, at["like_grade"] : len(COLUMNS)] = carry_over(words, vectors, targets)
    return out


def carry_over(words: Sequence[str], vectors: Floats, targets: Floats, folds: int = 5, ridge: float = 3.0) -> Floats:
    """Return what ridge regression on the other folds' words predicts from each word's vector, by kernel features.

    Listed words weigh as much together as all unlisted ones: most unlisted words are plain, but not all.
    """
    rng = np.random.default_rng(0)
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    # Random Fourier features (Rahimi and Recht 2007), width and number not tuned: a word is judged by its neighbours,
    # not by a direction alone.
    waves = rng.normal(0, 1.0, (centred.shape[1], 600)).astype(np.float32)
    phases = rng.uniform(0, 2 * np.pi, 600).astype(np.float32)
    near = np.cos(centred @ waves * 1.4 + phases) / 8
    features = np.concatenate([centred * 2, near, np.ones((len(words), 1))], axis=1)
    listed = (np.abs(targets) > 0).any(axis=1)
    weight = np.where(listed, (~listed).sum() / max(1, listed.sum()), 1.0).astype(np.float32)
    fold = np.array([fold_of(word, folds) for word in words])
    scaled = features * weight[:, None]
    whole, wanted = features.T @ scaled, scaled.T @ targets
    out = np.zeros_like(targets)
    for k in range(folds):
        part = fold == k
        own, own_wanted = features[part].T @ scaled[part], scaled[part].T @ targets[part]
        penalty = ridge * np.eye(features.shape[1])
        out[part] = features[part] @ np.linalg.solve(whole - own + penalty, wanted - own_wanted)
    return out.astype(np.float32)


def flagged_words(biased: Sequence[str], plain: Sequence[str]) -> dict[str, float]:
    """Return log-odds in standard deviations / 4, in [-1, 1], of words in flagged over plain statements.

    Informative prior after Monroe, Colaresi and Quinn, "Fightin' Words" (2008).
    """
    counts = [Counter(fold_word(f) for text in texts for f in set(WORD.findall(text))) for texts in (biased, plain)]
    totals = [sum(count.values()) for count in counts]
    out = {}
    for word in set(counts[0]) | set(counts[1]):
        prior = 0.01 * (counts[0][word] + counts[1][word]) + 0.5
        a, b = counts[0][word] + prior, counts[1][word] + prior
        z = (np.log(a / (totals[0] - a)) - np.log(b / (totals[1] - b))) / np.sqrt(1 / a + 1 / b)
        out[word] = float(np.clip(z / 4, -1, 1))
    return out


def reduce(vectors: Floats, dimensions: int) -> tuple[Floats, Floats]:
    """Return the mean and the (d, dimensions) principal axes of ``vectors``."""
    mean = vectors.mean(0)
    _, axes = np.linalg.eigh(np.cov((vectors - mean).T))
    return mean.astype(np.float32), axes[:, ::-1][:, :dimensions].astype(np.float32)


def make_table(words: Sequence[str], columns: Floats, vectors: Floats, seeds: Seeds) -> Table:
    """Return the table as the model uses it."""
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    marks = []
    for row, (phrase, (grade, group)) in enumerate(sorted(seeds.phrases.items())):
        phrases[phrase[0]].append((phrase, row))
        marks.append((grade, group))
    return Table(
        {word: row for row, word in enumerate(words)},
        columns,
        vectors,
        {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in phrases.items()},
        np.array(marks, np.float32),
    )
