"""Make the table of English words from WordNet and the Brill lexicon.

    python -m tests.bench.make_vocabulary WORDNET_DIR BRILL_LEXICON > compare/data/framing/vocabulary-en.txt

``WORDNET_DIR`` holds ``index.noun``, ``data.noun`` and so on of WordNet 3.0 (Debian's ``wordnet-base``);
``BRILL_LEXICON`` is ``textblob/en/en-lexicon.txt`` of textblob. ``wordfreq`` says which words are worth a line.
"""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compare.steps.phrases import lexical
from compare.steps.vocabulary import parse_vocabulary

N_WORDS = 45_000  # most frequent English words looked at; more made the file exceed 1 MB
SEEDS = Path("compare/data/framing/loaded-seeds-en.txt")  # words that judge are wanted however rare they are
SENSES = 3  # the first senses cover nearly all uses in news
POS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
BRILL = {
    "NN": "N", "NNS": "N", "VB": "V", "VBP": "V", "VBZ": "V", "VBD": "D", "VBN": "E", "VBG": "G", "JJ": "J", "JJR": "J",
    "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R",
}  # fmt: skip
DIGITS = string.digits + string.ascii_lowercase
HEADER = """\
# English words, their parts of speech and senses. Two sources, with their licences:
# WordNet 3.0, Copyright 2006 by Princeton University, all rights reserved (WordNet 3.0 license).
# The lexicon of Brill's rule-based tagger 1.14, Copyright 1993 MIT and University of Pennsylvania (MIT license),
# with words from the Twitter part-of-speech data of Carnegie Mellon University (CC BY 3.0), as in textblob.
# Made by tests/bench/make_vocabulary.py. Lines: `S number parent class` a sense; `W word tags nouns verbs base` a word
# with its likeliest tag first, its senses as noun and verb, the verb a noun is made from; `I plural singular`;
# `F form verb`; `P adjective place`.
# Numbers are in base 36; `-` is none."""


def base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits


@dataclass
class Synset:
    lexical_file: int
    words: list[str]
    parents: list[str] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)
    pertains: list[str] = field(default_factory=list)


def read_synsets(folder: Path, pos: str) -> dict[str, Synset]:
    found = {}
    for line in (folder / f"data.{pos}").read_text("latin-1").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split(" | ")[0].split()
        n_words = int(parts[3], 16)
        words = [parts[4 + 2 * k] for k in range(n_words)]
        synset = Synset(int(parts[1]), words)
        at = 4 + 2 * n_words
        for k in range(int(parts[at])):
            symbol, offset, kind = parts[at + 1 + 4 * k : at + 4 + 4 * k]
            if symbol in ("@", "@i"):
                synset.parents.append(key_letter(kind) + offset)
            elif symbol == "+":
                synset.derived.append(key_letter(kind) + offset)
            elif symbol == "\\":
                synset.pertains.append(key_letter(kind) + offset)
        found[POS[pos] + parts[0]] = synset
    return found


def key_letter(kind: str) -> str:
    return "a" if kind == "s" else kind


def read_index(folder: Path, pos: str) -> dict[str, list[str]]:
    found = {}
    for line in (folder / f"index.{pos}").read_text("latin-1").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split()
        found[parts[0]] = [POS[pos] + offset for offset in parts[-int(parts[2]) :]]
    return found


