"""
The view over everything: cockpit, reports and predictions.

It only reads: it owns snapshots of its own results and never writes another app's tables.
"""
