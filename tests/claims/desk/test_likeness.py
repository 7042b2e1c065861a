"""A passage finds the claim that says the same in other words, and typed words find what they begin to say."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk.likeness import likely_claims
from claims.models import Claim, Dossier
from claims.models.claims import State
from tests import factories

pytestmark = pytest.mark.django_db

# Claims of the demo by their public id, each in other words.
PARAPHRASED = {
    "xzfgqfvtsw": "The ousted president travelled to Moscow via the Russian base at Hmeimim.",
    "tvqfbnjbhb": "Moscow's proposals, meant to prevent bloodshed in the capital, were turned down by Assad.",
    "rpvmzglmfk": "Sharaa personally told his men that anybody attacking civilians would be executed on the spot.",
    "bxmzqjknbt": "Neither Maher, his brother, nor the people closest to him were told by Assad of his departure.",
    "qgkfqdjkmv": "Fighters from the south commanded by Ahmad al-Oudeh entered the capital Damascus on the evening of 7 December 2024.",
    "jjxwcshvff": "Sugar, rice and cooking oil ran short in Damascus as people bought in panic.",
    "zkbzpmnkjk": "On 6 December 2024 the opposition began operations in the southern province of Daraa.",
    "cvlvglqxmq": "Jolani entered Damascus through the city's northern gate.",
    "gdchmgffmt": "The capital fell to rebels on 8 December 2024.",
    "fdwjlrgczm": "He neither resigned nor apologised before leaving.",
    "mhxjwnvmrd": "The president asked militias in Iraq for military assistance.",
    "zcqklgqbwr": "A speech about the war had been scheduled for the evening of 7 December.",
    "mnswvrvsnb": "Operation Deterrence of Aggression was launched from Idlib by Hayat Tahrir al-Sham and its allies.",
    "sfpgnxpxlm": "Russia was busy in Ukraine, and Tehran with its obligations to Hezbollah.",
    "spdplmzhxc": "From his room in the Four Seasons in Moscow, Assad followed what was happening in Syria.",
    "xmlxwbtpln": "He reassured his foreign minister, among others, that Russian support was coming.",
    "wxrcssxdfx": "HTS fighters who hurt civilians were to be put to death immediately.",
    "hrjdvptbbs": "Guards at the palace carefully searched cars even after the president was gone.",
    "nrnbcxvfwb": "Photographed on 2 December 2024: rebels next to a Syrian army helicopter at the Nayrab airbase, Aleppo.",
    "jtnjpljdqv": "Shaaban was asked by Assad to write the speech.",
    "gvpnlgpnbs": "After meeting women of the Qubaisiyat, Assad flew to Moscow on 27 November.",
    "mrpwxmvwrm": "Ankara's warning over outside intervention went to all parties and not only to Iran and Russia.",
    "xzhrxcnnbq": "He addressed people at the palace in 2016, when Aleppo was back in his forces' hands.",
    "dgvlssnczt": "The former cabinet formally handed power to an interim government linked to HTS.",
    "fvzgvztpcs": "When he reached Moscow, only some of his children were there waiting.",
    "vxvpcmqrcn": "Russian warplanes hit the Rastan bridge, which links Homs and Hama.",
    "pqvjtjmdcr": "The SDF closed the Bukamal border crossing with Iraq.",
    "fqlsbwqcjz": "The attack started on 28 November, the very day of the Moscow ceremony.",
    "bbxvpfhvcn": "A rebel pulled down a picture of Hafez and Bashar at Aleppo airport.",
    "hnswpqwfvx": "A car took him to the Hmeimim base.",
    "wxwcbhkflw": "Asma and her children had left the country before her husband's flight.",
    "lzgpzqqchd": "Assad ran away from Damascus on the night of 7-8 December 2024.",
    "vrkchcfzpb": "It took eleven days to bring the regime of Assad down.",
    "zvgdlkwlrd": "The Syrian president was prepared to hold talks at Geneva.",
    "zdcjdwbdcq": "Large amounts of money were offered by the regime to attract recruits.",
    "tdjphhxnsv": "Tehran supported a plan of bombing Idlib harder and going after the relatives of opposition fighters.",
    "xcjpcswkzl": "Mohsen Muhammad, an officer of the protection unit",
    "bblzwzcdzp": "Until the Russians took him out, he wanted to remain in the country and fight.",
    "bjxsnzgkwx": "After Assad was toppled, Ahmed al-Sharaa was in effect the ruler of Syria.",
    "ghfxzstmhb": "While Assad was on a visit to Moscow, HTS fighters and their leader went into Aleppo.",
}
TYPED = {
    "xzfgqfvtsw": "hmeimim mosc",
    "jjxwcshvff": "sugar pan",
    "gvpnlgpnbs": "qubaisi",
    "vxvpcmqrcn": "rastan",
    "nrnbcxvfwb": "helicop",
    "zdcjdwbdcq": "recruit sums",
    "fdwjlrgczm": "apologi",
    "cvlvglqxmq": "northern gate",
    "dgvlssnczt": "interim gov",
    "xcjpcswkzl": "protection off",
}


def ranks(said: dict[str, str], **options: object) -> list[int]:
    """The place of each claim among those found for what is said of it; 99 where it is not among them."""
    places = []
    for public_id, text in said.items():
        found = [one.claim.public_id for one in likely_claims(text, **options)]
        places.append(found.index(public_id) + 1 if public_id in found else 99)
    return places


def test_the_demo_s_claims_are_found_in_other_words() -> None:
    call_command("load_demo")
    staff = factories.make_staff()
    for dossier in (Dossier.objects.get(), None):
        passages = ranks(PARAPHRASED, user=staff, dossier=dossier)
        assert max(passages) <= 3
        assert passages.count(1) >= 0.85 * len(passages)
        typed = ranks(TYPED, user=staff, dossier=dossier)
        assert max(typed) <= 3


def test_a_claim_is_found_by_what_reports_say_of_it(editor: User) -> None:
    claim = factories.make_claim("The commander withdrew.")
    factories.make_evidence(claim, quotation="انسحب القائد قبل الفجر")
    factories.make_claim("The commander rode on.")
    dossier = factories.make_dossier(claims=Claim.objects.all())
    [first, *_] = likely_claims("وانسحب القائد عند الفجر", user=editor, dossier=dossier)
    assert first.claim == claim
    assert "الفجر" in first.why


def test_words_of_grammar_are_no_reason(editor: User) -> None:
    factories.make_claim("Then they left the bridge before his guards.")
    arabic = factories.make_claim("They withdrew.")
    factories.make_evidence(arabic, quotation="وعلى الجسر بعد الفجر")
    [first, *_] = likely_claims("Before dawn, and then from there, his guards left the bridge", user=editor)
    assert sorted(first.why.split(", ")) == ["bridge", "guards", "left"]
    dossier = factories.make_dossier(claims=[arabic])
    [first, *_] = likely_claims("كان الجنود على الجسر بعد الظهر", user=editor, dossier=dossier)
    assert first.why == "الجسر"


def test_names_lead_from_one_language_to_another(editor: User) -> None:
    person = factories.make_person("Maher al-Assad", aliases=["ماهر الأسد"])
    place = factories.make_place("Damascus", aliases=["دمشق"])
    claim = factories.make_claim("He went away.")
    factories.add_participant(claim, person)
    factories.add_place(claim, place)
    spoken = factories.make_claim("He said it would hold.", kind="utterance", utterer_person=person)
    found = likely_claims("ماهر الأسد غادر دمشق", user=editor)
    assert [one.claim for one in found] == [claim, spoken]
    assert found[0].why == "Maher al-Assad, Damascus"


def test_a_shared_date_tells_claims_of_the_same_words_apart(editor: User) -> None:
    days = [factories.make_claim("Shells fell on the market.", date=f"2024-12-0{day}") for day in (5, 6, 7)]
    [first, *_] = likely_claims("On 6 December 2024 shells fell on the market", user=editor)
    assert first.claim == days[1]
    assert "6 December 2024" in first.why


def test_claims_of_the_dossier_come_first_among_equals(editor: User) -> None:
    claims = [factories.make_claim("The bridge was bombed.") for _ in range(3)]
    dossier = factories.make_dossier(claims=claims[1:2])
    found = [one.claim for one in likely_claims("the bridge was bombed", user=editor, dossier=dossier)]
    assert found == [claims[1], claims[0], claims[2]]


def test_claims_that_share_nothing_are_not_offered(editor: User) -> None:
    factories.make_dossier(claims=[factories.make_claim("The bridge was bombed.")])
    assert likely_claims("sugar ran short", user=editor, dossier=Dossier.objects.get()) == []
    assert likely_claims("", user=editor) == []
    assert likely_claims("?!", user=editor, dossier=Dossier.objects.get()) == []


def test_nobody_is_offered_what_they_may_not_see(editor: User) -> None:
    drafted = factories.make_claim("The bridge was bombed.", state=State.DRAFT)
    factories.make_claim("The bridge was bombed.", state=State.WITHDRAWN)
    public = factories.make_claim("The gate stood.")
    factories.make_evidence(public, paraphrase="The bridge was bombed.", state="draft", published_at=None)
    assert likely_claims("bridge was bombed", user=AnonymousUser()) == []
    dossier = factories.make_dossier(claims=[public])
    assert likely_claims("bridge was bombed", user=AnonymousUser(), dossier=dossier) == []
    assert [one.claim for one in likely_claims("bridge was bombed", user=editor)] == [drafted]


@pytest.mark.parametrize("text", ["100% _ \\ ' \" \0 %s", "\ud800 bridge", "bridge " * 5_000, "%" * 100])
def test_no_text_is_too_strange(editor: User, text: str) -> None:
    factories.make_claim("The bridge was bombed.")
    likely_claims(text, user=editor)


def test_the_number_of_queries_does_not_grow(editor: User) -> None:
    person = factories.make_person("Rami Haddad")
    dossier = factories.make_dossier()
    factories.bulk_claims(40, dossier=dossier, person=person)
    editor.has_perm("claims.view_claim")
    for limit in (1, 40):
        with CaptureQueriesContext(connection) as queries:
            found = likely_claims(
                "Rami Haddad says that claim number 7 holds", user=editor, dossier=dossier, limit=limit
            )
            assert len(found) == limit
        assert len(queries) <= 14
    with CaptureQueriesContext(connection) as queries:
        likely_claims("Rami Haddad says that claim number 7 holds", user=editor, dossier=dossier)
    assert len(queries) == 8
