"""
Demonstration data: a believable market of companies, goods and three years of trade.

Owns the content it invents and the command that loads it. Stands on every domain app; nothing may import it.
"""
