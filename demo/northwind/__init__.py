"""The Northwind Traders sample company: read from its published tables, traded day by day through the services."""
