"""A small record with one of everything a reader's page can show, and the addresses of all of these pages."""

from claims.models import Claim, ClaimStanding
from claims.models.claims import State
from people.models import Organization, Person, Place
from sources.models import Article, ArticleText
from tests.factories import (
    NOON,
    add_credit,
    add_participant,
    add_place,
    bulk_claims,
    index_words,
    make_article,
    make_claim,
    make_discrepancy,
    make_dossier,
    make_evidence,
    make_organization,
    make_outlet,
    make_person,
    make_place,
    make_reading,
    make_unnamed_source,
)


class Exhibit:
    """The record; `addresses` names every readers' page, and `refused` those that answer an error."""

    def __init__(self) -> None:
        self.make_people_and_places()
        self.make_articles()
        self.claim = self.make_claim()
        self.rival = make_claim("The president left by car.", date="2024-12-08")
        make_evidence(self.rival, self.chronicle, "contradicts", quotation="no car was seen")
        self.saying = make_claim(
            "The minister said that the president had left.",
            kind="utterance",
            utterer_person=self.person,
            asserts=self.claim,
        )
        make_evidence(self.saying, self.summary, speakers=[self.person], crediting=[self.chronicle])
        self.discrepancy = make_discrepancy(
            "How did he leave?", rivals=[self.claim, self.rival], likely_cause="Two convoys."
        )
        self.dossier = make_dossier(
            "The last days", claims=[self.claim, self.rival, self.saying], summary="What two reports say."
        )
        make_reading(self.chronicle, self.dossier)
        bulk_claims(60, dossier=self.dossier, article=self.summary, place=self.place, person=self.person)
        self.withdrawn = make_claim(state=State.WITHDRAWN)
        index_words()

    def make_people_and_places(self) -> None:
        self.person: Person = make_person(
            "Hakan Fidan",
            aliases=["هاكان فيدان", "H. Fidan"],
            description="Foreign minister",
            wikidata_id="Q42",
        )
        self.organization: Organization = make_organization("The Guard", aliases=["الحرس"])
        country = make_place("Syria")
        self.place: Place = make_place(
            "Damascus", parent=country, latitude="33.513", longitude="36.292", precision="settlement"
        )
        make_place("Mezzeh", parent=self.place)

    def make_articles(self) -> None:
        owner = make_outlet("A publisher")
        self.outlet = make_outlet(
            "Al Majalla",
            aliases=["المجلة"],
            owner=owner,
            home_page="https://example.org/",
            country="GB",
            language="en",
        )
        self.chronicle: Article = make_article(
            "الأيام الأخيرة",
            outlet=self.outlet,
            language="ar",
            url="https://example.org/last-days",
            published="2024-12-16/2024-12-22",
            published_inferred=True,
            published_reason="It mentions what came a week later.",
            accessed_on="2026-11-23",
            byline="A. Writer",
            note="The version held here may be a later one.",
            status="corrected",
            status_note="A date was corrected.",
        )
        ArticleText.objects.create(article=self.chronicle, sha256="0" * 64, length=4000, captured_at=NOON)
        self.summary: Article = make_article("A summary of the last days", outlet=None)
        self.stub: Article = make_article("An item nobody here has seen", outlet=make_outlet("AP"), stub=True)

    def make_claim(self) -> Claim:
        claim = make_claim(
            "The president left the capital by plane before dawn.",
            detail="Nobody announced the flight.",
            date="2024-12-07/2024-12-08",
            time="~23:00",
            time_zone="Asia/Damascus",
            date_words="that night",
            date_inferred=True,
            date_reason="The fall of the city fixes which night.",
            figure="2.5",
            unit="hours",
        )
        ClaimStanding.objects.create(claim=claim, standing="disputed", supporting_high=2, supporting_low=1)
        add_participant(claim, self.person, "traveller")
        add_participant(claim, self.organization)
        add_place(claim, self.place, "from")
        self.make_evidence(claim)
        claim.detail = "Nobody announced the flight at the time."
        claim.save()
        return claim

    def make_evidence(self, claim: Claim) -> None:
        officer = make_unnamed_source("an officer in the operations room", article=self.chronicle)
        make_evidence(
            claim,
            self.chronicle,
            speakers=[self.person, officer],
            quotation="غادر الرئيس",
            quotation_prefix="وقال إن",
            quotation_suffix="قبل الفجر",
            translation="the president left",
            translator="the editors",
            locator="paragraph 12",
            endorsement="adopts",
            hedged=True,
            hedge_words="reportedly",
            omits=["time"],
        )
        relay = make_evidence(
            claim,
            self.summary,
            "contradicts",
            crediting=[self.chronicle, self.stub],
            part="photo_caption",
            note="The date may be that of the photograph.",
            asserted_date="2024-12-08",
            asserted_date_words="Sunday",
            asserted_place=self.place,
            asserted_figure="3",
            asserted_unit="hours",
            asserted_person=self.person,
            asserted_role="escort",
            asserted_attribution="a diplomat",
        )
        add_credit(relay, self.outlet, how="inferred", wording="a regional magazine")
        make_evidence(claim, self.summary, "mentions", basis="unclear")

    @property
    def addresses(self) -> dict[str, str]:
        """Every kind of page a reader can open."""
        filters = (
            f"outlet={self.outlet.slug}&stance=supports&from=2024-12&person={self.person.slug}&sort=oldest"
        )
        return {
            "home": "/",
            "claims": "/claims/",
            "claims filtered": f"/claims/?{filters}",
            "no claims": "/claims/?q=nothing+holds+this",
            "claim": self.claim.get_absolute_url(),
            "claim as of a day": f"{self.claim.get_absolute_url()}?as_of=2024-12-20",
            "utterance": self.saying.get_absolute_url(),
            "dossiers": "/dossiers/",
            "dossier": self.dossier.get_absolute_url(),
            "dossier as of a day": f"{self.dossier.get_absolute_url()}?as_of=2024-12-20",
            "matrix": self.dossier.get_absolute_url() + "matrix/",
            "dossier drift": self.dossier.get_absolute_url() + "drift/",
            "article drift": self.summary.get_absolute_url() + "drift/",
            "compare": f"/articles/compare/?a={self.summary.public_id}&b={self.chronicle.public_id}",
            "compare with which": f"/articles/compare/?a={self.summary.public_id}",
            "discrepancies": "/discrepancies/",
            "discrepancy": self.discrepancy.get_absolute_url(),
            "outlets": "/outlets/",
            "outlet": self.outlet.get_absolute_url(),
            "outlet without": f"{self.outlet.get_absolute_url()}without/",
            "article without": f"{self.chronicle.get_absolute_url()}without/",
            "article": self.chronicle.get_absolute_url(),
            "article of unknown outlet": self.summary.get_absolute_url(),
            "article not seen": self.stub.get_absolute_url(),
            "people": "/people/",
            "person": self.person.get_absolute_url(),
            "organizations": "/organizations/",
            "organization": self.organization.get_absolute_url(),
            "places": "/places/",
            "place": self.place.get_absolute_url(),
        }

    @property
    def refused(self) -> dict[str, tuple[str, int]]:
        """Pages that answer an error: their address and its status."""
        return {
            "bad filter": ("/claims/?stance=maybe", 400),
            "compared with itself": (
                f"/articles/compare/?a={self.stub.public_id}&b={self.stub.public_id}",
                400,
            ),
            "no such page": ("/claims/bcdfghjklm/", 404),
            "withdrawn claim": (self.withdrawn.get_absolute_url(), 410),
        }
