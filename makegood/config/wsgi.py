"""The way in for a web server. It opens only where the walls between businesses stand."""

import os

from django.core.wsgi import get_wsgi_application

from makegood.config.waiting import InTurn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
application = InTurn(get_wsgi_application())


def refuse_gaps() -> None:
    """Raise ImproperlyConfigured when a piece of the wall is missing."""
    from django.conf import settings

    from makegood.foundation.tenancy.wall import building

    building.refuse_gaps(production=settings.MODE == "production")


refuse_gaps()
