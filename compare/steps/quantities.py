"""Numbers in a sentence: where they stand, what they are worth, what they count.

Owns reading counts, shares, amounts, dates and the like in any digits and in the number words of some languages.
Does not know what is said about them, nor by whom. Everything is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, prod

from compare.domain import Span, primary
from compare.steps.fold import fold
from compare.steps.function_words import is_function_word
from compare.steps.inflection import stem
from compare.steps.number_words import (
    ACTIVE_FORMS,
    AGED,
    BEFORE_CENT,
    CLOCK,
    CURRENCIES,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    DECIMAL_COMMA,
    DECIMAL_POINT_TAGS,
    FILLED_WITH,
    FILLING,
    HAN_COUNTERS,
    HAN_DIGITS,
    LABEL_NOUNS,
    LETTERS,
    MODIFIERS,
    OLD,
    PEOPLE,
    NumberWords,
    Phrases,
    compound_value,
    number_words,
)
from compare.steps.quantity import Quantity, Unit

NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c'’\u00a0\u202f\u2009]\d+)*")
TOKEN = re.compile(
    rf"{NUMBER.pattern}|[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|{LETTERS.pattern}|[^\w\s]"
)
SPACED_GROUPS = re.compile(r"\d{1,3}(?: \d{3}){1,5}(?![\d.,]?\d)")  # 1 234 567
NUMERIC_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d])")
DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
CLOCK_TIME = re.compile(
    r"(\d{1,2})(?:[:h](\d{2})(?::\d{2})?(?!\d)|\s?h(?:\s?(\d{2}))?(?![\w])|\.(\d{2})(?=\s?(?:Uhr|[ap]\.?m\b))"
    r"|(?=\s?(?:[ap]\.?m\b|Uhr\b)))(?:\s?([ap])\.?m\b\.?)?"
)
RANGE = re.compile(r"(\d[\d.,]{0,35})\s?[-–—]\s?(\d[\d.,]{0,35})(?![\d]|[-–]\d)")  # as long as numbers are read
ORDINAL = re.compile(r"(?:st|nd|rd|th|º|ª|\.º|\.ª|er|ère|eme|ème|e)(?!\w)")
PERCENT_SIGNS = "%％٪"
MAGNITUDE = re.compile(r"\s?(tn|bn|mn|mi|bi|[mbkMBK])(?!\w)")
THOUSANDS = re.compile(r"[kK](?!\w)")  # 10k
MAGNITUDES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mi": 1e6, "b": 1e9, "bn": 1e9, "bi": 1e9, "tn": 1e12}
WEEKDAY_HAN = re.compile(r"(?:星期|礼拜|禮拜|周|週)([一二三四五六日天])|([月火水木金土日])曜")
SIGN_PARTS = frozenset(CURRENCY_SIGNS) | {"US", "R", "A", "AU", "C", "CA", "HK", "NZ", "S", "NT"}  # R$ is two tokens
SIGNS_BY_LENGTH = sorted(CURRENCY_SIGNS, key=len, reverse=True)
MONTHS_WITH_CAPITAL = frozenset({"en", "de", "nl"})
# Short weekdays of Portuguese are ordinals as well ("quinta": fifth): they need a word before and a pause after.
PT_DAYS = {"segunda": 1, "terca": 2, "quarta": 3, "quinta": 4, "sexta": 5}
PT_DAY_BEFORE = frozenset("na nesta desta da ultima proxima a".split())
FIRST_YEAR, LAST_YEAR = 1900, 2100  # read as years wherever nothing else is said
OLD_YEAR = 1000  # earlier ones only after a word like "in"
BEFORE_YEAR = frozenset(
    "in em en im since desde de depuis seit from until ate hasta by año ano jahr year année anno nel dal of".split()
)
ARABIC_PREFIXES = frozenset("وبلفك")  # and, with, to, so, like: written in one with what follows
WINDOW = 7  # words of context to either side: a clause's worth
CHANGE_WINDOW = 4  # words before "from 10 to 20" that may say that it is a change
STATE_WINDOW = 6  # words between a number and what became of those it counts
# Words, folded, of what stands between commas and only says who some of those counted are.
SOME_OF_THEM = frozenset(
    "including among mostly many most entre incluindo incluido incluidos inclusive incluyendo dont parmi darunter tra "
    "fra onder".split()
)
INSERTED = 10  # words between two such commas; by hand
NOTHING: frozenset[str] = frozenset()
MAX_NOUNS = 4  # words after a number that may name what it counts
ROUND = frozenset({10.0, 12.0})  # two dozen, "duas dezenas": what is near it is said so, too
MAX_SCALES = 3  # "mil milhões", "hundred thousand million": nobody writes more
MAX_DIGITS = 18  # beyond it digits are an address or a code; also keeps arithmetic exact enough and fast
# What several of a number are: several dozen, "vários milhares".
SEVERAL_OF = {10: (20.0, 99.0), 12: (24.0, 99.0), 100: (200.0, 999.0), 10**3: (2e3, 99_999.0), 10**6: (2e6, 999e6)}
SEVERAL_OF[10**9] = (2e9, 999e9)
LONGEST_CUE = 4  # words of "at a minimum of"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    folded: str
    start: int
    end: int
    is_number: bool
    is_word: bool


def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the numbers of ``text`` in order; their spans do not overlap.

    ``language`` is a BCP 47 tag: it decides what 1.234 is worth and which number words are known. A number that is
    malformed in the language (1.234,567.89) is left out. O(n).
    """
    return _find(text, language.lower())


@lru_cache(maxsize=16_384)
def _find(text: str, tag: str) -> tuple[Quantity, ...]:
    return tuple(_Reader(text, tag).read())


