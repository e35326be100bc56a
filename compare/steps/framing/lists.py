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


@dataclass(frozen=True, slots=True)
class LanguageLists:
    """All lists of one language; ``LanguageLists("xx")`` is a language that has none."""

    language: str
    report: Phrases[ReportClass] = field(default_factory=lambda: make_phrases(()))
    near: frozenset[frozenset[str]] = frozenset()
    complementisers: Forms = NO_FORMS
    not_speech: Forms = NO_FORMS
    speech_nouns: Forms = NO_FORMS
    not_before: Forms = NO_FORMS
    speaker_after: Forms = NO_FORMS
    copulas: Forms = NO_FORMS
    first_person: Forms = NO_FORMS
    pronouns: Forms = NO_FORMS
    subordinate: Forms = NO_FORMS
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
    between: Forms = NO_FORMS
    """What may stand between those: "yet"."""
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
    unacted: Phrases[str] = field(default_factory=lambda: make_phrases(()))
    nominal: Mapping[str, str] = field(default_factory=dict)
    not_actors: Forms = NO_FORMS
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
    naming: Forms = NO_FORMS
    """The scales that say who or what something is; the others say what is done."""
    function: Forms = NO_FORMS
    persons: Forms = NO_FORMS
    things: Forms = NO_FORMS
    drops_subjects: bool = False
    attached: Forms = NO_FORMS
    joining: Forms = NO_FORMS
    addressing: Forms = NO_FORMS
    before_places: Forms = NO_FORMS
    papers: Forms = NO_FORMS
    no_source: Forms = NO_FORMS
    bodies: Forms = NO_FORMS
    """Nouns, folded, of what speaks as one: ministry, court, party."""
    media: Forms = NO_FORMS
    """Names of agencies and words in names of newspapers, folded."""
    media_nouns: Forms = NO_FORMS
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
