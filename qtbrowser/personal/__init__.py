"""What a reader keeps: saved and recent searches, reading places, drafts; one SQLite file in the user's data folder."""
