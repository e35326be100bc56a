from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import CompareError, EmptyArticle, TooLarge, UnreadableStory
from compare.files import limits
from compare.files.stories import (
    FailedStory,
    read_glossary,
    read_stories,
    read_story,
    story_from_files,
    story_from_json,
    story_from_texts,
    story_from_value,
)

ARTICLE = {"id": "a", "outlet": "The Quay", "text": "The bridge fell. Nobody was hurt."}


def story(**changes: object) -> str:
    return json.dumps({"id": "bridge", "articles": [{**ARTICLE, **changes}]})


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_a_story_is_read_with_every_field_of_the_format(tmp_path: Path):
    path = tmp_path / "bridge.json"
    given_fields = {
        "language": "pt-BR",
        "title": "A ponte caiu",
        "url": "https://quay.example/1",
        "published": "2025-06-26",
        "author": "Ana Brito",
    }
    path.write_text(json.dumps({"id": "bridge", "title": "Bridge", "articles": [{**ARTICLE, **given_fields}]}))
    found = read_story(path)
    assert (found.id, found.title) == ("bridge", "Bridge")
    (article,) = found.articles
    assert {name: getattr(article, name) for name in given_fields} == given_fields
    assert (article.text, article.sentences, article.notes) == (ARTICLE["text"], None, ())


def test_given_sentences_keep_order_and_count_an_empty_one_included():
    found = story_from_json(story(text=None, sentences=["One.", "", " Two. "]), "x")
    assert found.articles[0].sentences == ("One.", "", " Two. ")


def test_text_is_kept_to_the_character():
    text = "  Zwei  Leerzeichen, ein geschu\u0308tztes\u00a0und\r\nZeilen.\t\n"
    assert story_from_json(story(text=text), "x").articles[0].text == text


def test_control_characters_are_removed_and_broken_ones_replaced_with_a_note():
    found = story_from_json(story(text="A\u0000B\u0007 \ud800 C"), "x")
    assert found.articles[0].text == "AB \ufffd C"
    assert found.articles[0].notes == ("2 control characters removed", "1 broken character replaced")


def test_a_missing_language_is_left_to_detection_and_a_given_one_keeps_its_subtags():
    assert story_from_json(story(), "x").articles[0].language is None
    assert story_from_json(story(language="und"), "x").articles[0].language is None
    assert story_from_json(story(language="zh_Hant"), "x").articles[0].language == "zh-Hant"


def test_an_address_that_is_no_web_address_and_a_date_that_is_none_are_left_out_with_a_note():
    article = story_from_json(story(url="javascript:alert(1)", published="last Thursday"), "x").articles[0]
    assert (article.url, article.published) == ("", "")
    assert len(article.notes) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "one JSON object"),
        ("{", "line 1, column 2"),
        ('{"articles": [{}]}', "no 'id'"),
        ('{"id": "s"}', "'articles'"),
        ('{"id": "s", "articles": []}', "'articles'"),
        ('{"id": "s", "articles": {"a": 1}}', "'articles'"),
        ('{"id": "s", "articles": ["text"]}', "articles[0]: an article is a JSON object, not a text"),
        ('{"id": 7, "articles": [{}]}', "'id' is a number"),
        (story(id=""), "'id' is missing"),
        (story(outlet=None), "articles[0] ('a'): 'outlet' is missing"),
        (story(outlet=["x"]), "'outlet' is a list"),
        (story(text=None), "neither 'text' nor 'sentences'"),
        (story(sentences=["x"]), "both 'text' and 'sentences'"),
        (story(text=5), "'text' is a number"),
        (story(text=None, sentences="One. Two."), "'sentences' is a text, not a list"),
        (story(text=None, sentences=["One.", None]), "sentences[1] is null"),
        (story(language="English"), "not a language tag"),
        (json.dumps({"id": "s", "articles": [ARTICLE, ARTICLE]}), "two articles have the id 'a'"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": ' + "9" * 10_000 + "}", "not a story"),
    ],
)
def test_a_mistake_is_named_with_its_article_and_field(text: str, says: str):
    with pytest.raises(UnreadableStory) as caught:
        story_from_json(text, "bridge.json")
    assert says in str(caught.value)
    assert str(caught.value).startswith("bridge.json")


