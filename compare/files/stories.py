"""Stories from files: a JSON object, a line of a .jsonl, a folder with one file an article, or pasted texts.

Owns the input format: which fields there are, what they may hold, and what to say where they do not. Texts are kept
verbatim but for characters that no text should hold. Knows nothing of sentences or languages beyond their tags.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from compare.domain import Article, Story
from compare.errors import CompareError, EmptyArticle, TooLarge, UnreadableStory
from compare.files.encodings import clean, decode
from compare.files.front_matter import split_front_matter
from compare.files.limits import (
    MAX_ARTICLE_CHARS,
    MAX_ARTICLES,
    MAX_FIELD_CHARS,
    MAX_FILE_BYTES,
    MAX_FOLDER_FILES,
    MAX_NOTES,
    MAX_SAME,
    MAX_SENTENCE_CHARS,
    MAX_SENTENCES,
    check_sentences,
    check_size,
    check_story_chars,
)
from compare.files.pages import DOCUMENT_SUFFIXES, PAGE_SUFFIXES, Extraction, read_pages
from compare.steps.names import wordings_of
from compare.steps.segment import sentences_of

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,6}")
# ISO 8601, to the precision that outlets give: a year, a month, a day, or a day with its time.
DATE = re.compile(
    r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?"
)
PLAIN_SUFFIXES = frozenset({".txt", ".text"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
ARTICLE_SUFFIXES = PLAIN_SUFFIXES | MARKDOWN_SUFFIXES | PAGE_SUFFIXES | DOCUMENT_SUFFIXES | {".json"}
OFFICE_SUFFIXES = frozenset({".doc", ".odt", ".rtf"})  # refused with what to do; a folder with one is not half read
MANIFEST = "story.json"
NOT_ARTICLES = frozenset({"readme", "license", "licence", "notice", "changelog", "sources"})  # names without suffix
SHORT_FIELDS = ("id", "outlet", "language", "title", "url", "published", "author")


@dataclass(frozen=True, slots=True)
class FailedStory:
    """A story of many that could not be read: its id, or where it stands (``line 3``), and why."""

    id: str
    error: CompareError


def read_story(path: Path | str, *, languages: Mapping[str, str] | None = None, stdin: BinaryIO | None = None) -> Story:
    """Return the one story at ``path``: a .json or .jsonl file, a folder, or ``"-"`` for standard input.

    ``languages`` maps article ids to the language tags to read them by, whatever the story says. Raises
    ``UnreadableStory``, ``EmptyArticle`` or ``TooLarge``; the message names the file, the article and the field.
    """
    if str(path) == "-":
        data = _read_limited(stdin or sys.stdin.buffer, "Standard input")
        return with_languages(story_from_json(data, "standard input"), languages)
    path = Path(path)
    if path.is_dir():
        return with_languages(_read_folder(path), languages)
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        stories = list(_take(read_stories(path), 2))
        if len(stories) != 1:
            raise UnreadableStory(
                f"{path} holds {'more than one story' if stories else 'no story'}, and one is needed here. "
                f"For many: python -m compare batch {path} -o OUT.jsonl"
            )
        if isinstance(stories[0], FailedStory):
            raise stories[0].error
        return with_languages(stories[0], languages)
    if suffix in (ARTICLE_SUFFIXES | OFFICE_SUFFIXES) - {".json"}:
        raise UnreadableStory(
            f"{path} is one article, and a story has several. Put each outlet's article into one folder and give that."
        )
    with _opened(path) as stream:
        data = _read_limited(stream, str(path))
    return with_languages(story_from_json(data, str(path), default_id=path.stem), languages)


def read_stories(path: Path | str, *, stdin: BinaryIO | None = None) -> Iterator[Story | FailedStory]:
    """Yield the stories of a .jsonl file (or ``"-"``), one a line, as they are read; blank lines are skipped.

    A line that holds no story gives a ``FailedStory`` in its place, and the rest go on. A .json file or a folder is one
    story. Raises ``UnreadableStory`` where the file itself cannot be opened.
    """
    if str(path) == "-":
        yield from _stories_of_lines(stdin or sys.stdin.buffer, "standard input")
        return
    path = Path(path)
    if path.is_dir() or path.suffix.lower() == ".json":
        try:
            yield read_story(path)
        except CompareError as error:
            yield FailedStory(path.stem, error)
        return
    with _opened(path) as stream:
        yield from _stories_of_lines(stream, str(path))


def story_from_json(data: bytes | str, where: str, *, default_id: str | None = None) -> Story:
    """Return the story in a JSON text; ``where`` names it in messages, ``default_id`` serves where it has no id."""
    return story_from_value(_parse_json(data, where), where, default_id=default_id)


def story_from_value(value: object, where: str, *, default_id: str | None = None) -> Story:
    """Return the story in a parsed JSON object."""
    if not isinstance(value, dict):
        raise UnreadableStory(f"{where}: a story is one JSON object with 'articles', not {_kind(value)}.")
    fields = {"id": default_id, **{name: value[name] for name in ("id", "title") if value.get(name) is not None}}
    identity, _ = _short(fields, "id", where)
    if not identity:
        raise UnreadableStory(f'{where}: the story has no \'id\'. Give it one, such as "id": "bridge".')
    title, _ = _short(fields, "title", where)
    given = value.get("articles")
    if not isinstance(given, list) or not given:
        raise UnreadableStory(f"{where}: a story needs 'articles', a list with at least one article.")
    if len(given) > MAX_ARTICLES:
        raise TooLarge(f"{where}: {len(given):,} articles; at most {MAX_ARTICLES} are compared at once.")
    articles = [article_from_value(item, f"{where}: articles[{number}]") for number, item in enumerate(given)]
    return replace(_story(identity, title, articles, where), same=same_from_value(value.get("same"), where))


def same_from_value(value: object, where: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of wordings that mean one thing: ``[["the Kremlin", "Moscow"], …]``; None is none."""
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_SAME:
        raise UnreadableStory(f"{where}: 'same' is a list of at most {MAX_SAME} groups of wordings.")
    found = []
    for number, group in enumerate(value):
        if not isinstance(group, list) or not all(isinstance(wording, str) for wording in group):
            raise UnreadableStory(f"{where}: same[{number}] is a list of texts.")
        try:
            found.append(wordings_of("=".join(clean(wording)[0].replace("=", " ") for wording in group)))
        except ValueError as error:
            raise UnreadableStory(f"{where}: same[{number}]: {error}") from error
    return tuple(found)


