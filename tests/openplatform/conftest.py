from collections.abc import Iterator

import pytest

from openplatform import scopes
from openplatform.scopes import register_scope
from openplatform.selectors.credentials import forget_identities
from openplatform.services.usage import forget_uses


@pytest.fixture(autouse=True)
def sample_scopes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add scopes of the sample API, which any company can use, and remember nobody from the test before."""
    monkeypatch.setattr(scopes, "_scopes", dict(scopes._scopes))
    for code in ("sample.read", "sample.write"):
        register_scope(code, code, ["company.view"])
    forget_identities()
    forget_uses()
    yield
    forget_identities()