@pytest.mark.parametrize("changes", [{"text": ""}, {"text": " \n"}, {"text": None, "sentences": []}])
def test_an_article_without_text_is_refused(changes: dict[str, object]):
    with pytest.raises(EmptyArticle, match=r"articles\[0\] \('a'\)"):
        story_from_json(story(**changes), "x")


@pytest.mark.parametrize(
    "text",
    [
        story(text="x" * (limits.MAX_ARTICLE_CHARS + 1)),
        story(title="x" * (limits.MAX_FIELD_CHARS + 1)),
        story(text=None, sentences=["x"] * (limits.MAX_SENTENCES + 1)),
        story(text=None, sentences=["x" * (limits.MAX_SENTENCE_CHARS + 1)]),
        story(text="好。" * (limits.MAX_SENTENCES + 1)),
        json.dumps({"id": "s", "articles": [{**ARTICLE, "id": str(n)} for n in range(limits.MAX_ARTICLES + 1)]}),
        json.dumps({"id": "s", "articles": [{**ARTICLE, "id": str(n), "text": "x" * 900_000} for n in range(6)]}),
    ],
)
def test_what_is_over_a_limit_is_refused(text: str):
    with pytest.raises(TooLarge):
        story_from_json(text, "x")


def test_a_text_of_too_many_sentences_is_refused_with_their_number_and_what_to_do():
    with pytest.raises(TooLarge, match=r"Article 'a' has 10,001 sentences; at most 10,000 .* Give a part of it"):
        story_from_json(story(text="The bridge fell. " * 10_001, language="en"), "x")
    kept = story_from_json(story(text="The bridge fell. " * 10_000, language="en"), "x")
    assert len(kept.articles) == 1


def test_a_given_sentence_of_20_000_characters_is_kept_whole():
    sentence = "wort " * 4_000
    assert story_from_json(story(text=None, sentences=[sentence]), "x").articles[0].sentences == (sentence,)


