"""Words that judge, as the trained model finds them, beside what the other outlets wrote in their place.

The model says how a careful reader takes a word by itself; this adds whether the others are plainer there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import groupby

from compare.domain import IDLE, Highlight, Kind, Passage, Place, Span, primary
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.answers import ALONE, content_stems_of, tells_the_same, tells_without
from compare.steps.framing.ascribed import is_ascribed
from compare.steps.framing.classes import NAMING, OF_PRAISE, class_by_tag, may_face, noun_after, tag_at, tokens_at
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.loaded import LANGUAGES, MAY_JUDGE
from compare.steps.framing.loaded_literal import SensedSentence
from compare.steps.framing.loaded_spans import is_half_quoted, with_particle, with_what_belongs, without_loose_ends
from compare.steps.framing.loaded_uses import JUDGE_TOGETHER, JUDGES, class_there
from compare.steps.framing.pairs import MAX_AGAINST, and_all, content_stems, passage_at, quoted
from compare.steps.framing.quotes import Quotes, is_quoted, speech_of
from compare.steps.framing.rendered import shown_for
from compare.steps.framing.scales import find_charged
from compare.steps.framing.scope import in_scope
from compare.steps.framing.words import Word, form_of, numbers_within, span_of, stem, words_of
from compare.steps.phrases import NAME

# Below, a word is not listed. NewsWCL50, development half, word AP of a report at .02, .01, .007 and .004: .247, .265,
# .269, .274. Views leave out those that judge no more than any word (``FAINT``).
MIN_PROBABILITY = 0.004
MIN_PARTNER_CLOSENESS = 0.86  # a partner this near may be expected to have a word in the same place
SHARED = 0.8  # factor where another outlet has the same word: it colours, but does not set outlets apart
# Added to the log-odds where another outlet tells the same without the word: the model knows the sentence alone. By eye
# on hand-made stories: at 0.27 alone, a word set against plainer ones is one that readers take for a judgement.
CONTRAST = 1.0
# Taken off the log-odds everywhere: BABE, on which probabilities are fitted, was gathered from partisan outlets, half
# of it biased. At .2, .3 and .4, of 40, 38 and 35 loaded words marked in the sample stories .72, .74 and .80 were on
# the lists of what an editor expects there, before three more were added to them. Least at which what is marked beyond
# them was, read one by one, mostly right.
NEWS = 0.4
# Below, a weight is drawn up towards it, by the root of what it is of it: of words that hardly judge their probability
# says less than what else is known, such as whether translation chose them, and than that they are words and not names.
# Development halves, without, and with the power .7 and .5: NewsWCL50 word AP of a report .264, .270, .274, sentence
# AUC .705, .708, .709, real differences over those of translation AUC .776, .830, .873, BASIL as before.
RARELY, PRESSED = 0.1, 0.5
CAP = 0.49  # just below even odds: a word that the other outlet has too is listed, not marked
# Classes of report verbs that judge whatever stands beside them: slammed, boasted, threatened. How others put a
# statement ("claimed") is told where another outlet puts the same one otherwise: listed here, marked there.
JUDGING_CLASSES = frozenset({"attacking", "boasting", "threatening", "complaining"})
# Classes of words that are often the plain ones: "war", "killed", "good", and of a circus "clowns".
OFTEN_PLAIN = frozenset({"a word of harm or threat", "a word of approval", "a name that judges"})
# Weight from which a word of any other class is marked in a headline where it passes ``as_used``, by as much above even
# odds as ``RAISED`` times what it has more; from the second on of classes that are hardly ever plain, where no other
# headline has the word. Readers found 40 of 50 marks in headlines worth it.
# In sentences of long articles, where four editors of whole stories had marked .70 of 73 such words, readers of single
# marks found .30 of 273 worth it: there they are listed.
LIKELY, RAISED = 0.25, 0.2
LIKELY_IN_HEADLINES = 0.1
IN_HEADLINES = frozenset(
    {"a verb that colours the deed", "a judging adjective", "a verb that mocks or belittles", "a fight metaphor"}
)
OF_A_CAMP = "a label from one camp's vocabulary"
DENIED_WITHIN = 3  # words before a word within which a negation is its own: "not at all greedy"; by hand
MAX_PROPOSED = 48  # words of a sentence: four times what any list holds; bounds hostile ones
AS_WELL = 0.5  # of a word's probability: what has it in a sentence of another language judges as well
SILENT = 0.16  # below, no word of such a sentence judges: see ``PLAIN_ORIGINAL`` in doubt.py
# Probability from which a listed word of an original judges, however it was translated: that of the highest grade.
JUDGES_AS_WRITTEN = 0.4
# Below, a word that may judge is not marked for being found beside other outlets alone: of 14 such in real articles 2
# were worth it.
HARDLY = 0.2
MAX_DIFF_WORDS = 120  # words a side for finding what stands in a word's place
BY_MODEL, BESIDE = "loaded word", "read beside"
MIN_INSTEAD = 0.25  # below, what stands in its place says nothing: labels F1 (NewsWCL50) .581 at .1, .585 at .3
# Cosine of the nearest words of both. By eye on BASIL and NewsWCL50, development halves: of what stood in a word's
# place below it one in five answered to the word ("assailed", "remain"), above it two in three ("insane", "bad deal").
MIN_LIKENESS = 0.2
MAX_INSTEAD = 4  # words; a longer replacement is another clause, not another word


def find_loaded(story: AlignedStory) -> Iterable[Highlight]:
    """Return words that judge: charged ones against plain ones, and each that the model finds, with its probability.

    A story is scored in one call an article.
    """
    yield from find_charged(story, Kind.LOADED)
    if story.lists.loaded is None:
        return
    speech = speech_of(story)
    for reading in story.readings:
        article = reading.article.id
        for index, spans in enumerate(story.judged(article).scored):
            place = Place(article, index)
            likely = [one for one in spans if one[1] >= MIN_PROBABILITY]
            stating = _stating(story, place) if any(one[1] >= MIN_INSTEAD for one in likely) else []
            for found_at, probability, reason in nlargest(MAX_PROPOSED, likely, key=lambda one: one[1]):
                span = without_loose_ends(found_at, tokens_at(story, place))
                found = _highlight(story, place, span, probability, reason, speech)
                states = any(verb.start <= span.start and span.end <= verb.end for verb in stating)
                yield replace(found, weight=min(found.weight, CAP)) if states else found
    yield from _as_written(story, speech)


def _as_written(story: AlignedStory, speech: Mapping[Place, Quotes]) -> Iterable[Highlight]:
    """Yield the words shown for those of an original that our lists of its language say judge, as probably as these do:
    engines have plain words for many."""
    for reading in story.readings:
        article = reading.article.id
        if not reading.is_translated:
            continue
        for index, spans in enumerate(story.judged_originals(article).scored):
            place = Place(article, index)
            for written, probability, reason in spans:
                if probability < JUDGES_AS_WRITTEN or reason == MAY_JUDGE:
                    continue
                span = shown_for(story, place, written)
                if span is not None:
                    likely = max(probability, story.judged(article).most(index, span))
                    yield _highlight(story, place, span, likely, reason, speech, is_written=True)


def as_used(story: AlignedStory, highlight: Highlight) -> Highlight:
    """Return a loaded word as its sentence and its story use it: widened to the phrase that judges as a whole, and
    listed, not marked, in a fixed phrase or a term of law, where it is denied or not the outlet's own word, and where
    most others have it, wherever in their articles."""
    place = Place(highlight.passage.article, highlight.passage.sentence)
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words, span = words_of(text), highlight.passage.span
    if _is_idle(story, highlight, lists):
        return replace(highlight, weight=min(highlight.weight, CAP), evidence=(*highlight.evidence, (IDLE, 1.0)))
    least = _least_likely(story, highlight)
    is_likely = least <= highlight.weight < CAP
    if highlight.weight <= CAP and not is_likely:
        return highlight
    evidence = dict(highlight.evidence)
    if (
        _needs_second_sign(story, highlight, span.of(text), lists)
        or ("as written" not in evidence and lists.uses.is_plain(text, words, span, lists.function))
        or _is_literal(story, place, span, str(evidence.get("reason", "")))
        or is_quoted(speech_of(story)[place], span.start)
        or is_half_quoted(text, span)
        or is_ascribed(text, words, span, lists)
        or _is_denied(text, words, span, lists)
        or (evidence.get("reason") in OFTEN_PLAIN and _is_common(story, place.article, span.of(text), lists))
    ):
        return replace(highlight, weight=min(highlight.weight, CAP))
    if is_likely:
        highlight = replace(highlight, weight=round(0.5 + RAISED * (highlight.weight - least), 4))
    whole = lists.uses.part(words, span)
    sentence = parsed(story, place)
    if sentence is not None:
        whole = with_what_belongs(sentence, with_particle(sentence, whole), tokens_at(story, place))
    if whole == span:
        return highlight
    note = highlight.note.replace(quoted(span.of(text)), quoted(whole.of(text)), 1)
    for reason in (JUDGES, "a judging adjective"):
        note = note.replace(f"”: {reason};", f"”: {JUDGE_TOGETHER};", 1)
    return replace(highlight, passage=passage_at(place, whole), note=note)


def _is_idle(story: AlignedStory, highlight: Highlight, lists: LanguageLists) -> bool:
    """True of small words and names by themselves, of which nothing is known but that they may judge: "of", "Lisbon".
    They rank sentences for programs, and readers are not shown them."""
    if dict(highlight.evidence).get("reason") != MAY_JUDGE:
        return False
    passage = highlight.passage
    place = Place(passage.article, passage.sentence)
    names = {token.span.start for token in tokens_at(story, place) if token.tag == NAME}
    words = words_of(story.shown(place))
    own = [words[k] for k in numbers_within(words, passage.span)]
    return bool(own) and all(word.form in lists.function or word.start in names for word in own)


def _least_likely(story: AlignedStory, highlight: Highlight) -> float:
    """Return the weight from which a word that the model finds, of less than even odds by itself, has more where a
    headline uses it as the outlet's own, as written in a language that is judged by all that is known; of others 1."""
    article, evidence = highlight.passage.article, dict(highlight.evidence)
    is_shown = not story.reading(article).is_translated and story.language(article) in LANGUAGES
    is_telling = evidence["rule"] == BY_MODEL and evidence["reason"] not in {*OFTEN_PLAIN, OF_A_CAMP}
    if not (is_shown and is_telling and story.is_of_headlines):
        return 1.0
    is_own = evidence["reason"] in IN_HEADLINES and not evidence.get("others with the word")
    return LIKELY_IN_HEADLINES if is_own else LIKELY