def read_glossary(path: Path | str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a text file: one a line, ``the Kremlin = Moscow``; blank lines and ``#`` lines are skipped.

    Raises ``UnreadableStory`` naming the line.
    """
    with _opened(Path(path)) as stream:
        text = clean(decode(_read_limited(stream, str(path))).text)[0]
    groups = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            groups.append(wordings_of(line))
        except ValueError as error:
            raise UnreadableStory(f"{path}, line {number}: {error}") from error
    if len(groups) > MAX_SAME:
        raise TooLarge(f"{path} has {len(groups):,} groups; at most {MAX_SAME} are used.")
    return tuple(groups)


def article_from_value(value: object, where: str) -> Article:
    """Return the article in a parsed JSON object; ``where`` is where it stands.

    ``language`` may be missing or null; unknown fields are ignored; an address that is not http(s) and a date that is
    not ISO 8601 are left out, with a note.
    """
    if not isinstance(value, dict):
        raise UnreadableStory(f"{where}: an article is a JSON object, not {_kind(value)}.")
    if isinstance(value.get("id"), str) and value["id"].strip():
        where = f"{where} ({value['id'].strip()[:80]!r})"
    fields: dict[str, str] = {}
    notes: list[str] = []
    for name in SHORT_FIELDS:
        fields[name], found = _short(value, name, where)
        notes += found
    for name in ("id", "outlet"):
        if not fields[name]:
            raise UnreadableStory(f"{where}: {name!r} is missing. Every article needs an 'id' and an 'outlet'.")
    text, sentences = value.get("text"), value.get("sentences")
    if (text is None) == (sentences is None):
        has = "neither 'text' nor 'sentences'" if text is None else "both 'text' and 'sentences'"
        raise UnreadableStory(f"{where}: the article has {has}. Give one of them.")
    if sentences is not None:
        split, noted = _sentences(sentences, where, fields["id"])
        return checked_article(fields, None, split, [*notes, *noted], where)
    if not isinstance(text, str):
        raise UnreadableStory(f"{where}: 'text' is {_kind(text)}, not a text.")
    cleaned, removed = clean(text)
    return checked_article(fields, cleaned, None, [*notes, *removed], where)


def checked_article(
    fields: Mapping[str, str], text: str | None, sentences: tuple[str, ...] | None, notes: Sequence[str], where: str
) -> Article:
    """Return the article made of clean values, its language, date and address checked.

    Raises ``EmptyArticle`` where there is nothing to read, ``TooLarge`` over the limit.
    """
    noted = list(notes)
    n_chars = len(text) if text is not None else sum(map(len, sentences or ()))
    if (text is not None and not text.strip()) or sentences == ():
        raise EmptyArticle(f"{where}: the article has no text. Give its text, or leave the article out.")
    if n_chars > MAX_ARTICLE_CHARS:
        raise TooLarge(f"{where}: the article has {n_chars:,} characters; at most {MAX_ARTICLE_CHARS:,} are read.")
    published, url = fields.get("published", ""), fields.get("url", "")
    if published and not DATE.fullmatch(published):
        noted.append(f"the date {published[:40]!r} is not ISO 8601 (2025-06-26) and was left out")
        published = ""
    if url and not is_web_address(url):
        noted.append(f"the address {url[:80]!r} is not a web address and was left out")
        url = ""
    article = Article(
        id=fields["id"],
        outlet=fields["outlet"],
        language=language_tag(fields.get("language", ""), where),
        title=fields.get("title", ""),
        text=text,
        sentences=sentences,
        url=url,
        published=published,
        author=fields.get("author", ""),
        notes=tuple(dict.fromkeys(noted))[:MAX_NOTES],
    )
    if text is not None and len(text) >= 2 * MAX_SENTENCES:  # a sentence has a letter and a mark or a line end
        check_sentences(len(sentences_of(article, article.language or "und")), article.id)
    return article


def language_tag(written: str, where: str) -> str | None:
    """Return a BCP 47 tag with hyphens, None for an empty one or ``und``; raises ``UnreadableStory`` for all else."""
    if not written or written.lower() == "und":
        return None
    if not LANGUAGE_TAG.fullmatch(written):
        raise UnreadableStory(
            f"{where}: 'language' is {written[:40]!r}, not a language tag such as 'en', 'pt-BR' or 'zh-Hant'. "
            "Leave it out to have the language detected."
        )
    return written.replace("_", "-")


def is_web_address(url: str) -> bool:
    """True for an http or https address that is safe to link to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"\\^`{|}]", url)


