"""The interchange format: what leaves comes back equal, and what is broken is named."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from compare.domain import Flag, FlagKind, Kind, Span
from compare.errors import NoRoute, UnreadableStory
from compare.files.report_json import error_to_json, report_from_json, report_to_json
from tests.reports import bridge, headed, headline_passage, reports


@settings(max_examples=60, deadline=None)
@given(reports())
def test_export_then_import_is_identity(report):
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))) == report


def test_the_fields_of_the_interchange_format_keep_their_names_and_meaning():
    found = report_to_json(bridge())
    assert found["story"] == "bridge"
    assert found["target_language"] == "en"
    assert found["articles"][1]["engine"] == "argos translate-pt_en 1.0"
    assert found["articles"][1]["title_translation"] == "Terror on the bridge"
    sentence = found["articles"][1]["sentences"][1]
    assert (sentence["index"], sentence["text"]) == (1, "Terroristas fugiram pela ponte.")
    assert sentence["translation"] == "Terrorists fled across the bridge."
    assert found["articles"][0]["sentences"][0]["translation"] == found["articles"][0]["sentences"][0]["text"]
    [pair] = found["comparisons"]
    assert (pair["left"], pair["right"], pair["only_left"], pair["only_right"]) == ("a", "b", [2], [2])
    assert [(bead["left"], bead["right"], bead["score"]) for bead in pair["alignments"]] == [
        ([0], [1], 0.9),
        ([1], [0], 0.89),
    ]
    assert found["facts"][0] == {"id": 0, "members": [{"article": "a", "sentence": 0}, {"article": "b", "sentence": 1}]}
    first, second, third = found["framing"]
    assert first == {
        "article": "a",
        "sentence": 0,
        "start": 0,
        "end": 9,
        "text": "Militants",
        "kind": "label",
        "weight": 0.8,
        "note": "The same men are called two things.",
        "against": [{"article": "b", "sentence": 1, "start": 0, "end": 10, "text": "Terrorists"}],
    }
    assert second["doubt"] == 0.1
    assert second["written"] == {"start": 0, "end": 11, "text": "Terroristas"}
    assert third["against"] == []
    assert found["provenance"]["engines"] == {"pt>en": "argos translate-pt_en 1.0"}


def test_a_report_with_only_the_fields_of_the_interchange_format_can_be_read():
    values = {
        "story": "s",
        "target_language": "en",
        "articles": [
            {"id": i, "outlet": i, "language": "en", "engine": "none", "title": "", "title_translation": None}
            | {"sentences": [{"index": 0, "text": "It rained.", "translation": "It rained."}]}
            for i in "ab"
        ],
        "comparisons": [
            {
                "left": "a",
                "right": "b",
                "alignments": [{"left": [0], "right": [0], "score": 0.5}],
                "only_left": [],
                "only_right": [],
            }
        ],
        "facts": [{"id": 0, "members": [{"article": "a", "sentence": 0}, {"article": "b", "sentence": 0}]}],
        "framing": [
            {
                "article": "a",
                "sentence": 0,
                "start": 0,
                "end": 2,
                "text": "It",
                "kind": "hedge",
                "weight": 0,
                "note": "n",
                "against": [],
            }
        ],
        "provenance": {"version": "x", "engines": {}, "settings": {}},
    }
    report = report_from_json(values)
    assert report.readings[0].article.sentences == ("It rained.",)
    assert report.highlights[0].kind == Kind.HEDGE


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["story"], None, "report.story: found null"),
        (["articles", 0, "id"], 7, r"report.articles\[0\].id: found a number"),
        (["articles", 0, "sentences", 1, "index"], 5, "indexes must count from 0"),
        (["articles", 0, "sentences", 0, "flags"], [{"kind": "odd", "note": ""}], "'odd' is none of loop"),
        (["articles", 1, "id"], "a", "ids must differ"),
        (["comparisons", 0, "left"], "z", "article 'z' is not in this report"),
        (["comparisons", 0, "only_left"], [0], "leave \\[2\\] without a partner"),
        (["comparisons", 0, "alignments", 0, "left"], [9], "out of range"),
        (["comparisons", 0, "alignments", 0, "score"], True, "score: found true or false"),
        (["comparisons", 0, "same_event"], "yes", "same_event: found text"),
        (["facts", 0, "members", 0, "sentence"], 44, "has no sentence 44"),
        (["facts", 0, "members", 1, "article"], "a", "needs members from two articles"),
        (["framing", 0, "kind"], "slant", "'slant' is none of label"),
        (["framing", 0, "end"], 4000, "ends at 4000, but the sentence has 41 characters"),
        (["framing", 0, "weight"], 1.5, "weight 1.5"),
        (["framing", 1, "written"], {"start": 0, "end": 99, "text": ""}, "written"),
        (["framing", 1, "written"], "Terroristas", r"framing\[1\].written: found text"),
        (["framing", 0, "note"], "", "every highlight says why"),
        (["format"], "compare-report/9", "compare-report/9"),
        (["provenance"], [], "report.provenance: found a list"),
    ],
)
def test_a_broken_report_says_what_is_wrong_and_where(path, value, message):
    values = copy.deepcopy(report_to_json(bridge()))
    place = values
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(UnreadableStory, match=message):
        report_from_json(values)


def test_a_missing_field_is_named():
    values = report_to_json(bridge())
    del values["facts"]
    with pytest.raises(UnreadableStory, match=r"report\.facts is missing"):
        report_from_json(values)


def test_a_story_that_failed_keeps_its_place_with_type_and_message():
    entry = error_to_json("s", NoRoute("No installed models lead from 'ur' to 'en'."))
    assert entry == {
        "story": "s",
        "error": {"type": "NoRoute", "message": "No installed models lead from 'ur' to 'en'."},
    }
    with pytest.raises(UnreadableStory, match="could not be processed"):
        report_from_json(entry)


def test_a_mark_in_a_headline_is_written_without_the_number_of_a_sentence():
    first, second, third = report_to_json(headed())["headlines"]
    assert first == {
        "article": "a",
        "start": 7,
        "end": 11,
        "text": "raid",
        "kind": "label",
        "weight": 0.7,
        "note": "One attack has two names.",
        "against": [{"article": "b", "start": 0, "end": 6, "text": "Terror"}],
    }
    assert second["beside"] == [{"article": "b", "start": 0, "end": 6, "text": "Terror"}]
    assert (third["doubt"], third["evidence"]) == (0.1, {"rule": "loaded word"})


def test_the_words_of_a_mark_in_a_headline_are_those_of_its_translation():
    report = headed()
    bridge_there = replace(report.headlines[2], passage=headline_passage(report, "b", "bridge"))
    [written] = report_to_json(replace(report, headlines=(bridge_there,)))["headlines"]
    assert (written["start"], written["text"]) == (14, "bridge")


def test_marks_in_headlines_come_back_equal():
    assert report_from_json(json.loads(json.dumps(report_to_json(headed())))) == headed()


def test_a_report_without_marks_in_headlines_has_no_field_for_them():
    assert "headlines" not in report_to_json(bridge())
    assert report_from_json(report_to_json(bridge())).headlines == ()


def test_what_is_known_of_a_headlines_translation_comes_back():
    report = bridge()
    flags = (Flag(FlagKind.LOOP, "It loops."), Flag(FlagKind.NUMBER, "A number may be missing."))
    first, second = report.readings
    second = replace(second, title_likelihood=-0.75, title_flags=flags, title_by_person=True)
    values = report_to_json(replace(report, readings=(first, second)))
    plain, known = values["articles"]
    assert not {"title_likelihood", "title_flags", "title_by_person"} & set(plain)
    assert (known["title_likelihood"], known["title_by_person"]) == (-0.75, True)
    assert known["title_flags"][0] == {"kind": "loop", "note": "It loops."}
    assert report_from_json(values).readings == (first, second)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ((0, "end"), 28, r"headlines\[0\]: ends at 28, but the sentence has 27 characters"),
        # As shown: the headline as written is shorter than its translation.
        ((2, "end"), 21, r"headlines\[2\]: ends at 21, but the sentence has 20 characters"),
        ((0, "against", 0, "end"), 21, r"headlines\[0\].against\[0\]: ends at 21"),
        ((1, "beside", 0, "article"), "z", "article 'z' is not in this report"),
        ((0, "article"), "z", "article 'z' is not in this report"),
        ((0, "start"), 12, r"headlines\[0\]: Span\(12, 11\)"),
        ((0, "kind"), "slant", "'slant' is none of label"),
        ((0, "note"), "", "every highlight says why"),
        ((0, "weight"), 1.5, "weight 1.5"),
    ],
)
def test_a_broken_mark_in_a_headline_says_what_is_wrong_and_where(path, value, message):
    values = report_to_json(headed())
    place = values["headlines"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(UnreadableStory, match=message):
        report_from_json(values)


def test_a_mark_up_to_the_last_character_of_a_headline_is_read():
    values = report_to_json(headed())
    values["headlines"][0]["end"] = 27
    assert report_from_json(values).headlines[0].passage.span == Span(7, 27)


@pytest.mark.parametrize("mark", [0, 2], ids=["marked", "pointed at"])
def test_a_mark_in_a_headline_that_is_not_there_is_refused(mark):
    values = report_to_json(headed())
    values["articles"][0] |= {"title": "", "title_translation": "Bridge raid leaves six dead"}
    values["headlines"] = [values["headlines"][mark]]
    with pytest.raises(UnreadableStory):
        report_from_json(values)


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 10**400])
def test_a_number_that_is_not_finite_is_refused(number):
    values = copy.deepcopy(report_to_json(bridge()))
    values["comparisons"][0]["same_event"] = number
    with pytest.raises(UnreadableStory, match="same_event: the number is not finite"):
        report_from_json(values)
