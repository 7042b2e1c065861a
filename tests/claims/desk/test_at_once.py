"""The same step on its way several times at once, and two editors at one paragraph: nothing is made twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from claims.models import Claim, DeskStep, Evidence, NothingToLog
from tests import factories as make
from tests.claims.desk.workplace import Workplace

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 6


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What the acts return, each done in a thread and on a connection of its own."""

    def done(act: Callable[[], Any]) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def posting(at: Workplace, step: dict[str, Any]) -> Callable[[], tuple[int, Any]]:
    client = at.client

    def act() -> tuple[int, Any]:
        response = client.post(f"{at.address}steps/", step, content_type="application/json")
        return response.status_code, response.json()

    return act


def test_one_step_sent_several_times_at_once_is_made_once_and_answered_each_time() -> None:
    at = Workplace.make()
    step = at.log_step()
    answers = at_once([posting(at, step) for _ in range(TIMES)])
    assert [status for status, _ in answers] == [200] * TIMES
    assert sorted(answer["repeated"] for _, answer in answers) == [False] + [True] * (TIMES - 1)
    assert (Claim.objects.count(), Evidence.objects.count(), DeskStep.objects.count()) == (1, 1, 1)


def test_one_step_is_undone_once_however_often_it_is_asked_at_once() -> None:
    at = Workplace.make()
    step = at.log()
    answers = at_once([posting(at, at.step("undo", step=step["key"])) for _ in range(TIMES)])
    assert sorted(status for status, _ in answers) == [200] + [409] * (TIMES - 1)
    assert not Evidence.objects.exists()


def test_two_editors_who_dismiss_the_same_paragraph_dismiss_it_once() -> None:
    at = Workplace.make()
    sha256 = at.article.stored_text.sha256
    places = [at.beside(make.make_member("Editors")) for _ in range(TIMES)]
    steps = [place.step("dismiss", paragraphs=[1], sha256=sha256) for place in places]
    answers = at_once([posting(place, step) for place, step in zip(places, steps, strict=True)])
    assert {status for status, _ in answers} <= {200, 409}
    assert NothingToLog.objects.count() == 1
