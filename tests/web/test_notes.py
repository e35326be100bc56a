"""What the rules say is said again in the reader's language, with the quoted words and names untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from compare.files.framing_lists import read_lists
from compare.files.weights import read_loaded, read_seeds
from compare.steps.framing import DETECTORS
from compare.steps.framing.answers import ALONE
from compare.steps.framing.loaded import LIKE
from tests.steps.framing.tellings import telling
from web.notes import CHECKS, EFFECTS, NOTES, REASONS, WHY, Note, _cut, _fit, note_for

GOLDEN = Path(__file__).parents[1] / "golden"
OUTLETS = ["Ledger", "Tribuna do Cais", "Bread and Sea, Weekly"]


@pytest.fixture
def portuguese(app) -> Iterator[None]:
    with app.app_context(), force_locale("pt"):
        yield


def cases(path: Path) -> list[str]:
    """The stories of a golden file, without titles and what is expected."""
    parts = [part.split("\n---\n")[0] for part in path.read_text("utf-8").split("\n===")]
    return ["\n".join(line for line in part.splitlines() if not line.startswith("#")) for part in parts if part.strip()]


@pytest.mark.parametrize("kind", [kind for kind in DETECTORS if (GOLDEN / "framing" / f"{kind}.txt").exists()])
def test_every_note_of_a_rule_is_known_in_portuguese(portuguese, kind):
    unknown = []
    n_notes = 0
    for case in cases(GOLDEN / "framing" / f"{kind}.txt"):
        story = telling(case)
        outlets = [reading.article.outlet for reading in story.readings]
        for highlight in DETECTORS[kind](story):
            n_notes += 1
            if note_for(highlight.note, outlets).language != "pt":
                unknown.append(highlight.note)
    assert unknown == []
    assert n_notes > 2


def test_every_check_of_a_translation_is_known_in_portuguese(portuguese):
    told = re.findall(r"^[a-z]+: (.+)$", (GOLDEN / "guards.txt").read_text("utf-8"), re.MULTILINE)
    notes = [note for note in told if note[0] in "“T" and note.endswith(".")]
    assert len(notes) > 20
    assert [note for note in notes if note_for(note, []).language != "pt"] == []


def test_every_reason_and_every_effect_that_rules_give_is_known():
    seeds = {reason for found in read_seeds().values() for reason in found.reasons}
    assert seeds | set(read_loaded().reasons) | set(LIKE.values()) <= set(REASONS)
    lists = read_lists()
    classes = [lists.of(language).report.index.values() for language in ("en", "pt", "es")]
    effects = {kind.effect for found in classes for phrases in found for _, kind in phrases}
    assert effects and effects <= set(EFFECTS)


def test_names_and_quoted_words_stay_and_a_list_is_joined_as_the_language_does(portuguese):
    facing = "in the facing sentence, Ledger and Bread and Sea, Weekly have “said”"
    said = note_for(f"“denounced” makes an attack of it; {facing}.", OUTLETS)
    oposta = "na frase correspondente, Ledger e Bread and Sea, Weekly têm “said”"
    assert said.text == f"“denounced” faz dela um ataque; {oposta}."


def test_an_outlet_with_and_in_its_name_is_one_outlet(portuguese):
    said = note_for("“maybe” leaves it open; Bread and Sea, Weekly tells it without such a word.", OUTLETS)
    assert said.text == "“maybe” deixa-o em aberto; Bread and Sea, Weekly conta-o sem essa palavra."


@pytest.mark.parametrize("words", ["“mob”: a telling name", "“mob”: a word that judges", "“a mob”: words that judge"])
def test_a_note_on_words_that_stand_alone_is_known(portuguese, words):
    assert note_for(f"{words}; {ALONE}.", OUTLETS).language == "pt"


def test_both_notes_on_a_sentence_that_takes_sides_are_known(portuguese):
    for end in (", beside what other outlets tell of the matter.", "; Ledger tells the same soberly."):
        assert note_for(f"The whole sentence takes sides{end}", OUTLETS).language == "pt"


def test_a_note_that_no_rule_makes_stays_and_says_that_it_is_english(portuguese):
    assert note_for("A strike or a walkout.", OUTLETS) == Note("A strike or a walkout.", "en")


def test_in_english_a_note_is_shown_as_it_stands(app):
    with app.app_context(), force_locale("en"):
        assert note_for("“maybe” leaves it open; Ledger tells it without such a word.", OUTLETS).language == "en"


@given(st.sampled_from((*NOTES, *WHY, *CHECKS)), st.data())
def test_a_pattern_fits_what_it_makes(pattern, data):
    words = st.text(alphabet="abcé ñ", min_size=1, max_size=12).filter(lambda text: text.strip() == text)
    filled = {}
    for blank in _cut(pattern)[0]:
        plain = data.draw(st.integers(0, 99).map(str) if blank.startswith("n_") else words)
        filled[blank] = f"“{plain}”" if blank.startswith(("quoted", "words")) else plain
    assert _fit(pattern % filled if filled else pattern, pattern) is not None


@given(st.text(alphabet="“”;: ,.()ahs", max_size=300))
def test_any_text_is_fitted_or_not_but_never_breaks(text):
    for pattern in (*NOTES, *CHECKS):
        found = _fit(text, pattern)
        if found:
            assert pattern % found == text