def with_languages(story: Story, languages: Mapping[str, str] | None) -> Story:
    """Return ``story`` with some articles' languages, by id, replaced; raises ``UnreadableStory`` on an unknown id."""
    if not languages:
        return story
    ids = [article.id for article in story.articles]
    unknown = [identity for identity in languages if identity not in ids]
    if unknown:
        raise UnreadableStory(f"No article has the id {unknown[0]!r}. The articles are: {', '.join(ids)}.")
    articles = tuple(
        replace(article, language=language_tag(languages[article.id], article.id))
        if article.id in languages
        else article
        for article in story.articles
    )
    return replace(story, articles=articles)


def story_from_texts(texts: Sequence[Mapping[str, str]], *, id: str = "pasted", title: str = "") -> Story:
    """Return the story of texts pasted by hand: each a mapping with ``text`` and any of the short fields.

    An article without an id is named after its outlet, one without an outlet ``Article 1``, ``Article 2``.
    """
    articles, taken = [], {fields.get("id", "") for fields in texts}
    for number, fields in enumerate(texts, 1):
        outlet = fields.get("outlet", "").strip() or f"Article {number}"
        identity = fields.get("id", "").strip() or _free_id(outlet, taken)
        taken.add(identity)
        value = {**fields, "outlet": outlet, "id": identity}
        articles.append(article_from_value(value, f"article {number}"))
    if not articles:
        raise UnreadableStory("There is no article. Paste the text of at least one.")
    if len(articles) > MAX_ARTICLES:
        raise TooLarge(f"{len(articles):,} articles; at most {MAX_ARTICLES} are compared at once.")
    return _story(id, title, articles, "pasted texts")


def story_from_files(
    files: Sequence[tuple[str, bytes]],
    *,
    id: str,
    title: str = "",
    where: str = "the files given",
) -> Story:
    """Return the story of article files, each a name and its bytes; ``story.json`` among them says what they do not.

    A file's suffix says what it is. Its front matter or the page's own tags give outlet, title, date, author, address
    and language; ``story.json`` has ``id``, ``title`` and ``articles``, each with the ``file`` it is about and the
    fields that override, in the order in which articles are shown; unlisted files follow by name. Without an outlet,
    the host of its address or its name stands in, with a note.
    """
    return story_and_removed(files, id=id, title=title, where=where)[0]


