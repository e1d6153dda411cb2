-- The record of deeds: who did what for others, and about whom or what. It holds nothing that people have typed.

CREATE TABLE deeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    user_id INTEGER REFERENCES accounts (user_id) ON DELETE SET NULL,  -- NULL, too: somebody of the organisers' group
    actor_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL,  -- NULL, too: an organiser who is no delegate
    part TEXT NOT NULL CHECK (part IN ('organiser', 'head', 'guide', 'group')),
    act TEXT NOT NULL,  -- the prefix of the button
    word TEXT NOT NULL,  -- what it came to
    facts TEXT NOT NULL,  -- JSON: numbers, truths and the button's own short fields
    person_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL,  -- about whom, or for whom
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    meeting_id INTEGER REFERENCES meetings (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX deeds_by_person ON deeds (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX deeds_by_session ON deeds (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX deeds_by_meeting ON deeds (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX deeds_by_actor ON deeds (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX deeds_by_user ON deeds (user_id) WHERE user_id IS NOT NULL;

-- What the organisers' desk counts whenever somebody looks at it.
CREATE INDEX meetings_without_time ON meetings (id) WHERE state = 'agreed' AND starts IS NULL;

-- Of a meeting without an interpreter: the organisers have said that nobody will interpret it.
ALTER TABLE meetings ADD COLUMN forgone INTEGER NOT NULL DEFAULT 0 CHECK (forgone IN (0, 1));
CREATE TRIGGER meetings_forgone_no_more AFTER UPDATE OF starts, interpreter_id, interpreted ON meetings
WHEN new.forgone = 1 AND (new.starts IS NOT old.starts OR new.interpreter_id IS NOT NULL OR new.interpreted = 0)
BEGIN
    UPDATE meetings SET forgone = 0 WHERE id = new.id;
END;
