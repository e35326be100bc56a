"""Articles whose ids are free text: every link of every page leads somewhere, and every form arrives."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Map, Rule

from compare.domain import Report
from compare.files.report_json import report_from_json, report_to_json
from compare.store.corrections import list_corrections
from compare.store.stories import find_story
from tests.reports import bridge
from tests.web.conftest import keep
from web.article_keys import ArticleKey

# As news archives write them, and as only somebody who wants to break the page does.
KEYS = [("guardian/2025", "/lead//"), ("..", "."), ("a~2fb", "a/b"), ("50 % of?", "#é"), ("a/1", "b:2")]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def with_keys(left: str, right: str) -> Report:
    written = json.dumps(report_to_json(bridge())).replace('"a"', json.dumps(left)).replace('"b"', json.dumps(right))
    return report_from_json(json.loads(written))


def links_of(client: FlaskClient, path: str, story: str) -> set[str]:
    page = client.get(path).get_data(as_text=True)
    found = {unescape(link) for link in re.findall(r'(?:href|hx-get)="([^"#]+)', page)}
    return {link for link in found if link.startswith(f"/stories/{story}/") and "/export/" not in link}


@given(key=TEXT)
def test_an_id_comes_back_from_its_address(key: str):
    routes = Map([Rule("/articles/<article:key>/<int:number>", endpoint="x")], converters={"article": ArticleKey})
    adapter = routes.bind("localhost")
    address = adapter.build("x", {"key": key, "number": 1})
    path = re.sub("%(..)", lambda found: chr(int(found[1], 16)), address).encode("latin-1").decode()
    assert "/../" not in path and "/./" not in path
    assert adapter.match(path) == ("x", {"key": key, "number": 1})


@pytest.mark.parametrize("keys", KEYS)
def test_every_link_of_a_report_leads_somewhere_whatever_the_ids(client, state, keys):
    story = keep(state, with_keys(*keys))
    todo, seen = {f"/stories/{story}/"}, set[str]()
    while todo:
        path = todo.pop()
        seen.add(path)
        todo |= links_of(client, path, story) - seen
    assert [path for path in seen if client.get(path).status_code != 200] == []
    assert len([path for path in seen if "/sentences/" in path]) == 6
    assert len([path for path in seen if "/articles/" in path]) == 2


@pytest.mark.parametrize("keys", KEYS)
def test_an_article_is_mended_and_corrected_whatever_its_id(client, state, keys):
    story = keep(state, with_keys(*keys))
    page = client.get(f"/stories/{story}/check").get_data(as_text=True)
    action = unescape(re.findall(r'<form action="([^"]+/articles/[^"]+)"', page)[0])
    assert client.post(action, data={"do": "language:gl"}).status_code == 303
    assert find_story(state.engine, story).articles[0].article.language == "gl"
    form = {"do": "alone", "article": keys[0], "sentence": "1", "seen": "0"}
    answer = client.post(f"/stories/{story}/corrections", data=form)
    assert client.get(answer.headers["Location"]).status_code == 200
    assert list_corrections(state.engine, story)[0].correction.places[0].article == keys[0]
