"""
The supervisor behind `./run`: prepares the machine, starts every process, watches over them and stops them.

It stands alone: it imports neither Django nor any app, so that it still works when they do not.
"""
