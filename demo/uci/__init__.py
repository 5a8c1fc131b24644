"""The UCI "Online Retail" data set: a year of a British wholesaler, brought in as one supplier with its past orders."""
