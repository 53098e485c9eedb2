"""What the product answers, and the floor. The floor never ships."""

from __future__ import annotations

from django.urls import path

from makegood import urls as house
from quality.asked import floor

urlpatterns = [
    *house.urlpatterns,
    path("floor", floor.press, name="floor"),
    path("a/<int:link>/floor", floor.behind_the_door, name="floor_behind_the_door"),
]
handler404 = house.handler404
handler429 = house.handler429
handler500 = house.handler500
