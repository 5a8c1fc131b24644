"""
What can be bought: categories, products, variants, offers, price lists, stock, stores and search.

It must never know carts, orders or payments; a reservation names its holder only by an opaque reference.
"""