def _needs_second_sign(story: AlignedStory, highlight: Highlight, own: str, lists: LanguageLists) -> bool:
    """True of a false friend, and of a word of which nothing is known but that it may judge, in a language that is
    judged by all that is known: it is marked where it is found beside other outlets, too, as ``find_learned`` does."""
    evidence = dict(highlight.evidence)
    if evidence["rule"] == BY_MODEL and evidence["reason"] == MAY_JUDGE and lists.language in LANGUAGES:
        return True
    if evidence["rule"] == BESIDE and lists.language in LANGUAGES and _hardly_judges(story, highlight.passage):
        return True
    return evidence["rule"] != BESIDE and form_of(own) in lists.uses.other


def _hardly_judges(story: AlignedStory, passage: Passage) -> bool:
    """True of words of which the model knows no more than that they may judge, and hardly thinks so."""
    own = [one for one in story.judged(passage.article).scored[passage.sentence] if one[0].overlaps(passage.span)]
    likely = [one for one in own if one[1] >= MIN_PROBABILITY]
    return bool(likely) and all(reason == MAY_JUDGE and p < HARDLY for _, p, reason in likely)


def _is_literal(story: AlignedStory, place: Place, span: Span, reason: str) -> bool:
    """True where a word is meant as it stands, in languages whose words have senses that are known."""
    sentence, uses = parsed(story, place), story.lists.of(story.language(place.article)).uses
    return sentence is not None and sentence.is_literal(span, reason, uses)


