"""Forms of a word that count as the same word: plural, tense, gender. Deliberately timid: a miss is a word marked."""

from __future__ import annotations

from functools import lru_cache

from compare.steps.fold import fold

_IRREGULAR = {
    "en": """say said says saying|kill killed kills killing|man men|woman women|child children|go goes went gone
        going| come came comes coming|make made makes making|take took takes taken taking|tell told tells
        telling| leave left leaves leaving|hold held holds holding|find found finds finding|know knew knows
        known| give gave gives given giving|see saw sees seen|get got gets getting|become became becomes|begin
        began begins begun| die died dies dying|lead led leads leading|meet met meets meeting|fall fell falls
        fallen|rise rose rises risen| person people persons|foot feet|hit hits hitting|run ran runs running|pay
        paid pays|send sent sends| win won wins winning|lose lost loses losing|speak spoke speaks spoken|write
        wrote writes written""",
    "pt": """dizer diz dizem disse disseram dito|matar mata matam matou mataram|morrer morre morrem morreu morreram|
        fazer faz fazem fez fizeram|ter tem têm teve tiveram|ir vai vão|atacar ataca atacam atacou atacaram""",
    "es": """decir dice dicen dijo dijeron dicho|matar mata matan mató mataron|morir muere mueren murió murieron|
        hacer hace hacen hizo hicieron|atacar ataca atacan atacó atacaron""",
}
_ENDINGS = {
    "en": ("'s", "’s", "ies", "ied", "ing", "ed", "es", "s"),
    "pt": ("os", "as", "es", "o", "a", "e", "s"),
    "es": ("os", "as", "es", "o", "a", "e", "s"),
    "it": ("o", "a", "e", "i"),
    "fr": ("es", "e", "s", "x"),
    "de": ("en", "es", "er", "em", "e", "n", "s"),
}
MIN_STEM = 4  # letters left: below that different words fall together ("red" and "rs")


def _irregular() -> dict[tuple[str, str], str]:
    return {
        (language, fold(form)): fold(forms.split()[0])
        for language, groups in _IRREGULAR.items()
        for forms in groups.split("|")
        for form in forms.split()
    }


IRREGULAR = _irregular()


@lru_cache(maxsize=65_536)
def stem(folded: str, language: str) -> str:
    """Return what the forms of one word have in common; ``folded`` is a word after :func:`fold`."""
    if (language, folded) in IRREGULAR:
        return IRREGULAR[language, folded]
    for ending in _ENDINGS.get(language, ()):
        base = folded[: -len(ending)]
        if folded.endswith(ending) and len(base) >= MIN_STEM:
            return _english(base, ending) if language == "en" else base
    return folded[:-1] if language == "en" and folded.endswith("e") and len(folded) > MIN_STEM else folded


def _english(base: str, ending: str) -> str:
    """Undo the spelling that English endings change: planned, tries, makes."""
    if ending in ("ies", "ied"):
        return base + "y"
    if ending == "s" and base.endswith(("s", "u", "i")):
        return base + "s"
    if ending in ("ed", "ing") and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base[:-1] if base.endswith("e") and len(base) > MIN_STEM else base
