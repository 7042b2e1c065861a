"""The editors' pages of claims: the form, the lists, publishing and withdrawing."""

from claims.admin import (
    articles,
    claims,
    discrepancies,
    dossiers,
    evidence_list,
    first_page,
    merges,
    notes,
    readings,
)
from record.admin.panels import on_first_page

on_first_page(first_page.panels)

__all__ = ["articles", "claims", "discrepancies", "dossiers", "evidence_list", "merges", "notes", "readings"]
