from typing import Any

import pytest


@pytest.mark.parametrize("language", ["zh", "en"], indirect=True)
def test_browser_reaches_the_live_server_in_the_readers_language(page: Any, language: str):
    answer = page.goto("/readyz")

    assert answer.status == 200
    assert page.evaluate("navigator.language") == {"zh": "zh-CN", "en": "en-US"}[language]


def test_browser_complaints_are_collected(page: Any, complaints: list[str]):
    page.goto("/readyz")
    page.evaluate("console.error('look here')")

    page.wait_for_timeout(100)

    assert complaints == ["look here"]
    complaints.clear()
