"""Correcting a report in the page: kept, signed, shown at once, undone, and never over another's head."""

from __future__ import annotations

import pytest
from lxml import html
from werkzeug.datastructures import MultiDict

from compare.domain import Kind
from compare.store.corrections import list_corrections
from web.report_pages import open_story

HTMX = {"HX-Request": "true"}


def send(client, story, headers=None, **form):
    data = {"article": "a", "sentence": "0", "seen": "0", "author": "Ana", **form}
    return client.post(f"/stories/{story}/corrections", data=data, headers=headers)


def opened(app, story):
    with app.test_request_context():
        found = open_story(story)
    assert found is not None
    return found


def test_a_correction_is_kept_with_its_author(client, state, raid):
    assert send(client, raid, do="alone", sentence="1").status_code == 303
    (entry,) = list_corrections(state.engine, raid)
    assert entry.author == "Ana" and entry.undone is None


def test_a_name_given_once_signs_the_next_correction(client, state, raid):
    send(client, raid, do="alone", sentence="1")
    send(client, raid, do="alone", sentence="0", seen="1", author="")
    assert [entry.author for entry in list_corrections(state.engine, raid)] == ["Ana", "Ana"]


def test_joined_sentences_are_a_fact_at_once(client, raid):
    send(client, raid, do="join", sentence="2", other="b:2")
    page = client.get(f"/stories/{raid}/").get_data(as_text=True)
    assert 'id="fact-3"' in page and "corrected by hand" in page


def test_parted_sentences_are_no_fact_any_more(client, raid):
    send(client, raid, do="part", other="b", numbers="1")
    assert 'id="fact-2"' not in client.get(f"/stories/{raid}/").get_data(as_text=True)


def test_a_join_keeps_the_partners_of_now_unless_told_otherwise(client, app, raid):
    send(client, raid, do="join", sentence="0", other="b:2")
    assert [bead.right for bead in opened(app, raid).report.comparisons[0].beads if bead.left == (0,)] == [(1, 2)]
    send(client, raid, do="join", sentence="0", other="b:2", instead="1", seen="1")
    assert [bead.right for bead in opened(app, raid).report.comparisons[0].beads if bead.left == (0,)] == [(2,)]


def test_a_mended_translation_shows_and_wins_in_the_memory(client, state, raid):
    send(client, raid, do="translation", article="b", sentence="1", text="Gunmen fled over the bridge.")
    assert "Gunmen fled over the bridge." in client.get(f"/stories/{raid}/").get_data(as_text=True)
    translator = state.toolbox.tools().translator
    route = opened(client.application, raid).report.reading("b").route
    ((_, rendering),) = translator.translate(["Terroristas fugiram pela ponte."], route)
    assert rendering.text == "Gunmen fled over the bridge." and rendering.from_memory


def test_undoing_a_mended_translation_takes_it_out_of_the_memory(client, state, raid):
    send(client, raid, do="translation", article="b", sentence="1", text="Gunmen fled.")
    client.post(f"/stories/{raid}/corrections/1/undo", data={})
    route = opened(client.application, raid).report.reading("b").route
    ((_, rendering),) = state.toolbox.tools().translator.translate(["Terroristas fugiram pela ponte."], route)
    assert rendering.text == "[Terroristas fugiram pela ponte.]"


@pytest.mark.parametrize(("undone", "remembered"), [(1, "Armed men fled."), (2, "Gunmen fled.")])
def test_undoing_one_of_two_translations_leaves_the_other_in_the_memory(client, state, raid, undone, remembered):
    send(client, raid, do="translation", article="b", sentence="1", text="Gunmen fled.")
    send(client, raid, do="translation", article="b", sentence="1", text="Armed men fled.", seen="1")
    client.post(f"/stories/{raid}/corrections/{undone}/undo", data={})
    route = opened(client.application, raid).report.reading("b").route
    ((_, rendering),) = state.toolbox.tools().translator.translate(["Terroristas fugiram pela ponte."], route)
    assert rendering.text == remembered and rendering.from_memory


def test_a_dismissed_highlight_is_no_longer_marked(client, raid):
    assert '<mark class="k-label">Militants' in client.get(f"/stories/{raid}/").get_data(as_text=True)
    send(client, raid, do="dismiss", kind="label", words="Militants")
    assert '<mark class="k-label">Militants' not in client.get(f"/stories/{raid}/").get_data(as_text=True)


def test_a_confirmed_highlight_says_so(client, app, raid):
    send(client, raid, do="confirm", article="b", sentence="1", kind="label", words="Terrorists")
    assert "confirmed" in client.get(f"/stories/{raid}/sentences/b/2").get_data(as_text=True)
    assert all(h.doubt == 0 for h in opened(app, raid).report.highlights if h.kind is Kind.LABEL)


@pytest.mark.parametrize("do", ["confirm", "dismiss"])
def test_a_highlight_is_judged_by_the_form_of_the_page_alone(client, state, raid, do):
    page = html.fromstring(client.get(f"/stories/{raid}/sentences/b/2").get_data(as_text=True))
    form = page.xpath("//form[contains(@class, 'judge')]")[0]
    # A browser sends the fields in their order, the button's own last.
    answer = client.post(form.action, data=MultiDict([*form.form_values(), ("do", do)]))
    assert answer.status_code == 303
    (entry,) = list_corrections(state.engine, raid)
    assert entry.correction.kind == do


