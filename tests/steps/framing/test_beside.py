"""Sentences read beside those of other outlets: what the network does with any input, and with plain cases."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Article, Highlight, Kind, Place, Report, Span, Story
from compare.engines.contexts import ContextReader, StateReader
from compare.files.report_json import report_from_json, report_to_json
from compare.files.weights import read_beside
from compare.opening import open_tools, settings_from_environment
from compare.pipeline import Options, compare
from compare.steps.framing.answers import ALONE, Answer
from compare.steps.framing.beside import (
    KINDS,
    MAX_BESIDE,
    MAX_WORDS,
    NEAREST,
    TOKEN,
    UNREAD_ODDS,
    BesideModel,
    Candidates,
    Words,
    candidates_of,
    words_beside,
)
from compare.steps.framing.learned import BESIDE, EVEN, MARKED, note_of, phrases, weight_of
from compare.steps.framing.loaded_features import WORD

UNPARTED = (False,) * 30


@pytest.fixture(scope="module")
def model() -> BesideModel:
    return read_beside()


@pytest.fixture(scope="module")
def reader(model: BesideModel) -> StateReader:
    return StateReader(ContextReader(model.tuning))


def read(reader: StateReader, *texts: str) -> list[Words]:
    return [words_beside(text, states, None) for text, states in zip(texts, reader.read(texts), strict=True)]


def beside(*others: int) -> Candidates:
    signs = np.tile(np.array([[1.0, 1.0, 0.0, 1.0]], np.float32), (len(others), 1))
    return Candidates(np.array(others, np.int64), signs)


TEXTS = st.lists(
    st.text(max_size=60) | st.sampled_from(["", "“", "A man said no.", "40", "𝔘 ½ …"]), min_size=1, max_size=4
)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_sentences_give_a_chance_for_each_word_and_kind(model, reader, texts):
    words = read(reader, *texts)
    found = model.read(words, [beside(*(j for j in range(len(texts)) if j != k)) for k in range(len(texts))])

    for own, one in zip(words, found, strict=True):
        assert one.marked.shape == (len(own.stems), len(KINDS))
        assert ((one.marked >= 0) & (one.marked <= 1)).all()
        assert ((one.same >= 0) & (one.same <= 1)).all()
        assert (one.marked >= one.alone - 1e-6).all()
        assert 0 <= one.missed <= 1
        assert (one.found < max((len(w.stems) for w in words), default=0)).all()


@given(st.text(st.characters() | st.sampled_from("0123456789.,:-’'²٣½"), max_size=60))
def test_letters_are_read_word_by_word_as_everywhere_and_numbers_whole(text):
    tokens = [match.group() for match in TOKEN.finditer(text)]

    assert [token for token in tokens if not token[0].isdecimal()] == [m.group() for m in WORD.finditer(text)]
    assert all(not any(c.isalpha() for c in token) for token in tokens if token[0].isdecimal())


def test_a_number_is_one_word_and_like_no_other_number():
    text, odds = "On 3 May 1,700,250 of 1,700,000 men left.", np.arange(5, dtype=np.float32)
    own = words_beside(text, np.zeros((9, 4), np.float32), odds)

    assert [text[start:end] for start, end in own.spans] == [
        "On",
        "3",
        "May",
        "1,700,250",
        "of",
        "1,700,000",
        "men",
        "left",
    ]
    assert own.stems[3] != own.stems[5]
    assert own.signs[:, 0].tolist() == pytest.approx(
        [0, UNREAD_ODDS / 3, 1 / 3, UNREAD_ODDS / 3, 2 / 3, UNREAD_ODDS / 3, 1, 4 / 3]
    )
    assert own.signs[:, 2].tolist() == [0, 1, 0, 1, 0, 1, 0, 0]
    assert not own.signs[:, 5].any()
    assert words_beside(text, np.zeros((9, 4), np.float32), odds, is_translated=True).signs[:, 5].all()


def test_each_sentence_beside_it_can_only_add_to_the_chance_of_a_mark(model, reader):
    words = read(reader, "Critics slammed the plan.", "Critics criticised the plan.", "Some disliked the plan.")

    one, two = (model.read(words, [beside(*others)])[0] for others in ((1,), (1, 2)))

    assert (two.marked >= one.marked - 1e-6).all()


def test_what_is_read_of_a_sentence_does_not_hang_on_how_long_the_others_are(model, reader):
    words = read(reader, "Four men died.", "Three men were killed.", "It rained " * 40)

    alone, among = (model.read(words, [beside(*others)])[0] for others in ((1,), (1, 2)))

    np.testing.assert_allclose(alone.by[0], among.by[0], atol=1e-5)
    np.testing.assert_allclose(alone.same[0], among.same[0], atol=1e-5)


def test_what_is_hopeless_at_first_sight_is_not_compared_and_keeps_that_chance(model, reader):
    words = read(reader, "The mayor denied on Monday that the bridge was unsafe.", "Rain fell in the hills.")
    candidates = [beside(1), beside(0)]
    hopeless = replace(model, first=np.append(np.zeros(9), -6).astype(np.float32))
    hopeful = replace(model, first=np.append(np.zeros(9), 6).astype(np.float32))

    assert [signs.shape for signs in model.signs(words, candidates)] == [(1, 9), (1, 9)]
    left, compared = (one.read(words, candidates)[0] for one in (hopeless, hopeful))
    assert left.same == pytest.approx(1 / (1 + np.exp(6)), abs=1e-5) and not left.by.any()
    assert compared.by.any() and compared.same != pytest.approx(1 / (1 + np.exp(-6)))


def test_a_hostile_sentence_is_read_as_far_as_a_long_one(reader):
    (words,) = read(reader, "slammed “so-called” regime 40 " * 700)

    assert len(words.stems) == len(words.states) == len(words.spans) == MAX_WORDS


def test_of_each_other_article_the_nearest_are_read_and_of_many_the_nearest_of_all():
    rng = np.random.default_rng(0)
    vectors = [v / np.linalg.norm(v, axis=1, keepdims=True) for v in rng.normal(size=(16, 9, 8)).astype(np.float32)]

    few = candidates_of(vectors[0], [(9, vectors[1], 0.0), (18, vectors[2][:2], 0.0)])
    many = candidates_of(vectors[0], [(9 * k, vectors[k], 0.0) for k in range(1, 16)])

    assert all(len(one.others) == NEAREST + 2 for one in few)
    best = np.argsort(-(vectors[0][0] @ vectors[1].T))[:NEAREST] + 9
    assert set(best.tolist()) == {other for other in few[0].others.tolist() if other < 18}
    assert all(len(one.others) == len(one.signs) == MAX_BESIDE for one in many)
    assert candidates_of(vectors[0][:0], [(0, vectors[1], 0.0)]) == []


def test_phrases_are_surest_words_with_what_is_near_as_sure_beside_them():
    assert phrases([0.0, 0.5, 0.4, 0.1, 0.0], UNPARTED) == [(1, 2)]
    assert phrases([0.5, 0.0, 0.6], UNPARTED) == [(0, 0), (2, 2)]
    assert phrases([0.01, 0.02], UNPARTED) == []
    assert phrases([], UNPARTED) == []
    assert all(last - first < 8 for first, last in phrases([0.9] * 30, UNPARTED))


def test_no_phrase_crosses_a_mark_and_what_stands_behind_one_is_a_phrase_of_its_own():
    assert phrases([0.5, 0.4, 0.4, 0.1], [False, False, True, False]) == [(0, 1), (2, 2)]
    assert phrases([0.4, 0.4, 0.5], [False, True, False]) == [(0, 0), (1, 2)]


def told_by(outlet: str, is_told: bool) -> Answer:
    return Answer(Place(outlet, 0), Span(0, 9), outlet, "", 0.9, is_told, is_told, lacks_it=True)


def test_only_outlets_that_answer_to_the_words_around_are_said_to_tell_the_same():
    answers = [told_by("Ledger", True), told_by("Courier", False)]

    assert note_of(Kind.LOADED, "Mail", "stunt", answers).endswith("Ledger does not use it.")
    assert note_of(Kind.LOADED, "Mail", "stunt", answers[1:]) == f"“stunt”: a word that judges; {ALONE}."
    assert note_of(Kind.LABEL, "Mail", "mob", answers[1:]) == f"“mob”: a telling name; {ALONE}."


def test_of_what_stands_alone_nothing_is_said_to_be_missing_elsewhere():
    assert note_of(Kind.LABEL, "Mail", "mob", []) == f"“mob”: a telling name; {ALONE}."
    assert note_of(Kind.LOADED, "Mail", "a cruel joke", []) == f"“a cruel joke”: words that judge; {ALONE}."


@given(st.sampled_from(sorted(EVEN)), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_surer_mark_weighs_more_and_even_odds_are_where_marking_begins(kind, one, other):
    low, high = sorted((one, other))

    assert weight_of(low, EVEN[kind]) <= weight_of(high, EVEN[kind]) <= 0.56
    assert weight_of(EVEN[kind], EVEN[kind]) == pytest.approx(MARKED)


NEWS = {
    "The Harbour Mirror": (
        "Harbour police dispersed a rally of dockers outside the terminal on Monday evening.",
        "Four people were slightly hurt in the operation, the ministry said.",
        "The union had been warned three times to clear the road, according to the police.",
        "The company will streamline its workforce in Ostra by 300 positions next year.",
        "Talks are to resume on Thursday.",
    ),
    "Dockers' Voice": (
        "Thugs in uniform stormed into a peaceful gathering of harbour workers at the terminal gate on Monday night.",
        "At least eleven workers were injured when officers beat them with truncheons.",
        "No warning was given before the attack, the union says.",
        "The company throws 300 families onto the street so that its shareholders can celebrate.",
        "The negotiations go on on Thursday.",
    ),
}


@pytest.fixture(scope="module")
def report(data_folder) -> Report:
    articles = tuple(
        Article(f"a{k}", outlet, "en", sentences=sentences) for k, (outlet, sentences) in enumerate(NEWS.items())
    )
    with open_tools(settings_from_environment(data=data_folder)) as tools:
        return compare(Story("port", articles), tools, Options())


def learned(report: Report, kind: Kind) -> list[tuple[Place, str]]:
    found = [h for h in report.highlights if h.kind is kind and dict(h.evidence).get("rule") == BESIDE]
    return [(Place(h.passage.article, h.passage.sentence), words(report, h)) for h in found]


def words(report: Report, highlight: Highlight) -> str:
    passage = highlight.passage
    return passage.span.of(report.reading(passage.article).sentences[passage.sentence].shown)


def test_outlets_that_tell_one_event_otherwise_are_marked_where_they_do(report):
    marked = {(h.passage.article, h.passage.sentence) for h in report.highlights if h.weight >= MARKED}

    assert any("peaceful" in words for _, words in learned(report, Kind.LOADED))
    assert {("a0", 1), ("a1", 0), ("a1", 2)} <= marked
    assert not {("a0", 4), ("a1", 4)} & {
        (h.passage.article, h.passage.sentence) for h in report.highlights if dict(h.evidence).get("rule") == BESIDE
    }


def test_what_was_read_beside_others_says_so_and_names_them(report):
    found = [h for h in report.highlights if dict(h.evidence).get("rule") == BESIDE]

    assert found
    for highlight in found:
        evidence = dict(highlight.evidence)
        assert MARKED <= highlight.weight <= 0.56
        assert highlight.against == ()
        assert 0 < evidence["chance"] <= 1
        assert "chance as written" not in evidence and highlight.doubt == 0
        assert highlight.beside or ALONE in highlight.note
        assert all(passage.article != highlight.passage.article for passage in highlight.beside)
    assert report.provenance.settings["meaning_reader_read"] == ["a0", "a1"]
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))).highlights == report.highlights


def test_what_another_outlet_says_alike_is_no_contrast(data_folder):
    told = {
        "Mirror": "The ship allegedly carried weapons to the rebels on Monday, according to the coast guard.",
        "Voice": "The vessel had allegedly brought weapons to the rebels on Monday.",
        "Post": "The ship carried weapons to the rebels on Monday, the coast guard said.",
    }

    def marked(*outlets: str) -> set[str]:
        articles = tuple(Article(outlet, outlet, "en", sentences=(told[outlet],)) for outlet in outlets)
        with open_tools(settings_from_environment(data=data_folder)) as tools:
            report = compare(Story("ship", articles), tools, Options())
        return {h.passage.article for h in report.highlights if h.kind is Kind.HEDGE and h.weight >= MARKED}

    assert marked("Mirror", "Voice") == set()
    assert marked("Mirror", "Post") == {"Mirror"}


def test_one_article_in_a_language_that_is_read_has_nothing_beside_it(data_folder):
    articles = (
        Article("a", "Mirror", "en", sentences=NEWS["Dockers' Voice"]),
        Article("b", "晨报", "zh", sentences=("警察周一晚上在码头驱散了工人的集会。",)),
    )
    with open_tools(settings_from_environment(data=data_folder)) as tools:
        report = compare(Story("one", articles), tools, Options())

    assert not any(dict(h.evidence).get("rule") == BESIDE for h in report.highlights)
    assert "meaning_reader" not in report.provenance.settings


def test_one_article_alone_is_read_beside_nothing(data_folder):
    article = Article("a", "Mirror", "en", sentences=NEWS["Dockers' Voice"])
    with open_tools(settings_from_environment(data=data_folder)) as tools:
        report = compare(Story("one", (article,)), tools, Options())

    assert not any(dict(h.evidence).get("rule") == BESIDE for h in report.highlights)
    assert "meaning_reader" not in report.provenance.settings


def test_what_is_marked_in_a_translation_says_what_the_original_holds_and_is_doubted(data_folder):
    told = {
        "Folha do Cais": (
            "Bandidos fardados invadiram uma reunião pacífica dos trabalhadores do porto na noite de segunda-feira.",
            "Pelo menos onze trabalhadores ficaram feridos quando os agentes os agrediram com bastões.",
            "As negociações continuam na quinta-feira.",
        ),
        "Diário da Barra": (
            "A polícia dispersou na segunda-feira à noite uma reunião de trabalhadores do porto.",
            "Quatro pessoas ficaram feridas na operação, disse o ministério.",
            "As negociações serão retomadas na quinta-feira.",
        ),
    }
    articles = [Article("a0", "The Harbour Mirror", "en", sentences=NEWS["The Harbour Mirror"])]
    articles += [Article(f"p{k}", outlet, "pt", sentences=texts) for k, (outlet, texts) in enumerate(told.items())]
    with open_tools(settings_from_environment(data=data_folder)) as tools:
        report = compare(Story("port", tuple(articles)), tools, Options())

    assert report.provenance.settings["meaning_reader_read"] == ["a0", "p0", "p1"]
    found = [h for h in report.highlights if dict(h.evidence).get("rule") == BESIDE]
    abroad = [h for h in found if h.passage.article != "a0"]
    assert abroad
    assert all(0 <= dict(highlight.evidence)["chance as written"] <= 1 for highlight in found)
    for highlight in abroad:
        assert dict(highlight.evidence)["original"] in ("bears it out", "does not bear it out", "not known")
        assert highlight.doubt > 0


def test_sentences_are_read_beside_each_other_as_they_were_written(data_folder):
    with open_tools(settings_from_environment(data=data_folder)) as tools:
        articles = (
            Article("a", "Mirror", "en", sentences=NEWS["The Harbour Mirror"]),
            Article("p", "Folha", "pt", sentences=("Quatro pessoas ficaram feridas na operação, disse o ministério.",)),
        )
        asked: list[str] = []
        compare(Story("port", articles), replace(tools, meaning_reader=Noting(tools.meaning_reader, asked)), Options())

    assert "Quatro pessoas ficaram feridas na operação, disse o ministério." in asked
    assert len(asked) == len(NEWS["The Harbour Mirror"]) + 2  # the translation, too


class Noting:
    """A reader that writes down what it is asked."""

    def __init__(self, reader, asked):
        self.reader, self.asked, self.name = reader, asked, reader.name

    def read(self, texts):
        self.asked += texts
        return self.reader.read(texts)
