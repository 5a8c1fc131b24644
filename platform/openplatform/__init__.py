"""
The open platform: API clients and scopes, throttling, error shape, pagination, idempotency keys, webhooks, external ids.

It must never know a domain's resources; the apps above register scopes and mount their own `api/`.
"""