def parsed(story: AlignedStory, place: Place) -> SensedSentence | None:
    """Return a sentence with what is known of its words; None in languages where nothing is."""
    language = story.language(place.article)
    vocabulary = story.lists.vocabularies.get(language)
    if vocabulary is None or language not in LANGUAGES:
        return None
    text = story.shown(place)
    return SensedSentence(text, words_of(text), story.lists.of(language).function, vocabulary)


def _is_denied(text: str, words: Sequence[Word], span: Span, lists: LanguageLists) -> bool:
    """True where a negation shortly before the words reaches them all: "was not greedy". One among them is theirs:
    "without mercy"."""
    inside = numbers_within(words, span)
    telling = {k for k in inside if words[k].form not in lists.function}
    before = range(max(0, inside[0] - DENIED_WITHIN), inside[0]) if inside else range(0)
    if not telling or not any(words[k].form in lists.negations for k in before):
        return False
    return telling <= in_scope(text, words, lists)


def _is_common(story: AlignedStory, article: str, own: str, lists: LanguageLists) -> bool:
    """True for words that most of the other outlets, and more than one, have too."""
    stems = content_stems(own, lists.function)
    others = [r.article.id for r in story.readings if r.article.id != article]
    having = sum(stems <= content_stems_of(story, other) for other in others)
    return bool(stems) and having > 1 and 2 * having > len(others)


