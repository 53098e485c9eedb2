"""The product's settings, with the floor page beside its own."""

from __future__ import annotations

from pathlib import Path

from makegood.config import settings as house

globals().update({name: value for name, value in vars(house).items() if name.isupper()})

HERE = Path(__file__).parent
ROOT_URLCONF = "quality.portal.urls"
TEMPLATES = [
    {**engine, "DIRS": [*engine["DIRS"], HERE / "templates"]} for engine in house.TEMPLATES
]
