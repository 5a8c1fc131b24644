"""Targets, the table at the end, and the JSON file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a workload shall not exceed."""

    label: str
    limit: float
    value: Callable[[Result], float | None]

    def verdict(self, result: Result) -> str:
        """Say whether the target is reached."""
        value = self.value(result)
        if value is None:
            return f"{self.label}: not measured"
        return f"{self.label} {value:g} (≤ {self.limit:g}) {'reached' if value <= self.limit else 'MISSED'}"


def _cpu(result: Result) -> float:
    return round(result["app_cpu_ms"] + result["pg_cpu_ms"], 2)


def _statements(result: Result) -> float | None:
    return result.get("sql_statements")


def _away_from_stock(result: Result) -> float:
    return max(abs(result["sold"] - result["stock"]), abs(result["reserved"] - result["stock"]), result["failed"])


TARGETS: dict[str, tuple[Target, ...]] = {
    "list": (Target("CPU ms", 5, _cpu),),
    "search": (Target("CPU ms", 8, _cpu),),
    "detail": (Target("CPU ms", 4, _cpu),),
    "order": (Target("CPU ms", 30, _cpu), Target("statements", 40, _statements)),
    "oversell": (Target("pieces away from the stock", 0, _away_from_stock),),
    "import": (Target("CPU ms/row", 0.2, lambda result: result["cpu_ms_per_row"]),),
}
COLUMNS = (
    ("rps", "req/s"),
    ("p50_ms", "p50 ms"),
    ("p99_ms", "p99 ms"),
    ("app_cpu_ms", "app CPU"),
    ("pg_cpu_ms", "PG CPU"),
    ("sql_statements", "SQL"),
    ("rss_mb", "RSS MB"),
    ("ratio_to_empty_view", "× empty"),
    ("ratio_to_sql", "× SQL"),
)


def table(results: Mapping[str, Result]) -> str:
    """Return the results with the verdict of each target."""
    head = f"{'workload':<10}" + "".join(f"{label:>9}" for _name, label in COLUMNS) + "   target"
    return "\n".join([head, *(_row(name, result) for name, result in results.items())])


def _row(name: str, result: Result) -> str:
    cells = "".join(f"{_shown(result.get(column)):>9}" for column, _label in COLUMNS)
    verdicts = "; ".join(target.verdict(result) for target in TARGETS[name])
    return f"{name:<10}{cells}   {verdicts}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def missed(results: Mapping[str, Result]) -> list[str]:
    """Return the verdicts of targets that were not reached."""
    verdicts = [f"{name}: {target.verdict(result)}" for name, result in results.items() for target in TARGETS[name]]
    return [verdict for verdict in verdicts if verdict.endswith("MISSED")]
