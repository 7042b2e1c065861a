"""Forms that are sent at the same moment, by threads that each have a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from claims.models import Claim
from claims.standings import compare
from people.models import Person
from tests import factories
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, all begun at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_presses_at_the_same_moment_make_one_record() -> None:
    editor = factories.make_member("Editors")
    form = AdminForm.get(client_of(editor), "/admin/claims/claim/add/")
    form["statement"] = "The city fell."
    form.add("evidence", article=factories.make_article().pk, paraphrase="It fell.")
    clients = [client_of(editor) for _ in range(AT_ONCE)]
    answers = at_once(*(lambda client=client: form.post(client) for client in clients))
    assert {answer.status_code for answer in answers} == {302}
    assert Claim.objects.get().evidence.count() == 1


def rename(form: AdminForm, number: int) -> None:
    form["name"] = f"Fidan {number}"


def rename_alias(form: AdminForm, number: int) -> None:
    form.row("aliases", 0, name=f"Fidan {number}")


@pytest.mark.parametrize("change", [rename, rename_alias])
def test_of_editors_who_save_at_the_same_moment_one_is_saved_and_the_others_are_asked(
    change: Callable[[AdminForm, int], None],
) -> None:
    person = factories.make_person("Fidan", public=False, aliases=["H. Fidan"])
    clients = [client_of(factories.make_member("Editors")) for _ in range(AT_ONCE)]
    forms = [AdminForm.get(client, f"/admin/people/person/{person.pk}/change/") for client in clients]
    for number, form in enumerate(forms):
        change(form, number)
    answers = at_once(
        *(
            lambda form=form, client=client: form.post(client)
            for form, client in zip(forms, clients, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [302]
    winner = [answer.status_code for answer in answers].index(302)
    saved = Person.objects.get()
    assert f"Fidan {winner}" in (saved.name, saved.aliases.get().name)
    assert all(b"conflict_form" in answer.content for answer in answers if answer.status_code == 200)


def test_a_form_and_a_decision_at_the_same_moment_leave_what_one_of_them_saw() -> None:
    publisher = factories.make_member("Publishers")
    claim = factories.make_claim("The city fell.", state="draft")
    factories.make_evidence(claim, state="draft")
    one, other = client_of(publisher), client_of(publisher)
    form = AdminForm.get(one, f"/admin/claims/claim/{claim.pk}/change/")
    form["statement"] = "The city held."
    page = other.get(f"/admin/claims/claim/{claim.pk}/publish/")
    stamp = page.context["rows"][0].stamp
    decision = {"row": [claim.pk], "confirmed": "yes", f"seen-{claim.pk}": stamp}
    saved, published = at_once(
        lambda: form.post(one), lambda: other.post("/admin/claims/claim/publish/", decision)
    )
    claim.refresh_from_db()
    # Whoever came second is shown what the first did; neither passes over the other.
    assert (saved.status_code, published.status_code) in ((302, 200), (200, 302))
    assert (claim.statement, claim.state) in (("The city held.", "draft"), ("The city fell.", "published"))
    assert [found for _, differing in compare() for found in differing] == []
