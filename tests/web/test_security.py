"""Who may ask what, and what every answer carries."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from compare.errors import CompareError
from compare.opening import Settings
from tests.conftest import ROOT
from tests.web.conftest import GlossaryTranslator, make_app
from web.config import KEYS
from web.settings import WebSettings, web_settings

TOKEN = "a token of some length"


def test_a_page_may_run_only_our_own_scripts_and_styles(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src 'self'" in policy


@pytest.mark.parametrize("path", ["/", "/new", "/jobs", "/models", "/help", "/search?q=x"])
def test_no_page_has_inline_code_or_leads_a_browser_elsewhere(client, path):
    html = client.get(path).get_data(as_text=True)
    assert " style=" not in html and "<style" not in html and "onclick" not in html
    assert all('src="' in tag for tag in html.split("<script")[1:])
    assert "http://" not in html and "https://" not in html


def test_a_foreign_host_name_is_refused(client):
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 400


def test_a_host_name_may_be_allowed(tmp_path: Path):
    settings = WebSettings(tools=Settings(tmp_path, tmp_path / "t.sqlite3"), hosts=frozenset({"desk.example"}))
    client = make_app(settings, GlossaryTranslator()).test_client()
    assert client.get("/", headers={"Host": "desk.example"}).status_code == 200


def hears(tmp_path: Path, asked: str, **given) -> bool:
    settings = WebSettings(tools=Settings(tmp_path, tmp_path / "t.sqlite3"), **given)
    client = make_app(settings, GlossaryTranslator()).test_client()
    return client.get("/health", headers={"Host": asked}).status_code == 200


@pytest.mark.parametrize("more", [{}, {"token": TOKEN}])
@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_where_names_are_given_no_other_is_known_wherever_the_server_listens(tmp_path: Path, address, more):
    given = {"host": address, "hosts": frozenset({"Desk.example"}), **more}
    assert hears(tmp_path, "desk.example:8000", **given) and hears(tmp_path, "localhost", **given)
    assert not hears(tmp_path, "rebound.example", **given) and not hears(tmp_path, "192.168.1.5", **given)


@pytest.mark.parametrize("asked", ["192.168.1.5", "10.0.0.5:8000", "[fd00::5]:8000", "localhost", "desk", "desk.local"])
def test_an_open_server_is_known_by_addresses_and_its_machines_name(tmp_path: Path, monkeypatch, asked):
    monkeypatch.setattr(socket, "gethostname", lambda: "Desk.newsroom.example")
    assert hears(tmp_path, asked, host="0.0.0.0")


@pytest.mark.parametrize("asked", ["rebound.example", "desk.rebound.example", "192.168.1.5.rebound.example", ""])
def test_an_open_server_is_not_known_by_a_name_that_leads_to_it(tmp_path: Path, monkeypatch, asked):
    monkeypatch.setattr(socket, "gethostname", lambda: "desk")
    assert not hears(tmp_path, asked, host="0.0.0.0")


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_of_another_page_is_refused(client, headers):
    assert client.post("/language", data={"language": "pt"}, headers=headers).status_code == 403


def test_a_form_of_our_own_page_is_taken(client):
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/language", data={"language": "pt"}, headers=headers).status_code == 303


def test_what_is_too_large_is_refused_in_words(tmp_path: Path):
    settings = WebSettings(tools=Settings(tmp_path, tmp_path / "t.sqlite3"), max_upload_bytes=1_000)
    client = make_app(settings, GlossaryTranslator()).test_client()
    answer = client.post("/new", data={"text-0": "x" * 2_000})
    assert answer.status_code == 413 and "Send fewer or smaller files" in answer.get_data(as_text=True)


def with_token(tmp_path: Path):
    settings = WebSettings(tools=Settings(tmp_path, tmp_path / "t.sqlite3"), token=TOKEN)
    return make_app(settings, GlossaryTranslator()).test_client()


def test_without_the_token_every_page_leads_to_the_door(tmp_path: Path):
    client = with_token(tmp_path)
    assert client.get("/jobs").headers["Location"] == "/enter?next=/jobs"
    assert client.post("/new").status_code == 401
    assert client.get("/metrics").status_code == 303
    assert client.get("/health").status_code == 200


def test_with_the_token_one_comes_in_and_the_cookie_does_not_hold_it(tmp_path: Path):
    client = with_token(tmp_path)
    answer = client.post("/enter", data={"token": TOKEN, "next": "/jobs"})
    assert answer.headers["Location"] == "/jobs"
    cookie = answer.headers["Set-Cookie"]
    assert TOKEN not in cookie and "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert client.get("/jobs").status_code == 200


def test_a_wrong_token_is_told_beside_the_field(tmp_path: Path):
    answer = with_token(tmp_path).post("/enter", data={"token": "guess"})
    assert answer.status_code == 422 and 'id="error-token"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["//elsewhere.example/", "https://elsewhere.example", "/\\elsewhere.example"])
def test_the_door_leads_to_this_server_only(tmp_path: Path, path):
    answer = with_token(tmp_path).post("/enter", data={"token": TOKEN, "next": path})
    assert answer.headers["Location"] == "/"


def test_a_short_token_is_refused():
    with pytest.raises(CompareError, match="16"):
        WebSettings(token="short")


def test_settings_come_from_the_environment_and_the_command_line_wins():
    found = web_settings({"COMPARE_WEB_PORT": "9000", "COMPARE_WEB_HOST": "127.0.0.2"}, port=9001)
    assert (found.host, found.port) == ("127.0.0.2", 9001)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "web.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_file_holds_the_settings_and_the_environment_wins(tmp_path: Path):
    file = written(
        tmp_path,
        f'port = 9000\nhosts = ["desk.example", "news.example"]\nfetch = true\ndata = "{tmp_path}"\njobs = 3\n',
    )
    found = web_settings({"COMPARE_WEB_CONFIG": str(file), "COMPARE_WEB_JOBS": "1"}, host="127.0.0.2")
    assert (found.host, found.port, found.n_jobs, found.may_fetch) == ("127.0.0.2", 9000, 1, True)
    assert found.hosts == {"desk.example", "news.example"}
    assert (found.tools.data, found.tools.database) == (tmp_path, tmp_path / "compare.sqlite3")


def test_the_file_in_the_guide_is_read_and_every_key_is_documented(tmp_path: Path):
    guide = (Path(__file__).parents[2] / "docs" / "web.md").read_text("utf-8")
    example = guide.split("```toml\n")[1].split("```")[0]
    found = web_settings({}, config=written(tmp_path, example))
    assert (found.host, found.port, found.n_jobs, found.tools.data) == ("0.0.0.0", 9000, 2, Path("/srv/compare"))
    for key, variable in KEYS.items():
        assert f"`{key}`" in guide and f"`{variable}" in guide, key


@pytest.mark.parametrize(
    ("text", "says"),
    [("prot = 1", "'prot' is no setting"), ("port = [", "is not TOML"), ("port = 1.5", "'port' is neither")],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, text: str, says: str):
    with pytest.raises(CompareError, match=says):
        web_settings({}, config=written(tmp_path, text))


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(CompareError, match="cannot be read"):
        web_settings({}, config=tmp_path / "none.toml")


def run_server(*options: str, seconds: float = 30.0) -> str:
    """Start the real server, stop it when it says that it serves (or ended), and return what it said."""
    said = ""
    with tempfile.TemporaryDirectory() as data, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        environment = {**os.environ, "COMPARE_DATA": data, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "web", "--port", port, *options]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        stop = threading.Timer(seconds, process.kill)
        stop.start()
        for line in process.stderr:
            said += line
            if "Serving on" in line:
                break
        process.kill()
        process.wait()
        stop.cancel()
    return said


def test_a_server_without_token_says_what_it_exposes_and_one_with_a_token_does_not(tmp_path: Path):
    file = written(tmp_path, f'token = "{TOKEN}"\n')
    file.chmod(0o644)
    bare, guarded = run_server("--host", "0.0.0.0"), run_server("--host", "0.0.0.0", "--config", str(file))
    assert "can read and delete all stories and install packages" in bare and "Serving on" in bare
    assert "no token is asked" not in guarded and "holds the token" in guarded and "Serving on" in guarded


def test_a_setting_that_is_no_number_says_which():
    with pytest.raises(CompareError, match="COMPARE_WEB_PORT"):
        web_settings({"COMPARE_WEB_PORT": "many"})


def test_hostile_article_text_stays_text(client, state):
    from tests.reports import with_text
    from tests.web.conftest import keep

    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    story = keep(state, with_text(hostile))
    for path in ("", "pair", "overview", "articles/a", "check", "sentences/a/1", "corrections"):
        html = client.get(f"/stories/{story}/{path}").get_data(as_text=True)
        assert "<script>alert" not in html and "<img src=x" not in html, path
    assert "&lt;script&gt;" in client.get(f"/stories/{story}/").get_data(as_text=True)
