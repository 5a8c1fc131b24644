"""Products and suppliers as everybody may look at them."""
