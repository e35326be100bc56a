"""The report as one HTML file that needs nothing else: no script, no request, styles by hash.

``prepare`` and ``context_of`` are what another page needs to include the same partials.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.domain import Kind, Report, primary
from compare.files.display import counted, in_words, language_name, percent, printable
from compare.files.exports.json import sealed_json
from compare.files.reopening import DATA_ID, pack
from compare.files.report_view import View, place_words, view_of
from compare.files.view_parts import KIND_NAMES, WordPair

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
# What a page tells, from most to least; a mail takes a file of 300 kB, and so does a slow line.
DETAILS = ("full", "words", "least")
SMALL_BYTES = 285_000
# Where either side of a difference is longer, it is another sentence rather than another word.
CLAUSE_CHARS = 30
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A string; white space around a brace, semicolon or comma; white space after a colon; any other white space.
_SPACE = re.compile(r'("[^"]*")|\s*([{};,])\s*|(:)\s+|\s+')
# Kinds that are about a sentence rather than its words; their sample in the legend is a bar.
WHOLE_KINDS = frozenset({Kind.OMISSION, Kind.EMPHASIS, Kind.TONE})


def render_html(report: Report) -> str:
    """Return a whole page: opens from a disk, loads nothing, and reads the same with every script and network off.

    A page over ``SMALL_BYTES`` gives only the words of what is slight or doubtful, or, where that is not enough, leaves
    it out with the lists of words that differ, and says so. Everything marked keeps its reason.

    It carries the report as data that no browser runs or shows; ``reopening.reopen_report`` makes a story of it.
    """
    from markupsafe import Markup

    env = report_environment()
    style = squeezed(env.get_template("style.css").render())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = env.get_template("report/page.html")
    values = context_of(view_of(report)) | {
        "style": Markup(style),  # noqa: S704  (the program's own style sheet)
        "style_hash": f"sha256-{digest}",
        "data_id": DATA_ID,
        "packed": pack(sealed_json(report)),
    }
    for detail in DETAILS:
        html = page.render(values, detail=detail)
        if len(html.encode()) <= SMALL_BYTES:
            break
    return html


def squeezed(css: str) -> str:
    """Return a style sheet without comments and needless white space; strings in it must be in double quotes."""
    css = _COMMENT.sub("", css)
    return _SPACE.sub(lambda found: found[1] or found[2] or found[3] or " ", css).strip()


def worded(pairs: Sequence[WordPair]) -> list[tuple[WordPair, list[tuple[str, str]]]]:
    """Return, per pair of outlets, the words that differ where they are words: not a clause here, another there."""
    found = []
    for pair in pairs:
        words = [(left, right) for left, right in pair.words if max(len(left), len(right)) <= CLAUSE_CHARS]
        if words:
            found.append((pair, words))
    return found


def context_of(view: View) -> dict[str, Any]:
    """Return the values that ``report/*.html`` need besides what ``prepare`` puts into the environment."""
    return {"view": view}


def prepare(env: Environment) -> None:
    """Give a Jinja environment what the partials call; autoescape must be on and stays on."""
    env.finalize = finalise
    env.globals.update(
        counted=counted,
        in_words=in_words,
        kind_names=KIND_NAMES,
        language_name=language_name,
        percent=percent,
        place_words=place_words,
        primary=primary,
        whole_kinds=WHOLE_KINDS,
        worded=worded,
    )


def finalise(value: object) -> object:
    """Make every printed text safe to print, wherever a template prints one; what is markup already was."""
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@lru_cache(maxsize=1)
def report_environment() -> Environment:
    """Return the Jinja environment of pages that are files: everything printed is escaped, nothing missing is empty."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    class Unindented(FileSystemLoader):
        """Reads templates without their indents: 4 kB of a page, and none of it text."""

        def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
            source, path, is_current = super().get_source(environment, template)
            return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE), path, is_current

    env = Environment(
        loader=Unindented([TEMPLATES, STATIC]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    prepare(env)
    return env
