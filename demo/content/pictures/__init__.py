"""Pictures drawn by the program itself, so that every product page has one and nobody's rights are touched."""
