"""The Celery application and the worker's sign of life."""

import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("tongshang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_django_logging(**_: Any) -> None:
    """Stop Celery from configuring logging over Django's `LOGGING`."""


@heartbeat_sent.connect
def record_heartbeat(**_: Any) -> None:
    """Tell `/healthz` that this worker lives."""
    from config.health import record_worker_heartbeat  # noqa: PLC0415 - needs configured settings

    record_worker_heartbeat()
