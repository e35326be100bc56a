"""The report as a page: self-contained, silent, readable by everyone, and honest about hostile text."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from random import Random

import pytest
from hypothesis import given, settings
from lxml.html import document_fromstring

from compare.domain import Highlight, Kind, Provenance, Report
from compare.files.reopening import reopen_report
from compare.files.report_html import STATIC, render_html
from compare.steps.summary import is_prominent
from tests.reports import (
    SAMPLES,
    bridge,
    dock_strike,
    headed,
    headline_passage,
    joined,
    passage,
    reading,
    reports,
    with_text,
    with_title,
)

HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></svg>--><h1>{{ 7*7 }}{% raw %}",
    "\u202egnorw yaw rehto eht\u2066 unclosed",
    "bell\x07 null\x00 escape\x1b[31m next\x85",
    "zero\u200bwidth\ufeff joiner\u200d",
    "👩‍👩‍👧‍👦 🇵🇰 é̷̛̇",
    "javascript:alert(1)",
    "\ud800 lone",
]


class Page(HTMLParser):
    """The tags and the visible text of a page, and whether its tags nest."""

    VOID = frozenset("meta link col br input img".split())

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in (
            "p",
            "li",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "dt",
            "figure",
            "th",
            "td",
            "summary",
            "figcaption",
            "section",
        ):
            self.text.append("\n")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.text.append(data)

    @property
    def words(self) -> str:
        """The text as a reader meets it, a block a line."""
        lines = (re.sub(r"\s+", " ", line).strip() for line in "".join(self.text).split("\n"))
        return "\n".join(line for line in lines if line)


def test_the_text_of_the_page_reads_as_in_the_golden_file(golden):
    # The seal is another one as soon as a field is added to a report; its own tests say what it covers.
    seal = re.compile(r"sha256:[0-9a-f]{64}")
    golden("report/html.txt", lambda name: seal.sub("sha256:…", Page(render_html(SAMPLES[name]())).words))


@pytest.mark.parametrize("report", [bridge(), dock_strike()], ids=["bridge", "dock_strike"])
def test_the_page_is_one_file_without_script_that_asks_for_nothing(report):
    page = Page(render_html(report))
    assert not page.wrong
    assert not page.open
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "img", "form", "base", "font"}
    for tag, attributes in page.tags:
        assert not {"src", "srcset", "style", "background", "action"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert "url(" not in render_html(report)
    assert "@import" not in render_html(report)


def test_the_policy_allows_the_one_style_sheet_and_nothing_else():
    html = render_html(bridge())
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    assert Page(f'<meta content="{policy}">').tags[0][1]["content"] in [a.get("content") for _, a in Page(html).tags]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text_wherever_it_stands(hostile):
    html = render_html(with_text(hostile))
    plain = Page(render_html(with_text("h" * len(hostile))))
    page = Page(html)
    assert not page.wrong
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert "{{ 7*7 }}" not in hostile or "{{ 7*7 }}" in page.words
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]", html)
    html.encode("utf-8")


def test_only_web_addresses_become_links():
    html = render_html(with_text("javascript:alert(1)"))
    assert not [a for tag, a in Page(html).tags if tag == "a" and not (a["href"] or "").startswith("#")]
    links = [a for tag, a in Page(render_html(dock_strike())).tags if tag == "a" and not a["href"].startswith("#")]
    assert [(a["href"], a["rel"]) for a in links] == [
        ("https://courier.example/2025/03/13/docks", "noreferrer noopener")
    ]


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_unique():
    tags = Page(render_html(dock_strike())).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    wanted = {a["href"][1:] for tag, a in tags if tag == "a" and a["href"].startswith("#")}
    wanted |= {
        word
        for _, a in tags
        for name in ("aria-labelledby", "aria-describedby", "for")
        for word in a.get(name, "").split()
    }
    assert wanted <= set(ids)


def test_text_in_another_language_says_so_with_its_direction():
    page = document_fromstring(render_html(dock_strike()))
    # The nearest direction at or above an element is the one it is written in.
    languages = {
        (element.get("lang"), element.xpath("ancestor-or-self::*[@dir][1]/@dir")[0])
        for element in page.xpath("//*[@lang]")
    }
    assert languages == {("en", "ltr"), ("ur", "rtl"), ("pt-BR", "ltr"), ("es", "ltr")}


def test_what_is_marked_in_a_translation_is_marked_in_its_original():
    page = document_fromstring(render_html(headed()))
    marked = [
        (told.text_content(), mark.get("class"), mark.text_content())
        for told in page.xpath("//p[contains(@class, 'o')]")
        for mark in told.iter("mark")
        if told.get("lang") == "pt-BR"
    ]
    assert set(marked) == {
        ("Terror na ponte", "k-loaded", "Terror"),
        ("Terroristas fugiram pela ponte.", "k-label", "Terroristas"),
    }


def test_outlet_names_cannot_turn_the_words_around_them():
    html = render_html(dock_strike())
    visible = re.sub(r"<style>.*?</style>|<[^>]*>", lambda m: m.group() if m.group() == "<bdi>" else "\x00", html)
    for before in re.findall(r"(.{5})روزنامہ ساحل", visible, re.DOTALL):
        # In a note it is part of a sentence of the report's own; everywhere else it stands alone.
        assert before.endswith("<bdi>") or before.endswith("Only "), before


def test_a_doubtful_or_slight_highlight_is_listed_but_not_marked():
    html = render_html(dock_strike())
    assert "13 people</mark>" not in html
    assert "13 people</q>" in html
    assert "Doubt 70 %." in html
    assert "doubt is the chance that only the translation differs" in html


def test_what_is_left_out_is_an_explicit_blank():
    page = render_html(dock_strike())
    blanks = page.count('class="blank"')
    assert blanks == sum(
        len(dock_strike().readings) - len({place.article for place in fact.members}) for fact in dock_strike().facts
    )


def test_four_outlets_of_sixty_sentences_stay_under_300_kb():
    report = four_by_sixty()
    html = render_html(report)
    assert len(html.encode()) < 300_000
    assert html.count("<li><span class=") >= sum(is_prominent(h) for h in report.highlights)
    assert "to keep this file small" in html
    assert "to keep this file small" not in render_html(dock_strike())


def test_a_page_of_any_length_keeps_the_reason_of_everything_marked():
    report = four_by_sixty(90)
    html = render_html(report)
    assert "slight or doubtful is left out, to keep this file small" in html
    assert html.count("<li><span class=") >= sum(is_prominent(h) for h in report.highlights)
    assert html.count("<mark") >= sum(is_prominent(h) for h in report.highlights)
    assert reopen_report(html.encode(), name="x").report == report


def four_by_sixty(n: int = 60) -> Report:
    """Four outlets of ``n`` sentences of news length, half of them translated, two thirds in facts.

    For 60 sentences there are 100 highlights that are marked and 300 that are slight: twice what a real story has.
    """
    dice = Random(7)
    vocabulary = (
        "minister police border region agreement statement officials reported several people after talks with the "
        "opposition leader who had said that government forces would remain in northern districts until Monday"
    ).split()
    # News has more words than these, and packs as densely as its words are many.
    vocabulary += ["".join(dice.choices("aeiourstlnmdc", k=dice.randint(3, 11))) for _ in range(200)]

    def text(n: int) -> str:
        return " ".join(dice.choice(vocabulary) for _ in range(n)).capitalize() + "."

    lines = {}
    for k, article in enumerate("abcd"):
        entries = []
        for i in range(n):
            key = str(i) if dice.random() < 0.66 else ""
            original = ("¶" if i % 4 == 0 else "") + text(dice.randint(12, 26))
            entries.append((key, original, text(dice.randint(12, 26))) if k % 2 else (key, original))
        lines[article] = entries
    readings = tuple(
        reading(
            a,
            f"The {a.upper()} Courier",
            "pt" if a in "bd" else "en",
            e,
            title=text(9),
            engine="argos" if a in "bd" else "none",
        )
        for a, e in lines.items()
    )
    alignments, facts = joined(readings, {a: [line[0] for line in e] for a, e in lines.items()})
    kinds = [kind for kind in Kind if kind not in (Kind.OMISSION, Kind.TONE, Kind.EMPHASIS)]
    highlights = []
    for k in range(400 * n // 60):
        fact = facts[k % len(facts)]
        one, other = dice.sample(fact.members, 2)
        own, against = (
            passage(
                readings,
                p.article,
                p.sentence,
                readings["abcd".index(p.article)].sentences[p.sentence].shown.split()[2],
            )
            for p in (one, other)
        )
        note = "The Courier calls this one thing where the other outlet has a plainer word for it, or none."
        weight = dice.random() / 2 + (0.5 if k % 4 == 0 else 0)
        highlights.append(Highlight(own, dice.choice(kinds), weight, note, (against,), dice.random() / 2))
    return Report("big", text(6), "en", readings, alignments, facts, tuple(highlights), Provenance("0", {}, {}, {}))


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_renders_and_its_tags_nest(report):
    page = Page(render_html(report))
    assert not page.wrong
    assert not page.open


def test_marked_words_of_a_headline_are_marked_in_the_head_and_over_the_article():
    page = document_fromstring(render_html(headed()))
    heads = ["Bridge raid leaves six dead", "Terror on the bridge"]
    for found in (page.xpath('//p[@class="headline"]'), page.xpath("//article/h4")):
        assert [element.text_content() for element in found] == heads
        # What is slight is not marked.
        assert [[(m.get("class"), m.text) for m in element.iter("mark")] for element in found] == [
            [("k-label", "raid")],
            [("k-loaded", "Terror")],
        ]


def test_the_reasons_stand_under_the_headline_that_is_marked():
    page = document_fromstring(render_html(headed()))
    [raid, terror] = page.xpath('//ul[@class="why-headline"]')
    assert [" ".join(item.text_content().split()) for item in raid] == [
        "Label raid – Diário da Ponte: Terror. One attack has two names."
    ]
    assert [" ".join(item.text_content().split()) for item in terror] == [
        "Loaded word Terror – River Post: raid. A headline that judges. Doubt 10 %."
    ]
    [slight] = page.xpath('//details[@class="why-headline"]')
    assert [part.text_content() for part in slight] == [
        "Slight or doubtful: 1",
        "Number: six dead. Only one of them counts.",
    ]
    assert not document_fromstring(render_html(bridge())).xpath('//*[@class="why-headline"]')


def test_marks_in_headlines_count_among_those_of_their_kind():
    lines = Page(render_html(headed())).words.splitlines()
    assert [line for line in lines if line.startswith(("Label The name", "Loaded word A word"))] == [
        "Label The name or noun given to the same person, group, place or deed. 3 marked",
        "Loaded word A word that carries a judgement where others are plainer. 1 marked",
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_in_a_headline_stay_text_marked_or_not(hostile):
    def page_of(words: str) -> Page:
        report = with_title(bridge(), "a", f"The harbour {words} and the bridge {words} again")
        mark = headline_passage(report, "a", f"harbour {words}")
        note = f"Why {words}."
        return Page(render_html(replace(report, headlines=(Highlight(mark, Kind.LOADED, 0.9, note),))))

    page, plain = page_of(hostile), page_of("h" * len(hostile))
    assert not page.wrong
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert "mark" in [tag for tag, _ in page.tags]


def test_markup_in_a_headline_is_shown_as_it_is_written():
    report = with_title(bridge(), "a", "Mayor says <script>alert(1)</script> & leaves")
    mark = headline_passage(report, "a", "<script>alert(1)</script>")
    html = render_html(replace(report, headlines=(Highlight(mark, Kind.QUOTE, 0.9, "Why."),)))
    assert "Mayor says <script>alert(1)</script> & leaves" in Page(html).words
    assert ">&lt;script&gt;alert(1)&lt;/script&gt;</mark>" in html and "<script>" not in html


def test_an_article_without_a_headline_has_none_in_the_page():
    page = document_fromstring(render_html(with_title(headed(), "a", "")))
    assert [element.text_content() for element in page.xpath('//p[@class="headline"] | //article/h4')] == [
        "Terror on the bridge"
    ] * 2


def test_a_page_with_marked_headlines_opens_as_the_report_that_it_was_made_of():
    assert reopen_report(render_html(headed()).encode(), name="x").report == headed()


# ── contrast ──────────────────────────────────────────────────────────────────────────────────────────────────────


def schemes() -> dict[str, dict[str, str]]:
    """The colours of tokens.css by scheme."""
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "tokens.css").read_text("utf-8"), flags=re.DOTALL)
    blocks = re.findall(r"(@media[^{]*\{\s*)?:root\s*\{(.*?)\}", css, re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for media, body in blocks:
        name = "dark" if "dark" in media else "print" if "print" in media else "light"
        found[name] = found.get("light", {}) | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_and_marks_are_legible(scheme):
    colours = schemes()[scheme]
    grounds = ["paper", "card", "blank", "mark"]
    for text in ("ink", "quiet", "accent"):
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for line in [*Kind, "focus", "shared", "alone", "strong-rule"]:
        for ground in grounds:
            assert contrast(colours[line], colours[ground]) >= 3, (line, ground)


def test_colours_are_named_in_tokens_only():
    css = (STATIC / "report.css").read_text("utf-8")
    assert not re.findall(r"#[0-9a-f]{3,8}\b(?!-)|rgba?\(|hsla?\(", re.sub(r"#f-\w+|#page", "", css))


def test_each_kind_has_a_line_style_of_its_own():
    css = (STATIC / "report.css").read_text("utf-8")
    styles = {kind: re.search(rf"^\.k-{kind} {{(.*?)}}", css, re.MULTILINE).group(1) for kind in Kind}
    without_colour = [re.sub(r"var\(--\w+\)", "", style) for style in styles.values()]
    assert len(set(without_colour)) == len(list(Kind))


def test_that_an_article_has_no_translation_is_said_once():
    """By the sentence with its outlet and command; the note that the reading took along says it again."""
    report = dock_strike()
    note = "Not translated: no installed package leads from es to en. Aligned by meaning instead."
    readings = tuple(replace(r, notes=(note, "Kept.")) if r.engine == "untranslated" else r for r in report.readings)
    assert readings != report.readings
    html = render_html(replace(report, readings=readings))
    assert "Aligned by meaning instead" not in html.partition('id="data"')[0]
    assert "Kept." in html
