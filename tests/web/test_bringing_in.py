"""Articles on their way in: pasted, as files, looked over, mended."""

from __future__ import annotations

import base64
import io
import json
import re

import pytest
from docx import Document
from lxml import html

from compare.domain import Article
from compare.store.stories import find_story, list_stories
from web.incoming import with_headline
from web.told_once import COOKIE

EN = "The governor said that six people died. The bridge was closed on Monday."
PT = "O governador disse que seis pessoas morreram. A ponte foi fechada na segunda-feira."
NO_LANGUAGE = "?!"


def paste(client, *texts, **more):
    data = {"slots": "3", "do": "preview", **more}
    for k, (outlet, text) in enumerate(texts):
        data |= {f"outlet-{k}": outlet, f"text-{k}": text}
    return client.post("/new", data=data)


def files(*named):
    return [(io.BytesIO(data if isinstance(data, bytes) else data.encode()), name) for name, data in named]


def test_a_first_visit_offers_the_bundled_story(client):
    assert "Open the sample story" in client.get("/").get_data(as_text=True)


def test_the_bundled_story_is_taken_in_once(client, state):
    first = client.post("/bundled").headers["Location"]
    assert first.endswith("/check")
    client.post("/bundled")
    assert len(list_stories(state.engine)) == 1
    assert "Open the sample story" not in client.get("/").get_data(as_text=True)


def test_two_pasted_texts_become_a_story_with_a_preview(client, state):
    answer = paste(client, ("River Post", EN), ("Diário", PT), title="A raid")
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "River Post" in page and "2 sentences" in page
    (line,) = list_stories(state.engine)
    assert line.title == "A raid" and line.outlets == ("River Post", "Diário")


def test_nothing_pasted_is_told_beside_the_field(client):
    answer = paste(client)
    assert answer.status_code == 422 and 'id="error-text-0"' in answer.get_data(as_text=True)


def test_what_was_typed_is_still_there_after_a_mistake(client):
    answer = client.post("/new", data={"slots": "2", "do": "preview", "outlet-0": "River Post", "text-0": " "})
    assert 'value="River Post"' in answer.get_data(as_text=True)


def test_one_more_article_keeps_what_was_typed(client):
    page = client.post("/new", data={"slots": "3", "do": "more", "text-0": EN}).get_data(as_text=True)
    assert 'id="text-3"' in page and EN in page


def test_many_files_become_one_story(client, state):
    data = {"do": "preview", "files": files(("a.txt", EN), ("b.md", f"---\noutlet: Diário\n---\n{PT}"))}
    answer = client.post("/new", data=data)
    assert answer.status_code == 303
    (line,) = list_stories(state.engine)
    assert line.outlets == ("a", "Diário")


def test_one_bad_file_says_so_once_and_the_others_are_a_story(client, state):
    data = {"do": "preview", "files": files(("a.txt", EN), ("empty.txt", "  "))}
    answer = client.post("/new", data=data)
    assert answer.status_code == 303
    assert list_stories(state.engine)[0].outlets == ("a",)
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert 'role="alert"' in page and "empty.txt" in page
    assert "empty.txt" not in client.get(answer.headers["Location"]).get_data(as_text=True)


def test_more_bad_files_than_can_be_told_are_counted(client):
    bad = [(f"{'report' * 20}-{k}.txt", "  ") for k in range(40)]
    answer = client.post("/new", data={"do": "preview", "files": files(("a.txt", EN), *bad)})
    assert len(answer.headers["Set-Cookie"]) < 4_096
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert "report-0.txt" in page and re.search(r"<li>\d\d more could not be read.</li>", page)


def test_what_a_browser_sends_as_told_stays_text(client):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    for value in ("x", "%", base64.urlsafe_b64encode(b'{"a": 1}').decode()):
        client.set_cookie(COOKIE, value, path=f"/stories/{story}/check")
        assert client.get(f"/stories/{story}/check").status_code == 200


