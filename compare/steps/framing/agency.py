"""Who acts: a deed without a doer here, with a named doer there.

Three ways to leave the doer out: the passive without "by", the verb of what merely happens ("died"), the noun for the
deed ("the killing of"). A contrast is one of them against an active sentence, or a "by", for the same deed in a facing
sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.domain import Highlight, Kind, Place, Span, primary
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.lists import NO_FORMS, Forms, LanguageLists
from compare.steps.framing.number import SOME_OF_THEM
from compare.steps.framing.pairs import (
    ACROSS_LANGUAGES,
    LIKELY,
    Contrast,
    Pair,
    agreement,
    beginning,
    both_ways,
    is_likely,
    is_one_matter,
    join,
    name_all,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.words import Found, Word, clause_bounds, span_of, stem, words_of

MIN_CLOSENESS = 0.86
MIN_AGREEMENT = 0.15
DOER_AND_DEED = 2  # words at least before a verb that closes its clause: a doer, and who it is done to
BRACKET = 12  # words that an auxiliary and its participle may have between them: "wurde am Montag … verhaftet"
BY_WITHIN = 9  # words after a participle where its "by" is looked for
LIKELY_AGREEMENT = 0.35  # at least, where a bead says that it is one matter, or the words are of two languages
# Weights by hand, in the order in which editors of the sample stories listed such ways; so is what an owner weighs.
BASE = {"passive": 0.45, "happening": 0.42, "noun": 0.32}
OWNER_WITHIN = 4  # words between an owner and the trouble: "Trump's partial government shutdown"
OWNED, OWNED_BY_AGREEMENT = 0.5, 0.4
PATIENT = 4  # words beside a deed among which it is told to whom
# In no pair of sentences, by the cosine of the two: by eye, ten of thirteen such deeds in the sample stories were one,
# and three of six on BASIL, development half, before "shot back" and the like were told apart.
STORYWIDE, STORYWIDE_CLOSENESS, SAME_EVENT = 0.52, 0.845, 0.5


@dataclass(frozen=True, slots=True)
class Deed:
    """Words ``[first, last]`` that tell a deed of ``groups``; ``way`` is how its doer is left out, or ``"actor"``."""

    first: int
    last: int
    groups: frozenset[str]
    way: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A doer and what they do, as a sentence shows it or, where only the original has a verb of lists, as it has it.

    ``words`` are those of the sentence it stands in, ``lists`` of its language; ``span`` is of the sentence as shown.
    """

    deed: Deed
    words: Sequence[Word]
    lists: LanguageLists
    span: Span
    text: str
    is_original: bool = False


def find_agency(story: AlignedStory) -> Iterable[Highlight]:
    """Return deeds told without a doer where another outlet names one. Needs word lists for the language shown."""
    contrasts: list[Contrast] = []
    speech = speech_of(story)
    for pair in both_ways(story, across=True, near=True):
        lists = story.lists.of(story.language(pair.left.article))
        if lists.acts and (pair.closeness >= MIN_CLOSENESS or is_likely(pair)):
            contrasts += _contrasts(story, pair, lists, speech)
            contrasts += _owned(story, pair, lists, speech)
    contrasts += _storywide(story, speech, {(c.passage.article, str(dict(c.evidence)["deed"])) for c in contrasts})
    return join(story, Kind.AGENCY, contrasts, _say)


