"""The full-text index and its queries; the only place that imports whoosh and numpy."""
