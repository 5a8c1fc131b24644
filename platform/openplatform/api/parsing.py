"""Bodies as text: what is no JSON, or too deep, is the caller's mistake."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class DepthLimitedJSONParser(JSONParser):
    """JSON, where a body too deep to read is the caller's mistake and not ours."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """
        Read the body.

        :raises ParseError: when it is not JSON, or nested beyond measure.
        """
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            message = "nested too deeply"
            raise ParseError(message) from None
