"""In which words the history of a claim speaks of the rows that belong to it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.text import Truncator

from claims.models import (
    Claim,
    ClaimPlace,
    Credit,
    Dossier,
    DossierClaim,
    EditorNote,
    Evidence,
    Participant,
    ReadingCheck,
    Rival,
    Speaker,
)
from people.models import Organization, Person, Place
from record.admin.history import Named, Subject
from sources.models import Article, Outlet, UnnamedSource

GONE = "a record since removed"
LONGEST = 90


def _name(row: Any, names: Named, **columns: type[Model]) -> str:
    """The name of the one record that a row names in one of these columns."""
    for column, model in columns.items():
        if pk := getattr(row, f"{column}_id"):
            record = names.get((model, pk))
            return GONE if record is None else Truncator(str(record)).chars(LONGEST)
    return GONE


def _evidence(row: Any, names: Named) -> str:
    """ "evidence from Al Majalla (supports): “he was gone”"."""
    article: Any = names.get((Article, row.article_id))
    source = article.outlet_name if article is not None and article.outlet_id else article or GONE
    stance = f" ({row.get_stance_display()})" if row.stance else ""
    passage = Truncator(row.quotation or row.paraphrase).chars(LONGEST)
    return f"evidence from {source}{stance}" + (f": “{passage}”" if passage else "")


def _speaker(row: Any, names: Named) -> str:
    return f"the speaker {_name(row, names, person=Person, organization=Organization, unnamed_source=UnnamedSource)}"


def _credit(row: Any, names: Named) -> str:
    return f"the credit to {_name(row, names, article=Article, outlet=Outlet)}"


def _participant(row: Any, names: Named) -> str:
    who = _name(row, names, person=Person, organization=Organization)
    return f"the participant {who}" + (f" ({row.role})" if row.role else "")


def _place(row: Any, names: Named) -> str:
    return f"the place {_name(row, names, place=Place)} ({row.get_role_display()})"


def _note(row: Any, names: Named) -> str:
    return f"the note “{Truncator(row.body).chars(LONGEST)}”"


SUBJECTS: Mapping[type[Model], Subject] = {
    Evidence: _evidence,
    Speaker: _speaker,
    Credit: _credit,
    Participant: _participant,
    ClaimPlace: _place,
    DossierClaim: lambda row, names: f"the dossier “{_name(row, names, dossier=Dossier)}”",
    EditorNote: _note,
    Rival: lambda row, names: f"the rival claim “{_name(row, names, claim=Claim)}”",
    ReadingCheck: lambda row, names: f"that “{_name(row, names, claim=Claim)}” was checked",
}
