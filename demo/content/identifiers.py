"""Numbers with check digits, as real companies and goods carry them."""

from random import Random

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GTIN_PREFIX = "290"
"""GS1 keeps 20-29 for numbers inside one company, so no demo barcode belongs to a real product."""


def organization_code(body: str) -> str:
    """Append the check character of an eight character organization code (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(character, 36) * weight for character, weight in zip(body, weights, strict=True))
    return body + "0123456789X0"[11 - total % 11]


def uscc(*, prefix: str, region_code: str, serial: int) -> str:
    """
    Build a valid unified social credit code (GB 32100-2015).

    `prefix` is registering department and kind of organization ("91" company, "12" public institution,
    "11" government). The organization code begins with DEM, which the registry does not hand out.
    """
    first17 = f"{prefix}{region_code}{organization_code(f'DEM{serial:05d}')}"
    total = sum(USCC_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first17))
    return first17 + USCC_ALPHABET[(31 - total) % 31]


def gtin13(serial: int) -> str:
    """Build the EAN-13 of the `serial`-th demo article."""
    digits = f"{GTIN_PREFIX}{serial:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def mobile_number(serial: int) -> str:
    """Give the `serial`-th person a number of a valid form that no carrier assigns."""
    return f"1990000{serial:04d}"


def landline(*, area_code: str, serial: int) -> str:
    """Give the `serial`-th office a number of a valid form."""
    return f"{area_code}-5550{serial % 10000:04d}"


def bank_account(rng: Random) -> str:
    """Invent a company's bank account number of 19 digits."""
    return "6200" + "".join(rng.choice("0123456789") for _ in range(15))
