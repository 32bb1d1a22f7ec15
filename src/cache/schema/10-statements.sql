-- Turns what older schemas kept in six tables into statements. Of a moment that is no date nothing is known.
INSERT OR IGNORE INTO statement
    SELECT number, 0, 0, '', CASE read WHEN 1 THEN '' END, at FROM read_said JOIN article USING (number)
    ORDER BY number;
INSERT OR IGNORE INTO statement
    SELECT number, 0, 4, '',
        CASE WHEN name IS NOT NULL
            THEN json_object('name', name, 'paused', json(CASE paused WHEN 0 THEN 'false' ELSE 'true' END)) END,
        at
    FROM follow_said;

-- The note of a bookmark of which no more was said has no topic: that is made from its text later.
INSERT OR IGNORE INTO statement
WITH
    said (article, name, marks) AS (
        SELECT number, 0, marks FROM bookmark_said WHERE json_valid(marks)
        UNION ALL SELECT 0, name, marks FROM said_elsewhere WHERE json_valid(marks)
    ),
    bare (number, added, note) AS (
        SELECT number, added, note FROM bookmark
        WHERE number NOT IN (SELECT number FROM bookmark_said WHERE json_valid(marks))
    ),
    told (article, name, about, topic, value, moment) AS (
        SELECT article, name, 0, '', CASE marks ->> '$.read[0]' WHEN 1 THEN '' END, marks ->> '$.read[1]'
            FROM said
        UNION ALL SELECT article, name, 1, '', marks ->> '$.bookmark[0]', marks ->> '$.bookmark[1]' FROM said
        UNION ALL SELECT article, name, 2, tag.key, CASE tag.value ->> '$[0]' WHEN 1 THEN '' END,
            tag.value ->> '$[1]' FROM said, json_each(marks, '$.tags') AS tag
        UNION ALL SELECT article, name, 3, note.key, note.value ->> '$[0]', note.value ->> '$[1]'
            FROM said, json_each(marks, '$.notes') AS note
        UNION ALL SELECT article, name, 4, '', marks ->> '$.follow[0]', marks ->> '$.follow[1]' FROM said
        UNION ALL SELECT number, 0, 1, '', added, added FROM bare
        UNION ALL SELECT number, 0, 2, tag, '', added FROM bare JOIN bookmark_tag USING (number)
        UNION ALL SELECT number, 0, 3, '', note, added FROM bare WHERE note IS NOT NULL
    )
SELECT article, name, about, topic, value,
    coalesce(strftime('%s', substr(moment, 1, 19)), 0) * 1000000
    + CASE instr(moment, '.') WHEN 0 THEN 0
        ELSE CAST(substr(rtrim(substr(moment, instr(moment, '.') + 1), 'Z') || '000000', 1, 6) AS INTEGER) END
FROM told WHERE moment IS NOT NULL;
