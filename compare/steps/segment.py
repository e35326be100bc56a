"""Sentences of an article, with the outlet's characters kept: sentencex's lists of abbreviations and rules for news.

sentencex says whether a full stop belongs to an abbreviation, in some 300 languages. Everything else is decided here:
paragraphs, headings and bullets (``paragraphs``), quotations, speech tags after a quotation, brackets, initials,
ordinals, ellipses, scripts without spaces. Knows nothing of translation or of what the sentences mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from compare.domain import Article, Segment, SegmentKind, Sentence, Span, primary
from compare.steps.abbreviations import EXCLAIMED, ORDINAL_LANGUAGES, Lexicon, lexicon
from compare.steps.paragraphs import BULLET, INVISIBLE, Paragraph, paragraphs

MAX_SEGMENT = 5000  # characters; of 17,000 sentences of news in eleven languages the longest has 683
# Characters handed to sentencex at once: its time grows with the square of the sentences in one call.
WINDOW = 4000
MAX_BRACKET = 400  # characters; a bracket that closes later, or never, is no reason to keep sentences together
MAX_TOKEN = 40  # characters looked at before a full stop

# End a sentence whatever follows, space or not.
HARD = "。！？｡।॥۔؟։።፧។៕။༎᠃᠉"
SOFT = ".!?…．‼⁇⁈⁉"
CLOSERS = "\"'”’“»›)]}」』】》〉）］"
QUOTES = "\"'“”„‟‘’‚«»‹›「」『』"
MASKED = re.compile(r"\[\d{1,3}\]|[\"“”„‟‘‚«»‹›「」『』()\[\]{}（）［］【】《》〈〉\s\ud800-\udfff]")
TERMINATOR = re.compile(rf"[{SOFT}{HARD}]+(?:[ \u00a0][.…]+)*")
# “ closes in German and Polish and opens elsewhere; before a word it opens.
CLOSING = re.compile(r"(?:[\"'”’»›)\]}」』】》〉）］]|“(?!\w)){0,4}(?:\[\d{1,3}\]){0,3}")
CLOSING_INWARD = re.compile(r"[\"'”’“«‹)\]}]{0,4}(?:\[\d{1,3}\]){0,3}")  # where »these« are the quotation marks
SPACED_CLOSING = re.compile(r"[ \u00a0\u202f][»›][)\]]?")  # « … ! »
SPACES = re.compile(rf"[\s{INVISIBLE}]+")
OPENING = re.compile(r"[\"'“„‟‘‚«‹»›(\[{¿¡「『【《〈（［—–―\-\s]{0,8}")
WORD = re.compile(r"\w")
DOTTED = re.compile(r"(?:[^\W\d_]\.){1,4}[^\W\d_]\Z")  # U.S, a.m, д.м.н
TOKEN = re.compile(r"[^\s\"“”„‟‘‚«»‹›()\[\]{}]+\Z")
BROKEN_ABBREVIATION = re.compile(r"(?:(?<!\w)[^\W\d_]{1,4}\.[ \u00a0\u202f]){1,3}[^\W\d_][\w.-]{0,3}\Z")  # z. B, EE. UU
ELISION = re.compile(r"\A(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)  # l'art. 5
ROMAN = re.compile(r"[IVXLC]+\Z")
# "LISBON, Jan. 5 (Harbour Wire) - ": the full stops in it end nothing.
DATELINE = re.compile(
    r"\s*[A-ZÀ-ÞА-ЯЁ]{3,}[^.()—–\n]{0,40}(?:\.\w)?\.?\s?(?:\([^()\n]{1,40}\)\.?\s?)?[—–-]{1,2}\s",
)
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
MISSING_SPACE = re.compile(r"[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё]+[\s,]")
WEB_NAMES = frozenset({"Com", "Org", "Net", "Js", "Tv", "De", "Br", "Uk"})
CLAUSE_END = re.compile(r"[;:,—、，；：،؛]\s*")

# A speech tag after a quotation that ended in ! or ?. In scripts with capitals a tag opens with a small letter, which
# ends no sentence anyway; what is left is English ("Why?" Smith asked) and the scripts without capitals.
SPEECH_TAG = {
    "en": re.compile(
        r"(?:[A-Z][\w.’'-]{0,30} ){1,4}(?:said|says|asked|asks|added|replied|told|wrote|shouted|cried|exclaimed|warned|"
        r"tweeted|posted|quipped|insisted|demanded|continued|wondered)\b"
    ),
    "ur": re.compile(r"(?:[^\s۔؟]{1,20} ){0,6}?(?:کہا|پوچھا|بولے|بولا|بولی|لکھا|کہتے|کہتی)(?= ?(?:ہے|تھا|ہیں)?۔)"),
    "hi": re.compile(r"(?:[^\s।?]{1,20} ){0,6}?(?:कहा|पूछा|बोले|बोला|बोली|लिखा)(?: है| था)?।"),
    "ja": re.compile(r"(?:と|って)"),
    "zh": re.compile(r"[^，。！？：:“「\s]{0,10}(?:说|說|道|问|問|表示|称|稱|喊|写道|寫道)[。，]"),
}


def segment(text: str, language: str) -> tuple[Segment, ...]:
    """Return the sentences, headings, bullets and bylines of ``text`` in order; their spans tile it.

    ``language`` is a BCP 47 tag; offsets count characters. White space belongs to the segment before it, that at the
    very start to the first. An empty text has no segments, one of white space alone has one. A segment holds a letter
    or a digit unless its whole paragraph holds none, and at most ``MAX_SEGMENT`` characters: longer ones are cut after
    a comma or a space. Each sentence of a quotation is a segment of its own; a closing quotation mark and a speech tag
    after "!" or "?" stay with the words they close. Linear time.
    """
    words = lexicon(language)
    found: list[Segment] = []
    for number, paragraph in enumerate(paragraphs(text, language)):
        ends = [paragraph.end]
        if paragraph.kind is not SegmentKind.BYLINE:
            ends = [*sentence_ends(text, paragraph, primary(language), words), paragraph.end]
        ends = with_letters(text, paragraph.start, ends)
        kind = paragraph.kind
        if kind is SegmentKind.HEADING and len(ends) > 1:
            kind = SegmentKind.SENTENCE  # several sentences, the last of which lost its full stop
        for start, end in pairwise([paragraph.start, *ends]):
            found += [Segment(Span(*piece), kind, number) for piece in short_pieces(text, start, end)]
    return tuple(found)


def sentences_of(article: Article, language: str) -> tuple[Sentence, ...]:
    """Return the article's sentences, untranslated, with their spans in ``article.verbatim``.

    Given sentences are kept in order and count, an empty one included, as paragraph 0. A text is segmented; white space
    and invisible marks at the ends of a segment lie outside its span, and a segment of nothing else is left out.
    """
    if article.sentences is not None:
        given, start = [], 0
        for index, text in enumerate(article.sentences):
            given.append(Sentence(index, text, Span(start, start + len(text))))
            start += len(text) + 1  # the line end that ``verbatim`` joins them with
        return tuple(given)
    text = article.verbatim
    found: list[Sentence] = []
    for piece in segment(text, language):
        span = visible(text, piece.span)
        if span.start < span.end:
            found.append(Sentence(len(found), span.of(text), span, piece.paragraph, piece.kind))
    return tuple(found)


def visible(text: str, span: Span) -> Span:
    """Return ``span`` without the white space and invisible marks at its ends; empty where there is nothing else."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return Span(start, end)


