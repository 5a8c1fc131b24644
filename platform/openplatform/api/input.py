"""What comes in: read once, checked completely, handed on as values that nobody can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from openplatform.api.problems import read_only_field, unknown_field


class Payload(Mapping[str, Any]):
    """Validated input, read as attributes or as a mapping; nested objects are payloads, lists are tuples."""

    __slots__ = ("_values",)
    _values: dict[str, Any]

    def __init__(self, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_values", {key: _frozen(value) for key, value in values.items()})

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        message = "a payload does not change"
        raise AttributeError(message)

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Payload({self._values!r})"


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Payload(value)
    if isinstance(value, list | tuple):
        return tuple(_frozen(each) for each in value)
    return value


class InputSerializer(serializers.Serializer):
    """
    The body of a request. Fields that it does not declare, or declares read-only, are refused by name, at every depth.

    Optional fields that were not sent are absent from the payload unless they have a default.
    """

    def to_internal_value(self, data: Any) -> Any:
        """
        Refuse what was not asked for before looking at the values.

        :raises ValidationError: when a field is unknown or read-only.
        """
        if isinstance(data, Mapping):
            refused = {
                str(name): [read_only_field() if name in self.fields else unknown_field()]
                for name in data
                if name not in self.fields or self.fields[name].read_only
            }
            if refused:
                raise serializers.ValidationError(refused)
        return super().to_internal_value(data)

    @classmethod
    def parse(cls, request: Request) -> Payload:
        """
        Read and check the body of a request.

        :raises ValidationError: which becomes a 422 that names every field.
        """
        serializer = cls(data=request.data, context={"request": request, "actor": request.actor})  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        return Payload(serializer.validated_data)
