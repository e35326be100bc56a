"""Which letters a page needs, and where fonts for them are: packages installed with this program, then the machine.

The packages carry Latin, Cyrillic, Greek, Arabic and Urdu, Devanagari and Chinese letters. For any other script a font
of the machine is used; where there is none, the message says what to install.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from compare.errors import ExportFailed

SERIF = ("Source Serif 4", "Noto Serif Devanagari", "Noto Serif SC", "Amiri")
SANS = ("Source Sans 3", "Noto Sans Devanagari", "Noto Sans SC", "Amiri")
# Urdu too is set in Naskh: no package on PyPI has a Nastaliq, and of one from the machine the letters cannot be copied
# out of a PDF, as its dots are glyphs apart.
ARABIC = ("Amiri", "Source Serif 4", "Noto Serif Devanagari", "Noto Serif SC")
MONO = ("DejaVu Sans Mono", "Source Sans 3", "Noto Sans SC", "Amiri")  # the first is inside the typesetter

_PACKAGES = (
    ("fontpkg_source_serif_4", "files"),
    ("fontpkg_source_sans_3", "files"),
    ("fontpkg_amiri", "files"),
    ("pylopdf_fonts_hi", ""),
    ("pylopdf_fonts_zh_cn", ""),
)
# A foreign name or two may go without their letters and are noted; a text in a script may not.
_TEXT_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Script:
    """Letters that need a font of the machine: ``families`` are what serves, ``package`` is Debian's."""

    name: str
    letters: str
    families: tuple[str, ...]
    package: str


_CORE, _CJK = "fonts-noto-core", "fonts-noto-cjk"
SCRIPTS = (
    Script("Hangul", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("Noto Sans CJK KR", "Noto Serif CJK KR"), _CJK),
    Script("Japanese kana", "\u3040-\u30ff", ("Noto Sans SC", "Noto Sans CJK JP"), _CJK),
    Script("Hebrew", "\u0590-\u05ff", ("Noto Sans Hebrew", "Noto Serif Hebrew"), _CORE),
    Script("Armenian", "\u0530-\u058f", ("Noto Sans Armenian", "Noto Serif Armenian"), _CORE),
    Script("Georgian", "\u10a0-\u10ff", ("Noto Sans Georgian", "Noto Serif Georgian"), _CORE),
    Script("Bengali", "\u0980-\u09ff", ("Noto Sans Bengali", "Noto Serif Bengali"), _CORE),
    Script("Gurmukhi", "\u0a00-\u0a7f", ("Noto Sans Gurmukhi", "Noto Serif Gurmukhi"), _CORE),
    Script("Gujarati", "\u0a80-\u0aff", ("Noto Sans Gujarati", "Noto Serif Gujarati"), _CORE),
    Script("Tamil", "\u0b80-\u0bff", ("Noto Sans Tamil", "Noto Serif Tamil"), _CORE),
    Script("Telugu", "\u0c00-\u0c7f", ("Noto Sans Telugu", "Noto Serif Telugu"), _CORE),
    Script("Kannada", "\u0c80-\u0cff", ("Noto Sans Kannada", "Noto Serif Kannada"), _CORE),
    Script("Malayalam", "\u0d00-\u0d7f", ("Noto Sans Malayalam", "Noto Serif Malayalam"), _CORE),
    Script("Sinhala", "\u0d80-\u0dff", ("Noto Sans Sinhala", "Noto Serif Sinhala"), _CORE),
    Script("Thai", "\u0e00-\u0e7f", ("Noto Sans Thai", "Noto Serif Thai"), _CORE),
    Script("Lao", "\u0e80-\u0eff", ("Noto Sans Lao", "Noto Serif Lao"), _CORE),
    Script("Burmese", "\u1000-\u109f", ("Noto Sans Myanmar", "Noto Serif Myanmar"), _CORE),
    Script("Khmer", "\u1780-\u17ff", ("Noto Sans Khmer", "Noto Serif Khmer"), _CORE),
    Script("Ethiopic", "\u1200-\u137f", ("Noto Sans Ethiopic", "Noto Serif Ethiopic"), _CORE),
    Script("Thaana", "\u0780-\u07bf", ("Noto Sans Thaana",), _CORE),
)
_ANY = re.compile("|".join(f"(?P<s{k}>[{script.letters}]+)" for k, script in enumerate(SCRIPTS)))


@lru_cache(maxsize=1)
def font_folders() -> tuple[Path, ...]:
    """Return the folders of the installed font packages. Raises ``ExportFailed`` naming one that is missing."""
    folders = []
    for package, inside in _PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            name = package.replace("_", "-")
            raise ExportFailed(f"The PDF needs the fonts of {name}. Install them: pip install {name}")
        folders.append(Path(spec.origin).parent / inside)
    return tuple(folders)


def missing_scripts(texts: Iterable[str], families: Iterable[str]) -> list[Script]:
    """Return the scripts that ``texts`` are written in, twenty letters or more, and that no family serves."""
    known = set(families)
    n_letters: Counter[int] = Counter()
    for text in texts:
        if not text.isascii():
            for found in _ANY.finditer(text):
                n_letters[int((found.lastgroup or "s0")[1:])] += len(found.group())
    return [
        SCRIPTS[k] for k, n in sorted(n_letters.items()) if n >= _TEXT_LETTERS and not known & set(SCRIPTS[k].families)
    ]


def check_fonts(texts: Iterable[str], families: Iterable[str]) -> None:
    """Raise ``ExportFailed`` if a text is in a script without a font here; the message says what to install."""
    if missing := missing_scripts(texts, families):
        names = ", ".join(script.name for script in missing)
        packages = " ".join(dict.fromkeys(script.package for script in missing))
        raise ExportFailed(
            f"No font on this machine has {names} letters, so the PDF would have empty boxes. "
            f"Install one (Debian: apt-get install {packages}), or choose html or docx, which use the reader's fonts."
        )
