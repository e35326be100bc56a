"""Report verbs: where one introduces a statement, whose it is, and where one is denied or no verb of saying at all.

Knows one sentence and the lists of its language; what is stated is ``statements``', what outlets make of it
``attribution``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from compare.domain import Place, Span
from compare.steps.fold import UNSPACED
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.certainty import is_adverb
from compare.steps.framing.lists import LanguageLists, ReportClass
from compare.steps.framing.quotes import Quote, Quotes, is_quoted, quotes_of
from compare.steps.framing.rendered import written_for
from compare.steps.framing.words import Word, clause_bounds, span_of, words_of

MIN_CHARGE = 0.3  # classes below it are as good as neutral: "argued" beside "said" says little
USUAL_IN_COURT = frozenset({"arguing", "doubting"})  # of a party there: all six such in real articles were routine
STATES = (":", "：", "，")  # after these stands what is said; a Chinese verb has a comma there
# These by hand, by what sentences of each language's kind need: tests/steps/framing/readings has them.
REACH = 4  # words between a report verb and its "that", or its quotation: "told reporters on Monday that"
FAR_REACH = 12  # the same where who speaks stands between the two: "قال وزير الدفاع … إن"
MIN_STATED = 4  # words before a verb that closes the sentence: who says it, and what
WORD_REACH, HAN_REACH = 8, 20  # words, and characters, before a verb among which its speaker is named
MARKED = 7  # words of a name and office before the mark of the subject
SUBJECT = 4  # words that open a clause whose verb closes it, among which its subject is named
COMMAS = (",", "،", "，")
NAME_WORDS = 3  # with capitals, in quotation marks
NEGATED = 5  # words of "no official of the ministry" before its verb, and between a negation and a verb
LEAST_STATED = 3  # words of "nobody was hurt" before ", said the minister"; by hand
ASIDE = 6  # words of "the mayor of the town" between commas; by hand
SAID_WHEN = 4  # words behind a verb that say when, or where, somebody said it; by hand
NEAR_QUOTE = 8  # words between a quotation and the verb that introduces it


@dataclass(frozen=True, slots=True)
class ReportVerb:
    """Words ``[first, last]`` that introduce a statement, their class, and who speaks (folded words; empty: not found).

    ``source`` are the characters in which the speaker stands, with what else its clause has there. ``original`` is the
    verb as it was written, where that decides the class of a translated one.
    """

    first: int
    last: int
    kind: ReportClass
    speaker: frozenset[str]
    has_named_speaker: bool
    source: Span | None = None
    original: str = ""


def reports_at(story: AlignedStory, place: Place, quotes: Quotes) -> tuple[ReportVerb, ...]:
    """Return the statements introduced in a sentence as shown.

    Engines blur verbs ("garantiu", "assured", becomes "said"): the class of a translated verb is that of the verb that
    it stands for, where the original has a report verb there, or is the only one as it is in the translation.
    """
    found = reports_in(story.shown(place), story.lists.of(story.language(place.article)), quotes)
    reading = story.reading(place.article)
    lists = story.lists.of(reading.language)
    if not reading.is_translated or not found or not lists.report:
        return found
    text, shown = story.sentence(place).text, words_of(story.shown(place))
    words, originals = words_of(text), reports_in(text, lists)

    def as_written(verb: ReportVerb) -> ReportVerb:
        written = written_for(story, place, span_of(shown, verb.first, verb.last))
        there = (o for o in originals if written and span_of(words, o.first, o.last).overlaps(written))
        only = originals[0] if len(found) == len(originals) == 1 else None
        own = next(there, only)
        if own is None or own.kind == verb.kind:
            return verb
        return replace(verb, kind=own.kind, original=span_of(words, own.first, own.last).of(text))

    return tuple(as_written(verb) for verb in found)


@lru_cache(maxsize=16_384)
def reports_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> tuple[ReportVerb, ...]:
    """Return the statements introduced in ``text`` by the writer; report verbs inside quotations are the speaker's."""
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    found = []
    for hit in lists.report.find(words):
        start = words[hit.first].start
        if is_quoted(quotes, start) or not _introduces(text, words, hit.first, hit.last, lists, quotes):
            continue
        if is_denied(text, words, hit.first, hit.last, lists):
            continue
        speaker = speaker_of(text, words, hit.first, hit.last, lists)
        forms = frozenset(w.form for w in speaker if w.form not in lists.function)
        source = Span(speaker[0].start, speaker[-1].end) if speaker else None
        found.append(ReportVerb(hit.first, hit.last, hit.value, forms, _is_named(words, speaker, lists), source))
    return tuple(found)


