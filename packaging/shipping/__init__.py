"""Makes the packages of the program and tests them. `python -m shipping --help` lists how."""

from __future__ import annotations
