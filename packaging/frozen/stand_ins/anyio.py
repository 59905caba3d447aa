"""In the frozen program in place of anyio, which watchfiles imports for calls that the program does not use.

The real one imports `ssl`, which stays out of the program.
"""
