"""What is learned to be marked and is routine all the same: names of a kind of people or things, guesses and forecasts
that nothing stands against, the verbs of a court. And where a name ends that was learned word by word.

Knows one highlight's words, parts of speech, and the sentences of other articles; nothing of weights.
Of the 27 hedges and verbs of saying that this leaves out in 17 stories of real articles readers found 1 worth marking.
What wants a contrast is routine in long articles only: in the held events, of 7 sentences an article, where they were
put to differ, .60 of the verbs and .86 of the hedges that it would leave out are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.answers import Answer, content_stems_of
from compare.steps.framing.certainty import Certainty, is_adverb
from compare.steps.framing.classes import NAMING, tag_at, tokens_at
from compare.steps.framing.hedge import told_of_others
from compare.steps.framing.introduced import Introduced, tells_in_its_own_name
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.quotes import speech_of
from compare.steps.framing.report_verbs import MIN_CHARGE, is_usual_in_court
from compare.steps.framing.words import Word, numbers_within, stem, words_of
from compare.steps.phrases import (
    ADJECTIVE,
    ADVERB,
    DETERMINER,
    ING,
    NAME,
    NOUN,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    TO,
    VERB,
    Token,
)
from compare.steps.vocabulary import Vocabulary

MAX_TAIL = 3  # words that a name may lack of its head, and
SUBJECT = 3  # before a verb among which its subject is looked for; by hand
DESCRIBING = frozenset(ADJECTIVE + PARTICIPLE + ING)
OPENING = NAMING | {DETERMINER, POSSESSIVE, PRONOUN}  # with which a noun phrase begins
NAMELESS = DESCRIBING | {ADVERB, PREPOSITION}  # in which no name ends
OF = "of"


def whole_name(text: str, tokens: Sequence[Token], span: Span, surest: int) -> Span:
    """Return the name of ``span``, around the word that begins at ``surest``, as it stands in its sentence.

    It ends before a preposition, but for "of": "shielding dockers from arrest" is no name; it has its head ("slogan" of
    "hoarse protest slogan"), and one noun has what describes it.
    """
    inside = [k for k, token in enumerate(tokens) if token.span.overlaps(span)]
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    for k in range(last, first, -1):
        if tokens[k].tag in (PREPOSITION, TO) and tokens[k].form != OF:
            if tokens[k].span.start <= surest:
                first = min(k + 1, last)
                break
            last = k - 1
    last = _head(text, tokens, last)
    if first == last and tokens[last].tag == NOUN:
        while first and _joins(text, tokens, first - 1) and tokens[first - 1].tag in DESCRIBING:
            first -= 1
        while first < last and first and _joins(text, tokens, first - 1) and tokens[first - 1].tag == ADVERB:
            first -= 1
    return Span(tokens[first].span.start, max(tokens[last].span.end, tokens[first].span.end))


def to_its_head(text: str, tokens: Sequence[Token], span: Span) -> Span:
    """Return ``span`` with the noun that its last word describes: "not the right" of "not the right measure"."""
    inside = [k for k, token in enumerate(tokens) if token.span.overlaps(span)]
    return Span(span.start, tokens[_head(text, tokens, inside[-1])].span.end) if inside else span


def _head(text: str, tokens: Sequence[Token], last: int) -> int:
    """Return the noun that word ``last`` describes, behind other adjectives; else ``last``.

    Not a noun behind which another begins: of "the rule binds dockers" "binds" is the verb. Nor a name that stands
    beside a noun: "the captain Ann Lee".
    """
    if tokens[last].tag not in NAMING | DESCRIBING:
        return last
    k = last + 1
    while k < len(tokens) and k - last < MAX_TAIL and tokens[k].tag == ADJECTIVE and _joins(text, tokens, k - 1):
        k += 1
    if k >= len(tokens) or not _joins(text, tokens, k - 1) or tokens[k].tag not in NAMING:
        return last
    behind = tokens[k + 1].tag if k + 1 < len(tokens) else ""
    is_apposed = tokens[k].tag == NAME and tokens[last].tag == NOUN
    return last if is_apposed or (behind and behind in OPENING) else k


def _joins(text: str, tokens: Sequence[Token], k: int) -> bool:
    """True where no more than a space stands between two words."""
    return text[tokens[k].span.end : tokens[k + 1].span.start].isspace()


def is_telling_name(story: AlignedStory, place: Place, span: Span) -> bool:
    """False for what names nothing, for a name of a kind alone, and for one that another outlet has, too."""
    tokens = tokens_at(story, place)
    tag = tag_at(tokens, span)
    if tag in NAMELESS:
        return False
    vocabulary = story.lists.vocabularies.get(story.language(place.article), Vocabulary())
    return not names_a_kind(tokens, span, vocabulary) and not _is_used_by_others(story, place, span)


def names_a_kind(tokens: Sequence[Token], span: Span, vocabulary: Vocabulary) -> bool:
    """True where all that a noun has before it are nouns, or words of a country: "ferry workers", "Danish sailors".

    Such names say which kind is meant and judge nothing.
    """
    inside = [token for token in tokens if token.span.overlaps(span)]
    before = inside[:-1]
    places = frozenset((*vocabulary.places, *vocabulary.places.values()))
    return bool(before) and all(token.tag in NAMING or token.tag == VERB or token.form in places for token in before)


def _is_used_by_others(story: AlignedStory, place: Place, span: Span) -> bool:
    """True where another article as shown has the words of a name that say something, side by side as here."""
    language = story.language(place.article)
    function = story.lists.of(language).function
    own = _telling_stems(span.of(story.shown(place)), function)

    def told(article: str) -> list[list[str]]:
        def find() -> list[list[str]]:
            return [_telling_stems(sentence.shown, function) for sentence in story.reading(article).sentences]

        return story.once(("telling stems", article), find)

    others = (r.article.id for r in story.readings if r.article.id != place.article)
    return bool(own) and any(
        content_stems_of(story, other).issuperset(own) and any(_holds(stems, own) for stems in told(other))
        for other in others
        if story.language(other) == language
    )


def _telling_stems(text: str, function: frozenset[str]) -> list[str]:
    return [stem(word.form) for word in words_of(text) if word.form not in function]


def _holds(stems: Sequence[str], own: Sequence[str]) -> bool:
    return any(stems[k : k + len(own)] == own for k in range(len(stems) - len(own) + 1))


def is_routine_hedge(story: AlignedStory, place: Place, certainty: Certainty, answers: Sequence[Answer]) -> bool:
    """True of a hedge that nothing stands against, unless it says that something is not known: in long articles only
    where another outlet surely tells the very thing without it is a forecast or a guess a difference. And of one in
    what somebody is said to say: it is the speaker's. "Allegedly" is the writer's, and stands against whoever tells
    of the matter without: of five such in real articles two were worth marking, and two were not."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(text)
    inside = numbers_within(words, certainty.span)
    if certainty.makes_surer or any(words[k].form in lists.unknown | lists.checking for k in inside):
        return False
    if any(words[k].form in lists.hearsay_marks for k in inside):
        return not answers
    if not told_of_others(story, place, speech_of(story)[place]).isdisjoint(inside):
        return True
    return story.is_long and not any(answer.tells_without for answer in answers)


