"""Small reports to export: one outlet a script, one sentence far too long, more outlets than a page has columns.

The dam, its outlets and all that happens there are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.domain import (
    Citation,
    Flag,
    FlagKind,
    Highlight,
    Kind,
    NamedConcept,
    NameForm,
    NameKind,
    OutletCitations,
    OutletForms,
    Place,
    Provenance,
    Reading,
    Report,
    Route,
    Source,
    SourceKind,
    Span,
)
from compare.files.sealing import text_digest
from tests.reports import joined, passage, reading


def dam() -> Report:
    """Return five outlets in five scripts, two facts, what one leaves out, four kinds of highlight."""
    lines = {
        "record": [
            ("left", "Protesters left the dam on Tuesday."),
            ("hurt", "The governor said two people were hurt."),
            ("", "The museum stays closed."),
        ],
        "vestnik": [
            ("left", "Боевики покинули плотину во вторник.", "Militants left the dam on Tuesday."),
            (
                "hurt",
                "По словам губернатора, пострадали пять человек.",
                "According to the governor, five people were hurt.",
            ),
        ],
        "samachar": [
            ("left", "प्रदर्शनकारियों ने मंगलवार को बाँध छोड़ दिया।", "The demonstrators left the dam on Tuesday."),
            (
                "hurt",
                "राज्यपाल ने स्वीकार किया कि दो लोग घायल हुए।",
                "The governor admitted that two people were injured.",
            ),
        ],
        "ribao": [
            ("left", "示威者星期二离开了大坝。", "The protesters left the dam on Tuesday."),
            ("hurt", "州长说，两人受伤。", "The governor said two people were injured."),
        ],
        "waadi": [
            ("left", "مظاہرین نے منگل کو ڈیم خالی کر دیا۔", "Protesters vacated the dam on Tuesday."),
            (
                "",
                "ضلعی ہسپتال نے مریضوں کو لینے سے انکار کیا۔",
                "The district hospital refused to take patients.",
            ),
        ],
    }
    heads = {
        "record": ("The Valley Record", "en", "Dam reopens", None),
        "vestnik": ("Речной вестник", "ru", "Плотина свободна", "The dam is free"),
        "samachar": ("घाटी समाचार", "hi", "बाँध खाली", "Dam empty"),
        "ribao": ("河谷日报", "zh", "大坝重新开放", "Dam reopens"),
        "waadi": ("وادی ٹائمز", "ur", "ڈیم کھل گیا", "Dam opened"),
    }
    readings = []
    for article, entries in lines.items():
        outlet, language, title, translated = heads[article]
        package = f"argos translate-{language}_en 1.0"
        readings.append(
            reading(
                article,
                outlet,
                language,
                entries,
                title=title,
                title_translation=translated,
                engine="none" if language == "en" else package,
                route=None if language == "en" else Route((language, "en"), (package,)),
                published="2025-05-06",
                url=f"https://{article}.example/dam",
                flags={1: (Flag(FlagKind.NUMBER, "A number may be missing."),)} if language == "ru" else None,
            )
        )
    alignments, facts = joined(readings, {article: [line[0] for line in entries] for article, entries in lines.items()})
    protesters, militants = passage(readings, "record", 0, "Protesters"), passage(readings, "vestnik", 0, "Militants")
    two, five = passage(readings, "record", 1, "two people"), passage(readings, "vestnik", 1, "five people")
    said, admitted = passage(readings, "record", 1, "said"), passage(readings, "samachar", 1, "admitted")
    label = "The same people are protesters or militants."
    return Report(
        story="dam",
        title="The end of the protest at the dam",
        target_language="en",
        readings=tuple(readings),
        comparisons=alignments,
        facts=facts,
        highlights=(
            Highlight(protesters, Kind.LABEL, 0.8, label, (militants,)),
            Highlight(militants, Kind.LABEL, 0.9, label, (protesters,), 0.1, written=Span(0, len("Боевики"))),
            Highlight(five, Kind.NUMBER, 0.7, "Five hurt here, two there.", (two,), 0.2),
            Highlight(admitted, Kind.ATTRIBUTION, 0.6, "“Admitted” suggests that it was hidden.", (said,)),
            Highlight(said, Kind.ATTRIBUTION, 0.3, "Said, not admitted.", (admitted,)),
            Highlight(passage(readings, "waadi", 1), Kind.OMISSION, 0.5, "Only وادی ٹائمز tells this."),
        ),
        provenance=Provenance(
            "0.1.0",
            {str(r.route): r.engine for r in readings if r.route},
            {"beam": 4},
            {r.article.id: text_digest(r.article.verbatim) for r in readings},
        ),
        names=(_protesters(readings),),
        sources=(_governor(readings),),
    )


def _protesters(readings: Sequence[Reading]) -> NamedConcept:
    forms = {"record": "Protesters", "vestnik": "Militants", "ribao": "protesters", "waadi": "Protesters"}
    outlets = []
    for article, text in forms.items():
        form = NameForm(text, 1, Place(article, 0), passage(readings, article, 0, text).span, (0,), describes=True)
        outlets.append(OutletForms(article, (form,)))
    return NamedConcept(NameKind.OTHER, "protesters", "en", tuple(outlets), is_given=True)


def _governor(readings: Sequence[Reading]) -> Source:
    verbs = {
        "record": ("said", "neutral"),
        "vestnik": ("According to", "neutral"),
        "samachar": ("admitted", "conceding"),
    }
    outlets = []
    for article, (verb, manner) in verbs.items():
        citation = Citation(passage(readings, article, 1, "governor"), verb, manner, is_direct=False, n_words=4)
        outlets.append(OutletCitations(article, (citation,)))
    return Source(SourceKind.DESCRIBED, "governor", "en", tuple(outlets))


def long_sentence(word: str = "word ", n_chars: int = 1_000_000) -> Report:
    """Return two articles that share one sentence of ``n_chars`` characters, with one highlight in it."""
    text = word * (n_chars // len(word))
    readings = (
        reading("a", "A", "en", [("x", text), ("", "Short.")]),
        reading("b", "B", "ur", [("x", "مختصر", text)], engine="argos", route=Route(("ur", "en"), ("argos",))),
    )
    alignments, facts = joined(readings, {"a": ["x", ""], "b": ["x"]})
    own, other = (passage(readings, article, 0, word.strip()) for article in "ab")
    mark = Highlight(own, Kind.LABEL, 0.9, "Why.", (other,))
    return Report("long", "Long", "en", readings, alignments, facts, (mark,), Provenance("0", {}, {}, {}))


def many_outlets(n: int = 8) -> Report:
    """Return ``n`` outlets that tell one fact, the last of them another one."""
    names = [f"Outlet number {k + 1}" for k in range(n)]
    readings = tuple(reading(f"o{k}", name, "en", [("x", f"It rained in town {k}.")]) for k, name in enumerate(names))
    alignments, facts = joined(readings, {f"o{k}": ["x" if k < n - 1 else ""] for k in range(n)})
    return Report("rain", "Rain", "en", readings, alignments, facts, (), Provenance("0", {}, {}, {}))


def one_sentence(text: str, language: str = "en") -> Report:
    """Return one article of one sentence, shown as written."""
    only = reading("a", "A", language, [("", text)], engine="none" if language == "en" else "untranslated")
    return Report("one", "One", "en", (only,), (), (), (), Provenance("0", {}, {}, {}))


def edited(report: Report, article: str, sentence: int, text: str) -> Report:
    """Return the report as it would be had the article's sentence read ``text`` (and been its own translation)."""
    readings = []
    for old in report.readings:
        if old.article.id != article:
            readings.append(old)
            continue
        sentences = [replace(s, text=text, translation=text) if s.index == sentence else s for s in old.sentences]
        readings.append(replace(old, sentences=tuple(sentences)))
    return replace(report, readings=tuple(readings))