def parse_number(digits: str, language: str) -> float | None:
    """Return the value of digits with separators as ``language`` writes them, None where they are malformed."""
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in digits)
    text = text.replace("٫", ".").replace("٬", "'")
    comma = primary(language) in DECIMAL_COMMA and language.lower() not in DECIMAL_POINT_TAGS
    marks = [c for c in text if not c.isdecimal()]
    if len(text) - len(marks) > MAX_DIGITS:
        return None
    if not marks:
        return float(text)
    decimal = ""
    kinds = list(dict.fromkeys(marks))
    if len(kinds) > 2:
        return None
    last = marks[-1]
    if len(kinds) == 2:
        if marks.count(last) > 1 or last not in ".,":
            return None
        decimal = last
    elif len(marks) == 1 and last in ".,":
        head, tail = text.split(last)
        is_grouping = last == ("." if comma else ",") and len(tail) == 3 and len(head) <= 3 and head != "0"
        decimal = "" if is_grouping else last
    whole, _, fraction = text.partition(decimal) if decimal else (text, "", "")
    groups = re.split(r"\D", whole)
    is_grouped = len(groups) == 1 or (
        len(groups[-1]) == 3 and all(len(g) in (2, 3) for g in groups[1:]) and 1 <= len(groups[0]) <= 3
    )
    if not is_grouped:
        return None
    return float("".join(groups) + ("." + fraction if fraction else ""))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in TOKEN.finditer(text):
        piece = match.group()
        start, end = match.span()
        if piece in "-‐‑'’" and start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalpha():
            continue  # twenty-six, 26-year-old, jusqu'à
        is_number = piece[0].isdecimal()
        is_word = not is_number and (piece[0].isalpha() or len(piece) > 1)
        found.append(_Token(piece, fold(piece) if is_word else piece, start, end, is_number, is_word))
    return found


