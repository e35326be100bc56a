"""Told by both, but high up in one and far down in the other, or in the headline of one alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from compare.domain import Highlight, Kind, Passage, Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.omission import is_telling
from compare.steps.framing.pairs import Contrast, and_all, join, whole

# Share of an article that its lead and the paragraphs that carry it take. Of the 7 marked in real articles between here
# and a quarter readers found 2 worth it, of the 22 further up 11.
HIGH = 0.2
MIN_SENTENCES = 8  # a shorter article has no far down
MIN_DROP = 0.45  # of the article's length between the two places: a fair reader's "far down"
# Of the pair: an emphasis on a doubtful one is no finding. In the sample stories from .7 on 8 of 16 marked were on the
# list of an editor as it then was, from .9 on 8 of 14, and four of the other six right (by eye).
MIN_CONFIDENCE = 0.9
# How near in meaning the two are. Of 21 marked in real articles readers found 9 worth it, of 17 from here on 8.
MIN_NEARNESS = 0.9
# An earlier sentence there that likely tells the same, and is all but as near in meaning, is where the fact is told
# first: of five such in real articles readers found three to be so, or of another matter.
EARLIER, ALMOST_AS_NEAR = 0.9, 0.03
HEADLINE = 0.88  # cosine of a headline and the sentence that tells the same; e5 gives 0.80 to any two of one story


def find_emphasis(story: AlignedStory) -> Iterable[Highlight]:
    """Return sentences that one outlet puts high up and another far down. Language-free; O(beads).

    Headlines of all articles are embedded in one call.
    """
    first: dict[tuple[str, Place], tuple[Place, float]] = {}
    for place in story.places():
        for partner in story.partners(place):
            key = partner.place.article, place
            is_sure = partner.confidence >= MIN_CONFIDENCE and story.nearness(place, partner.place) >= MIN_NEARNESS
            if is_sure and (key not in first or partner.place.sentence < first[key][0].sentence):
                first[key] = partner.place, partner.confidence
    told_in = _headlines(story)
    contrasts = []
    for (article, place), (there, confidence) in first.items():
        n_here = len(story.reading(place.article).sentences)
        n_there = len(story.reading(article).sentences)
        if not story.is_one_event(article, place.article):
            continue
        if min(n_here, n_there) < MIN_SENTENCES or not is_telling(story.sentence(place).kind, story.shown(place)):
            continue
        here_at, there_at = place.sentence / (n_here - 1), there.sentence / (n_there - 1)
        # A fact told early elsewhere in the other article, too, is not far down there.
        if here_at > HIGH or there_at - here_at < MIN_DROP or _told_early(story, place, there):
            continue
        before = first.get((article, Place(place.article, place.sentence - 1)))
        if before is not None and abs(before[0].sentence - there.sentence) <= 1:
            continue  # the passage moved as a whole: its first sentence says so
        headline = place in told_in.get(place.article, ()) and there not in told_in.get(article, ())
        weight = 0.2 + 0.35 * (there_at - here_at) + 0.2 * confidence + 0.15 * headline - 0.4 * max(0.0, here_at - 0.15)
        contrasts.append(
            Contrast(
                Passage(place.article, place.sentence, whole(story.shown(place))),
                Passage(there.article, there.sentence, whole(story.shown(there))),
                story.outlet(article),
                f"{there.sentence + 1} of {n_there}",
                min(0.9, weight),
                (
                    ("rule", "headline" if headline else "place"),
                    ("here", place.sentence + 1),
                    ("of", n_here),
                    ("there", there.sentence + 1),
                    ("of there", n_there),
                ),
            )
        )
    return join(story, Kind.EMPHASIS, contrasts, _say)


def _told_early(story: AlignedStory, place: Place, there: Place) -> bool:
    """True where another sentence before the middle of the article of ``there`` is of the same fact, or likely tells
    the same and is all but as near."""
    middle = 0.45 * (len(story.reading(there.article).sentences) - 1)
    fact = story.fact(place)
    if fact is not None and any(p.article == there.article and p.sentence < middle for p in fact.members):
        return True
    near = story.nearness(place, there) - ALMOST_AS_NEAR
    return any(
        other.article == there.article
        and other.sentence < middle
        and chance >= EARLIER
        and story.nearness(place, other) >= near
        for other, chance in story.matters(place).items()
    )


def _headlines(story: AlignedStory) -> dict[str, tuple[Place, ...]]:
    """Return, per article, the sentences of its own that its headline tells; nothing for an article without one."""
    titled = [r for r in story.readings if r.article.title.strip() and len(r.sentences)]
    if not titled:
        return {}
    vectors = story.embed([r.article.title for r in titled])
    found = {}
    for reading, vector in zip(titled, vectors, strict=True):
        cosines = story.vectors[reading.article.id] @ vector
        order = np.argsort(-cosines, kind="stable")[:3]
        found[reading.article.id] = tuple(
            Place(reading.article.id, int(k)) for k in order if float(cosines[k]) >= HEADLINE
        )
    return found


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    evidence = dict(contrasts[0].evidence)
    far = and_all(list(dict.fromkeys(f"{c.outlet} as sentence {c.words}" for c in contrasts[:4])))
    start = "Told in the headline and" if evidence["rule"] == "headline" else "Told"
    return f"{start} as sentence {evidence['here']} of {evidence['of']} here; {far}."
