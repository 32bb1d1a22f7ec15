-- What the person said and when, so that libraries merge. The marks in `article`, `bookmark` and
-- `bookmark_tag` are what follows from it.

-- When they last said whether an article is read, in microseconds since 1970.
CREATE TABLE read_said (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    at INTEGER NOT NULL
);
INSERT INTO read_said SELECT number, 0 FROM article WHERE read = 1;

-- What they said about its bookmark, as JSON. A bookmark without a row was said when it was added.
CREATE TABLE bookmark_said (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    marks TEXT NOT NULL
);

-- What was said elsewhere about an article that is not here, by a name of it, until it comes.
CREATE TABLE said_elsewhere (
    name INTEGER PRIMARY KEY,
    marks TEXT NOT NULL
);
