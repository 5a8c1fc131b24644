"""The benchmarks run, sell what there is, and say so in the promised shape; their figures are nobody's business here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.market import HEADINGS, articles
from bench.processes import ProcessStat, cpu_ms, largest_rss_mb
from bench.report import missed, table
from bench.scale import TINY

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = {"rps", "p50_ms", "p99_ms", "app_cpu_ms", "pg_cpu_ms", "sql_statements", "rss_mb", "ratio_to_sql"}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("bench")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
        "TONGSHANG_VAR_DIR": str(folder),
        "SECRET_KEY": "only-for-this-run-" * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "0",
    }
    command = [
        sys.executable,
        "-m",
        "bench",
        "list",
        "order",
        "oversell",
        "--tiny",
        "--json",
        str(folder / "found.json"),
    ]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    return json.loads((folder / "found.json").read_text())["workloads"]


def test_bench_measures_requests_beside_their_yardsticks(results: dict):
    assert MEMBERS | {"ratio_to_empty_view"} <= results["list"].keys()
    assert results["list"]["sql_statements"] <= 3
    assert results["order"]["sql_statements"] <= 40


def test_bench_sells_exactly_what_there_is(results: dict):
    oversell = results["oversell"]

    assert (oversell["attempts"], oversell["stock"]) == (TINY.attempts, TINY.stock)
    assert (oversell["sold"], oversell["reserved"], oversell["failed"]) == (TINY.stock, TINY.stock, 0)
    assert oversell["refused"] == TINY.attempts - TINY.stock


def test_market_is_the_same_every_time():
    assert list(articles(TINY)) == list(articles(TINY))
    assert {len(row) for row in articles(TINY)} == {len(HEADINGS)}


def test_processes_are_found_with_their_children():
    child = subprocess.Popen([sys.executable, "-c", "sum(range(3_000_000)); input()"], stdin=subprocess.PIPE)
    try:
        assert ProcessStat.read(child.pid).parent == os.getpid()
        assert cpu_ms([os.getpid()]) >= cpu_ms([child.pid])
        assert largest_rss_mb([child.pid]) > 1
    finally:
        child.communicate(b"\n")


def test_report_names_what_was_missed():
    slow = {"app_cpu_ms": 4.0, "pg_cpu_ms": 2.0, "rps": 10.0}

    assert missed({"list": slow}) == ["list: CPU ms 6 (≤ 5) MISSED"]
    assert "MISSED" in table({"list": slow})
    assert missed({"detail": {"app_cpu_ms": 1.0, "pg_cpu_ms": 1.0}}) == []
