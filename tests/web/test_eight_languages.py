"""A story in eight languages, brought in, compared and read in the page, with the network cut and the real engines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

STORY = ROOT / "corpora" / "stories" / "strait-collision"
PLAIN = {"mauj-e-sahil", "tatrekha", "yakamoz-postasi", "yuanan-ribao", "mayachny-vestnik"}

SCRIPT = textwrap.dedent(
    """
    import io, json, sys, time
    from pathlib import Path
    from compare.opening import Settings
    from compare.store.jobs import find_job
    from compare.store.reports import find_report, newest_report
    from web.app import create_app
    from web.settings import WebSettings

    folder, story = Path(sys.argv[1]), Path(sys.argv[2])
    app = create_app(WebSettings(tools=Settings(folder, folder / "page.sqlite3")))
    state = app.extensions["compare"]
    state.runner.start()
    client = app.test_client()
    files = [(io.BytesIO(file.read_bytes()), file.name) for file in sorted(story.iterdir())]
    sent = client.post("/new", data={"files": files}, content_type="multipart/form-data")
    assert sent.status_code == 303, sent.get_data(as_text=True)
    check = sent.headers["Location"]
    name = check.split("/")[2]
    looked_over = client.get(check).get_data(as_text=True)
    asked = {"second_opinion_asked": "1", "second_opinion": "1"} if "second-opinion" in looked_over else {}
    job = client.post(f"/stories/{name}/jobs", data=asked).headers["Location"].rsplit("/", 1)[1]
    end = time.monotonic() + 200
    while find_job(state.engine, job).is_open:
        assert time.monotonic() < end, "the comparison took too long"
        time.sleep(0.1)
    assert not find_job(state.engine, job).error, find_job(state.engine, job).error
    report = find_report(state.engine, newest_report(state.engine, name).id).report
    pages = {view: client.get(f"/stories/{name}/{view}") for view in ("", "pair", "overview", "articles/mauj-e-sahil")}
    assert {page.status_code for page in pages.values()} == {200}
    print(json.dumps({
        "check": looked_over,
        "notes": {reading.article.id: list(reading.notes) for reading in report.readings},
        "engines": {reading.article.id: reading.engine for reading in report.readings},
        "languages": {reading.article.id: reading.language for reading in report.readings},
        "faced": sorted({side for c in report.comparisons if c.beads for side in (c.left, c.right)}),
        "pages": {view: page.get_data(as_text=True) for view, page in pages.items()},
    }))
    sys.stdout.flush()
    import os
    os._exit(0)
    """
)


def compared(folder: Path, path: str) -> dict[str, Any]:
    """Return what the page made of the story, in a process without a network that finds programs on ``path`` only."""
    unshare = shutil.which("unshare")
    assert unshare, "unshare (util-linux) is needed to cut the network"
    command: Sequence[str] = [
        unshare,
        "--map-root-user",
        "--net",
        sys.executable,
        "-c",
        SCRIPT,
        str(folder),
        str(STORY),
    ]
    environment = {"PATH": path, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "HOME": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def with_packages(data_folder: Path, folder: Path) -> Path:
    shutil.copytree(data_folder / "packages", folder / "packages")
    return folder


@pytest.mark.models
@pytest.mark.parametrize("has_apertium", [True, False])
def test_eight_languages_are_compared_and_read_in_the_page_without_a_network(
    data_folder: Path, tmp_path: Path, has_apertium: bool
) -> None:
    nowhere = tmp_path / "bin"
    nowhere.mkdir()
    found = compared(with_packages(data_folder, tmp_path), os.environ["PATH"] if has_apertium else str(nowhere))
    primary = {article: tag.split("-")[0] for article, tag in found["languages"].items()}
    assert set(primary.values()) == {"en", "ur", "hi", "tr", "zh", "ru", "es", "pt"}
    plain = {article for article, engine in found["engines"].items() if engine == "untranslated"}
    assert plain == PLAIN if has_apertium else plain == PLAIN | {"galeon-de-levante"}
    assert ("apertium" in found["engines"]["galeon-de-levante"]) is has_apertium
    assert ('id="second-opinion"' in found["check"]) is has_apertium  # from Spanish there are two ways then
    assert any("Second opinion by" in note for note in found["notes"]["galeon-de-levante"]) is has_apertium
    assert plain <= set(found["faced"])  # what is not translated is matched by its meaning
    matrix, urdu, overview = (found["pages"][view] for view in ("", "articles/mauj-e-sahil", "overview"))
    assert 'lang="ur" dir="rtl"' in urdu
    assert all(f'lang="{tag}" dir="ltr"' in matrix for tag in ("hi", "tr", "zh", "ru"))
    for language in ("Urdu", "Hindi", "Turkish", "Chinese", "Russian"):
        assert f"no installed package leads from {language}" in overview, language
