"""Word lists by language, as detectors look things up in them. Reads nothing: ``compare.files.framing_lists`` does.

A language without lists gives empty ones: detectors that need none still work there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from compare.domain import primary
from compare.steps.framing.beside import BesideModel
from compare.steps.framing.loaded import LoadedModel
from compare.steps.framing.loaded_uses import Uses
from compare.steps.framing.words import Phrases, make_phrases, stem
from compare.steps.vocabulary import Vocabulary

Forms = frozenset[str]
NO_FORMS: Forms = frozenset()


class HedgeKind(StrEnum):
    """What a mark of certainty bears on."""

    ADJECTIVE = "adjective"  # the noun that follows: alleged
    ADVERB = "adverb"  # the statement: apparently
    MODAL = "modal"  # the verb that follows: may
    EVIDENTIAL = "evidential"  # the statement, on somebody else's word: reportedly
    CONDITIONAL = "conditional"  # in a translation: the statement, where the original has hearsay ("teria")
    BOOSTER = "booster"  # the statement, made firmer: undoubtedly


@dataclass(frozen=True, slots=True)
class ReportClass:
    """A class of report verbs. ``charge`` in [0, 1]: how much it says beyond that the statement was made.

    ``effect`` completes "“claimed” …".
    """

    name: str
    charge: float
    effect: str


def scale_key(form: str, language: str) -> str:
    """Return what a word is looked up by on scales: its stem in English, elsewhere the word as it stands."""
    return stem(form) if language == "en" else form


@dataclass(frozen=True, slots=True, eq=False)  # by identity, so that what was read with them can be kept
class LanguageLists:
    """All lists of one language; ``LanguageLists("xx")`` is a language that has none."""

    language: str
    report: Phrases[ReportClass] = field(default_factory=lambda: make_phrases(()))
    near: frozenset[frozenset[str]] = frozenset()
    complementisers: Forms = NO_FORMS
    not_speech: Forms = NO_FORMS
    mentioning: Forms = NO_FORMS
    """Words beside which one in quotation marks is only talked about: "misspelt"."""
    ascribing: Forms = NO_FORMS
    """Verbs behind which stands what somebody thinks or calls a thing: "call it a disgrace"."""
    seeing: Forms = NO_FORMS
    """Words that do so with one of ``manners``, as those of ``disowning``: "see it as a gift"."""
    thoughts: Forms = NO_FORMS
    """Nouns behind whose "that" stands what somebody thinks: "the notion that it is a trap"."""
    thinking: Forms = NO_FORMS
    """Verbs behind whose "is" does: "fear the plan is a trap"."""
    charging: Forms = NO_FORMS
    """Verbs of law that with one of ``charged_with`` say what somebody is charged with."""
    charged_with: Forms = NO_FORMS
    regarded: Forms = NO_FORMS
    """What somebody is to one of ``whose``: "her hero"."""
    whose: Forms = NO_FORMS
    plain_verbs: Forms = NO_FORMS
    """Verbs beside those of the neutral class that only pass words on: "cite"."""
    untrue: Forms = NO_FORMS
    """Adverbs beside a verb of saying with which the writer calls false what is said: "falsely"."""
    taking_sides: Forms = NO_FORMS
    """Words behind a verb of saying that make it no statement: "argued against"."""
    pleading: Forms = NO_FORMS
    """Papers of a court and those who bring a case there, who "allege" as a matter of course."""
    demanding: Forms = NO_FORMS
    """Verbs of saying that before one of ``not_speech`` demand it: "claim the unpaid wages"."""
    pressing: Forms = NO_FORMS
    """Verbs of saying that before one of ``pressed_on`` and a noun demand it: "insist on a new pier"."""
    pressed_on: Forms = NO_FORMS
    manners: Forms = NO_FORMS
    """Words before a participle that make no statement of it: "as agreed"."""
    speech_nouns: Forms = NO_FORMS
    not_before: Forms = NO_FORMS
    speaker_after: Forms = NO_FORMS
    copulas: Forms = NO_FORMS
    first_person: Forms = NO_FORMS
    pronouns: Forms = NO_FORMS
    leaning: Forms = NO_FORMS
    """Words with which a sentence opens that leans on the one before it: "this"."""
    subordinate: Forms = NO_FORMS
    reported: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """What a verb of saying has right behind it instead of a clause of its own: "haber", "ne pas avoir"."""
    reported_behind: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """The same anywhere in its clause or the next one: "sagte, er habe", "zegt niets te hebben"."""
    as_said: Forms = NO_FORMS
    """Words that open a clause which says who says the rest: "wie die Polizei mitteilte"."""
    said_when: Forms = NO_FORMS
    """Words with which it is told when somebody said what stands before: "…, police said on Friday"."""
    verb_last: bool = False
    """Whether verbs close their clause, so that a statement stands before its verb and a doer does not."""
    marks: Forms = NO_FORMS
    """Words behind a name that make it the subject: "ने"."""
    genitives: Forms = NO_FORMS
    """Words behind a name that make it the owner, of a statement, too: "का"."""
    verb_first: bool = False
    """Whether verbs open their clause, so that who does it stands after them."""
    hedges: Phrases[HedgeKind] = field(default_factory=lambda: make_phrases(()))
    perfect: Forms = NO_FORMS
    leaving_open: Forms = NO_FORMS
    checking: Forms = NO_FORMS
    """Participles and the like of which a denial says that nobody checked or knows: "not been confirmed"."""
    stating: Forms = NO_FORMS
    """Verbs that stand before those of ``checking`` beside auxiliaries and copulas: "could"."""
    unable: Forms = NO_FORMS
    """Words that deny what somebody is able to: "unable to confirm"."""
    between: Forms = NO_FORMS
    """What may stand between those: "yet"."""
    unknown: Forms = NO_FORMS
    """What says the same as a denial of those, behind a copula or a verb of ``stating``: "unclear"."""
    checked_later: Forms = NO_FORMS
    """Words behind those that say that it was checked after all: "until"; but for ``as_yet``: "until now"."""
    as_yet: Forms = NO_FORMS
    other_senses: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """Phrases in which a word of doubt, or of ``checking``, says something else: "as soon as possible", "known to"."""
    purposes: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """What opens a clause that tells what for, in which a modal leaves nothing open: "so that they could"."""
    easing: Forms = NO_FORMS
    """Words behind a modal that make it tell what somebody is able to: "could easily"."""
    seeming: Forms = NO_FORMS
    """Words that leave open or make surer beside those that are looked for: where it is filled, others do neither."""
    before_infinitive: Forms = NO_FORMS
    """Modals that are such before an infinitive alone: "deve oito milhões" owes them."""
    limiting_modals: Forms = NO_FORMS
    """Words behind a modal that make a permission of it: "may only"."""
    permitting: Forms = NO_FORMS
    """Modals of permission, which denied before a passive forbid: "may not be towed"."""
    imagining: Forms = NO_FORMS
    """Modals that before "have" may tell of what was not: "would have cost"."""
    supposing: Forms = NO_FORMS
    """Words of a sentence in which they do: "if", "without"."""
    gerunds: tuple[str, ...] = ()
    """Endings of verbs that as a subject do so, too: "leaving would have cost"."""
    reproaching: Forms = NO_FORMS
    """Those of ``imagining`` that always do: "should have"."""
    anybody: Forms = NO_FORMS
    """Subjects behind which they do: "one could have"."""
    namings: Forms = NO_FORMS
    """Hedges that in a translation only say that something has a name: "so-called"."""
    noun_like: Forms = NO_FORMS
    """Adjectives of doubt that are nouns, too, and follow theirs where they are not: "suspeito"."""
    nouns_first: bool = False
    """Whether adjectives may stand after their nouns."""
    doubts: Forms = NO_FORMS
    """Nouns and verbs of doubt: with a negation, or one of ``beyond``, they make surer."""
    beyond: Forms = NO_FORMS
    firm: Forms = NO_FORMS
    """Words that make surer and are not marked by themselves: "obvious"."""
    hearsay_marks: Forms = NO_FORMS
    """Words with which the writer says that it is hearsay: "allegedly"."""
    graded: Forms = NO_FORMS
    """Words of certainty that before a noun say which one is meant: "likely voters"."""
    asking: Forms = NO_FORMS
    """Words behind those that leave it open after all: "shows whether"."""
    negations: Forms = NO_FORMS
    implicatives: Forms = NO_FORMS
    deed_after: Forms = NO_FORMS
    idle_before: Forms = NO_FORMS
    unreal: Forms = NO_FORMS
    wishing: Forms = NO_FORMS
    happening: Forms = NO_FORMS
    pointing: Forms = NO_FORMS
    excepting: Forms = NO_FORMS
    definite: Forms = NO_FORMS
    denied_nouns: Forms = NO_FORMS
    nobody: Forms = NO_FORMS
    """Those that stand for a person: "nobody"; behind them stands what is not done."""
    alternatives: Forms = NO_FORMS
    """The "or" of "rain or no rain"."""
    with_it: Forms = NO_FORMS
    """The "with" of "with or without"."""
    at_first: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """Words of what was said before it was corrected: "initially"."""
    silent: Forms = NO_FORMS
    """Words of which a denial says only that somebody does not speak: "comment", or not yet: "yet"."""
    whatever: Forms = NO_FORMS
    """Words of a clause that tells not what is said: "admits what she denied"."""
    hearsay: Forms = NO_FORMS
    """Nouns with "of" that only tell that others speak of a thing: "talk of casualties"."""
    opining: Forms = NO_FORMS
    """Verbs that denied say only that somebody does not hold it: "did not think"."""
    echoing: Forms = NO_FORMS
    """Words that denied say no more than that what stands before is not so: "was never the case"."""
    accusing: Forms = NO_FORMS
    """Words before a verb of denying that make it the deed of which somebody is accused: "charged"."""
    knowing: Forms = NO_FORMS
    """Verbs that denied say only that somebody does not know: "was not aware"."""
    nothing: Forms = NO_FORMS
    """Negations beside those that are a subject: "nothing suggests"."""
    denying_behind: Forms = NO_FORMS
    """Negations that deny the verb before them: "sagte nicht"."""
    without: Forms = NO_FORMS
    """Negations that are prepositions: they deny the noun behind alone."""
    paired: Forms = NO_FORMS
    """Negations with a second part that denies no second time: "ne … pas"."""
    quantifiers: Forms = NO_FORMS
    """Words on which a negation before them falls, so that what follows is not denied: "not all"."""
    limiting: Forms = NO_FORMS
    """Words that let a denial hold only to a time or but for one thing: "until"."""
    so_far: Forms = NO_FORMS
    """Behind those, words that make it hold as yet: "until now"."""
    verb_particles: Forms = NO_FORMS
    """Words that make another verb of the one before: "out" of "rule out"."""
    infinitives: tuple[str, ...] = ()
    """Endings of infinitives; none where a word of ``infinitive_after`` tells them."""
    infinitive_after: Forms = NO_FORMS
    """Words behind an implicative that only before an infinitive make a denied deed of it: "a", "to"."""
    ceasing: Forms = NO_FORMS
    """Implicatives that mean something else but before one of ``ceasing_before``: "deixou de"."""
    ceasing_before: Forms = NO_FORMS
    presenting: Forms = NO_FORMS
    """Participles that say of a thing only that it is: "no warning was given"."""
    predicates: Forms = NO_FORMS
    """Of ``opposites``, adjectives, which oppose only as predicates: "was found innocent", not "innocent people"."""
    findings: Forms = NO_FORMS
    """Words before a predicate beside copulas: "found guilty"."""
    refusing_before: Forms = NO_FORMS
    granted: Forms = NO_FORMS
    opposites: tuple[tuple[Forms, Forms], ...] = ()
    auxiliaries: Forms = NO_FORMS
    brackets: bool = False
    """Whether an auxiliary and its participle stand at the two ends of what they say: "wurde am Montag verhaftet"."""
    by: Forms = NO_FORMS
    doers: Forms = NO_FORMS
    """Forms that by their ending name who does it: "полицией"."""
    passive_gap: Forms = NO_FORMS
    acts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    act_phrases: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """Deeds told in several words, each with its group: "gözaltına aldı"."""
    not_acts: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """Phrases in which a verb of ``acts`` does nothing to anybody: "shot back"."""
    homonyms: Mapping[str, tuple[tuple[Forms, Forms], ...]] = field(default_factory=dict)
    """Of verbs of ``acts`` with several senses: words beside them, none for any, and the groups that they then tell."""
    unacted: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    nominal: Mapping[str, str] = field(default_factory=dict)
    not_actors: Forms = NO_FORMS
    forces: Forms = NO_FORMS
    """Armed people: who does a deed where they do anything."""
    instruments: Forms = NO_FORMS
    no_doers: Forms = NO_FORMS
    cause_after: Forms = NO_FORMS
    relative: Forms = NO_FORMS
    of: Forms = NO_FORMS
    owners: Forms = NO_FORMS
    troubles: Forms = NO_FORMS
    no_object: Forms = NO_FORMS
    have: Forms = NO_FORMS
    plain: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words that tell something plainly, by ``scale_key``, with the scales that they stand on."""
    charged: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The same for words that judge what they tell."""
    disowning: Forms = NO_FORMS
    """Words that make a word that judges somebody else's: "called", "accused"."""
    disowned_as: Forms = NO_FORMS
    """What may stand between those and it: "as", "a"."""
    naming: Forms = NO_FORMS
    """The scales that say who or what something is; the others say what is done."""
    function: Forms = NO_FORMS
    persons: Forms = NO_FORMS
    things: Forms = NO_FORMS
    drops_subjects: bool = False
    attached: Forms = NO_FORMS
    joining: Forms = NO_FORMS
    subordinating: Forms = NO_FORMS
    """What opens a clause that says when or why: "after", "because"."""
    addressing: Forms = NO_FORMS
    before_places: Forms = NO_FORMS
    papers: Forms = NO_FORMS
    no_source: Forms = NO_FORMS
    bodies: Forms = NO_FORMS
    """Nouns, folded, of what speaks as one: ministry, court, party."""
    media: Forms = NO_FORMS
    """Names of agencies and words in names of newspapers, folded."""
    media_nouns: Forms = NO_FORMS
    knowers: Forms = NO_FORMS
    """Who tells an outlet something without a name: "officials", "people"."""
    in_the_know: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """What is said of them: "briefed on", "familiar with"."""
    withheld: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    """What keeps a name back by itself: "on condition of anonymity"."""
    sources_alone: Forms = NO_FORMS
    """Words for such sources that need nothing said of them: "sources"."""
    valence: Mapping[str, float] = field(default_factory=dict)
    uses: Uses = field(default_factory=Uses)
    """Phrases in which words that may judge do not, or judge as a whole."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What detectors know of words: lists by language, trained models where there are any, vocabularies."""

    languages: Mapping[str, LanguageLists] = field(default_factory=dict)
    loaded: LoadedModel | None = None
    beside: BesideModel | None = None
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)

    def of(self, tag: str) -> LanguageLists:
        """Return the lists of a language (a BCP 47 tag); empty ones for a language that has none."""
        language = primary(tag)
        return self.languages.get(language) or LanguageLists(language)
