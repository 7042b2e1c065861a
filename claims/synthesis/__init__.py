"""A made-up record of any size, to measure with: `manage.py synthesize`. The same seed makes the same record anywhere.

Nothing in it is true, and no word of it is anybody's. It goes past the doors, straight into the tables, and leaves no
history; what follows from it (standings, public flags) is worked out by the same code that mends them.
"""
