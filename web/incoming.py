"""What people paste, drop and choose, made into articles; one bad file says so and the others go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from flask_babel import gettext

from compare.domain import Article, Story
from compare.errors import CompareError, TooLarge, UnreadableStory
from compare.files.limits import MAX_ARTICLES, MAX_FILE_BYTES, check_size
from compare.files.stories import (
    ARTICLE_SUFFIXES,
    MANIFEST,
    ReadArticle,
    article_from_value,
    is_article_name,
    read_articles,
    story_and_removed,
    story_from_json,
    story_from_texts,
)
from web.reopened import holds_report, story_of_report

HEADLINE_CHARS = 160  # longest first line taken for a headline; those of newspapers are half of it
HEADLINE_NOTE = "The first line was taken for the headline."
FIELDS = ("outlet", "title", "published", "language", "author", "url", "text")


@dataclass(frozen=True, slots=True)
class Incoming:
    """Articles read so far, what reading left out of each, and what could not be read, by the field that gave it."""

    articles: tuple[Article, ...] = ()
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    id: str = ""
    same: tuple[tuple[str, ...], ...] = ()

    @property
    def n_errors(self) -> int:
        """How many things could not be read."""
        return sum(len(messages) for messages in self.errors.values())


def read_incoming(pasted: Sequence[Mapping[str, str]], files: Sequence[tuple[str, bytes]]) -> Incoming:
    """Return the articles of pasted texts and files, their ids made unique.

    A file is one article, or a whole story (``.json`` with ``articles``); a ``story.json`` that names other files goes
    with them. Errors are under ``text-0``, ``text-1``, … for pasted ones and ``files`` for the rest.
    """
    articles: list[Article] = []
    removed: dict[str, tuple[str, ...]] = {}
    errors: dict[str, list[str]] = {}
    named = ("", "")
    same: list[tuple[str, ...]] = []
    for number, fields in enumerate(pasted):
        if not fields.get("text", "").strip():
            continue
        try:
            _take(articles, with_headline(_one_pasted(fields, len(articles) + 1)))
        except CompareError as error:
            errors.setdefault(f"text-{number}", []).append(str(error))
    files = _named(files)
    if MANIFEST in [name for name, _ in files] and len(files) > 1:
        try:
            story, left_out = story_and_removed(files, id="story", where="")
            named = (story.id, story.title)
            same += story.same
            for article in story.articles:
                removed[_take(articles, article)] = left_out.get(article.id, ())
        except CompareError as error:
            errors.setdefault("files", []).append(_plain(error))
    else:
        for read in _each_file(files):
            try:
                if isinstance(read, CompareError):
                    raise read
                if isinstance(read, Story):
                    named = (read.id, read.title) if read.title and not named[1] else named
                    same += read.same
                    for article in read.articles:
                        _take(articles, article)
                else:
                    removed[_take(articles, with_headline(read.article))] = read.removed
            except CompareError as error:
                errors.setdefault("files", []).append(_plain(error))
    if len(articles) > MAX_ARTICLES:
        said_so = gettext("%(n)d articles; at most %(most)d are compared at once.", n=len(articles), most=MAX_ARTICLES)
        errors.setdefault("files", []).append(said_so)
        articles = articles[:MAX_ARTICLES]
    said = {k: tuple(v) for k, v in errors.items()}
    return Incoming(tuple(articles), removed, said, named[1], named[0], tuple(same))


def with_headline(article: Article) -> Article:
    """Return an article without a headline with its first line as one, where that reads like one; a note says so.

    A headline is one short line before a blank one, does not end as a sentence does, and more follows than it says.
    """
    if article.title or article.sentences is not None or not article.text:
        return article
    line, gap, rest = article.text.strip("\n").partition("\n\n")
    line = line.strip()
    is_headline = (
        gap
        and "\n" not in line
        and 2 < len(line) <= HEADLINE_CHARS
        and line.rstrip("\"'”’»")[-1:] not in ".。।۔…:;,،"
        and len(rest) > 2 * len(line)
    )
    if not is_headline:
        return article
    return replace(article, title=line, text=rest.lstrip("\n"), notes=(*article.notes, HEADLINE_NOTE))


def without_headline(article: Article) -> Article:
    """Return an article whose first line was taken for the headline as it was read."""
    notes = tuple(note for note in article.notes if note != HEADLINE_NOTE)
    if len(notes) == len(article.notes) or article.text is None:
        return article
    return replace(article, title="", text=f"{article.title}\n\n{article.text}", notes=notes)


def put_back(article: Article, line: str) -> Article:
    """Return an article with a line that reading left out, as a paragraph at its end."""
    return replace(article, text=f"{(article.text or '').rstrip()}\n\n{line}")


def mended(article: Article, fields: Mapping[str, str]) -> Article:
    """Return ``article`` with fields from a form, checked as any article is. Raises ``CompareError``.

    Given sentences stay as they are; only ``text`` can be edited.
    """
    value: dict[str, object] = {
        "id": article.id,
        **{name: fields.get(name, getattr(article, name) or "") for name in FIELDS if name != "text"},
    }
    if article.sentences is not None:
        value["sentences"] = list(article.sentences)
    else:
        # Browsers send line ends as CR LF.
        value["text"] = fields.get("text", article.text or "").replace("\r\n", "\n")
    made = article_from_value(value, article.outlet)
    return replace(made, notes=tuple(dict.fromkeys((*article.notes, *made.notes))))


def _named(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return files under their plain names; of a whole folder, what holds no article is passed over.

    A second file of a name (of another folder) keeps its folders in its name.
    """
    found: dict[str, bytes] = {}
    for name, data in files:
        path = PurePosixPath(name.replace("\\", "/"))
        if len(path.parts) < 2 or path.name == MANIFEST or is_article_name(path.name):
            found[path.name if path.name not in found else _free_name(str(path), found)] = data
    return list(found.items())


