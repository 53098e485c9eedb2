"""The tenant. Apart from the other models: a scope is one business, and they need a scope."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _


class Business(models.Model):
    """The tenant."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("business"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64)
    locale = models.CharField(_("language"), max_length=12, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    country = models.CharField(_("public holidays of"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=12, blank=True)
    engagement_noun = models.CharField(_("what you call your work"), max_length=30, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # Made to look around in: none of its letters leaves.
    demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
