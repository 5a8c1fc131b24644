"""The account area: the person, their company, and who works there. Suppliers see the company pages in the seller office."""
