"""The interface's own languages are complete, and what is compiled is what was written."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from compare.domain import Article, Story
from compare.store.jobs import JobState, add_job, finish_job
from compare.store.stories import add_story
from web.jobs import BROKEN, GIVEN_UP
from web.locales import LOCALES

WEB = Path(__file__).resolve().parents[2] / "web"
OTHERS = [locale for locale in LOCALES if locale != "en"]


def messages():
    found = extract_from_dir(
        WEB,
        method_map=[("**.py", "python"), ("templates/**.html", "jinja2")],
        options_map={"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}},
        keywords={"_": None, "_l": None, "N_": None, "gettext": None, "ngettext": (1, 2)},
    )
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def catalog(locale):
    path = WEB / "translations" / locale / "LC_MESSAGES" / "messages.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=locale)


def texts(messages):
    """Message and translation, singular and plural alike as tuples."""
    return {
        tuple([m.id] if isinstance(m.id, str) else m.id): tuple([m.string] if isinstance(m.string, str) else m.string)
        for m in messages
        if m.id
    }


@pytest.mark.parametrize("locale", OTHERS)
def test_every_message_is_translated_and_none_is_left_over(locale):
    known = {m.id if isinstance(m.id, str) else tuple(m.id): m.string for m in catalog(locale) if m.id}
    assert set(known) == messages()
    assert [key for key, string in known.items() if not string or (isinstance(string, tuple) and not all(string))] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_a_translation_fills_in_what_the_message_does(locale):
    assert [str(error) for message in catalog(locale) for error in message.check()] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_the_compiled_catalog_is_that_of_the_written_one(locale):
    compiled = (WEB / "translations" / locale / "LC_MESSAGES" / "messages.mo").read_bytes()
    assert texts(read_mo(io.BytesIO(compiled))) == texts(catalog(locale))


def test_what_is_refused_is_told_in_the_language_of_whoever_asked(client):
    portuguese = {"Accept-Language": "pt"}
    files = [(io.BytesIO(b"\xd0\xcf"), "old.doc")]
    unread = client.post("/new", data={"do": "preview", "files": files}, headers=portuguese)
    assert "old.doc não pode ser lido" in unread.text
    foreign = client.get("/", headers={**portuguese, "Host": "rebound.example"})
    assert "não é conhecido como rebound.example" in foreign.text
    other_page = client.post("/language", headers={**portuguese, "Sec-Fetch-Site": "cross-site"})
    assert "enviado de outra página" in other_page.text


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (GIVEN_UP, "<p>O servidor parou de cada vez que esta tarefa correu."),
        (BROKEN, "<p>Algo correu mal no programa."),
        ("Article a has no sentence.", '<p lang="en">Article a has no sentence.'),
    ],
)
def test_why_a_job_failed_is_told_in_the_language_of_whoever_looks(client, state, error, shown):
    story = add_story(state.engine, Story("raid", (Article("a", "River Post", "en", text="Six died."),)))
    job = add_job(state.engine, story)
    finish_job(state.engine, job, JobState.FAILED, error)
    assert shown in client.get(f"/jobs/{job}", headers={"Accept-Language": "pt"}).text