def is_usual_in_court(text: str, kind: ReportClass, source: Span | None, lists: LanguageLists) -> bool:
    """True of what an indictment "alleges" and plaintiffs "argue": it is the verb for it, and says nothing beside."""
    if source is None or kind.name not in USUAL_IN_COURT:
        return False
    return any(word.form in lists.pleading for word in words_of(text) if source.start <= word.start < source.end)


def speaker_words(
    text: str, words: Sequence[Word], speaker: Sequence[Word], verb: int, lists: LanguageLists
) -> Span | None:
    """Return the characters of who speaks, without small words at either end but articles; None of a pronoun, and
    where who speaks is told in more words than were looked at."""
    opening, _ = clause_bounds(text, words, verb)
    if not speaker or (speaker[0].start > words[opening].start and verb - opening > WORD_REACH):
        return None
    idle = lists.manners | lists.joining | lists.complementisers | lists.relative | lists.of | lists.by | lists.unreal
    verbs = lists.auxiliaries | lists.copulas | lists.have | lists.stating
    kept = list(speaker)
    while kept and kept[0].form in idle:
        kept.pop(0)
    while kept and (kept[-1].form in verbs | idle or is_adverb(kept[-1].form, lists)):
        kept.pop()
    if all(word.form in lists.function or word.form in lists.pronouns for word in kept):
        return None
    return Span(kept[0].start, kept[-1].end)


