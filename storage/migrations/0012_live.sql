-- The programme live: what organisers did can be undone for a minute, and what they release is told in pieces.

-- What an organiser did about the programme. Kept for a while after it can no longer be undone, so that a late press
-- is told why.
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL CHECK (what IN ('edit', 'release', 'undo')),
    at TEXT NOT NULL,
    asked TEXT NOT NULL DEFAULT '',  -- stands for the press: asked again, it is done already
    unplaced TEXT NOT NULL DEFAULT '[]',  -- JSON: the meetings that lost their time by it, as they were
    undone_at TEXT
) STRICT;
CREATE INDEX steps_by_time ON steps (at);
CREATE INDEX steps_asked ON steps (asked) WHERE asked <> '';

-- The sessions of a step, as JSON, as they were before it ('' for one there was not) and after it. Of a release: as
-- people knew them, and as they are told.
CREATE TABLE step_faces (
    step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    PRIMARY KEY (step_id, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_faces_by_session ON step_faces (session_id, step_id);

-- What was released and goes to people in pieces: a session as they knew it, as they are told, whom it concerns (see
-- `storage.change_records.Told`) and from when on they may be told.
CREATE TABLE released (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    was TEXT NOT NULL,
    now TEXT NOT NULL,
    delegations TEXT NOT NULL,
    at TEXT NOT NULL,
    undoes INTEGER NOT NULL DEFAULT 0 CHECK (undoes IN (0, 1)),  -- what was told a minute ago is taken back
    reached INTEGER DEFAULT 0,  -- the delegates up to this one have it in their message; NULL: all
    clashes INTEGER NOT NULL DEFAULT 1 CHECK (clashes IN (0, 1))  -- the meetings it makes impossible are still to be told
) STRICT;
CREATE INDEX released_under_way ON released (id) WHERE reached IS NOT NULL OR clashes = 1;
CREATE INDEX released_by_session ON released (session_id);

-- What a delegate is told of, now with what was released in place of a text for each.
INSERT INTO released (session_id, was, now, delegations, at, reached, clashes)
SELECT DISTINCT news.session_id, news.was, face, '', '', NULL, 0
FROM news JOIN session_faces ON session_faces.session_id = news.session_id;
ALTER TABLE news RENAME TO news_before;
CREATE TABLE news (
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    notice_key TEXT NOT NULL,  -- of the outbox
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    released_id INTEGER NOT NULL REFERENCES released (id) ON DELETE CASCADE,
    PRIMARY KEY (delegate_id, notice_key, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX news_by_release ON news (released_id);
INSERT INTO news (delegate_id, notice_key, session_id, released_id)
SELECT delegate_id, notice_key, news_before.session_id, min(released.id)
FROM news_before JOIN released ON released.session_id = news_before.session_id AND released.was = news_before.was
GROUP BY delegate_id, notice_key, news_before.session_id;
DROP TABLE news_before;

-- What an organiser has typed so far, until it is applied: of a session (0: of one that is being added), as JSON.
DROP TABLE place_drafts;
CREATE TABLE session_drafts (
    user_id INTEGER NOT NULL REFERENCES accounts (user_id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    given TEXT NOT NULL CHECK (json_valid(given)),
    PRIMARY KEY (user_id, session_id)
) STRICT, WITHOUT ROWID;
