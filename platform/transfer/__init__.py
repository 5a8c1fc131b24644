"""
Bulk data: import and export jobs, file formats, progress and per-row error reports.

It must never know what a row means; the apps above register importers and exporters.
"""
