#!/usr/bin/env python
"""Django's command line for DR Portal."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drportal.settings")
    from drportal.command_line import run

    run(sys.argv)
