"""What a sentence denies as a whole, set against another that tells it: "no warning was given", "five warnings".

Beside ``negation``, which sets one predicate against itself: here the words after the negation are the matter, and the
two sentences may tell different things besides. Knows negative words by language; nothing of what is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.domain import Place, primary
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.pairs import ONE_MATTER, Contrast, Pair, as_written, content_stems, passage_at, whole
from compare.steps.framing.quotes import Quotes, is_quoted
from compare.steps.framing.report_verbs import is_denied
from compare.steps.framing.scope import end_of_run, is_limited, is_negation, is_not_any, is_withdrawn, said_of, tells
from compare.steps.framing.statements import are_rare
from compare.steps.framing.words import Word, clause_bounds, span_of, stem, words_of
from compare.steps.vocabulary import GROUP, PERSON, Vocabulary

MATTER = 4  # telling words at most that are what is denied: "no serious impact on fishing"
SCOPE = 7  # words after a negation that may be what it denies
WISHED = 3  # words after a negation among which "should" makes it a wish
SHOWN = 5  # of them, at most, that are marked
SUBJECT = 5  # words before a negated "took place" among which its subject is
# Weights by hand, on the sample stories: one rare word denied here and told there is as good as even odds where the
# sentences are near in meaning; each further word adds.
BASE, BY_SCOPE, BY_OTHER, BY_RARE, BY_CLOSENESS, BY_BEAD = 0.3, 0.12, 0.05, 0.06, 1.6, 0.08
NEAR = 0.81  # closeness from which it adds, up to ``CLOSE``
CLOSE = 0.9
RARE = 4  # sentences of the story that may have a rare word; one an outlet where there are more outlets
MIN_CLOSENESS = 0.79
# Chance that two sentences tell one matter below which one word in common says nothing: of 13 denials in events that no
# rule was made by three of the six wrong ones have less, and none of the six right ones that were written in English.
LEAST_MATTER = 0.5


@dataclass(frozen=True, slots=True)
class Denial:
    """Words ``[first, last]`` to mark, the stems of what they deny (at most ``MATTER``, nearest first), and the noun.

    ``head`` is the stem of the thing itself: "deal" in "no apparent deal", "warning" in "no sign of a warning".
    ``verb`` is the stem of what is said of it, "hurt" in "no soldiers were hurt"; empty where only that there is none.
    ``noun`` is the thing as it stands. ``doing`` is the stem of what nobody does, "threw" in "nobody threw stones".
    """

    first: int
    last: int
    stems: frozenset[str]
    head: str
    verb: str = ""
    noun: str = ""
    doing: str = ""


def denials_in(text: str, lists: LanguageLists) -> list[Denial]:
    """Return the things that ``text`` denies: "no warning", "nobody threw", and what it says never took place.

    Other denied verbs are left to ``negation``.
    """
    words = words_of(text)
    found: list[Denial] = []
    for k, word in enumerate(words):
        following = words[k + 1].form if k + 1 < len(words) else ""
        is_pair = f"{word.form} {following}" in lists.denied_nouns  # no one
        is_noun = is_pair or word.form in lists.denied_nouns
        denies = (is_noun or word.form in lists.negations) and is_negation(words, k, lists)
        if (is_noun or word.form in lists.negations) and not denies:
            continue
        if not denies and (word.form not in lists.implicatives or following not in lists.complementisers):
            continue
        if (found and k <= found[-1].last) or following in lists.unreal:
            continue
        if is_noun and following in lists.relative:
            continue  # "nobody who milks" denies not the milking
        opening, closing = clause_bounds(text, words, k)
        if is_withdrawn(words, opening, closing, lists):
            continue
        wished = words[k + 1 : min(closing, k + WISHED) + 1]
        if is_noun and any(w.form in lists.wishing for w in wished):
            continue  # "nobody should": wished, not told
        after = [j for j in range(k + 1, min(closing, k + SCOPE) + 1) if tells(words[j], lists)]
        happens = any(words[j].form in lists.happening for j in after[: 1 + _goes_on(after)])
        if is_noun and any(w.form in lists.excepting for w in words[k + 1 : closing + 1]):
            continue  # "no choice but", "nobody since"
        if not is_noun and (not happens or is_limited(words, opening, closing, lists)):
            continue
        subject = [j for j in range(max(opening, k - SUBJECT), k) if tells(words[j], lists)]
        is_behind = is_noun or not denies  # "no excess", "denied that there was an excess"
        own = after if is_behind else subject or [j for j in after if words[j].form not in lists.happening]
        if not own:
            continue
        head = _head(words, own, lists) if is_behind else (own[-1] if subject else own[0])
        stems = frozenset(stem(words[j].form) for j in (own[:MATTER] if is_behind else own))
        shown = next((j for j in reversed(after) if j <= k + SHOWN), k)
        said = None
        if is_noun and not is_pair:
            said = said_of(words, end_of_run(words, head, closing, lists), closing, lists)
        verb = "" if said is None else stem(words[said].form)
        is_somebody = is_pair or word.form in lists.nobody
        doing = stem(words[own[0]].form) if is_somebody and own[0] < head else ""
        noun = words[head].form
        found.append(Denial(k, shown, stems | {stem(noun)}, stem(noun), verb, noun, doing))
    return found


def _goes_on(places: Sequence[int]) -> bool:
    """True where the first two of some words stand side by side: "took place"."""
    return len(places) > 1 and places[1] == places[0] + 1


def _head(words: Sequence[Word], own: Sequence[int], lists: LanguageLists) -> int:
    """Return the noun of the first run of telling words; where that only points ("sign of"), of the next run."""
    runs: list[list[int]] = []
    for j in own:
        if runs and j == runs[-1][-1] + 1:
            runs[-1].append(j)
        else:
            runs.append([j])
    points = words[runs[0][-1]].form in lists.pointing
    return runs[1][-1] if points and len(runs) > 1 else runs[0][-1]


def denied_things(story: AlignedStory, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    """Yield what one outlet denies and another tells of: rare words of the story in the scope of a negation.

    Sentences are found by those words, in a bead together or not. O(sentences · ``RARE``).
    """
    stems = {place: _stems(story, place) for place in story.places()}
    where: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place, own in stems.items():
        language = story.language(place.article)
        for one in own:
            where[language, one].append(place)
    denials = {place: denials_in(story.shown(place), story.lists.of(story.language(place.article))) for place in stems}
    denied = {place: frozenset(one for denial in own for one in denial.stems) for place, own in denials.items()}
    for place in stems:
        lists = story.lists.of(story.language(place.article))
        if not lists.negations:
            continue
        words = words_of(story.shown(place))
        for denial in denials[place]:
            if as_written(story, place) and is_quoted(speech[place], words[denial.first].start):
                continue  # the speaker's
            near = {partner.place for partner in story.readable_partners(place)}
            found = [where[lists.language, one] for one in sorted(denial.stems)]
            rare = {one for group in found if len(group) <= _rare(story) for one in group}
            for other in sorted(p for p in rare | near if p.article != place.article):
                contrast = _contrast(story, place, other, denial, lists, stems, denied, where, is_beside=other in near)
                if contrast is not None:
                    yield contrast


def _rare(story: AlignedStory) -> int:
    return max(RARE, len(story.readings))


def _stems(story: AlignedStory, place: Place) -> frozenset[str]:
    return content_stems(story.shown(place), story.lists.of(story.language(place.article)).function)


def _contrast(
    story: AlignedStory,
    place: Place,
    other: Place,
    denial: Denial,
    lists: LanguageLists,
    stems: Mapping[Place, frozenset[str]],
    denied: Mapping[Place, frozenset[str]],
    where: Mapping[tuple[str, str], Sequence[Place]],
    *,
    is_beside: bool,
) -> Contrast | None:
    closeness = float(story.vectors[place.article][place.sentence] @ story.vectors[other.article][other.sentence])
    closeness += story.raised(place.article, other.article)
    words, their_words = words_of(story.shown(place)), words_of(story.shown(other))
    # Somebody there denies it too: a third says so, not the outlet.
    matched = (denial.stems & stems[other]) - denied[other]
    if denial.head not in matched:
        return None
    if as_written(story, place, other) and not is_beside and not _is_surely_one_matter(story, place, other):
        return None
    if denial.doing and denial.doing not in matched:
        return None
    if denial.verb and denial.verb not in stems[other] and _is_somebody(story, denial, lists):
        return None
    rare = sum(len(where[lists.language, one]) <= _rare(story) for one in matched)
    if not rare or closeness < MIN_CLOSENESS or _elsewhere_affirmed(story.shown(place), words, denial, matched):
        return None
    places = [k for k, w in enumerate(their_words) if stem(w.form) in matched]
    heads = [k for k in places if stem(their_words[k].form) == denial.head]
    if not heads or all(_is_open(story.shown(other), their_words, k, lists) for k in heads):
        return None
    if all(their_words[k].is_capital for k in places if stem(their_words[k].form) == denial.head):
        return None  # a name is no matter that can be denied
    if len(matched) == 1 and all(k and their_words[k - 1].form in lists.definite for k in places):
        return None  # "the document" is one that is known; that there was none says another
    if len(matched) == 1 and _is_another_matter(story, place, other):
        return None
    shared = (stems[place] & stems[other]) - matched
    if len(matched) == 1 and as_written(story, place, other) and not are_rare(story, shared):
        return None  # "no finding of guilt", "the findings of the pilots"
    weight = (
        BASE
        + BY_SCOPE * min(3, len(matched))
        + BY_OTHER * min(3, len(shared))
        + BY_RARE * min(2, rare)
        + BY_CLOSENESS * max(0.0, min(closeness, CLOSE) - NEAR)
        + BY_BEAD * is_beside
    )
    # What is told: from the thing itself to the last of its words near it.
    first = next(k for k in places if stem(their_words[k].form) == denial.head)
    last = max(k for k in places if first <= k <= first + SCOPE)
    span = span_of(their_words, first, last)
    return Contrast(
        passage_at(place, span_of(words, denial.first, denial.last)),
        passage_at(other, span),
        story.outlet(other.article),
        span.of(story.shown(other)),
        min(0.85, weight),
        (("rule", "denied thing"), ("words", ", ".join(sorted(matched))), ("rare words", float(rare))),
    )


def _is_surely_one_matter(story: AlignedStory, one: Place, other: Place) -> bool:
    """True where the network all but surely takes two sentences for one matter, or has not read them."""
    if any(primary(story.reading(place.article).language) != "en" for place in (one, other)):
        return True
    return story.beside_as_written(one) is None or story.one_matter(one, other) >= ONE_MATTER


def _is_another_matter(story: AlignedStory, one: Place, other: Place) -> bool:
    """True where two sentences were both written in English, which the network learned from, and hardly tell of one
    matter."""
    if any(primary(story.reading(place.article).language) != "en" for place in (one, other)):
        return False
    return story.beside_as_written(one) is not None and story.one_matter(one, other) < LEAST_MATTER


def _is_somebody(story: AlignedStory, denial: Denial, lists: LanguageLists) -> bool:
    """True where what is denied is said of people, who are there whatever happens to them: "no soldiers were hurt"."""
    vocabulary = story.lists.vocabularies.get(lists.language, Vocabulary())
    noun = vocabulary.noun_lemma(denial.noun)
    return vocabulary.may_be(noun, PERSON) or vocabulary.may_be(noun, GROUP)


def _elsewhere_affirmed(text: str, words: Sequence[Word], denial: Denial, matched: frozenset[str]) -> bool:
    """True where our sentence tells what it denies a clause later: "no flood warning in May, but a warning in June"."""
    _, closing = clause_bounds(text, words, denial.last)
    return any(stem(w.form) in matched for w in words[min(denial.last + SCOPE, closing) + 1 :])


def _is_open(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where the word is wished, asked, supposed or denied: "whether there was a warning", "warning was not",
    "talk of a warning", "denied that there were warnings"."""
    opening, closing = clause_bounds(text, words, k)
    around = words[max(opening, k - 2 * SCOPE) : min(closing, k + SCOPE) + 1]
    before = words[max(opening, k - 3) : k]
    if any(w.form in lists.hearsay for w in before) and any(w.form in lists.of for w in before):
        return True  # "talk of casualties"
    if any(is_not_any(words, j, lists) for j in range(max(opening, k - 2 * SCOPE), min(closing, k + SCOPE) + 1)):
        return True
    if any(w.form in lists.implicatives for w in words[max(opening, k - 2 * SCOPE) : k]):
        return True
    return any(w.form in lists.unreal for w in words[max(0, k - 3) : k]) or any(
        w.form in lists.negations or w.form in lists.denied_nouns for w in around
    )