def story_and_removed(
    files: Sequence[tuple[str, bytes]], *, id: str, title: str = "", where: str = "the files given"
) -> tuple[Story, Mapping[str, tuple[str, ...]]]:
    """Return what ``story_from_files`` does, and by article id the lines that reading its page left out."""
    manifest: Mapping[str, object] = {}
    contents: dict[str, bytes] = {}
    for name, data in sorted(files, key=lambda file: _by_name(file[0])):
        if name == MANIFEST:
            found = _parse_json(data, f"{where}: {name}")
            if not isinstance(found, dict):
                raise UnreadableStory(f"{where}: {name} is {_kind(found)}, not a JSON object.")
            manifest = found
        elif Path(name).suffix.lower() in OFFICE_SUFFIXES:
            raise UnreadableStory(f"{where}: {name} cannot be read. Save it as .docx, .pdf or text (.txt, .md).")
        elif is_article_name(name):
            contents[name] = data
    listed = manifest.get("articles", [])
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise UnreadableStory(f"{where}: 'articles' in {MANIFEST} is not a list of objects.")
    overrides: dict[str, Mapping[str, object]] = {}
    order: list[Mapping[str, object] | str] = []
    for entry in listed:
        name = entry.get("file")
        if name is None:
            order.append(entry)  # a whole article, text and all
        elif not isinstance(name, str) or name not in contents:
            raise UnreadableStory(f"{where}: {MANIFEST} names the file {name!r}, which is not an article file there.")
        elif name in overrides:
            raise UnreadableStory(f"{where}: {MANIFEST} names the file {name!r} twice. Leave one of its entries out.")
        else:
            overrides[name] = entry
            order.append(name)
    order += [name for name in contents if name not in overrides]
    if not order:
        raise UnreadableStory(
            f"{where}: no article in it. A story's folder has one file an article: .txt, .md, .html, .docx, "
            ".pdf or .json."
        )
    if len(order) > MAX_ARTICLES:
        raise TooLarge(f"{where}: {len(order):,} articles; at most {MAX_ARTICLES} are compared at once.")
    named_files = [(name, contents[name]) for name in order if isinstance(name, str)]
    drafts = dict(zip(dict(named_files), _drafts(named_files, where), strict=True))
    articles: list[Article] = []
    removed: dict[str, tuple[str, ...]] = {}
    taken = {str(entry.get("id")) for entry in listed}
    for item in order:
        if isinstance(item, str):
            draft = _whole(drafts[item])
            article = _article_of_file(item, draft, overrides.get(item, {}), taken, where)
            if draft.removed:
                removed[article.id] = draft.removed
        else:
            article = article_from_value(item, f"{where}: {MANIFEST}")
        taken.add(article.id)
        articles.append(article)
    named = {"id": manifest.get("id") or id, "title": manifest.get("title") or title}
    identity, _ = _short(named, "id", f"{where}: {MANIFEST}")
    headline, _ = _short(named, "title", f"{where}: {MANIFEST}")
    same = same_from_value(manifest.get("same"), f"{where}: {MANIFEST}")
    return replace(_story(identity, headline, articles, where), same=same), removed


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The article of one file, and the lines that reading its page left out."""

    article: Article
    removed: tuple[str, ...] = ()


def read_articles(files: Sequence[tuple[str, bytes]]) -> list[ReadArticle | CompareError]:
    """Return the article of each file, or why there is none, in order; one process reads all pages and documents."""
    found: list[ReadArticle | CompareError] = []
    for (name, _), draft in zip(files, _drafts(files, ""), strict=True):
        try:
            whole = _whole(draft)
            found.append(ReadArticle(_article_of_file(name, whole, {}, set(), ""), whole.removed))
        except CompareError as error:
            found.append(error)
    return found


def is_article_name(name: str) -> bool:
    """True for a file name that holds an article: a known suffix, not hidden, not a README."""
    path = Path(name)
    is_known = path.suffix.lower() in ARTICLE_SUFFIXES and name != MANIFEST
    return is_known and not name.startswith((".", "_")) and path.stem.lower() not in NOT_ARTICLES


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a file says of its article: text, or the whole of a JSON article, and the fields found in it."""

    fields: Mapping[str, str]
    text: str = ""
    value: Mapping[str, object] | None = None
    notes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def _drafts(files: Sequence[tuple[str, bytes]], where: str) -> list[_Draft | CompareError]:
    """Return what each file says, or why it cannot be read; all pages and documents go to one reader process."""
    parsed = [(_place(where, name), data) for name, data in files if _is_parsed(name)]
    pages = iter(read_pages(parsed) if parsed else [])
    drafts: list[_Draft | CompareError] = []
    for name, data in files:
        try:
            drafts.append(_draft_of_page(next(pages)) if _is_parsed(name) else _draft_of(name, data, where))
        except CompareError as error:
            drafts.append(error)
    return drafts


