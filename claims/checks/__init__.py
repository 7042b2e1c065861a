"""Editors' checks: what in the evidence deserves a second look, and what could be done about it.

Each rule is a pure function of one claim with its evidence (`cases.Case`); `run` puts them together, `fixes` carries
out what an editor chose. Nothing here changes anything by itself. docs/checks.md states every rule.
"""
