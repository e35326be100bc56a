"""Apertium with Debian's real packages: what comes out, what is flagged, and that it survives its programs' death."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from compare.domain import Flag, FlagKind, Rendering, Route
from compare.engines.apertium import ApertiumTranslator, Mode, Pipeline
from compare.errors import EngineFailed

SPANISH = "Los ministros se reunieron el jueves y no firmaron nada."


@pytest.fixture(scope="module")
def apertium():
    translator = ApertiumTranslator()
    yield translator
    translator.close()


def translate(apertium: ApertiumTranslator, source: str, target: str, *texts: str) -> list[Rendering]:
    route = apertium.find_route(source, target)
    assert route is not None
    found = dict(apertium.translate(texts, route))
    return [found[index] for index in range(len(texts))]


@pytest.mark.parametrize(
    ("source", "target", "text", "words"),
    [
        ("es", "en", SPANISH, "ministers"),
        ("fr", "es", "Les ministres ont signé un accord.", "ministros"),
        ("it", "es", "I ministri hanno firmato un accordo.", "ministros"),
        ("pt", "es", "Os ministros reuniram-se na quinta-feira.", "jueves"),
        ("en", "es", "The ministers signed an agreement.", "ministros"),
    ],
)
def test_a_sentence_is_translated(apertium, source, target, text, words):
    (found,) = translate(apertium, source, target, text)
    assert words in found.text and found.likelihood is None


def test_the_region_of_the_target_chooses_its_mode(apertium):
    brazilian, any_portuguese = apertium.find_route("es", "pt-BR"), apertium.find_route("es", "pt")
    assert "es-pt_BR" in brazilian.packages[0] and "es-pt " in any_portuguese.packages[0]


def test_the_name_holds_the_versions_of_data_and_engine(apertium):
    name = apertium.find_route("es", "en").packages[0]
    kind, mode, versions = name.split(" ")
    assert (kind, mode) == ("apertium", "spa-eng") and versions.count("/") == 1 and all(versions.split("/"))


def test_unknown_words_lose_their_mark_and_become_a_flag(apertium):
    (found,) = translate(apertium, "es", "en", "El xyzzy de la plaza.")
    assert "*" not in found.text and "xyzzy" in found.text
    assert [flag.kind for flag in found.flags] == [FlagKind.UNKNOWN] and "“xyzzy”" in found.flags[0].note


@pytest.mark.parametrize("text", ["[vieja] ^x/y$ {z} <b> @ * \\ #1", "3,5 % — “2”", "", "日本語", "a\0b"])
def test_what_the_stream_format_reserves_is_text_like_any_other(apertium, text):
    found = translate(apertium, "es", "en", text, SPANISH)
    assert [c for c in found[0].text if c in "[]{}^$<>@*\\#"] == [c for c in text if c in "[]{}^$<>@*\\#"]
    assert "ministers" in found[1].text


def test_many_segments_go_through_the_same_processes_in_order(apertium):
    texts = [f"El número {n} es bueno." for n in range(150)]
    first = translate(apertium, "es", "en", *texts)
    (pipeline,) = [p for name, p in apertium._running.items() if " spa-eng " in name]
    pids = pipeline.pids
    assert all(f" {n} " in rendering.text for n, rendering in enumerate(first))
    assert translate(apertium, "es", "en", *texts) == first and pipeline.pids == pids


def test_it_starts_again_when_a_program_dies(apertium):
    translate(apertium, "es", "en", SPANISH)
    (pipeline,) = [p for name, p in apertium._running.items() if " spa-eng " in name]
    before = pipeline.n_starts
    os.kill(pipeline.pids[3], signal.SIGKILL)
    pipeline._processes[3].wait()
    assert "ministers" in translate(apertium, "es", "en", SPANISH)[0].text
    assert pipeline.n_starts == before + 1


def script(folder: Path, text: str) -> Mode:
    file = folder / "engine"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return Mode("xx", "yy", "", "apertium xx-yy 1", ((str(file),),))


def test_a_text_that_kills_the_engine_twice_does_not_take_the_others_with_it(tmp_path):
    code = "import sys\nfor b in iter(lambda: sys.stdin.buffer.read(1), b''):\n"
    code += "    if b == b'!': sys.exit(1)\n    sys.stdout.buffer.write(b.upper()); sys.stdout.flush()"
    (tmp_path / "engine.py").write_text(code)
    pipeline = Pipeline(script(tmp_path, f"exec {shutil.which('python3')} {tmp_path}/engine.py"))
    found = pipeline.translate(["one", "two!", "three"])
    pipeline.close()
    assert [text and text.strip() for text in found] == ["ONE", None, "THREE"]


class Loud(ApertiumTranslator):
    """Has a step that says the text in capitals."""

    def _step(self, texts, name):
        for index, text in enumerate(texts):
            yield index, Rendering(text.upper(), None, (Flag(FlagKind.UNKNOWN, "x"),))


@pytest.mark.parametrize("word", ["casa, ", "casa ", "casa"])
def test_a_text_over_what_is_given_at_once_is_translated_in_parts_and_whole(word):
    text = (word * 4_000)[:17_000].strip()
    route = Route(("es", "en"), ("apertium spa-eng 1",))
    first, long = [rendering for _, rendering in Loud().translate(["uno", text], route)]
    assert (first.text, [flag.kind for flag in first.flags]) == ("UNO", [FlagKind.UNKNOWN])
    assert long.text.replace(" ", "") == text.upper().replace(" ", "")
    assert [flag.kind for flag in long.flags] == [FlagKind.SPLIT, FlagKind.UNKNOWN]
    assert "in 3 parts" in long.flags[0].note


def test_an_engine_that_falls_silent_is_given_up(tmp_path):
    pipeline = Pipeline(script(tmp_path, "exec sleep 600"), silence_s=0.1)
    assert pipeline.translate(["one"]) == [None]
    assert pipeline.n_starts == 2 and pipeline.pids == ()


def test_a_mode_whose_programs_are_missing_is_not_offered(tmp_path, monkeypatch):
    (tmp_path / "modes").mkdir()
    (tmp_path / "modes" / "es-en.mode").write_text("no-such-program-here -x | lt-proc")
    assert ApertiumTranslator(tmp_path).modes() == ()


@pytest.mark.parametrize("text", ["lt-proc 'open", "cat; rm x", "cat > /tmp/x", "", "x" * 30_000])
def test_a_mode_file_that_is_more_than_a_pipeline_is_not_used(tmp_path, text):
    (tmp_path / "modes").mkdir()
    (tmp_path / "modes" / "es-en.mode").write_text(text)
    assert ApertiumTranslator(tmp_path).modes() == ()


def test_without_apertium_there_is_no_route(tmp_path):
    assert ApertiumTranslator(tmp_path / "none").find_route("es", "en") is None


def test_a_package_that_is_gone_is_an_error_that_says_so(apertium):
    with pytest.raises(EngineFailed, match="not installed any more"):
        list(apertium.translate(["x"], Route(("es", "en"), ("apertium gone 1/1",))))
