"""Downloading one file so that a cut connection costs only what is missing: resumed, bounded, checked at the end."""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from compare.errors import EngineFailed

TRIES = 4  # for each address
TIMEOUT_S = 30.0
PORTION = 1 << 20  # bytes read at once
MAX_BYTES = 2_000_000_000  # of one file; the largest package of the Argos index has some 400 MB
AGENT = "compare"


def download(links: Sequence[str], file: Path, *, sha256: str = "") -> Path:
    """Fetch the first of ``links`` that answers into ``file`` and return it; what an earlier call left is resumed.

    The part that has arrived lies beside it as ``NAME.part``. Raises ``EngineFailed`` where no link can be read to its
    end, or where the file is not the one whose ``sha256`` was given; it is then removed.
    """
    part = file.with_name(f"{file.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    problem = "there is no http or https address"
    for link in links:
        if not link.startswith(("http://", "https://")):
            continue
        for _ in range(TRIES):
            try:
                _fetch(link, part)
            except (OSError, http.client.HTTPException) as error:
                problem = f"{link}: {error}"
                if isinstance(error, urllib.error.HTTPError) and error.code not in (416, 429, 500, 502, 503, 504):
                    break
                continue
            if sha256 and digest_of(part) != sha256.lower():
                part.unlink()
                raise EngineFailed(f"{link} is damaged or another file: its SHA-256 is not {sha256}.")
            part.replace(file)
            return file
    raise EngineFailed(f"{file.name} could not be downloaded ({problem}). What arrived is kept; try again to go on.")


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fetch(link: str, part: Path) -> None:
    """Append to ``part`` what it lacks; raises ``OSError`` or ``HTTPException`` where the end was not reached."""
    start = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": AGENT} | ({"Range": f"bytes={start}-"} if start else {})
    try:
        answer = urllib.request.urlopen(urllib.request.Request(link, headers=headers), timeout=TIMEOUT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code == 416:  # the part is longer than the file: another file's
            part.unlink(missing_ok=True)
        raise
    with answer:
        resumed = answer.status == 206 and str(answer.headers.get("Content-Range", "")).startswith(f"bytes {start}-")
        length = answer.headers.get("Content-Length")
        expected = int(length) if length and length.isdigit() else None
        got = 0
        with part.open("ab" if resumed else "wb") as stream:
            while portion := answer.read(PORTION):
                got += len(portion)
                if (start if resumed else 0) + got > MAX_BYTES:
                    raise OSError(f"it is larger than {MAX_BYTES / 1e9:g} GB")
                stream.write(portion)
    if expected is not None and got < expected:
        raise OSError(f"the connection was cut after {got} of {expected} bytes")
