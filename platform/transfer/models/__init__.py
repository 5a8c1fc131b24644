from transfer.models.exports import ExportJob
from transfer.models.imports import ImportJob, RowError, SavedMapping
from transfer.models.jobs import TransferJob

__all__ = ["ExportJob", "ImportJob", "RowError", "SavedMapping", "TransferJob"]
