"""Articles out of Word documents and PDFs, made here by the libraries that make them elsewhere."""

from __future__ import annotations

import io
import zipfile

import pytest
import typst
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from pypdf import PdfReader, PdfWriter

from compare.errors import CompareError, UnreadableStory
from compare.files import pdf_reading
from compare.files.exports.fonts import font_folders
from compare.files.pages import Extraction, read_pages
from compare.files.stories import read_story

EN = (
    "The old bridge over the Lava was closed on Monday after engineers had found a crack in its second pillar.",
    "The governor said that six people were hurt. “We heard a bang,” said Ana Brito, who lives beside it.",
    "A ferry will cross the river from Friday, and lorries have to drive around by Santa Marinha.",
)
NAMES = "anna bruno carla duarte elena fausto gil helena ines joana karl lia mario nuno olga paulo".split()
TEXTS = {
    "pt": ("Ponte fechada depois de descoberta uma fenda", "A velha ponte do porto foi fechada na segunda-feira."),
    "ru": ("Мост закрыт после обнаружения трещины", "Старый мост через гавань был закрыт в понедельник вечером."),
    "ar": ("إغلاق الجسر بعد اكتشاف صدع", "وقال المحافظ للصحفيين إن الجسر القديم سيبقى مغلقا حتى يوم الجمعة"),
    "hi": ("दरार मिलने के बाद पुल बंद", "बंदरगाह का पुराना पुल सोमवार को बंद कर दिया गया और छह लोग घायल हुए।"),
    "zh": (
        "发现裂缝后大桥关闭",
        "工程师在第二根桥墩上发现裂缝后，港口的旧桥于周一关闭，州长说有六人受伤，渡船将从周五开始过河运送乘客。",
    ),
}


def read(data: bytes, name: str) -> Extraction:
    (found,) = read_pages([(name, data)])
    if isinstance(found, CompareError):
        raise found
    return found


def word(*paragraphs: tuple[str, str], title: str = "") -> bytes:
    document = Document()
    document.core_properties.title = title
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(body: str, settings: str = "") -> bytes:
    head = '#set page(paper: "a5", numbering: "1 / 1")\n#set text(size: 10pt)\n#set par(justify: true)\n'
    return typst.compile((head + settings + body).encode(), font_paths=list(font_folders()), ignore_system_fonts=True)


def test_a_documents_title_and_paragraphs_are_kept():
    page = read(word(("Title", "Bridge closed"), *(("Normal", text) for text in EN)), "a.docx")
    assert page.title == "Bridge closed"
    assert page.text == "\n\n".join(EN)


def test_a_document_without_a_title_style_opens_with_its_headline():
    page = read(word(("Normal", "Bridge closed"), *(("Normal", text) for text in EN)), "a.docx")
    assert (page.title, page.text) == ("Bridge closed", "\n\n".join(EN))


def test_a_document_that_opens_with_a_sentence_has_no_headline():
    page = read(word(*(("Normal", text) for text in EN)), "a.docx")
    assert (page.title, page.text) == ("", "\n\n".join(EN))


def test_what_stands_above_the_first_heading_is_left_out_and_listed():
    page = read(word(("Normal", "The Quay"), ("Heading 1", "Bridge closed"), *(("Normal", t) for t in EN)), "a.docx")
    assert (page.title, page.removed) == ("Bridge closed", ("The Quay",))


def test_deleted_text_captions_and_cells_of_figures_are_no_article_text():
    document = Document()
    document.add_paragraph("Bridge closed", style="Title")
    paragraph = document.add_paragraph(EN[0])
    deleted = OxmlElement("w:del")
    run = paragraph.add_run(" and this was struck out")
    run._r.find(qn("w:t")).tag = qn("w:delText")
    deleted.append(run._r)
    paragraph._p.append(deleted)
    document.add_paragraph("The bridge on Monday", style="Caption")
    document.add_table(1, 2).cell(0, 0).text = "Hurt: 6"
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run(" Added by the editor.")._r)
    paragraph._p.append(inserted)
    page = read(saved(document), "a.docx")
    assert page.text == EN[0] + " Added by the editor."
    assert page.removed == ("The bridge on Monday", "Hurt: 6")


def test_a_style_of_another_language_is_known_by_its_own_name():
    document = Document()
    assert document.styles["Title"].type == WD_STYLE_TYPE.PARAGRAPH
    document.styles["Title"].element.set(qn("w:styleId"), "Ttulo")
    paragraph = document.add_paragraph("Ponte fechada")
    properties = paragraph._p.get_or_add_pPr()
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), "Ttulo")
    properties.insert(0, style)
    document.add_paragraph(EN[0])
    assert read(saved(document), "a.docx").title == "Ponte fechada"


@pytest.mark.parametrize("language", TEXTS)
def test_a_pdf_of_each_script_is_read_as_it_was_written(language: str):
    title, sentence = TEXTS[language]
    fonts = (
        '"Source Serif 4", "Amiri", "Noto Sans Devanagari", "Noto Serif Devanagari", "Noto Sans SC", "Noto Serif SC"'
    )
    body = f"#text(size: 20pt)[{title}]\n\n" + "\n\n".join(
        [sentence * 3 if language == "zh" else f"{sentence} " * 3] * 2
    )
    page = read(pdf(body, f'#set text(font: ({fonts}), lang: "{language}")\n'), "a.pdf")
    assert page.title == title
    assert sentence in page.text.replace("\n\n", " ")