def test_an_outlet_is_renamed_everywhere(client, raid):
    send(client, raid, do="outlet", text="The River Post")
    page = client.get(f"/stories/{raid}/").get_data(as_text=True)
    assert "The River Post" in page and "<bdi>River Post" not in page


def test_the_later_of_two_is_told_and_nothing_is_overwritten(client, state, raid):
    send(client, raid, do="alone", sentence="1")
    answer = send(client, raid, do="join", sentence="1", other="b:2", author="Rui")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Ana corrected this" in page and "Told by no other outlet" in page
    assert len(list_corrections(state.engine, raid)) == 1


def test_the_later_of_two_may_insist(client, state, raid):
    send(client, raid, do="alone", sentence="1")
    assert send(client, raid, do="join", sentence="1", other="b:2", author="Rui", seen="1").status_code == 303
    assert len(list_corrections(state.engine, raid)) == 2


def test_two_who_correct_different_things_do_not_meet(client, raid):
    send(client, raid, do="alone", sentence="1")
    assert send(client, raid, do="alone", sentence="2", author="Rui").status_code == 303


def test_an_undone_correction_stays_in_the_history_and_no_longer_holds(client, state, raid):
    send(client, raid, do="part", other="b", numbers="1")
    client.post(f"/stories/{raid}/corrections/1/undo", data={"author": "Rui"})
    assert 'id="fact-2"' in client.get(f"/stories/{raid}/").get_data(as_text=True)
    (entry,) = list_corrections(state.engine, raid)
    assert entry.undone is not None and entry.undone_by == "Rui"
    assert "undone by Rui" in client.get(f"/stories/{raid}/corrections").get_data(as_text=True)


def test_undoing_twice_finds_nothing(client, raid):
    send(client, raid, do="alone")
    assert client.post(f"/stories/{raid}/corrections/1/undo").status_code == 303
    assert client.post(f"/stories/{raid}/corrections/1/undo").status_code == 404


def test_htmx_gets_the_sentence_and_the_view_is_told_to_look_again(client, raid):
    answer = send(client, raid, headers=HTMX, do="alone")
    assert answer.status_code == 200 and answer.headers["HX-Trigger"] == "corrected"
    assert "<html" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"do": "outlet", "text": " "}, 422),
        ({"do": "translation", "text": ""}, 422),
        ({"do": "part", "sentence": "2", "other": "b", "numbers": ""}, 400),
        ({"do": "join", "other": "a:1"}, 422),
        ({"do": "join", "other": "b:x"}, 400),
        ({"do": "dismiss", "kind": "nothing"}, 400),
        ({"do": "sing"}, 400),
        ({"do": "alone", "sentence": "many"}, 400),
    ],
)
def test_bad_input_changes_nothing(client, state, raid, form, code):
    assert send(client, raid, **form).status_code == code
    assert list_corrections(state.engine, raid) == []


def test_a_refused_translation_is_still_in_its_field(client, raid):
    typed = "word " * 5_000
    page = send(client, raid, do="translation", article="b", sentence="1", text=typed).get_data(as_text=True)
    (field,) = html.fromstring(page).xpath("//details[@open]//textarea[@id='mended']")
    assert field.value == typed


def test_a_correction_of_a_sentence_that_is_not_there_is_not_kept(client, state, raid):
    assert send(client, raid, do="alone", sentence="99").status_code == 404
    assert list_corrections(state.engine, raid) == []


def test_a_run_is_offered_where_it_would_change_something(client, app, raid):
    assert not opened(app, raid).is_outdated
    send(client, raid, do="alone", sentence="2")
    assert opened(app, raid).is_outdated
    assert "Compare again" in client.get(f"/stories/{raid}/").get_data(as_text=True)
    client.post(f"/stories/{raid}/corrections/1/undo")
    assert not opened(app, raid).is_outdated


def test_a_judgement_needs_no_run(client, app, raid):
    send(client, raid, do="dismiss", kind="label", words="Militants")
    assert not opened(app, raid).is_outdated


def test_wordings_said_to_be_the_same_are_kept_and_ask_for_a_new_run(client, state, app, raid):
    answer = send(client, raid, do="same", one="the militants", other="terrorists")
    assert answer.status_code == 303 and answer.headers["Location"].endswith("overview#called-title")
    (entry,) = list_corrections(state.engine, raid)
    assert entry.correction.text == "the militants = terrorists"
    assert opened(app, raid).is_outdated
    history = client.get(f"/stories/{raid}/corrections").get_data(as_text=True)
    assert "the militants = terrorists" in history


def test_two_people_say_two_things_are_the_same_and_neither_is_lost(client, state, raid):
    send(client, raid, do="same", one="the militants", other="terrorists")
    send(client, raid, do="same", one="the bridge", other="the crossing")
    assert len(list_corrections(state.engine, raid)) == 2


def test_one_wording_twice_is_refused_where_it_was_written(client, state, raid):
    answer = send(client, raid, do="same", one="the militants", other="the militants")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'role="alert"' in page and "different wordings" in page
    assert list_corrections(state.engine, raid) == []
