-- Stories. `story` is the event an article tells with others; `text` is the same in articles that are
-- copies of one text. Both are labels: no row stands for them, so that nothing is left of what goes.
-- The index ends in the row number, which is the key: a story is sorted by publication.
ALTER TABLE article ADD COLUMN story INTEGER;
ALTER TABLE article ADD COLUMN text INTEGER;
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;

-- The last label that was given to a story.
ALTER TABLE tally ADD COLUMN last_story INTEGER NOT NULL DEFAULT 0;

-- Articles that were not compared with those of their time yet.
CREATE TABLE unplaced (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE
);
INSERT INTO unplaced SELECT number FROM article;

-- Articles that a person took out of their story.
CREATE TABLE apart (
    number INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE
);

-- Stories that a person follows; `since` is the number of the last article when it began.
CREATE TABLE followed (
    story INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL
);