def sentence_ends(text: str, paragraph: Paragraph, language: str, words: Lexicon) -> Iterator[int]:
    """Yield where sentences inside a paragraph end, the white space after them included; its own end is not among them.

    ``language`` is a primary subtag.
    """
    body_end = visible(text, Span(paragraph.start, paragraph.end)).end
    brackets = bracket_spans(text, paragraph.start, body_end)
    guillemet = re.compile("[«»]").search(text, paragraph.start, body_end)
    is_inward = guillemet is not None and guillemet.group() == "»" and language != "fr"
    has_capitals = any(c.isupper() for c in text[paragraph.start : body_end])
    head = BULLET.match(text, paragraph.start, body_end) or DATELINE.match(text, paragraph.start, body_end)
    body = head.end() if head else paragraph.start
    votes = sentencex_ends(text, body, body_end, language)
    start = paragraph.start  # of the sentence in hand
    counted, n_straight = paragraph.start, 0  # straight quotation marks up to here: an odd one opens
    position = body
    next_bracket = 0
    while match := TERMINATOR.search(text, position, body_end):
        n_straight += text.count('"', counted, match.end())
        counted = match.end()
        position = closing_end(text, match.end(), body_end, is_inward=is_inward)
        if n_straight % 2 == 0 and position < body_end and text[match.end()] == '"' and text[position].isalnum():
            position = match.end()  # 。"… : it opens what follows
        spaces = SPACES.match(text, position, body_end)
        following = spaces.end() if spaces else position
        if following >= body_end:
            return
        while next_bracket < len(brackets) and brackets[next_bracket][1] < match.start():
            next_bracket += 1
        if next_bracket < len(brackets) and is_inside(text, start, match.start(), brackets[next_bracket]):
            continue
        is_end = ends_sentence(
            text, start, match, position, following, body_end, language, words, votes, has_capitals=has_capitals
        )
        if is_end:
            yield following
            start = following


