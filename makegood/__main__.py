"""`python -m makegood …`: the commands."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """What keeps us from beginning is a sentence, and no traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except ImproperlyConfigured as refused:
        sys.exit(f"Makegood cannot begin. {refused}")
    execute_from_command_line(["makegood", *sys.argv[1:]])


if __name__ == "__main__":
    main()
