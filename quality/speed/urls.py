"""What the product answers, and the floor. The floor never ships."""

from __future__ import annotations

from django.urls import path

from makegood import urls as house
from quality.speed import floor

urlpatterns = [*house.urlpatterns, path("desk/<slug:business>/floor", floor.show, name="floor")]
handler404 = house.handler404
handler500 = house.handler500
