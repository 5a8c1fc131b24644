"""
Questions asked before an order is committed.

A receiver refuses by raising a `DomainError`; it runs inside the transaction, before stock is taken, and gets `orders` (with their lines in
`order.new_lines`), `actor` and `now`.
"""

from django.dispatch import Signal

order_placement = Signal()
