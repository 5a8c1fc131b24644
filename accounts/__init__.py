"""
Own who trades: organizations and their branches, people and their memberships, roles and permissions, verification and certificates.

Must never know what is traded: no product, order, price or invoice. Steps that later apps add to onboarding arrive through a registry.
"""
