"""What becomes of each buyer over three years: the truth that customer analytics should find."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from demo.content.buyers import Buyer

YEARS = 3
DAYS = YEARS * 365


class Story(StrEnum):
    """The course a buyer's demand takes."""

    KEY = "key"
    """Big, frequent, slowly growing: together they make about half of the turnover."""
    GROWING = "growing"
    STEADY = "steady"
    DECLINING = "declining"
    """Falls quarter by quarter since nine months, and drops one group of goods."""
    CHURNED = "churned"
    """Stopped for good on a planted day."""
    NEW = "new"
    """Placed the first order less than 150 days ago."""
    ONE_OFF = "one_off"
    """Ordered once or twice and never again."""


@dataclass(frozen=True)
class Course:
    """The story of one buyer with its dates and strength."""

    story: Story
    first_on: date
    last_on: date
    yearly_growth: float
    """0.4 for 40 per cent more each year."""
    weight: float
    """How many times the usual order value."""

    def strength(self, day: date, today: date) -> float:
        """Tell how much of the usual demand there is on a day."""
        if not self.first_on <= day <= self.last_on:
            return 0.0
        growth = (1 + self.yearly_growth) ** ((day - today).days / 365 + YEARS / 2)
        if self.story is Story.DECLINING:
            quarters_since = max(0, 270 - (today - day).days) // 90
            growth *= (1.0, 0.62, 0.36, 0.2)[min(quarters_since, 3)]
        return min(growth, 4.0)


_SHARES = (
    (Story.KEY, 12),
    (Story.GROWING, 34),
    (Story.STEADY, 84),
    (Story.DECLINING, 24),
    (Story.CHURNED, 22),
    (Story.NEW, 16),
    (Story.ONE_OFF, 8),
)
_GROWTH = {
    Story.KEY: (0.04, 0.16),
    Story.GROWING: (0.3, 0.75),
    Story.STEADY: (-0.04, 0.08),
    Story.DECLINING: (-0.02, 0.1),
    Story.CHURNED: (-0.05, 0.1),
    Story.NEW: (0.0, 0.1),
    Story.ONE_OFF: (0.0, 0.0),
}


def tell_stories(*, seed: int, buyers: tuple[Buyer, ...], today: date) -> dict[str, Course]:
    """Give every buyer a course by code; the first is always a key account, so that its pages are full."""
    rng = Random(f"{seed}:stories")
    total = sum(share for _, share in _SHARES)
    deck = [story for story, share in _SHARES for _ in range(max(1, round(share * len(buyers) / total)))]
    deck = (deck + [Story.STEADY] * len(buyers))[: len(buyers)]
    first = deck.pop(0)
    rng.shuffle(deck)
    return {buyer.code: _course(story, rng, today) for buyer, story in zip(buyers, (first, *deck), strict=True)}


def _course(story: Story, rng: Random, today: date) -> Course:
    start = today - timedelta(days=DAYS)
    first_on = start + timedelta(days=rng.randrange(20) if rng.random() < 0.6 else rng.randrange(20, 500))
    last_on = today
    if story is Story.KEY:
        first_on = start + timedelta(days=rng.randrange(15))
    elif story is Story.NEW:
        first_on = today - timedelta(days=rng.randrange(25, 150))
    elif story is Story.ONE_OFF:
        first_on = today - timedelta(days=rng.randrange(200, 900))
        last_on = first_on + timedelta(days=rng.randrange(1, 50))
    elif story is Story.CHURNED:
        last_on = today - timedelta(days=rng.randrange(130, 430))
    low, high = _GROWTH[story]
    weight = rng.uniform(5.0, 9.0) if story is Story.KEY else rng.uniform(0.6, 1.5)
    return Course(story, first_on, last_on, rng.uniform(low, high), weight)
