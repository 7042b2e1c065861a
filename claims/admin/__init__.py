"""The editors' pages of claims: the form, the lists, publishing and withdrawing."""

from claims.admin import articles, claims, discrepancies, dossiers, evidence_list, notes, readings

__all__ = ["articles", "claims", "discrepancies", "dossiers", "evidence_list", "notes", "readings"]
