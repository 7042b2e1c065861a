"""Bundles: a dossier as one human-readable text file, written and read (docs/bundles.md).

`format` is the table that says which key of a record is which column; `docs/bundle.schema.json` says the same
to the world. Writing goes export -> stored; reading goes load -> text, schema, checks, compare, write.
"""
