"""Stores every document's metadata: subjects, topics, look-up by id, path or address."""
