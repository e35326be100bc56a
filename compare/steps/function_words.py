"""Small words that carry no news by themselves: articles, prepositions, conjunctions, pronouns, auxiliaries.

Negations and modal verbs are not among them: "not" and "may" change what is told.
"""

from __future__ import annotations

from functools import lru_cache

from compare.steps.fold import fold

_WORDS = {
    "en": """a an the this that these those of in on at by for from to into onto with without within about as
        than and or but if so then also too is are was were be been being am has have had having do does did
        doing it its he she they them his her their him we us our i me my you your who whom whose which what
        when where while there here s t re ve ll d m out up over under between among after before during through
        off per via upon since both each such own itself himself herself themselves""",
    "pt": """o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para pra com
        e ou mas se que como ao aos à às é são foi foram era eram ser sido sendo está estão estava estavam tem
        têm tinha tinham ter há ele ela eles elas seu sua seus suas lhe lhes este esta estes estas esse essa
        esses essas isso isto aquele aquela aqueles aquelas aquilo sobre entre após até desde quando onde qual
        quais cujo cuja também já dele dela deles delas num numa nesse nessa neste nesta desse dessa deste desta
        eu me nós nos você vocês meu minha""",
    "es": """el la los las lo un una unos unas de del en por para con y e o u pero si que como al a es son fue
        fueron era eran ser sido siendo está están estaba estaban ha han había habían haber hay él ella ellos
        ellas su sus se le les este esta estos estas ese esa esos esas eso esto aquel aquella sobre entre tras
        hasta desde cuando donde cual cuales cuyo cuya también ya yo me nos mi tu te""",
    "fr": """le la les l un une des de du d en dans par pour avec et ou mais si que qu qui quoi dont où comme au
        aux à est sont était étaient été être fut furent a ont avait avaient avoir il elle ils elles on nous
        vous je j me m te t se s son sa ses leur leurs ce cet cette ces c y sur sous entre après avant depuis
        pendant lors chez aussi lui""",
    "de": """der die das den dem des ein eine einen einem einer eines von vom in im an am auf aus bei beim mit
        nach zu zum zur für durch um über unter zwischen und oder aber wenn dass ob als wie ist sind war waren
        sein gewesen hat haben hatte hatten wird werden wurde wurden er sie es ihr ihre ihren ihrem ihrer seine
        seinen seinem seiner sich dieser diese dieses diesen diesem welche welcher welches auch schon seit
        während vor wir uns ich mich mir da so""",
    "it": """il lo la i gli le l un uno una di del dello della dei degli delle d a al allo alla ai agli alle da
        dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle su sul sullo sulla sui sugli sulle
        con per tra fra e ed o ma se che chi cui come è sono era erano essere stato stata stati state ha hanno
        aveva avevano avere lui lei loro suo sua suoi sue si ci vi ne questo questa questi queste quello quella
        quelli quelle anche già""",
}  # fmt: skip
FUNCTION_WORDS = {language: frozenset(map(fold, words.split())) for language, words in _WORDS.items()}


@lru_cache(maxsize=65_536)
def is_function_word(folded: str, language: str) -> bool:
    """True for a small word of ``language`` (a primary tag); ``folded`` is the word after :func:`fold`."""
    return folded in FUNCTION_WORDS.get(language, frozenset())