def _is_parsed(name: str) -> bool:
    return Path(name).suffix.lower() in PAGE_SUFFIXES | DOCUMENT_SUFFIXES


def _draft_of_page(page: Extraction | CompareError) -> _Draft:
    if isinstance(page, CompareError):
        raise page
    return _Draft(page.fields(), page.text, notes=page.notes, removed=page.removed)


def _draft_of(name: str, data: bytes, where: str) -> _Draft:
    """Return what a text or JSON file says."""
    place = _place(where, name)
    check_size(len(data), MAX_FILE_BYTES, place)
    if Path(name).suffix.lower() == ".json":
        value = _parse_json(data, place)
        if not isinstance(value, dict) or "articles" in value:
            raise UnreadableStory(f"{place} does not hold one article, an object with 'outlet' and 'text'.")
        return _Draft({}, value=value)
    decoded = decode(data)
    text, notes = clean(decoded.text)
    fields, body = split_front_matter(text, place)
    return _Draft(fields, body, notes=(*decoded.notes, *notes))


def _whole(draft: _Draft | CompareError) -> _Draft:
    if isinstance(draft, CompareError):
        raise draft
    return draft


def _place(where: str, name: str) -> str:
    return f"{where}: {name}" if where else name


def _article_of_file(name: str, draft: _Draft, override: Mapping[str, object], taken: set[str], where: str) -> Article:
    """Return the article of one file, ``story.json``'s fields before the file's own."""
    place = _place(where, name)
    stem = Path(name).stem
    value: dict[str, object] = {**draft.fields, "text": draft.text} if draft.value is None else dict(draft.value)
    value |= {key: given for key, given in override.items() if key != "file" and given is not None}
    value.setdefault("id", stem if stem not in taken else name)
    notes = list(draft.notes)
    if not value.get("outlet"):
        url = value.get("url")
        host = urlsplit(url).hostname if isinstance(url, str) and is_web_address(url) else None
        value["outlet"] = (host or "").removeprefix("www.") or stem
        notes.append(f"no outlet is given; {value['outlet']!r} stands in for it")
    article = article_from_value(value, place)
    return replace(article, notes=tuple(dict.fromkeys([*notes, *article.notes]))[:MAX_NOTES])


def _read_folder(folder: Path) -> Story:
    """Return the story of the article files that lie directly in ``folder``."""
    entries = []
    for entry in folder.iterdir():
        entries.append(entry)
        if len(entries) > MAX_FOLDER_FILES:
            raise TooLarge(f"{folder} has more than {MAX_FOLDER_FILES:,} entries. Put one story's articles into it.")
    files = []
    for entry in entries:
        is_wanted = entry.name == MANIFEST or is_article_name(entry.name) or entry.suffix.lower() in OFFICE_SUFFIXES
        if is_wanted and entry.is_file():
            with _opened(entry) as stream:
                files.append((entry.name, _read_limited(stream, str(entry))))
    return story_from_files(files, id=folder.resolve().name or "story", where=str(folder))


def _story(identity: str, title: str, articles: Sequence[Article], where: str) -> Story:
    """Return the story, its whole size and the uniqueness of its ids checked."""
    check_story_chars(sum(len(article.verbatim) for article in articles), where)
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise UnreadableStory(f"{where}: two articles have the id {article.id!r}. Give each its own.")
        seen.add(article.id)
    return Story(identity, tuple(articles), title)


def _short(value: Mapping[str, object], name: str, where: str) -> tuple[str, list[str]]:
    """Return a one-line field, trimmed, empty where it is missing or null, with notes on what was removed from it."""
    written = value.get(name)
    if written is None:
        return "", []
    if not isinstance(written, str):
        raise UnreadableStory(f"{where}: {name!r} is {_kind(written)}, not a text.")
    if len(written) > MAX_FIELD_CHARS:
        raise TooLarge(f"{where}: {name!r} has {len(written):,} characters; at most {MAX_FIELD_CHARS:,} are read.")
    text, notes = clean(written)
    if name in ("id", "outlet", "title", "author"):
        text = re.sub(r"\s+", " ", text)
    return text.strip(), [f"{name}: {note}" for note in notes]


