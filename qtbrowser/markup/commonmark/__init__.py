"""A parser of Markdown: CommonMark 0.31.2 with GitHub's extensions, to a tree of elements. Standard library only."""
