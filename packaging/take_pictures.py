"""Takes the pictures of the window that the README and the packages show: `python packaging/take_pictures.py`.

They show the sample library, with settings and caches of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "packaging" / "pictures"
QUERY = "probability"
SIZE = "1440x900"
THEMES = ("light", "dark")


def main() -> int:
    """Take them; returns the code of the first one that fails, or 0."""
    for theme in THEMES:
        # Each has folders of its own: what one window keeps would be seen in the next.
        with tempfile.TemporaryDirectory() as own:
            names = ("CACHE", "CONFIG", "DATA", "STATE")
            folders = {f"QTBROWSER_{name}_DIR": str(Path(own) / name.lower()) for name in names}
            picture = PICTURES / f"window-{theme}.png"
            options = ["--query", QUERY, "--theme", theme, "--size", SIZE, "--screenshot", str(picture)]
            command = [sys.executable, "-m", "qtbrowser", str(ROOT / "sample_content"), *options]
            environment = {**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"}
            if code := subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
