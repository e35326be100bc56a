"""Headlines in capitals, as running text would have them: "Mayor slams plan" for "Mayor Slams Plan".

Capitals tell names from words, and in such headlines they do not. The articles show which words are names. What comes
out is read in place of a headline and has its positions; nobody is shown it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from compare.steps.vocabulary import Vocabulary

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
APOSTROPHE = re.compile("['’]")
BEFORE_ANY = frozenset(".!?:;…\"'“”‘’«»„(-–—")  # behind one of these a capital says nothing of its word
BEFORE_FIRST = frozenset("!?:")  # behind one of these a headline begins anew: "Mayor: Bridge will stay"
# Words of more letters than ``SMALL`` are not left small for being small; of ``ENOUGH`` such behind the first this
# share has capitals. Of 149 English headlines in the development halves of BASIL and NewsWCL50 those set in capitals
# have .8 and more, others .6 at most.
SMALL, ENOUGH, SHARE = 3, 3, 0.8
NEAR = 8  # characters before a word that are looked at
ONCE = 1  # a known word with a capital that often is no name for that: texts quote headlines, too


def usual_forms(texts: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Return by its small letters how each word is mostly written where no sentence begins. O(characters)."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for found in WORD.finditer(text):
            before = text[max(0, found.start() - NEAR) : found.start()].rstrip()[-1:]
            if before and before not in BEFORE_ANY:
                counts[found.group().lower()][found.group()] += 1
    usual = {word: max(sorted(forms), key=lambda form: (forms[form], form.islower())) for word, forms in counts.items()}
    return {
        word: word if counts[word].total() <= ONCE and is_known(word, vocabulary) else form
        for word, form in usual.items()
    }


def is_in_capitals(headline: str) -> bool:
    """True where all but small words have a capital, or nothing else."""
    telling = [word for word in WORD.findall(headline)[1:] if len(word) > SMALL]
    return len(telling) >= ENOUGH and sum(word[0].isupper() for word in telling) >= SHARE * len(telling)


def as_in_text(headline: str, forms: Mapping[str, str], vocabulary: Vocabulary) -> str:
    """Return a headline in capitals as running text would have it, letter by letter; another one as it is.

    ``forms`` as ``usual_forms`` returns them. What they do not have is a name where the vocabulary has no such word.
    """
    if not is_in_capitals(headline):
        return headline
    is_all = headline.isupper()
    written: list[str] = []
    end = 0
    for found in WORD.finditer(headline):
        word, begins = found.group(), not end or headline[: found.start()].rstrip()[-1:] in BEFORE_FIRST
        is_short = word.isupper() and (len(word) > 1 or headline[found.end() :].startswith(".")) and not is_all
        form = word if is_short else _in_text(word, forms, vocabulary)
        written += [headline[end : found.start()], form[:1].upper() + form[1:] if begins else form]
        end = found.end()
    found_text = "".join((*written, headline[end:]))
    return found_text if len(found_text) == len(headline) else headline  # small letters of another length


def _in_text(word: str, forms: Mapping[str, str], vocabulary: Vocabulary) -> str:
    small = word.lower()
    owner = APOSTROPHE.split(small)[0]
    if small in forms:
        return forms[small]
    if owner in forms:
        return forms[owner] + small[len(owner) :]
    return small if is_known(owner, vocabulary) else word


def is_known(word: str, vocabulary: Vocabulary) -> bool:
    """True of a word in small letters, or one of parts with hyphens between, that the vocabulary has in any form."""
    parts = word.split("-")
    return bool(vocabulary.tags) and all(len(part) <= SMALL < len(word) or _has(part, vocabulary) for part in parts)


def _has(word: str, vocabulary: Vocabulary) -> bool:
    return (
        word in vocabulary.tags
        or vocabulary.noun_lemma(word) in vocabulary.nouns
        or vocabulary.verb_lemma(word) in vocabulary.verbs
    )
