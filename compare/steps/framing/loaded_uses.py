"""How a sentence uses a word that may judge: in a fixed phrase, turned round, as somebody else's; and which class of
word it is there, where its form says so.

Owns what forms tell; the phrases are those of ``loaded-uses-*.txt``. Knows nothing of outlets or weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from compare.domain import Span
from compare.steps.framing.seeds import parse_seeds
from compare.steps.framing.words import CLAUSE_END, Phrases, Word, clause_bounds, make_phrases, numbers_within

Forms = frozenset[str]
NO_FORMS: Forms = frozenset()

PLAIN, ART, WHOLE, DISOWNED, DENIED, OTHER, FIGHTING = "plain art whole disowned denied other fighting".split()
LYING, INJURED, COMPLEMENT, UNCLASSED, FEELING = "lying injured complement unclassed feeling".split()
FIGHTING_SHARE = 0.25  # of the sentences of a story about fighting; by hand
REACH = 3  # words between what disowns a word and the word: "wrongly treated as mere cheats"; by hand


@dataclass(frozen=True, slots=True)
class Uses:
    """Phrases by what they make of their words, and single words. An empty one knows nothing."""

    phrases: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """Phrases of which no word judges (``PLAIN``, ``ART``), and those that judge as a ``WHOLE``."""
    disowned: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """What stands before a word that is not the outlet's own: "wrongly accused"."""
    denied: Forms = NO_FORMS
    """What turns the next word round: "hardly"."""
    other: Forms = NO_FORMS
    """False friends: words that in English shaped by another language are often the plain ones."""
    fighting: Forms = NO_FORMS
    """What is told of where people fight."""
    lying: Forms = NO_FORMS
    """Forms of "lie" that are a verb of place, too."""
    injured: Forms = NO_FORMS
    """What a part of the body may be, and a promise."""
    complements: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """Verbs that are figures only before what follows them here: "kneel before"."""
    unclassed: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """What judges, but not as the class says that it is listed in."""
    feeling: Forms = NO_FORMS
    """What people feel: a fact about those of whom it is told, and no judgement of the outlet's."""

    def part(self, words: Sequence[Word], span: Span) -> Span:
        """Return the span, widened to phrases that judge as a whole and of which it has a word. O(words)."""
        for hit in self.phrases.find(words):
            own = Span(words[hit.first].start, words[hit.last].end)
            if hit.value == WHOLE and own.overlaps(span):
                span = Span(min(own.start, span.start), max(own.end, span.end))
        return span

    def is_of_fighting(self, sentences: Sequence[Sequence[Word]]) -> bool:
        """True where a quarter of the sentences or more tell of people who fight. O(words)."""
        n = sum(any(word.form in self.fighting for word in words) for words in sentences)
        return n > 0 and n >= FIGHTING_SHARE * len(sentences)

    def is_unclassed(self, words: Sequence[Word], span: Span) -> bool:
        """True of a word or phrase whose class says something else than what it does. O(words)."""
        found = self.unclassed.find(words)
        return any(Span(words[hit.first].start, words[hit.last].end).overlaps(span) for hit in found)

    def is_plain(self, text: str, words: Sequence[Word], span: Span, function: Forms) -> bool:
        """True where every word of the span, small ones aside, is part of a phrase of which none judges, or where what
        stands before it turns it round or says that it is not the outlet's own; and of small words alone. O(words)."""
        inside = numbers_within(words, span)
        telling = [k for k in inside if words[k].form not in function]
        if not inside or (not telling and len(inside) == 1):
            return bool(inside)
        found = (hit for hit in self.phrases.find(words) if hit.value != WHOLE)
        covered = {k for hit in found for k in range(hit.first, hit.last + 1)}
        if telling and covered.issuperset(telling):
            return True
        first, before = inside[0], inside[0] - 1
        if before >= 0 and words[before].form in self.denied:
            return not CLAUSE_END.search(text, words[before].end, words[first].start)
        return any(
            hit.last < first <= hit.last + 1 + REACH and clause_bounds(text, words, first)[0] <= hit.first
            for hit in self.disowned.find(words)
        )


