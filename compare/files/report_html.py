"""The report as one HTML file that needs nothing else: no script, no request, styles by hash.

``environment`` and ``context_of`` are what another page needs to include the same partials.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.domain import Kind, Report, primary
from compare.files.display import counted, in_words, language_name, percent, printable
from compare.files.report_view import KIND_NAMES, View, place_words, view_of

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
# Kinds that are about a sentence rather than its words; their sample in the legend is a bar.
WHOLE_KINDS = frozenset({Kind.OMISSION, Kind.EMPHASIS, Kind.TONE})


def render_html(report: Report) -> str:
    """Return a whole page: opens from a disk, loads nothing, and reads the same with every script and network off."""
    env = _environment()
    style = env.get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = env.get_template("report/page.html")
    return page.render(**context_of(view_of(report)), style_hash=f"sha256-{digest}")


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
    )


def finalise(value: object) -> object:
    """Make every printed text safe to print, wherever a template prints one; what is markup already was."""
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader([TEMPLATES, STATIC]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    prepare(env)
    return env
