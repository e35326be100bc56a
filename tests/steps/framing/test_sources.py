"""Whom outlets cite: a line a source, as ``kind name: article n (direct) words verb, verb``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Source, SourceKind
from compare.steps.framing import find_sources
from compare.steps.framing.quotes import speech_of
from compare.steps.framing.report_verbs import reports_at
from tests.steps.framing.tellings import telling
from tests.steps.framing.test_framing import story_of


def cited(text: str) -> dict[str, list[tuple[str, int, int]]]:
    """Return, per source, ``(outlet, statements, of them direct)``."""
    story = telling(text)
    return {
        source.name: [(story.outlet(o.article), o.count, o.n_direct) for o in source.outlets]
        for source in find_sources(story)
    }


def sources(text: str) -> list[Source]:
    return list(find_sources(telling(text)))


def one(text: str) -> Source:
    (found,) = sources(text)
    return found


def test_a_speaker_is_one_source_in_all_outlets_under_whatever_name():
    found = cited(
        "The Courier: Defence minister Olavo Brites said that nobody had crossed. / Mr Brites added that it was over.\n"
        "The Tribune: “Nobody has crossed any border,” Brites said. / The defence minister insisted that it was over."
    )
    assert found == {"Olavo Brites": [("The Courier", 2, 0), ("The Tribune", 2, 1)]}


def test_he_is_who_spoke_last():
    found = one("The Courier: Joana Prates said that it rained. / She warned that it would snow.")
    assert (found.name, found.kind, found.count) == ("Joana Prates", SourceKind.PERSON, 2)


def test_a_second_verb_has_the_subject_of_the_first():
    found = one("The Courier: The company denies any fault and says that the dam was safe.")
    assert (found.name, found.kind) == ("company", SourceKind.BODY)
    assert found.outlets[0].verbs == (("denies", 1), ("says", 1))


def test_speech_over_two_sentences_is_one_statement_with_all_its_words():
    found = one('The Courier: "We left at dawn today," Kim Arden said. / "The river rose all night."')
    assert (found.name, found.count, len(found.outlets[0].citations)) == ("Kim Arden", 1, 2)
    assert found.outlets[0].n_words == 10


def test_words_in_quotation_marks_count_for_whom_they_stand_nearest_to():
    found = cited(
        "The Courier: “The bridge was never safe to cross,” Ana Prado said, while the ministry claimed that it was."
    )
    assert found == {"Ana Prado": [("The Courier", 1, 1)], "ministry": [("The Courier", 1, 0)]}


def test_a_word_in_quotation_marks_is_no_direct_speech():
    assert one("The Courier: The ministry said that the bridge was “safe”.").outlets[0].n_direct == 0


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The ministry said that it rained.", SourceKind.BODY, "ministry"),
        ("Beijing said that it rained.", SourceKind.BODY, "Beijing"),
        ("NATO said that it rained.", SourceKind.BODY, "NATO"),
        ("According to the Times of India, it rained.", SourceKind.OUTLET, "Times of India"),
        ("State media reported that it rained.", SourceKind.OUTLET, "State media"),
        ("China's defence ministry said that it rained.", SourceKind.BODY, "China's defence ministry"),
        (
            "A spokesman for China's defence ministry said that it rained.",
            SourceKind.DESCRIBED,
            "spokesman for China's defence ministry",
        ),
        ("“It rained all night,” said Kestan's mayor, Ana Prado.", SourceKind.PERSON, "Ana Prado"),
        ("Ana Prado, 17, the daughter of a surgeon, said that it rained.", SourceKind.PERSON, "Ana Prado"),
        ("The mayor, Ana Prado, asked for help and warned that it rained.", SourceKind.PERSON, "Ana Prado"),
        ("It rained and, according to the unions, it froze.", SourceKind.BODY, "unions"),
        ("Officials said that it rained.", SourceKind.DESCRIBED, "Officials"),
        ("A spokesman for the ministry said that it rained.", SourceKind.DESCRIBED, "spokesman for the ministry"),
        ("The ministry, in a statement, said that it rained.", SourceKind.BODY, "ministry"),
    ],
)
def test_what_a_source_is(text, kind, name):
    found = one(f"The Courier: {text}")
    assert (found.kind, found.name) == (kind, name)


def test_officials_of_two_countries_are_two_and_in_other_words_still_one():
    found = cited(
        "The Courier: Indian officials said that it rained. / Chinese officials said that it snowed.\n"
        "The Tribune: Officials from India said that it rained. / Indian government officials said that it froze."
    )
    assert found["Indian officials"][0] == ("The Courier", 1, 0)
    assert found["Chinese officials"] == [("The Courier", 1, 0)]
    assert ("The Tribune", 1, 0) in found["Indian officials"]


def test_who_is_spoken_to_is_not_who_speaks():
    found = cited("The Courier: Ana Prado, who led the team, told the court that the bridge was safe.")
    assert list(found) == ["Ana Prado"]


def test_a_statement_made_to_an_agency_counts_for_it_too_and_without_its_words():
    found = sources("The Courier: Ana Prado told Reuters that the bridge was safe.")
    by_name = {source.name: source for source in found}
    assert by_name["Reuters"].kind is SourceKind.OUTLET
    citation = by_name["Reuters"].outlets[0].citations[0]
    assert citation.is_carrier and citation.n_words == 0
    assert not by_name["Ana Prado"].outlets[0].citations[0].is_carrier


def test_things_that_say_nothing_are_no_sources():
    assert sources("The Courier: The outcome confirms that the plan failed.") == []


def test_documents_are_cited_like_people():
    assert one("The Courier: A report said that the dam was unsafe.").name == "report"


def test_a_statement_whose_source_is_not_made_out_is_kept_and_comes_last():
    found = sources("The Courier: It rained all night, according to him. / Ana Prado said that it snowed.")
    assert [(source.kind, source.name, source.count) for source in found] == [
        (SourceKind.PERSON, "Ana Prado", 1),
        (SourceKind.UNKNOWN, "", 1),
    ]


def test_a_language_that_drops_its_subject_goes_on_with_the_same_source():
    found = cited("Pregón (es): Rajnath Singh afirmó que llovía. / Sostuvo que el río había subido.")
    assert found == {"Rajnath Singh": [("Pregón", 2, 0)]}


def test_a_name_in_two_languages_is_one_source():
    found = sources(
        "The Courier: Rajnath Singh said that it rained.\nPregón (es): Rajnath Singh afirmó que llovió toda la noche."
    )
    assert [len(source.outlets) for source in found] == [2]


def test_two_wordings_said_to_be_the_same_are_one_source():
    story = telling("The Courier: The Kremlin said that it rained.\nThe Tribune: Moscow said that it snowed.")
    assert len(find_sources(story)) == 2
    (found,) = find_sources(replace(story, same=(("the Kremlin", "Moscow"),)))
    assert len(found.outlets) == 2


def test_a_source_is_named_in_scripts_without_capitals():
    hindi = sources("Samachar (hi): बैठक के बाद मंत्री राम लाल ने कहा कि बारिश नहीं हुई।")
    assert [source.name for source in hindi] == ["मंत्री राम लाल"]
    owner = sources("Samachar (hi): सरकार का दावा है कि बाँध पूरी तरह सुरक्षित है।")
    assert [source.name for source in owner] == ["सरकार"]
    chinese = sources("Ribao (zh): 国防部长表示，将彻底调查事故原因。")
    assert [source.name for source in chinese] == ["国防部长"]


def test_without_word_lists_nothing_is_found():
    assert sources("Habari (sw): Waziri alisema kwamba mvua ilinyesha.") == []


PARTS = st.lists(
    st.sampled_from(
        ["Ana Prado ", "she ", "said ", "that ", "according to ", "Reuters ", "“", "”", "\"", ", ", "and ",
         "the ministry ", "told ", "who ", "it rained ", "sources ", "of ", "\u200b", "é", "不", "🙂"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=5))
def test_every_citation_lies_in_its_sentence_and_no_statement_is_counted_twice(texts):
    story = story_of([texts])
    found = find_sources(story)
    assert found == find_sources(story_of([texts]))
    n_counted = 0
    for source in found:
        assert source.name or source.kind is SourceKind.UNKNOWN
        for outlet in source.outlets:
            for citation in outlet.citations:
                shown = story.reading(outlet.article).sentences[citation.passage.sentence].shown
                assert 0 <= citation.passage.span.start < citation.passage.span.end <= len(shown)
                assert citation.n_words == 0 if citation.is_carrier else citation.n_words >= 0
                n_counted += bool(citation.verb) and not citation.is_carrier
    speech = speech_of(story)
    assert n_counted <= sum(len(reports_at(story, place, speech[place])) for place in story.places())
