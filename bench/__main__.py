"""`./run bench [WORKLOAD …] [--json FILE] [--tiny]`"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.databases import Databases
from bench.report import missed, table
from bench.scale import FULL, TINY, Scale
from bench.stack import Stack, count_statements, running
from bench.workloads import WORKLOADS, Market

BENCH_SETTINGS = "bench.settings"


class Bench:
    """One run of some workloads."""

    def __init__(self, scale: Scale, environment: Mapping[str, str]) -> None:
        self.scale = scale
        self.environment = {**environment, "DJANGO_SETTINGS_MODULE": BENCH_SETTINGS}
        self.databases = Databases(environment["DATABASE_URL"], scale=scale, environment=self.environment)
        self.log = Path(environment.get("TONGSHANG_VAR_DIR", "var")) / "log" / "bench.log"

    def run(self, names: Sequence[str]) -> dict[str, Any]:
        """Return the results by workload, in the order in which they are defined."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.databases.prepare(say)
        wanted = [name for name in WORKLOADS if name in names]
        results: dict[str, Any] = {}
        for worker in (False, True):
            together = [name for name in wanted if WORKLOADS[name].needs_worker is worker]
            if together:
                results |= self._run_together(together, worker=worker)
        self.databases.drop_copy()
        return results

    def _run_together(self, names: Sequence[str], *, worker: bool) -> dict[str, Any]:
        url = self.databases.renew()
        with running(url, self.environment, log=self.log, worker=worker) as stack:
            market = Market.read(stack, self.scale)
            results = {name: self._measure(name, stack, market) for name in names}
        scripts = {name: WORKLOADS[name](market).counted() for name in names}
        jobs = {name: script for name, script in scripts.items() if script}
        if jobs:
            counts = count_statements(jobs, self.databases.renew(), self.environment)
            for name, count in counts.items():
                results[name]["sql_statements"] = round(count, 2)
        return results

    def _measure(self, name: str, stack: Stack, market: Market) -> dict[str, Any]:
        started = time.monotonic()
        result = WORKLOADS[name](market).run(stack)
        say(f"{name} measured in {time.monotonic() - started:.0f} s")
        return result


def say(line: str) -> None:
    """Tell how far it is, beside the results."""
    print(f"bench: {line}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 1 when more or less was sold than there is, 2 for workloads that do not exist."""
    parser = argparse.ArgumentParser(
        prog="./run bench", description="Measure the product under load; see bench/README.md."
    )
    parser.add_argument(
        "workloads", nargs="*", metavar="WORKLOAD", help=f"{', '.join(WORKLOADS)}; all of them without one"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there")
    parser.add_argument("--tiny", action="store_true", help="a small market and few requests: shows only that all runs")
    given = parser.parse_args(arguments)
    if unknown := sorted(set(given.workloads) - set(WORKLOADS)):
        parser.error(f"there is no workload {', '.join(unknown)}; there are {', '.join(WORKLOADS)}")
    scale = TINY if given.tiny else FULL
    results = Bench(scale, os.environ).run(given.workloads or list(WORKLOADS))
    print(table(results))
    if given.json:
        report = {"workloads": results, "scale": scale.market(), "machine": _machine()}
        given.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    return 1 if any(verdict.startswith("oversell") for verdict in missed(results)) else 0


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
