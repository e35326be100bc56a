"""Whom outlets cite: every statement that an article reports, and whose it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from compare.domain.framing import Passage


class SourceKind(StrEnum):
    """What a source is, as far as the words tell."""

    PERSON = "person"  # by name
    BODY = "body"  # a country, ministry, company or party
    OUTLET = "outlet"  # another outlet or a news agency
    DESCRIBED = "described"  # by what they are alone: "officials", "a witness"
    UNKNOWN = "unknown"  # statements whose source was not made out


@dataclass(frozen=True, slots=True)
class Citation:
    """One statement reported: the words that name its source, or the report verb where none does.

    ``verb`` is as shown, empty where speech goes on from another sentence. ``manner`` is the class of the verb.
    ``is_direct``: in quotation marks; ``n_words`` of it are then those between the marks, else those of the sentence
    without source and verb. ``is_carrier``: the statement was made to this outlet, or quoted from it.
    """

    passage: Passage
    verb: str
    manner: str
    is_direct: bool
    n_words: int
    is_carrier: bool = False


@dataclass(frozen=True, slots=True)
class OutletCitations:
    """The statements of one source that one article reports, in the order of the article."""

    article: str
    citations: tuple[Citation, ...]

    @property
    def count(self) -> int:
        """How many statements; speech that goes on over sentences is one."""
        return sum(bool(citation.verb) for citation in self.citations)

    @property
    def n_direct(self) -> int:
        """How many of them are quoted directly."""
        return sum(bool(citation.verb) and citation.is_direct for citation in self.citations)

    @property
    def n_words(self) -> int:
        """Words of all statements."""
        return sum(citation.n_words for citation in self.citations)

    @property
    def verbs(self) -> tuple[tuple[str, int], ...]:
        """The verbs, lower case, most frequent first, with counts."""
        counts = Counter(citation.verb.casefold() for citation in self.citations if citation.verb)
        return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody or something cited, with each outlet's citations in the order of the story; the name as shown."""

    kind: SourceKind
    name: str
    language: str
    outlets: tuple[OutletCitations, ...]

    @property
    def count(self) -> int:
        """How many statements of it all outlets report."""
        return sum(outlet.count for outlet in self.outlets)
