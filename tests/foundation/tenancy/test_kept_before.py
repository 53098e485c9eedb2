"""Accounts kept in another form are found by their address again, and stay who they are."""

from __future__ import annotations

import pytest

from makegood.foundation.tenancy.models import User
from tests.rows_from_before import bring_in_step

pytestmark = pytest.mark.django_db
SINCE_THEN = ("tenancy", "accounts_in_one_form")


def account(email: str) -> User:
    return User.objects.create(email=email)


def after() -> dict[int, str]:
    bring_in_step(*SINCE_THEN)
    return dict(User.objects.values_list("pk", "email"))


def test_an_account_is_kept_as_sign_in_looks_for_it() -> None:
    apart, plain = account("Zoe@exa\u0308mple.com"), account("Ada@Example.com")
    assert after() == {apart.pk: "zoe@exämple.com", plain.pk: "Ada@Example.com"}


@pytest.mark.parametrize("other", ["zoe@exämple.com", "ZOE@exämple.com"])
def test_two_of_one_mailbox_never_become_one(other: str) -> None:
    coded, right = account("zoe@xn--exmple-cua.com"), account(other)
    assert after() == {coded.pk: coded.email, right.pk: other}


def test_of_two_in_other_forms_the_later_stays_as_it_is() -> None:
    coded, apart = account("zoe@xn--exmple-cua.com"), account("zoe@exa\u0308mple.com")
    for _again in range(2):
        assert after() == {coded.pk: "zoe@exämple.com", apart.pk: "zoe@exa\u0308mple.com"}
