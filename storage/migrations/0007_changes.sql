-- Changes of the programme: what nobody was told of yet, and what is to be told to whom.

-- A session as those concerned know it, as JSON.
CREATE VIEW session_faces AS
SELECT sessions.id AS session_id, json_object(
    'kind', kind, 'title_it', title_it, 'title_ru', title_ru, 'starts', starts, 'ends', ends,
    'place_it', place_it, 'place_ru', place_ru, 'capacity', capacity, 'audience', audience,
    'cancelled', cancelled_at IS NOT NULL,
    'stops', (SELECT json_group_array(json_array(kind, place_it, place_ru, at))
        FROM (SELECT kind, place_it, place_ru, at FROM stops WHERE stops.session_id = sessions.id ORDER BY position))
) AS face
FROM sessions;

-- Sessions that are no longer as they were when people were last told of them; '' for one that is new.
CREATE TABLE session_changes (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    was TEXT NOT NULL
) STRICT;

CREATE TRIGGER sessions_are_new AFTER INSERT ON sessions
BEGIN
    INSERT INTO session_changes (session_id, was) VALUES (new.id, '');
END;
-- Whoever changes them: the first change keeps what was, later ones add nothing.
CREATE TRIGGER sessions_are_about_to_change BEFORE UPDATE OF
    kind, title_it, title_ru, starts, ends, place_it, place_ru, capacity, audience, cancelled_at ON sessions
WHEN NOT EXISTS (SELECT 1 FROM session_changes WHERE session_id = old.id)
BEGIN
    INSERT INTO session_changes (session_id, was) SELECT session_id, face FROM session_faces WHERE session_id = old.id;
END;
CREATE TRIGGER stops_are_about_to_come BEFORE INSERT ON stops
WHEN NOT EXISTS (SELECT 1 FROM session_changes WHERE session_id = new.session_id)
BEGIN
    INSERT INTO session_changes (session_id, was)
    SELECT session_id, face FROM session_faces WHERE session_id = new.session_id;
END;
CREATE TRIGGER stops_are_about_to_change BEFORE UPDATE ON stops
WHEN NOT EXISTS (SELECT 1 FROM session_changes WHERE session_id = old.session_id)
BEGIN
    INSERT INTO session_changes (session_id, was)
    SELECT session_id, face FROM session_faces WHERE session_id = old.session_id;
END;
CREATE TRIGGER stops_are_about_to_go BEFORE DELETE ON stops
WHEN NOT EXISTS (SELECT 1 FROM session_changes WHERE session_id = old.session_id)
BEGIN
    INSERT INTO session_changes (session_id, was)
    SELECT session_id, face FROM session_faces WHERE session_id = old.session_id;
END;

-- What a delegate is to be told of: the message is made when it is sent, from what is different then.
CREATE TABLE news (
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    notice_key TEXT NOT NULL,  -- of the outbox
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    was TEXT NOT NULL,
    PRIMARY KEY (delegate_id, notice_key, session_id)
) STRICT, WITHOUT ROWID;

-- The message to a delegate that has not gone out yet: further news join it. One for each, whatever else there is.
CREATE INDEX outbox_news ON outbox (delegate_id)
    WHERE kind = 'programme_news' AND state IN ('pending', 'unreachable');
CREATE INDEX outbox_changes_waiting ON outbox (not_before) WHERE kind = 'changes_waiting' AND state = 'pending';

-- What an organiser has typed of a session's new place, until it is applied: in one language, then in the other.
CREATE TABLE place_drafts (
    user_id INTEGER PRIMARY KEY REFERENCES accounts (user_id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    place_it TEXT, place_ru TEXT  -- NULL: stays as it is
) STRICT;
