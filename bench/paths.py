"""The address of the empty view, known to processes that have no Django."""

EMPTY_PATH = "/api/v1/bench/empty"
