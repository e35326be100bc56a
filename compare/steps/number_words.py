"""What languages call numbers: words, scales, rough amounts, units, months, weekdays, and how they write digits.

Tables only, all folded; :mod:`compare.steps.quantities` reads with them. A language that is not listed is read by its
digits alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from compare.steps.fold import fold
from compare.steps.function_words import is_function_word

# Languages that write 1.234,5; all others write 1,234.5.
DECIMAL_COMMA = frozenset(
    """az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk ky lt lv mk mn nb nl nn no pl pt ro
        ru sk sl sq"""
    " sr sv tr uk uz vi".split()
)
# Spanish of these countries writes 1,234.5.
DECIMAL_POINT_TAGS = frozenset("es-mx es-us es-pr es-gt es-hn es-ni es-pa es-do es-sv".split())

_SMALL = {
    "en": """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""",
    "pt": """zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze
        quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove""",
    "es": """cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
        dieciséis diecisiete dieciocho diecinueve""",
    "fr": """zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        dix-sept dix-huit dix-neuf""",
    "de": """null ein/eins/eine/einen/einem/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
        dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn""",
    "it": """zero un/uno/una due tre/tré quattro cinque sei sette otto nove dieci undici dodici tredici
        quattordici quindici sedici diciassette diciotto diciannove""",
    "nl": """nul een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien
        zestien zeventien achttien negentien""",
    "ru": """ноль/нуль один/одна/одно/одного/одной два/две/двух/двум/двумя три/трех/трёх/тремя
        четыре/четырех/четырёх пять/пяти шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти
        одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати четырнадцать/четырнадцати
        пятнадцать/пятнадцати шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати
        девятнадцать/девятнадцати""",
    "pl": """zero jeden/jedna/jedno/jednego/jednej dwa/dwie/dwóch/dwoje trzy/trzech/troje cztery/czterech/czworo
        pięć/pięciu sześć/sześciu siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu dziesięć/dziesięciu
        jedenaście/jedenastu dwanaście/dwunastu trzynaście/trzynastu czternaście/czternastu piętnaście/piętnastu
        szesnaście/szesnastu siedemnaście/siedemnastu osiemnaście/osiemnastu dziewiętnaście/dziewiętnastu""",
    # Hindi and Urdu have a word for every number below a hundred; those above twenty but the tens are not here.
    "hi": """शून्य एक दो/दोनों तीन/तीनों चार/चारों पाँच/पांच छह/छः/छे सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह/पन्द्रह सोलह
        सत्रह अठारह उन्नीस""",
    "ur": """صفر ایک دو/دونوں تین/تینوں چار/چاروں پانچ چھ/چھے سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ
        انیس""",
}
_TENS = {
    "en": "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    "pt": "vinte trinta quarenta cinquenta/cinqüenta sessenta setenta oitenta noventa",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "fr": "vingt/vingts trente quarante cinquante soixante septante octante/huitante nonante",
    "de": "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "ru": """двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти
        семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста""",
    "pl": """dwadzieścia/dwudziestu trzydzieści/trzydziestu czterdzieści/czterdziestu pięćdziesiąt/pięćdziesięciu
        sześćdziesiąt/sześćdziesięciu siedemdziesiąt/siedemdziesięciu osiemdziesiąt/osiemdziesięciu
        dziewięćdziesiąt/dziewięćdziesięciu""",
    "hi": "बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे",
    "ur": "بیس تیس چالیس پچاس ساٹھ ستر - نوے",  # the word for eighty is also "this very"
}
_HUNDREDS = {  # words for 100, 200 … 900 where they are words of their own
    "pt": "cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas quinhentos/quinhentas"
    " seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas novecentos/novecentas",
    "es": "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas"
    " seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
    "ru": "сто/ста двести/двухсот триста/трехсот/трёхсот четыреста/четырехсот пятьсот/пятисот шестьсот/шестисот"
    " семьсот/семисот восемьсот/восьмисот девятьсот/девятисот",
    "pl": "sto/stu dwieście/dwustu trzysta/trzystu czterysta/czterystu pięćset/pięciuset sześćset/sześciuset"
    " siedemset/siedmiuset osiemset/ośmiuset dziewięćset/dziewięciuset",
}
# "Per cent" spelled in two words is no hundred.
BEFORE_CENT = frozenset({"por", "per", "pour"})
HUNDRED = {"en": "hundred", "fr": "cent/cents", "hi": "सौ", "ur": "سو"}
_SCALES: dict[str, dict[int, str]] = {
    "en": {
        10**3: "thousand",
        10**5: "lakh/lakhs",
        10**6: "million mn mln",
        10**7: "crore/crores",
        10**9: "billion bn bln",
        10**12: "trillion tn trn",
    },
    "pt": {
        10**3: "mil",
        10**6: "milhão/milhões mi",
        10**9: "bilhão/bilhões bi",  # in Brazil
        10**12: "trilhão/trilhões tri bilião/biliões",  # the latter in Portugal
    },
    "es": {10**3: "mil", 10**6: "millón/millones", 10**9: "millardo/millardos", 10**12: "billón/billones"},
    "fr": {10**3: "mille", 10**6: "million/millions", 10**9: "milliard/milliards mds", 10**12: "billion/billions"},
    "de": {
        10**3: "tausend",
        10**6: "million/millionen mio",
        10**9: "milliarde/milliarden mrd",
        10**12: "billion/billionen",
    },
    "it": {
        10**3: "mila/mille",
        10**6: "milione/milioni mln",
        10**9: "miliardo/miliardi mld",
        10**12: "bilione/bilioni",
    },
    "nl": {10**3: "duizend", 10**6: "miljoen", 10**9: "miljard", 10**12: "biljoen"},
    "ru": {
        10**3: "тысяча/тысячи/тысяч/тыс",
        10**6: "миллион/миллиона/миллионов/млн",
        10**9: "миллиард/миллиарда/миллиардов/млрд",
        10**12: "триллион/триллиона/триллионов/трлн",
    },
    "uk": {
        10**3: "тисяча/тисячі/тисяч/тис",
        10**6: "мільйон/мільйона/мільйони/мільйонів/млн",
        10**9: "мільярд/мільярда/мільярди/мільярдів/млрд",
    },
    "pl": {
        10**3: "tysiąc/tysiące/tysięcy/tys",
        10**6: "milion/miliony/milionów/mln",
        10**9: "miliard/miliardy/miliardów/mld",
    },
    "tr": {10**3: "bin", 10**6: "milyon", 10**9: "milyar", 10**12: "trilyon"},
    "ar": {10**3: "ألف/آلاف/الف", 10**6: "مليون/ملايين", 10**9: "مليار/مليارات", 10**12: "تريليون"},
    "fa": {10**3: "هزار", 10**6: "میلیون", 10**9: "میلیارد"},
    "ur": {10**3: "ہزار", 10**5: "لاکھ", 10**6: "ملین", 10**7: "کروڑ", 10**9: "ارب/بلین", 10**11: "کھرب"},
    "hi": {10**3: "हज़ार/हजार", 10**5: "लाख", 10**6: "मिलियन", 10**7: "करोड़/करोड", 10**9: "अरब/बिलियन"},
    "zh": {10: "十", 100: "百", 10**3: "千", 10**4: "万/萬", 10**8: "亿/億", 10**12: "兆"},
    "ja": {10: "十", 100: "百", 10**3: "千", 10**4: "万", 10**8: "億", 10**12: "兆"},
}
HAN_DIGITS = {
    c: value
    for value, forms in enumerate(["〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"])
    for c in forms
}
# What counts people and things after a Chinese or Japanese number: a lone 一 or 三 before one of them is a count.
HAN_COUNTERS = frozenset("人名个個位架辆輛艘次起件枚条條岁歳歲家所种種项項倍台座年月日天時时分秒")
# May stand inside a number but not open one: they are also articles, or other words ("neuf" new, "sei" you are).
NEVER_FIRST = {
    "en": "zero one",
    "pt": "zero um uma",
    "es": "cero uno un una",
    "fr": "zéro un une neuf cents",
    "de": "null ein eins eine einen einem einer",
    "it": "zero un uno una sei mila",
    "nl": "nul een één",
    "ru": "ноль нуль один одна одно одного одной",
    "pl": "zero jeden jedna jedno jednego jednej",
    "hi": "शून्य एक दोनों तीनों चारों सौ",
    "ur": "صفر ایک دونوں تینوں چاروں سو نو",
}
JOINERS = {"en": "and", "pt": "e", "es": "y", "fr": "et", "de": "und", "it": "e"}
_VAGUE: dict[str, dict[tuple[int, int], str]] = {
    "en": {
        (24, 99): "dozens scores",
        (200, 999): "hundreds",
        (2000, 99_999): "thousands",
        (2 * 10**6, 999 * 10**6): "millions",
        (2 * 10**9, 999 * 10**9): "billions",
    },
    "pt": {
        (20, 99): "dezenas dúzias",
        (200, 999): "centenas",
        (2000, 99_999): "milhares",
        (2 * 10**6, 999 * 10**6): "milhões",
        (2 * 10**9, 999 * 10**9): "bilhões",
    },
    "es": {
        (20, 99): "decenas docenas",
        (200, 999): "cientos centenares",
        (2000, 99_999): "miles millares",
        (2 * 10**6, 999 * 10**6): "millones",
    },
    "fr": {
        (20, 99): "dizaines",
        (24, 99): "douzaines",
        (200, 999): "centaines",
        (2000, 99_999): "milliers",
        (2 * 10**6, 999 * 10**6): "millions",
    },
    "de": {
        (20, 99): "dutzende dutzenden dutzend",
        (200, 999): "hunderte hunderten",
        (2000, 99_999): "tausende tausenden",
        (2 * 10**6, 999 * 10**6): "millionen",
    },
    "it": {
        (20, 99): "decine",
        (24, 99): "dozzine",
        (200, 999): "centinaia",
        (2000, 99_999): "migliaia",
        (2 * 10**6, 999 * 10**6): "milioni",
    },
    "nl": {(20, 99): "tientallen", (24, 99): "dozijnen", (200, 999): "honderden", (2000, 99_999): "duizenden"},
    "ru": {(20, 99): "десятки десятков", (200, 999): "сотни сотен"},
}
# Nouns that stand for a number beside scales: "two dozens", "duas centenas".
_MULTIPLES: dict[str, dict[int, str]] = {
    "en": {
        12: "dozen/dozens",
        100: "hundreds",
        10**3: "thousands",
        10**6: "millions",
        10**9: "billions",
        10**12: "trillions",
    },
    "pt": {10: "dezena/dezenas", 12: "dúzia/dúzias", 100: "centena/centenas", 10**3: "milhar/milhares"},
    "es": {10: "decena/decenas", 12: "docena/docenas", 100: "centenar/centenares", 10**3: "millar/millares"},
    "fr": {10: "dizaine/dizaines", 12: "douzaine/douzaines", 100: "centaine/centaines", 10**3: "millier/milliers"},
    "de": {12: "dutzend/dutzende", 100: "hundert/hunderte", 10**3: "tausende"},
    "it": {10: "decina/decine", 12: "dozzina/dozzine", 100: "centinaio/centinaia", 10**3: "migliaio/migliaia"},
    "nl": {10: "tiental/tientallen", 12: "dozijn/dozijnen", 100: "honderd", 10**3: "duizenden"},
}
# "Half a million", "meia dúzia", "two and a half".
_HALF = {
    "en": "half",
    "pt": "meio meia",
    "es": "medio media",
    "fr": "demi demie",
    "de": "halb halbe halbes halben",
    "it": "mezzo mezza",
    "nl": "half halve",
}
# One and a half and its like in one word.
_MIXED: dict[str, dict[float, str]] = {
    "de": {
        1.5: "anderthalb/eineinhalb/einundeinhalb",
        **{k + 0.5: f"{word}einhalb" for k, word in enumerate("zwei drei vier fünf sechs sieben acht neun".split(), 2)},
    },
    "nl": {1.5: "anderhalf/anderhalve", 2.5: "tweeënhalf/tweeënhalve"},
}
ARTICLES = {"en": "a an", "pt": "um uma", "es": "un una", "fr": "un une", "de": "ein eine", "it": "un una", "nl": "een"}
SEVERAL = {
    "en": "several few many",
    "pt": "várias vários algumas alguns",
    "es": "varias varios algunas algunos",
    "fr": "plusieurs quelques",
    "de": "mehrere mehreren einige einigen wenige wenigen",
    "it": "varie diverse alcune",
}  # before a scale: "several thousand" is "thousands"
FEW = {"en": "few", "fr": "quelques", "de": "wenige wenigen"}  # of those, what is less than ten
_SINGLE: dict[str, dict[int, str]] = {  # one word for a number, rough in French
    "en": {12: "dozen", 2: "couple"},
    "pt": {12: "dúzia", 10: "dezena", 100: "centena"},
    "es": {12: "docena", 10: "decena", 100: "centenar"},
    "fr": {
        8: "huitaine",
        10: "dizaine",
        12: "douzaine",
        15: "quinzaine",
        20: "vingtaine",
        30: "trentaine",
        40: "quarantaine",
        50: "cinquantaine",
        60: "soixantaine",
        100: "centaine",
        1000: "millier",
    },
    "it": {
        10: "decina",
        12: "dozzina",
        15: "quindicina",
        20: "ventina",
        30: "trentina",
        100: "centinaio",
        1000: "migliaio",
    },
    "nl": {12: "dozijn", 10: "tiental"},
}
SHARES = {  # parts of a whole as percentages; each needs "of" and the like after it
    "en": {
        "half": 50.0,
        "a third": 100 / 3,
        "one third": 100 / 3,
        "two thirds": 200 / 3,
        "a quarter": 25.0,
        "one quarter": 25.0,
        "three quarters": 75.0,
        "a fifth": 20.0,
    },
    "pt": {"metade": 50.0, "um terço": 100 / 3, "dois terços": 200 / 3, "um quarto": 25.0, "três quartos": 75.0},
    "es": {
        "mitad": 50.0,
        "un tercio": 100 / 3,
        "dos tercios": 200 / 3,
        "una cuarta parte": 25.0,
        "tercera parte": 100 / 3,
    },
    "fr": {"moitié": 50.0, "un tiers": 100 / 3, "deux tiers": 200 / 3, "un quart": 25.0, "trois quarts": 75.0},
    "de": {"hälfte": 50.0, "ein drittel": 100 / 3, "zwei drittel": 200 / 3, "ein viertel": 25.0, "drei viertel": 75.0},
    "it": {"metà": 50.0, "un terzo": 100 / 3, "due terzi": 200 / 3, "un quarto": 25.0, "tre quarti": 75.0},
}
OF = {
    "en": "of",
    "pt": "de do da dos das",
    "es": "de del",
    "fr": "de du des d",
    "de": "der des von",
    "it": "di del dei delle della",
}
PERCENT = {
    "en": "percent|per cent|pct",
    "pt": "por cento",
    "es": "por ciento",
    "fr": "pour cent",
    "de": "prozent",
    "it": "per cento",
    "nl": "procent",
    "ru": "процент|процента|процентов",
    "uk": "відсоток|відсотки|відсотків",
    "pl": "procent",
    "tr": "yüzde",
    "ar": "في المئة|بالمئة|في المائة|بالمائة",
    "fa": "درصد",
    "ur": "فیصد",
    "hi": "प्रतिशत|फीसदी|फ़ीसदी",
}
POINTS = {
    "en": "percentage point|percentage points|pp",
    "pt": "ponto percentual|pontos percentuais|pp",
    "es": "punto porcentual|puntos porcentuales",
    "fr": "point de pourcentage|points de pourcentage",
    "de": "prozentpunkt|prozentpunkte|prozentpunkten",
    "it": "punto percentuale|punti percentuali",
    "nl": "procentpunt|procentpunten",
}
CURRENCY_SIGNS = {
    "US$": "USD",
    "R$": "BRL",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "NT$": "TWD",
    "$": "USD",
    "＄": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "CNY",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₩": "KRW",
    "₴": "UAH",
    "₪": "ILS",
    "₦": "NGN",
    "₱": "PHP",
    "฿": "THB",
    "Rs": "INR",
    "kr": "SEK",
}
CURRENCY_CODES = frozenset(
    "USD EUR GBP BRL JPY CNY INR RUB TRY KRW UAH ILS CHF AUD CAD MXN ARS PKR SEK NOK DKK PLN ZAR".split()
)
_CURRENCY_WORDS = {
    "USD": """dollar dollars dólar dólares dollari dollaro доллар доллара долларов долари доларів dolar دولار
        ڈالر डॉलर 美元 ドル""",
    "EUR": "euro euros euró евро євро یورو يورو यूरो 欧元 歐元 ユーロ avro",
    "GBP": "pound pounds libra libras livres sterling sterline pfund фунт фунтов 英镑 ポンド",
    "BRL": "real reais reales réaux",
    "JPY": "yen yens ienes iene yenes 日元 円",
    "CNY": "yuan yuans yuanes iuanes iuane юань юаней 元 人民币",
    "INR": "rupee rupees rúpia rúpias rupia rupias roupies rupien روپے रुपये रुपए 卢比",
    "RUB": "rouble roubles ruble rubles rublo rublos roubles rubel rubli рубль рубля рублей 卢布",
    "MXN": "peso pesos",
    "CHF": "franc francs franco francos franken",
}
# By language: "die" is dead in English alone, "grad" a degree in German. "" is for all.
_MEASURES: dict[str, dict[str, str]] = {
    "": {
        "hour": "hr hrs", "minute": "min mins", "km": "km", "kg": "kg", "hectare": "ha", "degree": "°C",
        "watt": "MW GW",
    },
    "en": {
        "year": "year years", "month": "month months", "week": "week weeks", "day": "day days", "hour": "hour hours",
        "minute": "minute minutes", "second": "seconds", "km": "kilometre kilometres kilometer kilometers",
        "metre": "metre metres meter meters", "mile": "mile miles", "foot": "feet ft",
        "kg": "kilo kilos kilogram kilograms", "tonne": "tonne tonnes ton tons", "litre": "litre litres liter liters",
        "hectare": "hectare hectares", "acre": "acre acres", "degree": "degree degrees", "watt": "megawatts gigawatts",
        "barrel": "barrel barrels",
    },
    "pt": {
        "year": "ano anos", "month": "mês meses", "week": "semana semanas", "day": "dia dias", "hour": "hora horas",
        "minute": "minuto minutos", "second": "segundos",
        "km": "quilômetro quilômetros quilómetro quilómetros", "metre": "metro metros", "mile": "milha milhas",
        "foot": "pés", "kg": "quilo quilos quilograma quilogramas", "tonne": "tonelada toneladas",
        "litre": "litro litros", "hectare": "hectare hectares", "acre": "acre acres", "degree": "grau graus",
        "barrel": "barril barris",
    },
    "es": {
        "year": "año años", "month": "mes meses", "week": "semana semanas", "day": "día días", "hour": "hora horas",
        "minute": "minuto minutos", "second": "segundos", "km": "kilómetro kilómetros", "metre": "metro metros",
        "mile": "milla millas", "foot": "pies", "kg": "kilo kilos kilogramo kilogramos",
        "tonne": "tonelada toneladas", "litre": "litro litros", "hectare": "hectárea hectáreas", "acre": "acre acres",
        "degree": "grado grados", "barrel": "barril barriles",
    },
    "fr": {
        "year": "an ans année années", "month": "mois", "week": "semaine semaines", "day": "jour jours",
        "hour": "heure heures", "minute": "minute minutes", "second": "secondes", "km": "kilomètre kilomètres",
        "metre": "mètre mètres", "mile": "mille milles", "foot": "pieds",
        "kg": "kilo kilos kilogramme kilogrammes", "tonne": "tonne tonnes", "litre": "litre litres",
        "hectare": "hectare hectares", "acre": "acre acres", "degree": "degré degrés", "barrel": "baril barils",
    },
    "de": {
        "year": "jahr jahre jahren", "month": "monat monate monaten", "week": "woche wochen", "day": "tag tage tagen",
        "hour": "stunde stunden", "minute": "minute minuten", "second": "sekunden",
        "km": "kilometer kilometern", "metre": "meter metern", "mile": "meile meilen",
        "kg": "kilo kilogramm", "tonne": "tonne tonnen", "litre": "liter", "hectare": "hektar", "degree": "grad",
        "barrel": "barrel",
    },
    "it": {
        "year": "anno anni", "month": "mese mesi", "week": "settimana settimane", "day": "giorno giorni",
        "hour": "ora ore", "minute": "minuto minuti", "second": "secondi", "km": "chilometro chilometri",
        "metre": "metro metri", "mile": "miglia", "foot": "piedi", "kg": "chilo chili",
        "tonne": "tonnellata tonnellate", "litre": "litro litri", "hectare": "ettaro ettari", "acre": "acri",
        "degree": "grado gradi", "barrel": "barile barili",
    },
    "nl": {
        "year": "jaar jaren", "month": "maand maanden", "week": "week weken", "day": "dag dagen", "hour": "uur",
        "minute": "minuut minuten", "second": "seconden", "km": "kilometer", "metre": "meter", "kg": "kilo",
        "tonne": "ton", "litre": "liter", "hectare": "hectare", "degree": "graden",
    },
    "ru": {
        "year": "год года лет", "month": "месяц месяца месяцев", "week": "неделя недели недель",
        "day": "день дня дней", "hour": "час часа часов", "minute": "минута минуты минут",
        "second": "секунда секунды секунд", "km": "километр километра километров", "metre": "метр метра метров",
        "kg": "килограмм килограммов", "tonne": "тонна тонны тонн", "litre": "литр литра литров",
        "hectare": "гектар гектаров", "degree": "градус градуса градусов", "barrel": "баррелей",
    },
    "uk": {"year": "рік років року", "month": "місяць", "day": "днів", "hour": "години годин"},
    "tr": {"year": "yıl", "month": "ay", "week": "hafta", "day": "gün", "hour": "saat", "minute": "dakika",
           "second": "saniye"},
    "ar": {"year": "سنة سنوات", "month": "شهر", "week": "أسبوع أسابيع", "day": "يوم أيام", "hour": "ساعة ساعات",
           "minute": "دقيقة دقائق"},
    "fa": {"year": "سال", "month": "ماه", "day": "روز", "hour": "ساعت", "minute": "دقیقه"},
    "ur": {"year": "سال", "month": "ماہ مہینے", "week": "ہفتے", "day": "دن روز", "hour": "گھنٹے", "minute": "منٹ"},
    "hi": {"year": "साल वर्ष", "month": "महीने", "week": "हफ्ते", "day": "दिन", "hour": "घंटे", "minute": "मिनट"},
    "zh": {"year": "年", "day": "天", "minute": "分", "second": "秒", "km": "公里", "metre": "米", "kg": "公斤",
           "tonne": "吨"},
    "ja": {"year": "年", "minute": "分", "second": "秒", "km": "キロ"},
}  # fmt: skip
_WEEKDAYS = {
    "en": "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thurs friday/fri saturday sunday",
    "pt": "segunda-feira/segundas-feiras terça-feira/terça quarta-feira quinta-feira sexta-feira sábado domingo",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "de": "montag/montags dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "ru": "понедельник вторник среда/среду четверг пятница/пятницу суббота/субботу воскресенье",
    "uk": "понеділок вівторок середа/середу четвер п'ятниця/п'ятницю субота/суботу неділя/неділю",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "ur": "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار",
}
_MONTHS = {
    "en": """january/jan february/feb march april/apr may june/jun july/jul august/aug september/sep/sept
        october/oct november/nov december/dec""",
    "pt": """janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set
        outubro/out novembro/nov dezembro/dez""",
    "es": """enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre""",
    "fr": "janvier février mars avril mai juin juillet août/aout septembre octobre novembre décembre",
    "de": "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": """январь/января/январе февраль/февраля/феврале март/марта/марте апрель/апреля/апреле май/мая/мае
        июнь/июня/июне июль/июля/июле"""
    """ август/августа/августе сентябрь/сентября/сентябре октябрь/октября/октябре ноябрь/ноября/ноябре
        декабрь/декабря/декабре""",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ar": "يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
}
_APPROXIMATE = {
    "en": """about|around|roughly|nearly|almost|some|approximately|circa|an estimated|estimated|close to|just
        under|just over|near|near to|barely|hardly|scarcely""",
    "pt": """cerca de|quase|aproximadamente|por volta de|em torno de|uns|umas|perto de|mais ou
        menos|estimados|estimadas""",
    "es": "unos|unas|casi|alrededor de|aproximadamente|cerca de|en torno a|cerca del",
    "fr": "environ|près de|quelque|presque|à peu près|autour de",
    "de": "etwa|rund|circa|ca|fast|knapp|ungefähr|beinahe|gut",
    "it": "circa|quasi|intorno a|all'incirca",
    "nl": "ongeveer|bijna|circa|zo'n|rond",
    "ru": "около|почти|примерно|порядка|приблизительно",
    "ur": "تقریبا|قریب",
    "hi": "लगभग|करीब|क़रीब",
    "ar": "نحو|حوالي|زهاء|قرابة",
    "zh": "约|近|大约",
    "ja": "約",
    "tr": "yaklaşık",
}
_AT_LEAST = {
    "en": """more than|more of|over|at least|at the least|at the very least|above|upwards of|no fewer than|no less
        than|not fewer than|not less than|exceed|exceeds|exceeded|exceeding|in excess of|a minimum of""",
    "pt": "mais de|mais do que|acima de|pelo menos|ao menos|no mínimo|a partir de|superior a|ultrapassa|ultrapassou",
    "es": "más de|al menos|por lo menos|cuando menos|como mínimo|superior a",
    "fr": "plus de|au moins|plus d'",
    "de": "mehr als|über|mindestens|wenigstens",
    "it": "più di|oltre|almeno",
    "nl": "meer dan|ruim|minstens|tenminste",
    "ru": "более|больше|свыше|не менее|минимум",
    "ur": "کم از کم",
    "hi": "कम से कम",
    "ar": "أكثر من|ما لا يقل عن|على الأقل",
    "zh": "超过|至少|逾|超過",
    "tr": "en az",
}
_AT_MOST = {
    "en": """up to|less than|less of|fewer than|under|below|at most|at the most|at the very most|no more than|not more
        than|as many as|as much as|a maximum of""",
    "pt": "até|menos de|abaixo de|no máximo|inferior a",
    "es": "hasta|menos de|como máximo|a lo sumo",
    "fr": "jusqu'à|moins de|au plus|au maximum",
    "de": "bis zu|weniger als|unter|höchstens|maximal",
    "it": "fino a|meno di|al massimo",
    "nl": "tot|minder dan|hooguit",
    "ru": "до|менее|меньше|не более",
    "zh": "不到|至多",
    "ar": "أقل من",
}
_OR_SO = {"en": "or so", "de": "oder so", "es": "o así"}
# What opens a number of which both ends are told, and what stands between these.
_BETWEEN = {
    "en": "between",
    "pt": "entre",
    "es": "entre",
    "fr": "entre",
    "de": "zwischen",
    "it": "tra fra",
    "nl": "tussen",
    "ru": "между",
}
_AND = {"en": "and", "pt": "e", "es": "y", "fr": "et", "de": "und", "it": "e", "nl": "en", "ru": "и"}
_TO = {"en": "to", "pt": "a", "es": "a", "fr": "à", "de": "bis", "it": "a", "nl": "tot", "ru": "до"}
_FROM = {"en": "from", "pt": "de", "es": "de", "fr": "de", "de": "von", "it": "da", "nl": "van", "ru": "от"}
# "From 10 to 20" after one of these is a change, not a range.
_CHANGES = {
    "en": """rise rises rose risen rising grow grows grew grown growing fall falls fell fallen falling drop drops
        dropped dropping raise raises raised raising increase increases increased increasing cut cuts cutting climb
        climbed jump jumped reduce reduced reducing shrink shrank shrunk slip slipped slid sank soared swelled went go
        up down lift lifted lower lowered change changed""",
    "pt": """subir subiu subiram sobe cair caiu caíram passar passou passaram aumentar aumentou aumentaram reduzir
        reduziu reduziram baixar baixou crescer cresceu cresceram elevar elevou diminuir diminuiu""",
    "es": """subir subió subieron sube caer cayó cayeron pasar pasó pasaron aumentar aumentó aumentaron reducir redujo
        redujeron bajar bajó bajaron crecer creció crecieron elevar elevó disminuir disminuyó""",
    "fr": "passer passé passe passa passent monté monter montée tombé tomber baissé baisser augmenté augmenter réduit",
    "de": """stieg stiegen steigt gestiegen fiel fielen gefallen sank gesunken wuchs gewachsen erhöhte erhöht gesenkt
        senkte""",
    "it": "salito sceso passato passare aumentato ridotto calato cresciuto salire",
}
_OR_MORE = {"en": "or more", "pt": "ou mais", "es": "o más", "fr": "ou plus", "de": "oder mehr", "it": "o più"}
# States of people that a number counts, with the words that say so, by language. "People" and its like are no state:
# they go with any.
_STATES: dict[str, dict[str, str]] = {
    "en": {
        "dead": """dead died die dies killed kill kills killing killings death deaths fatalities fatality slain murdered
            perished toll bodies lives casualties""",
        "hurt": "injured wounded hurt injuries injuring wounding",
        "held": "arrested detained arrests detainees jailed",
        "missing": "missing",
        "displaced": "displaced evacuated fled",
    },
    "pt": {
        "dead": """mortos morto morta mortas morreram morreu morrer mortes morte matou mataram matar assassinados
            vítimas óbitos""",
        "hurt": "feridos ferido feridas ferida ferimentos",
        "held": "presos preso detidos detido",
        "missing": "desaparecidos desaparecido desaparecidas",
        "displaced": "evacuados deslocados",
    },
    "es": {
        "dead": """muertos muerto muerta muertas murieron murió muertes muerte mató mataron asesinados víctimas
            fallecidos""",
        "hurt": "heridos herido heridas lesionados",
        "held": "detenidos detenido arrestados presos preso",
        "missing": "desaparecidos desaparecido desaparecidas",
        "displaced": "desplazados evacuados",
    },
    "fr": {
        "dead": "morts mort morte mortes tués tué tuées décès victimes",
        "hurt": "blessés blessé blessées",
        "held": "arrêtés arrêté interpellés",
        "missing": "disparus portés",
        "displaced": "évacués déplacés",
    },
    "de": {
        "dead": "tote toten tot getötet starben gestorben todesopfer opfer",
        "hurt": "verletzt verletzte verletzten",
        "held": "festgenommen verhaftet",
        "missing": "vermisst vermisste",
        "displaced": "vertriebene evakuiert",
    },
    "it": {
        "dead": "morti morto uccisi ucciso vittime deceduti",
        "hurt": "feriti ferito",
        "held": "arrestati",
        "missing": "dispersi",
        "displaced": "sfollati",
    },
    "nl": {
        "dead": "doden dood gedood omgekomen slachtoffers",
        "hurt": "gewonden gewond",
        "held": "gearresteerd aangehouden",
        "missing": "vermist vermisten",
        "displaced": "geëvacueerd",
    },
    "ru": {
        "dead": "погибли погибших погибло убиты убито",
        "hurt": "ранены раненых ранено пострадали",
        "held": "задержаны задержано арестованы",
        "missing": "пропали пропавших",
    },
    "ar": {"dead": "قتل قتلى مقتل"},
    "fa": {"dead": "قتل کشته"},
    "ur": {"dead": "ہلاک جاں قتل", "hurt": "زخمی", "held": "گرفتار", "missing": "لاپتہ"},
    "hi": {"dead": "मारे मौत", "hurt": "घायल", "held": "गिरफ्तार", "missing": "लापता"},
    "zh": {"dead": "死亡 死 丧生 遇难", "hurt": "受伤 受傷", "held": "被捕", "missing": "失踪"},
    "ja": {"dead": "死亡 死 死者", "hurt": "负伤", "held": "逮捕"},
}
# Forms that tell of whom they have behind them, not before: "a bus carrying 50 people crashed, killing several".
ACTIVE_FORMS = frozenset("killing injuring wounding".split())
MODIFIERS = frozenset({"hospital"})  # "taken to hospital" tells of those counted, "200 hospital beds" does not
# What people and things are counted for where nothing becomes of them, and forms of states that alignment is not told.
_MATTERS: dict[str, dict[str, str]] = {
    "en": {
        "crowd": """marched marchers march participated participants attended attendees attendance demonstrated
            demonstrators protested protesters rallied paraded filled gathered crowd crowds turnout drew""",
        "displaced": "uproot uprooted resettle resettled relocate relocated rehoused evicted flee",
        "jobs": "jobs positions posts layoffs redundancies redundant unemployment jobless",
        "strikers": "strikers striking walked stoppage",
        "hurt": """treated treatment hospitalised hospitalized hospital assisted poisoned intoxicated sickened burned
            concussed""",
        "dead": "drowned drowning",
        "held": "inmates custody",
        "ships": "ships vessels boats freighters",
    },
    "pt": {
        "crowd": """participaram participou participantes participam manifestantes marcharam desfilaram encheram
            concentraram juntaram atraiu reuniu""",
        "displaced": """reassentadas reassentados removidas removidos desalojadas desalojados realojadas realojados
            fugir fugiram retiradas evacuadas""",
        "jobs": "empregos emprego postos demissões despedimentos demitidos desemprego",
        "strikers": "grevistas adesão aderiram paralisaram",
        "hurt": """atendidas atendidos atendimento socorridas socorridos internadas internados hospitalizados
            hospitalizadas hospitalar assistidas assistidos internado internada intoxicados intoxicadas intoxicado
            intoxicada queimados queimadas""",
        "dead": "assassinadas assassinaram assassinou assassinado assassinada afogados afogadas afogaram",
        "held": "deteve detiveram prenderam prendeu",
        "ships": "navios embarcações cargueiros barcos",
    },
    "es": {
        "crowd": """manifestantes participaron participó marcharon desfilaron llenaron congregaron reunieron asistentes
            atrajo reunió""",
        "displaced": """desalojadas desalojados realojadas realojados reubicadas reubicados desterradas huir huyeron
            evacuadas""",
        "jobs": "desempleo empleos empleo puestos despidos despedidos paro",
        "strikers": "huelguistas adhesión adhirieron",
        "hurt": """atendidas atendidos ingresados ingresadas hospitalizados hospitalizadas atendió atendieron
            intoxicados intoxicadas intoxicado intoxicada quemados quemadas lesionadas lesionado""",
        "dead": "asesinaron asesinó asesinado asesinada asesinadas ahogados ahogadas ahogaron",
        "held": "detuvo detuvieron arrestaron",
        "ships": "barcos buques naves cargueros",
    },
    "fr": {
        "crowd": "participé manifesté manifestants défilé rassemblé",
        "displaced": "relogés délogés",
        "jobs": "emplois postes licenciements licenciés",
        "strikers": "grévistes",
        "hurt": "hospitalisés hospitalisées soignés soignées intoxiqués intoxiquées brûlés brûlées",
        "dead": "tuèrent assassinés assassinées noyés noyées périr péri",
        "ships": "navires bateaux cargos",
    },
    "de": {
        "crowd": "demonstriert demonstranten demonstrierten teilnehmer teilgenommen versammelten",
        "displaced": "umgesiedelt",
        "jobs": "arbeitsplätze stellen beschäftigte",
        "strikers": "streikende streikenden",
        "hurt": "behandelt vergiftet vergiftete vergifteten",
        "dead": "ermordet ermordeten ertrunken ertranken ums umgekommen",
        "held": "verhaftete verhafteten",
        "ships": "schiffe schiffen boote frachter",
    },
    "it": {"dead": "assassinati assassinato", "held": "arrestato"},
    "ar": {"dead": "شهداء شهيد استشهد"},
    "fa": {"dead": "شهید"},
    "ur": {"dead": "شہید شہدا بحق"},
    "hi": {"dead": "शहीद मृत मृतक मृतकों"},
}
_PEOPLE = {
    "en": "people persons person men women civilians individuals others",
    "pt": "pessoas pessoa homens mulheres civis outros outras",
    "es": "personas persona hombres mujeres civiles otros otras",
    "fr": "personnes personne hommes femmes civils autres",
    "de": "menschen personen person männer frauen zivilisten weitere",
    "it": "persone persona uomini donne civili altri altre",
}


_ORDINALS = {
    "en": "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "pt": "terceiro/terceira - - sexto/sexta sétimo/sétima oitavo/oitava nono/nona décimo/décima",
    "es": "tercer/tercero/tercera - - sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima",
    "fr": "troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "de": "dritte/dritten/dritter/drittes vierte/vierten fünfte/fünften sechste/sechsten siebte/siebten achte/achten",
    "it": "terzo/terza quarto/quarta quinto/quinta sesto/sesta settimo/settima ottavo/ottava nono/nona decimo/decima",
}
_LABEL_NOUNS = """no nº n° nr number número numero article artigo artículo artikel articolo section seção
    sección chapter capítulo page página flight voo vuelo vol room sala route channel canal phase fase level
    nível nivel category categoria categoría class classe lei ley law act resolution resolução resolución type
    tipo version versão group grupo gruppe highway rodovia br episode episódio season temporada round rodada
    grade série item point ponto art line linha línea hill boeing airbus"""
_OLD = "old idade edad altura jahrig jahrige jahriger jahrigen"
_AGED = "aged age idade edad âgé âgée âgés im alter tem tiene"
_CLOCK = "às as las à um at ore alle"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Folded words in a row and what they mean, with the words that begin and end one, for a quick no."""

    meanings: dict[tuple[str, ...], float]
    first: frozenset[str]
    last: frozenset[str]

    def __contains__(self, words: object) -> bool:
        return words in self.meanings


