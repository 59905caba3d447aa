"""Every document's metadata: subjects, topics, look-up by id, path or address, and what has changed."""
