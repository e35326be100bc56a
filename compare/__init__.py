"""Compare how outlets tell one event, across languages, offline.

>>> from compare import compare_story, read_story
>>> report = compare_story(read_story("corpora/stories/qingdao"))

Names are imported when first used, so that importing ``compare`` does nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.domain import Article, Report, Story
    from compare.errors import CompareError
    from compare.files.report_html import render_html
    from compare.files.report_json import report_from_json, report_to_json
    from compare.files.stories import read_stories, read_story
    from compare.opening import compare_stories, compare_story, open_tools
    from compare.pipeline import Options

WHERE = {
    "Article": "domain",
    "CompareError": "errors",
    "Options": "pipeline",
    "Report": "domain",
    "Story": "domain",
    "compare_stories": "opening",
    "compare_story": "opening",
    "open_tools": "opening",
    "read_stories": "files.stories",
    "read_story": "files.stories",
    "render_html": "files.report_html",
    "report_from_json": "files.report_json",
    "report_to_json": "files.report_json",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in WHERE:
        raise AttributeError(f"module 'compare' has no attribute {name!r}")
    return getattr(import_module(f"compare.{WHERE[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(WHERE)


__all__ = [
    "Article",
    "CompareError",
    "Options",
    "Report",
    "Story",
    "compare_stories",
    "compare_story",
    "open_tools",
    "read_stories",
    "read_story",
    "render_html",
    "report_from_json",
    "report_to_json",
]
