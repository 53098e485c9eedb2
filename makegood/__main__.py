"""`python -m makegood …`: the commands."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.config.settings")
    execute_from_command_line(["makegood", *sys.argv[1:]])