def test_pasted_texts_go_on_without_the_one_that_cannot_be_read(client, state):
    data = {"slots": "2", "outlet-0": "River Post", "text-0": EN, "text-1": PT, "language-1": NO_LANGUAGE}
    answer = client.post("/new", data={**data, "do": "preview"})
    assert answer.status_code == 422 and "1 article was read" in answer.get_data(as_text=True)
    assert client.post("/new", data={**data, "do": "anyway"}).status_code == 303
    assert list_stories(state.engine)[0].outlets == ("River Post",)


def test_a_form_shown_again_says_that_its_files_must_be_chosen_again(client):
    data = {"slots": "1", "do": "preview", "text-0": EN, "language-0": NO_LANGUAGE, "files": files(("a.txt", EN))}
    page = client.post("/new", data=data).get_data(as_text=True)
    assert "Choose the files again" in page and "Go on with these" not in page
    more = client.post("/new", data={"do": "more", "files": files(("a.txt", EN))}).get_data(as_text=True)
    assert "Choose the files again" in more and "could not be read" not in more


def test_the_first_button_of_a_new_comparison_is_the_preview(client):
    form = html.fromstring(client.get("/new").get_data(as_text=True)).get_element_by_id("new-form")
    assert form.xpath(".//button")[0].get("value") == "preview"


def test_a_refused_name_of_a_story_is_still_in_its_field(client):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    page = client.post(f"/stories/{story}/check", data={"title": "The raid", "to": "?!"}).get_data(as_text=True)
    assert 'name="title" maxlength="300" dir="auto" value="The raid"' in page


def test_a_refused_edit_is_still_in_its_fields_and_only_there(client, state):
    story = paste(client, ("River Post", EN), ("Diário", PT)).headers["Location"].split("/")[2]
    key = find_story(state.engine, story).articles[0].article.id
    typed = {
        "outlet": "The Post",
        "published": "2025-02-03",
        "language": NO_LANGUAGE,
        "title": "Six die",
        "text": "Mended.",
    }
    answer = client.post(f"/stories/{story}/articles/{key}", data={"do": "save", **typed})
    first, second = html.fromstring(answer.get_data(as_text=True)).xpath("//details[@class='edit']//form")
    assert answer.status_code == 422
    assert {name: first.fields[name].strip() for name in typed} == typed
    assert second.fields["outlet"] == "Diário" and second.fields["text"].strip() == PT


def test_a_refused_article_to_be_added_is_still_in_its_fields(client):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    typed = {"outlet-0": "Diário", "title-0": "Seis mortos", "text-0": PT}
    answer = client.post(
        f"/stories/{story}/articles", data={**typed, "language-0": NO_LANGUAGE, "files": files(("a.txt", EN))}
    )
    page = answer.get_data(as_text=True)
    (form,) = html.fromstring(page).xpath("//form[.//*[@id='add-text']]")
    assert answer.status_code == 422 and "Choose the files again" in page
    assert {name: form.fields[name].strip() for name in typed} == typed


def test_a_bad_file_among_those_added_says_so_and_the_others_are_there(client, state):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    data = {"files": files(("a.txt", EN), ("empty.txt", "  "))}
    answer = client.post(f"/stories/{story}/articles", data=data)
    assert answer.status_code == 303 and len(find_story(state.engine, story).articles) == 2
    assert "empty.txt" in client.get(f"/stories/{story}/check").get_data(as_text=True)


def test_a_whole_folder_is_read_and_what_is_no_article_is_passed_over(client, state):
    manifest = json.dumps({"title": "A raid", "articles": [{"file": "b.txt", "outlet": "Diário"}]})
    folder = [("raid/a.txt", EN), ("raid/b.txt", PT), ("raid/README.md", "no"), ("raid/x.jpg", b"\xff")]
    client.post("/new", data={"do": "preview", "files": files(*folder, ("raid/story.json", manifest))})
    (line,) = list_stories(state.engine)
    assert (line.title, line.outlets) == ("A raid", ("Diário", "a"))