class _Reader:
    """Walks one sentence. Each method that reads returns what it found and the token after it, or None."""

    def __init__(self, text: str, tag: str) -> None:
        self.original = text
        self.text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
        self.tag, self.language = tag, primary(tag)
        self.words: NumberWords = number_words(self.language)
        self.tokens = _tokens(self.text)
        self.forms = [token.folded if token.is_word else "" for token in self.tokens]

    def read(self) -> Iterator[Quantity]:
        """Yield the quantities in order."""
        found: list[tuple[Quantity, int, int]] = []
        i = 0
        while i < len(self.tokens):
            result = self._read_at(i)
            if result is None:
                i += 1
                continue
            quantity, after = result
            if quantity is not None:
                found.append((quantity, i, after))
            i = max(after, i + 1)
        number_at = [False] * (len(self.tokens) + 1)
        for _, first, after in found:
            number_at[first:after] = [True] * (after - first)
        last = 0
        for quantity, first, after in found:
            start = max(last, quantity.span.start)  # "20 or more than 30": the cue belongs to one of them
            last = quantity.span.end
            whole = self._with_surroundings(quantity, first, after, number_at)
            yield replace(whole, span=Span(start, last))

    def _at(self, i: int) -> _Token | None:
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def _word(self, i: int) -> str:
        """Return the folded word at ``i``, empty for anything else."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def _index_at(self, position: int) -> int:
        """Return the first token that begins at or after a character."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < position:
                low = middle + 1
            else:
                high = middle
        return low

    def _phrase(self, table: Phrases, i: int) -> tuple[float, int] | None:
        """Return the meaning of the longest phrase that begins at ``i`` and the token after it."""
        if self._word(i) not in table.first:
            return None
        for size in range(min(LONGEST_CUE, len(self.forms) - i), 0, -1):
            words = tuple(self.forms[i : i + size])
            if words in table:
                return table.meanings[words], i + size
        return None

    def _read_at(self, i: int) -> tuple[Quantity | None, int] | None:
        token = self.tokens[i]
        if token.is_number:
            if len(token.text) > 2 * MAX_DIGITS:
                return None
            return self._label_before(i) or self._date(i) or self._time(i) or self._range(i) or self._through(i)
        if not token.is_word:
            return None
        return (
            self._weekday(i)
            or self._month_first(i)
            or (None if self._half_of_scale(i) else self._share(i))
            or self._ordinal_word(i)
            or self._through(i)
        )

    # What is not an amount

    def _label_before(self, i: int) -> tuple[Quantity, int] | None:
        """F-16, G7, 4x4: digits grown together with letters."""
        token = self.tokens[i]
        before = self.text[max(0, token.start - 2) : token.start]
        is_joined = before[-1:] in ARABIC_PREFIXES and not before[:-1].isalpha()  # و٣٫٥: and 3.5
        if before[-1:].isalpha() and not is_joined and not _is_han(before[-1]) and not self._sign_before(i):
            return self._made(i, i + 1, 0, Unit.LABEL)
        if len(before) == 2 and before[1] in "-‐‑–" and before[0].isalpha():
            return self._made(i, i + 1, 0, Unit.LABEL)
        return None

    def _made(
        self, i: int, after: int, value: float, unit: Unit, detail: str = "", high: float | None = None
    ) -> tuple[Quantity, int]:
        span = Span(self.tokens[i].start, self.tokens[after - 1].end)
        if unit is Unit.LABEL:
            value = parse_number(self.tokens[i].text, self.tag) or 0.0 if self.tokens[i].is_number else value
        return Quantity(span, value, value if high is None else high, unit, detail), after

    def _date(self, i: int) -> tuple[Quantity, int] | None:
        token = self.tokens[i]
        numeric = NUMERIC_DATE.match(self.text, token.start)
        if numeric:
            return self._numeric_date(i, numeric)
        short = DAY_MONTH.match(self.text, token.start)
        if short:
            day, month = int(short[1]), int(short[2])
            after = self._index_at(short.end())
            if self.language == "en" or not (1 <= day <= 31 and 1 <= month <= 12):
                return self._made(i, after, 0, Unit.LABEL)
            return self._made(i, after, 100 * month + day, Unit.DATE)
        day_of = self._day(i)
        if day_of is None:
            return None
        day, j = day_of
        if _is_han_sign(self._at(j), "月"):
            day_there = self._day(j + 1)
            if day_there and (_is_han_sign(self._at(day_there[1]), "日") or _is_han_sign(self._at(day_there[1]), "号")):
                return self._made(i, day_there[1] + 1, 100 * day + day_there[0], Unit.DATE)
            return self._made(i, j + 1, 100 * day + 1, Unit.DATE, high=100 * day + 31)
        before_day = j
        if self._word(j) in self.words.of:
            j += 1
        month = self._month(j)
        if month:
            return self._with_year(i, j + 1, 100 * month + day)
        joined = self._word(before_day) == self.words.joiner or (
            before_day < len(self.tokens) and self.tokens[before_day].text in "-–,"
        )
        if joined:  # 26 e 27 de junho
            other = self._day(before_day + 1)
            if other:
                k = other[1] + (self._word(other[1]) in self.words.of)
                if self._month(k):
                    return self._made(i, i + 1, 100 * self._month(k) + day, Unit.DATE)
        if self._word(i - 1) == "dia" and self.language == "pt":
            return self._made(i, i + 1, day, Unit.DATE, "day")
        opened, closed = self._at(i - 1), self._at(i + 1)
        if opened and closed and opened.text == "(" and closed.text == ")" and self._ends_with_weekday(i - 2):
            return self._made(i, i + 1, day, Unit.DATE, "day")
        return None

    def _ends_with_weekday(self, i: int) -> bool:
        words = self._word(i)
        return words == "feira" or (words,) in self.words.weekdays or (self.language == "pt" and words in PT_DAYS)

    def _numeric_date(self, i: int, match: re.Match[str]) -> tuple[Quantity, int]:
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        after = self._index_at(match.end())
        if len(match[1]) == 4:
            year, month, day = first, second, third
        else:
            year = third if len(match[4]) == 4 else 2000 + third
            month, day = (first, second) if self.tag in ("en", "en-us") and first <= 12 else (second, first)
            if self.language == "en" and first <= 12 and second <= 12 and first != second:
                return self._made(i, after, 0, Unit.LABEL)  # 3/4/2021 is two dates
        if not (1 <= month <= 12 and 1 <= day <= 31) or (len(match[1]) == 3):
            return self._made(i, after, 0, Unit.LABEL)
        return self._made(i, after, 100 * month + day, Unit.DATE, str(year))

    def _day(self, i: int) -> tuple[int, int] | None:
        """Return a day of the month (or a month's number) in digits, and the token after it and its ordinal ending."""
        token = self._at(i)
        if not token or not token.is_number or len(token.text) > 2 or not 1 <= int(token.text) <= 31:
            return None
        j = i + 1
        ending = ORDINAL.match(self.text, token.end)
        if ending:
            j = self._index_at(ending.end())
        elif self.language in ("de", "nl") and self.text[token.end : token.end + 1] == ".":
            j += 1
        return int(token.text), j

    def _month(self, i: int) -> int:
        """Return the month named at ``i``, or 0."""
        token = self._at(i)
        if not token or not token.is_word:
            return 0
        if self.language in MONTHS_WITH_CAPITAL and not token.text[0].isupper():
            return 0
        return self.words.months.get(token.folded, 0)

    def _with_year(self, i: int, after: int, low: int, high: int | None = None) -> tuple[Quantity, int]:
        """Return the date of tokens ``i`` up to ``after``, with the year that follows, if any."""
        j = after
        token = self._at(j)
        if token and (token.text in (",", ".") or token.folded in self.words.of):
            j += 1
        year = self._year(j)
        if year:
            return self._made(i, j + 1, low, Unit.DATE, str(year), high)
        return self._made(i, after, low, Unit.DATE, "", high)

    def _year(self, i: int) -> int:
        token = self._at(i)
        if (
            token
            and token.is_number
            and len(token.text) == 4
            and token.text.isdecimal()
            and FIRST_YEAR <= int(token.text) < LAST_YEAR
        ):
            return int(token.text)
        return 0

    def _month_first(self, i: int) -> tuple[Quantity, int] | None:
        """June 26, 2025; June 2025; junho de 2025."""
        month = self._month(i)
        if not month:
            return None
        j = i + 1
        token = self._at(j)
        if token and token.text == "." and len(self.tokens[i].text) <= 4:
            j += 1
        day = self._day(j)
        if day and self.language == "en" and not self._is_scaled(day[1]):
            return self._with_year(i, day[1], 100 * month + day[0])
        k = j + (self._word(j) in self.words.of)
        year = self._year(k)
        if year:
            return self._made(i, k + 1, 100 * month + 1, Unit.DATE, str(year), 100 * month + 31)
        return None

    def _is_scaled(self, i: int) -> bool:
        token = self._at(i)
        return bool(token) and (
            self._word(i) in self.words.scales or (token is not None and token.text in PERCENT_SIGNS)
        )

    def _weekday(self, i: int) -> tuple[Quantity, int] | None:
        token = self.tokens[i]
        han = WEEKDAY_HAN.match(self.text, token.start) if _is_han(token.text[0]) else None
        if han:
            day = "一二三四五六日".find((han[1] or "").replace("天", "日")) if han[1] else "月火水木金土日".find(han[2])
            return self._made(i, self._index_at(han.end()), day + 1, Unit.WEEKDAY)
        found = self._phrase(self.words.weekdays, i)
        if found and (token.text[0].isupper() or self.language not in MONTHS_WITH_CAPITAL):
            after = found[1]
            return self._made(i, after, found[0], Unit.WEEKDAY)
        if self.language == "pt" and token.folded in PT_DAYS and self._word(i - 1) in PT_DAY_BEFORE:
            after_token = self._at(i + 1)
            if after_token is None or not (after_token.is_word or after_token.is_number):
                return self._made(i, i + 1, PT_DAYS[token.folded], Unit.WEEKDAY)
        return None

    def _time(self, i: int) -> tuple[Quantity, int] | None:
        token = self.tokens[i]
        if _is_han_sign(self._at(i + 1), "时時点點") and token.text.isdecimal() and int(token.text) <= 24:
            minute = self._at(i + 2)
            minutes = (
                int(minute.text)
                if minute and minute.is_number and len(minute.text) <= 2 and _is_han_sign(self._at(i + 3), "分")
                else 0
            )
            return self._made(i, i + (4 if minutes else 2), 60 * int(token.text) + minutes, Unit.TIME)
        match = CLOCK_TIME.match(self.text, token.start)
        if match:
            hour, minute_text = int(match[1]), match[2] or match[3] or match[4] or "0"
            if hour > 24 or int(minute_text) > 59:
                return None
            if match[5]:
                hour = hour % 12 + (12 if match[5] == "p" else 0)
            return self._made(i, self._index_at(match.end()), 60 * hour + int(minute_text), Unit.TIME)
        if (
            self._word(i - 1) in CLOCK
            and token.text.isdecimal()
            and int(token.text) <= 24
            and self.words.measures.get(self._word(i + 1)) == "hour"
        ):
            return self._made(i, i + 2, 60 * int(token.text), Unit.TIME)
        return None

    def _range(self, i: int) -> tuple[Quantity, int] | None:
        """10-15 people, 2014-2018, 3-1."""
        token = self.tokens[i]
        match = RANGE.match(self.text, token.start)
        if not match:
            return None
        low, high = parse_number(match[1].rstrip(".,"), self.tag), parse_number(match[2].rstrip(".,"), self.tag)
        if low is None or high is None:
            return None
        after = self._index_at(match.start(2) + len(match[2].rstrip(".,")))
        if FIRST_YEAR <= low < LAST_YEAR and len(token.text) == 4:
            end = high if high >= FIRST_YEAR else low // 100 * 100 + high
            return self._made(i, after, low, Unit.YEAR, high=max(low, end))
        scale, after = self._scales(after)
        if low < high:
            low, high = low * scale, high * scale
        follows = self._word(after)
        sign = self._at(after)
        counts = scale > 1.0 or (follows and not is_function_word(follows, self.language))
        if low < high and (counts or (sign is not None and sign.text in PERCENT_SIGNS) or self._sign_before(i)):
            return self._with_unit(i, after, low, high, is_word=False, is_vague=False)
        return self._made(i, after, min(low, high), Unit.SCORE, high=max(low, high))

    def _share(self, i: int) -> tuple[Quantity, int] | None:
        found = self._phrase(self.words.shares, i)
        if not found or not (self._word(found[1]) in self.words.of or self._article(found[1])):
            return None
        value = found[0]
        if self._word(found[1]) in self.words.of:  # a quarter of a million
            k = found[1] + 1
            k += self._word(k) in self.words.articles
            scale, after = self._scales(k)
            if after > k and self._word(k) not in self.words.vague:
                return self._with_unit(i, after, value / 100 * scale, value / 100 * scale, is_word=True, is_vague=False)
        if self.language == "en" and self._phrase(self.words.points, found[1] + 1):
            return self._made(i, found[1] + 2, value / 100, Unit.POINTS)  # half a percentage point
        quantity, after = self._made(i, found[1], value, Unit.PERCENT)
        cue, first = self._cue_and_place(i)
        if cue:
            quantity = replace(quantity, span=Span(self.tokens[first].start, quantity.span.end))
        if cue == "least":
            quantity = replace(quantity, high=inf)
        elif cue == "most":
            quantity = replace(quantity, low=0.0)
        return replace(quantity, is_approximate=True, is_word=True), after

    def _article(self, i: int) -> bool:
        """True for "the" in "half the seats", not for the articles of "half an hour"."""
        return (
            self.language == "en"
            and self._word(i) in ("the", "a", "an", "its", "their", "all")
            and self._word(i + 1) not in self.words.measures
        )

    def _ordinal_word(self, i: int) -> tuple[Quantity, int] | None:
        value = self.words.ordinals.get(self.tokens[i].folded)
        return self._made(i, i + 1, value, Unit.ORDINAL) if value else None

    # Amounts

    def _amount_at(self, i: int) -> tuple[Quantity | None, int] | None:
        if self.tokens[i].is_number:
            return self._digits(i)
        if _is_han(self.tokens[i].text[0]):
            return self._han(i)
        return self._vague(i) or self._half_of_scale(i) or self._spelled(i)

    def _through(self, i: int) -> tuple[Quantity | None, int] | None:
        """Between 10 and 20, from 10 to 20, 10 to 20 percent: both ends of one number; else the number at ``i``."""
        low = self._amount_at(i)
        first, after = low or (None, i)
        if first is None or first.is_vague or first.unit in (Unit.YEAR, Unit.LABEL, Unit.ORDINAL):
            return low
        opener = self._index_at(first.span.start) - 1
        is_between = self._word(opener) in self.words.between and self._word(after) == self.words.between_and
        if not is_between and not (self._word(after) == self.words.range_to and not self._is_change(opener)):
            return low
        k = after + 1
        while k < after + 3 and (there := self._at(k)) and (there.text in SIGN_PARTS or there.text in CURRENCY_CODES):
            k += 1
        there = self._at(k)
        if there is None or not (there.is_word or there.is_number):
            return low
        if there.is_number and (self._label_before(k) or self._date(k) or self._time(k) or self._range(k)):
            return low
        second, end = self._amount_at(k) or (None, k)
        if second is None or second.is_vague:
            return low
        unit, detail = (second.unit, second.detail) if first.unit is Unit.COUNT else (first.unit, first.detail)
        if second.unit is not Unit.COUNT and (second.unit, second.detail) != (unit, detail):
            return low
        high = second.low or second.high
        least = first.low or first.high
        scale = self._shared_scale(least, high, k, end)
        least *= scale
        is_open = not is_between and self._word(opener) != self.words.range_from and scale == 1.0
        if is_open and unit is Unit.COUNT and (not self._word(end) or is_function_word(self._word(end), self.language)):
            return low  # a score, or votes for and against
        if unit in (Unit.YEAR, Unit.LABEL, Unit.ORDINAL) or least >= high:
            return low
        start = self.tokens[opener].start if is_between else first.span.start
        is_about = first.is_approximate or second.is_approximate
        whole = replace(second, span=Span(start, second.span.end), low=least, high=high, unit=unit, detail=detail)
        return replace(whole, is_approximate=is_about, is_word=first.is_word), end

    def _is_change(self, opener: int) -> bool:
        """True for "rose from" before a number."""
        return self._word(opener) == self.words.range_from and not self.words.changes.isdisjoint(
            self.forms[max(0, opener - CHANGE_WINDOW) : opener]
        )

    def _shared_scale(self, low: float, high: float, k: int, end: int) -> float:
        """Return the scale behind the upper end of a range that goes for the lower one, too: 20 to 30 million."""
        if self.tokens[k].is_number:
            digits = parse_number(self.tokens[k].text, self.tag)
            return high / digits if digits and low < digits else 1.0
        at = [t for t in range(k, end) if self.forms[t] in self.words.multiples]
        if at and at[-1] - at[0] == len(at) - 1:
            for first in range(len(at)):
                scale = prod(self.words.multiples[self.forms[t]] for t in at[first:])
                if low < high / scale:
                    return float(scale)
        return 1.0

    def _half_of_scale(self, i: int) -> tuple[Quantity, int] | None:
        """Half a million, meia dúzia, demi-million."""
        if self._word(i) not in self.words.half:
            return None
        j = i + 1
        if self.language == "en":
            j += self._word(j) in self.words.of
            j += self._word(j) in self.words.articles
        scale, after = self._scales(j)
        if after == j:
            return None
        quantity, after = self._with_unit(i, after, scale / 2, scale / 2, is_word=True, is_vague=False)
        return replace(quantity, is_round=True), after

    def _and_half(self, value: float, scale: float, i: int) -> tuple[float, int]:
        """Return ``value`` with "and a half" at ``i``, half of the ``scale`` before it or of what follows."""
        if not self.words.joiner or self._word(i) != self.words.joiner:
            return value, i
        k = i + 1
        k += self._word(k) in self.words.articles
        j = k + 1
        if self._word(k) not in self.words.half:
            return value, i
        further, after = self._scales(j)
        if self.language == "en" and k == i + 1 and after == j:
            return value, i  # 20 and half of the others
        if self.text[self.tokens[k].end : self.tokens[k].end + 1] == "-":
            return value, i  # two and a half-brother
        if after > j and scale == 1.0:
            return (value + 0.5) * further, after
        return value + scale / 2, j

    def _digits(self, i: int) -> tuple[Quantity | None, int] | None:
        token = self.tokens[i]
        end = i + 1
        spaced = SPACED_GROUPS.match(self.text, token.start) if self.language != "en" else None
        if spaced:
            value: float | None = float(spaced.group().replace(" ", ""))
            end = self._index_at(spaced.end())
        else:
            value = parse_number(token.text, self.tag)
        if value is None:
            return None, end
        ordinal = ORDINAL.match(self.text, self.tokens[end - 1].end)
        if ordinal:
            return self._made(i, self._index_at(ordinal.end()), value, Unit.ORDINAL)
        value, after = self._scaled(value, end)
        return self._with_unit(i, after, value, value, is_word=False, is_vague=False)

    def _scaled(self, value: float, i: int) -> tuple[float, int]:
        """Return ``value`` times the scale words at ``i`` (million, mil milhões), plus smaller amounts joined to it."""
        scale, j = self._scales(i)
        total, after = self._and_half(value * scale, scale, j)
        if j == i or after > j:
            return total, after
        for _ in range(3):  # 1 crore 20 lakh, 1 milhão e 200 mil, 3万5千
            k = j + (bool(self.words.joiner) and self._word(j) == self.words.joiner)
            token = self._at(k)
            if not token or not token.is_number:
                break
            more = parse_number(token.text, self.tag)
            next_scale, after = self._scales(k + 1)
            is_glued = _is_han(self.text[token.start - 1 : token.start])
            if more is None or (after == k + 1 and not is_glued) or next_scale >= scale:
                break
            total, scale, j = total + more * next_scale, next_scale, after
        return total, j

    def _scales(self, i: int) -> tuple[float, int]:
        scale, j = 1.0, i
        glued = THOUSANDS.match(self.text, self.tokens[i - 1].end) if i > 0 and self.tokens[i - 1].is_number else None
        if glued:
            return 1e3, self._index_at(glued.end())
        while j < i + MAX_SCALES and self._word(j) in self.words.multiples:
            scale *= self.words.multiples[self._word(j)]
            j += 1
            token = self._at(j)
            if (
                token
                and token.text == "."
                and len(self._word(j - 1)) <= 4
                and self._word(j - 1) in ("тыс", "тис", "tys", "mio", "mrd")
            ):
                j += 1
        return scale, j

    def _han(self, i: int) -> tuple[Quantity, int] | None:
        """三百二十六人: a run of Chinese numerals; a lone one only before a word that counts."""
        j, total, section, current = i, 0, 0, 0
        scales = self.words.scales
        if not scales:
            return None
        while (
            j < i + MAX_DIGITS
            and (token := self._at(j))
            and (token.text in HAN_DIGITS or ((j > i or token.text == "十") and token.text in scales))
        ):
            if j > i and self.tokens[j - 1].end != token.start:
                break
            if token.text in HAN_DIGITS:
                current = (
                    current * 10 + HAN_DIGITS[token.text]
                    if current and self.tokens[j - 1].text in HAN_DIGITS
                    else HAN_DIGITS[token.text]
                )
            elif scales[token.text] < 10_000:
                section += max(current, 1) * scales[token.text]
                current = 0
            else:
                total += (section + current) * scales[token.text]
                section = current = 0
            j += 1
        value = total + section + current
        counter = self._at(j)
        if _is_han_sign(counter, "月"):
            return None
        if (
            j == i
            or self.text.startswith("一十", self.tokens[i].start)
            or (j == i + 1 and not (value >= 2 and counter and counter.text in HAN_COUNTERS and value != 10))
        ):
            return None
        if all(self.tokens[k].text in HAN_DIGITS for k in range(i, j)) and j - i < 4 and j > i + 1:
            return None  # 一二: a few; 二〇二五 is a year
        return self._with_unit(i, j, float(value), float(value), is_word=True, is_vague=False)

    def _vague(self, i: int) -> tuple[Quantity, int] | None:
        """Dozens, tens of thousands, milhares de, several thousand."""
        words, token = self.words, self.tokens[i]
        if token.folded in words.several:
            one = words.multiples.get(self._word(i + 1), 0)
            several = SEVERAL_OF.get(one)
            if several is None:
                return None
            scale, after = self._scales(i + 2)
            top = 10 * one - 1.0 if token.folded in words.few else several[1]
            low, high = several[0] * scale, top * scale
            return self._with_unit(i, after, low, high, is_word=True, is_vague=True)
        bounds = words.vague.get(token.folded)
        if bounds is None:
            tens = (
                self.language == "en"
                and token.folded == "tens"
                and self._word(i + 1) == "of"
                and self._word(i + 2) in words.vague
            )
            if not tens:
                return None
            bounds = (20, 99)
        j = i + 1
        k = j + (self._word(j) in words.of)
        scale, after = self._scales(k)
        further = words.vague.get(self._word(k))
        if after == k and further and k > j:
            scale, after = further[0] / 2, k + 1
        if after > k:
            return self._with_unit(i, after, bounds[0] * scale, bounds[1] * scale, is_word=True, is_vague=True)
        return self._with_unit(i, j, float(bounds[0]), float(bounds[1]), is_word=True, is_vague=True)

    def _spelled(self, i: int) -> tuple[Quantity, int] | None:
        words, first = self.words, self.tokens[i].folded
        if not words.has_words or self._word(i - 1) in BEFORE_CENT:
            return None
        if first in words.mixed:  # anderthalb Millionen
            scale, j = self._scales(i + 1)
            value = words.mixed[first] * scale
            return self._with_unit(i, j, value, value, is_word=True, is_vague=False)
        if first in words.single:
            return self._single(i)
        if first in words.never_first and not self._opens_number(i):
            return None
        value, j, scale = self._spelled_value(i)
        if j == i:
            return None
        if j == i + 2 and value / scale in (10.0, 100.0) and self._word(i + 1) in words.vague and scale >= 1e3:
            return self._with_unit(i, j, value, 10 * value - scale, is_word=True, is_vague=True)  # ten thousands
        value, j = self._and_half(value, scale, j)
        quantity, after = self._with_unit(i, j, value, value, is_word=True, is_vague=False)
        return replace(quantity, is_round=scale in ROUND), after

    def _single(self, i: int) -> tuple[Quantity, int] | None:
        """A dozen, a dozen and a half, une centaine de milliers, a couple of hundred."""
        first, j = self._word(i), i + 1
        if first == "couple" and self._word(j) != "of":
            return None
        number = float(self.words.single[first])
        value, j = self._and_half(number, number, j)
        k = j + (self._word(j) in self.words.of)
        scale, after = self._scales(k)
        if after > k and self._word(k) != first:
            value, j = value * scale, after
        quantity, after = self._with_unit(i, j, value, value, is_word=True, is_vague=False)
        is_rough = self.language == "fr" or first == "couple"
        return replace(quantity, is_approximate=quantity.is_approximate or is_rough, is_round=True), after

    def _opens_number(self, i: int) -> bool:
        """True where a word that is also an article or an adjective (one, neuf) is a number."""
        follows, before = self._word(i + 1), self._word(i - 1)
        if follows in self.words.scales or follows in self.words.hundred or self._and_half(1.0, 1.0, i + 1)[1] > i + 1:
            return True
        return (
            self._word(i) == "one"
            and (follows in PEOPLE or follows in self.words.states)
            and before not in ("no", "any", "every", "each", "this", "that", "another", "the")
        )

    def _spelled_value(self, i: int) -> tuple[float, int, float]:
        """Return the value of the words from ``i`` on, the token after them, and the scale that they end in, or 1."""
        words, french = self.words, self.language == "fr"
        total, current, j, end = 0, 0, i, i
        last_scale = 10**15
        while True:
            k = j
            if end > i and self._word(k) == words.joiner and words.joiner:
                k += 1
            word = self._word(k)
            value = words.small.get(word, words.tens.get(word, words.hundreds.get(word, compound_value(word, words))))
            if value is None and french and word in ("dix",):
                value = 10
            if value is not None:
                if french and value == 20 and current % 10 == 4 and current % 100 == 4 and k == j:
                    current += 76
                elif self._fits(value, current, french) or (end == i):
                    current += value
                else:
                    break
            elif word in words.hundred and current < 100 and k == j:
                current = max(current, 1) * 100
            elif (
                word in words.multiples
                and words.multiples[word] < last_scale
                and k == j
                and (current or end == i or total == 0)
            ):
                scale, after = self._scales(k)
                if end == i and (self._is_plural_scale(word) or word not in words.scales):
                    break
                total += max(current, 1) * int(scale)
                last_scale, current = int(scale), 0
                j = end = after
                continue
            else:
                break
            j = end = k + 1
        return float(total + current), end, float(last_scale) if total and not current else 1.0

    def _is_plural_scale(self, word: str) -> bool:
        """True for "milhões" alone: no number without one before it; True for abbreviations too."""
        return word in self.words.vague or (len(word) <= 3 and word != "mil")

    @staticmethod
    def _fits(value: int, current: int, french: bool) -> bool:
        if value >= 100:
            return current == 0
        if value >= 10:
            return current % 100 == 0 or (french and value < 20 and current % 100 in (60, 80))
        if french and current % 100 in (10, 70, 90):
            return value in (7, 8, 9)
        return value > 0 and current % 10 == 0 and (current % 100 == 0 or current % 100 >= 20)

    # Units

    def _sign_before(self, i: int) -> str:
        """Return the currency whose sign or code stands before token ``i``, or an empty text."""
        return self._sign_and_place(i)[0]

    def _sign_and_place(self, i: int) -> tuple[str, int]:
        """Return the currency before token ``i`` and the character where its sign or code begins."""
        start = self.tokens[i].start
        before = self.text[max(0, start - 5) : start]
        trimmed = before.rstrip(" \u00a0\u202f")
        end = start - len(before) + len(trimmed)
        for sign in SIGNS_BY_LENGTH:
            if trimmed.endswith(sign) and not (sign[0].isalpha() and trimmed[: -len(sign)][-1:].isalpha()):
                return CURRENCY_SIGNS[sign], end - len(sign)
        return (trimmed[-3:], end - 3) if trimmed[-3:] in CURRENCY_CODES else ("", start)

    def _with_unit(
        self, i: int, j: int, low: float, high: float, *, is_word: bool, is_vague: bool
    ) -> tuple[Quantity, int]:
        """Return the amount of tokens ``i`` up to ``j`` with what stands around it: unit, bounds, approximation."""
        unit, detail, end, factor = self._unit(i, j, low, is_word)
        low, high = low * factor, high * factor
        cue, first = self._cue_and_place(i)
        start = (
            self.tokens[first].start
            if cue
            else self._sign_and_place(i)[1]
            if unit is Unit.MONEY and self._sign_before(i)
            else self._start(i)
        )
        if unit is Unit.MEASURE and low == high:  # two hours and a half
            low, end = self._and_half(low, 1.0, end)
            high = low
        or_so = self._phrase(self.words.or_so, end)
        if or_so:
            cue, end = cue or "about", or_so[1]
        or_more = self._phrase(self.words.or_more, end)
        if or_more:
            cue, end = "least", or_more[1]
        if cue == "least":
            high = inf
        elif cue == "most":
            low = 0.0
        quantity = Quantity(
            Span(start, self.tokens[end - 1].end), low, high, unit, detail, cue == "about", is_vague, is_word
        )
        return quantity, end

    def _start(self, i: int) -> int:
        """Return where the number at ``i`` begins: at the article of "a dozen", "uma centena"."""
        own, before = self._word(i), self._word(i - 1)
        is_noun = own in self.words.multiples or own in self.words.single or own in self.words.half
        is_several = own in self.words.few
        return self.tokens[i - 1 if (is_noun or is_several) and before in self.words.articles else i].start

    def _unit(self, i: int, j: int, value: float, is_word: bool) -> tuple[Unit, str, int, float]:
        """Return unit, detail, the token after the unit, and what to multiply by."""
        token = self._at(j)
        points = self._phrase(self.words.points, j)
        if points:
            return Unit.POINTS, "", points[1], 1.0
        percent = self._phrase(self.words.percent, j)
        if percent:
            return Unit.PERCENT, "", percent[1], 1.0
        before = self._at(i - 1)
        if (token and token.text in PERCENT_SIGNS) or (
            before and before.text in PERCENT_SIGNS and self.language == "tr"
        ):
            return Unit.PERCENT, "", j + 1 if token and token.text in PERCENT_SIGNS else j, 1.0
        sign = self._sign_before(i)
        if sign:
            magnitude = MAGNITUDE.match(self.text, self.tokens[j - 1].end)
            if magnitude and self._scales(j)[1] == j:
                return Unit.MONEY, sign, self._index_at(magnitude.end()), MAGNITUDES[magnitude[1].lower()]
            return Unit.MONEY, sign, j, 1.0
        if token and (token.text in CURRENCY_SIGNS or token.text in CURRENCY_CODES):
            return Unit.MONEY, CURRENCY_SIGNS.get(token.text, token.text), j + 1, 1.0
        k = j + (self._word(j) in self.words.of)
        k += self._word(k) in ("us", "american", "canadian", "australian")
        word = self._word(k)
        if word == "pound" and self._is_hyphen(k):
            return Unit.MEASURE, "pound", k + 1, 1.0  # a 500-pound bomb
        if word in CURRENCIES and not (word == "real" and self.language != "pt"):
            return Unit.MONEY, CURRENCIES[word], k + 1, 1.0
        return self._other_unit(i, j, value, is_word)

    def _is_hyphen(self, i: int) -> bool:
        """True where a hyphen stands before the word at ``i``."""
        return self.text[self.tokens[i].start - 1 : self.tokens[i].start] in ("-", "‐", "‑")

    def _other_unit(self, i: int, j: int, value: float, is_word: bool) -> tuple[Unit, str, int, float]:
        word = self._word(j)
        measure = self.words.measures.get(word, "")
        if _is_han_sign(self._at(j), "岁歳歲"):
            return Unit.AGE, "", j + 1, 1.0
        if _is_han_sign(self._at(j), "年") and FIRST_YEAR <= value < LAST_YEAR:
            return Unit.YEAR, "", j + 1, 1.0
        token = self.tokens[i]
        if measure:
            if measure == "year" and self._is_age(i, j):
                return Unit.AGE, "", j + 1, 1.0
            return Unit.MEASURE, measure, j + 1, 1.0
        if word in OLD or (self._word(i - 1) in AGED and value < 120 and not word):
            return Unit.AGE, "", j, 1.0
        if not is_word and j == i + 1 and token.text.isdecimal():
            if self._is_year(i, j, int(token.text)):
                return Unit.YEAR, "", j + (word == "s"), 1.0
            if self._is_bare_age(i, j, int(token.text)):
                return Unit.AGE, "", j, 1.0
            if self._is_label(i, j):
                return Unit.LABEL, "", j, 1.0
        return Unit.COUNT, "", j, 1.0

    def _is_age(self, i: int, j: int) -> bool:
        """26 years old, de 26 años de edad; in Romance languages also after a comma: João, de 26 anos."""
        if self._word(j + 1) in OLD or (self._word(j + 1) in self.words.of and self._word(j + 2) in OLD):
            return True
        before = self._word(i - 1)
        if before in AGED:
            return True
        k = i - 1 if before not in ("de", "com", "con") else i - 2
        comma, after = self._at(k), self._at(j + 1)
        is_apart = after is None or not (after.is_word or after.is_number) or after.folded == self.words.joiner
        is_apart = is_apart and self._and_half(0.0, 1.0, j + 1)[1] == j + 1  # cinco anos e meio
        stands_beside = comma is not None and comma.text in (",", "(") and (k < i - 1 or is_apart)
        return self.language in ("pt", "es", "fr", "it") and stands_beside  # not "Depois, 20 anos de guerra"

    def _is_year(self, i: int, j: int, value: int) -> bool:
        if len(self.tokens[i].text) != 4 or self._cue_before(i):
            return False
        follows, before = self._word(j), self._word(i - 1)
        if follows in PEOPLE or follows in self.words.states:
            return False
        if FIRST_YEAR <= value < LAST_YEAR:
            return True
        return (
            OLD_YEAR <= value < FIRST_YEAR
            and before in BEFORE_YEAR
            and (not follows or is_function_word(follows, self.language))
        )

    def _is_bare_age(self, i: int, j: int, value: int) -> bool:
        """John Smith, 26, said."""
        before, name, after = self._at(i - 1), self._at(i - 2), self._at(j)
        return bool(
            before
            and name
            and after
            and before.text == ","
            and after.text in ",.)"
            and name.text[0].isupper()
            and 0 < value < 110
        )

    def _is_label(self, i: int, j: int) -> bool:
        """Article 370, Flight 12, nº 45: a number that names and does not count."""
        before = self._at(i - 1)
        if before and before.text in ("º", "°", "№", "#", "."):
            before = self._at(i - 2) if before.text != "#" else before
            if before and before.folded not in ("no", "n", "nr", "art"):
                return before.text in ("№", "#")
        if before is None or not before.is_word:
            return False
        if before.folded in LABEL_NOUNS and not (
            before.folded == "no" and self.text[before.end : before.end + 1] != "."
        ):
            return True
        if before.text[0].isupper() and self._word(i - 2) in self.words.articles and self.language != "de":
            return True  # a Boeing 737 crashed
        follows = self._word(j)
        counts = follows and not is_function_word(follows, self.language) and self.text[self.tokens[j].start].islower()
        return (
            self.language != "de"
            and before.text[0].isupper()
            and i >= 2
            and not is_function_word(before.folded, self.language)
            and before.folded not in self.words.months
            and not counts
        )

    def _cue_before(self, i: int) -> str:
        """Return ``about``, ``least`` or ``most`` where such a phrase ends before token ``i``, or an empty text."""
        return self._cue_and_place(i)[0]

    def _cue_and_place(self, i: int) -> tuple[str, int]:
        """Return the cue before token ``i`` and the token where it begins."""
        j = i
        while i - 2 < j - 1 and j > 0 and self.tokens[j - 1].text in CURRENCY_SIGNS:
            j -= 1
        if (j > 0 and self.tokens[j - 1].text in CURRENCY_CODES) or self._word(j - 1) in ("us", "r", "rs"):
            j -= 1
        if self._word(j - 1) in (
            "a",
            "an",
            "um",
            "uma",
            "un",
            "una",
            "une",
            "ein",
            "eine",
            "os",
            "as",
            "the",
            "los",
            "las",
            "les",
        ):
            joined = self._cue_at(j)
            if joined[0]:
                return joined
            j -= 1
        return self._cue_at(j)

    def _cue_at(self, j: int) -> tuple[str, int]:
        last = self._word(j - 1)
        for name, table in (
            ("about", self.words.approximate),
            ("least", self.words.at_least),
            ("most", self.words.at_most),
        ):
            if last in table.last:
                for size in range(min(LONGEST_CUE, j), 0, -1):
                    if tuple(self.forms[j - size : j]) in table:
                        return name, j - size
        return "", j

    # What is counted

    def _with_surroundings(self, quantity: Quantity, first: int, after: int, number_at: Sequence[bool]) -> Quantity:
        """Return ``quantity`` with the nouns it counts, what became of them, and the words around."""
        context = self._context(first, after)
        if quantity.unit is not Unit.COUNT:
            return replace(quantity, context=context)
        states = self._told_of(first, after, number_at, self.words.states)
        matters = NOTHING if states else self._told_of(first, after, number_at, self.words.matters)
        if not states and not matters and (end := self._past_some_of_them(after)):
            tables = self.words.states, self.words.matters
            found = (self._told_of(end, end, number_at, table, is_behind=True) for table in tables)
            matters = next(filter(None, found), NOTHING)
        return replace(quantity, things=self._things(after), states=states, matters=matters, context=context)

    def _things(self, i: int) -> frozenset[str]:
        found: set[str] = set()
        i += self._word(i) in self.words.of
        for k in range(i, min(i + MAX_NOUNS, len(self.tokens))):
            token = self.tokens[k]
            if not token.is_word or is_function_word(token.folded, self.language) or token.folded in self.words.states:
                break
            if token.folded in PEOPLE:
                found.add("people")
                break
            if token.text[0].islower() or self.language == "de" or not token.text[0].isupper():
                found.add(stem(token.folded, self.language))
        return frozenset(found)

    def _past_some_of_them(self, after: int) -> int:
        """Return where "31 people, among them nine children, were hurt" goes on behind the second comma, 0 where
        nothing of the kind stands there."""
        for k in range(after, min(after + MAX_NOUNS + 1, len(self.tokens))):
            if self.tokens[k].text == ",":
                inside = range(k + 1, min(k + 1 + INSERTED, len(self.tokens)))
                end = next((j for j in inside if self.tokens[j].text == ","), 0)
                says_who = any(self._word(j) in SOME_OF_THEM for j in range(k + 1, end))
                return end + 1 if says_who else 0
        return 0

    def _told_of(
        self,
        first: int,
        after: int,
        number_at: Sequence[bool],
        table: Mapping[str, str],
        *,
        is_behind: bool = False,
    ) -> frozenset[str]:
        """Return what the nearest word of ``table`` says of those counted, behind the number or else before it."""
        behind = range(after, min(after + STATE_WINDOW, len(self.tokens)))
        before = range(first - 1, max(-1, first - 1 - STATE_WINDOW), -1) if not is_behind else range(0)
        for places in (behind, before):
            for k in places:
                token = self.tokens[k]
                if number_at[k] or token.text in ",;:.()–—" or token.folded == self.words.joiner:
                    break
                if token.folded in (ACTIVE_FORMS if places is behind else FILLING) or self._is_filled(k):
                    break
                if token.is_word and token.folded in table and not self._month(k) and not self._modifies(k):
                    return frozenset({table[token.folded]})
        return frozenset()

    def _is_filled(self, i: int) -> bool:
        """True in "boxes were filled with paper", of which nobody is a crowd."""
        return self._word(i) in FILLING and self._word(i + 1) in FILLED_WITH

    def _modifies(self, i: int) -> bool:
        """True for the first word of "hospital beds"."""
        follows = self._word(i + 1)
        return self._word(i) in MODIFIERS and bool(follows) and not is_function_word(follows, self.language)

    def _context(self, first: int, after: int) -> frozenset[str]:
        around = [*range(max(0, first - WINDOW), first), *range(after, min(len(self.tokens), after + WINDOW))]
        return frozenset(
            stem(self.tokens[k].folded, self.language)
            for k in around
            if self.tokens[k].is_word and not is_function_word(self.tokens[k].folded, self.language)
        )


def _is_han(character: str) -> bool:
    return bool(character) and "\u3005" <= character <= "\u9fff"


def _is_han_sign(token: _Token | None, signs: str) -> bool:
    return token is not None and token.text in signs
