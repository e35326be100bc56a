"""Web annotations: every selector finds its text again, in the article and in the sentence as shown."""

from __future__ import annotations

import json

from hypothesis import given, settings

from compare.domain import Report
from compare.files.exports.annotations import CONTEXT, export_annotations
from compare.steps.summary import worth_reading
from tests.files.exports.stories import dam
from tests.reports import reports


def items(report: Report) -> list[dict]:
    return json.loads(export_annotations(report))["first"]["items"]


def selected(selectors: list[dict], text: str) -> str:
    """What both selectors find in ``text``; they must agree."""
    position, quote = selectors
    assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    found = text[position["start"] : position["end"]]
    assert quote["exact"] == found
    assert text[: position["start"]].endswith(quote["prefix"])
    assert text[position["end"] :].startswith(quote["suffix"])
    return found


def test_it_is_a_collection_of_one_page_with_an_annotation_a_highlight():
    found = json.loads(export_annotations(dam()))
    assert found["@context"][0] == CONTEXT
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert found["total"] == len(found["first"]["items"]) == len(dam().highlights)
    assert found["id"] == f"urn:{found['seal']}"
    assert len({item["id"] for item in found["first"]["items"]}) == found["total"]


def test_a_target_points_into_the_original_and_another_at_the_marked_words():
    militants = items(dam())[1]
    original, shown = militants["target"]
    assert original["source"] == "https://vestnik.example/dam"
    verbatim = dam().reading("vestnik").article.verbatim
    assert selected(original["selector"], verbatim) == "Боевики покинули плотину во вторник."
    assert shown["source"]["language"] == "en"
    assert selected(shown["selector"], "Militants left the dam on Tuesday.") == "Militants"


def test_bodies_say_the_kind_the_reason_and_what_the_others_wrote():
    kind, note, against = items(dam())[1]["body"]
    assert (kind["purpose"], kind["value"]) == ("tagging", "label")
    assert (note["purpose"], note["value"]) == ("commenting", "The same people are protesters or militants.")
    assert against["purpose"] == "linking"
    assert selected(against["selector"], "Protesters left the dam on Tuesday.") == "Protesters"


@settings(max_examples=40, deadline=None)
@given(reports())
def test_the_selectors_of_any_report_find_the_shown_words(report):
    for item, highlight in zip(items(report), worth_reading(report.highlights), strict=True):
        shown = report.reading(highlight.passage.article).sentences[highlight.passage.sentence].shown
        assert selected(item["target"][1]["selector"], shown) == highlight.passage.span.of(shown)
