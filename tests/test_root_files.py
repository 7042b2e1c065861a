import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("address", "said"), [("/robots.txt", b"Disallow: /admin/"), ("/favicon.ico", b"\x00\x00\x01\x00")]
)
def test_what_is_asked_for_at_the_top_is_answered(client: Client, address: str, said: bytes) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert said in b"".join(answer)