def _storywide(
    story: AlignedStory, speech: Mapping[Place, Quotes], seen: Collection[tuple[str, str]]
) -> Iterable[Contrast]:
    """Yield deeds for which an article nowhere names a doer, where an article on the same event does, in the sentence
    nearest in meaning; but those ``seen`` beside each other, by article and group of deeds."""
    without: dict[tuple[str, str], tuple[Place, Deed]] = {}
    naming: dict[tuple[str, str], list[tuple[Place, Actor]]] = defaultdict(list)
    for place in story.places():
        for deed in deeds_in(story.shown(place), story.lists.of(story.language(place.article)), speech[place]):
            for group in deed.groups if deed.way in ("passive", "happening") else ():
                without.setdefault((place.article, group), (place, deed))
        for actor in actors_at(story, place, speech[place]):
            for group in actor.deed.groups:
                naming[place.article, group].append((place, actor))
    same_event = [(c.left, c.right) for c in story.comparisons if c.same_event >= SAME_EVENT]
    for one, other in (*same_event, *((right, left) for left, right in same_event)):
        languages = {primary(story.reading(article).language) for article in (one, other)}
        lift = ACROSS_LANGUAGES * (len(languages) > 1)
        done: set[Place] = set()
        for (article, group), (place, mine) in without.items():
            there = naming.get((other, group), ())
            if article != one or not there or place in done or (one, group) in seen or (one, group) in naming:
                continue
            rows = story.vectors[other] @ story.vectors[one][place.sentence] + lift
            theirs, match = max(there, key=lambda found: (float(rows[found[0].sentence]), found[0]))
            words = words_of(story.shown(place))
            faces = any(p.place == theirs and p.confidence >= LIKELY for p in story.partners(place))  # judged before
            if float(rows[theirs.sentence]) < STORYWIDE_CLOSENESS or faces or _doer_is_here(match, words):
                continue
            if _are_others(words, mine, match):
                continue
            done.add(place)
            yield Contrast(
                passage_at(place, span_of(words, mine.first, mine.last)),
                passage_at(theirs, match.span),
                story.outlet(other),
                match.text,
                STORYWIDE,
                (("rule", mine.way), ("where", "elsewhere in the story"), ("deed", group), ("agreement", 0.0)),
            )


def _are_others(words: Sequence[Word], mine: Deed, match: Actor) -> bool:
    """True where one sentence tells it of some whom outlets count by themselves, police or children, and the other does
    not."""
    near = words[max(0, mine.first - PATIENT) : mine.last + PATIENT]
    first, last = match.deed.first, match.deed.last + 1
    theirs = (*match.words[max(0, first - PATIENT) : first], *match.words[last : last + PATIENT])
    ours, others = ({stem(w.form) for w in side} & SOME_OF_THEM for side in (near, theirs))
    return bool(ours) and not ours & others


