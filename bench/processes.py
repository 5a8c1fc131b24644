"""What process trees cost, from /proc: CPU time holds on a busy machine where seconds do not."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1024**2


@dataclass(frozen=True, slots=True)
class ProcessStat:
    """What /proc/<pid>/stat says. `cpu_ms` includes the children that have ended."""

    pid: int
    parent: int
    cpu_ms: float
    rss_mb: float

    @classmethod
    def read(cls, pid: int) -> ProcessStat | None:
        """Read one process; None when it is gone."""
        try:
            text = (PROC / str(pid) / "stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return None
        # The name in parentheses may hold anything; what follows it are numbers.
        fields = text.rpartition(")")[2].split()
        ticks = sum(int(each) for each in fields[11:15])
        return cls(pid, int(fields[1]), ticks * TICK_MS, int(fields[21]) * PAGE_MB)


def tree(roots: Iterable[int]) -> list[ProcessStat]:
    """Return the processes with everything below them."""
    every = [stat for each in PROC.iterdir() if each.name.isdigit() and (stat := ProcessStat.read(int(each.name)))]
    below: dict[int, list[ProcessStat]] = {}
    for stat in every:
        below.setdefault(stat.parent, []).append(stat)
    wanted = set(roots)
    found = [stat for stat in every if stat.pid in wanted]
    for stat in found:
        found.extend(below.get(stat.pid, ()))
    return found


def cpu_ms(roots: Iterable[int]) -> float:
    """Return the CPU time that the trees have used so far."""
    return sum(stat.cpu_ms for stat in tree(roots))


def largest_rss_mb(roots: Iterable[int]) -> float:
    """Return the memory of the largest process of the trees."""
    return max((stat.rss_mb for stat in tree(roots)), default=0.0)


def parent_of(pid: int) -> int | None:
    """Return the parent of a process on this machine, or None when it runs elsewhere."""
    stat = ProcessStat.read(pid)
    return stat.parent if stat else None