def main(folder: Path, lexicon: Path) -> Iterator[str]:
    from wordfreq import top_n_list

    synsets: dict[str, Synset] = {}
    index: dict[str, dict[str, list[str]]] = {}
    for pos in POS:
        synsets |= read_synsets(folder, pos)
        index[pos] = read_index(folder, pos)
    brill: dict[str, str] = {}
    for line in lexicon.read_text("utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if not line.startswith(";") and tag.split("|")[0].strip() in BRILL:
            brill[word] = BRILL[tag.split("|")[0].strip()]
    seeds = re.findall(r"[a-z-]{4,}", SEEDS.read_text("utf-8"))
    wanted = [
        w
        for w in dict.fromkeys((*top_n_list("en", N_WORDS), *seeds))
        if w.isascii() and w.replace("-", "").isalpha() and len(w) > 1
    ]
    irregular = {letter: read_irregular(folder, pos) for letter, pos in (("I", "noun"), ("F", "verb"))}
    keep: dict[str, tuple[str, list[str], list[str], str]] = {}
    for word in wanted:
        tags = brill.get(word, "")
        for pos, tag in (("noun", "N"), ("verb", "V"), ("adj", "J"), ("adv", "R")):
            if word in index[pos] and tag not in tags:
                tags += tag
        if not tags:
            continue
        nouns = index["noun"].get(word, [])
        nouns = [sense for sense in nouns if not synsets[sense].words[0][:1].isupper()]
        verbs = index["verb"].get(word, [])
        keep[word] = (tags, nouns[:SENSES], verbs[:SENSES], base_verb(word, nouns[:SENSES], synsets))
    numbers: dict[str, int] = {}
    rows: list[str] = []

    def number(sense: str) -> str:
        if sense not in numbers:
            parent = number(synsets[sense].parents[0]) if synsets[sense].parents else "-"
            numbers[sense] = len(numbers)
            rows.append(f"S {base36(numbers[sense])} {parent} {base36(synsets[sense].lexical_file)}")
        return base36(numbers[sense])

    lines = {}
    for word, (tags, nouns, verbs, base) in sorted(keep.items()):
        columns = [",".join(number(s) for s in senses) or "-" for senses in (nouns, verbs)]
        lines[word] = f"W {word} {tags} {columns[0]} {columns[1]} {base or '-'}"
    yield HEADER
    yield from rows
    yield from told(lines)
    for letter, forms in irregular.items():
        for form, lemma in sorted(forms.items()):
            if lemma in keep and (form in keep or form in brill or form in wanted):
                yield f"{letter} {form} {lemma}"
    for adjective, place in sorted(demonyms(synsets).items()):
        yield f"P {adjective} {place}"


def read_irregular(folder: Path, pos: str) -> dict[str, str]:
    """Return the forms that follow no rule, with their lemma."""
    found: dict[str, str] = {}
    for line in (folder / f"{pos}.exc").read_text("latin-1").splitlines():
        form, lemma = line.split()[:2]
        if form.isalpha() and form != lemma:
            found.setdefault(form, lemma)
    return found


def told(lines: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that tell something: a word without senses whose ending gives the same tags is left out."""
    whole = parse_vocabulary("\n".join(lines.values()))
    known = dict(whole.tags)
    for word, line in lines.items():
        tags = known.pop(word)
        if not line.endswith(" - - -") or lexical(word, replace(whole, tags=known)) != lexical(word, whole):
            yield line
        known[word] = tags


def base_verb(word: str, nouns: list[str], synsets: dict[str, Synset]) -> str:
    """Return the verb that a noun is made from (announcement → announce), judged by form and WordNet's own links."""
    for sense in nouns:
        for other in synsets[sense].derived:
            if other[0] == "v":
                for verb in synsets[other].words:
                    if verb != word and len(verb) >= 3 and verb[:3] == word[:3] and len(verb) <= len(word):
                        return verb
    return ""


def demonyms(synsets: dict[str, Synset]) -> dict[str, str]:
    """Return adjectives and the single-word places they belong to (French → France), lower case."""
    found: dict[str, str] = {}
    for key, synset in synsets.items():
        if key[0] != "a":
            continue
        for target in synset.pertains:
            places = synsets[target].words if target in synsets else []
            if synsets[target].lexical_file != 15:
                continue
            for word in synset.words:
                name = word.split("(")[0]
                near = [p for p in places if p[:1].isupper() and "_" not in p and p[:2].lower() == name[:2].lower()]
                if name[:1].isupper() and "_" not in name and near:
                    found.setdefault(name.lower(), near[0].lower())
    return found


if __name__ == "__main__":
    for line in main(Path(sys.argv[1]), Path(sys.argv[2])):
        print(line)