def _contrasts(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    text, other = story.shown(pair.left), story.shown(pair.right)
    ours = [deed for deed in deeds_in(text, lists, speech[pair.left]) if deed.way != "actor"]
    if not ours:
        return
    # A doer named next door, in the same bead or in our own sentence, is not left out.
    named = {
        g
        for place in pair.ours
        for d in deeds_in(story.shown(place), lists, speech[place])
        if d.way == "actor"
        for g in d.groups
    }
    their_lists = story.lists.of(story.language(pair.right.article))
    is_across = their_lists.language != lists.language
    if is_across and not (their_lists.acts and is_one_matter(story, pair)):
        return
    likely = is_across or is_likely(pair)
    overlap = 0.0 if is_across else agreement(story, pair.left, pair.right)
    if likely:
        overlap = max(overlap, LIKELY_AGREEMENT)
    if overlap < MIN_AGREEMENT:
        return
    words = words_of(text)
    acting = actors_at(story, pair.right, speech[pair.right])
    for mine in ours:
        if mine.groups & named:
            continue
        match = next((theirs for theirs in acting if theirs.deed.groups & mine.groups), None)
        if match is None or _doer_is_here(match, words):
            continue
        theirs = Deed(0, len(words_of(other)) - 1, match.deed.groups, "actor") if match.is_original else match.deed
        shared = _shared_beside(words, mine, words_of(other), theirs, lists)
        if not shared and not is_across:
            continue
        yield Contrast(
            passage_at(pair.left, span_of(words, mine.first, mine.last)),
            passage_at(pair.right, match.span),
            story.outlet(pair.right.article),
            match.text,
            min(0.9, BASE[mine.way] + 0.06 * min(shared, 3) + 0.3 * overlap),
            (("rule", mine.way), ("deed", min(mine.groups & match.deed.groups)), ("agreement", round(overlap, 3))),
        )


def actors_at(story: AlignedStory, place: Place, quotes: Quotes) -> list[Actor]:
    """Return the doers that a sentence names: as shown, and in its original where engines lose the verb."""
    shown, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(shown)
    found = [
        Actor(deed, words, lists, span := span_of(words, deed.first, deed.last), span.of(shown))
        for deed in deeds_in(shown, lists, quotes)
        if deed.way == "actor"
    ]
    reading = story.reading(place.article)
    if not reading.is_translated:
        return found
    text, lists = story.sentence(place).text, story.lists.of(reading.language)
    words = words_of(text)
    known = frozenset(group for actor in found for group in actor.deed.groups)
    return found + [
        Actor(deed, words, lists, whole(shown), span_of(words, deed.first, deed.last).of(text), is_original=True)
        for deed in deeds_in(text, lists)
        if deed.way == "actor" and not deed.groups & known
    ]


def _owned(story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    """Yield a trouble that is somebody's here and nobody's there: "Orban's shutdown", "the shutdown"."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    if not lists.troubles or story.language(pair.right.article) != lists.language:
        return
    words, their_words = words_of(text), words_of(other)
    theirs = [k for k, word in enumerate(their_words) if word.form in lists.troubles]
    if not theirs:
        return
    for k, word in enumerate(words):
        if word.form not in lists.troubles or is_quoted(speech[pair.left], word.start):
            continue
        owner = _owner(text, words, k, lists)
        same = [j for j in theirs if stem(their_words[j].form) == stem(word.form)]
        if owner is None or not same or any(_is_owned(other, their_words, j, lists) for j in same):
            continue
        span = their_words[same[0]].span
        yield Contrast(
            passage_at(pair.left, span_of(words, owner, k)),
            passage_at(pair.right, span),
            story.outlet(pair.right.article),
            span.of(other),
            OWNED + OWNED_BY_AGREEMENT * agreement(story, pair.left, pair.right),
            (("rule", "owner"), ("deed", word.form), ("agreement", round(agreement(story, pair.left, pair.right), 3))),
        )


def _owner(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the first word of the name in the genitive within ``OWNER_WITHIN`` words before word ``k``, or None."""
    opening, _ = clause_bounds(text, words, k)
    for j in range(k - 1, max(opening, k - OWNER_WITHIN) - 1, -1):
        word = words[j].span.of(text)
        if word[-2:] in ("'s", "’s") and words[j].is_capital and words[j].form not in lists.function:
            return j
        if words[j].form in lists.function:
            return None
    return None


def _is_owned(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where the trouble is somebody's in any way: "his", "its", a name in the genitive, "by" or "of" somebody."""
    before = words[max(0, k - OWNER_WITHIN) : k]
    after = words[k + 1].form if k + 1 < len(words) else ""
    own = _owner(text, words, k, lists) is not None or any(w.form in lists.owners for w in before)
    return own or after in lists.by or after in lists.of


def deeds_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> list[Deed]:
    """Return the deeds that ``text`` tells in the writer's words, with a doer or without."""
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    happening = [
        _happening(words, hit, lists)
        for hit in lists.unacted.find(words)
        if not is_quoted(quotes, words[hit.first].start)
    ]
    found: list[Deed] = []
    without = {k for deed in happening for k in range(deed.first, deed.last + 1)}
    idle = {k for hit in lists.not_acts.find(words) for k in range(hit.first, hit.last + 1)}
    for k, word in enumerate(words):
        if is_quoted(quotes, word.start):
            continue
        if word.form in lists.nominal and _is_noun(words, k, lists):
            found.append(Deed(max(0, k - 1), k + 1, frozenset({lists.nominal[word.form]}), "noun"))
            continue
        groups = lists.acts.get(word.form)
        if groups is None or k in idle:
            continue
        auxiliary = _auxiliary(text, words, k, lists)
        if auxiliary is not None:
            by = _by(text, words, auxiliary if lists.brackets else k, lists)
            way = "passive" if by is None else "actor"
            ends = (auxiliary, k) if by is None else (auxiliary, by, k)
            found.append(Deed(min(ends), max(ends), groups, way))
            continue
        if k + 1 < len(words) and words[k + 1].form in lists.by:
            # A participle alone: "a student, hit by an officer".
            by = _by(text, words, k, lists)
            if by is not None:
                found.append(Deed(k, by, groups, "actor"))
            continue
        actor = _actor(text, words, k, lists) if k not in without else None
        if actor is not None:
            found.append(Deed(min(actor, k), max(actor, k), groups, "actor"))
    for hit in lists.act_phrases.find(words):
        opening, _ = clause_bounds(text, words, hit.first)
        doer = _opening_doer(words, opening, hit.first, lists)
        if doer is not None and hit.first not in without and not is_quoted(quotes, words[hit.first].start):
            found.append(Deed(doer, hit.last, frozenset({hit.value}), "actor"))
    told = {k for deed in found for k in range(deed.first, deed.last + 1)}
    return [deed for deed in happening if deed.last not in told] + found


def _happening(words: Sequence[Word], hit: Found[str], lists: LanguageLists) -> Deed:
    """Return a deed that a verb of happening tells, with who does it where a word of "by" stands before the verb."""
    k = hit.first - 1
    if lists.verb_last and k > 0 and words[k].form in lists.by:
        return Deed(k - 1, hit.last, frozenset({hit.value}), "actor")  # "polis tarafından öldürüldü"
    return Deed(hit.first, hit.last, frozenset({hit.value}), "happening")


def _is_noun(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True for "the killing of", with nothing before it that owns the deed ("Israel's killing of")."""
    if k + 1 >= len(words) or words[k + 1].form not in lists.of:
        return False
    return k == 0 or (words[k - 1].form in lists.function and words[k - 1].form not in lists.owners)


def _auxiliary(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return where the passive of the participle at ``k`` begins, or None where it is not passive."""
    if lists.brackets:
        opening, closing = clause_bounds(text, words, k)
        before = range(k - 1, max(opening, k - BRACKET) - 1, -1)
        after = range(k + 1, min(closing, k + 1) + 1)  # "…, weil sie verhaftet wurden"
        return next((j for j in (*before, *after) if words[j].form in lists.auxiliaries), None)
    j = k - 1
    while j >= 0 and k - j <= 4 and words[j].form in lists.passive_gap and words[j].form not in lists.auxiliaries:
        j -= 1
    if j < 0 or words[j].form not in lists.auxiliaries or k - j > 4:
        return None
    if words[k].form.endswith("ing") or (words[j].form in ("being",) and j == 0):
        return None
    while j > 0 and words[j - 1].form in lists.auxiliaries:
        j -= 1
    return j


def _by(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the last word of "by …" after the participle at ``k``, or None where no doer is named."""
    if lists.doers:
        opening, closing = clause_bounds(text, words, k)
        around = (*range(k + 1, min(closing, k + BY_WITHIN) + 1), *range(k - 1, max(opening, k - BY_WITHIN) - 1, -1))
        return next((j for j in around if words[j].form in lists.doers and not _is_with(words, j, lists)), None)
    for j in range(k + 1, min(len(words) - 1, k + BY_WITHIN) + 1):
        if words[j].form in lists.by and j + 1 < len(words):
            after = words[j + 1]
            is_cause = words[j].form in lists.cause_after and not (after.is_capital or after.form.endswith("s"))
            if after.form in lists.no_doers or (is_cause and after.form not in lists.function):
                continue  # "por seis horas", "por corrupção"
            if words[j + 1].form.endswith("ing") or words[j + 1].form[:1].isdigit():
                return None if words[j + 1].form[:1].isdigit() else j + 1
            _, closing = clause_bounds(text, words, j)
            last = j + 1
            while last < min(closing, j + 3) and words[last].form in lists.function:
                last += 1
            while last < min(closing, j + 5) and words[last + 1].form not in lists.function:
                last += 1
            if any(word.form in lists.instruments for word in words[j + 1 : last + 1]):
                continue  # "hit by a bullet" names nobody; "by a bullet fired by an officer" does
            return last
    return None


def _actor(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the first word of the doer right before the active verb at ``k``, or None where there is none."""
    opening, closing = clause_bounds(text, words, k)
    if lists.verb_last:
        return _opening_doer(words, opening, k, lists)
    if lists.brackets and any(words[j].form in lists.have for j in range(max(opening, k - BRACKET), k)):
        return _opening_doer(words, opening, k, lists, behind=lists.function)  # "die Polizei hat drei … verhaftet"
    if lists.verb_first and k < closing:
        after = words[k + 1].form
        if after not in lists.function and after not in lists.not_actors and not after[:1].isdigit():
            return k + 1
    if k in (opening, closing) or words[k].form.endswith("ing"):
        return None
    before = k - 1
    while before > opening and (words[before].form in lists.have or words[before].form.endswith("ly")):
        before -= 1
    word = words[before]
    if word.form in lists.joining and before > opening + 2:
        return _subject(words, opening, before, lists)
    if word.form in lists.not_actors or word.form in lists.auxiliaries or len(word.form) < 3 or word.form[:1].isdigit():
        return None
    if word.form in lists.function and word.form not in lists.relative:
        return None
    # An object must follow: "police killed three", not "the police killed were".
    following = words[k + 1].form
    if (
        following in lists.auxiliaries
        or following in lists.by
        or following in lists.relative
        or following in lists.unreal
    ):
        return None
    dated = k + 2 < len(words) and (words[k + 2].is_capital or words[k + 2].form[:1].isdigit())
    if following in lists.no_object and not (dated and closing > k + 2):
        return None  # "rejected in April the action" has its object behind the date
    if word.form in lists.relative:
        return max(0, before - 2) if before else None
    first = before
    while first > opening and before - first < 2 and _belongs(words[first - 1], lists):
        first -= 1
    return first


def _is_with(words: Sequence[Word], j: int, lists: LanguageLists) -> bool:
    """True where a small word before the form gives it another part: "после столкновений с полицией"."""
    return j > 0 and words[j - 1].form in lists.function


def _opening_doer(
    words: Sequence[Word], opening: int, k: int, lists: LanguageLists, behind: Forms = NO_FORMS
) -> int | None:
    """Return the first word of a clause whose verb closes it at ``k``, where that may name who does it.

    Words of ``behind`` that open it, articles, belong to the name.
    """
    while opening < k and words[opening].form in behind:
        opening += 1
    first = words[opening].form
    is_doer = k - opening >= DOER_AND_DEED and first not in lists.not_actors and first not in lists.function
    return opening if is_doer and not first[:1].isdigit() else None


def _subject(words: Sequence[Word], opening: int, joined: int, lists: LanguageLists) -> int | None:
    """Return the first word of the doer of a second verb, "troops invaded the valley and murdered four": the doer of
    the first, where the clause opens with one and the first is no passive."""
    before = words[opening:joined]
    if any(w.form in lists.auxiliaries or w.form in lists.relative for w in before):
        return None
    first = next((k for k, w in enumerate(before) if w.form not in lists.function), None)
    verb = next((k for k, w in enumerate(before) if w.form in lists.acts), None)
    if first is None or verb is None or verb <= first or before[first].form in lists.not_actors:
        return None
    return opening + first


def _belongs(word: Word, lists: LanguageLists) -> bool:
    """True for a word that may be part of the doer's name: "air" of "air force"."""
    return word.form not in lists.function and word.form not in lists.not_actors and not word.form.endswith("ly")


def _doer_is_here(match: Actor, ours: Sequence[Word]) -> bool:
    """True where our sentence names the other's doer too, only not as the subject."""
    lists, phrase = match.lists, match.words[match.deed.first : match.deed.last + 1]
    same = beginning if match.is_original else stem
    here = {same(w.form) for w in ours}
    if phrase[0].form not in lists.auxiliaries:
        verb = next((k for k, w in enumerate(phrase) if k and w.form in lists.acts), len(phrase))
        telling = [w for w in phrase[:verb] if w.form not in lists.function]
        doer = telling[:1] if lists.verb_last else telling[-1:]
        return bool(doer) and same(doer[0].form) in here
    return bool({same(w.form) for w in phrase if w.form not in lists.function and w.form not in lists.acts} & here)


def _shared_beside(ours: Sequence[Word], mine: Deed, theirs: Sequence[Word], match: Deed, lists: LanguageLists) -> int:
    """Count telling words near both deeds, or between a doer and what it does: who or how many it was done to, when."""

    def near(words: Sequence[Word], deed: Deed) -> set[str]:
        inside = [word for word in words[deed.first + 1 : deed.last] if word.form not in lists.acts]
        around = [*words[max(0, deed.first - 7) : deed.first], *inside, *words[deed.last + 1 : deed.last + 8]]
        return {stem(w.form) for w in around if w.form not in lists.function and (len(w.form) > 2 or w.form.isdigit())}

    return len(near(ours, mine) & near(theirs, match))


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    if dict(contrasts[0].evidence)["rule"] == "owner":
        return f"{quoted(own)} says whose it is; {name_all(contrasts)}."
    where = " elsewhere," if "where" in dict(contrasts[0].evidence) else ""
    if dict(contrasts[0].evidence)["rule"] == "happening":
        return f"In {quoted(own)} nobody does it;{where} {name_all(contrasts)}."
    return f"{quoted(own)} names nobody who acts;{where} {name_all(contrasts)}."