DENIED_CLOSENESS, NEAR_DENIED = 0.84, 0.87  # of originals in one bead, and in none
SHORT = 6  # telling words: a shorter sentence denies what stands before it
REFUSED_WITHIN = 4  # words after "denied" among which a thing that one grants makes it a refusal
BY_VERB, BY_BESIDE = 0.5, 0.06
BY_TOLD = 0.01  # so that these are shown first


def reported_denials(story: AlignedStory, pair: Pair, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    """Yield "the government denies" against another outlet that tells the same and no denial; against nothing where
    that shares no word with what is denied.

    ``pair.left`` is the sentence with the verb, or the one before it where the verb's own says little else.
    """
    lists = story.lists.of(story.language(pair.left.article))
    verb = _denying(story, pair.left, lists, speech)
    place = pair.left
    if verb is None and pair.left.sentence + 1 < len(story.reading(pair.left.article).sentences):
        place = Place(pair.left.article, pair.left.sentence + 1)
        verb = _denying(story, place, lists, speech) if len(_stems(story, place)) <= SHORT else None
    if verb is None or pair.closeness < (NEAR_DENIED if pair.is_near else DENIED_CLOSENESS):
        return
    other = story.shown(pair.right)
    theirs = story.lists.of(story.language(pair.right.article))
    around = (Place(pair.right.article, k) for k in (pair.right.sentence - 1, pair.right.sentence + 1))
    n = len(story.reading(pair.right.article).sentences)
    for near in (*pair.theirs, *(p for p in around if 0 <= p.sentence < n)):
        if any(w.form in theirs.negations or w.form in theirs.implicatives for w in words_of(story.shown(near))):
            return
    words = words_of(story.shown(place))
    opening, closing = clause_bounds(story.shown(place), words, verb)
    told = frozenset(stem(word.form) for word in words[verb + 1 : closing + 1] if tells(word, lists))
    shown = span_of(words, verb, closing) if told else span_of(words, opening, closing)
    if not told:  # "denies it": what stands before
        told = (_stems(story, place) | _stems(story, pair.left)) - {stem(w.form) for w in words[opening : verb + 1]}
    shared = told & _stems(story, pair.right)
    is_told = are_rare(story, shared) if as_written(story, place, pair.right) else bool(shared)
    yield Contrast(
        passage_at(place, words[verb].span),
        passage_at(pair.right, whole(other)) if is_told else None,
        story.outlet(pair.right.article) if is_told else "",
        other if is_told else "",
        BY_VERB + BY_BESIDE * (not pair.is_near) - BY_BESIDE * (place is not pair.left) + BY_TOLD * is_told,
        (
            ("rule", "reported denial"),
            ("denied", shown.of(story.shown(place))),
            ("closeness", round(pair.closeness, 3)),
        ),
    )


def _denying(story: AlignedStory, place: Place, lists: LanguageLists, speech: Mapping[Place, Quotes]) -> int | None:
    """Return the word of the writer's that tells of a denial, or None."""
    return story.once(("denying", place), lambda: _denying_in(story.shown(place), lists, speech[place]))


def _is_past_now(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True for what is denied no longer: "admits what she denied", "at first denied"."""
    opening, closing = clause_bounds(text, words, k)
    return is_withdrawn(words, opening, closing, lists) or any(w.form in lists.whatever for w in words[opening:k])


def _is_charged(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True for a denial that is the deed of which somebody is accused: "charged with denying that he had a key"."""
    is_deed = words[k].form.endswith(lists.gerunds or " ")
    return is_deed and any(word.form in lists.accusing for word in words[:k])


def _denying_in(text: str, lists: LanguageLists, quotes: Quotes) -> int | None:
    words = words_of(text)
    for hit in lists.report.find(words):
        before = words[hit.first - 1].form if hit.first else ""
        if (
            hit.value.name == "denying"
            and words[hit.first].form in lists.implicatives
            and (hit.first + 1 == len(words) or words[hit.first + 1].form not in lists.refusing_before)
            and not any(w.form in lists.granted for w in words[hit.last + 1 : hit.last + 1 + REFUSED_WITHIN])
            and not is_quoted(quotes, words[hit.first].start)
            and before not in lists.not_before
            and before not in lists.copulas
            and not _is_charged(words, hit.first, lists)
            and not is_denied(text, words, hit.first, hit.last, lists)
            and not _is_past_now(text, words, hit.first, lists)
        ):
            return hit.first
    return None
