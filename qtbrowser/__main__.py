"""``python -m qtbrowser``."""

from qtbrowser.cli.main import run

if __name__ == "__main__":
    run()
