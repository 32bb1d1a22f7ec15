-- Stories that became a part of another, and which articles that were: so that a person can part them again. Two that
-- were parted are never made one again.
CREATE TABLE merge (
    id INTEGER PRIMARY KEY,
    story INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    parted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX merge_kept ON merge (kept);
CREATE INDEX merge_parted ON merge (story, kept) WHERE parted = 1;
CREATE TABLE merged (
    merge INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (merge, number)
) WITHOUT ROWID;
