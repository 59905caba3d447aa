"""Personal data of the user: saved and recent searches, reading places, drafts; one SQLite file in the user's data
folder.
"""
