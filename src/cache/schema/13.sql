-- Rules: which of the configuration found something, and what. A rule is known by its search as the person wrote it.
CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    search TEXT NOT NULL UNIQUE,
    mutes INTEGER NOT NULL,
    marks INTEGER NOT NULL
);
CREATE TABLE ruled (
    number INTEGER NOT NULL,
    rule INTEGER NOT NULL,
    PRIMARY KEY (number, rule)
) WITHOUT ROWID;
CREATE INDEX ruled_rule ON ruled (rule);

-- `article.read` is 2 while a rule mutes the article: then it is neither unread nor in a list, whatever was said of
-- it before. Whether a rule marks its row.
ALTER TABLE article ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_muted ON article (read) WHERE read = 2;
CREATE INDEX article_marked ON article (marked) WHERE marked = 1;

ALTER TABLE tally ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER article_muted_changed AFTER UPDATE OF read ON article WHEN (NEW.read = 2) <> (OLD.read = 2) BEGIN
    UPDATE tally SET muted = muted + (NEW.read = 2) - (OLD.read = 2);
END;
CREATE TRIGGER muted_article_removed AFTER DELETE ON article WHEN OLD.read = 2 BEGIN
    UPDATE tally SET muted = muted - 1;
END;
CREATE TRIGGER ruled_article_removed AFTER DELETE ON article BEGIN
    DELETE FROM ruled WHERE number = OLD.number;
END;
