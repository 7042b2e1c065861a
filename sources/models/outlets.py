"""Who publishes."""

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from simple_history.models import HistoricalRecords

from record.circles import refuse_circle
from record.finding import NamedQuerySet
from record.folding import fold
from record.names import Alias, Named
from sources.models.validators import LANGUAGE_HELP, is_country, is_language, is_web_address

NO_OUTLET = "an outlet not known"


class OutletQuerySet(NamedQuerySet):
    """Outlets: who publishes."""

    def called(self, name: str) -> Self:
        """Outlets of which this is the name, or one of the other names, however it is written."""
        folded = fold(name)
        if not folded:
            return self.none()
        aliases = OutletAlias.objects.filter(folded=folded)
        return self.filter(Q(name_folded=folded) | Q(pk__in=aliases.values("outlet_id")))


class Outlet(Named):
    """Who publishes. Of a post it is the account or channel, never the platform; of a document, its issuer."""

    home_page = models.URLField(max_length=500, blank=True, validators=[is_web_address])
    country = models.CharField(
        max_length=2, blank=True, validators=[is_country], help_text="ISO 3166: GB, SA, SY."
    )
    language = models.CharField(max_length=35, blank=True, validators=[is_language], help_text=LANGUAGE_HELP)
    owner = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned",
        help_text="The publisher it belongs to, logged as an outlet of its own. Two outlets of one owner are one origin.",
    )

    objects = OutletQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["public"])

    class Meta(Named.Meta):
        constraints = [CheckConstraint(condition=~Q(owner=F("id")), name="outlet_does_not_own_itself")]

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "owner", "It would then own itself. Choose another owner.")

    def get_absolute_url(self) -> str:
        return reverse("sources:outlet", args=[self.slug])


class OutletAlias(Alias):
    """Another name of an outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="aliases")
    history = HistoricalRecords()

    class Meta(Alias.Meta):
        verbose_name = "other name"
        constraints = [UniqueConstraint(fields=["outlet", "folded"], name="outlet_alias_once")]
