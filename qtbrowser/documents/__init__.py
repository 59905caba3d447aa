"""One file on disk <-> one `Document`, or a `Problem`: formats, escapes, the folder scan."""
