"""`python -m makegood …`: the commands."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """What keeps us from beginning is a sentence, and no traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
    try:
        assert settings.INSTALLED_APPS  # The first look reads them all.
    except ImproperlyConfigured as refused:
        sys.exit(f"Makegood cannot begin. {refused}")
    execute_from_command_line(["makegood", *sys.argv[1:]])


if __name__ == "__main__":
    main()
