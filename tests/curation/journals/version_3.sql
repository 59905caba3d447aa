BEGIN TRANSACTION;
CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,             -- when it was planned, ISO 8601 in UTC
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    turn INTEGER NOT NULL,        -- grows with every change of a state
    token TEXT NOT NULL,          -- in the names of its temporary files
    folders TEXT NOT NULL         -- JSON list of the folders it makes
, files INTEGER, moves INTEGER, sum INTEGER);
INSERT INTO "change" VALUES(1,'2026-11-28T19:25:30+00:00','Set title','done',2,'62254242ac3f8835','[]',3810823269,NULL,3653242953);
INSERT INTO "change" VALUES(2,'2026-11-28T19:25:30+00:00','Move b.md to Roofs','done',4,'692a23df7887c7fe','["roofs"]',970637038,278683353,3101507728);
INSERT INTO "change" VALUES(3,'2026-11-28T19:25:30+00:00','Set title','undone',8,'0c0cbe4e2b2eb187','[]',1847004133,NULL,3872121363);
CREATE TABLE file (
    change INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    path TEXT NOT NULL,
    before BLOB,                  -- deflated; NULL: no such file
    after BLOB,                   -- deflated, or as what differs from before
    mode INTEGER,
    to_trash INTEGER NOT NULL, sum INTEGER,
    PRIMARY KEY (change, path)
) WITHOUT ROWID;
INSERT INTO "file" VALUES(1,'walls/a.md',X'7801D3D5D5E52AC92CC949B552F0CD2F2A492CE2D2058A70F964E6A62A24E6A5281403091D85928CA2D45485927C85FCBC54BDE12409001D5A5330',X'000000000000000B00000000000000F37801F3C9CC4D55C80500076B0215',NULL,0,1892679388);
INSERT INTO "file" VALUES(2,'roofs/b.md',NULL,X'0000000000000000000000000000000078015356702ACA4CCE2EE602000C8802AC',NULL,0,664435039);
INSERT INTO "file" VALUES(2,'walls/b.md',X'78015356702ACA4CCEE6020009730239',NULL,420,0,1662508594);
INSERT INTO "file" VALUES(3,'walls/c.md',X'78015356084ECC4BE1020006FB01D4',X'000000000000000200000000000000017801732F4A2C4BCD010008060262',NULL,0,994939020);
CREATE TABLE move (
    change INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    old TEXT NOT NULL,            -- path of a document before
    new TEXT NOT NULL,            -- and after
    PRIMARY KEY (change, old)
) WITHOUT ROWID;
INSERT INTO "move" VALUES(2,'walls/b.md','roofs/b.md');
CREATE INDEX file_path ON file (path)
;
CREATE INDEX change_turn ON change (turn)
;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',3);
COMMIT;
PRAGMA user_version = 3;