@dataclass(frozen=True, slots=True)
class NumberWords:
    """All tables of one language, by folded word or by phrase."""

    small: dict[str, int]  # 0 to 19
    tens: dict[str, int]
    hundreds: dict[str, int]  # words for 100 to 900
    hundred: frozenset[str]  # "hundred": multiplies what is before it
    scales: dict[str, int]
    compounds: dict[str, int]  # "sechsundzwanzig", "ventisei"
    in_word: dict[str, int]  # what may stand before or after a thousand in one word
    thousands: tuple[str, ...]
    never_first: frozenset[str]
    joiner: str
    vague: dict[str, tuple[int, int]]
    several: frozenset[str]
    few: frozenset[str]
    single: dict[str, int]
    multiples: dict[str, int]  # scales, and nouns like "dozen", in any form
    half: frozenset[str]
    mixed: dict[str, float]
    articles: frozenset[str]
    shares: Phrases
    of: frozenset[str]
    percent: Phrases
    points: Phrases
    weekdays: Phrases
    months: dict[str, int]
    approximate: Phrases
    at_least: Phrases
    at_most: Phrases
    or_more: Phrases
    or_so: Phrases
    between: frozenset[str]
    between_and: str
    range_from: str
    range_to: str
    changes: frozenset[str]
    measures: dict[str, str]
    states: dict[str, str]
    matters: dict[str, str]
    ordinals: dict[str, int]
    has_words: bool