def test_paragraphs_columns_and_pages_of_a_pdf_are_put_together():
    filler = " ".join(f"{word.capitalize()} says that {word} and the others of the inquiry go on." for word in NAMES)
    paragraphs = [f"{NAMES[k].capitalize()}: {text} {filler}" for k, text in enumerate(EN * 3)]
    body = "#text(size: 22pt)[Bridge closed after crack]\n\n#columns(2)[\n" + "\n\n".join(paragraphs) + "\n]"
    made = pdf(body, '#set text(hyphenate: true, lang: "en")\n')
    assert len(PdfReader(io.BytesIO(made)).pages) > 1
    page = read(made, "a.pdf")
    assert page.title == "Bridge closed after crack"
    assert [paragraph.replace(" ", "") for paragraph in page.text.split("\n\n")] == [
        p.replace(" ", "") for p in paragraphs
    ]


def test_running_lines_of_a_pdf_are_left_out_and_the_address_in_them_is_the_articles():
    foot = "#set page(header: [26 June 2025 #h(1fr) The Quay], footer: [https:\\/\\/quay.example/bridge #h(1fr) 1/2])\n"
    body = (
        "#text(size: 20pt)[Bridge closed]\n\n"
        + "\n\n".join(EN)
        + "\n#pagebreak()\n"
        + "\n\n".join(f"So {t}" for t in EN)
    )
    page = read(pdf(body, foot), "a.pdf")
    assert (page.url, page.outlet) == ("https://quay.example/bridge", "quay.example")
    assert "26 June" not in page.text and "1/2" not in page.text
    assert any("The Quay" in line for line in page.removed)


def test_a_heading_within_a_pdf_stays_apart_from_the_text():
    body = "#text(size: 20pt)[Bridge closed]\n\n" + EN[0] + "\n\n#strong[What comes next]\n\n" + "\n\n".join(EN[1:])
    page = read(pdf(body), "a.pdf")
    assert page.text.split("\n\n")[:2] == [EN[0], "What comes next"]


def test_a_word_parted_at_a_lines_end_is_whole_and_a_hyphen_seen_elsewhere_stays():
    def line(text: str):
        return pdf_reading.Line(text, 0, 0.0, 0.0, 10.0, False, 0.5)

    words = pdf_reading.known_words([line("on segunda-feira and")])
    assert pdf_reading.joined([line("The engi-"), line("neers came on segunda-"), line("feira.")], words) == (
        "The engineers came on segunda-feira."
    )


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return stream.getvalue()


def entities() -> bytes:
    """A document whose text doubles thirty times over when its entities are spelled out."""
    made = word(("Normal", "x"))
    levels = "".join(f'<!ENTITY e{k} "&e{k - 1};&e{k - 1};">' for k in range(1, 31))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                head, body = data.split(b"?>", 1)
                data = (
                    head
                    + b'?><!DOCTYPE d [<!ENTITY e0 "ha">'
                    + levels.encode()
                    + b"]>"
                    + body.replace(b">x<", b">&e30;<")
                )
            new.writestr(name, data)
    return stream.getvalue()


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("\n\n".join(EN))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"no archive", "it is not a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "an old Word file"),
        ("a.docx", b"", "the file is empty"),
        ("a.pdf", b"no pdf", "it is not a PDF"),
        ("a.pdf", b"%PDF-1.7 broken", "cannot be parsed"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(name: str, data: bytes, says: str):
    with pytest.raises(UnreadableStory, match=says):
        read(data, name)


def test_hostile_documents_are_refused_and_the_others_still_read():
    many = pdf("#pagebreak()" * 120 + "x")
    picture = pdf("#rect(width: 5cm)", "#set page(numbering: none)\n")
    good = word(("Title", "Bridge closed"), *(("Normal", text) for text in EN))
    named = [("1.docx", bomb()), ("2.docx", entities()), ("3.pdf", locked()), ("4.pdf", many), ("5.pdf", picture)]
    *bad, last = read_pages([*named, ("6.docx", good)])
    said = [str(error) for error in bad]
    assert all(isinstance(error, UnreadableStory) for error in bad), said
    for words, message in zip(("unpacked", "2.docx", "password", "121 pages", "only pictures"), said, strict=True):
        assert words in message
    assert isinstance(last, Extraction) and last.title == "Bridge closed"


def test_a_folder_of_documents_is_a_story(tmp_path):
    (tmp_path / "quay.docx").write_bytes(word(("Title", "Bridge closed"), *(("Normal", text) for text in EN)))
    (tmp_path / "ribeira.pdf").write_bytes(pdf("#text(size: 20pt)[Ponte fechada]\n\n" + TEXTS["pt"][1] * 3))
    story = read_story(tmp_path)
    assert [(a.outlet, a.title) for a in story.articles] == [("quay", "Bridge closed"), ("ribeira", "Ponte fechada")]
    assert "stands in" in story.articles[0].notes[0]
