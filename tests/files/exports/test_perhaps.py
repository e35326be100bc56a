"""A sentence that may tell what an outlet seems to leave out: every view names it, and none says "left out"."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from compare.domain import PERHAPS, Bead, Chance, Place, Report
from compare.files.exports import export
from compare.files.report_json import report_from_json, report_to_json
from compare.steps.corrections import Correction, CorrectionKind, correct
from compare.steps.summary import perhaps_told, summarise
from tests.files.exports import readers
from tests.files.exports.stories import many_outlets
from tests.reports import dock_strike

READ = {
    "html": lambda data: " ".join(readers.html.fromstring(data.decode()).text_content().split()),
    "md": lambda data: data.decode(),
    "docx": readers.docx_text,
    "xlsx": readers.xlsx_text,
    "pdf": lambda data: " ".join(readers.pdf_text(data).split()),
}
TOLD = (Place("courier", 2), "weekly"), Place("weekly", 10)


def with_chance(confidence: float) -> Report:
    """Return the strike, whose third fact the weekly leaves out, with a chance that its eleventh sentence tells it."""
    report = dock_strike()
    at = next(k for k, c in enumerate(report.comparisons) if (c.left, c.right) == ("courier", "weekly"))
    changed = replace(report.comparisons[at], chances=(Chance(2, 10, confidence),))
    return replace(report, comparisons=(*report.comparisons[:at], changed, *report.comparisons[at + 1 :]))


@pytest.mark.parametrize("name", READ)
def test_every_document_names_the_sentence(name: str) -> None:
    plain, changed = (READ[name](export(report, name)) for report in (dock_strike(), with_chance(0.3)))
    assert "perhaps told: sentence 11" not in plain
    assert "perhaps told: sentence 11" in changed
    assert changed.count("left out") == plain.count("left out") - 1


def test_what_was_matched_and_went_into_another_fact_is_told_perhaps() -> None:
    report = dock_strike()
    at = next(k for k, c in enumerate(report.comparisons) if (c.left, c.right) == ("courier", "weekly"))
    own = report.comparisons[at]
    free = set(range(own.n_right)) - {j for bead in own.beads for j in bead.right}
    assert 10 in free and not any(2 in bead.left for bead in own.beads)
    matched = replace(own, beads=(*own.beads, Bead((2,), (10,), 0.23)))
    words = (
        () if not report.differences else tuple((*d, ()) if k == at else d for k, d in enumerate(report.differences))
    )
    comparisons = (*report.comparisons[:at], matched, *report.comparisons[at + 1 :])
    found = perhaps_told(replace(report, comparisons=comparisons, differences=words))
    assert found[TOLD[0]] == TOLD[1]
    assert TOLD[0] not in perhaps_told(report)


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_a_list_of_many_outlets_says_left_out_of_those_alone_that_leave_it_out(name: str) -> None:
    report = many_outlets(9)
    # The eighth tells nothing that others tell; the ninth is of another event, and the sentence of one is near.
    apart = {"o8"}
    comparisons = tuple(
        replace(
            c,
            same_event=0.02 if apart & {c.left, c.right} else 0.98,
            chances=(Chance(0, 0, 0.4),) if (c.left, c.right) == ("o0", "o7") else (),
            beads=() if "o7" in (c.left, c.right) else c.beads,
        )
        for c in report.comparisons
    )
    facts = tuple(replace(fact, members=tuple(m for m in fact.members if m.article != "o7")) for fact in report.facts)
    plain = " ".join(READ[name](export(replace(report, comparisons=comparisons, facts=facts), name)).split())
    assert "Perhaps told by" in plain
    assert "Left out by" not in plain
    assert "Left out by" in " ".join(READ[name](export(many_outlets(9), name)).split())


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_a_translated_sentence_that_one_outlet_alone_tells_has_its_original(name: str) -> None:
    report = dock_strike()
    members = {member for fact in report.facts for member in fact.members}
    alone = [
        sentence
        for reading in report.readings
        for sentence in reading.sentences
        if reading.is_translated and Place(reading.article.id, sentence.index) not in members
    ]
    # Out of a page set from right to left words come in another order, and those with vowel marks in pieces.
    plain = READ[name](export(report, name))
    words = {s.text: [w.strip(".،۔") for w in s.text.split() if not re.search("[\u064b-\u0652]", w)] for s in alone}
    assert alone
    assert [text for text, those in words.items() if not all(word in plain for word in those)] == []


def test_the_page_leads_to_the_sentence() -> None:
    page = readers.html.fromstring(export(with_chance(0.3), "html").decode())
    (link,) = [a for a in page.iter("a") if (a.text or "").startswith("perhaps told")]
    (target,) = page.xpath(f"//*[@id='{link.get('href').removeprefix('#')}']")
    assert dock_strike().reading("weekly").sentences[10].shown[:30] in " ".join(target.text_content().split())


def test_from_a_small_chance_nothing_follows() -> None:
    assert perhaps_told(with_chance(PERHAPS - 0.01)) == {}
    assert perhaps_told(with_chance(0.3)) == {TOLD[0]: TOLD[1], (TOLD[1], "courier"): TOLD[0][0]}


def test_the_likeliest_sentence_is_named() -> None:
    report = with_chance(0.3)
    at = next(k for k, c in enumerate(report.comparisons) if c.chances)
    likelier = replace(report.comparisons[at], chances=(Chance(2, 10, 0.3), Chance(2, 11, 0.4)))
    changed = replace(report, comparisons=(*report.comparisons[:at], likelier, *report.comparisons[at + 1 :]))
    assert perhaps_told(changed)[TOLD[0]] == Place("weekly", 11)


def test_what_is_perhaps_told_is_not_among_what_an_outlet_leaves_out() -> None:
    def left_out(report: Report) -> bool:
        return any(o.fact == 5 and "weekly" in o.missing for o in summarise(report, n_left_out=50).left_out)

    report = dock_strike()
    at = next(k for k, c in enumerate(report.comparisons) if (c.left, c.right) == ("courier", "weekly"))
    told = replace(report.comparisons[at], chances=(Chance(5, 10, 0.3),))
    assert left_out(report)
    assert not left_out(replace(report, comparisons=(*report.comparisons[:at], told, *report.comparisons[at + 1 :])))


def test_only_fair_chances_are_kept_in_the_data() -> None:
    kept, dropped = (report_from_json(report_to_json(with_chance(c))) for c in (0.3, 0.05))
    assert [c.chances for c in kept.comparisons if c.chances] == [(Chance(2, 10, 0.3),)]
    assert not any(c.chances for c in dropped.comparisons)


def test_a_person_who_says_that_a_sentence_has_no_partner_leaves_no_chance() -> None:
    report = with_chance(0.3)
    assert perhaps_told(correct(report, [Correction(CorrectionKind.NO_PARTNER, (Place("weekly", 10),))])) == {}


@pytest.mark.parametrize("chance", [Chance(99, 0, 0.3), Chance(0, -1, 0.3), Chance(0, 0, 1.5)])
def test_a_chance_out_of_range_is_refused(chance: Chance) -> None:
    with pytest.raises(ValueError, match="out of range"):
        replace(dock_strike().comparisons[0], chances=(chance,))
