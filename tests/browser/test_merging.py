"""A Publisher finds that two records are one, merges them, thinks again, and undoes it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Participant
from people.models import Person
from tests import factories as make

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


@pytest.fixture
def pair(transactional_db: None, page: Page) -> tuple[Person, Person]:
    """Two records of one man; a Publisher is logged in."""
    publisher = make.make_member("Publishers")
    publisher.set_password("a password of the tests")
    publisher.save()
    kept = make.make_person("Ahmad al-Sharaa", aliases=["أحمد الشرع"], description="President")
    gone = make.make_person("Abu Mohammed al-Jolani", description="Commander", wikidata_id="Q123")
    for number in range(3):
        make.add_participant(make.make_claim(f"He spoke, time {number}."), gone, "speaker")
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(publisher.username)
    page.get_by_label("Password").fill("a password of the tests")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    return kept, gone


def look(page: Page, complaints: list[str]) -> None:
    """No fault for a screen reader, no scrolling sideways on a phone."""
    assert complaints == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()
    complaints.clear()  # axe measures with inline styles, which the policy refuses
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


def test_two_records_are_found_merged_and_parted_again(
    page: Page, complaints: list[str], pair: tuple[Person, Person]
) -> None:
    kept, gone = pair
    page.set_viewport_size(WIDE)
    page.goto(f"/admin/people/person/{kept.pk}/change/")
    page.get_by_role("link", name="Merge…").click()
    look(page, complaints)
    page.get_by_role("combobox").click()
    page.get_by_role("searchbox").fill("jolani")
    page.get_by_role("option", name="Abu Mohammed al-Jolani").click()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("row", name="Wikidata id").get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_text("Participants: 3")).to_be_visible()
    look(page, complaints)
    page.get_by_label("How do you know").fill("The same man, under both names.")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("are one record now")).to_be_visible()
    look(page, complaints)
    assert set(Participant.objects.values_list("person", flat=True)) == {kept.pk}
    page.goto(f"/people/{gone.slug}/")
    page.wait_for_url(f"**/people/{kept.slug}/")
    page.goto("/admin/record/merge/")
    page.get_by_role("link", name="“Abu Mohammed al-Jolani” into").click()
    page.get_by_role("button", name="Undo this merge").click()
    expect(page.get_by_text("everything is as before the merge")).to_be_visible()
    look(page, complaints)
    assert set(Participant.objects.values_list("person", flat=True)) == {gone.pk}
