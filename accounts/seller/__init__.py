"""The company pages of a supplier, in the frame of the seller office."""