def test_a_file_of_50_megabytes_is_refused(tmp_path: Path):
    for name in ("s.json", "s.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50_000_000)
    with pytest.raises(TooLarge, match=r"s\.json is larger than 20 MB"):
        read_story(tmp_path / "s.json")
    with pytest.raises(TooLarge, match="line 1"):
        read_story(tmp_path / "s.jsonl")


def test_a_manifest_that_names_one_file_twice_is_refused(tmp_path: Path):
    listed = [{"file": "a.txt", "outlet": "One"}, {"file": "a.txt", "outlet": "Two"}]
    write(tmp_path, {"story.json": json.dumps({"id": "s", "articles": listed}), "a.txt": "The bridge fell."})
    with pytest.raises(UnreadableStory, match=r"story\.json names the file 'a\.txt' twice"):
        read_story(tmp_path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(UnreadableStory, match=r"There is no file or folder .*nowhere\.json"):
        read_story(tmp_path / "nowhere.json")
    with pytest.raises(UnreadableStory, match="There is no file or folder"):
        list(read_stories(tmp_path / "nowhere.jsonl"))


def test_a_line_that_is_no_story_is_reported_in_its_place_and_the_rest_go_on(tmp_path: Path):
    path = tmp_path / "many.jsonl"
    broken = json.dumps({"id": "two", "articles": []})
    path.write_bytes(
        b"\xef\xbb\xbf"
        + "\n".join([story(), "", broken, "{oops", "\xff", story(outlet="B")]).encode("latin-1", "replace")
    )
    found = list(read_stories(path))
    assert [item.id for item in found] == ["bridge", "two", "line 4", "line 5", "bridge"]
    assert [isinstance(item, FailedStory) for item in found] == [False, True, True, True, False]
    assert isinstance(found[1], FailedStory)
    assert "many.jsonl, line 3" in str(found[1].error)


def test_a_line_over_the_limit_is_passed_over_without_reading_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("compare.files.stories.MAX_FILE_BYTES", 500)
    path = tmp_path / "many.jsonl"
    path.write_text("x" * 1777 + "\n" + story() + "\n" + "y" * 600)
    found = list(read_stories(path))
    assert [item.id for item in found] == ["line 1", "bridge", "line 3"]


def test_a_jsonl_with_one_story_is_a_story_and_with_two_is_not(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    path.write_text(story() + "\n\n")
    assert read_story(path).id == "bridge"
    path.write_text(story() + "\n" + story())
    with pytest.raises(UnreadableStory, match="more than one story"):
        read_story(path)


def test_standard_input_holds_a_story_or_a_story_a_line():
    assert read_story("-", stdin=io.BytesIO(story().encode())).id == "bridge"
    lines = io.BytesIO(f"{story()}\n{story()}\n".encode())
    assert [item.id for item in read_stories("-", stdin=lines)] == ["bridge", "bridge"]


def test_json_with_a_byte_order_mark_or_as_utf_16_is_read_and_windows_1252_is_refused(tmp_path: Path):
    path = tmp_path / "s.json"
    text = json.dumps({"id": "s", "articles": [{**ARTICLE, "outlet": "Ägäis"}]}, ensure_ascii=False)
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        assert read_story(path).articles[0].outlet == "Ägäis"
    path.write_bytes(text.encode("cp1252"))
    with pytest.raises(UnreadableStory, match="not UTF-8"):
        read_story(path)


def test_a_language_given_by_hand_wins_and_an_unknown_article_is_an_error(tmp_path: Path):
    path = tmp_path / "s.json"
    path.write_text(story(language="en"))
    assert read_story(path, languages={"a": "pt_PT"}).articles[0].language == "pt-PT"
    with pytest.raises(UnreadableStory, match="No article has the id 'b'"):
        read_story(path, languages={"b": "pt"})


def test_a_folder_is_a_story_with_one_file_an_article(tmp_path: Path):
    folder = tmp_path / "bridge"
    folder.mkdir()
    write(
        folder,
        {
            "10.txt": "---\noutlet: The Quay\ntitle: 'Fallen: no'\ndate: 2025-06-26\nlanguage: no\n---\n\nBroen.\n",
            "9.txt": "Outlet: not read\n\nThe bridge fell.\n",
            "b.json": json.dumps({"outlet": "Cais", "sentences": ["A ponte caiu."]}),
            "README.md": "About this folder",
            ".hidden.txt": "x",
            "_draft.txt": "x",
            "picture.png": b"\x89PNG",
        },
    )
    found = read_story(folder)
    assert (found.id, [article.id for article in found.articles]) == ("bridge", ["9", "10", "b"])
    nine, ten, b = found.articles
    assert (ten.outlet, ten.title, ten.published, ten.language) == (
        "The Quay",
        "Fallen: no",
        "2025-06-26",
        "no",
    )
    assert ten.text == "Broen.\n"
    assert nine.text == "Outlet: not read\n\nThe bridge fell.\n"
    assert nine.outlet == "9"
    assert "stands in" in nine.notes[0]
    assert b.sentences == ("A ponte caiu.",)


def test_story_json_gives_id_title_order_and_overrides_of_a_folder(tmp_path: Path):
    manifest = {
        "id": "bridge-2025",
        "title": "The bridge",
        "articles": [
            {"file": "z.txt", "outlet": "Zenit", "language": "de"},
            {"id": "inline", "outlet": "Inline", "text": "Hier."},
        ],
    }
    write(
        tmp_path,
        {
            "a.txt": "---\noutlet: Ameise\n---\nDa.",
            "z.txt": "---\noutlet: Zebra\n---\nDort.",
            "story.json": json.dumps(manifest),
        },
    )
    found = read_story(tmp_path)
    assert (found.id, found.title) == ("bridge-2025", "The bridge")
    assert [(article.id, article.outlet) for article in found.articles] == [
        ("z", "Zenit"),
        ("inline", "Inline"),
        ("a", "Ameise"),
    ]
    assert found.articles[0].language == "de"


def test_two_files_of_one_name_get_different_ids():
    found = story_from_files([("a.txt", b"One."), ("a.md", b"Two.")], id="s")
    assert [article.id for article in found.articles] == ["a", "a.txt"]


def test_the_host_of_the_address_stands_in_for_a_missing_outlet():
    text = b"---\nurl: https://www.quay.example/news/1\n---\nThe bridge fell."
    article = story_from_files([("a.txt", text)], id="s").articles[0]
    assert article.outlet == "quay.example"
    assert "stands in" in article.notes[0]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "no article in it"),
        ({"a.doc": "x"}, "a.doc cannot be read"),
        ({"story.json": "[]"}, "story.json is a list"),
        ({"story.json": '{"articles": [{"file": "b.txt"}]}', "a.txt": "x"}, "names the file 'b.txt'"),
        ({"story.json": '{"articles": "all"}', "a.txt": "x"}, "not a list of objects"),
        ({"a.json": '{"id": "s", "articles": []}'}, "does not hold one article"),
        ({"a.txt": "---\ntitle: a: b: c\n---\nx"}, "a.txt: the front matter is not readable YAML"),
    ],
)
def test_a_folder_that_is_no_story_says_why(tmp_path: Path, files: dict[str, str], says: str):
    with pytest.raises(UnreadableStory) as caught:
        read_story(write(tmp_path, dict(files)))
    assert says in str(caught.value)