def ends_sentence(
    text: str,
    start: int,
    match: re.Match[str],
    closed: int,
    following: int,
    limit: int,
    language: str,
    words: Lexicon,
    votes: list[int],
    *,
    has_capitals: bool,
) -> bool:
    """True when the mark at ``match`` ends the sentence that began at ``start``.

    ``closed`` is where its closing quotation marks and brackets end, ``following`` where the next word's text begins,
    ``limit`` where the paragraph ends.
    """
    mark = match.group()
    opening = OPENING.match(text, following, limit)
    first = opening.end() if opening else following
    if first >= limit:
        return False  # quotation marks and dashes only: they stay with what they follow
    after = text[first : first + 120]
    is_quoted = any(c in QUOTES for c in text[match.end() : closed])
    if is_quoted and mark[-1] in "!?！？؟" + ("。" if language in ("ja", "zh") else ""):
        tag = SPEECH_TAG.get(language)
        if tag and tag.match(text, following, min(limit, following + 200)):
            return False
    if mark[-1] in HARD:
        return not (mark == "۔" and following == closed and is_letter_name(text, start, match.start(), limit))
    if following == closed:
        return is_unspaced_end(text, match, following, limit)
    if after[0].islower() and not is_mixed_case(after):
        # A paragraph without a single capital is written without them; elsewhere a small letter goes on.
        return not has_capitals and mark == "." and is_stop(text, start, match, first, language, words, votes)
    if mark != ".":
        return not (mark == "!" and token_before(text, start, match.start()) in EXCLAIMED)
    if closed > match.end() and is_quoted:
        return True  # a stop inside a closing quotation mark is the speaker's
    return is_stop(text, start, match, first, language, words, votes)


