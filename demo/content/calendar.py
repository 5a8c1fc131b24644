"""When Chinese companies buy: working hours, the Spring Festival, and the year of each trade."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")

SPRING_FESTIVAL = {
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 3),
    2031: date(2031, 1, 23),
    2032: date(2032, 2, 11),
}

# Per cent of the usual volume, January to December.
_YEAR = {
    "machinery": (95, 80, 110, 108, 104, 100, 96, 94, 104, 98, 106, 104),
    "electronics": (94, 80, 104, 98, 96, 100, 102, 108, 116, 104, 106, 98),
    "engineering": (62, 50, 110, 118, 122, 116, 104, 102, 116, 108, 104, 86),
    "restaurant": (116, 104, 94, 96, 100, 98, 100, 102, 98, 102, 96, 110),
    "online": (92, 74, 94, 92, 100, 136, 84, 88, 98, 112, 178, 120),
    "hospital": (104, 92, 100, 98, 98, 98, 100, 100, 100, 100, 104, 110),
    "school": (60, 88, 140, 112, 106, 92, 30, 60, 176, 118, 110, 96),
    "government": (70, 66, 100, 104, 104, 110, 92, 92, 104, 98, 122, 164),
    "property": (98, 86, 102, 100, 104, 108, 110, 110, 100, 98, 98, 96),
}


def demand(segment: str, day: date) -> float:
    """Tell how strong demand is on a day, 1 being usual."""
    return _YEAR[segment][day.month - 1] / 100 * _festival(day) * (0.3 if day.month == 10 and day.day <= 7 else 1.0)


def _festival(day: date) -> float:
    """Stock up before the Spring Festival, rest during it, start slowly after."""
    festival = SPRING_FESTIVAL.get(day.year)
    if festival is None:
        return 1.0
    offset = (day - festival).days
    if -26 <= offset < -8:
        return 1.3
    if -8 <= offset < -2:
        return 0.5
    if -2 <= offset <= 8:
        return 0.06
    if 8 < offset <= 16:
        return 0.65
    return 1.0


def working_moment(day: date, rng: Random) -> datetime:
    """Pick a moment in the office hours of that day, or of the next working day after a weekend."""
    while day.weekday() >= 5:
        day += timedelta(days=1)
    minute = rng.choice((9, 9, 10, 10, 11, 13, 14, 14, 15, 16, 17)) * 60 + rng.randrange(60)
    local = datetime.combine(day, time(minute // 60, minute % 60, rng.randrange(60)), CHINA)
    return local.astimezone(UTC)


def after(moment: datetime, *, hours: int, rng: Random) -> datetime:
    """Move on by about so many hours and into the next office hours."""
    later = moment + timedelta(hours=hours, minutes=rng.randrange(60))
    local = later.astimezone(CHINA)
    if local.weekday() < 5 and 8 <= local.hour < 19:
        return later
    return working_moment(local.date() + timedelta(days=local.hour >= 19), rng)