def parse_uses(text: str) -> Uses:
    """Return the uses in a file of the form of ``parse_seeds``. Raises ``ValueError`` for a word before a heading, or a
    heading of another name."""
    seeds = parse_seeds(text, lambda verb: (verb,), lambda adjective: (adjective,))
    known = {PLAIN, ART, WHOLE, DISOWNED, DENIED, OTHER, FIGHTING, LYING, INJURED, COMPLEMENT, UNCLASSED, FEELING}
    if unknown := set(seeds.groups) - known:
        raise ValueError(f"uses: no such group as {min(unknown)}; there are {sorted(known)}")
    entries = [(" ".join(phrase), seeds.groups[group]) for phrase, (_, group) in seeds.phrases.items()]
    words = {form: seeds.groups[group] for form, (_, group) in seeds.words.items()}

    def single(name: str) -> Forms:
        return frozenset(form for form, group in words.items() if group == name)

    units = [entry for entry in (*entries, *words.items()) if entry[1] in (PLAIN, ART, WHOLE)]
    return Uses(
        make_phrases(units),
        make_phrases([e for e in entries if e[1] == DISOWNED]),
        single(DENIED),
        single(OTHER),
        single(FIGHTING),
        single(LYING),
        single(INJURED),
        make_phrases([e for e in entries if e[1] == COMPLEMENT]),
        make_phrases([e for e in (*entries, *words.items()) if e[1] == UNCLASSED]),
        single(FEELING),
    )


JUDGES, JUDGE_TOGETHER = "a word that judges", "words that judge"  # where no class is known, or its form belies it
DETERMINERS = frozenset(
    "a an the this these those his her its their our my your no any some each every another such".split()
)
BEFORE_A_NOUN = DETERMINERS | frozenset("of for with in on at by from into against over under about without".split())
BEFORE_A_VERB = frozenset(
    "to will would can could may might shall should must do does did don't doesn't didn't won't cannot"
    " he she they we i you who".split()
)
AUXILIARIES = frozenset("am is are was were be been being have has had having get gets got".split())


# A class that training has under a name that says too little.
BETTER_SAID = {"a verb that doubts or doubles the speaker": "a verb that puts a slant on what is said"}


def class_there(reason: str, words: Sequence[Word], span: Span, function: Forms, *, is_fighting: bool) -> str:
    """Return the class of a word or phrase, as its list has it, where its form in the sentence fits; else ``JUDGES``.

    A list has "anger" as a verb and "wicked" as an adjective; "their anger" and "the wicked" are neither. Phrases are
    what their list says. Where people fight, no word of fighting is a metaphor.
    """
    reason = BETTER_SAID.get(reason, reason)
    if "fight metaphor" in reason:
        return JUDGES if is_fighting else reason
    inside = numbers_within(words, span)
    if len(inside) != 1:
        return reason
    if reason.startswith("a verb"):
        return reason if _is_verb(words, inside[0]) else JUDGES
    if reason.endswith("adjective"):
        return reason if _is_adjective(words, inside[0], function) else JUDGES
    return reason


def _is_verb(words: Sequence[Word], k: int) -> bool:
    """True for forms that only verbs have, and others where what stands before asks for a verb."""
    form, before = words[k].form, words[k - 1] if k else None
    if before is None:
        return False
    if form.endswith("ing"):
        return before.form in AUXILIARIES
    if before.form in BEFORE_A_NOUN:
        return False
    return form.endswith("ed") or before.form in BEFORE_A_VERB or before.is_capital or before.form.endswith("ly")


def _is_adjective(words: Sequence[Word], k: int, function: Forms) -> bool:
    """True before a noun, or after "is": "the wicked" is a noun, "traitors" is no adjective, "has confused" a verb."""
    form, before = words[k].form, words[k - 1].form if k else ""
    after = words[k + 1] if k + 1 < len(words) else None
    if form.endswith("s") and not form.endswith(("ss", "ous")):
        return False
    if form.endswith("ed") and before in AUXILIARIES:
        return False
    is_before_noun = after is not None and after.form not in function
    return is_before_noun or before in AUXILIARIES or before not in DETERMINERS
