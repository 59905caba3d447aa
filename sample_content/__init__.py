"""The sample library, installed as qtbrowser._sample."""
