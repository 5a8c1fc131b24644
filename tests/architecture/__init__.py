"""The rules of the house that no linter knows; `rules` finds breaches, the tests apply it and prove that it bites."""
