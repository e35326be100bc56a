"""Negation words of several languages: whether a sentence denies anything. Says nothing of what is denied."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.steps.fold import WORD, fold

# Words that deny. "Plain" ones; a translation may say the same with a hidden one ("not allowed": "forbidden").
_PLAIN = {
    "en": "not no never nobody nothing none nor neither cannot nowhere without dont didnt",
    "pt": "não nunca jamais ninguém nada nenhum nenhuma nem tampouco sem",
    "es": "no nunca jamás nadie nada ninguno ninguna ningún ni tampoco sin",
    "fr": "ne n pas jamais rien aucun aucune ni non sans",
    "de": "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts weder noch ohne nein",
    "it": "non mai nessuno nessuna nessun niente nulla né no senza neppure nemmeno",
    "nl": "niet geen nooit niemand niets nergens zonder noch nee",
    "ru": "не нет ни никогда никто никого ничего нельзя без",
    "uk": "не ні немає ніколи ніхто нічого без",
    "pl": "nie nigdy nikt nic ani bez brak",
    "ca": "no mai ningú res cap ni tampoc sense",
    "ar": "لا لم لن ليس ليست غير دون بدون",
    "fa": "نه نیست هرگز هیچ بدون",
    "ur": "نہیں نہ بغیر مت",
    "hi": "नहीं न ना मत बिना",
}
# Beginnings of plain negations in scripts without spaces.
_UNSPACED = {"zh": "不没沒未无無非别別", "ja": "ない|ません|なかった|ず|無|不|非|未"}
# Words whose sense holds a denial: enough to explain why a plain one is gone, or came.
_HIDDEN = {
    "en": """non few fewer little less least hardly barely rarely seldom scarcely fail fails failed failing failure
        lack lacks lacked lacking absent absence refuse refuses refused refusing deny denies denied denying
        reject rejects rejected avoid avoids avoided avoiding prevent prevents prevented preventing stop stops
        stopped unless until except otherwise instead rather only but merely simply just yet too far away unlike
        beyond free against ban bans banned forbid forbids forbidden prohibit prohibits prohibited decline
        declined declines miss missed missing ignore ignored doubt doubts despite regardless else other than
        lest neither minus false wrong isn aren don doesn didn won wouldn couldn shouldn hasn haven hadn wasn
        weren mustn needn ain any anyone anything ever least empty remain remains still except alone out off
        leave left even so matter whatever""",
    "pt": """pouco pouca poucos poucas menos mal apenas só somente falta faltou faltam faltar falhou falhar
        deixou deixa deixar deixaram evitar evita evitou impedir impede impediu impediram negar negou nega
        negaram recusou recusa recusar recusaram rejeitou rejeitar rejeita proibir proibiu proibido proibida
        exceto senão raramente dificilmente contra longe ausência ausente caso antes embora apesar livre fora
        dúvida duvida sequer qualquer todavia mas porém contudo invés vez restou resta vazio parar parou perder
        perdeu perderam contrário até ainda além menor falso falsa errado errada nega desistiu desistir ignorar
        ignorou carece carecem""",
    "es": """poco poca pocos pocas menos apenas sólo solo solamente falta faltan faltó fracasó dejó deja dejar
        evitar evita evitó impedir impide impidió negar negó niega rechazó rechaza rechazar prohibir prohibió
        prohibido excepto salvo sino raramente contra lejos ausencia ausente antes aunque pese libre fuera duda
        pero cualquier hasta aún todavía vez lugar contrario falso falsa""",
    "fr": """peu moins guère seulement seul manque manquent échoué échouer refusé refuse refuser éviter évite
        empêcher empêche nier nie nié rejeté rejeter interdit interdire sauf rarement contre loin absence absent
        avant malgré hors doute mais jusqu lieu encore plus faux fausse""",
    "de": """wenig wenige weniger kaum nur fehlt fehlen fehlte verweigert verweigerte ablehnen ablehnte lehnt
        lehnte vermeiden verhindern verhinderte leugnen bestreitet bestritt verboten verbot außer selten gegen
        fern mangel bevor trotz frei zweifel aber sondern bis statt anstatt sonst falsch""",
    "it": """poco poca pochi poche meno appena solo soltanto manca mancano fallito rifiutato rifiuta negato nega
        evitare impedire respinto vietato eccetto tranne raramente contro lontano assenza prima nonostante
        dubbio ma finché invece ancora falso""",
}  # fmt: skip
# Negative beginnings of words: they explain a lost "not" ("not identified": "unidentified"). Generous on purpose.
_PREFIXES = {
    "en": re.compile(
        r"(?:un(?!der|til|ited|ion|ique|ivers|less|it)|non|im|in(?!to|side|stead)|ir|il|dis|mis|anti)\w{3,}|\w+less"
    ),
    "pt": re.compile(r"(?:in|im|ir|il|des|dis|anti|a(?=normal))\w{3,}"),
    "es": re.compile(r"(?:in|im|ir|il|des|dis|anti)\w{3,}"),
    "fr": re.compile(r"(?:in|im|ir|il|dés|dis|mal|anti)\w{3,}"),
    "de": re.compile(r"(?:un|miss|nicht|anti)\w{3,}|\w+(?:los|frei)(?:e|en|er|es|em)?"),
    "it": re.compile(r"(?:in|im|ir|il|dis|s(?=[cfpt])|anti)\w{3,}"),
}
PLAIN = {language: frozenset(map(fold, words.split())) for language, words in _PLAIN.items()}
HIDDEN = {language: frozenset(map(fold, words.split())) for language, words in _HIDDEN.items()}
UNSPACED_PLAIN = {"zh": re.compile(f"[{_UNSPACED['zh']}]"), "ja": re.compile(_UNSPACED["ja"])}
NUMBER_SIGN = re.compile(r"\bNos?(?:\.|\b)(?=\s?\d)", re.IGNORECASE)  # "No. 3", "No 10"
CONTRACTED = re.compile(r"\b\w{2,7}n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Negations:
    """Plain negations of a sentence as written, and the words that may hide one; both in order."""

    plain: tuple[str, ...]
    hidden: tuple[str, ...]


def find_negations(text: str, language: str) -> Negations | None:
    """Return the negations of ``text``; None where none are known for ``language`` (a primary tag). O(n)."""
    if language in UNSPACED_PLAIN:
        return Negations(tuple(UNSPACED_PLAIN[language].findall(text)), ())
    if language not in PLAIN:
        return None
    plain, hidden = PLAIN[language], HIDDEN.get(language, frozenset())
    prefix = _PREFIXES.get(language)
    contracted = tuple(CONTRACTED.findall(text)) if language == "en" else ()
    words = [(word, fold(word)) for word in WORD.findall(NUMBER_SIGN.sub(" ", text) if language == "en" else text)]
    return Negations(
        (*contracted, *(word for word, folded in words if folded in plain)),
        tuple(word for word, folded in words if folded in hidden or (prefix and prefix.fullmatch(folded))),
    )
