"""What a member writes down about a customer, and takes away again."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.customers.actions import consenting, describing, reaching, remarking
from makegood.domain.customers.models import Consent, Customer, Handle, Note, Tag
from makegood.domain.customers.queries.aliases import ids_of
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.customer import customer_page, head_or_404
from makegood.interfaces.desk.customer_forms import (
    ConsentForm,
    HandleForm,
    NoteForm,
    TagForm,
    details_form,
)
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

Row = TypeVar("Row", Handle, Note, Tag, Consent)


@desk("change a customer", methods=BOTH)
def change(request: DeskRequest, customer: int) -> HttpResponse:
    """Who they are, and how they are reached first: what was changed on this page."""
    head, now = head_or_404(customer), local_now(request)
    form = details_form(head, request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return customer_page(request, head, now, details=form)
    said = {name: form.cleaned_data[name] for name in form.changed_data}
    try:
        describing.change(customer=head, by=request.actor, at=now, **said)
    except Refusal as refusal:
        form.refuse(refusal)
        return customer_page(request, head_or_404(customer), now, details=form)
    return _done(request, head, _("Written down."))


@desk("change a customer", methods=BOTH)
def add_handle(request: DeskRequest, customer: int) -> HttpResponse:
    head, now = head_or_404(customer), local_now(request)
    form = HandleForm(request.POST or None, initial=typed.again(request), auto_id="handle_%s")
    if not form.is_valid():
        return customer_page(request, head, now, handle=form)
    said = {**form.cleaned_data, "kind": Handle.Kind(form.cleaned_data["kind"])}
    try:
        reaching.add_handle(customer=head, by=request.actor, at=now, **said)
    except Refusal as refusal:
        form.refuse(refusal)
        return customer_page(request, head, now, handle=form)
    return _done(request, head, _("Written down."))


@desk("change a customer", methods=WRITE)
def remove_handle(request: DeskRequest, customer: int, handle: int) -> HttpResponse:
    head = head_or_404(customer)
    found = _theirs(Handle, head, handle)
    reaching.remove_handle(handle=found, by=request.actor, at=local_now(request))
    return _done(request, head, _("Taken away: %(what)s") % {"what": found.value})


@desk("change a customer", methods=BOTH)
def note(request: DeskRequest, customer: int) -> HttpResponse:
    head, now = head_or_404(customer), local_now(request)
    form = NoteForm(request.POST or None, initial=typed.again(request), auto_id="note_%s")
    if not form.is_valid():
        return customer_page(request, head, now, remark=form)
    try:
        remarking.note(
            customer=head,
            text=form.cleaned_data["text"],
            member=request.member,
            by=request.actor,
            at=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return customer_page(request, head, now, remark=form)
    return _done(request, head, _("Noted."))


@desk("change a customer", methods=WRITE)
def take_note_back(request: DeskRequest, customer: int, note: int) -> HttpResponse:
    head = head_or_404(customer)
    found = _theirs(Note, head, note)
    remarking.take_back(note=found, by=request.actor, at=local_now(request))
    return _done(request, head, _("The note is taken back."))


@desk("change a customer", methods=BOTH)
def tag(request: DeskRequest, customer: int) -> HttpResponse:
    head, now = head_or_404(customer), local_now(request)
    form = TagForm(request.POST or None, initial=typed.again(request), auto_id="tag_%s")
    if not form.is_valid():
        return customer_page(request, head, now, tag=form)
    try:
        remarking.tag(customer=head, name=form.cleaned_data["name"], by=request.actor, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return customer_page(request, head, now, tag=form)
    return redirect(here(request, "customer", customer=head.pk))


@desk("change a customer", methods=WRITE)
def untag(request: DeskRequest, customer: int, tag: int) -> HttpResponse:
    """Taken away whichever of their names bears it."""
    head, now = head_or_404(customer), local_now(request)
    found = _theirs(Tag, head, tag)
    _untag(request, ids_of(head), found.key, now)
    return _done(request, head, _("Taken away: %(what)s") % {"what": found.name})


@desk("record a consent", methods=BOTH)
def consent(request: DeskRequest, customer: int) -> HttpResponse:
    head, now = head_or_404(customer), local_now(request)
    form = ConsentForm(request.POST or None, initial=typed.again(request), auto_id="consent_%s")
    if not form.is_valid():
        return customer_page(request, head, now, consent=form)
    said = form.cleaned_data
    try:
        consenting.give(
            customer=head,
            to=Consent.To(said["to"]),
            how=Consent.How(said["how"]),
            words=said["words"],
            given_at=said["given_at"],
            member=request.member,
            by=request.actor,
            at=now,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return customer_page(request, head, now, consent=form)
    return _done(request, head, _("Written down: they agreed."))


@desk("record a consent", methods=WRITE)
def withdraw_consent(request: DeskRequest, customer: int, consent: int) -> HttpResponse:
    head = head_or_404(customer)
    found = _theirs(Consent, head, consent)
    consenting.withdraw(
        consent=found, member=request.member, by=request.actor, at=local_now(request)
    )
    return _done(request, head, _("Written down: they agree to it no more."))


def _untag(request: DeskRequest, ids: list[int], key: str, now: datetime) -> None:
    for each in Tag.objects.filter(customer__in=ids, key=key):
        remarking.untag(tag=each, by=request.actor, at=now)


def _theirs(kind: type[Row], head: Customer, key: int) -> Row:
    """A row about this person, whichever of their names it was written under; 404 if another's."""
    found: Row | None = kind.objects.filter(pk=key, customer__in=ids_of(head)).first()
    if found is None:
        raise Http404
    return found


def _done(request: DeskRequest, head: Customer, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect(here(request, "customer", customer=head.pk))