def _stating(story: AlignedStory, place: Place) -> list[Span]:
    """Return report verbs of a class that takes no side by itself; what is not said with them ("asylum claims", "claim
    the strait") is plain."""
    words = words_of(story.shown(place))
    hits = story.lists.of(story.language(place.article)).report.find(words)
    return [span_of(words, hit.first, hit.last) for hit in hits if hit.value.name not in JUDGING_CLASSES]


@dataclass(slots=True)
class _Beside:
    """What other outlets have where ours has a judging word, each with its outlet's name.

    ``same`` have the word too, ``instead`` another one in its place, ``plain`` have no such word, ``telling``
    tell the very same without it. Of those shown in another language ``judging`` have a word that judges as well,
    with that word, and ``silent`` have none.
    """

    same: list[str] = field(default_factory=list)
    instead: list[tuple[str, str]] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    telling: list[str] = field(default_factory=list)
    judging: list[tuple[str, str]] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    against: list[Passage] = field(default_factory=list)
    as_written: bool = False
    """True where a plain word is the outlet's: not that of a translation, unless ours went through the same one."""

    def weight(self, probability: float) -> float:
        """Return how likely a reader is to agree, of a word of the given probability by itself; below ``RARELY`` a
        weight that only ranks."""
        weight = self._likelihood(probability)
        return weight if weight >= RARELY else RARELY * (weight / RARELY) ** PRESSED

    def _likelihood(self, probability: float) -> float:
        weight = raised(probability, -NEWS)
        is_shared, sets_apart = bool(self.same or self.judging), bool(self.plain or self.silent)
        if self.as_written and (self.instead or (sets_apart and not is_shared)):
            return raised(weight, CONTRAST)
        if is_shared:
            weight *= SHARED
            return weight if sets_apart and self.as_written else min(weight, CAP)
        return weight


def _highlight(
    story: AlignedStory,
    place: Place,
    span: Span,
    probability: float,
    reason: str,
    speech: Mapping[Place, Quotes],
    *,
    is_written: bool = False,
) -> Highlight:
    """Return a word as a highlight; ``is_written`` where that of the original is known to judge."""
    own = span.of(story.shown(place))
    beside = _look_beside(story, place, span, probability, speech, is_written=is_written)
    return Highlight(
        passage_at(place, span),
        Kind.LOADED,
        min(1.0, beside.weight(probability)),
        _note(own, _class_there(story, place, span, reason), beside),
        tuple(beside.against[:MAX_AGAINST]),
        evidence=(
            ("rule", BY_MODEL),
            ("reason", reason),
            ("probability", round(probability, 4)),
            ("others with the word", float(len(beside.same) + len(beside.judging))),
            ("others without it", float(len(beside.instead) + len(beside.plain) + len(beside.silent))),
            *((("judges as written", 1.0),) if is_written else ()),
        ),
    )


