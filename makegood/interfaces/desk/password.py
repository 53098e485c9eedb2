"""A new password for whoever forgot theirs: asked for by address, chosen by the letter's link."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from allauth.account import views as allauth_views
from allauth.account.forms import ResetPasswordForm, ResetPasswordKeyForm, UserTokenForm
from allauth.account.internal.flows.password_reset import finalize_password_reset
from allauth.decorators import rate_limit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from makegood.foundation.accounts.actions import set_password
from makegood.interfaces.desk.door import open_to_all
from makegood.interfaces.desk.form_words import AddressField, InOurWords


class AskForm(InOurWords, ResetPasswordForm):
    """The address they sign in with."""

    email = AddressField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )
    own: ClassVar = {("email", "required"): _("Which address do you sign in with?")}


class ChooseForm(InOurWords, ResetPasswordKeyForm):
    """The new password, once: a browser can show what is typed."""

    own: ClassVar = {("password1", "required"): _("Choose a password.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["password2"]
        field = self.fields["password1"]
        field.label, field.help_text = (
            _("New password"),
            _("Ten characters or more, and not a common word."),
        )
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs["autofocus"] = True


class Ask(allauth_views.PasswordResetView):
    form_class = AskForm
    template_name = "interfaces/desk/password_ask.html"


class Choose(FormView[ChooseForm]):
    """The page of a letter's link. To look at it changes nothing: a scanner looks as well.

    So the key stays in the address and the form goes back there; allauth would keep it in a
    session, and sign out whoever else is in.
    """

    form_class = ChooseForm
    template_name = "interfaces/desk/password_choose.html"

    @method_decorator(rate_limit(action="reset_password_from_key"))
    def dispatch(self, request: HttpRequest, *args: Any, **said: str) -> HttpResponseBase:
        key = UserTokenForm(data=said)
        if not key.is_valid():
            return _ended(request)
        self.user = key.reset_user
        return super().dispatch(request, *args, **said)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.user}

    def form_valid(self, form: ChooseForm) -> Any:
        """In with the new password; a session begun with the old one is over with it."""
        password = form.cleaned_data["password1"]
        if not set_password(user=self.user, password=password, at=timezone.now()):
            return _ended(self.request)
        return finalize_password_reset(self.request, self.user)


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "interfaces/desk/password_ended.html", status=404)


def show_asked(request: HttpRequest) -> HttpResponse:
    """The same whether or not we know the address."""
    return render(request, "interfaces/desk/password_asked.html")


ask = open_to_all("whoever forgot their password is not in")(Ask.as_view())
asked = open_to_all("whoever forgot their password is not in")(show_asked)


@open_to_all("the link in the letter says who they are")
@sensitive_post_parameters("password1")
def choose(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    answer = Choose.as_view()(request, uidb36=uidb36, key=key)
    return cast("HttpResponse", answer)
