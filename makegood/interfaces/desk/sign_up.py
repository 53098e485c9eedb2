"""Signing up: three fields, and the desk is open. allauth keeps the accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import views as allauth_views
from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from makegood.foundation.accounts.actions import open_business
from makegood.foundation.tenancy.models import User
from makegood.interfaces.desk.door import open_to_all
from makegood.interfaces.desk.form_words import AddressField, InOurWords
from makegood.kit.mailbox import mailbox


class SignUpForm(InOurWords, SignupForm):
    """Business, e-mail, password; the browser adds its time zone by itself."""

    business = forms.CharField(
        label=_("Your business"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autofocus": True}),
    )
    email = AddressField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-zone": ""})
    )
    field_order = ["business", "email", "password1", "zone"]
    own: ClassVar = {
        ("business", "required"): _("What is your business called?"),
        ("email", "required"): _("Which address will you sign in with?"),
        ("password1", "required"): _("Choose a password."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = _("E-mail")
        self.fields["password1"].help_text = _("Ten characters or more, and not a common word.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_business(self) -> str:
        name = " ".join(str(self.cleaned_data["business"]).split())
        if not name:
            raise forms.ValidationError(_("What is your business called?"))
        return name

    @transaction.atomic
    def try_save(self, request: HttpRequest) -> Any:
        """The person and their business, or neither: an address alone could never sign up again."""
        return super().try_save(request)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth in its own flow, once the person is written down."""
        locale = translation.get_language() or settings.LANGUAGE_CODE
        known = {code for code, _name in settings.LANGUAGES}
        open_business(
            name=self.cleaned_data["business"],
            owner=user,
            zone=self.cleaned_data["zone"] or "UTC",
            locale=locale if locale in known else locale.split("-")[0],
            at=timezone.now(),
        )


class SignInForm(InOurWords, LoginForm):
    """E-mail and password."""

    own: ClassVar = {
        ("login", "required"): _("Which address did you sign up with?"),
        ("password", "required"): _("Your password is missing."),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = AddressField(
            label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
        )
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """The form that their account is kept in, however its domain is typed."""
        return mailbox(str(self.cleaned_data["login"]))


class SignUp(allauth_views.SignupView):
    form_class = SignUpForm
    template_name = "interfaces/desk/sign_up.html"


class SignIn(allauth_views.LoginView):
    form_class = SignInForm
    template_name = "interfaces/desk/sign_in.html"


class SignOut(allauth_views.LogoutView):
    template_name = "interfaces/desk/sign_out.html"

    def logout(self) -> None:
        """Leave, and say so on the page that comes next."""
        super().logout()
        messages.info(self.request, translation.gettext("You are signed out."))


sign_up = open_to_all("whoever wants to keep their word")(
    sensitive_post_parameters("password1")(SignUp.as_view())
)
sign_in = open_to_all("a member who is not in yet")(
    sensitive_post_parameters("password")(SignIn.as_view())
)
sign_out = open_to_all("leaving needs no permission")(SignOut.as_view())
