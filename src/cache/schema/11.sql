-- Which version of the program made the words of the search index and the terms of the signatures, and of
-- which articles: those up to the number `done`. Up to `last` they are made anew; later ones come so.
CREATE TABLE term_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    done INTEGER NOT NULL,
    last INTEGER NOT NULL
);
INSERT INTO term_version VALUES (1, 0, 0, 0);
