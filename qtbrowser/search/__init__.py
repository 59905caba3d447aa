"""The full-text index and its queries; the only place that imports whoosh and numpy.

Nothing is imported here: the process that reads ahead needs neither, and importing them takes longer than starting it.
"""