def test_a_file_of_a_kind_that_is_not_read_says_what_to_do(client):
    answer = client.post("/new", data={"do": "preview", "files": files(("old.doc", b"\xd0\xcf"))})
    assert answer.status_code == 422 and "old.doc cannot be read" in answer.get_data(as_text=True)


def test_a_story_file_keeps_its_name_and_articles(client, state):
    story = {
        "id": "raid",
        "title": "A raid",
        "articles": [
            {"id": "a", "outlet": "River Post", "text": EN},
            {"id": "b", "outlet": "Diário", "language": "pt-BR", "sentences": [PT, ""]},
        ],
    }
    client.post("/new", data={"do": "preview", "files": files(("raid.json", json.dumps(story)))})
    kept = find_story(state.engine, "raid")
    assert kept.title == "A raid" and kept.articles[1].article.sentences == (PT, "")


def test_what_a_page_had_besides_the_article_can_be_put_back(client, state):
    page = (
        "<html><head><title>Six die</title></head><body><nav><a href=/>Front page of this paper</a></nav>"
        "<article><h1>Six die</h1>" + "".join(f"<p>{EN} Paragraph {k}.</p>" for k in range(4)) + "</article>"
        "<footer>All rights reserved by the paper</footer></body></html>"
    )
    answer = client.post("/new", data={"do": "preview", "files": files(("post.html", page))})
    story = answer.headers["Location"].split("/")[2]
    (entry,) = find_story(state.engine, story).articles
    assert entry.removed and "reserved" not in (entry.article.text or "")
    key = entry.article.id
    client.post(f"/stories/{story}/articles/{key}", data={"do": "back:0"})
    (after,) = find_story(state.engine, story).articles
    assert (after.article.text or "").endswith(entry.removed[0]) and len(after.removed) == len(entry.removed) - 1
    assert after.number == 2


def test_a_language_is_overridden_by_one_click_and_detected_again_by_another(client, state):
    story = paste(client, ("Diário", PT)).headers["Location"].split("/")[2]
    page = client.get(f"/stories/{story}/check").get_data(as_text=True)
    assert 'value="language:pt"' in page
    key = find_story(state.engine, story).articles[0].article.id
    client.post(f"/stories/{story}/articles/{key}", data={"do": "language:gl"})
    assert find_story(state.engine, story).articles[0].article.language == "gl"
    client.post(f"/stories/{story}/articles/{key}", data={"do": "language:und"})
    assert find_story(state.engine, story).articles[0].article.language is None


def test_a_mended_article_is_a_new_version(client, state):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    key = find_story(state.engine, story).articles[0].article.id
    client.post(f"/stories/{story}/articles/{key}", data={"do": "save", "outlet": "The River Post", "text": EN})
    (entry,) = find_story(state.engine, story).articles
    assert entry.article.outlet == "The River Post" and entry.number == 2


def test_line_ends_of_the_browser_do_not_change_a_text(client, state):
    text = "One line.\n\nAnother one."
    story = paste(client, ("River Post", text.replace("\n", "\r\n"))).headers["Location"].split("/")[2]
    assert find_story(state.engine, story).articles[0].article.text == text


def test_an_emptied_article_is_refused_beside_it(client, state):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    key = find_story(state.engine, story).articles[0].article.id
    answer = client.post(f"/stories/{story}/articles/{key}", data={"do": "save", "outlet": "River Post", "text": ""})
    assert answer.status_code == 422 and f'id="error-{key}"' in answer.get_data(as_text=True)


def test_an_article_is_added_to_a_story_and_taken_out_again(client, state):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    client.post(f"/stories/{story}/articles", data={"outlet-0": "River Post", "text-0": PT})
    kept = find_story(state.engine, story)
    assert [entry.article.id for entry in kept.articles] == ["river-post", "river-post-2"]
    client.post(f"/stories/{story}/articles/river-post-2", data={"do": "remove"})
    assert len(find_story(state.engine, story).articles) == 1


def test_the_same_text_twice_is_pointed_out(client):
    story = paste(client, ("River Post", EN), ("Copy", EN)).headers["Location"].split("/")[2]
    assert "The same text as Copy." in client.get(f"/stories/{story}/check").get_data(as_text=True)


