"""Everything that can go wrong and that the person at the keyboard can put right. Bugs are not ``CompareError``s."""

from __future__ import annotations


class CompareError(Exception):
    """Base of the tree; the message says what happened, to what, and what to do."""


class UnreadableStory(CompareError):
    """A story, article or page that cannot be read as one."""


class EmptyArticle(CompareError):
    """An article without a single sentence."""


class TooLarge(CompareError):
    """Input over a stated limit of size or count."""


class NoRoute(CompareError):
    """No installed engine leads from one language to another."""


class BadPackage(CompareError):
    """A translation package that is damaged, hostile, or of an unknown layout."""


class EngineFailed(CompareError):
    """A translation or embedding engine that could not do its work."""


class StoreFailed(CompareError):
    """The database cannot be opened or written."""


class ExportFailed(CompareError):
    """A report that cannot be written in the format asked for."""
