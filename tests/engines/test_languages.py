"""Language detection with the real model."""

from __future__ import annotations

import pytest

from compare.domain import Article
from compare.engines.languages import UNDETERMINED, LanguageDetector

DETECT = LanguageDetector()
TEXTS = {
    "pt": "O ministro recusou-se a assinar o documento conjunto da reunião de quinta-feira.",
    "es": "El ministro se negó a firmar el documento conjunto de la reunión del jueves.",
    "en": "The minister refused to sign the joint document of Thursday's meeting.",
    "fr": "Le ministre a refusé de signer le document commun de la réunion de jeudi.",
    "ur": "وزیر دفاع نے جمعرات کے اجلاس کی مشترکہ دستاویز پر دستخط کرنے سے انکار کر دیا ہے۔",
    "hi": "रक्षा मंत्री ने गुरुवार की बैठक के संयुक्त दस्तावेज़ पर हस्ताक्षर करने से इनकार किया।",
    "zh": "国防部长拒绝在周四会议的联合文件上签字。",
    "ru": "Министр отказался подписать совместный документ заседания в четверг.",
    "tr": "Bakan, perşembe günkü toplantının ortak belgesini imzalamayı reddetti.",
    "ja": "大臣は木曜日の会合の共同文書への署名を拒否した。",
    "ar": "رفض الوزير التوقيع على الوثيقة المشتركة لاجتماع يوم الخميس.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_one_sentence_of_news_is_enough(language: str):
    assert DETECT(Article("a", "o", text=TEXTS[language])).language == language


def test_a_given_language_wins_and_a_contradiction_is_noted():
    found = DETECT(Article("a", "o", language="pt", text=TEXTS["es"]))
    assert found.language == "pt"
    assert "reads like Spanish" in found.notes[0]


def test_a_given_region_is_kept_and_not_contradicted():
    found = DETECT(Article("a", "o", language="pt-BR", text=TEXTS["pt"]))
    assert (found.language, found.notes) == ("pt-BR", ())


def test_a_paragraph_in_another_language_is_reported():
    text = "\n\n".join([TEXTS["pt"], TEXTS["pt"], TEXTS["en"], TEXTS["pt"]])
    found = DETECT(Article("a", "o", text=text))
    assert found.language == "pt"
    assert any("Paragraph 3 reads like English" in note for note in found.notes)


def test_a_text_without_letters_has_no_language():
    found = DETECT(Article("a", "o", text="12345 — 67"))
    assert found.language == UNDETERMINED
    assert found.notes
