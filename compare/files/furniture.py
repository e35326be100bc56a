"""Lines inside an article's body that are the page's and not the article's: captions, share lines, links, notices.

Words of the languages read most here, and shapes. Knows nothing of HTML; what trafilatura keeps is judged line by line.
A line is one of the page's only where the whole of it has the form of one: a date line holds a date and nothing else, a
credit names and nothing else. Long lines are left alone, because losing a sentence of the article is worse than keeping
a line too many.
"""

from __future__ import annotations

import re

from compare.steps.fold import fold
from compare.steps.number_words import LETTERS, number_words

MAX_FURNITURE = 220  # characters; the notices seen on pages are shorter, a paragraph of news is seldom
# Words that all begin with a capital, as those of a credit do; the small words are those inside names and credits.
# No character parts words and is in one too, and case tells small words from names: there is one way to read a line.
NAMES = r"""(?:(?-i:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ0-9][\w.'’&@-]*|of|the|de|da|do|dos|das|del|la|von|van|e|y|et|und|and|via|by|
    for|from|courtesy|file|handout|pool|arquivo|archive|archivo)(?:\s?[,/|–—]\s?|\s(?:[&-]\s)?|(?=[).]|$)))+"""
WE = r"""(?:we|this\s(?:site|website|page)|our\s(?:site|website)|(?:este|o|nosso)\ssite|(?:este|nuestro)\ssitio|
    esta\s(?:web|página)|nous|ce\ssite|notre\ssite|wir|diese\s(?:seite|website|webseite)|questo\ssito|usamos|utilizamos|utilizziamo)"""
