from __future__ import annotations

import pytest

from makegood.config.addresses import address
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast


@pytest.mark.parametrize(
    ("kind", "which"),
    [
        ("link", "17"),
        ("link", "9" * 20),
        ("link", "9" * 5000),
        ("link", "\u0661\u0667"),
        ("page", "promise:" + "9" * 5000),
        ("page", "nothing:17"),
        ("page", ":17"),
    ],
)
def test_what_is_only_written_like_an_address_stays_the_words_it_is(
    cast: Cast, kind: str, which: str
) -> None:
    with enter(cast.studio):
        assert address(Letter(customer_id=1, about=1), kind, which) == f"{{{kind}:{which}}}"
