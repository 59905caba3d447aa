"""In the frozen program in place of `numpy.linalg._umath_linalg`: solving, inverting, decompositions of matrices.

NumPy imports it at its start and needs nothing of it before one of these functions is called; the program calls none.
"""
