"""The guide to the exports: its scripts run as they stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from compare.files.exports import export
from tests.conftest import ROOT
from tests.files.exports.stories import dam, edited

GUIDE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


def test_every_script_of_the_guide_runs(data_folder: Path, tmp_path: Path):
    (tmp_path / "report.html").write_bytes(export(dam(), "html"))
    (tmp_path / "new.html").write_bytes(export(edited(dam(), "record", 0, "They left on Monday."), "html"))
    articles = [{"id": k, "outlet": k, "language": "en", "text": "The bridge was closed on Monday."} for k in "ab"]
    (tmp_path / "stories.jsonl").write_text(
        "".join(json.dumps({"id": f"s{k}", "articles": articles}) + "\n" for k in range(3)) + "{\n"
    )
    first = """
from pathlib import Path
from compare.files.reopening import reopen_report
report = old = reopen_report(Path("report.html").read_bytes(), name="report.html").report
new = reopen_report(Path("new.html").read_bytes(), name="new.html").report
"""
    scripts = re.findall(r"```python\n(.+?)```", GUIDE, re.DOTALL)
    assert len(scripts) >= 4
    environment = {"PATH": os.environ["PATH"], "COMPARE_DATA": str(data_folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", first + "\n".join(scripts) + "\nassert is_other and page"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "bridge.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(tmp_path / "corpus.zip") as archive:
        assert archive.namelist() == ["0001-s0.html", "0002-s1.html", "0003-s2.html", "index.jsonl"]
