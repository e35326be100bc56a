"""Why something is marked, in the reader's language.

A report's notes are English sentences that rules made from a few patterns (``compare/steps/framing``, the checks of
translations). Here the patterns are known with their blanks: a note that fits one is said again in another language,
its quoted words and names as they stand. A note that fits none stays English, and is marked as English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel.lists import format_list
from flask_babel import get_locale, gettext

MAX_NOTE = 2_000  # characters; a longer note is shown as it stands


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated, but not yet"
    """Mark a message for extraction."""
    return message


# Blanks by name: ``quoted…`` and ``words…`` are in quotation marks, ``outlets`` several names, ``told`` who has which
# words, ``places`` who tells it as which sentence, ``n…`` whole numbers, ``why``, ``how``, ``reason`` and ``effect``
# patterns of their own; any other is a name. The first pattern that fits is taken, so the longer of two comes first.
NOTES = (
    N_("%(outlet)s writes %(quoted)s, a word that judges; elsewhere, %(told)s."),
    N_("%(outlet)s writes %(quoted)s, a word that judges; %(told)s."),
    N_("%(outlet)s writes %(quoted)s, one camp's name for it; elsewhere, %(told)s."),
    N_("%(outlet)s writes %(quoted)s, one camp's name for it; %(told)s."),
    N_("%(outlet)s writes %(quoted)s, %(other)s %(words)s: %(why)s."),
    N_("%(quoted)s: a source that is not named; for the same, %(told)s."),
    N_("%(quoted)s: %(reason)s; in another language, %(told)s."),
    N_("%(quoted)s: %(reason)s; %(outlets)s tell the same in another language without a word that judges."),
    N_("%(quoted)s: %(reason)s; %(outlet)s tells the same in another language without a word that judges."),
    N_("%(quoted)s: %(reason)s; %(told)s there."),
    N_("%(quoted)s: %(reason)s, which %(outlets)s have too."),
    N_("%(quoted)s: %(reason)s, which %(outlet)s has too."),
    N_("%(quoted)s: %(reason)s; marked as such, not against another outlet's words."),
    N_("%(quoted)s: %(reason)s; the nearest sentences of %(outlets)s have no such words."),
    N_("%(quoted)s: %(reason)s; the nearest sentence of %(outlet)s has no such words."),
    N_("%(quoted)s: %(reason)s; %(outlets)s do not use it."),
    N_("%(quoted)s: %(reason)s; %(outlet)s does not use it."),
    N_("%(quoted)s: %(reason)s; %(outlets)s tell the same without it."),
    N_("%(quoted)s: %(reason)s; %(outlet)s tells the same without it."),
    N_("%(quoted)s %(effect)s; for the same statement, %(told)s."),
    N_("%(quoted)s %(effect)s; in the facing sentence, %(told)s."),
    N_("Here it is somebody's statement (%(quoted)s); %(outlets)s state it as a fact."),
    N_("Here it is somebody's statement (%(quoted)s); %(outlet)s states it as a fact."),
    N_("%(quoted)s makes it sound certain; %(outlets)s tell of the matter without such a word."),
    N_("%(quoted)s makes it sound certain; %(outlet)s tells of the matter without such a word."),
    N_("%(quoted)s makes it sound certain; %(outlets)s tell the same without such a word."),
    N_("%(quoted)s makes it sound certain; %(outlet)s tells the same without such a word."),
    N_("%(quoted)s makes it sound certain."),
    N_("%(quoted)s leaves it open; %(outlets)s tell of the matter without such a word."),
    N_("%(quoted)s leaves it open; %(outlet)s tells of the matter without such a word."),
    N_("%(quoted)s leaves it open; %(outlets)s tell it without such a word."),
    N_("%(quoted)s leaves it open; %(outlet)s tells it without such a word."),
    N_("%(quoted)s leaves it open."),
    N_("%(quoted)s says that it was not checked, or is not known; nothing like it was found in %(outlets)s."),
    N_("%(quoted)s says that it was not checked, or is not known; nothing like it was found in %(outlet)s."),
    N_("%(quoted)s says that it was not checked, or is not known."),
    N_("%(quoted)s keeps %(words)s uncertain; %(outlets)s state it flatly (%(words2)s)."),
    N_("%(quoted)s keeps %(words)s uncertain; %(outlet)s states it flatly (%(words2)s)."),
    N_("A denial stands here (%(quoted)s); %(outlets)s tell of the matter without one."),
    N_("A denial stands here (%(quoted)s); %(outlet)s tells of the matter without one."),
    N_("A denial stands here (%(quoted)s)."),
    N_("%(quoted)s denies what others tell of: %(told)s."),
    N_("%(quoted)s denies what is affirmed elsewhere: %(told)s."),
    N_("%(outlet)s has %(quoted)s where %(told)s: vague against exact, both can be right."),
    N_("%(outlet)s has %(quoted)s where %(told)s."),
    N_("%(quoted)s stands here where %(told)s, in sentences of two languages that tell the same."),
    N_("%(outlets)s quote this speech without %(quoted)s."),
    N_("%(outlet)s quotes this speech without %(quoted)s."),
    N_("The same speech is quoted with %(quoted)s here and with %(words)s by %(outlets)s."),
    N_("The dots leave out %(quoted)s, as %(outlets)s quote it."),
    N_("The dots leave out %(quoted)s, as %(outlet)s quotes it."),
    N_("A whole speech here; %(outlets)s quote %(quoted)s of it."),
    N_("A whole speech here; %(outlet)s quotes %(quoted)s of it."),
    N_("%(n_here)s words of this speech are quoted here, %(n_there)s by %(outlet)s."),
    N_("%(quoted)s stands in quotation marks here; %(outlets)s use it as plain words."),
    N_("%(quoted)s stands in quotation marks here; %(outlet)s uses it as plain words."),
    N_("Quoted here; %(outlets)s have the same words without quotation marks."),
    N_("Quoted here; %(outlet)s has the same words without quotation marks."),
    N_("Quoted here; %(outlets)s give it in other words (%(quoted)s)."),
    N_("Quoted here; %(outlets)s report it in other words."),
    N_("Quoted here; %(outlet)s reports it in other words."),
    N_("Quoted here; %(outlet)s gives it in other words (%(quoted)s)."),
    N_("In %(quoted)s nobody does it; elsewhere, %(told)s."),
    N_("In %(quoted)s nobody does it; %(told)s."),
    N_("%(quoted)s names nobody who acts; elsewhere, %(told)s."),
    N_("%(quoted)s names nobody who acts; %(told)s."),
    N_("%(quoted)s says whose it is; %(told)s."),
    N_("Told in the headline and as sentence %(n_here)s of %(n_of)s here; %(places)s."),
    N_("Told as sentence %(n_here)s of %(n_of)s here; %(places)s."),
    N_("Found only in %(outlet)s; nothing in %(outlets)s was found to tell it."),
    N_("Matched with no sentence elsewhere, but %(outlet)s may tell it in other words."),
    N_("%(n_tell)s of %(n_of)s outlets tell this; it was not found in %(outlets)s."),
    N_("The whole sentence takes sides, beside what other outlets tell of the matter."),
    N_("The whole sentence takes sides; %(outlets)s tell the same soberly."),
    N_("The whole sentence takes sides; %(outlet)s tells the same soberly."),
    N_("More negative than %(outlet)s on the same matter, by %(list)s."),
    N_("More positive than %(outlet)s on the same matter, by %(list)s."),
    N_("%(how)s; on the matter, %(outlet)s has the word of %(words)s."),
    N_("%(how)s; %(outlets)s tell of the matter in their own name."),
    N_("%(how)s; %(outlet)s tells of the matter in its own name."),
    N_("%(how)s; %(told)s there."),
    N_("%(how)s."),
)
HOW = (
    N_("Here it is the word of %(words)s, and %(quoted)s %(effect)s"),
    N_("Here it is the word of %(words)s (%(quoted)s)"),
    N_("Here it is somebody's word (%(quoted)s)"),
    N_("%(quoted)s %(effect)s"),
)
WHY = (
    N_("both speak of %(quoted)s, in sentences that tell the same"),
    N_("both speak of %(quoted)s"),
    N_("both stand in the same place in sentences that tell the same"),
    N_("both tell what is done with %(quoted)s, in sentences that tell the same"),
    N_("both tell what is done with %(quoted)s"),
    N_("the nouns are near in meaning and both used of it here, in sentences that tell the same"),
    N_("the nouns are near in meaning"),
    N_("both seem to stand for one thing"),
    N_("both mean %(name)s"),
    N_("both are said to mean the same by the list of names"),
)
REASONS = (
    N_("a telling name"),
    N_("a source that is not named"),
    N_("a word that judges"),
    N_("words that judge"),
    N_("a number"),
    N_("a word that may judge"),
    N_("a judging adverb"),
    N_("a judging adjective"),
    N_("a word of harm or threat"),
    N_("a word of approval"),
    N_("a praising word"),
    N_("a fight metaphor"),
    N_("a word that dramatises"),
    N_("a verb that makes the speaker look small or angry"),
    N_("a name that judges"),
    N_("a verb that colours the deed"),
    N_("a verb that doubts or doubles the speaker"),
    N_("a verb that puts a slant on what is said"),
    N_("a verb that mocks or belittles"),
    N_("an intensifier"),
    N_("a word that lets the writer's view show"),
    N_("a small word that lets the writer's view show"),
    N_("a label from one camp's vocabulary"),
    N_("a word close to fight metaphors"),
    N_("a word close to names that judge"),
    N_("a word close to praise"),
    N_("a word close to words of harm"),
)
EFFECTS = (
    N_("only passes the statement on"),
    N_("presents it as an argument"),
    N_("leaves open whether it is true"),
    N_("hints at it and does not say it outright"),
    N_("presents it as a promise"),
    N_("lends it weight"),
    N_("suggests that others doubt it"),
    N_("suggests a fault owned up to"),
    N_("takes it for true"),
    N_("presents it as a danger"),
    N_("presents it as a threat"),
    N_("makes an attack of it"),
    N_("makes a boast of it"),
    N_("makes a complaint of it"),
    N_("makes a demand of it"),
    N_("presents it as a denial"),
)
CHECKS = (
    N_("The translation is empty."),
    N_("The translation repeats itself: %(quoted)s."),
    N_("%(n_copied)s of %(n_all)s plain words were left untranslated."),
    N_("%(n_foreign)s of %(n_all)s letters are not in the script of the language."),
    N_("The translation is %(name)s times longer than usual for these languages."),
    N_("The translation is %(name)s times shorter than usual for these languages."),
    N_("The original denies (%(quoted)s); the translation does not."),
    N_("The translation denies (%(quoted)s); the original does not."),
    N_("%(quoted)s became %(words)s."),
    N_("The name %(quoted)s is missing from the translation."),
    N_("The names %(quoted)s and %(words)s are missing from the translation."),
    N_("%(quoted)s is missing from the translation."),
    N_("%(quoted)s is not in the original."),
    N_("The original is written in capitals, which engines translate badly."),
    N_("The original is a lone word; engines make up what is around it."),
    N_("Translated in parts, because the translation of the whole ended in a repetition."),
    N_("A lone letter or two; kept as written, because a model makes words up."),
    N_("Written in capitals; translated in small letters, so names may be taken for words."),
    N_("Very long; translated in %(n_parts)s parts, so what connects them may be lost."),
    N_("Kept as written: the engine broke down on it twice."),
    N_("Not in the engine's dictionary, left as written: %(list)s and %(n_more)s more."),
    N_("Not in the engine's dictionary, left as written: %(list)s."),
    N_(
        "Not translated: no installed package leads from %(name)s to %(other)s. Aligned by meaning instead. "
        "To add one: python -m compare models install %(command)s"
    ),
    N_("Second opinion by %(name)s. The two disagree on %(n_flagged)s of %(n_all)s sentences."),
    N_("No second opinion: there is one way only to translate it."),
    N_("A person made %(n_made)s of its %(n_all)s translations: out of the memory, or put right."),
    N_("The first line was taken for the headline."),
    N_("no outlet is given; %(name)s stands in for it"),
    N_("%(n_lines)s lines of the page around the article were left out"),
    N_("the encoding was guessed to be %(name)s"),
    N_("A second translation (%(name)s) has other numbers: %(quoted)s"),
    N_("A second translation (%(name)s) denies where this one states, or the reverse: %(quoted)s"),
    N_("A second translation (%(name)s) reads differently: %(quoted)s"),
)
PHRASES = (
    N_("%(outlet)s has %(quoted)s"),
    N_("%(outlets)s have %(quoted)s"),
    N_("%(outlet)s as sentence %(n_here)s of %(n_of)s"),
)
OTHERS = N_("others")

_BLANK = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is shown, and the BCP 47 tag of the language that it is in."""

    text: str
    language: str