def _class_there(story: AlignedStory, place: Place, span: Span, reason: str) -> str:
    """Return what kind of word it is, as far as its form and its story bear out what the lists say."""
    language = story.language(place.article)
    lists = story.lists.of(language)
    words = words_of(story.shown(place))

    def is_fighting() -> bool:
        shown = (s.shown for r in story.readings if story.language(r.article.id) == language for s in r.sentences)
        return lists.uses.is_of_fighting([words_of(text) for text in shown])

    sentence = parsed(story, place)
    if lists.uses.is_unclassed(words, span) or (sentence is not None and sentence.belies(span, reason)):
        return JUDGES if len(numbers_within(words, span)) < 2 else JUDGE_TOGETHER
    tokens = tokens_at(story, place)
    if reason in OF_PRAISE and (noun := noun_after(tokens, span)) is not None and _is_grave(story, place, noun.span):
        return JUDGES
    reason = class_by_tag(reason, tokens, span)
    fights = story.once(("fighting", language), is_fighting)
    return class_there(reason, words, span, lists.function, is_fighting=fights)


def _is_grave(story: AlignedStory, place: Place, span: Span) -> bool:
    """True of a noun that tells of a loss, or judges: a "remarkable" surrender is not praised."""
    form = form_of(span.of(story.shown(place)))
    valence = story.lists.of(story.language(place.article)).valence.get(form, 0.0)
    return valence < 0 or story.judged(place.article).most(place.sentence, span) >= RARELY


def _look_beside(
    story: AlignedStory,
    place: Place,
    span: Span,
    probability: float,
    speech: Mapping[Place, Quotes],
    *,
    is_written: bool,
) -> _Beside:
    """Return what stands in sentences that are near in meaning."""
    own, found = span.of(story.shown(place)), _Beside()
    language = story.language(place.article)
    lists = story.lists.of(language)
    stems = {stem(w.form) for w in words_of(own) if w.form not in lists.function}
    ours = story.reading(place.article)
    for partner in story.partners(place):
        if story.nearness(place, partner.place) < MIN_PARTNER_CLOSENESS:
            continue
        outlet, theirs = story.outlet(partner.place.article), story.reading(partner.place.article)
        if story.language(partner.place.article) != language:
            if probability >= MIN_INSTEAD:
                _look_abroad(story, partner.place, probability, found)
            continue
        is_plain = is_written and _judges_not(story, partner.place)
        found.as_written = found.as_written or is_plain or primary(theirs.language) == primary(ours.language)
        other = story.shown(partner.place)
        their_words = words_of(other)
        shared = stems & {stem(w.form) for w in their_words}
        if shared:
            found.same += [outlet] if shared == stems else []
            continue
        run = None
        if probability >= MIN_INSTEAD:
            runs = in_place_of(words_of(story.shown(place)), span, their_words, lists)
            if is_quoted(speech[place], span.start):
                # Two words of a speaker are no choice of the outlets'.
                runs = [run for run in runs if not is_quoted(speech[partner.place], run.start)]
            runs = [run for run in runs if _may_stand_for(story, place, span, partner.place, run)]
            run = _most_alike(story, lists, own, other, runs)
        if run is not None:
            found.against.append(passage_at(partner.place, run))
            found.instead.append((outlet, run.of(other)))
        else:
            found.plain.append(outlet)
            if tells_without(story, place, span, partner.place):
                found.telling.append(outlet)
    return found


def _judges_not(story: AlignedStory, place: Place) -> bool:
    """True where no word of a sentence judges, as it was written."""
    judged = story.judged_originals(place.article)
    heaviest = judged.heaviest(place.sentence)
    return judged.was_read and (heaviest is None or heaviest[1] < SILENT)


def _may_stand_for(story: AlignedStory, place: Place, span: Span, other: Place, run: Span) -> bool:
    """True where the other article surely tells the same, and the run ends in a word of a class that may face ours: a
    date stands in no verb's place."""
    surely = tells_the_same(story, place, other.article)
    if tag_at(tokens_at(story, other), run) in NAMING and _is_told_of(story, place, run.of(story.shown(other))):
        return False
    return surely and may_face(tokens_at(story, place), span, tokens_at(story, other), run)


