-- Subscriptions, and which article came from which.

CREATE TABLE feed (
    -- Never given again, so that a list of a feed that was left cannot become one of another.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    site TEXT,
    -- `title` as it calls itself, `name` as the person does, `folder` a path.
    title TEXT,
    name TEXT,
    folder TEXT NOT NULL DEFAULT '',
    full_text TEXT NOT NULL,
    keep_days INTEGER,
    keep_articles INTEGER,
    etag TEXT,
    modified TEXT,
    -- Seconds since 1970.
    fetched INTEGER,
    due INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    gone INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE feed_tag (
    feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (feed, tag)
) WITHOUT ROWID;

-- Sorted by publication within its feed, as `article` is. `told` is the hash of the entry as its feed
-- told it last. `wanted` counts down the tries to complete it from its page; 0 where nothing is wanted.
CREATE TABLE entry (
    feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    key INTEGER NOT NULL REFERENCES article (key) ON UPDATE CASCADE ON DELETE CASCADE,
    told INTEGER NOT NULL,
    wanted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE INDEX entry_article ON entry (key);
CREATE INDEX entry_wanted ON entry (feed) WHERE wanted > 0;

-- Names of articles that were removed to save space, as long as their feed still tells of them.
CREATE TABLE removed_entry (
    feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    name INTEGER NOT NULL,
    PRIMARY KEY (feed, name)
) WITHOUT ROWID;

CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN
    UPDATE feed SET articles = articles + 1,
        unread = unread + (SELECT read = 0 FROM article WHERE key = NEW.key) WHERE id = NEW.feed;
END;

CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN
    UPDATE feed SET articles = articles - 1,
        unread = unread - coalesce((SELECT read = 0 FROM article WHERE key = OLD.key), 0) WHERE id = OLD.feed;
END;

-- Before the article goes, so that it is known whether it was read.
CREATE TRIGGER article_leaves_feeds BEFORE DELETE ON article BEGIN
    DELETE FROM entry WHERE key = OLD.key;
END;

CREATE TRIGGER entry_read AFTER UPDATE OF read ON article WHEN NEW.read <> OLD.read BEGIN
    UPDATE feed SET unread = unread + (NEW.read = 0) - (OLD.read = 0)
        WHERE id IN (SELECT feed FROM entry WHERE key = NEW.key);
END;
