"""Which lines of a page are not the article's; above all, that its sentences are."""

from __future__ import annotations

import pytest

from compare.files.furniture import reason_to_leave_out

SENTENCES = [
    "Updated figures from the health ministry show that 26 people died in the blast.",
    "Published on Monday, the report counts 26 dead.",
    "Posted to X at 3 a.m., the message was gone by 4.",
    "Actualizado el censo, el país tiene 47 millones de habitantes.",
    "26 June 2025 was the hottest day: 41.5 degrees.",
    "O governo adiou a divulgação.",
    "What he lived on was a government handout.",
    "The picture was sold by Getty Images.",
    "The party leads by 4 points, according to a Reuters/Ipsos poll.",
    "Fotos (26) mostram o ataque.",
    "Bild: Der Kanzler hat die Reise nach Wien abgesagt.",
    "Copyright law was changed on Tuesday by 26 votes to 3.",
    "Todos os direitos dos trabalhadores foram cortados.",
    "(c) The third point of the list was struck out.",
    "The regulator said Google uses cookies to follow readers, and fined it.",
    "Recibe el presidente a 26 familias en nuestro país.",
    "Recibe el alcalde amenazas por correo electrónico.",
    "Print in the capital fell by half.",
    "Share on the exchange lost 26 per cent.",
    "Watch-makers of the valley lost 26 jobs.",
    "Sign up rates among our students fell by 26 per cent.",
]
FURNITURE = [
    ("Published 26 June 2025, 08.30 BST", "date line"),
    ("Last updated: Thursday 26 June 2025 at 8:30 a.m. GMT", "date line"),
    ("Updated 3 hours ago", "date line"),
    ("Publicado em 26 de junho de 2025 às 12h30", "date line"),
    ("Publicado em 26/06/2025 | Atualizado há 2 horas", "date line"),
    ("Actualizado el 26 de junio de 2025 a las 10:30", "date line"),
    ("Stand: 26.06.2025, 10:30 Uhr", "date line"),
    ("26 de junho de 2025", "date line"),
    ("June 26, 2025", "date line"),
    ("4 min read", "date line"),
    ("Published by Jane Doe on 26 June 2025", "date line"),
    ("प्रकाशित: 26 जून 2025", "date line"),
    ("Photograph: Jane Doe/The Harbour", "picture credit"),
    ("Foto: Rui Lemos/Gazeta.", "picture credit"),
    ("Photo by: Jane Doe", "picture credit"),
    ("Foto (Rui Lemos)", "picture credit"),
    ("Rescuers at the pier (Jane Doe/Getty Images)", "picture credit"),
    ("Jane Doe/AFP/Getty Images", "picture credit"),
    ("Smoke over the port. REUTERS/Jane Doe", "picture credit"),
    ("Divulgação", "picture credit"),
    ("Imagem do porto — Reprodução", "picture credit"),
    ("© 2025 The Harbour. All rights reserved.", "copyright"),
    ("Copyright 2025 The Harbour", "copyright"),
    ("Copyright The Harbour News", "copyright"),
    ("Todos os direitos reservados.", "copyright"),
    ("We use cookies to make this site better.", "cookie notice"),
    ("Utilizamos cookies para melhorar a sua experiência.", "cookie notice"),
    ("By continuing to browse, you agree that we use cookies.", "cookie notice"),
    ("Sign up for our morning newsletter", "newsletter line"),
    ("Recibe las noticias en tu correo", "newsletter line"),
    ("Suscríbete a nuestro boletín", "newsletter line"),
    ("Share this article on Facebook", "share line"),
    ("Compartir en WhatsApp", "share line"),
    ("Share", "share line"),
    ("Read more: Why old bridges fall", "link to another article"),
    ("Watch - the moment it fell", "link to another article"),
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_the_article_stays(sentence: str):
    assert reason_to_leave_out(sentence, from_top=0, from_end=9) is None


@pytest.mark.parametrize(("line", "reason"), FURNITURE)
def test_a_line_that_is_whole_the_pages_own_goes(line: str, reason: str):
    assert reason_to_leave_out(line, from_top=0, from_end=9) == reason


def test_a_date_line_is_one_only_near_an_edge():
    assert reason_to_leave_out("26 June 2025", from_top=9, from_end=9) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize("part", ["A-", "DE ", "A/", "Of the ", "A & ", "Photo: A-"])
def test_no_line_takes_long(part: str):
    for _ in range(200):
        reason_to_leave_out((part * 220)[:219] + "!", from_top=0, from_end=0)
