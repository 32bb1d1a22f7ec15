-- What the person said of articles, each statement once and with its moment. The columns `read` and
-- `bookmarked` of an article and the table `followed` are what follows from it.

-- About an article by its number, or, while it is not here, by one of its names; the other of the two is 0.
-- `about` is 0 read, 1 bookmark (its value is when it was added), 2 tag, 3 note, 4 follow (JSON), 5 deletion,
-- 6 highlight (JSON). `topic` tells which tag, note or highlight. Without a value the statement says no, or
-- takes back what was said. `at` is in microseconds since 1970.
CREATE TABLE statement (
    article INTEGER NOT NULL,
    name INTEGER NOT NULL,
    about INTEGER NOT NULL,
    topic TEXT NOT NULL,
    value TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (article, name, about, topic)
) WITHOUT ROWID;
CREATE INDEX statement_tag ON statement (topic) WHERE about = 2 AND value IS NOT NULL;

-- Articles that the person deleted: with everything that brings them back, as JSON, or without it when that
-- was long ago. Their names and statements stay, so that neither a feed nor an import brings them back.
CREATE TABLE deleted (
    number INTEGER PRIMARY KEY,
    -- In seconds since 1970.
    at INTEGER NOT NULL,
    content BLOB
);

CREATE TRIGGER bookmarked_article_stays BEFORE DELETE ON article WHEN OLD.bookmarked = 1 BEGIN
    SELECT raise(ABORT, 'the article is bookmarked');
END;

-- A mark changes one count of each kind; only an article that moves changes two.
DROP TRIGGER article_changed;
CREATE TRIGGER article_marked AFTER UPDATE OF read, bookmarked ON article
WHEN NEW.read <> OLD.read OR NEW.bookmarked <> OLD.bookmarked BEGIN
    UPDATE tally SET unread = unread + (NEW.read = 0) - (OLD.read = 0),
        bookmarks = bookmarks + NEW.bookmarked - OLD.bookmarked;
    UPDATE publication SET unread = unread + (NEW.read = 0) - (OLD.read = 0)
        WHERE id = NEW.publication AND NEW.read <> OLD.read;
    UPDATE section SET unread = unread + (NEW.read = 0) - (OLD.read = 0)
        WHERE id = NEW.section AND NEW.read <> OLD.read;
END;
CREATE TRIGGER article_moved AFTER UPDATE OF publication, section ON article
WHEN NEW.publication IS NOT OLD.publication OR NEW.section IS NOT OLD.section BEGIN
    UPDATE publication SET articles = articles - 1, unread = unread - (OLD.read = 0)
        WHERE id = OLD.publication;
    UPDATE publication SET articles = articles + 1, unread = unread + (OLD.read = 0)
        WHERE id = NEW.publication;
    UPDATE section SET articles = articles - 1, unread = unread - (OLD.read = 0)
        WHERE id = OLD.section;
    UPDATE section SET articles = articles + 1, unread = unread + (OLD.read = 0)
        WHERE id = NEW.section;
END;
