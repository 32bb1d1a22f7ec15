DROP TABLE bookmark_tag;
DROP TABLE bookmark;
DROP TABLE read_said;
DROP TABLE bookmark_said;
DROP TABLE follow_said;
DROP TABLE said_elsewhere;
