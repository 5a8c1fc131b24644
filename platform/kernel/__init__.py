"""
Own what every domain stands on: money, errors, who is asking, events with their outbox, transitions, numbers, opaque ids, files
and the tamper-evident log.

Must never know a domain: no organization, product, order or invoice. Organizations and users appear here as plain ids.
"""
