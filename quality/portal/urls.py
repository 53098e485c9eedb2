"""What the product answers, and the floor. The floor never ships."""

from __future__ import annotations

from django.urls import path

from makegood import urls as house
from quality.portal import floor

urlpatterns = [*house.urlpatterns, path("c/<int:link>/floor", floor.show, name="portal_floor")]
handler404 = house.handler404
handler429 = house.handler429
handler500 = house.handler500
