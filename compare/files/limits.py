"""How much is read: sizes and counts over which input is refused, and why each is where it is.

News is far below all of these; what is over a limit is a mistake or an attack.
"""

from __future__ import annotations

from compare.errors import TooLarge

MAX_FILE_BYTES = 20_000_000  # one story file, one line of a .jsonl, one article file; holds five full-size articles
MAX_PAGE_BYTES = 10_000_000  # one HTML page; news pages have 0.1 to 3 MB
MAX_ARTICLES = 60  # a story: 1,770 pairs to align
MAX_ARTICLE_CHARS = 1_000_000  # a thick book; a long news feature has 50,000
MAX_STORY_CHARS = 5_000_000
MAX_SENTENCES = 10_000  # an article: the longest given so far has 554
MAX_SENTENCE_CHARS = 50_000  # a given sentence; of 17,000 sentences of news in eleven languages the longest has 683
MAX_FIELD_CHARS = 2_000  # an id, outlet, headline, author or address
MAX_FRONT_MATTER_CHARS = 20_000
MAX_FOLDER_FILES = 1_000  # entries looked at in a folder, articles or not
MAX_SAME = 200  # groups of wordings that a person says mean one thing
MAX_NOTES = 20  # notes kept for one article


def check_size(n_bytes: int, limit: int, what: str) -> None:
    """Raise ``TooLarge`` if something of ``n_bytes`` is over ``limit``; ``what`` names it in the message."""
    if n_bytes > limit:
        raise TooLarge(f"{what} is larger than {limit / 1e6:g} MB. Leave out what is not article text, or split it.")


def check_sentences(n_sentences: int, article: str) -> None:
    """Raise ``TooLarge`` if an article has more sentences than can be aligned in reasonable time."""
    if n_sentences > MAX_SENTENCES:
        raise TooLarge(
            f"Article {article!r} has {n_sentences:,} sentences; at most {MAX_SENTENCES:,} are compared. "
            "Give a part of it."
        )


def check_story_chars(n_chars: int, where: str) -> None:
    """Raise ``TooLarge`` if the articles of a story are longer together than is read; ``where`` names the story."""
    if n_chars > MAX_STORY_CHARS:
        raise TooLarge(
            f"{where}: the articles have {n_chars:,} characters together; at most {MAX_STORY_CHARS:,} are read. "
            "Leave an article out, or give a part of it."
        )
