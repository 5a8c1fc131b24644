import pytest
from django.test import Client


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/no-such-page/"])
@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client, path: str):
    response = client.get(path)

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_only_the_admin_gets_what_its_theme_needs(client: Client):
    response = client.get("/admin/login/")

    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
