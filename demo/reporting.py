"""Print what an import of a sample company came to."""

import json
from collections import Counter
from pathlib import Path

from demo.intake import Report, Say

SHOWN = 20


def print_report(report: Report, *, say: Say, path: Path | None) -> None:
    """Say counts, totals, refused rows with their reasons and the time; write all of it to a file where one is given."""
    for title, values in (("New here", report.counts), ("Totals", report.totals), ("Seconds", report.seconds)):
        say(f"{title}: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items()))
    for note in report.notes:
        say(f"Note: {note}")
    for (table, reason), count in Counter((each["table"], each["reason"]) for each in report.rejected).most_common(
        SHOWN
    ):
        keys = [each["key"] for each in report.rejected if (each["table"], each["reason"]) == (table, reason)]
        say(f"Not imported: {table} {', '.join(keys[:3])}{' …' if count > 3 else ''} ({count}): {reason}")
    for sentence in report.broken_invariants[:SHOWN]:
        say(f"BROKEN {sentence}")
    if path is not None:
        path.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
        say(f"The whole report is in {path}.")
