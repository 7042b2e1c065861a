"""Adding an article from its address, or from what an editor pasted: bring it, confirm what was read, save."""

from functools import partial
from typing import Any

from django.urls import URLPattern, path

from sources.admin.adding.bring import bring, fetch_again
from sources.admin.adding.confirm import confirm
from sources.admin.adding.texts import texts

__all__ = ["addresses"]


def addresses(model_admin: Any) -> list[URLPattern]:
    """The pages of adding, for the admin of articles."""
    guarded = model_admin.admin_site.admin_view
    pages = (
        ("add-from/", bring, "bring"),
        ("add-from/<public_id:public_id>/", confirm, "confirm"),
        ("<int:pk>/fetch/", fetch_again, "fetch"),
        ("<int:pk>/texts/", texts, "texts"),
    )
    return [
        path(route, guarded(partial(view, model_admin)), name=f"sources_article_{name}")
        for route, view, name in pages
    ]
