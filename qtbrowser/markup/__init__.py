"""Finds code, math, links and headings in a text and gives its plain words. Pure; imports no third-party library."""
