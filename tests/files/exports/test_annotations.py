"""Web annotations: every selector finds its text again, in the article and in the sentence as shown."""

from __future__ import annotations

import json

from hypothesis import given, settings

from compare.domain import Report
from compare.files.exports.annotations import CONTEXT, export_annotations
from compare.steps.summary import worth_reading
from tests.files.exports.stories import dam
from tests.reports import headed, reports


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
    assert selected(original["selector"], verbatim) == "Боевики"
    assert shown["source"]["language"] == "en"
    assert selected(shown["selector"], "Militants left the dam on Tuesday.") == "Militants"


def test_where_the_words_of_the_original_are_not_known_the_whole_sentence_is_meant():
    five = items(dam())[2]["target"][0]
    assert selected(five["selector"], dam().reading("vestnik").article.verbatim).startswith("По словам губернатора, ")


def test_bodies_say_the_kind_the_reason_and_what_the_others_wrote():
    kind, note, against = items(dam())[1]["body"]
    assert (kind["purpose"], kind["value"]) == ("tagging", "label")
    assert (note["purpose"], note["value"]) == ("commenting", "The same people are protesters or militants.")
    assert against["purpose"] == "linking"
    assert selected(against["selector"], "Protesters left the dam on Tuesday.") == "Protesters"


@settings(max_examples=40, deadline=None)
@given(reports())
def test_the_selectors_of_any_report_find_the_shown_words(report):
    marked = [
        (highlight, part.reading(highlight.passage.article).sentences[highlight.passage.sentence].shown)
        for part in (report.of_headlines(), report)
        for highlight in worth_reading(part.highlights)
    ]
    for item, (highlight, shown) in zip(items(report), marked, strict=True):
        assert selected(item["target"][1]["selector"], shown) == highlight.passage.span.of(shown)


def test_a_mark_in_a_headline_is_found_by_the_words_of_the_headline_as_written():
    raid, _, terror, *of_sentences = items(headed())
    assert len(of_sentences) == len(headed().highlights)
    for item, written, shown, words in (
        (raid, "Bridge raid leaves six dead", "Bridge raid leaves six dead", "raid"),
        (terror, "Terror", "Terror on the bridge", "Terror"),
    ):
        original, marked = item["target"]
        # No place in the text of the article: the headline stands outside it.
        assert original["selector"] == [{"type": "TextQuoteSelector", "exact": written}]
        assert selected(marked["selector"], shown) == words
        assert marked["source"]["id"].endswith(":headline:en")


def test_what_stands_against_a_mark_in_a_headline_is_in_a_headline_too():
    raid, six, terror, label, *_ = items(headed())
    [against], [beside], [back] = (item["body"][2:] for item in (raid, six, terror))
    assert against["source"]["id"] == beside["source"]["id"] == "urn:compare:bridge:b:headline:en"
    assert back["source"]["id"] == "urn:compare:bridge:a:headline:en"
    assert selected(against["selector"], "Terror on the bridge") == "Terror"
    assert selected(back["selector"], "Bridge raid leaves six dead") == "raid"
    # The mark in the first sentence beside the headline keeps its place in the text.
    assert label["target"][1]["source"]["id"] == "urn:compare:bridge:a:0:en"


def test_marks_in_headlines_have_numbers_of_their_own_before_those_in_sentences():
    found = items(headed())
    assert [item["id"].rpartition("-")[2] for item in found] == [str(k) for k in range(6)]
    assert [item["weight"] for item in found[:3]] == [0.7, 0.3, 0.8]
    assert found[2]["doubt"] == 0.1
