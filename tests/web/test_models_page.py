"""The page for the languages: what is installed, what is lacking, installing and removing."""

from __future__ import annotations

import io

import pytest

from compare.domain import Article, Story
from compare.store.stories import add_story
from web.models_pages import bundled_files


def upload(client, data: bytes, name: str):
    return client.post("/models", data={"do": "file", "files": [(io.BytesIO(data), name)]})


def test_without_packages_those_that_came_along_are_offered(client):
    assert "came with the program" in client.get("/models").get_data(as_text=True)


def test_what_open_stories_lack_is_told(client, state):
    lacking = Article("a", "Gazete", "tr", text="Altı kişi öldü.")
    translated = Article("b", "Gaceta", "es", text="Murieron seis personas.")  # by Apertium, without any package here
    add_story(state.engine, Story("raid", (lacking, translated)))
    page = client.get("/models").get_data(as_text=True)
    assert "Turkish → English" in page and "Gazete" in page
    assert "Spanish → English" not in page


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_what_is_no_package_is_refused_by_its_own_name(client, data):
    answer = upload(client, data, "holiday.argosmodel")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "holiday.argosmodel" in page and "package-0" not in page


def test_no_file_at_all_says_what_to_do(client):
    answer = client.post("/models", data={"do": "file"})
    assert answer.status_code == 422 and "Choose a package file" in answer.get_data(as_text=True)


def test_the_index_is_not_asked_unless_allowed(client):
    assert "Install from the index" not in client.get("/models?index=1").get_data(as_text=True)
    assert client.post("/models", data={"do": "index", "pair": "es>en"}).status_code == 422


def test_removing_what_is_not_there_says_so(client):
    assert client.post("/models/remove", data={"pair": "xx>yy"}).status_code == 422


@pytest.mark.models
def test_a_package_is_installed_tried_and_removed(client):
    (file,) = [path for path in bundled_files() if "pt_en" in path.name]
    page = upload(client, file.read_bytes(), file.name).get_data(as_text=True)
    assert "Installed: Portuguese to English." in page and "Os ministros reuniram-se" in page
    assert "ministers" in page.lower()
    assert client.post("/models/remove", data={"pair": "pt>en"}).status_code == 303
    assert "None yet." in client.get("/models").get_data(as_text=True)


def test_what_works_for_which_language_is_on_the_page(client):
    page = client.get("/models").text
    assert "What works for which language" in page
    assert page.count('<th scope="row">') >= 15


def test_installed_packages_are_verified_on_the_page(client):
    client.post("/models", data={"do": "bundled"})
    page = client.post("/models", data={"do": "verify"})
    assert page.status_code == 200
    assert "as it was installed, and works" in page.text
    assert "At most 3 models are kept in memory." in page.text


def test_nothing_is_updated_where_the_server_stays_offline(client):
    page = client.post("/models", data={"do": "update"})
    assert page.status_code == 422
    assert "does not go online" in page.text