def test_a_story_is_deleted_for_good(client, state, dock):
    client.post(f"/stories/{dock}/remove")
    assert client.get(f"/stories/{dock}/").status_code == 404
    assert list_stories(state.engine) == []


def test_a_story_that_was_not_compared_leads_to_its_preview(client):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    assert client.get(f"/stories/{story}/").headers["Location"].endswith("/check")


def test_the_title_and_the_language_to_read_in_can_be_changed(client, state):
    story = paste(client, ("River Post", EN)).headers["Location"].split("/")[2]
    client.post(f"/stories/{story}/check", data={"title": "Raid", "to": "pt"})
    kept = find_story(state.engine, story)
    assert (kept.title, kept.to) == ("Raid", "pt")
    assert client.post(f"/stories/{story}/check", data={"to": "?!"}).status_code == 422


def test_word_documents_and_pdfs_come_in_beside_other_files(client, state):
    word = Document()
    word.add_paragraph("Six die", style="Title")
    word.add_paragraph(EN)
    word.add_paragraph("The governor, in May", style="Caption")
    stream = io.BytesIO()
    word.save(stream)
    named = files(("post.docx", stream.getvalue()), ("broken.pdf", b"%PDF-1.7"), ("diario.txt", PT))
    answer = client.post("/new", data={"do": "anyway", "files": named})
    story = find_story(state.engine, answer.headers["Location"].split("/")[2])
    assert [(entry.article.outlet, entry.article.title) for entry in story.articles] == [
        ("post", "Six die"),
        ("diario", ""),
    ]
    assert story.articles[0].removed == ("The governor, in May",)


def test_files_of_one_name_in_two_folders_are_both_read(client, state):
    client.post("/new", data={"do": "preview", "files": files(("raid/a/1.txt", EN), ("raid/b/1.txt", PT))})
    (line,) = list_stories(state.engine)
    assert len(line.outlets) == 2


def test_what_a_page_of_a_folder_with_a_manifest_left_out_is_kept(client, state):
    page = f"<html><body><article><h1>Six die</h1>{f'<p>{EN}</p>' * 3}</article><footer>All rights kept</footer></body>"
    manifest = json.dumps({"id": "raid", "articles": [{"file": "post.html", "outlet": "River Post"}]})
    client.post("/new", data={"do": "preview", "files": files(("raid/post.html", page), ("raid/story.json", manifest))})
    assert find_story(state.engine, "raid").articles[0].removed


def test_a_first_line_that_reads_like_a_headline_is_one_and_can_be_put_back(client, state):
    text = "Ferry runs aground\r\n\r\nA ferry ran aground on Sunday. Nobody was hurt, the coast guard said."
    answer = client.post("/new", data={"outlet-0": "Herald", "text-0": text, "do": "preview"})
    story = answer.headers["Location"].split("/")[2]
    (entry,) = find_story(state.engine, story).articles
    assert (entry.article.title, entry.article.text[:7]) == ("Ferry runs aground", "A ferry")
    assert "The first line was taken for the headline." in client.get(f"/stories/{story}/check").get_data(as_text=True)
    client.post(f"/stories/{story}/articles/{entry.article.id}", data={"do": "headline"})
    (entry,) = find_story(state.engine, story).articles
    assert (entry.article.title, entry.article.text) == ("", text.replace("\r\n", "\n"))
    assert entry.article.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "A ferry ran aground.\n\nNobody was hurt, the coast guard said on Sunday evening in the port.",
        "“We saw nothing.”\n\nNobody was hurt, the coast guard said on Sunday evening in the port.",
        "Ferry runs aground\nNobody was hurt, the coast guard said on Sunday evening in the port.",
        "One line\n\nand another",
        "一艘渡轮搁浅。\n\n海岸警卫队说，没有人受伤。 乘客 被 送 上 岸。",
    ],
)
def test_a_first_line_that_is_a_sentence_or_stands_alone_stays_in_the_text(text):
    article = Article("a", "Herald", None, text=text)
    assert with_headline(article) == article