def is_routine_report(text: str, introduced: Introduced, lists: LanguageLists) -> bool:
    """True of a verb of saying that is the usual one, or no verb of saying: what a lawsuit alleges,
    what a thing "reveals" ("it"), what is argued "against", and what the outlet itself calls false."""
    words = words_of(text)
    inside = numbers_within(words, introduced.span)
    if not inside or introduced.kind is None:
        return False
    first, last = inside[0], inside[-1]
    following = [word.form for word in words[last + 1 : last + 2]]
    beside = [*(word.form for word in words[max(0, first - 1) : first]), *following]
    if not lists.untrue.isdisjoint(beside) or not lists.taking_sides.isdisjoint(following):
        return True
    return is_usual_in_court(text, introduced.kind, introduced.source, lists) or (
        introduced.source is None and _is_of_a_thing(words, first, lists)
    )


def _is_of_a_thing(words: Sequence[Word], first: int, lists: LanguageLists) -> bool:
    """True of a verb whose subject is "it", with nothing but small words and adverbs between."""
    for word in reversed(words[max(0, first - SUBJECT) : first]):
        if word.form in lists.things:
            return True
        if word.form in lists.pronouns | lists.persons or not (
            word.form in lists.function or is_adverb(word.form, lists)
        ):
            return False
    return False


def is_plain_report(story: AlignedStory, place: Place, introduced: Introduced, others: Iterable[Place]) -> bool:
    """True in long articles of a verb that says no more than whose statement it is, where none of ``others`` makes it
    its own."""
    kind = introduced.kind
    if not story.is_long or (kind is not None and kind.charge >= MIN_CHARGE):
        return False
    return not any(tells_in_its_own_name(story, place, introduced, other) for other in others)
