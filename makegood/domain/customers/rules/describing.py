"""What may be said of a customer. Each gives what is kept, or refuses with a sentence."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from makegood.domain.customers.rules.names import LONGEST_NAME, as_written, name_key
from makegood.kit.mailbox import in_one_form
from makegood.kit.phone import dialled
from makegood.kit.refusal import Refusal

LONGEST_EMAIL, LONGEST_PHONE = 254, 40


def names_of(said: str) -> tuple[str, str]:
    """A name as it is written, and as it is compared. Refused: none, and one that is too long."""
    name = as_written(said)
    key = name_key(name)
    if not key:
        raise Refusal(_("Whom did you promise it? A name is enough."), field="who")
    if len(name) > LONGEST_NAME:
        raise Refusal(_("That name is too long: 200 characters are enough."), field="who")
    return name, key


def email_of(said: str) -> str:
    """A mail address in one form; "" stays so. Refused: what is none."""
    email = in_one_form(said.strip())
    if email and not is_email(email):
        raise Refusal(_("That is no mail address yet: name@example.com."), field="email")
    return email[:LONGEST_EMAIL]


def is_email(said: str) -> bool:
    """Whether a letter could be sent there."""
    try:
        validate_email(said)
    except ValidationError:
        return False
    return len(said) <= LONGEST_EMAIL


def number_of(said: str) -> str:
    """A number that can be dialled; "" stays so. Refused: what is none."""
    phone = " ".join(said.split())
    if phone and not dialled(phone):
        raise Refusal(_("That is no phone number. Write it in digits."), field="phone")
    return phone[:LONGEST_PHONE]
