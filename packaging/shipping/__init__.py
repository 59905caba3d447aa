"""Makes the packages in which the program reaches people, and proves them. `python -m shipping --help` lists how."""

from __future__ import annotations