# Each pattern must match from the start of the line; ``$`` where only the whole line tells.
PATTERNS = {
    "link to another article": r"""
        (?:read\s(?:more|also|next)|see\salso|also\sread|more\son\sthis(?:\sstory)?|related(?:\s(?:stories|articles|news|content))?|
        recommended(?:\sreading)?|don['’]t\smiss|watch|leia\s(?:mais|tamb[eé]m|ainda)|veja\s(?:mais|tamb[eé]m)|saiba\smais|
        confira(?:\stamb[eé]m)?|not[ií]cias\srelacionadas|lea\stambi[eé]n|lee\stambi[eé]n|leer\sm[aá]s|
        (?:te\spuede|tambi[eé]n\ste\spuede|le\spuede)\sinteresar|ver\stambi[eé]n|m[aá]s\sinformaci[oó]n|lire\s(?:aussi|plus|la\ssuite)|
        [aà]\slire(?:\saussi)?|voir\saussi|lesen\ssie\sauch|lies\sauch|mehr\szum\sthema|mehr\sdazu|weiterlesen|
        leggi\s(?:anche|di\spi[uù])|читайте\sтакже|по\sтеме|اقرأ\sأيض[اً]*|مواضيع\sذات\sصلة|یہ\sبھی\sپڑھیں|مزید\sپڑھیں|
        यह\sभी\sपढ़ें|ये\sभी\sपढ़ें|相关阅读|延伸阅读|相关新闻)
        (?:\s?[:：|›»>—–].*|\s-\s.*|\.{3}|…|[:：]?)$""",
    "request to follow": r"""
        (?:follow\s(?:us|\S{1,30})\son|join\s(?:us|our)|download\sour|get\sour|siga(?:-nos)?\s|acompanhe\s|s[ií]guenos|síganos|
        suivez|folgen\ssie|seguici|подпи(?:шитесь|сывайтесь)\sна|تابعونا|ہمیں\sفالو|हमें\sफॉलो|关注我们).*
        (?:facebook|twitter|\bx\b|instagram|whatsapp|telegram|youtube|tiktok|google|app\b|channel|canal|newsletter|新浪|微信).*$""",
    "newsletter line": r"""
        (?:(?:sign\sup|subscribe)\s(?:to|for|now|here|today|and|with)\b|register\snow\b).*
        (?:newsletter|inbox|e-?mail|bulletin|\bfree\b|\bmorning\b|\bour\s).*$
        |(?:assine|inscreva-se|cadastre-se|suscr[ií]b[ae](?:te|se)|reg[ií]strate|inscrivez-vous|abonnez-vous|
        abonnieren\ssie|melden\ssie\ssich|iscriviti|подпишитесь|اشترك|سبسکرائب).*
        (?:newsletter|e-?mail|bolet[ií][mn]|correo|рассылк|نشرت|نیوز\s?لیٹر).*$
        |(?:receba|recib[ae]|recevez)\s.*(?:newsletter|
        \b(?:tu|seu|sua|votre|nuestr[oa]s?|noss[oa]s?|notre)\s(?:e-?mail|correo|bandeja|caixa|bo[iî]te|bolet[ií][mn]|whatsapp)).*$""",
    "cookie notice": rf"""
        (?:(?:by|to|like|in\sorder|for|para|pour|um|per|ao|al|en)\b[^"“”«»„]{{0,60}}[\s,])?{WE}\b
        [^"“”«»„]{{0,60}}\bcookies?\b.*$""",
    "advertisement": r"""
        (?:advertisement|advertising|sponsored(?:\scontent)?|story\scontinues\sbelow(?:\s(?:this\s)?ad(?:vertisement)?)?|
        publicidade?|continua\sap[oó]s\sa\spublicidade|continúa\sdespués\sde\sla\spublicidad|anuncio|publicit[eé]|anzeige|werbung|
        pubblicit[aà]|реклама|إعلان|اشتہار|विज्ञापन|广告)\s?[:：.]?$""",
    "picture credit": rf"""
        (?:photo(?:graph)?s?|picture|image|pic|foto|fotos|cr[eé]ditos?|cr[eé]dit\sphoto|bild|bildquelle|фото|تصویر|الصورة|फोटो|图片|图)
        (?:\s(?:by|credit|de|von|por|di))?\s?(?:[:：©|/]\s?(?:{NAMES}\.?$|.{{0,120}}(?<![.!?…。！？।۔؟"”»])$)|\([^()]{{2,80}}\)\.?$)
        |(?:.{{0,150}}[(|—–/©:]\s?|{NAMES})?
        (?:getty\simages|afp\sphoto|ap\sphoto|shutterstock|file\sphoto|handout|arquivo\spessoal|divulga[cç][aã]o|reprodu[cç][aã]o)\)?$
        |(?:.{{0,150}}[\s(|—–/-])?(?-i:REUTERS|Reuters|AP\sPhoto)/(?-i:[A-Z])\S{{1,30}}\s(?-i:[A-Z])\S{{1,30}}\)?$""",
    "copyright": rf"""
        (?:©|\(c\)\s(?:copyright\b|\d{{4}}\b)|copyright\s?(?:©|\(c\)|[:|]|\d{{4}}\b)).{{0,160}}$
        |copyright(?:\s{NAMES})?\.?$
        |(?:all\srights\sreserved|todos\sos\sdireitos\sreservados|todos\slos\sderechos\sreservados|tous\sdroits\s(?:\S+\s){{0,3}}réservés|
        alle\srechte\svorbehalten|все\sправа\sзащищены|جميع\sالحقوق\sمحفوظة|جملہ\sحقوق\s(?:بحق|محفوظ))
        (?:\s?[.,:;|©–—-].{{0,160}}|\s.{{0,60}}(?<![.!?…]))?$""",
    "call to comment": r"""
        (?:comments?(?:\sare\sclosed)?|leave\sa\s(?:comment|reply)|join\sthe\sconversation|coment[aá]rios?|deixe\s(?:um|seu)\scoment[aá]rio|
        deja\sun\scomentario|laisser\sun\scommentaire|kommentare?|\d{1,4}\s(?:comments?|coment[aá]rios?|commentaires?|kommentare?))\s?[:.]?$""",
    "tags": r"""
        (?:tags?|topics?|filed\sunder|tagged|marcado|etiquetas|assuntos|schlagw[oö]rter|mots-cl[eé]s|темы)
        \s?[:：].{0,200}$""",
}
COMPILED = {reason: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for reason, pattern in PATTERNS.items()}
SHARE = re.compile(
    r"""(?:share|tweet|print|e-?mail|copy\slink|compartilhe|compartilhar|compartir|comparte|partager|partagez|teilen|
    drucken|condividi|поделиться|شارك|شیئر\sکریں|शेयर\sकरें|分享到?)(?![^\W\d_])""",
    re.IGNORECASE | re.VERBOSE,
)
# All that a share line holds beside its first word.
SHARE_WORDS = frozenset(
    fold(
        "this on via with to a an the or and por no na nas em en con com sur cet ce auf mit su in per isso esta este "
        "article artigo artículo articulo articolo artikel story page página page link notícia noticia post friends "
        "your amigos facebook twitter x whatsapp telegram linkedin reddit email e mail bluesky threads instagram "
        "в на с через"
    ).split()
)
DATED = re.compile(
    r"""(?:published|updated|last\s(?:updated|modified)|posted|publicado|atualizado|actualizado|publi[eé]|mis\s[aà]\sjour|
    ver[oö]ffentlicht|aktualisiert|stand|pubblicato|aggiornato|опубликовано|обновлено|شائع|نُشر|نشر\sفي|प्रकाशित|अपडेट)(?![^\W\d_])""",
    re.IGNORECASE | re.VERBOSE,
)
DATE_LANGUAGES = ("en", "pt", "es", "fr", "de", "it", "nl", "ru", "uk", "pl", "tr", "ar", "ur", "hi")
MONTHS = frozenset(month for language in DATE_LANGUAGES for month in number_words(language).months)
WEEKDAYS = frozenset(" ".join(day) for language in DATE_LANGUAGES for day in number_words(language).weekdays.meanings)
# What stands between the numbers of a date line; "min read" and "hours ago" are of it.
DATE_WORDS = (
    MONTHS
    | frozenset(word for day in WEEKDAYS for word in day.split())
    | frozenset(
        fold(
            "mon tue tues wed thu thur thurs fri sat sun seg ter qua qui sex sáb dom lun mar mié jue vie sept "
            "first last published updated modified posted publicado atualizado actualizado atualizada publié "
            "publie mis à jour veröffentlicht aktualisiert stand zuletzt pubblicato aggiornato опубликовано "
            "обновлено شائع نُشر نشر في प्रकाशित अपडेट on at in of the de do da del em às as a le la el los "
            "las il alle ore um uhr vom den am dem hora horas hrs hs h m min mins minute minutes minutos "
            "minuten hour hours heure heures stunde stunden day days dia dias día días jour jours tag tagen "
            "giorni ore ago atrás há hace y fa vor read de leitura lectura time pm st nd rd th er º p в г "
            "года назад часов ч мин بجے को बजे utc gmt"
        ).split()
    )
)
ZONE = re.compile(r"[A-Z]{1,4}T|MSK")  # GMT, BST, CEST, BRT
BY = re.compile(rf"\b(?:by|por|par|von)\s(?=[A-ZÀ-Þ]){NAMES}", re.VERBOSE)
NUMERIC_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
READING_TIME = re.compile(r"\d{1,2}\s?min")
EDGE = 3  # blocks at the top and at the end of an article where dates and comments stand


