"""What people type, parsed: the forms that the storefront and the seller office share."""
