"""
Invented companies, people, goods and pictures: pure Python, no database, the same for the same seed.

Every brand and company is fictitious; regions, standards and check digits are real.
"""
