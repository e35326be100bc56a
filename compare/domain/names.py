"""Who and what a story names, and in which words each outlet does so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compare.domain.alignment import Place
from compare.domain.text import Span


class NameKind(StrEnum):
    """What bears a name."""

    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way in which an outlet calls somebody or something.

    ``text`` is as shown at its ``first`` use, ``count`` how often it stands, ``sentences`` where, ascending.
    ``original`` is what the untranslated sentence has there, where a name can be recognised in it, else empty.
    ``describes`` says that it is more than a name or title: a noun or adjective that the outlet chose.
    """

    text: str
    count: int
    first: Place
    span: Span
    sentences: tuple[int, ...]
    describes: bool
    original: str = ""


@dataclass(frozen=True, slots=True)
class OutletForms:
    """The forms that one article uses, most frequent first."""

    article: str
    forms: tuple[NameForm, ...]

    @property
    def count(self) -> int:
        """How often the article names it, in whatever form."""
        return sum(form.count for form in self.forms)


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """Somebody or something that two or more outlets name, with each outlet's forms in the order of the story.

    ``is_given``: a person said that these wordings are the same.
    """

    kind: NameKind
    name: str
    language: str
    outlets: tuple[OutletForms, ...]
    is_given: bool = False

    @property
    def count(self) -> int:
        """How often all outlets together name it."""
        return sum(outlet.count for outlet in self.outlets)
