"""Outlets, articles and the informants they do not name, in the admin."""

from sources.admin.articles import ArticleAdmin
from sources.admin.informants import UnnamedSourceAdmin
from sources.admin.outlets import OutletAdmin

__all__ = ["ArticleAdmin", "OutletAdmin", "UnnamedSourceAdmin"]
