from __future__ import annotations

import tomllib
from pathlib import Path
from shutil import copytree

import pytest

from compare.files.framing_lists import DATA, BadWordList, language_lists, read_lists
from compare.steps.framing.words import form_of, words_of

FILES = sorted((DATA / "framing").glob("lists-*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_list_says_where_it_is_from_and_under_what_licence(path: Path) -> None:
    data = tomllib.loads(path.read_text("utf-8"))
    assert data["source"] and data["licence"] and path.stem == f"lists-{data['language']}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_report_verb_is_in_two_classes(path: Path) -> None:
    report = tomllib.loads(path.read_text("utf-8"))["report"]
    forms = [form for entry in report.values() for line in entry["verbs"] for form in line.split()]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_charges_are_shares_and_every_class_says_its_effect(path: Path) -> None:
    report = tomllib.loads(path.read_text("utf-8"))["report"]
    assert all(0 <= entry["charge"] <= 1 and entry["effect"] for entry in report.values())


def test_a_language_tag_finds_the_lists_of_its_language() -> None:
    assert read_lists().of("pt-BR").language == "pt"


def test_an_unknown_language_has_empty_lists() -> None:
    assert not read_lists().of("sw").report


def test_valences_name_their_licence() -> None:
    text = (DATA / "framing" / "valence-en.tsv").read_text("utf-8")
    assert "Licence: MIT" in text and "Copyright" in text
    assert read_lists().of("en").valence["disastrous"] < 0 < read_lists().of("en").valence["excellent"]


def test_a_list_without_a_licence_is_refused() -> None:
    data = tomllib.loads(FILES[0].read_text("utf-8"))
    with pytest.raises(ValueError, match="licence"):
        language_lists({**data, "licence": ""})


def test_a_broken_list_is_named(tmp_path: Path) -> None:
    copytree(DATA / "framing", tmp_path / "framing")
    (tmp_path / "framing" / "lists-en.toml").write_text("language = ", "utf-8")
    with pytest.raises(BadWordList, match=r"lists-en\.toml"):
        read_lists(tmp_path).of("en")


UNNAMED = ("knowers", "in_the_know", "withheld", "sources_alone")
WITH_UNNAMED = {
    data["language"]: data["sources"]
    for data in (tomllib.loads(path.read_text("utf-8")) for path in FILES)
    if any(name in data["sources"] for name in UNNAMED)
}


def test_who_has_one_list_of_unnamed_sources_has_them_all() -> None:
    assert WITH_UNNAMED.keys() >= {"en", "es", "pt"}
    assert [language for language, found in WITH_UNNAMED.items() if not all(found.get(name) for name in UNNAMED)] == []


@pytest.mark.parametrize("language", sorted(WITH_UNNAMED))
@pytest.mark.parametrize("name", UNNAMED)
def test_words_for_unnamed_sources_are_listed_once_in_the_form_in_which_they_are_found(
    language: str, name: str
) -> None:
    entries = WITH_UNNAMED[language][name]
    assert sorted({entry for entry in entries if entries.count(entry) > 1}) == []
    if name in ("knowers", "sources_alone"):
        assert [entry for entry in entries if form_of(entry) != entry or " " in entry] == []


@pytest.mark.parametrize("language", sorted(WITH_UNNAMED))
@pytest.mark.parametrize("name", ["in_the_know", "withheld"])
def test_each_phrase_of_unnamed_sources_is_found_whole(language: str, name: str) -> None:
    phrases = getattr(read_lists().of(language), name)
    for entry in WITH_UNNAMED[language][name]:
        words = words_of(entry)
        assert [(hit.first, hit.last) for hit in phrases.find(words)] == [(0, len(words) - 1)], entry
