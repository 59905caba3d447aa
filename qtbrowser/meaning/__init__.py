"""Search by meaning: sentence vectors of questions and answers, kept beside the full-text index."""

from __future__ import annotations
