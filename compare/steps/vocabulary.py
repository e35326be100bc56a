"""What is known of English words: parts of speech, senses, lemmas, the place an adjective belongs to.

Owns the form of ``data/framing/vocabulary-en.txt`` and the nearness of two words by their senses. Reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

PERSON, GROUP, PLACE, ACT, EVENT = 18, 14, 15, 4, 11  # WordNet's lexicographer files
SHORT_PART, SHORT_COMPOUND, LONG_PART = 4, 8, 24  # letters; shorter parts make compounds of words that are none
MAX_DEPTH = 20  # steps up the hypernyms; WordNet's deepest noun has 19


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A table of words of one language; an empty one knows no word.

    ``tags`` maps a word to the letters of its parts of speech, likeliest first (N noun, V verb, D past, E participle,
    G -ing, J adjective, R adverb). ``nouns`` and ``verbs`` map a lemma to its first senses, ``parents`` a sense to its
    hypernym, ``classes`` a sense to WordNet's lexicographer file. ``bases`` maps a noun to the verb it is made from,
    ``places`` an adjective to its place (french → france), ``irregular`` a plural to its singular (men → man),
    ``irregular_verbs`` a form of a verb to its base.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    verbs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    parents: Mapping[int, int] = field(default_factory=dict)
    classes: Mapping[int, int] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    irregular: Mapping[str, str] = field(default_factory=dict)
    irregular_verbs: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def noun_lemma(self, form: str) -> str:
        """Return the singular of a noun, lower case; a word that is none of ours loses its plain plural ending."""
        if form in self.irregular and self.irregular[form] in self.nouns:
            return self.irregular[form]
        if form.endswith(("ss", "us", "is")):
            return form
        for ending, instead in NOUN_ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= 2:
                base = form[: len(form) - len(ending)] + instead
                if base in self.nouns and (len(base) >= 3 or form not in self.nouns):
                    return base
        return form[:-1] if form.endswith("s") and form not in self.nouns and len(form) > 3 else form

    def verb_lemma(self, form: str) -> str:
        """Return the base form of a verb, lower case; an unknown one as it is."""
        if form in self.irregular_verbs:
            return self.irregular_verbs[form]
        if form in self.verbs:
            return form
        for ending in ("s", "es", "ed", "d", "ing", "ies", "ied"):
            if form.endswith(ending) and len(form) - len(ending) >= 2:
                base = form[: len(form) - len(ending)]
                for candidate in (base + "e", base, base[:-1] if base[-1:] == base[-2:-1] else "", base + "y"):
                    if candidate in self.verbs:
                        return candidate
        return form

    def senses(self, noun: str) -> tuple[int, ...]:
        """Return the first senses of a noun; of a compound that is not listed those of its last part (slide-show)."""
        found = self.nouns.get(noun)
        if found is not None or len(noun) < SHORT_COMPOUND:
            return found or ()
        last = noun.rsplit("-", 1)[-1]
        if last in self.nouns:
            return self.nouns[last]
        for cut in range(SHORT_PART, min(len(noun), LONG_PART) - SHORT_PART + 1):
            if noun[cut:] in self.nouns and noun[:cut] in self.tags:
                return self.nouns[noun[cut:]]
        return ()

    def kind(self, noun: str) -> int:
        """Return the lexicographer file of a noun's first sense, or -1."""
        senses = self.senses(noun)
        return self.classes.get(senses[0], -1) if senses else -1

    def may_be(self, noun: str, kind: int) -> bool:
        """True when one of the noun's first senses is of that lexicographer file."""
        return any(self.classes.get(sense) == kind for sense in self.senses(noun))

    def above(self, sense: int) -> Iterator[int]:
        """Yield the sense and its hypernyms, nearest first."""
        for _ in range(MAX_DEPTH):
            yield sense
            if sense not in self.parents:
                return
            sense = self.parents[sense]

    def nearness(self, one: str, other: str, *, verbs: bool = False) -> float:
        """Return how near two words stand by their senses, in [0, 1]: 1 for one sense, 0 for unknown or unrelated ones.

        The measure of Wu and Palmer (1994) over the first senses, with rarer senses counting a little less.
        """
        lefts, rights = (
            (self.verbs.get(one, ()), self.verbs.get(other, ())) if verbs else (self.senses(one), self.senses(other))
        )
        best = 0.0
        above = [list(self.above(right)) for right in rights]
        for i, left in enumerate(lefts):
            ours = list(self.above(left))
            for j, theirs in enumerate(above):
                common = next((sense for sense in ours if sense in theirs), None)
                if common is None:
                    continue
                depth = len(ours) - ours.index(common)
                value = 2 * depth / (len(ours) + len(theirs)) * LATER_SENSE ** (i + j)
                best = max(best, value)
        return best


NOUN_ENDINGS = (("ies", "y"), ("s", ""), ("es", ""), ("men", "man"))
LATER_SENSE = 0.9  # each sense further down the list is rarer; 1.0 let "party" and "meeting" meet too easily


def parse_vocabulary(text: str) -> Vocabulary:
    """Return the table held by a vocabulary file. Raises ``ValueError`` on a line of another form."""
    tags, bases, irregular, places = dict[str, str](), dict[str, str](), dict[str, str](), dict[str, str]()
    forms = dict[str, str]()
    nouns, verbs = dict[str, tuple[int, ...]](), dict[str, tuple[int, ...]]()
    parents, classes = dict[int, int](), dict[int, int]()
    for number, line in enumerate(text.splitlines(), 1):
        kind, *parts = line.split(" ")
        if kind == "W" and len(parts) == 5:
            word, tag, own, deeds, base = parts
            tags[word] = tag
            if own != "-":
                nouns[word] = tuple(int(sense, 36) for sense in own.split(","))
            if deeds != "-":
                verbs[word] = tuple(int(sense, 36) for sense in deeds.split(","))
            if base != "-":
                bases[word] = base
        elif kind == "S" and len(parts) == 3:
            sense = int(parts[0], 36)
            classes[sense] = int(parts[2], 36)
            if parts[1] != "-":
                parents[sense] = int(parts[1], 36)
        elif kind in "IF" and len(parts) == 2:
            (irregular if kind == "I" else forms)[parts[0]] = parts[1]
        elif kind == "P" and len(parts) == 2:
            places[parts[0]] = parts[1]
        elif line and kind != "#":
            raise ValueError(f"vocabulary, line {number}: expected '# S W I F P' and columns, found {line[:60]!r}")
    return Vocabulary(tags, nouns, verbs, parents, classes, bases, irregular, forms, places)
