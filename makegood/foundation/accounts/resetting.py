"""Where somebody chooses a new password. The address is derived when its letter is sent.

So it lies in no table: neither a backup nor a colleague who reads the outbox can use it.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.timezone import make_naive

from makegood.foundation.tenancy.models import User


def reset_address(user_id: int, *, at: datetime) -> str:
    """The address for this person, as asked for at that hour: the same however often derived.

    User.DoesNotExist for nobody. It ends after PASSWORD_RESET_TIMEOUT, by its use, and by
    signing in.
    """
    user = User.objects.get(pk=user_id)
    makes = app_settings.PASSWORD_RESET_TOKEN_GENERATOR()
    makes._now = lambda: make_naive(at)
    return reset_address_of(f"{user_pk_to_url_str(user)}-{makes.make_token(user)}")


def reset_address_of(key: str) -> str:
    """The address of allauth's key ("UID-KEY"), from our one base address."""
    who, _, token = key.partition("-")
    said = {"uidb36": who, "key": token}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=said)
