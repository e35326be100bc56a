"""Word lists for framing, from ``compare/data/framing``: one file a language, each with its source and licence.

Owns the form of those files; what the lists mean is ``compare.steps.framing.lists``'s.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from compare.errors import CompareError
from compare.steps.fold import fold
from compare.steps.framing.beside import BesideModel
from compare.steps.framing.lists import HedgeKind, LanguageLists, Lists, ReportClass, scale_key
from compare.steps.framing.loaded import LoadedModel
from compare.steps.framing.loaded_uses import parse_uses
from compare.steps.framing.words import form_of, make_phrases, words_of
from compare.steps.vocabulary import Vocabulary, parse_vocabulary

# Lists of hedges that only tell hedges from others.
NOT_MARKED = (
    "perfect",
    "leaving_open",
    "checking",
    "stating",
    "between",
    "unable",
    "unknown",
    "checked_later",
    "as_yet",
    "other_senses",
    "purposes",
    "easing",
    "hearsay_marks",
    "seeming",
    "graded",
    "limiting_modals",
    "permitting",
    "imagining",
    "supposing",
    "gerunds",
    "reproaching",
    "anybody",
    "before_infinitive",
    "namings",
    "noun_like",
    "nouns_first",
)
DATA = Path(__file__).resolve().parent.parent / "data"


class BadWordList(CompareError):
    """A word list that does not follow the form of the others."""


@cache
def read_lists(folder: Path = DATA) -> Lists:
    """Return all word lists and the trained models, where ``folder`` has them.

    Read once a process: 0.1 s for vocabularies and model, and 0.01 to 0.04 s for the lists of a language when they are
    first asked for, which raises ``BadWordList`` where they are broken.
    """
    languages = _Files(folder / "framing")
    vocabularies = {
        path.stem.removeprefix("vocabulary-"): _read_vocabulary(path)
        for path in sorted((folder / "framing").glob("vocabulary-*.txt"))
    }
    return Lists(languages, _read_loaded(folder), _read_beside(folder), vocabularies)


class _Files(Mapping[str, LanguageLists]):
    """The lists of each language that has a file, by its tag, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem.removeprefix("lists-"): path for path in sorted(folder.glob("lists-*.toml"))}
        self._read: dict[str, LanguageLists] = {}

    def __getitem__(self, language: str) -> LanguageLists:
        if language not in self._read:
            self._read[language] = _read_language(self._paths[language])
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _read_language(path: Path) -> LanguageLists:
    try:
        found = language_lists(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadWordList(f"{path.name}: {error!r}. Compare it with lists-en.toml.") from error
    valence = path.with_name(f"valence-{found.language}.tsv")
    found = _with_valence(found, valence) if valence.exists() else found
    uses = path.with_name(f"loaded-uses-{found.language}.txt")
    return _with_uses(found, uses) if uses.exists() else found


def language_lists(data: Mapping[str, Any]) -> LanguageLists:
    """Return the lists in the parsed TOML of one language. Raises ``KeyError`` or ``ValueError`` for a wrong part."""
    data = {name: part if isinstance(part, str) else _in_form(part) for name, part in data.items()}
    for name in ("language", "source", "licence"):
        if not data[name]:
            raise ValueError(f"{name} is empty: every list says where it is from and under what licence")
    speech, hedge, negation, agency = data["speech"], data["hedge"], data["negation"], data["agency"]
    sources = data["sources"]
    report = []
    for name, entry in data["report"].items():
        kind = ReportClass(name, float(entry["charge"]), entry["effect"])
        report += [(form, kind) for form in _forms(entry.get("verbs", ()))]
        report += [(phrase, kind) for phrase in entry.get("phrases", ())]
    marks = {name: phrases for name, phrases in hedge.items() if name not in NOT_MARKED}
    hedges = [(phrase, HedgeKind(name)) for name, phrases in marks.items() for phrase in phrases]
    hedges += [(phrase, HedgeKind.BOOSTER) for phrase in data["booster"]["words"]]
    groups: dict[str, set[str]] = {}
    for line in agency["acts"]:
        group, _, verbs = line.partition(": ")
        for form in _forms(verbs.split("|")):
            groups.setdefault(form, set()).add(group)
    plain, charged = _scales(data["scale"]["deeds"] + data["scale"]["names"], data["language"])
    unacted = [(word, group) for group, part in _parts(agency["unacted"]) for word in part.split()]
    unacted += [(part, group) for group, part in _parts(agency.get("unacted_phrases", ()))]
    nominal = {form: line.split("|")[1] for line in agency["nominal"] for form in line.split("|")[0].split()}
    opposites = []
    for line in negation["opposites"]:
        first, *rest = (frozenset(verb.split()) for verb in line.split("|"))
        opposites.append((first, frozenset().union(*rest)))
    return LanguageLists(
        language=data["language"],
        report=make_phrases(report),
        near=frozenset(frozenset(pair.split()) for pair in data["near"]["pairs"]),
        complementisers=frozenset(speech["complementisers"]),
        not_speech=frozenset(speech["not_speech"]),
        mentioning=frozenset(speech.get("mentioning", ())),
        untrue=frozenset(speech.get("untrue", ())),
        taking_sides=frozenset(speech.get("taking_sides", ())),
        pleading=frozenset(speech.get("pleading", ())),
        ascribing=frozenset(speech.get("ascribing", ())),
        seeing=frozenset(speech.get("seeing", ())),
        thoughts=frozenset(speech.get("thoughts", ())),
        thinking=frozenset(speech.get("thinking", ())),
        charging=frozenset(speech.get("charging", ())),
        charged_with=frozenset(speech.get("charged_with", ())),
        regarded=frozenset(speech.get("regarded", ())),
        whose=frozenset(speech.get("whose", ())),
        plain_verbs=frozenset(_forms(speech.get("plain_verbs", ()))),
        demanding=frozenset(speech.get("demanding", ())),
        pressing=frozenset(speech.get("pressing", ())),
        pressed_on=frozenset(speech.get("pressed_on", ())),
        manners=frozenset(speech.get("manners", ())),
        speech_nouns=frozenset(speech["nouns"]),
        not_before=frozenset(speech["not_before"]),
        speaker_after=frozenset(speech["speaker_after"]),
        copulas=frozenset(speech["copulas"]),
        first_person=frozenset(speech["first_person"]),
        pronouns=frozenset(speech["pronouns"]),
        leaning=frozenset(speech.get("leaning", ())),
        subordinate=frozenset(speech["subordinate"]),
        reported=make_phrases([(phrase, "") for phrase in speech.get("reported", ())]),
        reported_behind=make_phrases([(phrase, "") for phrase in speech.get("reported_behind", ())]),
        as_said=frozenset(speech.get("as_said", ())),
        said_when=frozenset(speech.get("said_when", ())),
        verb_last=bool(speech.get("verb_last", False)),
        marks=frozenset(speech.get("marks", ())),
        genitives=frozenset(speech.get("genitives", ())),
        verb_first=bool(speech.get("verb_first", False)),
        hedges=make_phrases(hedges),
        perfect=frozenset(hedge.get("perfect", ())),
        leaving_open=frozenset(hedge.get("leaving_open", ())),
        checking=frozenset(hedge.get("checking", ())),
        stating=frozenset(hedge.get("stating", ())),
        between=frozenset(hedge.get("between", ())),
        unable=frozenset(hedge.get("unable", ())),
        unknown=frozenset(hedge.get("unknown", ())),
        checked_later=frozenset(hedge.get("checked_later", ())),
        as_yet=frozenset(hedge.get("as_yet", ())),
        other_senses=make_phrases([(phrase, "") for phrase in hedge.get("other_senses", ())]),
        before_infinitive=frozenset(hedge.get("before_infinitive", ())),
        limiting_modals=frozenset(hedge.get("limiting_modals", ())),
        permitting=frozenset(hedge.get("permitting", ())),
        imagining=frozenset(hedge.get("imagining", ())),
        supposing=frozenset(hedge.get("supposing", ())),
        purposes=make_phrases([(phrase, "") for phrase in hedge.get("purposes", ())]),
        easing=frozenset(hedge.get("easing", ())),
        hearsay_marks=frozenset(hedge.get("hearsay_marks", ())),
        seeming=frozenset(hedge.get("seeming", ())),
        graded=frozenset(hedge.get("graded", ())),
        gerunds=tuple(hedge.get("gerunds", ())),
        reproaching=frozenset(hedge.get("reproaching", ())),
        anybody=frozenset(hedge.get("anybody", ())),
        namings=frozenset(hedge.get("namings", ())),
        noun_like=frozenset(hedge.get("noun_like", ())),
        nouns_first=bool(hedge.get("nouns_first", False)),
        doubts=frozenset(data["booster"].get("doubts", ())),
        beyond=frozenset(data["booster"].get("beyond", ())),
        asking=frozenset(data["booster"].get("asking", ())),
        firm=frozenset(data["booster"].get("firm", ())),
        negations=frozenset(negation["particles"]),
        implicatives=frozenset(_forms(negation["implicatives"])),
        deed_after=frozenset(negation["deed_after"]),
        idle_before=frozenset(negation["idle_before"]),
        unreal=frozenset(negation["unreal"]),
        wishing=frozenset(negation.get("wishing", ())),
        happening=frozenset(negation["happening"]),
        pointing=frozenset(negation.get("pointing", ())),
        excepting=frozenset(negation.get("excepting", ())),
        definite=frozenset(negation.get("definite", ())),
        denied_nouns=frozenset(negation["denied_nouns"]),
        nobody=frozenset(negation.get("nobody", ())),
        alternatives=frozenset(negation.get("alternatives", ())),
        with_it=frozenset(negation.get("with_it", ())),
        at_first=make_phrases([(phrase, "") for phrase in negation.get("at_first", ())]),
        silent=frozenset(negation.get("silent", ())),
        whatever=frozenset(negation.get("whatever", ())),
        hearsay=frozenset(negation.get("hearsay", ())),
        knowing=frozenset(negation.get("knowing", ())),
        nothing=frozenset(negation.get("nothing", ())),
        denying_behind=frozenset(negation.get("denying_behind", ())),
        without=frozenset(negation.get("without", ())),
        paired=frozenset(negation.get("paired", ())),
        quantifiers=frozenset(negation.get("quantifiers", ())),
        limiting=frozenset(negation.get("limiting", ())),
        so_far=frozenset(negation.get("so_far", ())),
        opining=frozenset(negation.get("opining", ())),
        echoing=frozenset(negation.get("echoing", ())),
        accusing=frozenset(negation.get("accusing", ())),
        verb_particles=frozenset(negation.get("verb_particles", ())),
        infinitives=tuple(negation.get("infinitives", ())),
        infinitive_after=frozenset(negation.get("infinitive_after", ())),
        ceasing=frozenset(negation.get("ceasing", ())),
        ceasing_before=frozenset(negation.get("ceasing_before", ())),
        presenting=frozenset(negation.get("presenting", ())),
        predicates=frozenset(negation.get("predicates", ())),
        findings=frozenset(negation.get("findings", ())),
        refusing_before=frozenset(negation["refusing_before"]),
        granted=frozenset(negation["granted"]),
        opposites=tuple(opposites),
        auxiliaries=frozenset(agency["auxiliaries"]),
        brackets=bool(agency.get("brackets", False)),
        by=frozenset(agency["by"]),
        doers=frozenset(agency.get("doers", ())),
        passive_gap=frozenset(agency["skip"]),
        acts={form: frozenset(names) for form, names in groups.items()},
        not_acts=make_phrases([(phrase, "") for phrase in agency.get("not_acts", ())]),
        act_phrases=make_phrases([(part, group) for group, part in _parts(agency.get("act_phrases", ()))]),
        homonyms=_homonyms(agency.get("homonyms", ())),
        unacted=make_phrases(unacted),
        nominal=nominal,
        not_actors=frozenset(agency["not_actors"]),
        forces=frozenset(agency.get("forces", ())),
        instruments=frozenset(agency["instruments"]),
        no_doers=frozenset(agency.get("no_doers", ())),
        cause_after=frozenset(agency.get("cause_after", ())),
        relative=frozenset(agency["relative"]),
        of=frozenset(agency["of"]),
        owners=frozenset(agency["owners"]),
        troubles=frozenset(agency.get("troubles", ())),
        no_object=frozenset(agency["no_object"]),
        have=frozenset(agency["have"]),
        plain=plain,
        charged=charged,
        disowning=frozenset(data["scale"].get("disowning", ())),
        disowned_as=frozenset(data["scale"].get("disowned_as", ())),
        naming=frozenset(group.partition(":")[0] for group in data["scale"]["names"]),
        function=frozenset(data["common"]["function"].split()),
        persons=frozenset(sources["persons"]),
        things=frozenset(sources["things"]),
        drops_subjects=bool(sources["drops_subjects"]),
        attached=frozenset(sources["attached"]),
        joining=frozenset(sources["joining"]),
        subordinating=frozenset(sources.get("subordinating", ())),
        addressing=frozenset(sources["addressing"]),
        before_places=frozenset(sources["before_places"]),
        papers=frozenset(map(fold, sources["papers"])),
        no_source=frozenset(map(fold, sources["no_source"])),
        bodies=frozenset(map(fold, sources["bodies"])),
        media=frozenset(map(fold, sources["media"])),
        media_nouns=frozenset(map(fold, sources["media_nouns"])),
        knowers=frozenset(sources.get("knowers", ())),
        in_the_know=make_phrases([(phrase, "") for phrase in sources.get("in_the_know", ())]),
        withheld=make_phrases([(phrase, "") for phrase in sources.get("withheld", ())]),
        sources_alone=frozenset(sources.get("sources_alone", ())),
    )


def _read_vocabulary(path: Path) -> Vocabulary:
    try:
        return parse_vocabulary(path.read_text("utf-8"))
    except ValueError as error:
        raise BadWordList(f"{path.name}: {error}. Make it again with tests/bench/make_vocabulary.py.") from error


def _scales(groups: Iterable[str], language: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the plain and the charged words of scales ("name: plain words|charged words"), each with its scales."""
    sides: tuple[dict[str, set[str]], dict[str, set[str]]] = {}, {}
    for group in groups:
        name, _, words = group.partition(": ")
        for side, forms in zip(sides, words.split("|"), strict=True):
            for form in forms.split():
                # "savaş_gemisi" is two words; in Chinese each character is one.
                parts = words_of(form.replace("_", " "))
                side.setdefault(" ".join(scale_key(part.form, language) for part in parts), set()).add(name)
    plain, charged = ({form: frozenset(names) for form, names in side.items()} for side in sides)
    return plain, charged


def _homonyms(lines: Iterable[str]) -> dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    """Return the senses in lines like "fired: shoot | shots +at": verbs, groups ("-" is none), words beside them."""
    found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for line in lines:
        forms, _, rest = line.partition(":")
        groups, beside = (frozenset(part.split()) for part in rest.split("|"))
        for form in forms.split():
            found.setdefault(form, []).append((beside, groups - {"-"}))
    return {form: tuple(senses) for form, senses in found.items()}


def _in_form(part: Any) -> Any:
    """Return a part of a list with its words in the form in which words of a text are looked up."""
    if isinstance(part, Mapping):
        return {name: value if name == "effect" else _in_form(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_in_form(value) for value in part]
    return form_of(part) if isinstance(part, str) else part


def _forms(lines: Iterable[str]) -> list[str]:
    return [form for line in lines for form in line.split()]


def _parts(lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return the parts of lines like "kill: die dies died|perish", each with its group."""
    pairs = (line.partition(":") for line in lines)
    return [(group, part.strip()) for group, _, rest in pairs for part in rest.split("|")]


def _with_valence(lists: LanguageLists, path: Path) -> LanguageLists:
    valence = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, value = line.partition("\t")
            valence[word] = float(value)
    return replace(lists, valence=valence)


def _with_uses(lists: LanguageLists, path: Path) -> LanguageLists:
    try:
        return replace(lists, uses=parse_uses(path.read_text("utf-8")))
    except ValueError as error:
        raise BadWordList(f"{path.name}: {error}. Compare it with loaded-uses-en.txt.") from error


def _read_loaded(folder: Path) -> LoadedModel | None:
    """Return the trained model where its file and its reader are there."""
    path = folder / "loaded.npz"
    if not path.exists():
        return None
    from compare.files.weights import read_loaded

    return read_loaded(path)


def _read_beside(folder: Path) -> BesideModel | None:
    path = folder / "beside.npz"
    if not path.exists():
        return None
    from compare.files.weights import read_beside

    return read_beside(path)