def is_stop(
    text: str, start: int, match: re.Match[str], first: int, language: str, words: Lexicon, votes: list[int]
) -> bool:
    """True when the full stop at ``match`` ends a sentence rather than an abbreviation, an initial or an ordinal.

    ``first`` is where the next word begins.
    """
    after = text[first : first + MAX_TOKEN]
    next_word = first_word(after)
    token = ELISION.sub("", token_before(text, start, match.start()))
    if not token:
        return True  # a bracket or quotation mark closes before the stop
    forms = known_forms(text, start, match.start(), token, words)
    opens = next_word.casefold() in words.openers and (len(next_word) > 1 or not after[1:].startswith("."))
    if forms & words.never:
        return False
    if forms & words.number and (after[0].isdigit() or ROMAN.match(next_word)):
        return False
    if forms & words.units and is_counted(text, start, match.start() - len(token), words):
        return True
    if forms & words.either or is_initial(token) or DOTTED.search(token):
        return opens
    if language in ORDINAL_LANGUAGES and (re.fullmatch(r"\d{1,3}", token) or (len(token) > 1 and ROMAN.match(token))):
        return opens
    if token.casefold() in words.words:
        return True
    where = bisect_left(votes, match.end())
    return where < len(votes) and votes[where] <= first


def known_forms(text: str, start: int, end: int, token: str, words: Lexicon) -> set[str]:
    """Return how the abbreviation before ``end`` may be listed: "и т. д" as ``т.д``, not as ``д``."""
    joined = BROKEN_ABBREVIATION.search(text, max(start, end - MAX_TOKEN), end)
    parts = re.split(r"[.\s]+", joined.group()) if joined else []
    for first in range(len(parts) - 1):
        whole = ".".join(parts[first:])
        if words.lists(whole) or words.lists(whole.casefold()):
            return {whole, whole.casefold()}
    return {token, token.casefold()}


def is_unspaced_end(text: str, match: re.Match[str], following: int, limit: int) -> bool:
    """True when a sentence ends although no space follows: between Han or kana, or where an editor lost the space."""
    mark, before = match.group(), text[match.start() - 1 : match.start()]
    if UNSPACED.match(text, following, limit):
        return mark[-1] in "!?…‼⁇⁈⁉．" or UNSPACED.match(before) is not None
    if (
        len(mark) > 1
        or mark not in ".!?"
        or not MISSING_SPACE.match(text, following, min(limit, following + MAX_TOKEN))
    ):
        return False
    token = TOKEN.search(text, max(0, match.start() - MAX_TOKEN), match.start())
    word = token.group() if token else ""
    is_word = len(word) >= 3 and word.isalpha() and word[-3:].islower()
    return is_word and first_word(text[following : following + MAX_TOKEN]) not in WEB_NAMES


def is_inside(text: str, start: int, mark: int, bracket: tuple[int, int]) -> bool:
    """True when the mark lies in a bracket that opened in the middle of the sentence that began at ``start``.

    Such a bracket belongs to that sentence whole, and only a mark behind it ends the sentence.
    """
    opened, closed = bracket
    if not start <= opened < mark < closed or not WORD.search(text, start, opened):
        return False
    # "(… abroad.) Others": a full stop set inside by mistake, or so the capital after it says.
    return not (text[mark] == "." and mark + 1 == closed)


def is_initial(token: str) -> bool:
    """True for a letter standing for a name: ``J``, ``-P`` of ``J.-P``, ``А``."""
    letter = token.rsplit("-", 1)[-1].rsplit(".", 1)[-1]
    return len(letter) == 1 and letter.isalpha() and not letter.islower() and not UNSPACED.match(letter)


def is_letter_name(text: str, start: int, mark: int, limit: int) -> bool:
    """True where an Urdu full stop parts letter names written without spaces, as in پی۔ٹی۔وی."""
    token = token_before(text, start, mark)
    is_chained = "۔" in token or re.compile(r"\w{1,3}۔").match(text, mark + 1, limit) is not None
    return is_chained and len(token.rsplit("۔", 1)[-1]) <= 3


def is_mixed_case(text: str) -> bool:
    """True when ``text`` opens with a word such as ``iPhone`` or ``al-Shabaab``, which may open a sentence."""
    return any(c.isupper() for c in first_word(text)[1:6])


