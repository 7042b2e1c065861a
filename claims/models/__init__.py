"""The product's tables. Each file holds one idea; every set rule is a verb on the QuerySet above its model."""

from claims.models.blind_checks import BlindCheck
from claims.models.claims import Claim, ClaimPlace, Participant
from claims.models.desk import DeskStep, NothingToLog
from claims.models.discrepancies import Discrepancy, Rival
from claims.models.dismissals import Dismissal
from claims.models.dossiers import Dossier, DossierClaim
from claims.models.evidence import Credit, Evidence, Speaker
from claims.models.imports import ImportedKey, ImportRun, SheetUpload
from claims.models.notes import EditorNote
from claims.models.readings import Reading, ReadingCheck
from claims.models.standings import ClaimStanding
from claims.models.words import EditorsIndex, EditorsWords, PublicIndex, PublicWords

__all__ = [
    "BlindCheck",
    "Claim",
    "ClaimPlace",
    "ClaimStanding",
    "Credit",
    "DeskStep",
    "Discrepancy",
    "Dismissal",
    "Dossier",
    "DossierClaim",
    "EditorNote",
    "EditorsIndex",
    "EditorsWords",
    "Evidence",
    "ImportRun",
    "ImportedKey",
    "NothingToLog",
    "Participant",
    "PublicIndex",
    "PublicWords",
    "Reading",
    "ReadingCheck",
    "Rival",
    "SheetUpload",
    "Speaker",
]
