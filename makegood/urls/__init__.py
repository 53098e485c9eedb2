"""TABLE 1: what may be asked."""

from __future__ import annotations

from django.urls import include, path

from makegood.interfaces.api import feed
from makegood.interfaces.desk import (
    demo,
    parts,
    password,
    sign_up,
    start,
)
from makegood.interfaces.portal import (
    anybody,
    arriving,
    asked,
    stopping,
)
from makegood.urls.desk import desk
from makegood.urls.portal import portal

urlpatterns = [
    path("", start.start, name="start"),
    path("sign-up", sign_up.sign_up, name="account_signup"),
    path("sign-in", sign_up.sign_in, name="account_login"),
    path("sign-out", sign_up.sign_out, name="account_logout"),
    path("password", password.ask, name="account_reset_password"),
    path("password/asked", password.asked, name="account_reset_password_done"),
    path(
        "password/<slug:uidb36>/<str:key>",
        password.choose,
        name="account_reset_password_from_key",
    ),
    path("demo", demo.show, name="demo"),
    path("ui", parts.gallery, name="gallery"),
    path("ui/plain", parts.plain_gallery, name="plain_gallery"),
    path("l/<str:token>", arriving.arrive, name="link"),
    path("l/<str:token>/stop", stopping.stop_letters, name="link_stop"),
    path("q/<str:token>", arriving.arrive_asked, name="asked_link"),
    path("q/<str:token>/stop", stopping.stop, name="asked_stop"),
    path("s/<str:token>", anybody.ask, name="open_survey"),
    path("a/<int:link>/", asked.show, name="asked"),
    path("a/<int:link>/answers", asked.keep, name="asked_answers"),
    path("c/<int:link>/", include(portal)),
    path("feed/<str:token>.ics", feed.show, name="feed"),
    path("desk/<slug:business>/", include(desk)),
]

handler404 = "makegood.config.errors.not_found"
handler429 = "makegood.interfaces.desk.errors.too_often"
handler500 = "makegood.config.errors.broken"
