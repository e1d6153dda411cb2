-- Questions to the organisers and the group they are answered in; notices as something to be looked after.

CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
    asked_at TEXT NOT NULL,
    nudge_at TEXT,  -- when the organisers are reminded of it unless it is answered; NULL: no more
    nudges INTEGER NOT NULL DEFAULT 0,
    answer TEXT,
    answered_at TEXT,
    answered_by INTEGER REFERENCES accounts (user_id) ON DELETE SET NULL,  -- NULL, too: somebody of the group
    CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX questions_open ON questions (id) WHERE answered_at IS NULL;
CREATE INDEX questions_to_nudge ON questions (nudge_at) WHERE answered_at IS NULL AND nudge_at IS NOT NULL;
CREATE INDEX questions_answered ON questions (answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX questions_answered_by ON questions (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX questions_by_delegate ON questions (delegate_id, id);

-- The organisers' group; without a row they are told one by one.
CREATE TABLE organisers_group (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    chat_id INTEGER NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('it', 'ru')),
    since TEXT NOT NULL
) STRICT;

-- A failed notice that nobody has to look at: what it said no longer held, or an organiser has put it aside.
ALTER TABLE outbox ADD COLUMN aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1));
UPDATE outbox SET aside = 1 WHERE state = 'failed' AND reason IN ('it no longer holds', 'stale');
CREATE INDEX outbox_failed ON outbox (recipient) WHERE state = 'failed' AND aside = 0;

-- How many notices of a kind are in a state, so that no screen counts fifty thousand rows; kept by triggers alone.
CREATE TABLE outbox_counts (
    kind TEXT NOT NULL,
    state TEXT NOT NULL,  -- as in the outbox; 'aside' for what failed and is put aside
    number INTEGER NOT NULL CHECK (number >= 0),
    PRIMARY KEY (kind, state)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox_counts (kind, state, number)
SELECT kind, iif(aside, 'aside', state), count(*) FROM outbox GROUP BY 1, 2;
CREATE TRIGGER outbox_counted_when_new AFTER INSERT ON outbox
BEGIN
    INSERT INTO outbox_counts (kind, state, number) VALUES (new.kind, iif(new.aside, 'aside', new.state), 1)
    ON CONFLICT (kind, state) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER outbox_counted_when_changed AFTER UPDATE OF state, aside ON outbox
WHEN old.state <> new.state OR old.aside <> new.aside
BEGIN
    UPDATE outbox_counts SET number = number - 1
    WHERE kind = old.kind AND state = iif(old.aside, 'aside', old.state);
    INSERT INTO outbox_counts (kind, state, number) VALUES (new.kind, iif(new.aside, 'aside', new.state), 1)
    ON CONFLICT (kind, state) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER outbox_counted_when_gone AFTER DELETE ON outbox
BEGIN
    UPDATE outbox_counts SET number = number - 1
    WHERE kind = old.kind AND state = iif(old.aside, 'aside', old.state);
END;
