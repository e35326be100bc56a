"""Words that judge when they are meant figuratively, where they are meant as they stand: told by their part of speech
and by what they are said of.

Owns what a complement tells of a word's sense; the words are those of ``loaded-uses-*.txt``, the senses of nouns those
of WordNet. Knows nothing of outlets or weights. Everything is linear in the sentence, and all but constant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.domain import Span
from compare.steps.framing.loaded_uses import AUXILIARIES, BEFORE_A_NOUN, DETERMINERS, Uses
from compare.steps.framing.words import CLAUSE_END, Word, numbers_within
from compare.steps.vocabulary import PERSON, Vocabulary

# WordNet's lexicographer files.
ANIMAL, ARTIFACT, BODY, FOOD, OBJECT, PLANT, SUBSTANCE = 5, 6, 8, 13, 17, 20, 27
THINGS = frozenset({ANIMAL, ARTIFACT, BODY, FOOD, OBJECT, PLANT, SUBSTANCE})
MANY_SENSED = frozenset({14, 15})  # groups and places, of which the second sense may be the thing: a table, a house
REACH = 4  # words from a verb or adjective to the noun that it is said of; by hand
FIGHTING = "fight metaphor"
OF_QUALITY = frozenset({"a word of harm or threat", "a word of approval"})
PLACED = frozenset(
    "under beneath underneath in inside within on at by near beside behind between among along across over above below"
    " down off outside around ahead here there buried".split()
)
"""What tells where something lies."""
ADJECTIVAL = ("ous", "ful", "less", "able", "ible", "ive", "ish", "ical", "ary")  # endings of what the vocabulary lacks
ABOUT = frozenset("of with about at by over that to after".split())  # what a feeling is about, or came from
CONJOINING, SUBJECTS = frozenset({"after", "before", "since"}), frozenset("i he she we they".split())
LINKING = frozenset("remain seem appear feel look become grow stay sound turn".split())
COUNTS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty dozen dozens"
    " hundred several some many few".split()
)


@dataclass(frozen=True, slots=True)
class SensedSentence:
    """A sentence, its words, and what is known of them."""

    text: str
    words: Sequence[Word]
    function: frozenset[str]
    vocabulary: Vocabulary

    def is_literal(self, span: Span, reason: str, uses: Uses) -> bool:
        """True where the word or phrase of ``span``, of the class ``reason``, is meant as it stands: a deed done to a
        thing, an injury of a body or of people who are counted, a quality of a thing, and what lies somewhere."""
        inside = numbers_within(self.words, span)
        if not inside:
            return False
        first, last = inside[0], inside[-1]
        if self._opens_a_clause(last) or (FIGHTING in reason and self._is_done_to_a_thing(first, last)):
            return True
        while first < last and self.words[first].form.endswith("ly"):
            first += 1
        if first != last:
            return False
        form = self.words[first].form
        return (
            (form in uses.lying and self._lies_somewhere(first))
            or (form in uses.injured and self._is_injury(first))
            or self._lacks_complement(first, uses)
            or (form in uses.feeling and self._is_felt(first))
            or (reason in OF_QUALITY and self._is_of_a_thing(first))
            or self._is_of_the_body(first)
        )

    def is_plain_noun(self, k: int) -> bool:
        """True of a noun that is no verb as well."""
        return self._is_noun(k) and not self.is_verb(k)

    def is_verb(self, k: int) -> bool:
        """True of what may be a form of a verb, where no article or preposition before it says that it is a noun."""
        form, vocabulary = self.words[k].form, self.vocabulary
        if k and self.words[k - 1].form in BEFORE_A_NOUN:
            return False
        return not set("VDEG").isdisjoint(vocabulary.tags.get(form, "")) or vocabulary.verb_lemma(form) in (
            vocabulary.verbs
        )

    def is_modified(self, k: int) -> bool:
        """True of a noun that the word before it describes, and that is not the verb of which that is the subject."""
        known = self.words[k].form in self.vocabulary.tags or self._lemma(k) in self.vocabulary.nouns
        if not known or not self._is_noun(k) or self.words[k].is_capital or not self.is_joined(k - 1, k):
            return False
        if self.text[: self.words[k - 1].end].endswith(("'s", "’s")):
            return False
        describing = self.words[k - 1].form
        before = self.vocabulary.tags.get(describing, "J" if describing.endswith(ADJECTIVAL) else "")[:1]
        follows = self.words[k + 1].form if k + 1 < len(self.words) else ""
        if self.is_verb(k) and follows in DETERMINERS:
            return False
        # Of two words of a clause that may be its verb the one that seldom is a noun is.
        is_subject = self.vocabulary.tags.get(follows, "")[:1] in ("V", "D")
        return before in ("J", "E") or (
            before == "N" and self._is_noun(k - 1) and (is_subject or self.is_plain_noun(k))
        )

    def belies(self, span: Span, reason: str) -> bool:
        """True where a word is no verb of its class: a noun for people ("such butchers"), a deed of animals or things
        ("savaged by wolves"), or one that is done to a thing."""
        if not (FIGHTING in reason or reason.startswith("a verb")):
            return False
        inside = numbers_within(self.words, span)
        if not inside:
            return False
        if len(inside) == 1 and self._is_person(inside[0]):
            return True
        return FIGHTING in reason and (
            self._is_done_to_a_thing(inside[0], inside[-1]) or self._is_done_by_a_thing(inside[-1])
        )

    def _is_done_to_a_thing(self, first: int, last: int) -> bool:
        patient = self._patient(first, last)
        return patient is not None and self._is_thing(patient)

    def _is_done_by_a_thing(self, last: int) -> bool:
        by = last + 1
        if by >= len(self.words) or self.words[by].form != "by":
            return False
        doer = self._head_after(by)
        return doer is not None and self._is_thing(doer)

    def _is_person(self, k: int) -> bool:
        """True of a noun for people where a noun stands."""
        before = self.words[k - 1].form if k else ""
        is_noun = before in BEFORE_A_NOUN or self.vocabulary.tags.get(before, "")[:1] == "J" or self._counts(k - 1)
        return is_noun and self.vocabulary.kind(self._lemma(k)) == PERSON

    def _counts(self, k: int) -> bool:
        return k >= 0 and (self.words[k].form.isdigit() or self.words[k].form.partition("-")[0] in COUNTS)

    def _patient(self, first: int, last: int) -> int | None:
        """Return the noun that a deed is done to: before "was …", else behind the verb."""
        k = first - 1
        while k >= 0 and first - k <= 2 and self.words[k].form.endswith("ly"):
            k -= 1
        if k >= 0 and self.words[k].form in AUXILIARIES:
            while (
                k >= 0
                and first - k <= REACH
                and (self.words[k].form in AUXILIARIES or self.words[k].form in self.function)
            ):
                k -= 1
            return k if k >= 0 and self.is_joined(k, first) else None
        return self._head_after(last)

    def _head_after(self, last: int) -> int | None:
        """Return the head of the noun phrase that follows word ``last``: the last noun of the run."""
        head = None
        for k in range(last + 1, min(len(self.words), last + 1 + REACH)):
            if not self.is_joined(k - 1, k):
                break
            form = self.words[k].form
            if self._is_noun(k):
                head = k
            elif head is not None or (form in self.function and form not in DETERMINERS):
                break
        return head

    def is_joined(self, one: int, other: int) -> bool:
        """True where no mark parts two words."""
        return not CLAUSE_END.search(self.text, self.words[one].end, self.words[other].start)

    def _is_noun(self, k: int) -> bool:
        form = self.words[k].form
        if form in self.function:
            return False
        tags = self.vocabulary.tags.get(form) or self.vocabulary.tags.get(self.vocabulary.noun_lemma(form), "")
        return tags[:1] == "N" or (not tags and not form.endswith(("ed", "ly", *ADJECTIVAL)))

    def _classes(self, k: int) -> tuple[int, ...]:
        vocabulary = self.vocabulary
        return tuple(vocabulary.classes.get(sense, -1) for sense in vocabulary.senses(self._lemma(k))[:2])

    def _lemma(self, k: int) -> str:
        return self.vocabulary.noun_lemma(self.words[k].form)

    def _is_thing(self, k: int) -> bool:
        if self.words[k].is_capital and k:
            return False
        found = self._classes(k)
        return bool(found) and (found[0] in THINGS or (found[0] in MANY_SENSED and found[-1] in THINGS))

    def _is_of_a_thing(self, k: int) -> bool:
        """True before a noun for a thing: "bad pipes". What is said of a hand or an eye may be said of the deed."""
        if "J" not in self.vocabulary.tags.get(self.words[k].form, ""):
            return False
        head = self._head_after(k)
        return head is not None and self._is_thing(head) and BODY not in self._classes(head)

    def _is_of_the_body(self, k: int) -> bool:
        """True of a part of somebody's body by itself: "treated for his heart", no "heart of the matter"."""
        before = self.words[k - 1].form if k else ""
        behind = self.words[k + 1].form if k + 1 < len(self.words) and self.is_joined(k, k + 1) else ""
        return (
            before in {"his", "her", "their", "my", "your", "our"}
            and behind != "of"
            and BODY in self._classes(k)
            and not self._is_before_noun(k)
        )

    def _is_before_noun(self, k: int) -> bool:
        return k + 1 < len(self.words) and self.is_joined(k, k + 1) and self._is_noun(k + 1)

    def _is_injury(self, k: int) -> bool:
        """True where a part of the body has it, or people who are counted: "a broken arm", "two men were bruised"."""
        head = self._head_after(k)
        if head is not None and BODY in self._classes(head)[:1]:
            return True
        before = range(max(0, k - REACH), k)
        return any(self.is_joined(j, k) and self._has_injury(j) for j in before)

    def _has_injury(self, j: int) -> bool:
        found = self._classes(j)[:1]
        return BODY in found or (PERSON in found and self._counts(j - 1))

    def _opens_a_clause(self, k: int) -> bool:
        """True of a conjunction that looks like a verb's particle: "free to go after she pays"."""
        return self.words[k].form in CONJOINING and k + 1 < len(self.words) and self.words[k + 1].form in SUBJECTS

    def _is_felt(self, k: int) -> bool:
        """True of a feeling that is told of those who have it: behind its verb, or with what it is about ("villagers
        weary of the noise"); of "a weary plan" it is what the writer thinks."""
        after = self.words[k + 1].form if k + 1 < len(self.words) and self.is_joined(k, k + 1) else ""
        if after in ABOUT:
            return True
        before = next((word.form for word in self.words[max(0, k - 3) : k][::-1] if not word.form.endswith("ly")), "")
        is_told = before in AUXILIARIES or self.vocabulary.verb_lemma(before) in LINKING
        return is_told and not (after and self._is_before_noun(k))

    def _lies_somewhere(self, k: int) -> bool:
        """True of "lie" as a verb of place: before "under" or "near", and not as a noun ("their lies in court")."""
        if k + 1 >= len(self.words) or self.words[k + 1].form not in PLACED:
            return False
        if not k:
            return False
        before = self.words[k - 1].form
        is_noun_phrase = before in BEFORE_A_NOUN or self.vocabulary.tags.get(before, "")[:1] == "J"
        return not is_noun_phrase and self.is_joined(k, k + 1)

    def _lacks_complement(self, k: int, uses: Uses) -> bool:
        """True of a verb that is a figure before some words alone, without them: "knelt in the square"."""
        follows = self.words[k : k + REACH]
        is_verb = not (k and self.words[k - 1].form in BEFORE_A_NOUN)
        return (
            is_verb
            and follows[0].form in uses.complements.index
            and not any(hit.first == 0 for hit in uses.complements.find(follows))
        )
