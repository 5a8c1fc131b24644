"""
The offer to many: promotions, coupons, campaigns, content, referrals, points and events.

It must never compute a price by itself: it adjusts through the registry of the orders' price calculation.
"""
