-- What older schemas kept of what the person said, set aside; the pages of its tables are free for what comes
-- in their place. In a new cache these are early pages: a file that is cut off still has them.
CREATE TEMP TABLE bookmark AS SELECT * FROM main.bookmark;
CREATE TEMP TABLE bookmark_tag AS SELECT * FROM main.bookmark_tag;
CREATE TEMP TABLE read_said AS SELECT * FROM main.read_said;
CREATE TEMP TABLE bookmark_said AS SELECT * FROM main.bookmark_said;
CREATE TEMP TABLE follow_said AS SELECT * FROM main.follow_said;
CREATE TEMP TABLE said_elsewhere AS SELECT * FROM main.said_elsewhere;
DROP TABLE main.bookmark_tag;
DROP TABLE main.bookmark;
DROP TABLE main.read_said;
DROP TABLE main.bookmark_said;
DROP TABLE main.follow_said;
DROP TABLE main.said_elsewhere;