def _sentences(value: object, where: str, identity: str) -> tuple[tuple[str, ...], list[str]]:
    """Return given sentences, order and count kept, with notes on what was removed from them."""
    if not isinstance(value, list):
        raise UnreadableStory(f"{where}: 'sentences' is {_kind(value)}, not a list of texts.")
    check_sentences(len(value), identity)
    found: list[str] = []
    notes: list[str] = []
    for number, sentence in enumerate(value):
        if not isinstance(sentence, str):
            raise UnreadableStory(f"{where}: sentences[{number}] is {_kind(sentence)}, not a text.")
        if len(sentence) > MAX_SENTENCE_CHARS:
            raise TooLarge(
                f"{where}: sentences[{number}] has {len(sentence):,} characters; at most {MAX_SENTENCE_CHARS:,} are "
                "read as one sentence. Split it, or give the article as 'text'."
            )
        text, noted = clean(sentence)
        found.append(text)
        notes += [f"sentence {number}: {note}" for note in noted]
    return tuple(found), notes


def _stories_of_lines(stream: BinaryIO, where: str) -> Iterator[Story | FailedStory]:
    """Yield the story of each line that is not blank."""
    number = 0
    while line := stream.readline(MAX_FILE_BYTES + 1):
        number += 1
        place = f"{where}, line {number}"
        if len(line) > MAX_FILE_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_FILE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield FailedStory(f"line {number}", TooLarge(f"{place} is larger than {MAX_FILE_BYTES / 1e6:g} MB."))
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        identity = f"line {number}"
        try:
            value = _parse_json(line, place)
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                identity = clean(value["id"])[0].strip()[:MAX_FIELD_CHARS] or identity
            yield story_from_value(value, place)
        except CompareError as error:
            yield FailedStory(identity, error)


def _parse_json(data: bytes | str, where: str) -> object:
    """Return the value in a JSON text. Raises ``UnreadableStory`` with the place of the mistake."""
    if isinstance(data, str):
        text = data
    else:
        decoded = decode(data)
        if decoded.notes:
            raise UnreadableStory(f"{where} is not UTF-8, as JSON must be. Save it as UTF-8.")
        text = decoded.text
    try:
        value: object = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise UnreadableStory(
            f"{where} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from error
    except RecursionError as error:
        raise UnreadableStory(f"{where} is not a story: its JSON is nested too deeply.") from error
    except ValueError as error:  # a number with thousands of digits
        raise UnreadableStory(f"{where} is not a story: {error}.") from error
    return value


def _opened(path: Path) -> BinaryIO:
    """Return the file opened for reading, the system's refusal in plain words."""
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise UnreadableStory(f"There is no file or folder {path}. Check the path.") from error
    except OSError as error:
        raise UnreadableStory(f"{path} cannot be opened: {error.strerror or error}.") from error


def _read_limited(stream: BinaryIO, what: str) -> bytes:
    """Return everything in ``stream``; raises ``TooLarge`` over the limit without reading on."""
    try:
        data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableStory(f"{what} cannot be read: {error.strerror or error}.") from error
    check_size(len(data), MAX_FILE_BYTES, what)
    return data


def _take(stories: Iterator[Story | FailedStory], n: int) -> Iterator[Story | FailedStory]:
    """Yield the first ``n``."""
    for _, story in zip(range(n), stories, strict=False):
        yield story


def _kind(value: object) -> str:
    """Return what a JSON value is, in words."""
    if value is None:
        return "null"
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "something else")


def _free_id(outlet: str, taken: set[str]) -> str:
    """Return an id made of an outlet's letters that no other article has."""
    base = re.sub(r"[\W_]+", "-", outlet.lower()).strip("-")[:60] or "article"
    number, identity = 2, base
    while identity in taken:
        number, identity = number + 1, f"{base}-{number}"
    return identity


def _by_name(name: str) -> tuple[list[tuple[int, int | str]], str]:
    """Sort key of a file name: numbers in it by value, letters whatever their case."""
    parts = re.findall(r"\d{1,18}|\D+|\d+", name.casefold())
    return [(0, int(part)) if part.isdecimal() and len(part) <= 18 else (1, part) for part in parts], name
