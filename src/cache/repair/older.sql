-- The tables in which older schemas kept what is a statement now.
CREATE TEMP TABLE bookmark (number INTEGER PRIMARY KEY, added TEXT NOT NULL, note TEXT);
CREATE TEMP TABLE bookmark_tag (number INTEGER, tag TEXT, PRIMARY KEY (number, tag)) WITHOUT ROWID;
CREATE TEMP TABLE read_said (number INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TEMP TABLE bookmark_said (number INTEGER PRIMARY KEY, marks TEXT NOT NULL);
CREATE TEMP TABLE follow_said (number INTEGER PRIMARY KEY, name TEXT, paused INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE TEMP TABLE said_elsewhere (name INTEGER PRIMARY KEY, marks TEXT NOT NULL);