def is_demand(words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where a verb of saying has a right or money for its object, "claim the raise", and no verb behind that; and
    of "insist on the raise", but not "insisted on Monday that"."""
    after = words[last + 1 : last + 3]
    if words[first].form in lists.pressing and len(after) == 2 and after[0].form in lists.pressed_on:
        is_small = after[1].form in lists.function and not after[1].is_capital
        return is_small or after[1].form.endswith(lists.gerunds or " ")
    if words[first].form not in lists.demanding:
        return False
    k = last + 1
    while k < len(words) and k - last < NEAR_QUOTE and words[k].form not in lists.not_speech:
        if words[k].form in lists.complementisers | lists.pronouns:
            return False
        k += 1
    if k >= len(words) or words[k].form not in lists.not_speech:
        return False
    verbs = lists.auxiliaries | lists.copulas | lists.have | (lists.unreal - lists.infinitive_after)
    return k + 1 >= len(words) or words[k + 1].form not in verbs


def is_denied(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where a verb of saying, words ``first`` to ``last``, is negated, or its subject, so that nothing is said.

    "Did not say that", "sagte nicht, dass", "nothing suggests that"; not "did not only say that".
    """
    auxiliary = lists.auxiliaries | lists.copulas | lists.have | lists.stating
    opening, closing = clause_bounds(text, words, first)
    k = first
    while k > max(opening, first - NEGATED) and (words[k - 1].form in auxiliary or is_adverb(words[k - 1].form, lists)):
        k -= 1
    negating = lists.negations - lists.denied_nouns - auxiliary
    if k > opening and words[k - 1].form in negating and words[k].form not in lists.idle_before:
        return True
    behind = [word.form for word in words[last + 1 : min(closing, last + 2) + 1]]
    if behind and behind[0] in lists.denying_behind and behind[-1] not in lists.idle_before:
        return True
    subject = [word.form for word in words[opening:k]]
    if lists.verb_last or words[first].form in lists.speaker_after or not 0 < len(subject) <= NEGATED:
        return False  # "nobody was hurt according to"
    return (
        subject[0] in lists.denied_nouns | lists.nothing
        and not set(subject[1:2]) & lists.idle_before
        and not set(subject) & (lists.relative | lists.complementisers)
    )


def _is_named(words: Sequence[Word], speaker: Sequence[Word], lists: LanguageLists) -> bool:
    """True where a proper name is among the words of who speaks; the capital of a sentence's first word is none.

    A first word that stands alone is a name unless it is a plural or a noun of persons or bodies: "Police said".
    """
    names = [w for w in speaker if w.is_capital and w.form not in lists.function]
    if len(names) != 1 or names[0].start != words[0].start:
        return bool(names)
    form = names[0].form
    return len(speaker) == 1 and not form.endswith("s") and form not in lists.persons | lists.bodies


def _introduces(
    text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists, quotes: Sequence[Quote]
) -> bool:
    """True where a report verb introduces a statement, and is no noun, passive or other sense."""
    opening, closing = clause_bounds(text, words, first)
    before = words[first - 1].form if first > opening else ""
    after = [w.form for w in words[last + 1 : last + 2 + (FAR_REACH if lists.verb_first else REACH)]]
    if last > first:
        return True  # a phrase of several words is unambiguous: "according to"
    if words[first].form in lists.speaker_after:
        return _names_source(text, words, first, lists)
    if after and (after[0] in lists.not_speech or is_demand(words, first, last, lists)):
        return False
    if lists.brackets and last < closing and words[last + 1].form in lists.auxiliaries:
        return False  # "bestätigt wurde das nicht"
    if after and after[0] in lists.by:
        return False  # "a deal announced by the minister"
    if before in lists.not_before or (before in lists.copulas and (first == 1 or not words[first - 1].is_capital)):
        return False  # but "lo Stato sostiene che"
    if first and words[first].is_capital:
        return False  # "the United States"
    if not first and not (
        lists.drops_subjects or words[0].form in lists.speaker_after or _beside_quote(quotes, words, 0)
    ):
        return False  # "State media report that": nobody stands before it
    if any(form in lists.complementisers for form in after):
        return True
    if text[words[last].end :].lstrip()[:1] in STATES and len(words) - last > MIN_STATED:
        return True  # "The minister said: nobody is to blame"
    if len(after) > 1 and after[0] in lists.deed_after and after[1].endswith("ing"):
        return True  # "confessed to having taken"
    if _beside_quote(quotes, words, first) or _is_reported(text, words, first, last, lists):
        return True
    if lists.verb_last and last == len(words) - 1 and first >= MIN_STATED:
        return True  # the statement stands before its verb
    if any(word.form in lists.subordinating for word in words[opening:first]):
        return False  # "…, months after texts revealed"
    tail = words[last + 1 : closing + 1]
    is_brief = last - opening <= NEAR_QUOTE and len(tail) <= SAID_WHEN
    is_when = not tail or (opening >= MIN_STATED and tail[0].form in lists.said_when)
    if is_brief and is_when and text[: words[opening].start].rstrip().endswith((*COMMAS, "”", '"', "»")):
        return True  # "…, the minister claimed on Friday"
    if words[opening].form in lists.as_said and opening < first and closing < len(words) - 1:
        is_behind = all(word.form in lists.have | lists.function for word in words[opening + 1 : first])
        return closing - opening <= NEAR_QUOTE and (not tail or is_behind)  # "wie die Polizei mitteilte, …"
    if _closes(text, words, first, last, lists):
        return True  # "…, said the minister", "the minister, Ana Prado, promised an answer"
    return bool(after) and after[0] in lists.subordinate and closing - last >= 3  # "claimed he was there"


def _names_source(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where a word like "selon" names who says so: it opens a clause, or stands before an article or a name; not
    in "em segundo lugar"."""
    opening, closing = clause_bounds(text, words, k)
    if closing == k:
        return False
    after = words[k + 1]
    if opening == k:
        return after.form not in lists.not_speech
    return words[k - 1].form not in lists.function and (after.is_capital or after.form in lists.definite)


def _is_reported(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where what a verb of saying has behind it is reported without "that": "niega haber mentido", "sagte, er habe
    nichts gewusst", "denied having lied"."""
    if any(hit.first < 2 for hit in lists.reported.find(words[last + 1 : last + 1 + REACH])):
        return True
    if not lists.reported_behind:
        return False
    _, closing = clause_bounds(text, words, last)
    end = closing + 1
    if end < len(words) and closing - last <= NEAR_QUOTE and text[words[closing].end :].lstrip()[:1] == ",":
        end = min(end + FAR_REACH, len(words))
    return bool(lists.reported_behind.find(words[last + 1 : end]))


def is_inverted(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where a verb of saying closes what it reports, with who says so behind it: "…, said the minister", "…, a
    indiqué la police"; not "Lucía Fonseca, a candidate, promised an answer"."""
    opening, _ = clause_bounds(text, words, first)
    return _closes(text, words, first, last, lists) and not _closes_an_aside(text, words, opening, lists)


def _closes(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where a verb of saying, or its compound, opens the last clause of a sentence behind a comma."""
    opening, closing = clause_bounds(text, words, first)
    if opening < LEAST_STATED or closing < len(words) - 1 or not 0 < closing - last <= NEAR_QUOTE:
        return False
    if any(word.form in lists.complementisers for word in words[last + 1 : closing + 1]):
        return False  # "…, who led the team, told the court that …"
    is_behind = all(word.form in lists.have for word in words[opening:first])
    return is_behind and text[: words[opening].start].rstrip().endswith(COMMAS)


def _closes_an_aside(text: str, words: Sequence[Word], opening: int, lists: LanguageLists) -> bool:
    """True where what stands before the clause that opens at ``opening`` is between commas and tells nothing itself."""
    start, _ = clause_bounds(text, words, opening - 1)
    inside = words[start:opening]
    if not start or len(inside) > ASIDE:
        return False
    verbs = lists.auxiliaries | lists.copulas | lists.have - lists.definite
    return inside[0].form in lists.relative or not any(word.form in verbs for word in inside)


def _beside_quote(quotes: Sequence[Quote], words: Sequence[Word], k: int) -> bool:
    """True where a quotation starts or ends within a few words of word ``k``; one that is a name ("Рельеф") is none."""
    for quote in quotes:
        inside = [w for w in words if quote.inner.start <= w.start < quote.inner.end]
        if len(inside) <= NAME_WORDS and all(w.is_capital for w in inside) and not quote.is_open:
            continue
        if quote.outer.end <= words[k].start:
            between = sum(1 for w in words[max(0, k - NEAR_QUOTE) : k] if w.start >= quote.outer.end)
            if between < NEAR_QUOTE and between <= k:
                return True
        elif quote.outer.start >= words[k].end:
            between = sum(1 for w in words[k + 1 : k + 1 + NEAR_QUOTE] if w.end <= quote.outer.start)
            if between < NEAR_QUOTE:
                return True
    return False


def speaker_of(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> Sequence[Word]:
    """Return the words of who speaks: before the verb in its clause, else right after it."""
    if words[first].form in lists.speaker_after:
        _, closing = clause_bounds(text, words, last)
        named = words[last + 1 : min(closing + 1, last + 9)]
        verbs = lists.copulas | lists.auxiliaries | lists.have - lists.definite
        end = next((k for k, word in enumerate(named) if k and word.form in verbs), len(named))
        return named[:end]  # "Laut Polizei wurden …"
    opening, closing = clause_bounds(text, words, first)
    if lists.marks:
        return _marked(text, words, first, lists)
    if lists.verb_last:
        return words[: min(first, SUBJECT)]
    reach = HAN_REACH if UNSPACED.match(words[first].form) else WORD_REACH
    before = words[max(opening, first - reach) : first]
    if all(word.form in lists.joining or is_adverb(word.form, lists) for word in before):
        before = ()  # "…, wrongly claiming", "… and admitted"
    if all(word.form in lists.have for word in before):
        before = ()  # "…, ha detto il ministro"
    after = words[last + 1 : min(closing + 1, last + 7)]
    if words[first].form not in lists.addressing and is_inverted(text, words, first, last, lists):
        return _bare(after, lists)
    if before and words[opening].form in lists.as_said and before[0] is words[opening]:
        before = [word for word in before[1:] if word.form not in lists.have]
        is_named = any(word.form not in lists.function for word in before)
        return before if is_named else _bare(after, lists)  # "como informó la policía"
    if not before and _is_apposed(text, words, first):
        return words[max(0, first - 6) : first]
    is_addressed = words[first].form in lists.addressing
    if not before and not is_addressed and after and (after[0].is_capital or after[0].form in lists.subordinate):
        # "…, warned the minister, Rosario Quintana": the name may stand behind a comma.
        _, further = clause_bounds(text, words, min(closing + 1, len(words) - 1))
        named = words[closing + 1 : min(further + 1, closing + 4)]
        return [*after, *(named if named and named[0].is_capital else ())]
    is_gerund = words[first].form.endswith(lists.gerunds or " ")  # "…, claiming that": whose is not told here
    if not before and not is_gerund and opening and text[words[opening - 1].end : words[opening].start].strip() == ",":
        before = words[max(0, first - 6) : first]  # "His lawyer, Caio Brandt, insists"
    is_told = bool(after) and after[0].form in lists.complementisers  # "Sostuvo que …": the subject is dropped
    return before or ([] if is_addressed or is_told else after)


def _bare(words: Sequence[Word], lists: LanguageLists) -> Sequence[Word]:
    """Return the words of who speaks without when before them, or what parts of the verb stand behind them: "teilte das
    Ministerium mit"."""
    first = next((k for k, word in enumerate(words) if word.form not in lists.said_when), 0)
    last = next((k for k in range(len(words), first, -1) if words[k - 1].form not in lists.function), len(words))
    return words[first:last]


def _marked(text: str, words: Sequence[Word], first: int, lists: LanguageLists) -> Sequence[Word]:
    """Return the words before the mark of the subject that is nearest to the verb, or else that of an owner; none where
    neither stands before it."""
    ends = (k for marks in (lists.marks, lists.genitives) for k in range(first - 1, 0, -1) if words[k].form in marks)
    mark = next(ends, None)
    if mark is None:
        return ()
    inside = lists.marks | lists.genitives | lists.pronouns
    opening, _ = clause_bounds(text, words, mark)
    start = mark
    while start > max(opening, mark - MARKED):
        form = words[start - 1].form
        if form in lists.function and form not in inside:
            break
        start -= 1
    while start < mark and words[start].form in lists.marks | lists.genitives:
        start += 1
    return words[start:mark]


def _is_apposed(text: str, words: Sequence[Word], first: int) -> bool:
    """True where a name between commas stands before the verb: "The minister, Rosario Quintana, denounced them"."""
    k = first
    while k and words[k - 1].is_capital and text[words[k - 1].end : words[k].start].strip() == "," * (k == first):
        k -= 1
    return 0 < k < first and text[: words[k].start].rstrip().endswith(",")


def is_same_speaker(one: ReportVerb, other: ReportVerb) -> bool:
    """False only where both name somebody and no word is shared: "the minister" may be anybody."""
    if one.speaker & other.speaker or not one.speaker or not other.speaker:
        return True
    return not (one.has_named_speaker and other.has_named_speaker)
