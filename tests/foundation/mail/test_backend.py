from __future__ import annotations

import pytest
from django.core.mail import EmailMessage

from makegood.foundation.mail.backend import Closed


def test_nothing_passes_the_outbox_by() -> None:
    with pytest.raises(RuntimeError, match="outbox"):
        Closed().send_messages([EmailMessage("Hello", to=["anna@example.com"])])
