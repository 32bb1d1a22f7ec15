-- What the person said about following a story, and when, about an article of it: the labels of stories are
-- of one cache. Without a `name` they follow it no longer. The table `followed` is what follows from it.
CREATE TABLE follow_said (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    name TEXT,
    paused INTEGER NOT NULL,
    -- In microseconds since 1970.
    at INTEGER NOT NULL
);
INSERT INTO follow_said
    SELECT (SELECT number FROM article WHERE article.story = followed.story ORDER BY key DESC LIMIT 1),
        name, paused, 0
    FROM followed WHERE EXISTS (SELECT 1 FROM article WHERE article.story = followed.story);
