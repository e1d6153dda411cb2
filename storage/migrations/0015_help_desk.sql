-- The help desk: who deals with a question, and in which topic of the organisers' group a person's questions stand.
-- And workbooks that organisers have sent to the bot, until they are released.

ALTER TABLE questions ADD COLUMN taken_by INTEGER REFERENCES accounts (user_id) ON DELETE SET NULL;
ALTER TABLE questions ADD COLUMN taken_name TEXT NOT NULL DEFAULT '';  -- as in Telegram, of who is no delegate
ALTER TABLE questions ADD COLUMN taken_until TEXT;  -- NULL: nobody deals with it
CREATE INDEX questions_taken ON questions (taken_until) WHERE taken_until IS NOT NULL;
CREATE INDEX questions_taken_by ON questions (taken_by) WHERE taken_by IS NOT NULL;
-- An account that is deleted leaves no name behind.
CREATE TRIGGER questions_taker_gone AFTER UPDATE OF taken_by ON questions WHEN new.taken_by IS NULL
BEGIN
    UPDATE questions SET taken_name = '', taken_until = NULL WHERE id = new.id;
END;

-- 'refused': the bot may not make topics, and the organisers are to be told; 'told': they have been.
ALTER TABLE organisers_group ADD COLUMN topics TEXT NOT NULL DEFAULT ''
    CHECK (topics IN ('', 'refused', 'told'));

CREATE TABLE question_topics (
    delegate_id INTEGER PRIMARY KEY REFERENCES delegates (id) ON DELETE CASCADE,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    introduced INTEGER NOT NULL DEFAULT 0 CHECK (introduced IN (0, 1)),  -- whether its first message stands there
    UNIQUE (chat_id, thread_id)
) STRICT;

-- One workbook an organiser: a second one takes the place of the first. The file itself lies beside the database as
-- long as it may be released; the row stays until it is a day old, so that a second press hears that it was done.
CREATE TABLE sent_workbooks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- which file a button means
    user_id INTEGER NOT NULL UNIQUE REFERENCES accounts (user_id) ON DELETE CASCADE,
    received_at TEXT NOT NULL,
    released_at TEXT
) STRICT;
CREATE INDEX sent_workbooks_by_age ON sent_workbooks (received_at);