def is_counted(text: str, start: int, end: int, words: Lexicon) -> bool:
    """True when the word before ``end`` is a number, or a unit such as ``млн`` itself."""
    while end > start and text[end - 1].isspace():
        end -= 1
    before = token_before(text, start, end) if end > start else ""
    return bool(before) and (before[-1].isdigit() or before.rstrip(".").casefold() in words.units)


def token_before(text: str, start: int, end: int) -> str:
    """Return the last ``MAX_TOKEN`` characters before ``end``, back to a space, quotation mark or bracket."""
    found = TOKEN.search(text, max(start, end - MAX_TOKEN), end)
    return found.group().strip(CLOSERS) if found else ""


def first_word(text: str) -> str:
    """Return the word that ``text`` opens with."""
    found = re.match(r"[\w-]{1,40}", text)
    return found.group() if found else ""


def closing_end(text: str, position: int, limit: int, *, is_inward: bool) -> int:
    """Return where the closing quotation marks and brackets after ``position`` end; ``is_inward`` for »these«."""
    closing = (CLOSING_INWARD if is_inward else CLOSING).match(text, position, limit)
    position = closing.end() if closing else position
    if not is_inward and (spaced := SPACED_CLOSING.match(text, position, limit)):
        position = spaced.end()
    return position


def bracket_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost closed brackets of a stretch of text, at most ``MAX_BRACKET`` long, in order."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in re.compile(r"[(\[（［)\]）］]").finditer(text, start, end):
        if match.group() in "([（［":
            opened.append(match.start())
        elif opened:
            first = opened.pop()
            if match.start() - first <= MAX_BRACKET:
                while pairs and pairs[-1][0] > first:
                    pairs.pop()
                pairs.append((first, match.start()))
    return pairs


def sentencex_ends(text: str, start: int, end: int, language: str) -> list[int]:
    """Return where sentencex would end sentences in ``text[start:end]``, ascending.

    Quotation marks and brackets are blanked first: sentencex keeps a whole quotation together.
    """
    import sentencex  # loads its compiled lists; importing this module must stay cheap

    found: list[int] = []
    while start < end:
        stop = window_end(text, start, end)
        window = MASKED.sub(lambda found: " " * len(found.group()), text[start:stop])
        pieces: list[str] = sentencex.segment(language, window)
        if "".join(pieces) == window:
            position = start
            for piece in pieces:
                position += len(piece)
                found.append(position)
            found.pop()
        start = stop
    return found


def window_end(text: str, start: int, end: int) -> int:
    """Return where the window from ``start`` ends: at a space after a letter or a comma where there is one."""
    if end - start <= WINDOW:
        return end
    for position in range(start + WINDOW, start + WINDOW // 2, -1):
        if text[position - 1].isspace() and (text[position - 2].isalpha() or text[position - 2] == ","):
            return position
    return start + WINDOW


def with_letters(text: str, start: int, ends: list[int]) -> list[int]:
    """Return ``ends`` without those that would leave a segment with no letter or digit; it joins the one after it."""
    kept: list[int] = []
    letter = next_letter(text, start, ends[-1])
    for end in ends:
        if letter < end:
            kept.append(end)
            letter = next_letter(text, end, ends[-1])
    if not kept:
        return ends[-1:]
    kept[-1] = ends[-1]
    return kept


def next_letter(text: str, start: int, limit: int) -> int:
    """Return where the first letter or digit of ``text[start:limit]`` stands; ``limit`` where there is none."""
    found = WORD.search(text, start, limit)
    return found.start() if found else limit


def short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` cut to ``MAX_SEGMENT``: after a clause, else after a space, else between characters."""
    while end - start > MAX_SEGMENT:
        low, high = start + MAX_SEGMENT // 2, start + MAX_SEGMENT
        clauses = [match.end() for match in CLAUSE_END.finditer(text, low, high)]
        spaces = [match.end() for match in SPACES.finditer(text, low, high)]
        cut = (clauses or spaces or [high])[-1]
        yield start, cut
        start = cut
    yield start, end
