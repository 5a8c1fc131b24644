"""Questions that accounts asks before it commits; a higher app refuses by raising a `DomainError` from its receiver."""

from django.dispatch import Signal

# Sent with `organization` and `actor` inside the transaction that activates a company: the deposit, the contract.
organization_activation = Signal()

# Sent with `organization` and `actor` before a company is closed for good: open orders, money owed.
organization_closing = Signal()