def _is_told_of(story: AlignedStory, place: Place, words: str) -> bool:
    """True where an article has these words, too: of the "police" that are told of there "mob" is no other name."""
    stems = content_stems(words, story.lists.of(story.language(place.article)).function)
    return bool(stems) and stems <= content_stems_of(story, place.article)


def _look_abroad(story: AlignedStory, place: Place, probability: float, found: _Beside) -> None:
    """Add what a sentence shown in another language has: a word that judges as well, or none where its words were
    read."""
    shown, outlet = story.shown(place), story.outlet(place.article)
    judged = story.judged(place.article)
    heaviest = judged.heaviest(place.sentence)
    if heaviest is not None and heaviest[1] >= AS_WELL * probability:
        found.judging.append((outlet, heaviest[0].of(shown)))
    elif judged.was_read and (heaviest is None or heaviest[1] < SILENT):
        found.silent.append(outlet)
        found.as_written = found.as_written or not story.reading(place.article).is_translated


def _most_alike(story: AlignedStory, lists: LanguageLists, own: str, other: str, runs: Sequence[Span]) -> Span | None:
    """Return the run of the other's words that is nearest in meaning, where it may stand for ours; the first where
    meanings are not known."""
    model = story.lists.loaded
    if model is None or lists.language not in LANGUAGES or not runs:
        return runs[0] if runs else None
    likeness = [model.likeness(own, run.of(other)) for run in runs]
    best = max(range(len(runs)), key=lambda k: (likeness[k], -k))
    return runs[best] if likeness[best] >= MIN_LIKENESS else None


def raised(probability: float, by: float) -> float:
    """Return the probability with ``by`` added to its log-odds."""
    odds = probability / max(1e-6, 1.0 - probability) * math.exp(by)
    return odds / (1.0 + odds)


def in_place_of(words: Sequence[Word], span: Span, theirs: Sequence[Word], lists: LanguageLists) -> list[Span]:
    """Return what the other sentence has where ``span`` stands in ours: runs of words without a name among them.

    The words that both sentences share frame it; a stretch of more than ``MAX_INSTEAD`` words answers to nothing. No
    name stands for a word that judges: of "Trump urged" only "urged" does.
    """
    ours, others = words[:MAX_DIFF_WORDS], theirs[:MAX_DIFF_WORDS]
    inside = [k for k, w in enumerate(ours) if span.start <= w.start and w.end <= span.end]
    if not inside:
        return []
    matcher = SequenceMatcher(None, [stem(w.form) for w in ours], [stem(w.form) for w in others], autojunk=False)
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "replace" and a <= inside[0] and inside[-1] < a_end:
            if a_end - a > MAX_INSTEAD or b_end - b > MAX_INSTEAD:
                return []
            parts = [list(part) for is_name, part in groupby(others[b:b_end], _is_name) if not is_name]
            telling = [[w for w in part if w.form not in lists.function] for part in parts]
            return [Span(part[0].start, part[-1].end) for part in telling if part]
    return []


def _is_name(word: Word) -> bool:
    return word.is_capital and word.start > 0


def _note(own: str, reason: str, beside: _Beside) -> str:
    start = f"{quoted(own)}: {reason}"
    if beside.instead:
        return (
            f"{start}; "
            + and_all([f"{outlet} has {quoted(words)}" for outlet, words in dict.fromkeys(beside.instead[:3])])
            + " there."
        )
    if beside.same:
        names = and_all(list(dict.fromkeys(beside.same))[:3])
        return f"{start}, which {names} {'has' if len(set(beside.same)) == 1 else 'have'} too."
    if beside.judging:
        said = and_all([f"{outlet} has {quoted(words)}" for outlet, words in dict.fromkeys(beside.judging[:3])])
        return f"{start}; in another language, {said}."
    lacking = list(dict.fromkeys(beside.telling))[:3]
    if lacking:
        return f"{start}; {and_all(lacking)} {'does' if len(lacking) == 1 else 'do'} not use it."
    silent = [] if beside.plain else list(dict.fromkeys(beside.silent))[:3]
    if silent:
        tells = f"{and_all(silent)} {'tells' if len(silent) == 1 else 'tell'} the same"
        return f"{start}; {tells} in another language without a word that judges."
    return f"{start}; {ALONE}."
