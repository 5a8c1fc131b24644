"""
The relationship: tiers, service teams, lifecycle, churn warnings, contacts, tickets, surveys, leads and opportunities.

It must never post money or change an order; what a tier means for prices it stores through the catalogue's services.
"""
