"""
Public configuration: dictionaries, config items, code mappings, regions, units, currencies and rates, tax rates, switches.

It must never know who uses a code: no organizations, no users, no documents.
"""
