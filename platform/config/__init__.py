"""
The roof: settings, URL configuration, Celery, WSGI, health endpoints and logging.

Owns how the process is put together and nothing of the business. It may import every app; no app may import it.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
