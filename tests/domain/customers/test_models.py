"""What is looked for is found in an index, at a hundred thousand customers too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower

from makegood.domain.customers.models import Customer, Handle, Note, Tag

pytestmark = [
    pytest.mark.usefixtures("ours"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted"),
]


def asked() -> dict[str, QuerySet[Customer] | QuerySet[Handle] | QuerySet[Note] | QuerySet[Tag]]:
    """Index → the question that must find it."""
    every = Customer.objects
    heads = every.filter(merged_into=None).order_by("name_key", "pk")
    mails = every.annotate(mail=Lower("email")).filter(mail__in=["anna@example.com"])
    return {
        "customer_by_email": mails,
        "customer_by_phone": every.filter(phone_key__in=["301234567"]),
        "customer_by_head": every.filter(merged_into=7),
        "customer_by_name": every.filter(name_key__gte="ann").order_by("name_key")[:9],
        "customer_heads_by_name": heads[:9],
        "customer_heads_by_stage": heads.filter(stage="former")[:9],
        "handle_by_key": Handle.objects.filter(key__in=["301234567"]),
        "note_standing": Note.objects.filter(customer__in=[7], taken_back_at=None),
        "tag_by_key": Tag.objects.filter(key="regular"),
    }


def test_every_question_finds_its_index() -> None:
    plans = {index: found.explain() for index, found in asked().items()}
    assert {index: plan for index, plan in plans.items() if index not in plan} == {}
