"""On the demo: where the report of unknown outlet changes the story that it takes from Al Majalla."""

import pytest
from django.core.management import call_command
from django.test import Client

from sources.models import Article

pytestmark = pytest.mark.django_db


def test_a_reader_sees_where_the_story_changes_on_the_way(client: Client) -> None:
    call_command("load_demo", verbosity=0)
    report = Article.objects.get(outlet=None, title__startswith="New Report")
    body = client.get(report.get_absolute_url()).content.decode()
    for words in (
        "Speaker changed from an unnamed to a named one: A source in the operations room",
        "became Ahmad al-Sharaa",
        "Place changed from Damascus countryside to Western Syria",
        "Time dropped: dawn",
        "Al Majalla: not found in the version held here",
        "Matches one of Al Majalla’s two versions",
    ):
        assert words in body, words
    answer = client.get("/dossiers/assad-fall/drift/?kind=named")
    assert [str(relay.evidence.claim) for relay in answer.context["relays"]] == [
        "HTS's fighters faced immediate execution if they harmed civilians"
    ]
