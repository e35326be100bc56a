"""Reading a report: every view, its filters, its addresses."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from compare.domain import Highlight, Kind
from compare.files.report_view import view_of
from compare.files.sealing import seal
from compare.steps.summary import is_prominent
from tests.files.exports.stories import dam
from tests.files.exports.test_perhaps import with_chance
from tests.files.test_report_html import four_by_sixty
from tests.reports import bridge, dock_strike, headed, headline_passage, with_text, with_title
from tests.web.conftest import keep
from web.overview import namings, quotings, threads
from web.reading import (
    Filters,
    Order,
    Rows,
    Weight,
    filters_from,
    first_look,
    lay_out,
    marked_kinds,
    pair_view,
    rows_of,
    without_hidden,
)

HTMX = {"HX-Request": "true"}


def text_of(client, path, **more) -> str:
    answer = client.get(path, **more)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("view", ["", "pair", "articles/tribuna", "overview", "sentences/courier/1", "corrections"])
def test_every_view_is_a_whole_page_with_one_heading(client, dock, view):
    page = text_of(client, f"/stories/{dock}/{view}")
    assert page.startswith("<!doctype html>") and page.count("<h1") == 1


@pytest.mark.parametrize("view", ["", "pair", "articles/tribuna", "sentences/courier/1"])
def test_htmx_gets_the_piece_that_the_page_includes(client, dock, view):
    piece = text_of(client, f"/stories/{dock}/{view}", headers=HTMX)
    assert "<html" not in piece and "<h1" not in piece


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_back_and_boosted_links_get_the_page(client, dock, header):
    assert "<html" in text_of(client, f"/stories/{dock}/", headers={**HTMX, header: "true"})


def test_an_answer_says_on_which_headers_it_depends(client, dock):
    vary = client.get(f"/stories/{dock}/").headers["Vary"]
    assert "HX-Request" in vary and "Accept-Language" in vary


def test_what_an_outlet_leaves_out_is_a_cell_that_says_so(client, raid):
    page = text_of(client, f"/stories/{raid}/?rows=all")
    assert page.count(">left out<") == 2  # the market is told by one each


@pytest.mark.parametrize("view", ["", "articles/courier", "sentences/courier/3"])
def test_a_cell_names_the_sentence_that_may_tell_it_after_all(state, client, view):
    there, hardly = (f"/stories/{keep(state, with_chance(chance))}/{view}" for chance in (0.3, 0.02))
    assert re.search(r'perhaps told: <a class="n" href="/stories/[^"]+/sentences/weekly/11', text_of(client, there))
    assert "perhaps told" not in text_of(client, hardly)


@pytest.mark.parametrize("view", ["", "pair", "overview", "articles/a", "sentences/a/1"])
def test_a_story_is_not_mistaken_for_one_that_was_deleted_before_it(client, state, view):
    # The database gives the number of the deleted report to the next one.
    old, new = "The old harbour burned.", "The new library opened."
    first = keep(state, with_text(old))
    assert old in text_of(client, f"/stories/{first}/{view}")
    client.post(f"/stories/{first}/remove")
    assert old not in text_of(client, f"/stories/{keep(state, with_text(new))}/{view}")


def test_a_filtered_view_has_an_address_without_defaults(client, dock):
    answer = client.get(f"/stories/{dock}/?rows=alone&order=story&weight=any&told=&kind=label", headers=HTMX)
    assert answer.headers["HX-Push-Url"] == f"/stories/{dock}/?rows=alone&kind=label"


def test_filters_survive_the_way_through_an_address():
    chosen = Filters(rows=Rows.ALL, order=Order.MOVED, kinds=(Kind.LABEL, Kind.TONE), told_by="a", is_sure_only=True)
    query = chosen.query()
    assert filters_from({k: v for k, v in query.items() if k != "kind"}, query["kind"]) == chosen


def test_unknown_choices_are_defaults():
    assert filters_from({"rows": "<script>", "order": "", "show": "x"}, ["nothing"]) == Filters()


def test_rows_of_one_outlet_only_are_its_own():
    view = lay_out(dock_strike(), Filters())
    rows = rows_of(view, Filters(rows=Rows.ALONE, told_by="tribuna"))
    assert rows and all(row.n_tellers == 1 and row.cells[1] for row in rows)


def test_missing_here_leaves_only_what_the_outlet_does_not_tell():
    view = lay_out(dock_strike(), Filters())
    rows = rows_of(view, Filters(missing_in="gaceta"))
    assert rows and all(not row.cells[4] for row in rows)


def test_a_filtered_view_and_the_file_taken_along_carry_the_whole_reports_seal(client, dock):
    report = dock_strike()
    chosen = Filters(kinds=(Kind.LABEL,))
    assert len(lay_out(report, chosen).kinds) < len(lay_out(report, Filters()).kinds)
    assert lay_out(report, chosen).seal == lay_out(report, Filters()).seal == str(seal(report))
    shown = re.search(r"sha256:[0-9a-f]{64}", text_of(client, f"/stories/{dock}/overview"))
    assert shown and shown[0] in text_of(client, f"/stories/{dock}/export/html")


def test_the_most_disputed_comes_first():
    rows = rows_of(lay_out(dock_strike(), Filters()), Filters(order=Order.DISPUTED))
    strengths = [row.strength for row in rows]
    assert strengths == sorted(strengths, reverse=True) and strengths[0] > strengths[-1]


def test_what_one_tells_early_and_another_late_comes_first():
    rows = rows_of(lay_out(dock_strike(), Filters()), Filters(order=Order.MOVED))
    assert rows[0].spread == max(row.spread for row in rows)


def test_what_is_told_here_alone_stays_where_only_that_is_asked_for():
    report = dock_strike()
    for rows in (Rows.ALL, Rows.ALONE):
        filters = Filters(rows=rows, kinds=(Kind.OMISSION,))
        found = [line for row in rows_of(lay_out(report, filters), filters) for cell in row.cells for line in cell]
        marked = {(line.column.id, line.index) for line in found if line.bar is Kind.OMISSION}
        assert marked == {
            (h.passage.article, h.passage.sentence)
            for h in report.highlights
            if h.kind is Kind.OMISSION and is_prominent(h)
        }


def test_a_kind_that_is_not_chosen_is_not_marked(client, dock):
    page = text_of(client, f"/stories/{dock}/?kind=label", headers=HTMX)
    body = page.split("<tbody")[1]
    assert 'mark class="k-label"' in body and 'mark class="k-loaded"' not in body


def test_what_weighs_most_stands_before_the_rows_with_the_outlet_whose_words_it_is():
    report = dock_strike()
    firsts = first_look(report, lay_out(report, Filters()), 4)
    assert [first.contrast.number for first in firsts] == [1, 2, 3, 4]
    for first in firsts:
        own = [h for h in report.highlights if h.note == first.contrast.note]
        assert (first.column.id, first.number - 1) in {(h.passage.article, h.passage.sentence) for h in own}
        assert first.others and first.column not in first.others


def test_a_filtered_view_begins_with_its_rows(client, dock):
    assert "Read first" in text_of(client, f"/stories/{dock}/")
    assert "Read first" not in text_of(client, f"/stories/{dock}/?order=disputed")


def test_kinds_are_counted_as_they_are_marked_in_what_is_shown(client, dock):
    report = dock_strike()
    marked = dict(marked_kinds(report, (), ("tribuna",)))
    assert marked[Kind.LABEL] == sum(
        h.kind is Kind.LABEL and h.passage.article == "tribuna" and is_prominent(h) for h in report.highlights
    )
    assert dict(marked_kinds(report, (Kind.TONE,), ()))[Kind.TONE] == 0


def test_every_fact_and_every_sentence_is_in_exactly_one_row_of_all():
    view = lay_out(dock_strike(), Filters())
    rows = rows_of(view, Filters(rows=Rows.ALL))
    alone = [line for row in rows if row.number is None for cell in row.cells for line in cell]
    assert [row.number for row in rows if row.number] == [row.number for row in view.rows]
    assert sorted(line.anchor for line in alone) == sorted(line.anchor for told in view.articles for line in told.only)


def test_the_original_can_be_shown_instead_of_the_translation(client, raid):
    page = text_of(client, f"/stories/{raid}/?show=original", headers=HTMX)
    page = fragment_fromstring(page, create_parent="main")
    [told] = [p for p in page.xpath('.//p[@class="t"]') if p.text_content() == "Terroristas fugiram pela ponte."]
    assert (told.get("lang"), told.get("dir")) == ("pt-BR", "ltr")
    # What is marked in a translation is marked in the words that it stands for, and opens the evidence there.
    assert marks_in(told) == [("k-label", "Terroristas")]
    assert [link.get("href") for link in told.iter("a")] == [f"/stories/{raid}/sentences/b/2"]


def test_an_original_beside_its_translation_is_marked_too(client, raid):
    page = piece_of(client, f"/stories/{raid}/")
    assert [mark for told in page.xpath('.//p[@class="o"]') for mark in marks_in(told)] == [("k-label", "Terroristas")]


def test_urdu_is_written_from_right_to_left(client, dock):
    assert re.search(r'lang="ur" dir="rtl"', text_of(client, f"/stories/{dock}/"))


def test_partners_side_by_side_point_at_each_other():
    report = dock_strike()
    found = pair_view(report, view_of(report), "courier", "tribuna")
    assert all(here in found.partners[there] for here, mates in found.partners.items() for there in mates)


def test_two_outlets_are_chosen_by_address(client, dock):
    page = text_of(client, f"/stories/{dock}/pair?left=weekly&right=gaceta")
    assert 'id="side-1" class="outlet"><bdi>Harbour' in page and 'id="side-2" class="outlet"><bdi>Gaceta' in page


def test_the_evidence_shows_both_originals_the_rule_and_how_sure(client, raid):
    page = text_of(client, f"/stories/{raid}/sentences/b/2")
    told = fragment_fromstring(page, create_parent="main").text_content()
    assert "Terrorists fled across the bridge." in told and "Terroristas fugiram pela ponte." in told
    assert "The same men are called two things." in page and "10 %" in page
    assert "argos translate-pt_en 1.0" in page
    assert 'in the original: <q lang="pt-BR" dir="ltr">Terroristas</q>' in page


@pytest.mark.parametrize(
    "path", ["sentences/a/99", "sentences/nobody/1", "articles/nobody", "pair?left=x", "export/exe"]
)
def test_what_is_not_there_is_not_found(client, raid, path):
    answer = client.get(f"/stories/{raid}/{path}")
    assert answer.status_code == 404 and "There is nothing here" in answer.get_data(as_text=True)


def test_names_for_the_same_people_are_one_row_with_how_often():
    report = bridge()
    (naming,) = namings(report, view_of(report))
    assert [[(name.words, name.n) for name in cell] for cell in naming.names] == [
        [("Militants", 1)],
        [("Terrorists", 1)],
    ]


def test_a_name_that_may_be_the_translations_is_listed_as_such():
    report = bridge()
    doubtful = tuple(
        replace(h, doubt=0.8, weight=0.3) if h.kind is Kind.LABEL else h for h in report.highlights
    )  # too slight and too doubtful to be marked in a text
    (naming,) = namings(replace(report, highlights=doubtful), view_of(report))
    assert all(name.is_doubtful for cell in naming.names for name in cell)
    assert not any(
        name.is_doubtful for naming in namings(report, view_of(report)) for cell in naming.names for name in cell
    )


def test_the_share_of_quotation_is_told(state):
    report = dock_strike()
    found = quotings(report, view_of(report), state.toolbox.tools().lists)
    assert 0 < found[0].share < 1 and found[0].n_quotes


def test_the_map_has_a_stop_for_each_teller():
    view = view_of(bridge())
    assert [thread.stops for thread in threads(view)] == [((1, 0.0), (2, 0.5)), ((2, 0.5), (1, 0.0))]


def test_search_finds_originals_and_translations(client, dock):
    page = text_of(client, "/search?q=polícia")
    assert "A polícia lançou" in page and f"/stories/{dock}/sentences/tribuna/2" in page
    assert "Police launched" in text_of(client, "/search?q=launched")


def test_search_finds_headlines_and_leads_to_their_article(client, raid):
    for query in ("terror na", "Terror on the"):
        page = fragment_fromstring(text_of(client, f"/search?q={query}"), create_parent="main")
        [link] = page.xpath('.//ul[@class="hits"]//a')
        assert link.get("href") == f"/stories/{raid}/articles/b" and link.text_content().endswith("headline")


@pytest.mark.parametrize(
    "query", ['"', "a OR b*", "NEAR(", "'; DROP TABLE segments; --", "%", "🙂", "-x", "text:police"]
)
def test_nothing_in_a_query_is_an_operator(client, dock, query):
    assert client.get("/search", query_string={"q": query}).status_code == 200


def test_search_can_stay_within_a_story(client, state, dock):
    other = keep(state, bridge())
    assert dock not in text_of(client, f"/search?q=bridge&story={other}")


@pytest.mark.parametrize("name", ["html", "json", "text", "md", "docx", "xlsx", "csv", "tmx", "annotations"])
def test_a_report_travels_as_a_file(client, raid, name):
    answer = client.get(f"/stories/{raid}/export/{name}")
    assert answer.status_code == 200 and len(answer.data) > 200
    assert "attachment" in answer.headers["Content-Disposition"]
    if name in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None


def test_a_first_page_is_small(client):
    page = client.get("/")
    total = len(page.data)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.get_data(as_text=True)):
        total += len(client.get(address.replace("&amp;", "&")).data)
    assert total < 150_000


def test_static_files_are_kept_and_change_their_address_when_they_change(client):
    address = re.search(r'href="(/static/app.css\?v=\w+)"', client.get("/").get_data(as_text=True))
    assert address and "immutable" in client.get(address[1]).headers["Cache-Control"]


def test_four_outlets_of_sixty_sentences_render_in_a_tenth_of_a_second(client, state):
    story = keep(state, four_by_sixty())
    client.get(f"/stories/{story}/")
    took = []
    for _ in range(5):
        began = time.process_time()
        client.get(f"/stories/{story}/", headers=HTMX)
        took.append(time.process_time() - began)
    assert sorted(took)[2] < 0.1, took


def test_the_article_says_where_its_sentence_stands_elsewhere(client, raid):
    page = text_of(client, f"/stories/{raid}/articles/a")
    assert "also in" in page and "<bdi>Diário da Ponte</bdi> 2" in page and "only here" in page


def test_places_link_to_their_sentence(client, raid):
    assert f'href="/stories/{raid}/sentences/a/1"' in text_of(client, f"/stories/{raid}/")


def test_health_and_metrics_answer(client, dock):
    client.get(f"/stories/{dock}/")
    assert client.get("/health").get_json()["status"] == "ok"
    metrics = text_of(client, "/metrics")
    assert 'compare_requests_total{endpoint="reports.matrix",status="200"}' in metrics


def test_the_interface_speaks_portuguese_to_a_browser_that_asks(client):
    page = text_of(client, "/", headers={"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5"})
    assert '<html lang="pt"' in page and "Nova comparação" in page


def test_a_chosen_language_outranks_the_browser(client):
    client.post("/language", data={"language": "pt", "next": "/jobs"})
    assert '<html lang="pt"' in text_of(client, "/jobs", headers={"Accept-Language": "en"})


def test_the_overview_says_who_is_heard_where_and_who_is_called_what(client, state):
    page = text_of(client, f"/stories/{keep(state, dam())}/overview")
    row = re.search(r'<tr><th scope="row"><bdi[^>]*>governor</bdi>.*?</tr>', page, re.DOTALL)
    assert row is not None
    cells = re.findall(r"<td>(.*?)</td>", row[0], re.DOTALL)
    assert [("1×" in cell) for cell in cells] == [True, True, True, False, False]
    assert "admitted" in cells[2] and "sentences/samachar/2" in cells[2]
    assert page.index('id="called-title"') < page.index(">Militants</a>", page.index('id="called-title"'))
    assert 'name="one" list="forms-named"' in page
    assert "Taken for the same" in page  # a person said so


@pytest.fixture
def heads(state) -> str:
    return keep(state, headed())


def piece_of(client, path: str) -> HtmlElement:
    return fragment_fromstring(text_of(client, path, headers=HTMX), create_parent="main")


def marks_in(element: HtmlElement) -> list[tuple[str | None, str | None]]:
    return [(mark.get("class"), mark.text_content()) for mark in element.iter("mark")]


def marks_as_shown(element: HtmlElement) -> list[tuple[str | None, str | None]]:
    """The marks without those in originals that stand beside their translation."""
    marks = element.xpath('.//mark[not(ancestor::p[@class="o"])]')
    return [(mark.get("class"), mark.text_content()) for mark in marks]


def test_headlines_are_the_first_row_with_their_marks_and_reasons(client, heads):
    [row] = piece_of(client, f"/stories/{heads}/").xpath('//tbody/tr[1][@class="headlines"]')
    assert [cell.text_content() for cell in row.xpath('.//p[@class="headline"]')] == [
        "Bridge raid leaves six dead",
        "Terror on the bridge",
    ]
    # What is slight is not marked, and its reason is folded.
    assert marks_as_shown(row) == [("k-label", "raid"), ("k-loaded", "Terror")]
    assert [[item.text_content() for item in cell.xpath("./ul/li")] for cell in row.xpath("./td")] == [
        ["Label One attack has two names."],
        ["Loaded word A headline that judges."],
    ]
    assert (
        row.xpath("string(.//details[@class='why-headline'])") == "1 slight or doubtfulNumber Only one of them counts."
    )
    [original] = row.xpath('.//p[@class="o"]')
    assert original.text_content() == "Terror na ponte" and marks_in(original) == [("k-loaded", "Terror")]


def test_the_row_of_headlines_says_where_there_is_none(client, state):
    story = keep(state, with_title(bridge(), "a", ""))
    [row] = piece_of(client, f"/stories/{story}/").xpath('//tr[@class="headlines"]')
    assert [cell.get("class") for cell in row.xpath("./td")] == ["blank", None]
    assert "without a headline" in row.xpath("./td")[0].text_content()


def test_a_story_without_any_headline_has_no_row_for_them(client, state):
    story = keep(state, with_title(with_title(bridge(), "a", ""), "b", " "))
    assert not piece_of(client, f"/stories/{story}/").xpath('//tr[@class="headlines"]')


@pytest.mark.parametrize(
    ("article", "mark", "reason"),
    [
        ("a", ("k-label", "raid"), "Label One attack has two names."),
        ("b", ("k-loaded", "Terror"), "Loaded word A headline that judges."),
    ],
)
def test_an_article_is_headed_by_its_headline_with_its_marks(client, heads, article, mark, reason):
    page = piece_of(client, f"/stories/{heads}/articles/{article}")
    [head] = page.xpath('//h2[@id="single-title"]')
    assert head.text_content() == headed().reading(article).shown_title
    assert marks_in(head) == [mark]
    assert [item.text_content() for item in page.xpath('//ul[@class="why-headline"]/li')] == [reason]


def test_an_article_without_a_headline_is_headed_by_its_outlet(client, state):
    page = piece_of(client, f"/stories/{keep(state, with_title(bridge(), 'a', ''))}/articles/a")
    assert [head.text_content() for head in page.xpath('//h2[@id="single-title"]')] == ["River Post"]


def test_headlines_stand_side_by_side_with_their_marks(client, heads):
    page = piece_of(client, f"/stories/{heads}/pair?left=b&right=a")
    sides = page.xpath('//article[contains(@class, "side")]')
    assert [marks_in(side.find("h3")) for side in sides] == [[("k-loaded", "Terror")], [("k-label", "raid")]]
    assert [[item.text_content() for item in side.xpath('./ul[@class="why-headline"]/li')] for side in sides] == [
        ["Loaded word A headline that judges."],
        ["Label One attack has two names."],
    ]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ["raid", "six dead", "Terror"]),
        (Filters(kinds=(Kind.LABEL,)), ["raid"]),
        (Filters(kinds=(Kind.NUMBER, Kind.LOADED)), ["six dead", "Terror"]),
        (Filters(kinds=(Kind.TONE,)), []),
        (Filters(weight=Weight.CLEAR), ["raid", "Terror"]),
        (Filters(weight=Weight.STRONG), ["Terror"]),
        (Filters(kinds=(Kind.LABEL,), weight=Weight.STRONG), []),
    ],
)
def test_filters_let_through_marks_in_headlines_as_they_do_those_in_sentences(filters, words):
    left = without_hidden(headed(), filters)
    assert [h.passage.span.of(left.reading(h.passage.article).shown_title) for h in left.headlines] == words


def test_a_doubtful_mark_in_a_headline_is_hidden_where_only_sure_ones_are_asked_for():
    report = headed()
    *sure, terror = report.headlines
    doubtful = replace(report, headlines=(*sure, replace(terror, doubt=0.6)))
    assert without_hidden(doubtful, Filters(is_sure_only=True)).headlines == tuple(sure)
    # The sentences lose nothing: only what is asked about is left out.
    assert without_hidden(doubtful, Filters(is_sure_only=True)).highlights == report.highlights


def test_a_report_of_which_nothing_is_hidden_is_the_same_one():
    report = headed()
    assert without_hidden(report, Filters(is_sure_only=True)) is report


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("kind=label", [("k-label", "raid")]),
        ("weight=strong", [("k-loaded", "Terror")]),
        ("kind=label&weight=strong", []),
    ],
)
def test_a_filtered_view_marks_in_headlines_what_was_asked_for(client, heads, query, marks):
    for view in (f"?{query}", f"pair?left=a&right=b&{query}"):
        page = piece_of(client, f"/stories/{heads}/{view}")
        found = page.xpath('//tr[@class="headlines"] | //article[contains(@class, "side")]/h3')
        assert [mark for element in found for mark in marks_as_shown(element)] == marks, view
        assert len(page.xpath('//ul[@class="why-headline"]/li')) == len(marks), view


def test_a_kind_that_is_offered_for_a_headline_alone_shows_it(client, heads):
    page = piece_of(client, f"/stories/{heads}/?kind=loaded")
    assert page.xpath('//input[@id="kind-loaded"]')
    assert marks_as_shown(page) == [("k-loaded", "Terror")]


def test_kinds_are_counted_with_those_in_the_headlines_that_are_shown():
    assert dict(marked_kinds(bridge(), (), ("a", "b"))) == {Kind.LABEL: 2}
    assert dict(marked_kinds(headed(), (), ("a", "b"))) == {Kind.LABEL: 3, Kind.LOADED: 1}
    assert dict(marked_kinds(headed(), (), ("a",))) == {Kind.LABEL: 2}


def test_what_to_read_first_leads_to_sentences_whatever_the_headlines_have():
    report = headed()
    weighty = tuple(replace(h, weight=1.0, doubt=0.0) for h in report.headlines)
    report = replace(report, headlines=weighty)
    firsts = first_look(report, lay_out(report, Filters()))
    notes = {h.note for h in report.highlights}
    assert firsts and {first.contrast.note for first in firsts} <= notes


@pytest.mark.parametrize("view", ["", "articles/a", "pair?left=a&right=b"])
def test_markup_in_a_headline_is_text_and_so_is_why_it_is_marked(client, state, view):
    report = with_title(bridge(), "a", "Mayor says <script>alert(1)</script> & leaves")
    mark = headline_passage(report, "a", "<script>alert(1)</script>")
    why = Highlight(mark, Kind.QUOTE, 0.9, "“<img src=x onerror=alert(1)>” is quoted.")
    page = piece_of(client, f"/stories/{keep(state, replace(report, headlines=(why,)))}/{view}")
    assert not page.xpath("//script | //img")
    assert ("k-quote", "<script>alert(1)</script>") in marks_in(page)
    assert "“<img src=x onerror=alert(1)>” is quoted." in page.text_content()


def test_the_reasons_of_a_headline_are_said_in_the_readers_language(client, state):
    report = headed()
    note = "“Terror” leaves open whether it is true; for the same statement, River Post has “raid”."
    story = keep(state, replace(report, headlines=(replace(report.headlines[2], note=note),)))
    page = text_of(client, f"/stories/{story}/", headers={**HTMX, "Accept-Language": "pt"})
    assert '<span class="meta">Título</span>' in page
    assert "“Terror” deixa em aberto se é verdade; para a mesma declaração, River Post tem “raid”." in page


@pytest.mark.parametrize("view", ["", "articles/b", "pair?left=a&right=b"])
def test_a_headline_is_shown_in_the_language_asked_for(client, heads, view):
    mark = "&" if "?" in view else "?"
    shown = piece_of(client, f"/stories/{heads}/{view}{mark}show=original")
    assert "Terror na ponte" in [one.text_content() for one in shown.xpath('//*[contains(@class, "headline")]')]
    assert "Terror on the bridge" in [one.text_content() for one in shown.xpath("//details/p")]
