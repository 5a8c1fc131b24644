"""Logging: one line per event, readable in a terminal or as JSON for a collector."""

from collections.abc import MutableMapping
from typing import Any

import structlog

PROBES = ("/healthz", "/readyz")


def drop_noise(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep one line per request, and none for the probes of load balancers."""
    is_probe = str(event.get("request", "")).endswith(PROBES)
    if event.get("event") == "request_started" or (event.get("event") == "request_finished" and is_probe):
        raise structlog.DropEvent
    return event


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.UnicodeDecoder(),
]


def logging_config(*, log_format: str, level: str) -> dict[str, Any]:
    """
    Configure structlog and return Django's `LOGGING`.

    `plain` lines carry no time, because the supervisor of `./run` writes it; `json` lines carry UTC.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            drop_noise,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": structlog.stdlib.ProcessorFormatter, **_rendering(log_format)}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def _rendering(log_format: str) -> dict[str, Any]:
    """Return the formatter's arguments for `plain` or `json`."""
    final: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    before = list(SHARED_PROCESSORS)
    if log_format == "json":
        before.append(structlog.processors.TimeStamper(fmt="iso", utc=True))
        final += [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        final.append(_console_renderer())
    return {"foreign_pre_chain": before, "processors": final}


def _console_renderer() -> structlog.dev.ConsoleRenderer:
    """Return a renderer whose tracebacks show no local variables: they hold passwords, keys and customers' data."""
    return structlog.dev.ConsoleRenderer(
        colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
    )
