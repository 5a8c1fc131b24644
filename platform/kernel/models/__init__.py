from kernel.models.base import (
    CurrencyField,
    MoneyField,
    QuantityField,
    RateField,
    TimestampedModel,
    UnitPriceField,
    append_only,
)
from kernel.models.files import FileGrant, StoredFile, guard_files
from kernel.models.numbering import NumberSeries
from kernel.models.outbox import OutboxDelivery, OutboxEvent
from kernel.models.sealing import Seal
from kernel.models.transitions import TransitionLog

__all__ = [
    "CurrencyField",
    "FileGrant",
    "MoneyField",
    "NumberSeries",
    "OutboxDelivery",
    "OutboxEvent",
    "QuantityField",
    "RateField",
    "Seal",
    "StoredFile",
    "TimestampedModel",
    "TransitionLog",
    "UnitPriceField",
    "append_only",
    "guard_files",
]
