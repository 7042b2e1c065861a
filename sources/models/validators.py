"""What may be typed into the columns of outlets and articles."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db.models import CharField
from django.db.models.functions import Length

from sources.addresses import normalise_url

# The constraints on hashes ask for it.
CharField.register_lookup(Length)

LANGUAGE_HELP = "Language tag: en, ar, tr, fr-CA."
is_language = RegexValidator(
    r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", "Type a language tag such as en, ar or fr-CA."
)
is_country = RegexValidator(
    r"^[A-Z]{2}$", "Type the two capital letters of the country's ISO 3166 code, such as GB or SA."
)
is_web_address = URLValidator(schemes=["http", "https"])
is_sha256 = RegexValidator(r"^[0-9a-f]{64}$", "A SHA-256 is 64 hexadecimal digits in lower case.")


def validate_article_url(url: str) -> None:
    """Refuse an address that cannot be normalised, saying what to type."""
    try:
        normalise_url(url)
    except ValueError as error:
        raise ValidationError(str(error)) from error
