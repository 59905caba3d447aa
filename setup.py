"""Names the packages to install; everything else about the project stands in pyproject.toml.

`resources/` and `sample_content/` lie beside the code in a checkout and inside it (`qtbrowser._resources`,
`qtbrowser._sample`) once installed. Automatic discovery can't express that, and a list in pyproject.toml would
have to be kept in step with the folders by hand.
"""

from __future__ import annotations

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["qtbrowser", "qtbrowser.*"]), "qtbrowser._resources", "qtbrowser._sample"])
