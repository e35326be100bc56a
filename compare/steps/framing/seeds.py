"""Words and phrases that we ourselves say judge, graded by how often they do; their file format and their forms.

A line ``[name grade] reason`` opens a group; below it stand words, phrases with underscores, ``v:`` verbs whose forms
are added and ``a:`` adjectives whose feminine and plural are added (Portuguese and Spanish). ``a|b`` offers
alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

MAX_PHRASE_WORDS = 8
GRADES = {1: 0.15, 2: 0.4, 3: 0.75, 4: 1.0}  # share of uses in news that judge, by our own reading
HEADING = re.compile(r"\[(\S+) ([1-4])\] (.+)")

Forms = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Graded words and phrases by group, and each group's reason in plain words.

    Values are (grade in [0, 1], number of the group).
    """

    groups: tuple[str, ...]
    reasons: tuple[str, ...]
    words: Mapping[str, tuple[float, int]]
    phrases: Mapping[tuple[str, ...], tuple[float, int]]


def parse_seeds(text: str, verb_forms: Forms, adjective_forms: Forms) -> Seeds:
    """Return the seeds of a file; a word listed twice keeps the grade it is listed with first.

    Raises ``ValueError`` for a word before the first heading.
    """
    groups: list[str] = []
    reasons: list[str] = []
    words: dict[str, tuple[float, int]] = {}
    phrases: dict[tuple[str, ...], tuple[float, int]] = {}
    grade = 0.0
    for line in text.splitlines():
        heading = HEADING.match(line)
        if heading:
            groups.append(heading[1])
            reasons.append(heading[3])
            grade = GRADES[int(heading[2])]
        elif line.strip() and not line.startswith("#"):
            if not groups:
                raise ValueError(f"seeds: {line[:40]!r} stands before the first heading")
            known = (grade, len(groups) - 1)
            for item in line.split():
                for phrase in _phrases(item, verb_forms, adjective_forms):
                    if len(phrase) == 1:
                        words.setdefault(phrase[0], known)
                    elif len(phrase) <= MAX_PHRASE_WORDS:
                        phrases.setdefault(phrase, known)
    return Seeds(tuple(groups), tuple(reasons), words, phrases)


def _phrases(item: str, verb_forms: Forms, adjective_forms: Forms) -> Iterable[tuple[str, ...]]:
    if item.startswith("v:"):
        return [(form,) for form in verb_forms(item[2:])]
    if item.startswith("a:"):
        return [(form,) for form in adjective_forms(item[2:])]
    return product(*(part.split("|") for part in item.split("_")))


# Regular endings by conjugation: third persons, first person plural, infinitive, gerund, participles.
_ENDINGS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "pt": {
        "ar": "a am ou aram ava avam ando ado ada ados adas ará arão aria ariam e em asse assem ar amos".split(),
        "er": "e em eu eram ia iam endo ido ida idos idas erá erão eria eriam a am esse essem er emos".split(),
        "ir": "e em iu iram ia iam indo ido ida idos idas irá irão iria iriam a am isse issem ir imos".split(),
    },
    "es": {
        "ar": "a an ó aron aba aban ando ado ada ados adas ará arán aría arían e en ara aran ar amos".split(),
        "er": "e en ió ieron ía ían iendo ido ida idos idas erá erán ería erían a an iera ieran er emos".split(),
        "ir": "e en ió ieron ía ían iendo ido ida idos idas irá irán iría irían a an iera ieran ir imos".split(),
    },
}
_BEFORE_E = {"pt": {"c": "qu", "g": "gu", "ç": "c"}, "es": {"c": "qu", "g": "gu", "z": "c"}}


def romance_verb(lemma: str, language: str) -> list[str]:
    """Return the forms of a regular Portuguese (``pt``) or Spanish (``es``) verb that news uses, the lemma first.

    A verb of another conjugation is returned alone.
    """
    endings = _ENDINGS[language].get(lemma[-2:])
    if endings is None:
        return [lemma]
    stem = lemma[:-2]
    soft = lemma[-2:] == "ar" and stem[-1:] in _BEFORE_E[language]
    forms = [lemma]
    for ending in endings:
        before = stem[:-1] + _BEFORE_E[language][stem[-1]] if soft and ending[0] == "e" else stem
        forms.append(before + ending)
    return list(dict.fromkeys(forms))


def romance_adjective(form: str, language: str) -> list[str]:
    """Return an adjective's or noun's masculine, feminine and plural forms, the given form first."""
    if form.endswith("o"):
        return [form, form[:-1] + "a", form + "s", form[:-1] + "as"]
    if form.endswith("dor"):
        return [form, form + "a", form + "es", form + "as"]
    if form.endswith("ês" if language == "pt" else "és"):
        return [form, form[:-2] + "esa", form[:-2] + "eses", form[:-2] + "esas"]
    if language == "pt" and form.endswith(("al", "el", "ol", "ul")):
        vowel = form[-2] if form.endswith(("al", "ul", "vel")) else {"e": "é", "o": "ó"}[form[-2]]
        return [form, form[:-2] + vowel + "is"]
    if language == "pt" and form.endswith("il"):
        return [form, form[:-2] + "is", form[:-2] + "eis"]
    if language == "pt" and form.endswith("z"):
        return [form, form + "es"]
    if form[-1] in "aeiouéáí":
        return [form, form + "s"]
    return [form, form[:-1] + "ces" if form.endswith("z") else form + "es"]