def reason_to_leave_out(line: str, *, from_top: int, from_end: int) -> str | None:
    """Return what a line of a page is where it is no part of the article, else None.

    ``from_top`` and ``from_end`` count the lines before and after it: a date line is one only near an edge.
    """
    if len(line) > MAX_FURNITURE:
        return None
    is_at_edge = min(from_top, from_end) <= EDGE
    for reason, pattern in COMPILED.items():
        if (is_at_edge or reason != "call to comment") and pattern.match(line):
            return reason
    if (shared := SHARE.match(line)) and _words_of(line[shared.end() :]) <= SHARE_WORDS:
        return "share line"
    return "date line" if is_at_edge and _is_date_line(line) else None


def _is_date_line(line: str) -> bool:
    """True for a line that holds a date with its year, or a word like "updated" with a date or time, and no more."""
    if not any(c.isdecimal() for c in line):
        return False
    plain = BY.sub(" ", line)
    if not all(fold(word) in DATE_WORDS or ZONE.fullmatch(word) for word in LETTERS.findall(plain)):
        return False
    is_date = bool(NUMERIC_DATE.match(line)) or (
        re.search(r"\b\d{4}\b", line) is not None and bool(_words_of(line) & MONTHS)
    )
    return is_date or DATED.match(line) is not None or READING_TIME.match(line) is not None


def _words_of(text: str) -> set[str]:
    return {fold(word) for word in LETTERS.findall(text)}
