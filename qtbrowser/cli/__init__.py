"""The command line: one module a command. Loads no Qt except for the window."""
