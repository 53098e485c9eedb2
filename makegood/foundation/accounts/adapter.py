"""How allauth meets our people."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Signing up makes a person and their business together (see the desk's sign-up page)."""