def _free_name(path: str, taken: Mapping[str, bytes]) -> str:
    number, name = 2, path
    while name in taken:
        number, name = number + 1, f"{number}/{path}"
    return name


def _one_pasted(fields: Mapping[str, str], number: int) -> Article:
    clean = {name: fields.get(name, "") for name in FIELDS}
    clean["text"] = clean["text"].replace("\r\n", "\n")
    clean["outlet"] = clean["outlet"].strip() or gettext("Article %(n)d", n=number)
    return story_from_texts([clean]).articles[0]


def _each_file(files: Sequence[tuple[str, bytes]]) -> list[ReadArticle | Story | CompareError]:
    """Return what each file holds: an article, a whole story, or why it cannot be read; pages are read together."""
    found: list[ReadArticle | Story | CompareError | None] = []
    for name, data in files:
        try:
            found.append(_story_of(name, data))
        except CompareError as error:
            found.append(error)
    singles = iter(read_articles([file for file, read in zip(files, found, strict=True) if read is None]))
    return [next(singles) if read is None else read for read in found]


def _story_of(name: str, data: bytes) -> Story | None:
    """Return the story in a file that holds a whole one, None for a single article. Raises ``CompareError``."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    check_size(len(data), MAX_FILE_BYTES, name)
    if suffix not in ARTICLE_SUFFIXES:
        raise UnreadableStory(
            gettext("%(name)s cannot be read. Save it as .docx, .pdf or text (.txt, .md).", name=name)
        )
    if holds_report(name, data):
        return story_of_report(name, data)
    if suffix == ".json" and b'"articles"' in data:
        return story_from_json(data, name, default_id=path.stem)
    return None


def _take(articles: list[Article], article: Article) -> str:
    """Add an article under an id that none has yet, and return the id."""
    if len(articles) >= 2 * MAX_ARTICLES:
        raise TooLarge(gettext("At most %(n)d articles are compared at once.", n=MAX_ARTICLES))
    taken = {other.id for other in articles}
    key, number = article.id, 2
    while key in taken:
        key, number = f"{article.id}-{number}", number + 1
    articles.append(article if key == article.id else replace(article, id=key))
    return key


def _plain(error: CompareError) -> str:
    return str(error).removeprefix(": ")
