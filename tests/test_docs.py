"""What the documents say can be done, done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from compare.cli import app
from compare.steps.framing import DETECTORS
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("corpora/**/*.md")]
)


def test_the_script_of_the_readme_runs_as_it_stands(data_folder: Path, tmp_path: Path):
    (script,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    environment = {"PATH": os.environ["PATH"], "COMPARE_DATA": str(data_folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "same event" in done.stdout
    assert (tmp_path / "qingdao.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len([line for line in script.splitlines() if line.strip()]) <= 12


def test_every_command_is_in_the_readme():
    commands = list(get_command(app).commands)  # type: ignore[attr-defined]
    assert commands
    assert [name for name in commands if f"python -m compare {name}" not in README] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(document: Path):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z-]+)", README))
def test_every_make_target_of_the_readme_exists(target: str):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("text", [README, (ROOT / "compare" / "cli.py").read_text(encoding="utf-8")])
def test_sentences_that_examples_name_are_there(text: str):
    examples = re.findall(r"explain (corpora/stories/\S+) --segment ([\w-]+):(\d+)", text)
    assert examples
    for folder, article, number in examples:
        file = next((ROOT / folder).glob(f"{article}.*"))
        assert len(file.read_text(encoding="utf-8").split(". ")) > int(number)


def test_help_names_every_detector():
    (only,) = [option for option in get_command(app).commands["run"].params if option.name == "only"]  # type: ignore[attr-defined]
    named = re.sub(r"\([^)]*\)", "", only.help.partition(": ")[2].rstrip("."))
    assert [name.strip() for name in named.split(",")] == list(DETECTORS)
