"""``python -m compare`` as a person runs it: a process of its own, from anywhere, with the network cut."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT

STORY = {
    "id": "bridge",
    "title": "A bridge closes",
    "articles": [
        {
            "id": "en",
            "outlet": "The Harbour Post",
            "language": "en",
            "title": "Bridge closed after crack is found",
            "text": "The old harbour bridge was closed on Monday after a crack was found.\n\n"
            "The mayor said 26 families had been moved. Engineers expect repairs to take three months.",
        },
        {
            "id": "pt",
            "outlet": "Diário da Ribeira",
            "text": "A velha ponte do porto foi fechada na segunda-feira depois de ser descoberta uma fenda.\n\n"
            "O presidente da câmara alegou que 30 famílias foram retiradas. A oposição fala em negligência.",
        },
    ],
}


def compare(
    arguments: Sequence[str],
    data: Path,
    *,
    cwd: Path = ROOT,
    stdin: str | None = None,
    prefix: Sequence[str] = (),
    home: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "COMPARE_DATA": str(data), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    if home is not None:
        environment["HOME"] = str(home)
    command = [*prefix, sys.executable, "-m", "compare", *arguments]
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, text=True, env=environment, timeout=240, check=False
    )


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "bridge.json"
    file.write_text(json.dumps(STORY))
    return file


def test_a_report_goes_to_stdout_and_talk_to_stderr(data_folder: Path, story: Path):
    done = compare(["run", str(story), "--format", "json"], data_folder)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert [article["language"] for article in report["articles"]] == ["en", "pt"]
    assert report["articles"][1]["engine"] == "argos translate-pt_en 1.0"
    assert "pt→en" in done.stderr


def test_the_second_comparison_is_translated_from_memory(data_folder: Path, story: Path):
    compare(["run", str(story)], data_folder)
    again = compare(["run", str(story)], data_folder)
    assert "pt→en 3 segments, 3 from memory" in again.stderr


def test_a_story_is_read_from_stdin(data_folder: Path):
    done = compare(["run", "-", "--format", "json"], data_folder, stdin=json.dumps(STORY))
    assert json.loads(done.stdout)["story"] == "bridge"


def test_the_text_report_is_plain_where_there_is_no_terminal(data_folder: Path, story: Path):
    done = compare(["run", str(story)], data_folder)
    assert done.returncode == 0
    assert "The Harbour Post" in done.stdout
    assert "\x1b" not in done.stdout


def test_an_html_report_is_written_whole(data_folder: Path, story: Path, tmp_path: Path):
    done = compare(["run", str(story), "-o", str(tmp_path / "report.html")], data_folder)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Diário da Ribeira" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.json", "report.html"]


def test_differences_found_are_an_exit_code_where_asked(data_folder: Path, story: Path):
    assert compare(["run", str(story), "--exit-code"], data_folder).returncode == 1


@pytest.mark.parametrize(
    ("title", "code"), [("Brutal massacre on the harbour bridge", 1), ("Harbour bridge closed on Monday", 0)]
)
def test_a_headline_that_differs_is_a_difference_found(data_folder: Path, tmp_path: Path, title: str, code: int):
    text = "The harbour bridge was closed on Monday. It opens again on Friday."
    titles = {"The Harbour Post": title, "The Quay Herald": "Harbour bridge closed on Monday"}
    articles = [
        {"id": outlet[4], "outlet": outlet, "language": "en", "title": head, "text": text}
        for outlet, head in titles.items()
    ]
    (tmp_path / "story.json").write_text(json.dumps({"id": "bridge", "articles": articles}))
    done = compare(["run", str(tmp_path / "story.json"), "--exit-code"], data_folder)
    assert done.returncode == code, done.stdout + done.stderr


def test_explain_tells_of_the_headline_with_the_first_sentence(data_folder: Path, story: Path):
    first, second = (compare(["explain", str(story), "--segment", f"en:{n}"], data_folder).stdout for n in (0, 1))
    assert "\nHeadline: Bridge closed after crack is found\n" in first
    assert "Headline:" not in second


def test_what_a_person_can_mend_is_one_line_and_exit_code_2(data_folder: Path, tmp_path: Path):
    done = compare(["run", str(tmp_path / "nothing.json")], data_folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("compare: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["run", "{story}"], ["models", "list"]])
def test_a_reader_who_has_enough_is_neither_a_mistake_nor_a_difference(
    arguments: list[str], data_folder: Path, story: Path
):
    given = [argument.format(story=story) for argument in arguments]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "compare", *given],
            cwd=ROOT,
            env={**os.environ, "COMPARE_DATA": str(data_folder)},
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            timeout=240,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stderr and "Exception" not in done.stderr


def test_whoever_stops_it_is_told_what_is_kept(data_folder: Path, tmp_path: Path):
    file = tmp_path / "story.json"
    os.mkfifo(file)
    running = subprocess.Popen(
        [sys.executable, "-m", "compare", "run", str(file)],
        cwd=ROOT,
        env={**os.environ, "COMPARE_DATA": str(data_folder)},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        with file.open("wb"):  # it opens once it is read
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=60)
    finally:
        running.kill()
    assert (running.returncode, said) == (130, "compare: stopped. What was translated is kept.\n")


def test_a_batch_keeps_the_order_and_puts_an_error_in_its_place(data_folder: Path, tmp_path: Path):
    lines = [json.dumps(STORY), "{", json.dumps(STORY | {"id": "again"})]
    (tmp_path / "stories.jsonl").write_text("\n".join(lines))
    done = compare(["batch", str(tmp_path / "stories.jsonl"), "-o", str(tmp_path / "out.jsonl")], data_folder)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["story"] for row in rows] == ["bridge", "line 2", "again"]
    assert set(rows[1]["error"]) == {"type", "message"}
    assert done.returncode == 3


def test_explain_shows_each_step_for_one_sentence(data_folder: Path, story: Path):
    done = compare(["explain", str(story), "--segment", "pt:1"], data_folder)
    assert done.returncode == 0, done.stderr
    for word in ("Read:", "Translated:", "Against", "Fact", "Highlights:"):
        assert word in done.stdout


def test_explain_of_a_sentence_that_is_not_there_says_how_many_there_are(data_folder: Path, story: Path):
    done = compare(["explain", str(story), "--segment", "pt:99"], data_folder)
    assert (done.returncode, "has 3 sentences" in done.stderr) == (2, True)


def test_a_language_without_a_route_stays_in_the_story_untranslated(data_folder: Path, tmp_path: Path):
    urdu = {
        "id": "ur",
        "outlet": "Roznama",
        "text": "پرانا پل پیر کے روز دراڑ ملنے کے بعد بند کر دیا گیا ہے۔ میئر نے کہا کہ 26 خاندانوں کو نکالا گیا۔",
    }
    articles = [*STORY["articles"], urdu]  # type: ignore[misc]
    (tmp_path / "story.json").write_text(json.dumps(STORY | {"articles": articles}))
    done = compare(["run", str(tmp_path / "story.json"), "--format", "json"], data_folder)
    article = json.loads(done.stdout)["articles"][2]
    assert (article["language"], article["engine"]) == ("ur", "untranslated")
    assert article["sentences"][0]["translation"] is None


def test_a_given_language_wins(data_folder: Path, story: Path):
    done = compare(["run", str(story), "--format", "json", "--language", "pt=de"], data_folder)
    assert json.loads(done.stdout)["articles"][1]["engine"] == "untranslated"


def test_no_packages_at_all_is_said_with_what_to_do(tmp_path: Path):
    done = compare(["models", "list"], tmp_path / "data")
    assert "models install" in done.stderr


@pytest.mark.parametrize("command", ["run", "batch", "explain", "verify", "diff", "formats", "memory", "models"])
def test_every_command_has_help(command: str, data_folder: Path):
    done = compare([command, "--help"], data_folder)
    assert done.returncode == 0
    assert command in ("memory", "models") or "Example: python -m compare" in done.stdout


def test_everything_works_without_a_network_from_anywhere_with_an_unwritable_home(
    data_folder: Path, story: Path, tmp_path: Path
):
    """In a network namespace of its own there is no interface at all, not even a loopback that is up."""
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    unshare = shutil.which("unshare")
    assert unshare, "unshare (util-linux) is needed to cut the network"
    for directory in (tmp_path, Path("/")):
        done = compare(
            ["run", str(story), "--format", "html"],
            data_folder,
            cwd=directory,
            prefix=[unshare, "--map-root-user", "--net"],
            home=home,
        )
        assert done.returncode == 0, done.stderr
        assert "Diário da Ribeira" in done.stdout
    assert list(home.iterdir()) == []


def test_a_story_in_eight_languages_is_compared_without_a_network(data_folder: Path, tmp_path: Path):
    """Urdu, Hindi, Turkish, Chinese, Russian, Spanish and Portuguese beside English, with what `make demo` sets up."""
    unshare = shutil.which("unshare")
    assert unshare, "unshare (util-linux) is needed to cut the network"
    story = ROOT / "corpora" / "stories" / "strait-collision"
    done = compare(
        ["run", str(story), "--format", "json", "--quiet"],
        data_folder,
        cwd=tmp_path,
        prefix=[unshare, "--map-root-user", "--net"],
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    languages = {article["language"].split("-")[0] for article in report["articles"]}
    assert languages == {"en", "ur", "hi", "tr", "zh", "ru", "es", "pt"}
    plain = {article["id"] for article in report["articles"] if article["engine"] == "untranslated"}
    assert {"mauj-e-sahil", "tatrekha", "yakamoz-postasi", "yuanan-ribao", "mayachny-vestnik"} <= plain
    faced = {side for pair in report["comparisons"] if pair["alignments"] for side in (pair["left"], pair["right"])}
    assert plain <= faced


@pytest.fixture(scope="module")
def report(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story's report as a page, and beside it as JSON."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "story.json").write_text(json.dumps(STORY))
    for name in ("report.html", "report.json"):
        done = compare(["run", str(folder / "story.json"), "-o", str(folder / name), "--quiet"], data_folder)
        assert done.returncode == 0, done.stderr
    return folder / "report.html"


def test_a_report_is_as_sealed_and_comes_out_the_same_here(data_folder: Path, report: Path):
    done = compare(["verify", str(report), "--again", "--quiet"], data_folder)
    assert done.returncode == 0, done.stdout + done.stderr
    for group in ("inputs", "packages", "program", "settings", "corrections", "results"):
        assert f"{group:12} as sealed" in done.stdout
        assert f"{group:12} same here" in done.stdout


def test_the_part_of_a_report_that_was_changed_is_named(data_folder: Path, report: Path, tmp_path: Path):
    values = json.loads(report.with_suffix(".json").read_bytes())
    seal = values["seal"]["digest"]
    values["provenance"]["settings"]["start"] = 0.9
    (tmp_path / "changed.json").write_text(json.dumps(values))
    done = compare(["verify", str(tmp_path / "changed.json")], data_folder)
    assert done.returncode == 3
    assert "settings     DIFFERS" in done.stdout
    assert "packages     as sealed" in done.stdout
    assert compare(["verify", str(report), "--expected", seal], data_folder).returncode == 0
    assert compare(["verify", str(report), "--expected", "0" * 64], data_folder).returncode == 3
    assert compare(["verify", str(tmp_path / "nothing.html")], data_folder).returncode == 2


def test_a_copy_in_another_format_is_verified_against_the_report(data_folder: Path, report: Path, tmp_path: Path):
    copy = tmp_path / "copy.pdf"
    compare(["run", str(report), "-o", str(copy), "--quiet"], data_folder)
    assert compare(["verify", str(copy), "--against", str(report)], data_folder).returncode == 0
    copy.write_bytes(copy.read_bytes() + b" ")
    assert compare(["verify", str(copy), "--against", str(report)], data_folder).returncode == 3
    assert compare(["verify", str(copy)], data_folder).returncode == 2


def test_a_report_is_compared_again_as_a_story(data_folder: Path, report: Path, tmp_path: Path):
    done = compare(["run", str(report), "-o", str(tmp_path / "again.html"), "--quiet"], data_folder)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again.html").read_bytes() == report.read_bytes()


def test_diff_says_what_changed_with_the_exit_codes_of_diff(data_folder: Path, report: Path, tmp_path: Path):
    other = tmp_path / "other.json"
    story = json.loads(json.dumps(STORY))
    story["articles"][0]["text"] = story["articles"][0]["text"].replace("26 families", "36 families")
    (tmp_path / "story.json").write_text(json.dumps(story))
    compare(["run", str(tmp_path / "story.json"), "-o", str(other), "--quiet"], data_folder)
    same = compare(["diff", str(report), str(report.with_suffix(".json"))], data_folder)
    assert (same.returncode, same.stdout) == (0, "The reports say the same.\n")
    done = compare(["diff", str(report), str(other)], data_folder)
    assert done.returncode == 1
    assert "+ The mayor said 36 families had been moved." in done.stdout
    for name, sign in (("out.html", "<!doctype html>"), ("out.md", "# What changed"), ("out.json", "{")):
        assert compare(["diff", str(report), str(other), "-o", str(tmp_path / name)], data_folder).returncode == 1
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(sign)
    assert compare(["diff", str(report), str(tmp_path / "out.md")], data_folder).returncode == 2
    assert compare(["diff", str(report), str(other), "--format", "pdf"], data_folder).returncode == 2


def test_a_batch_is_sealed_line_by_line_and_makes_a_zip(data_folder: Path, tmp_path: Path):
    stories = tmp_path / "stories.jsonl"
    stories.write_text("\n".join([json.dumps(STORY), "{", json.dumps(STORY | {"id": "again"})]))
    out = tmp_path / "out.jsonl"
    compare(["batch", str(stories), "-o", str(out), "--quiet"], data_folder)
    done = compare(["verify", str(out)], data_folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "3 lines, 0 not as sealed.")
    out.write_text(out.read_text(encoding="utf-8").replace("repairs", "repair", 1), encoding="utf-8")
    done = compare(["verify", str(out)], data_folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (3, "3 lines, 1 not as sealed.")
    archive = tmp_path / "out.zip"
    done = compare(["batch", str(stories), "-o", str(archive), "--format", "csv", "--quiet"], data_folder)
    assert done.returncode == 3
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist() == ["0001-bridge.csv", "0003-again.csv", "index.jsonl"]
    assert compare(["batch", str(stories), "-o", str(out), "--format", "csv"], data_folder).returncode == 2


def test_a_memory_that_another_machine_exported_is_used_here(data_folder: Path, report: Path, tmp_path: Path):
    memory = tmp_path / "bridge.tmx"
    compare(["run", str(report), "-o", str(memory), "--quiet"], data_folder)
    new = tmp_path / "data"
    shutil.copytree(data_folder / "packages", new / "packages")
    done = compare(["memory", "import", str(memory)], new)
    assert (done.returncode, done.stderr) == (0, "pt→en: 0 by a person, 3 by a machine\n")
    done = compare(["run", str(report), "-o", str(tmp_path / "there.md")], new)
    assert "3 from memory" in done.stderr
    assert compare(["memory", "import", str(report)], new).returncode == 2


def test_what_cannot_be_written_is_said_and_leaves_nothing(data_folder: Path, report: Path, tmp_path: Path):
    for name in ("nowhere/out.html", "nowhere/out.json"):
        done = compare(["run", str(report), "-o", str(tmp_path / name), "--quiet"], data_folder)
        assert (done.returncode, "cannot be written" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert list(tmp_path.iterdir()) == []


def test_wordings_said_to_be_the_same_are_used_and_kept_in_the_report(data_folder: Path, story: Path, tmp_path: Path):
    glossary = tmp_path / "same.txt"
    glossary.write_text("families = households\n", "utf-8")
    done = compare(
        ["run", str(story), "--format", "json", "--same", "the crack = a fissure", "--glossary", str(glossary)],
        data_folder,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["provenance"]["settings"]["same"] == [["families", "households"], ["the crack", "a fissure"]]
    file = tmp_path / "report.json"
    file.write_text(done.stdout, "utf-8")
    again = compare(["run", str(file), "--format", "json"], data_folder)
    assert json.loads(again.stdout)["seal"] == report["seal"]


def test_half_a_pair_of_wordings_is_refused(data_folder: Path, story: Path):
    done = compare(["run", str(story), "--same", "the crack"], data_folder)
    assert done.returncode == 2 and "the Kremlin = Moscow" in done.stderr
