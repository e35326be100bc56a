"""The Word document in LibreOffice, and its pages and the PDF's looked at as pictures."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from compare.files.exports import export
from compare.files.exports.palette import colours
from tests.files.exports.readers import pdf_text
from tests.files.exports.stories import dam
from tests.reports import dock_strike, with_text


def converted(data: bytes, folder: Path) -> bytes:
    """Return a Word document as LibreOffice prints it to PDF."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed for this test: make system"
    (folder / "report.docx").write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "report.docx")], check=True, capture_output=True, timeout=180
    )
    return (folder / "report.pdf").read_bytes()


def pages(data: bytes) -> list[np.ndarray]:
    """Return the pages as pictures: rows, columns, red green blue."""
    return [page.render(scale=1, rev_byteorder=True).to_numpy()[..., :3] for page in pypdfium2.PdfDocument(data)]


def share_of(colour: str, page: np.ndarray) -> float:
    wanted = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
    return float((np.abs(page.astype(int) - wanted).max(axis=-1) <= 2).mean())


@pytest.fixture(scope="module", params=["docx", "pdf"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    data = export(dock_strike(), request.param)
    return converted(data, tmp_path_factory.mktemp("office")) if request.param == "docx" else data


def test_every_outlet_and_every_sentence_is_on_the_pages(printed: bytes):
    text = "".join(pdf_text(printed).split())
    for reading in dock_strike().readings:
        for sentence in reading.sentences:
            if sentence.shown.isascii():
                assert "".join(sentence.shown.split()) in text, sentence.shown


def test_no_page_is_empty_and_marks_are_painted(printed: bytes):
    pictures = pages(printed)
    assert 5 <= len(pictures) <= 20
    for number, picture in enumerate(pictures, 1):
        assert (picture < 128).all(axis=-1).mean() > 0.001, f"page {number} is empty"
    assert sum(share_of(colours()["mark"], picture) > 0.0005 for picture in pictures) >= 3


def test_marks_are_seen_in_a_print_in_greys(printed: bytes):
    """Their ground must not vanish in white, nor the letters in their ground."""
    ground = np.array([int(colours()["mark"][k : k + 2], 16) for k in (1, 3, 5)])
    weights = np.array([0.299, 0.587, 0.114])
    grey = float(ground @ weights)
    assert 200 < grey < 250
    busiest = max(pages(printed), key=lambda picture: share_of(colours()["mark"], picture))
    greys = busiest @ weights
    assert (np.abs(greys - grey) < 2).any()
    assert greys.min() < 60


def test_facts_lie_on_their_side(printed: bytes):
    shapes = [picture.shape[:2] for picture in pages(printed)]
    assert any(height > width for height, width in shapes)
    assert any(width > height for height, width in shapes)


def test_text_from_right_to_left_ends_at_the_right_of_its_cell(tmp_path: Path):
    """An Urdu line of a left-to-right page begins at the right: its first letter stands right of its last."""
    for data in (export(dam(), "pdf"), converted(export(dam(), "docx"), tmp_path)):
        found = []
        for page in pypdfium2.PdfDocument(data):
            text = page.get_textpage()
            whole = text.get_text_range()
            at = whole.find("منگل")
            if at >= 0:
                boxes = [text.get_charbox(at + k) for k in range(len("منگل"))]
                found.append(boxes[0][0] - boxes[-1][0])
        assert found
        assert all(distance > 0 for distance in found)


def test_hostile_text_opens_in_libreoffice(tmp_path: Path):
    hostile = "=cmd|' /C calc'!A0 </w:t></w:r> \u202egnorw\u2066 bell\x07 \u200b zero 👩‍👩‍👧‍👦"
    text = pdf_text(converted(export(with_text(hostile), "docx"), tmp_path))
    assert "=cmd|' /C calc'!A0 </w:t></w:r>" in text.replace("\n", " ")
