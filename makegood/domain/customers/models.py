"""The people we serve."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from makegood.foundation.journal.importable import Importable, imported_once


class Customer(Importable):
    """A person we serve, maybe of an organisation. Many have no mail; none needs an account."""

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=400, editable=False)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # The one they read; "" where nobody said.
    language = models.CharField(_("language"), max_length=12, blank=True)
    met_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["business", "name_key"],
                condition=models.Q(import_key=""),
                name="customer_known_by_one_name",
            ),
            imported_once("customer_imported_once"),
        ]
        indexes = [models.Index(fields=["business", "name_key"], name="customer_by_name")]

    def __str__(self) -> str:
        return self.name
