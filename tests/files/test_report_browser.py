"""The report as a browser shows it: nothing asked for, nothing refused, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from compare.files.report_html import render_html
from tests.files.test_report_html import HOSTILE, four_by_sixty
from tests.reports import bridge, dock_strike, with_text

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


def show(browser: Browser, folder: Path, html: str, *, width: int = 1280, scheme: str = "light", **options) -> Page:
    """Open a page from disk, scripts off as for a careful reader; whatever it asks for or complains of is kept."""
    file = folder / "report.html"
    file.write_text(html, "utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    page.seen = []  # type: ignore[attr-defined]
    page.on("request", lambda request: page.seen.append(request.url))  # type: ignore[attr-defined]
    page.on("console", lambda message: page.seen.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.seen.append(str(error)))  # type: ignore[attr-defined]
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("report", [bridge, dock_strike], ids=["bridge", "dock_strike"])
def test_nothing_is_asked_for_and_nothing_is_refused(browser, tmp_path, report, scheme):
    page = show(browser, tmp_path, render_html(report()), scheme=scheme)
    page.mouse.wheel(0, 5000)
    assert page.seen == [(tmp_path / "report.html").as_uri()]
    # The style sheet passed the policy: the page has its own paper, not the browser's.
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == {"light": "rgb(251, 250, 247)", "dark": "rgb(22, 21, 19)"}[scheme]


@pytest.mark.parametrize("hostile", [h for h in HOSTILE if "\ud800" not in h])
def test_hostile_text_runs_nothing_and_asks_for_nothing(browser, tmp_path, hostile):
    page = show(browser, tmp_path, render_html(with_text(hostile)))
    assert page.seen == [(tmp_path / "report.html").as_uri()]
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", [320, 400, 640, 703, 768, 1024, 1280, 1408, 2560])
@pytest.mark.parametrize(
    "report",
    [bridge, dock_strike, lambda: with_text("W" * 300), lambda: with_text("ا" * 300)],
    ids=["bridge", "dock_strike", "long words", "long Urdu words"],
)
def test_the_page_never_scrolls_sideways(browser, tmp_path, report, width):
    page = show(browser, tmp_path, render_html(report()), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_each_cell_names_its_outlet(browser, tmp_path):
    page = show(browser, tmp_path, render_html(bridge()), width=320)
    cell = page.get_by_role("cell").filter(has_text="Militants fled").first
    assert cell.get_by_text("River Post").is_visible()
    assert cell.bounding_box()["width"] < 320


def test_the_heads_stay_in_sight_while_the_facts_scroll(browser, tmp_path):
    page = show(browser, tmp_path, render_html(four_by_sixty()), width=1280)
    page.locator("#fact-30").scroll_into_view_if_needed()
    head = page.get_by_role("columnheader").nth(1).bounding_box()
    assert 0 <= head["y"] < 200


def test_wide_tables_scroll_within_their_frame_and_keep_the_fact_in_sight(browser, tmp_path):
    page = show(browser, tmp_path, render_html(dock_strike()), width=900)
    frame = page.get_by_role("region", name="Fact by fact").last
    frame.evaluate("frame => frame.scrollLeft = 10000")
    number = page.get_by_role("rowheader").nth(1).bounding_box()
    assert number["x"] >= 0
    assert page.get_by_role("columnheader").last.bounding_box()["x"] < 900


def test_urdu_runs_from_right_to_left_under_an_english_translation(browser, tmp_path):
    page = show(browser, tmp_path, render_html(dock_strike()))
    original = page.locator("td p[lang=ur]").first
    assert original.evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert "Nastaliq" in original.evaluate("p => getComputedStyle(p).fontFamily")
    translation = original.locator("xpath=preceding-sibling::p[1]")
    assert translation.evaluate("p => getComputedStyle(p).direction") == "ltr"


def test_a_kind_can_be_put_out_of_sight_without_script(browser, tmp_path):
    page = show(browser, tmp_path, render_html(bridge()), java_script_enabled=False)
    box = page.get_by_role("checkbox", name="Label")
    box.uncheck()
    assert not box.is_checked()
    # Scripts are off in the page; the browser may still be asked what it paints.
    page = show(browser, tmp_path, render_html(bridge()))
    mark = page.locator("td mark").first
    assert mark.evaluate("m => getComputedStyle(m).textDecorationLine") == "underline"
    page.get_by_role("checkbox", name="Label").uncheck()
    assert mark.evaluate("m => getComputedStyle(m).textDecorationLine") == "none"


def test_reasons_open_with_the_keyboard(browser, tmp_path):
    page = show(browser, tmp_path, render_html(bridge()))
    summary = page.locator("td summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("td details[open]").get_by_text("called two things").is_visible()


def test_no_row_is_cut_in_print_and_reasons_are_printed(browser, tmp_path):
    page = show(browser, tmp_path, render_html(dock_strike()))
    page.emulate_media(media="print")
    rows = page.locator("tbody tr")
    assert {rows.nth(k).evaluate("r => getComputedStyle(r).breakInside") for k in range(rows.count())} == {"avoid"}
    heads = page.locator(".matrix th")
    assert {heads.nth(k).evaluate("h => getComputedStyle(h).position") for k in range(heads.count())} == {"static"}
    assert page.locator(".full .prose").first.is_visible()
    assert page.locator(".line details:has(.chip) li").first.is_visible()
    assert not page.locator(".asides").first.is_visible()
    assert page.get_by_text("slight or doubtful is not printed").is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_reduced_motion_is_respected(browser, tmp_path):
    page = show(browser, tmp_path, render_html(bridge()), reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
