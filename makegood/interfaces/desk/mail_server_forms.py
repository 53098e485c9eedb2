"""What a business says of its own mail server. Its password goes in and never comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from makegood.foundation.mail.models import OwnServer
from makegood.interfaces.desk.form_words import AddressField, InOurWords

SHOWN = ("address", "host", "port", "security", "user")


class ServerForm(InOurWords):
    address = AddressField(
        label=gettext_lazy("Letters come from"),
        help_text=gettext_lazy("Your own address, one that this server may send from."),
        max_length=254,
    )
    host = forms.CharField(
        label=gettext_lazy("Mail server"),
        help_text=gettext_lazy(
            "Your mail provider calls it the outgoing server, or SMTP: smtp.example.com."
        ),
        max_length=253,
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    security = forms.ChoiceField(
        label=gettext_lazy("Kept private by"), choices=OwnServer.Security.choices
    )
    port = forms.IntegerField(label=gettext_lazy("Port"), min_value=1, max_value=65535)
    user = forms.CharField(
        label=gettext_lazy("Name to sign in with"),
        help_text=gettext_lazy("Often the whole address."),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy(
            "Kept unreadable and never shown again, so it is typed with every change. "
            "Some providers give you one for programs."
        ),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        known: OwnServer | None,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        shown = {name: getattr(known, name) for name in SHOWN} if known else {"port": 587}
        super().__init__(data, initial={**shown, **(initial or {})})
