"""Which full stops do not end a sentence, and which words open one, for the languages read most here.

Words only; the rules that use them are in ``segment``. Other languages rely on the lists inside sentencex. An entry in
lower case stands for any case; one with a capital stands for itself alone. The dots inside are written, the last is
not, and spaces inside are left out: ``z.b`` is "z. B.". Compiled by hand and checked against
the golden files; nothing is copied from a corpus.
"""

from __future__ import annotations

from dataclasses import dataclass

from compare.domain import primary


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Abbreviations of one language, by what may follow them.

    ``never``: a name or word follows, never a new sentence (Dr.). ``number``: no new sentence when a number follows
    (No. 5). ``either``: may end a sentence (etc.), and does so before one of ``openers``. ``words``: ordinary words
    that sentencex takes for abbreviations. ``units``: end a sentence before any capital
    when a number stands before them.
    """

    never: frozenset[str] = frozenset()
    number: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def lists(self, form: str) -> bool:
        """True when ``form`` is an abbreviation of the language."""
        return form in self.never or form in self.number or form in self.either or form in self.units


def _lexicon(
    never: str = "", number: str = "", either: str = "", openers: str = "", words: str = "", units: str = ""
) -> Lexicon:
    """Return a lexicon from lists parted by spaces."""
    return Lexicon(*(frozenset(part.split()) for part in (never, number, either, openers, words, units)))


LEXICONS = {
    "en": _lexicon(
        never="""mr mrs ms mx messrs dr drs prof rev hon fr gen lt col maj capt cmdr cdr adm vadm radm sgt cpl pvt brig
            gov sen sens rep reps supt insp det amb atty asst msgr vs v e.g i.e eg ie viz cf lt.gen maj.gen brig.gen
            lt.col lt.cmdr lt.gov rt.hon rt Ald Cllr Gens Cols Drs Profs Revs""",
        number="""no nos nr p pp vol vols fig figs art arts sec secs ch chap eq ex ver pt para Jan Feb Mar Apr Jun Jul
            Aug Sep Sept Oct Nov Dec""",
        either="""etc inc corp ltd co plc llc bros jr sr u.s u.k u.n e.u u.s.a u.a.e u.s.s.r d.c a.m p.m ph.d m.d b.a
            m.a b.sc m.sc a.d b.c n.y l.a st ste mt ft ave blvd rd hwy dept univ est assoc assn approx ca pres esq ret
            al ibid Mon Tue Tues Wed Thu Thur Thurs Fri Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md
            Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo Pty Intl""",
        openers="""the a an this that these those he she it they we you i his her its their our my in on at for from
            with by to as of after before during since until while when where why who what how if although though
            because but and so or yet however meanwhile moreover nor not no yes there here then now later earlier both
            each all some many most several another other others one two three more officials according still also even
            despite once such every only police""",
        words="me no it con may mar fig art man mass wash id la ok pa res que cal plant miss min mo mont or ore",
    ),
    "pt": _lexicon(
        never="""sr sra srs sras srta dr dra drs dras d exmo exma ilmo ilma eng enga engo prof profa profs gen cel maj
            cap ten sgt brig alm sto sta av rod trav dep min pres gov pref sen v p.ex i.e ex v.exa v.ex vs cf ref
            aprox tel""",
        number="""n nº n.º pág págs pag p pp art arts cap caps vol vols fig figs séc inc jan fev mar abr mai jun jul ago
            set out nov dez""",
        either="etc ltda lda cia s.a e.u.a a.c d.c a.m p.m jr p.s obs",
        openers="""o a os as um uma uns umas este esta esse essa estes estas aquele aquela isso isto ele ela eles elas
            eu nós no na nos nas em de do da dos das ao à aos às para por pelo pela com sem sob sobre após antes depois
            durante enquanto desde até quando onde como se mas porém contudo entretanto já ainda também segundo
            conforme não sim há mais outro outra outros outras todos cada seu sua seus suas e ou nem apesar embora
            porque que quem qual""",
        words="me no fig mar set out inc",
    ),
    "es": _lexicon(
        never="""sr sra srs sres sras srta dr dra drs dras d dña prof profa gral tte cnel cmdte sgto ing lic arq mons
            pbro hno hna sto sta av avda ctra pza dpto dep pres gob sen p.ej i.e v.gr vs cf ref aprox tel ud uds vd vds
            excmo excma ilmo ilma rvdo rvda""",
        number="""nº n.º núm núms n num pág págs pag p pp art arts cap caps vol vols fig figs s ene feb mar abr may jun
            jul ago sep sept oct nov dic""",
        either="etc ee.uu eeuu ee.uu.aa rr.hh ff.aa jj.oo s.a s.l s.a.de.c.v c.v a.c d.c a.m p.m cía ltda hnos jr",
        openers="""el la los las lo un una unos unas este esta estos estas ese esa eso esto aquel aquella él ella ellos
            ellas yo nosotros en de del al a para por con sin sobre tras según desde hasta durante mientras cuando donde
            como si pero embargo aunque porque ya también además no sí hay más otro otra otros otras todos cada su sus y
            o ni entre ante después antes que quien cuál""",
        words="me no fig mar con",
    ),
    "fr": _lexicon(
        never="""m mm mme mmes mlle mlles dr pr mgr gén col cdt lt av bd st ste p.ex c.-à-d c.à.d i.e cf env vs tél réf
            dép""",
        number="n nº n° p pp art arts chap vol fig figs t al janv févr avr juil sept oct nov déc",
        either="etc j.-c av.j.-c apr.j.-c s.a s.a.r.l cie sté jr",
        openers="""le la les un une des du de ce cet cette ces il elle ils elles on nous vous je son sa ses leur leurs
            en à au aux dans sur sous par pour avec sans après avant pendant depuis lors selon si mais et ou or ni car
            donc cependant pourtant toutefois quand où comme que qui plus autre autres tous chaque même alors ainsi
            aussi entre chez malgré l d c s n j qu""",
        words="me no fig mar la",
    ),
    "de": _lexicon(
        never="""hr fr frl dr prof dipl ing jur phil rer hl st gen lt maj hptm z.b d.h u.a i.d.r z.t z.zt v.a s.o s.u
            u.u m.e i.e bzw ca evtl ggf inkl exkl sog vgl bspw beispielsw insb insbes geb gest verh tel mind ungef
            einschl allg betr evang kath ehem amtl staatl o.g m.w""",
        number="""nr nrn s abs art bd kap ziff fig abb tab jan feb mär apr jun jul aug sep sept okt nov dez""",
        either="""usw etc usf ff u.ä o.ä o.dgl u.dgl mio mrd tsd jh jhd v.chr n.chr co jr sen jun e.v a.d a.m i.br a.g
            str""",
        openers="""der die das den dem des ein eine einer einem einen er sie es wir ihr ich man dies diese dieser dieses
            jener im in am an auf aus bei mit nach seit von vom vor zu zum zur über unter um für gegen ohne durch
            während wenn als ob weil da dass doch aber und oder denn sondern jedoch dann danach dabei dazu damit dort
            hier nun noch auch schon nur so wie was wer wo warum zwar laut zudem außerdem später zuvor bereits alle
            viele mehr beide sein seine ihre kein keine nicht""",
        words="me no fig so an um am med mag max min art",
    ),
    "it": _lexicon(
        never="sig sigg sig.ra dott dott.ssa prof prof.ssa ing avv on gen col mons p.es i.e cfr es",
        number="n nn pag pagg p pp art artt vol fig cap gen feb mar apr mag giu lug ago set ott nov dic",
        either="ecc etc s.p.a s.r.l a.c d.c",
        openers="""il lo la i gli le l un uno una in nel nella di del della a al alla da dal per con su tra fra ma e se
            quando come dopo prima secondo non questo questa quello lui lei essi si anche già""",
        words="no la me con",
    ),
    "ru": _lexicon(
        never="г-н г-жа ул пл пер просп д корп кв т.е т.к т.н проф акад ген полк св напр ср о-в",
        number="№ п пп ст ч гл стр рис табл с т янв февр апр авг сент окт нояб дек",
        either="г гг в вв руб коп тыс млн млрд трлн т.д т.п т.ч др пр км кг м н.э им см",
        openers="""в на по с со к из за от до для при у про о об и а но или же он она оно они это эти этот эта мы вы я
            как так что кто если когда после перед также однако ранее позже не нет все кроме между""",
        units="г гг в вв руб коп тыс млн млрд трлн км кг м",
    ),
    "uk": _lexicon(
        never="ім вул просп пл пров буд кв т.зв проф акад ген полк св напр див",
        number="№ п ст ч гл стор рис",
        either="р рр грн коп тис млн млрд т.д т.п т.ін ін км",
        openers="у в на по з із до для при про і та а але або він вона воно вони це ці ми ви я як так що якщо коли",
        units="р рр ст грн коп тис млн млрд км кг м",
    ),
    "ar": _lexicon(never="د أ م ا.د أ.د ص"),
    "hi": _lexicon(
        never="""डॉ डा श्री श्रीमती प्रो पं मि कै ले ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू
            एक्स वाई ज़ेड""",
        number="सं नं",
    ),
}
NO_LEXICON = Lexicon()
# "5. Mai", "19. århundrede": languages that write ordinals with a full stop.
ORDINAL_LANGUAGES = frozenset("cs da de et eu fi fo hr hu is lb lt lv nb nn no pl sk sl sr bs tr".split())
# Brand and show names that carry their own exclamation mark.
EXCLAIMED = frozenset({"Yahoo", "Jeopardy", "Yum", "Kahoot"})


def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a BCP 47 tag's language; an empty one where there is none."""
    return LEXICONS.get(primary(language), NO_LEXICON)
