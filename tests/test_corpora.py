"""The sample stories: they read, they are what corpora/README.md says, and what is expected of them is in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compare.domain import Article, Kind, Story
from compare.files.stories import read_story
from compare.steps.segment import sentences_of
from tests.bench.licences import NOTICES, REQUIREMENTS, pinned

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
STORIES = sorted(folder.name for folder in (CORPORA / "stories").iterdir())
README = (CORPORA / "README.md").read_text(encoding="utf-8")
WHOLE_SENTENCES = {Kind.OMISSION, Kind.EMPHASIS, Kind.TONE}
FIELDS = {"kind", "article", "sentence_contains", "text", "text_en", "against", "why", "by"}
EDITORS = ("", "A", "B", "C", "AB", "AC", "BC", "ABC")


@cache
def story_of(name: str) -> Story:
    return read_story(CORPORA / "stories" / name)


def expected_of(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((CORPORA / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return entries


def article_of(name: str, identity: str) -> Article:
    return next(article for article in story_of(name).articles if article.id == identity)


@cache
def sentences_in(name: str, identity: str) -> tuple[str, ...]:
    article = article_of(name, identity)
    assert article.language is not None
    return tuple(sentence.text for sentence in sentences_of(article, article.language))


def languages_claimed() -> dict[str, list[str]]:
    return {
        name: tags.split() for name, tags in re.findall(r"^\| `([a-z-]+)` \| ([A-Za-z -]+) \|", README, re.MULTILINE)
    }


def test_the_readme_lists_every_story():
    assert sorted(languages_claimed()) == STORIES


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_the_languages_that_the_readme_says(name: str):
    assert [article.language for article in story_of(name).articles] == languages_claimed()[name]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_named_after_its_folder_and_has_a_title(name: str):
    assert story_of(name).id == name
    assert story_of(name).title


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_read_without_a_doubt(name: str):
    assert {article.id: article.notes for article in story_of(name).articles if article.notes} == {}


@pytest.mark.parametrize("name", STORIES)
def test_no_outlet_tells_a_story_twice(name: str):
    outlets = [article.outlet for article in story_of(name).articles]
    assert len(set(outlets)) == len(outlets)


@pytest.mark.parametrize("name", STORIES)
def test_an_article_has_a_headline_and_a_date(name: str):
    assert [article.id for article in story_of(name).articles if not (article.title and article.published)] == []


@pytest.mark.parametrize("name", STORIES)
def test_an_article_has_the_length_of_its_kind(name: str):
    shortest, longest = (15, 30) if name == "qingdao" else (8, 15)
    lengths = {article.id: len(sentences_in(name, article.id)) for article in story_of(name).articles}
    assert {identity: n for identity, n in lengths.items() if not shortest <= n <= longest} == {}


@pytest.mark.parametrize("path", sorted((CORPORA / "stories").glob("*/*.txt")), ids=lambda path: path.stem)
def test_an_article_file_says_that_its_outlet_is_invented(path: Path):
    front_matter = path.read_text(encoding="utf-8").split("---\n")[1]
    assert re.search(
        r"^note: Written for this project\. The (?:event and the )?outlet (?:is|are) invented\.$", front_matter, re.M
    )


def test_qingdao_is_told_in_four_languages_by_six_outlets():
    languages = Counter((article.language or "").split("-")[0] for article in story_of("qingdao").articles)
    assert languages == {"en": 2, "pt": 2, "es": 1, "ur": 1}


def test_every_story_says_what_is_expected_of_it():
    assert sorted(path.stem for path in (CORPORA / "expected").glob("*.json")) == STORIES


@pytest.mark.parametrize("name", STORIES)
def test_an_expected_difference_is_complete(name: str):
    entries = expected_of(name)
    assert all(set(entry) == FIELDS and entry["by"] in EDITORS for entry in entries)
    assert all(set(other) == {"article", "text", "text_en"} for entry in entries for other in entry["against"])
    assert all(entry["text_en"] and entry["why"] for entry in entries)


@pytest.mark.parametrize("name", STORIES)
def test_an_expected_difference_lies_in_one_sentence_of_its_article(name: str):
    wrong = [
        entry
        for entry in expected_of(name)
        if [
            entry["text"] in text for text in sentences_in(name, entry["article"]) if entry["sentence_contains"] in text
        ]
        != [True]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", STORIES)
def test_what_stands_against_it_lies_in_one_sentence_of_another_article(name: str):
    wrong = [
        (entry["article"], other)
        for entry in expected_of(name)
        for other in entry["against"]
        if other["article"] == entry["article"]
        or sum(other["text"] in text for text in sentences_in(name, other["article"])) != 1
    ]
    assert wrong == []


@pytest.mark.parametrize("name", STORIES)
def test_an_omission_stands_alone_and_all_else_but_words_that_judge_against_something(name: str):
    required = [entry for entry in expected_of(name) if len(entry["by"]) > 1 and entry["kind"] != Kind.LOADED]
    wrong = [entry for entry in required if bool(entry["against"]) == (entry["kind"] == Kind.OMISSION)]
    assert wrong == []


@pytest.mark.parametrize("name", STORIES)
def test_what_concerns_a_sentence_names_the_whole_sentence(name: str):
    wrong = [
        entry["text"]
        for entry in expected_of(name)
        if entry["kind"] in WHOLE_SENTENCES and entry["text"] not in sentences_in(name, entry["article"])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", STORIES)
def test_the_english_of_english_words_is_the_words(name: str):
    passages = [passage for entry in expected_of(name) for passage in (entry, *entry["against"])]
    english = [passage for passage in passages if article_of(name, passage["article"]).language == "en"]
    assert [passage for passage in english if passage["text"] != passage["text_en"]] == []


@pytest.mark.parametrize("name", STORIES)
def test_no_difference_is_expected_twice(name: str):
    entries = [
        (entry["kind"], entry["article"], entry["sentence_contains"], entry["text"]) for entry in expected_of(name)
    ]
    assert [entry for entry, n in Counter(entries).items() if n > 1] == []


def test_every_kind_is_expected_ten_times_or_more():
    kinds = Counter(entry["kind"] for name in STORIES for entry in expected_of(name) if len(entry["by"]) > 1)
    assert set(kinds) == set(Kind)
    assert {kind: n for kind, n in kinds.items() if n < 10} == {}


def test_both_translation_packages_are_shipped_with_their_licence():
    readme = (CORPORA / "models" / "README.md").read_text(encoding="utf-8")
    shipped = sorted(path.name for path in (CORPORA / "models").glob("*.argosmodel"))
    assert shipped == ["translate-en_pt-1_0.argosmodel", "translate-pt_en-1_0.argosmodel"]
    assert all(word in readme for word in (*shipped, "Mozilla Public License 2.0", "CC BY-SA"))
    assert (
        (CORPORA / "models" / "MPL-2.0.txt")
        .read_text(encoding="utf-8")
        .startswith("Mozilla Public License Version 2.0")
    )


def test_our_licence_is_the_agpl_in_full():
    lines = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines[:2]] == ["GNU AFFERO GENERAL PUBLIC LICENSE", "Version 3, 19 November 2007"]
    assert "            How to Apply These Terms to Your New Programs" in lines
    assert lines[-1] == "<https://www.gnu.org/licenses/>."


def test_the_licences_name_every_pinned_package_and_its_version():
    rows = set(re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \|", NOTICES.read_text(encoding="utf-8"), re.MULTILINE))
    missing = set(pinned(REQUIREMENTS.read_text(encoding="utf-8")).items()) - rows
    assert not missing, "write the table again: python -m tests.bench.licences"