# Letters with the marks that belong to them, as in :mod:`compare.steps.fold`, without digits.
LETTERS = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0970-\u0dff\u0e00-\u0eff\u1000-\u109f\u200c\u200d])+")


def words_in(text: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, parted at hyphens and apostrophes as sentences are."""
    return tuple(fold(word) for word in LETTERS.findall(text))


def _forms(words: str) -> list[str]:
    return [fold(form) for word in words.split() for form in word.split("/")]


def _numbered(words: str, first: int, step: int) -> dict[str, int]:
    """Return the value of each form; words of the list count up from ``first`` by ``step``."""
    return {fold(form): first + k * step for k, word in enumerate(words.split()) for form in word.split("/")}


def _phrases(text: str) -> Phrases:
    return _make_phrases({words_in(phrase): 1.0 for phrase in text.split("|") if phrase})


def _make_phrases(meanings: dict[tuple[str, ...], float]) -> Phrases:
    return Phrases(meanings, frozenset(words[0] for words in meanings), frozenset(words[-1] for words in meanings))


def _inverted(table: dict[int, str] | dict[tuple[int, int], str]) -> dict[str, Any]:
    return {form: value for value, words in table.items() for form in _forms(words)}


HUNDRED_IN_WORD = {"de": "hundert", "nl": "honderd", "it": "cento"}
THOUSAND_IN_WORD = {"de": "tausend", "nl": "duizend", "it": "mila"}


def _compounds(language: str) -> dict[str, int]:
    """Return 21 to 999 as the languages write them that write them in one word."""
    small = [word.split("/")[0] for word in _SMALL.get(language, "").split()]
    tens = [word.split("/")[0] for word in _TENS.get(language, "").split()]
    below: dict[str, int] = {}
    if language in ("de", "nl"):
        joint = "und" if language == "de" else "en"
        for t, ten in enumerate(tens, 2):
            below |= {small[u] + joint + ten: 10 * t + u for u in range(1, 10)}
            if language == "nl":
                below |= {small[u] + "ën" + ten: 10 * t + u for u in (2, 3)}
    elif language == "it":
        for t, ten in enumerate(tens, 2):
            below |= {(ten[:-1] if u in (1, 8) else ten) + small[u]: 10 * t + u for u in range(1, 10)}
            below |= {ten + "tré": 10 * t + 3, ten[:-1] + "uno": 10 * t + 1}
    elif language == "es":
        twenties = "uno dós trés cuatro cinco séis siete ocho nueve".split()
        below = {"veinti" + unit: 20 + u for u, unit in enumerate(twenties, 1)} | {"veintiún": 21, "veintiuna": 21}
    if language in HUNDRED_IN_WORD:
        hundred = HUNDRED_IN_WORD[language]
        rest = {word: k for k, word in enumerate(small) if k} | {word: 10 * k for k, word in enumerate(tens, 2)} | below
        rest |= {"eins": 1} if language == "de" else {"uno": 1, "tré": 3} if language == "it" else {}
        rest |= {"und" + word: value for word, value in rest.items()} if language == "de" else {}
        for h in range(1, 10):
            heads = {hundred, small[1] + hundred} if h == 1 else {small[h] + hundred}
            for head in heads:
                below[head] = 100 * h
                below |= {head + tail: 100 * h + value for tail, value in rest.items()}
                if language == "it":  # centotto, centottanta
                    below |= {head[:-1] + t: 100 * h + value for t, value in rest.items() if t.startswith("ott")}
    return {fold(word): value for word, value in below.items()}


def compound_value(word: str, words: NumberWords) -> int | None:
    """Return the value of a number written in one word (``zweitausenddreihundert``), or None; ``word`` is folded."""
    if word in words.compounds:
        return words.compounds[word]
    for thousand in words.thousands:
        head, found, tail = word.partition(thousand)
        if found and (head or tail):
            parts = [words.in_word.get(part) if part else none for part, none in ((head, 1), (tail, 0))]
            if parts[0] is not None and parts[1] is not None:
                return 1000 * parts[0] + parts[1]
    return None


def _by_form(table: dict[str, str]) -> dict[str, str]:
    return {form: name for name, words in table.items() for form in _forms(words)}


@lru_cache(maxsize=64)
def number_words(language: str) -> NumberWords:
    """Return the tables of a language (a primary tag); empty ones where nothing is known."""
    weekdays = {
        words_in(form): float(day)
        for day, word in enumerate(_WEEKDAYS.get(language, "").split(), 1)
        for form in word.split("/")
    }
    return NumberWords(
        small=(small := _numbered(_SMALL.get(language, ""), 0, 1)),
        tens=(tens := _numbered(_TENS.get(language, ""), 20, 10)),
        hundreds=_numbered(_HUNDREDS.get(language, ""), 100, 100),
        hundred=frozenset(hundred := dict.fromkeys(_forms(HUNDRED.get(language, "")), 100)),
        scales=(scales := _inverted(_SCALES.get(language, {}))),
        compounds=(compounds := _compounds(language)),
        in_word=compounds | small | tens | ({"eins": 1} if language == "de" else {}),
        thousands=tuple(_forms(THOUSAND_IN_WORD.get(language, "") + (" mille" if language == "it" else ""))),
        never_first=frozenset(_forms(NEVER_FIRST.get(language, ""))),
        joiner=JOINERS.get(language, ""),
        vague=_inverted(_VAGUE.get(language, {})),
        several=frozenset(_forms(SEVERAL.get(language, ""))),
        few=frozenset(_forms(FEW.get(language, ""))),
        single=_inverted(_SINGLE.get(language, {})),
        multiples=scales | ({} if language == "fr" else hundred) | _inverted(_MULTIPLES.get(language, {})),
        half=frozenset(_forms(_HALF.get(language, ""))),
        mixed={form: value for value, words in _MIXED.get(language, {}).items() for form in _forms(words)},
        articles=frozenset(_forms(ARTICLES.get(language, ""))),
        shares=_make_phrases({words_in(phrase): value for phrase, value in SHARES.get(language, {}).items()}),
        of=frozenset(_forms(OF.get(language, ""))),
        percent=_phrases(PERCENT.get(language, "")),
        points=_phrases(POINTS.get(language, "")),
        weekdays=_make_phrases(weekdays),
        months=_numbered(_MONTHS.get(language, ""), 1, 1),
        approximate=_phrases(_APPROXIMATE.get(language, "")),
        at_least=_phrases(_AT_LEAST.get(language, "")),
        at_most=_phrases(_AT_MOST.get(language, "")),
        or_more=_phrases(_OR_MORE.get(language, "")),
        or_so=_phrases(_OR_SO.get(language, "")),
        between=frozenset(_forms(_BETWEEN.get(language, ""))),
        between_and=fold(_AND.get(language, "")),
        range_from=fold(_FROM.get(language, "")),
        range_to=fold(_TO.get(language, "")),
        changes=frozenset(_forms(_CHANGES.get(language, ""))),
        measures={
            form: name
            for table in (_MEASURES[""], _MEASURES.get(language, {}))
            for name, words in table.items()
            for form in _forms(words)
            if not is_function_word(form, language)
        },
        states=_by_form(_STATES.get(language, {})),
        matters=_by_form(_MATTERS.get(language, {})),
        ordinals={word: value for word, value in _numbered(_ORDINALS.get(language, ""), 3, 1).items() if word != "-"},
        has_words=language in _SMALL,
    )


CURRENCIES = {fold(form): code for code, words in _CURRENCY_WORDS.items() for form in words.split()}
PEOPLE = frozenset(form for words in _PEOPLE.values() for form in _forms(words))
# Verbs of crowds that tell of one behind its number alone: of 50,000 pages boxes are filled with.
FILLING = frozenset(_forms("filled encheram llenaron"))
FILLED_WITH = frozenset({"with", "de"})
LABEL_NOUNS = frozenset(_forms(_LABEL_NOUNS))
OLD = frozenset(_forms(_OLD))
AGED = frozenset(_forms(_AGED))
CLOCK = frozenset(_forms(_CLOCK))