def note_for(note: str, outlets: Sequence[str]) -> Note:
    """Return a note of a report in the interface's language, in English where it fits no known pattern.

    ``outlets`` are the names of the story's outlets, so that lists of them can be told apart.
    """
    locale = str(get_locale() or "en").replace("_", "-")
    if locale == "en":
        return Note(note, "en")
    said = _say(note, (*NOTES, *CHECKS), tuple(sorted(outlets, key=len, reverse=True)))
    return Note(note, "en") if said is None else Note(said, locale)


def _say(text: str, patterns: Sequence[str], outlets: tuple[str, ...]) -> str | None:
    """Return ``text`` by the first pattern that it fits; None where there is none."""
    if len(text) > MAX_NOTE:
        return None
    for pattern in patterns:
        found = _fit(text, pattern)
        if found is None:
            continue
        said = {blank: _fill(blank, value, outlets) for blank, value in found.items()}
        known = {blank: value for blank, value in said.items() if value is not None}
        if len(known) == len(said):
            said_so = str(gettext(pattern))
            return said_so % known if known else said_so
    return None


def _fit(text: str, pattern: str) -> dict[str, str] | None:
    """Return what stands in the blanks of ``pattern``, None where ``text`` does not fit. Linear in ``text``.

    A blank ends where the words after it in the pattern come first; a quoted one not before its closing mark.
    """
    blanks, fixed = _cut(pattern)
    if not text.startswith(fixed[0]) or not text.endswith(fixed[-1]):
        return None
    place = len(fixed[0])
    end = len(text) - len(fixed[-1])
    found: dict[str, str] = {}
    for k, blank in enumerate(blanks):
        if k == len(blanks) - 1:
            stop = end
        elif blank.startswith(("quoted", "words")):
            if not text.startswith("“", place):
                return None
            closing = text.find("”" + fixed[k + 1], place)
            stop = closing + 1 if closing >= 0 else -1
        else:
            mark = "“" if blanks[k + 1].startswith(("quoted", "words")) and not fixed[k + 1].endswith("“") else ""
            stop = text.find(fixed[k + 1] + mark, place)
        if stop <= place or stop > end:
            return None
        found[blank] = text[place:stop]
        place = stop + len(fixed[k + 1])
    return found if blanks or text == pattern else None


