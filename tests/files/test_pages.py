"""Articles out of saved pages, by the real extractor in its process."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.errors import CompareError, TooLarge, UnreadableStory
from compare.files.limits import MAX_PAGE_BYTES
from compare.files.pages import read_page, read_pages
from compare.files.stories import story_from_files

PAGES = Path(__file__).resolve().parent.parent / "golden" / "pages"
PARAGRAPH = (
    "<p>The old bridge over the Lava was closed on Monday after engineers had found a crack in its second pillar.</p>"
)


def test_headline_and_body_are_kept_apart():
    page = read_page((PAGES / "semantic.html").read_bytes(), "semantic.html")
    assert page.title == "Old bridge over the Lava falls in the night"
    assert page.text.startswith("The old bridge over the Lava, closed to lorries")
    assert page.text.endswith("A ferry will cross from Friday.")


def test_the_page_itself_says_outlet_date_author_address_and_language():
    page = read_page((PAGES / "wordpress.html").read_bytes(), "wordpress.html")
    assert page.fields() == {
        "title": "Ponte sobre o rio Lava cai durante a madrugada",
        "outlet": "Gazeta do Cais",
        "published": page.published,
        "author": "Ana Brito",
        "url": "https://gazetadocais.example/2025/06/26/ponte-cai/",
        "language": "pt-BR",
    }
    assert page.published.startswith("2025-06-26")


@pytest.mark.parametrize(
    ("name", "unwanted"),
    [
        ("semantic.html", ["Photograph:", "More on this story", "Rain cuts power", "© The Harbour", "By Omar", "Home"]),
        ("wordpress.html", ["Leia também", "Facebook", "Foto:", "Publicado em", "Pular para", "Política", "Marcado"]),
        (
            "portal.html",
            ["cookies", "Compartir", "PUBLICIDAD", "Lea también", "Lo más leído", "RUI LEMOS", "boletín", "Síguenos"],
        ),
    ],
)
def test_menus_captions_and_share_lines_are_left_out(name: str, unwanted: list[str]):
    page = read_page((PAGES / name).read_bytes(), name)
    assert [words for words in unwanted if words in page.text] == []


def test_no_paragraph_of_the_article_is_lost():
    page = read_page((PAGES / "portal.html").read_bytes(), "portal.html")
    for words in (
        "El puente viejo sobre el Lava",
        "Oímos un golpe",
        "700.000 euros",
        "¿Quién responde",
        "transbordador",
    ):
        assert words in page.text


def test_what_was_left_out_is_listed():
    page = read_page((PAGES / "semantic.html").read_bytes(), "semantic.html")
    assert any("Why old bridges fall" in line for line in page.removed)


def test_notes_say_how_many_lines_were_left_out_and_which():
    links = "".join(f"<p>Read more: The bridge, part {number}</p>{PARAGRAPH}" for number in range(30))
    paragraphs = "".join(PARAGRAPH.replace("second", f"{k}th") for k in range(9))
    html = f"<html><body><article><h1>The bridge</h1>{paragraphs}{links}</article></body></html>"
    story = story_from_files([("a.html", html.encode())], id="bridge")
    notes = [note for note in story.articles[0].notes if "left out" in note]
    assert "lines of the page around the article were left out" in notes[0]
    told = next(note for note in notes if note.startswith("left out as link to another article"))
    assert all(f"part {number}" in told for number in range(30))


def test_notes_name_the_longest_lines_around_the_article():
    story = story_from_files([("a.html", (PAGES / "semantic.html").read_bytes())], id="bridge")
    found = [note for note in story.articles[0].notes if note.startswith("left out around the article")]
    assert found and "Why old bridges fall" in found[0]


def test_an_old_encoding_is_read_by_its_declaration():
    head = "<head><meta charset='iso-8859-1'><title>Façade</title></head>"
    html = f"<html>{head}<body>{PARAGRAPH}<p>Le café est fermé.</p></body></html>"
    assert "café" in read_page(html.encode("latin-1"), "old.html").text


def test_markup_in_text_stays_text():
    written = "<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; on the wall of the town hall.</p>"
    html = f"<html><body><h1>A &lt;b&gt; c</h1>{PARAGRAPH}{written}</body></html>"
    assert "<script>alert(1)</script> on the wall" in read_page(html.encode(), "x.html").text


def test_a_page_without_an_article_says_so():
    with pytest.raises(UnreadableStory, match="no article was found"):
        read_page(b"<html><body><div id=app></div></body></html>", "empty.html")


def test_a_page_over_the_limit_is_refused():
    with pytest.raises(TooLarge):
        read_page(b"x" * (MAX_PAGE_BYTES + 1), "large.html")


@pytest.mark.timeout(150)
def test_a_hostile_page_costs_only_itself():
    good = (PAGES / "semantic.html").read_bytes()
    deep = b"<div>" * 200_000 + b"x"
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;</body></html>'
    first, bad, worse, last = read_pages([("1", good), ("2", deep), ("3", entities), ("4", good)])
    assert isinstance(bad, CompareError)
    assert isinstance(worse, CompareError)
    assert not isinstance(first, CompareError)
    assert first == last
