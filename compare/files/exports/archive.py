"""A whole corpus of reports in one zip file, written as a stream: one report is in memory at a time."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator

from compare.domain import Report
from compare.errors import CompareError, ExportFailed
from compare.files.exports import FORMATS, Format
from compare.files.sealing import seal

MEDIA_TYPE = "application/zip"
INDEX = "index.jsonl"
# The earliest moment a zip file can hold: the same reports give the same file, whenever it is written.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 16
_MAX_NAME = 60


def export_many(
    reports: Iterable[Report | tuple[str, CompareError]],
    name: str,
    *,
    on_failure: Callable[[str, CompareError], None] | None = None,
) -> Iterator[bytes]:
    """Yield a zip file of the reports in the format called ``name``, in chunks of about 64 kB or one report.

    A story that could not be compared is given as ``(story id, error)``. The last member, ``index.jsonl``, has one line
    a story: its file and seal, or why there is none. ``on_failure`` is told of each report that the format cannot hold,
    as ``(story id, error)``. Raises ``ExportFailed`` at once for an unknown format.
    """
    if name not in FORMATS:
        raise ExportFailed(f"There is no format {name!r}. There are: {', '.join(FORMATS)}.")
    return _stream(reports, FORMATS[name], on_failure)


def _stream(
    reports: Iterable[Report | tuple[str, CompareError]],
    format_: Format,
    on_failure: Callable[[str, CompareError], None] | None,
) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        index = []
        for number, report in enumerate(reports, 1):
            if isinstance(report, tuple):
                index.append(_failure(*report))
                continue
            try:
                data = format_.export(report)
            except CompareError as error:
                index.append(_failure(report.story, error))
                if on_failure:
                    on_failure(report.story, error)
                continue
            member = f"{number:04}-{file_name(report.story)}{format_.suffix}"
            archive.writestr(_info(member), data)
            index.append({"story": report.story, "file": member, "seal": str(seal(report))})
            if pipe.size >= _CHUNK:
                yield pipe.taken()
        archive.writestr(_info(INDEX), "".join(json.dumps(entry) + "\n" for entry in index))
    yield pipe.taken()


def file_name(story: str) -> str:
    """Return a story's id as a file name that every system takes; it may be ``story`` for several."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", story[:_MAX_NAME]).strip("-")
    return plain or "story"


def _failure(story: str, error: CompareError) -> dict[str, object]:
    return {"story": story, "error": {"type": type(error).__name__, "message": str(error)}}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


class _Pipe(io.RawIOBase):
    """What the zip file is written into: chunks wait here until they are taken, and nothing can be sought."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        chunk = bytes(memoryview(data))  # type: ignore[arg-type]
        self._chunks.append(chunk)
        self.size += len(chunk)
        return len(chunk)

    def taken(self) -> bytes:
        """Return what has been written since the last time."""
        found = b"".join(self._chunks)
        self._chunks.clear()
        self.size = 0
        return found
