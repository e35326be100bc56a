"""A report that was taken along and is brought back: the same report, still to be corrected."""

from __future__ import annotations

import io
import json

import pytest

from compare.store.corrections import list_corrections
from compare.store.memory import RememberingTranslator
from compare.store.stories import find_story, list_stories
from web.report_pages import open_story

HTMX = {"HX-Request": "true"}


def bring(client, *files: tuple[str, bytes], to: str = "/new"):
    return client.post(to, data={"do": "preview", "files": [(io.BytesIO(data), name) for name, data in files]})


def taken_along(client, story: str, name: str) -> bytes:
    return client.get(f"/stories/{story}/export/{name}").data


def corrected(client, story: str) -> None:
    for seen, form in enumerate(
        (
            {"do": "join", "article": "a", "sentence": "2", "other": "b:2"},
            {"do": "translation", "article": "b", "sentence": "1", "text": "Gunmen fled over the bridge."},
            {"do": "outlet", "article": "a", "sentence": "0", "text": "The River Post"},
        )
    ):
        answer = client.post(f"/stories/{story}/corrections", data={"seen": str(seen), "author": "Ana", **form})
        assert answer.status_code == 303


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_report_comes_back_with_its_corrections_and_needs_no_run(client, app, state, raid, form):
    corrected(client, raid)
    answer = bring(client, (f"raid.{form}", taken_along(client, raid, form)))
    story = answer.headers["Location"].split("/")[2]
    assert answer.headers["Location"] == f"/stories/{story}/" and story != raid
    with app.test_request_context():
        old, new = open_story(raid), open_story(story)
    assert old is not None and new is not None
    assert (new.report.comparisons, new.report.facts, new.report.highlights) == (
        old.report.comparisons,
        old.report.facts,
        old.report.highlights,
    )
    assert [entry.correction for entry in new.corrections] == [entry.correction for entry in old.corrections]
    assert {entry.author for entry in new.corrections} == {f"raid.{form}"}
    assert not new.is_outdated
    page = client.get(f"/stories/{story}/").get_data(as_text=True)
    assert "Gunmen fled over the bridge." in page and "The River Post" in page


def test_a_mended_translation_of_a_report_wins_in_the_memory_and_a_machines_does_not_enter(client, state, raid):
    corrected(client, raid)
    data = taken_along(client, raid, "json")
    client.post(f"/stories/{raid}/corrections/2/undo")
    bring(client, ("raid.json", data))
    translator = state.toolbox.tools().translator
    assert isinstance(translator, RememberingTranslator)
    route = translator.find_route("pt", "en")
    with_packages = json.loads(data)["articles"][1]["route"]
    assert route is not None and with_packages
    story = list_stories(state.engine)[0].id
    with client.application.test_request_context():
        reading = open_story(story).report.reading("b")  # type: ignore[union-attr]
    texts = [sentence.text for sentence in reading.sentences]
    found = dict(translator.translate(texts, reading.route))
    assert (found[1].text, found[1].from_memory) == ("Gunmen fled over the bridge.", True)
    assert not found[0].from_memory


def test_what_is_undone_in_a_report_that_came_back_is_offered_for_a_run(client, app, state, raid):
    client.post(
        f"/stories/{raid}/corrections",
        data={"do": "dismiss", "article": "a", "sentence": "1", "kind": "label", "words": "Militants", "seen": "0"},
    )
    story = bring(client, ("raid.json", taken_along(client, raid, "json"))).headers["Location"].split("/")[2]
    (entry,) = list_corrections(state.engine, story)
    client.post(f"/stories/{story}/corrections/{entry.id}/undo")
    assert "Compare again" in client.get(f"/stories/{story}/").get_data(as_text=True)


def test_a_report_whose_seal_does_not_fit_says_so_beside_its_articles(client, state, raid):
    values = json.loads(taken_along(client, raid, "json"))
    values["articles"][0]["outlet"] = "Another Post"
    story = bring(client, ("raid.json", json.dumps(values).encode())).headers["Location"].split("/")[2]
    page = client.get(f"/stories/{story}/check").get_data(as_text=True)
    assert "is not as it was when the report was sealed" in page


def test_a_report_among_other_files_gives_its_articles(client, state, raid):
    data = taken_along(client, raid, "html")
    answer = bring(client, ("raid.html", data), ("gaceta.txt", b"El gobernador dijo que murieron seis personas."))
    kept = find_story(state.engine, answer.headers["Location"].split("/")[2])
    assert [entry.article.outlet for entry in kept.articles] == ["River Post", "Diário da Ponte", "gaceta"]
    bring(client, ("raid.html", data), to=f"/stories/{kept.id}/articles")
    assert len(find_story(state.engine, kept.id).articles) == 5


def test_a_report_that_is_none_is_refused_beside_the_field(client, state, raid):
    values = json.loads(taken_along(client, raid, "json"))
    values["articles"][0]["sentences"] = "none"
    answer = bring(client, ("raid.json", json.dumps(values).encode()))
    assert answer.status_code == 422 and 'id="error-files"' in answer.get_data(as_text=True)
    assert [line.id for line in list_stories(state.engine)] == [raid]
