"""Lines inside an article's body that are the page's and not the article's: captions, share lines, links, notices.

Words of the languages read most here, and shapes. Knows nothing of HTML; what trafilatura keeps is judged line by line.
A line is only ever judged by what it opens with or is as a whole, and long lines are left alone, because losing a
sentence of the article is worse than keeping a line too many.
"""

from __future__ import annotations

import re

MAX_FURNITURE = 220  # characters; the notices seen on pages are shorter, a paragraph of news is seldom
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
        (?:\s?[:：|›»>—–-].*|\.{3}|…|[:：]?)$""",
    "share line": r"""
        (?:share|tweet|print|e-?mail|copy\slink|compartilhe|compartilhar|compartir|comparte|partager|partagez|teilen|
        drucken|condividi|поделиться|شارك|شیئر\sکریں|शेयर\sकरें|分享到?)
        (?:\s(?:this|on|via|with|por|no|na|em|en|esta?e?|isso|sur|cet|auf|su|in|article|artigo|art[ií]culo|
        facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|story|noticia|not[ií]cia|mit|per|,)\b.{0,60})?\s?[:：!.]?$""",
    "request to follow": r"""
        (?:follow\s(?:us|\S{1,30})\son|join\s(?:us|our)|download\sour|get\sour|siga(?:-nos)?\s|acompanhe\s|s[ií]guenos|síganos|
        suivez|folgen\ssie|seguici|подпис[а-я]+\sна|تابعونا|ہمیں\sفالو|हमें\sफॉलो|关注我们).*
        (?:facebook|twitter|\bx\b|instagram|whatsapp|telegram|youtube|tiktok|google|app\b|channel|canal|newsletter|新浪|微信).*$""",
    "newsletter line": r"""
        (?:sign\sup|subscribe|register\snow|assine|inscreva-se|cadastre-se|receba\s|suscr[ií]b[ae]|reg[ií]strate|reciba\s|recibe\s|
        inscrivez-vous|abonnez-vous|recevez\s|abonnieren|melden\ssie\ssich|iscriviti|подпишитесь|اشترك|سبسکرائب).*
        (?:newsletter|inbox|e-?mail|bulletin|bolet[ií][mn]|correo|free|morning|our\s|nossa|nuestr|notre|unser|рассылк|نشرت|نیوز\s?لیٹر).*$""",
    "cookie notice": r"""
        .{0,60}\b(?:use[sn]?|utiliza(?:mos)?|usa(?:mos)?|utilisons|utilise|verwende[nt]|utilizziamo)\b
        .{0,40}\bcookies?\b.*$""",
    "advertisement": r"""
        (?:advertisement|advertising|sponsored(?:\scontent)?|story\scontinues\sbelow(?:\s(?:this\s)?ad(?:vertisement)?)?|
        publicidade?|continua\sap[oó]s\sa\spublicidade|continúa\sdespués\sde\sla\spublicidad|anuncio|publicit[eé]|anzeige|werbung|
        pubblicit[aà]|реклама|إعلان|اشتہار|विज्ञापन|广告)\s?[:：.]?$""",
    "picture credit": r"""
        (?:photo(?:graph)?s?|picture|image|pic|foto|fotos|cr[eé]ditos?|cr[eé]dit\sphoto|bild|bildquelle|фото|تصویر|الصورة|फोटो|图片|图)
        (?:\s(?:by|credit|de|von|por|di))?\s?[:：©(|/].{0,120}$
        |(?:.{0,150}[\s(|—–/-])?(?:getty\simages|afp\sphoto|reuters/\S{2,30}\s\S{2,30}|ap\sphoto(?:/.{2,40})?|shutterstock|file\sphoto|
        handout|arquivo\spessoal|divulga[cç][aã]o|reprodu[cç][aã]o)\)?\.?$""",
    "copyright": r"""
        (?:©|\(c\)\s|copyright\b|all\srights\sreserved|todos\sos\sdireitos|todos\slos\sderechos|tous\sdroits|alle\srechte|
        все\sправа|جميع\sالحقوق|جملہ\sحقوق).{0,160}$""",
    "call to comment": r"""
        (?:comments?(?:\sare\sclosed)?|leave\sa\s(?:comment|reply)|join\sthe\sconversation|coment[aá]rios?|deixe\s(?:um|seu)\scoment[aá]rio|
        deja\sun\scomentario|laisser\sun\scommentaire|kommentare?|\d{1,4}\s(?:comments?|coment[aá]rios?|commentaires?|kommentare?))\s?[:.]?$""",
    "tags": r"""
        (?:tags?|topics?|filed\sunder|tagged|marcado|etiquetas|assuntos|schlagw[oö]rter|mots-cl[eé]s|темы)
        \s?[:：].{0,200}$""",
    "date line": r"""
        (?:(?:published|updated|last\s(?:updated|modified)|posted|publicado|atualizado|actualizado|publi[eé]|mis\s[aà]\sjour|
        ver[oö]ffentlicht|aktualisiert|stand|pubblicato|aggiornato|опубликовано|обновлено|شائع|نُشر|نشر\sفي|प्रकाशित|अपडेट)\b.{0,80}\d.{0,40}|
        \d{1,2}(?:st|nd|rd|th|º|\.)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}(?:[\s,|·•–-]+.{0,30}\d{1,2}[:h.]\d{0,2}.{0,12})?|
        [^\W\d_]{3,9}\.?\s\d{1,2},\s\d{4}(?:[\s,|·•–-]+.{0,30}\d{1,2}[:.]\d{2}.{0,12})?|
        \d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[\s,|·•–-]+.{0,10}\d{1,2}[:h.]\d{0,2}.{0,12})?|\d{1,2}\smin(?:ute)?s?(?:\sread|\sde\sleitura)?)\.?$""",
}
COMPILED = {reason: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for reason, pattern in PATTERNS.items()}
EDGE = 3  # blocks at the top and at the end of an article where dates and comments stand


def reason_to_leave_out(line: str, *, from_top: int, from_end: int) -> str | None:
    """Return what a line of a page is where it is no part of the article, else None.

    ``from_top`` and ``from_end`` count the lines before and after it: a date line is one only near an edge.
    """
    if len(line) > MAX_FURNITURE:
        return None
    for reason, pattern in COMPILED.items():
        if reason in ("date line", "call to comment") and min(from_top, from_end) > EDGE:
            continue
        if pattern.match(line):
            return reason
    return None
