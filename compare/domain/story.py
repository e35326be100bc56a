"""What goes in: a story and its articles as they were given, and the sentences an article is read as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from compare.domain.text import Span
from compare.domain.translation import Flag, Route


class SegmentKind(StrEnum):
    """What a segment is in the layout of its article."""

    SENTENCE = "sentence"
    HEADING = "heading"
    BULLET = "bullet"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an article's text; the segments of an article tile it, white space included.

    ``paragraph`` counts from 0.
    """

    span: Span
    kind: SegmentKind = SegmentKind.SENTENCE
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's telling, verbatim. Either ``text`` or ``sentences`` is given, never both.

    ``language`` is a BCP 47 tag, or None where it is still to be detected. ``title`` is the headline and is not one of
    the sentences. ``published`` is an ISO 8601 date or empty. ``notes`` says what reading it left out or was unsure of.
    """

    id: str
    outlet: str
    language: str | None = None
    title: str = ""
    text: str | None = None
    sentences: tuple[str, ...] | None = None
    url: str = ""
    published: str = ""
    author: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.text is None) == (self.sentences is None):
            raise ValueError(f"article {self.id!r}: give either text or sentences")
        if not self.id or not self.outlet:
            raise ValueError(f"article {self.id!r}: id and outlet are required")

    @property
    def verbatim(self) -> str:
        """The text that sentence spans index: ``text``, or the given sentences a line each."""
        return self.text if self.text is not None else "\n".join(self.sentences or ())


@dataclass(frozen=True, slots=True)
class Detected:
    """What language an article is read in, how sure that is in [0, 1], and what the reader should know."""

    language: str
    confidence: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, in the order they are to be shown; article ids are unique.

    ``same``: groups of wordings that its editor says mean one thing ("the Kremlin", "Moscow").
    """

    id: str
    articles: tuple[Article, ...]
    title: str = ""
    same: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        ids = [article.id for article in self.articles]
        if len(set(ids)) != len(ids):
            raise ValueError(f"story {self.id!r}: article ids must differ, got {ids}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment as the rest of the program sees it.

    ``text`` is the outlet's own wording (white space at the ends removed, or exactly as given when the sentences came
    split) and lies at ``span`` of ``Article.verbatim``. ``translation`` is None where there is no way to the target
    language. ``likelihood`` is the decoder's mean log-probability per token, at most 0, None where nothing was decoded.
    ``by_person`` is True where a person made the translation: out of the memory, or put right here.
    """

    index: int
    text: str
    span: Span
    paragraph: int = 0
    kind: SegmentKind = SegmentKind.SENTENCE
    translation: str | None = None
    likelihood: float | None = None
    flags: tuple[Flag, ...] = ()
    by_person: bool = False

    @property
    def shown(self) -> str:
        """The text that highlights index: the translation, or the original where there is none."""
        return self.text if self.translation is None else self.translation


@dataclass(frozen=True, slots=True)
class Reading:
    """An article segmented, and translated where a route leads to the target language.

    ``language`` is the article's own. ``engine`` is ``"none"`` for an article already in the target language,
    ``"untranslated"`` where no route exists, else the engine's name with its package. ``title_likelihood``,
    ``title_flags`` and ``title_by_person`` are of the headline's translation what a sentence has of its own.
    """

    article: Article
    language: str
    engine: str
    sentences: tuple[Sentence, ...]
    route: Route | None = None
    title_translation: str | None = None
    notes: tuple[str, ...] = ()
    title_by_person: bool = False
    title_likelihood: float | None = None
    title_flags: tuple[Flag, ...] = ()

    def __post_init__(self) -> None:
        if [sentence.index for sentence in self.sentences] != list(range(len(self.sentences))):
            raise ValueError(f"article {self.article.id!r}: sentence indexes must count from 0")

    @property
    def is_translated(self) -> bool:
        """True when its sentences are shown in another language than they were written in."""
        return self.engine not in ("none", "untranslated")

    @property
    def n_by_person(self) -> int:
        """How many translations in it a person made, the headline's among them."""
        return sum(sentence.by_person for sentence in self.sentences) + self.title_by_person

    @property
    def shown_title(self) -> str:
        """The headline in the target language, or as written where there is no translation."""
        return self.article.title if self.title_translation is None else self.title_translation

    @property
    def headline(self) -> Sentence | None:
        """The headline as a sentence by itself, its span counted in the headline; None where there is none."""
        title = self.article.title
        if not title.strip():
            return None
        return Sentence(
            index=0,
            text=title,
            span=Span(0, len(title)),
            translation=self.title_translation,
            likelihood=self.title_likelihood,
            flags=self.title_flags,
            by_person=self.title_by_person,
        )


def headlines_of(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the articles that have a headline, each with it as its only sentence."""
    return tuple(replace(reading, sentences=(headline,)) for reading in readings if (headline := reading.headline))