@lru_cache(maxsize=256)
def _cut(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parts = _BLANK.split(pattern)
    return tuple(parts[1::2]), tuple(parts[::2])


def _fill(blank: str, value: str, outlets: tuple[str, ...]) -> str | None:
    """Return what stands in a blank in the interface's language; None where it cannot be what the blank takes."""
    if blank.startswith(("quoted", "words")):
        return value if value[0] == "“" and value[-1] == "”" and "“" not in value[1:] else None
    if blank.startswith("n_"):
        return value if value.isdecimal() else None
    if blank == "list":
        words = re.findall("“[^“”]*”", value)
        return _listed(words) if words else None
    if blank == "outlet":
        # One name, not several: their verb would be in the plural.
        return value if value in outlets or "; " not in value else None
    inner = _INNER.get(blank)
    if inner is not None:
        return inner(value, outlets)
    return value


def _outlets(value: str, outlets: tuple[str, ...]) -> str:
    names = _names(value, outlets)
    return _listed([gettext(OTHERS) if name == "others" and name not in outlets else name for name in names])


def _names(value: str, outlets: tuple[str, ...]) -> list[str]:
    """Part a list of outlets (``a, b and c``), longest known names first."""
    names: list[str] = []
    rest = value
    while rest:
        name = next((o for o in outlets if rest == o or rest.startswith((f"{o}, ", f"{o} and "))), None)
        if name is None:
            name = re.split(r", | and ", rest, maxsplit=1)[0]
        if not name:
            return [value]
        names.append(name)
        rest = rest[len(name) :]
        rest = rest.removeprefix(", ") if rest.startswith(", ") else rest.removeprefix(" and ")
    return names


def _told(value: str, outlets: tuple[str, ...]) -> str | None:
    """Say again who has which words: ``a has “x”, b and c have “y” and d has “z”``."""
    said = []
    rest = value
    while rest:
        closing = rest.find("”")
        clause, rest = rest[: closing + 1], rest[closing + 1 :]
        one, many = _fit(clause, PHRASES[0]), _fit(clause, PHRASES[1])
        if one and len(_names(one["outlet"], outlets)) == 1:
            said.append(gettext(PHRASES[0]) % one)
        elif many:
            names = _outlets(many["outlets"], outlets)
            said.append(gettext(PHRASES[1]) % {"outlets": names, "quoted": many["quoted"]})
        else:
            return None
        for joint in (", ", " and "):
            rest = rest.removeprefix(joint)
    return _listed(said)


def _places(value: str, outlets: tuple[str, ...]) -> str | None:
    """Say again who tells it where: ``a as sentence 3 of 9 and b as sentence 4 of 7``."""
    said = []
    for clause in re.split(r"(?<=\d)(?:, | and )", value):
        found = _fit(clause, PHRASES[2])
        if found is None:
            return None
        said.append(gettext(PHRASES[2]) % found)
    return _listed(said)


def _listed(parts: Sequence[str]) -> str:
    return str(format_list(list(parts), locale=get_locale() or "en"))


_INNER: dict[str, Callable[[str, tuple[str, ...]], str | None]] = {
    "outlets": _outlets,
    "told": _told,
    "places": _places,
    "why": lambda value, outlets: _say(value, WHY, outlets),
    "how": lambda value, outlets: _say(value, HOW, outlets),
    "reason": lambda value, _: gettext(value) if value in REASONS else None,
    "effect": lambda value, _: gettext(value) if value in EFFECTS else None,
}
