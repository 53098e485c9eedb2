"""A page of two rows that answer slowly, to press on: for the behaviours' tests only."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from makegood.ui.gallery import gallery

PAGE = """
{% extends "ui/frame.html" %}
{% block title %}Rows{% endblock %}
{% block quick_add %}{% include "ui/quick_add.html" %}{% endblock %}
{% block main %}<h1>Rows</h1>
<ul class="promise-rows" data-rows>
{% for row in rows %}{% include "ui/promise_row.html" %}{% endfor %}</ul>
{% include "ui/blank.html" with heading="Nothing yet" example="Photos of the shop" %}{% endblock %}
"""
DAYS = """
{% extends "ui/frame.html" %}
{% block title %}A day{% endblock %}
{% block main %}<h1>A day</h1>
{% include "ui/form.html" with press="Note it" %}{% endblock %}
"""
presses: list[str] = []


class DayForm(forms.Form):
    """A day that nobody has to say."""

    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))


def row(key: str) -> dict[str, Any]:
    act = {"label": "Kept", "action": f"/keep/{key}"}
    return {"id": f"row-{key}", "who": "Ada", "what": f"Promise {key}", "href": "#", "act": act}


def rows(request: HttpRequest) -> HttpResponse:
    quick_add = {"read_action": "/read", "text": request.GET.get("words", "")}
    context = {"rows": [row("1"), row("2")], "quick_add": quick_add}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def day(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        presses.append(request.POST["day"])
    context = {"form": DayForm(), "action": "/day"}
    return HttpResponse(engines["django"].from_string(DAYS).render(context, request))


def promised(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Promised to Ada for Friday.", extra_tags="forget-quick-add")
    return rows(request)


def keep(request: HttpRequest, key: str) -> HttpResponse:
    presses.append(key)
    time.sleep(0.2)
    undo = {"label": "Undo", "action": f"/undo/{key}"}
    done = row(key) | {"done": True, "undo": undo, "announce": f"Kept: Promise {key}"}
    return render(request, "ui/promise_row.html", {"row": done})


def read(request: HttpRequest) -> HttpResponse:
    if "slowly" in request.POST["text"]:
        time.sleep(0.6)
    chips = [{"name": "what", "label": "What", "value": request.POST["text"]}]
    understood = {"action": "/make", "text": request.POST["text"], "chips": chips}
    return render(request, "ui/quick_add_read.html", {"read": understood})


urlpatterns = [
    path("ui", gallery),
    path("rows", rows),
    path("day", day),
    path("promised", promised),
    path("keep/<str:key>", keep),
    path("read", read),
]
