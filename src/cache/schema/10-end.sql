
DROP TABLE temp.bookmark_tag;
DROP TABLE temp.bookmark;
DROP TABLE temp.read_said;
DROP TABLE temp.bookmark_said;
DROP TABLE temp.follow_said;
DROP TABLE temp.said_elsewhere;
