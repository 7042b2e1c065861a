"""What every record of Sayso has, whichever app it is in.

A public id, dates of stated precision, local times, names folded for comparison, slugs that keep their
redirects, derived columns, and the one rule of who sees drafts. The lowest layer: it imports no other app.
"""