def test_one_article_file_is_no_story(tmp_path: Path):
    with pytest.raises(UnreadableStory, match="Put each outlet's article into one folder"):
        read_story(write(tmp_path, {"a.txt": "x"}) / "a.txt")


def test_pasted_texts_make_a_story_with_ids_of_their_own():
    found = story_from_texts(
        [
            {"outlet": "The Quay", "text": "The bridge fell.", "title": "Fallen"},
            {"outlet": "the quay", "text": "It fell again.", "language": "en"},
            {"text": "A ponte caiu."},
        ]
    )
    assert [article.id for article in found.articles] == ["the-quay", "the-quay-2", "article-3"]
    assert [article.outlet for article in found.articles] == ["The Quay", "the quay", "Article 3"]
    with pytest.raises(EmptyArticle, match=r"article 1 \('a'\)"):
        story_from_texts([{"outlet": "A", "text": "  "}])
    with pytest.raises(UnreadableStory, match="Paste the text"):
        story_from_texts([])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("id title outlet articles text sentences language url published author".split()),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(value=JSON)
def test_any_json_gives_a_story_or_a_compare_error(value: object):
    try:
        found = story_from_json(json.dumps(value), "x")
    except CompareError as error:
        assert str(error)
    else:
        assert found.articles


@given(data=st.binary(max_size=300))
def test_any_bytes_in_an_article_file_give_a_story_or_a_compare_error(data: bytes):
    try:
        story_from_files([("a.txt", data)], id="s")
    except CompareError as error:
        assert str(error)


def test_a_saved_page_in_a_folder_is_read_as_an_article(tmp_path: Path):
    page = Path(__file__).resolve().parent.parent / "golden" / "pages" / "semantic.html"
    (tmp_path / "a.html").write_bytes(page.read_bytes())
    (tmp_path / "b.txt").write_text("The bridge fell.", encoding="utf-8")
    article = next(found for found in read_story(tmp_path).articles if found.id == "a")
    assert article.outlet == "The Harbour Post"
    assert article.title == "Old bridge over the Lava falls in the night"
    assert "<p>" not in (article.text or "")


def test_a_story_says_which_wordings_mean_one_thing():
    value = {"id": "x", "same": [["the Kremlin", " Moscow "]], "articles": [{"id": "a", "outlet": "A", "text": "One."}]}
    assert story_from_value(value, "x").same == (("the Kremlin", "Moscow"),)


@pytest.mark.parametrize("same", ["a = b", [["one"]], [["a", 3]], [["x" * 300, "y"]], [["a", "b"]] * 300])
def test_wordings_that_are_none_are_refused(same: object):
    with pytest.raises(UnreadableStory, match="same"):
        story_from_value({"id": "x", "same": same, "articles": [{"id": "a", "outlet": "A", "text": "One."}]}, "x")


def test_a_glossary_has_a_group_a_line(tmp_path: Path):
    file = tmp_path / "same.txt"
    file.write_text("# who is who\n\nthe Kremlin = Moscow = Putin's government\nعمران = Imran\n", "utf-8")
    assert read_glossary(file) == (("the Kremlin", "Moscow", "Putin's government"), ("عمران", "Imran"))


def test_a_line_of_a_glossary_that_is_none_is_named(tmp_path: Path):
    file = tmp_path / "same.txt"
    file.write_text("a = b\nthe Kremlin\n", "utf-8")
    with pytest.raises(UnreadableStory, match="line 2"):
        read_glossary(file)
