"""
Who acts: organizations, users, memberships, roles and permissions, verification, certificates, acting for a customer.

It must never know what is traded; checklist steps about deposits or contracts are registered by the apps above.
"""
