"""The product's settings, with the floor beside its own addresses."""

from __future__ import annotations

from makegood.config import settings as house

globals().update({name: value for name, value in vars(house).items() if name.isupper()})

ROOT_URLCONF = "quality.asked.urls"
