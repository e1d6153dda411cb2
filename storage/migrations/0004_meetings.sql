-- Bilateral meetings: asked, negotiated, agreed, held.

-- Whether those with an agreed meeting may see telephone and e-mail, if the others show theirs too.
ALTER TABLE delegates ADD COLUMN shares_contacts INTEGER NOT NULL DEFAULT 0 CHECK (shares_contacts IN (0, 1));
CREATE INDEX delegates_interpreting ON delegates (id) WHERE role = 'interpreter';

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    inviter_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    invitee_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN
        ('asked', 'agreed', 'declined', 'withdrawn', 'lapsed', 'cancelled', 'held', 'missed')),
    -- Whose answer is awaited: always while it is asked; of an agreed one, when another time is proposed.
    awaits_id INTEGER REFERENCES delegates (id) ON DELETE CASCADE,
    project_id INTEGER REFERENCES projects (id) ON DELETE SET NULL,
    subject TEXT NOT NULL DEFAULT '' CHECK (length(subject) <= 300),  -- own words
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 300),  -- of a refusal or a cancellation, own words
    interpreted INTEGER NOT NULL CHECK (interpreted IN (0, 1)),  -- the two have no common language
    starts TEXT, ends TEXT CHECK (ends > starts),
    table_number INTEGER CHECK (table_number > 0),  -- of the Meeting Point
    interpreter_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL,
    revision INTEGER NOT NULL DEFAULT 1,  -- goes up with every change: a button of before is recognised
    asked_at TEXT NOT NULL,
    nudge_at TEXT, lapses_at TEXT,  -- of what is awaited
    CHECK (inviter_id <> invitee_id),
    CHECK (awaits_id IN (inviter_id, invitee_id)),
    CHECK (state <> 'asked' OR awaits_id IS NOT NULL),
    CHECK (state IN ('asked', 'agreed') OR awaits_id IS NULL),
    CHECK ((starts IS NULL) = (ends IS NULL) AND (starts IS NULL) = (table_number IS NULL)),
    CHECK (starts IS NULL OR state IN ('agreed', 'held', 'missed')),
    CHECK (starts IS NOT NULL OR state NOT IN ('held', 'missed')),
    CHECK (interpreter_id IS NULL OR starts IS NOT NULL)
) STRICT;
-- Two people have one request or one agreed meeting to come.
CREATE UNIQUE INDEX meetings_one_of_a_pair ON meetings (min(inviter_id, invitee_id), max(inviter_id, invitee_id))
    WHERE state IN ('asked', 'agreed');
CREATE UNIQUE INDEX meetings_one_at_a_table ON meetings (table_number, starts) WHERE starts IS NOT NULL;
CREATE UNIQUE INDEX meetings_one_of_an_interpreter ON meetings (interpreter_id, starts)
    WHERE interpreter_id IS NOT NULL;
CREATE INDEX meetings_in_the_hall ON meetings (starts, ends, table_number) WHERE starts IS NOT NULL;
CREATE INDEX meetings_by_inviter ON meetings (inviter_id, state);
CREATE INDEX meetings_by_invitee ON meetings (invitee_id, state);
CREATE INDEX meetings_by_project ON meetings (project_id);
CREATE INDEX meetings_to_lapse ON meetings (lapses_at) WHERE lapses_at IS NOT NULL;
CREATE INDEX meetings_to_nudge ON meetings (nudge_at) WHERE nudge_at IS NOT NULL;
CREATE INDEX meetings_without_interpreter ON meetings (starts)
    WHERE interpreted = 1 AND interpreter_id IS NULL AND state = 'agreed';

-- The times that are proposed now; none while a meeting is asked: whenever it suits.
CREATE TABLE proposals (
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    starts TEXT NOT NULL,
    PRIMARY KEY (meeting_id, starts)
) STRICT, WITHOUT ROWID;

-- Who is where: written by triggers alone, so that nobody is in two meetings at once whatever the code does.
CREATE TABLE bookings (
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    starts TEXT NOT NULL, ends TEXT NOT NULL,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    PRIMARY KEY (delegate_id, starts)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookings_by_meeting ON bookings (meeting_id);

-- The slots may have been cut anew since: equal starts are not all that may collide.
CREATE TRIGGER bookings_one_at_a_time BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM bookings
    WHERE delegate_id = new.delegate_id AND starts < new.ends AND ends > new.starts)
BEGIN
    SELECT RAISE(ABORT, 'somebody would be in two meetings at once');
END;
CREATE TRIGGER meetings_booked_when_new AFTER INSERT ON meetings WHEN new.starts IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'two meetings would be at one table at once') FROM meetings
    WHERE table_number = new.table_number AND starts < new.ends AND ends > new.starts AND id <> new.id;
    INSERT INTO bookings (delegate_id, starts, ends, meeting_id)
    SELECT person, new.starts, new.ends, new.id
    FROM (SELECT new.inviter_id AS person UNION ALL SELECT new.invitee_id UNION ALL SELECT new.interpreter_id)
    WHERE person IS NOT NULL;
END;
CREATE TRIGGER meetings_booked_when_changed
AFTER UPDATE OF inviter_id, invitee_id, interpreter_id, starts, ends, table_number ON meetings
BEGIN
    DELETE FROM bookings WHERE meeting_id = new.id;
    SELECT RAISE(ABORT, 'two meetings would be at one table at once') FROM meetings
    WHERE new.starts IS NOT NULL AND table_number = new.table_number AND starts < new.ends AND ends > new.starts
        AND id <> new.id;
    INSERT INTO bookings (delegate_id, starts, ends, meeting_id)
    SELECT person, new.starts, new.ends, new.id
    FROM (SELECT new.inviter_id AS person UNION ALL SELECT new.invitee_id UNION ALL SELECT new.interpreter_id)
    WHERE person IS NOT NULL AND new.starts IS NOT NULL;
END;

-- Who did what, and for whom: heads of delegation and organisers act for others.
CREATE TABLE meeting_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    act TEXT NOT NULL,
    side_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL,  -- for whom; NULL: for neither side
    actor_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL,  -- NULL: an organiser who is no delegate, or none
    manner TEXT NOT NULL CHECK (manner IN ('self', 'head', 'organiser', 'interpreter', 'time', 'import')),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_acts_by_meeting ON meeting_acts (meeting_id);

-- What became of a meeting, as each side says; the rating is for the organisers' figures alone.
CREATE TABLE meeting_reports (
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    held INTEGER NOT NULL CHECK (held IN (0, 1)),
    result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', 'protocol', 'follow_up', 'nothing')),
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    exchanged INTEGER CHECK (exchanged IN (0, 1)),
    at TEXT NOT NULL,
    PRIMARY KEY (meeting_id, delegate_id),
    CHECK (held = 1 OR (result = '' AND rating IS NULL AND exchanged IS NULL))
) STRICT, WITHOUT ROWID;

-- When somebody is taken: a seat, what everybody attends, what the workbook says, meetings. One definition for all.
CREATE VIEW engagements AS
SELECT seats.delegate_id, sessions.starts, sessions.ends, 'session' AS what, sessions.id AS subject_id
FROM seats JOIN sessions ON sessions.id = seats.session_id
WHERE seats.state = 'seated' AND sessions.cancelled_at IS NULL
UNION ALL
SELECT delegates.id, sessions.starts, sessions.ends, 'session', sessions.id
FROM sessions CROSS JOIN delegates ON sessions.audience IN ('all', delegates.delegation)
WHERE sessions.kind NOT IN ('table', 'visit', 'meeting_point') AND sessions.cancelled_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM absences
        WHERE absences.session_id = sessions.id AND absences.delegate_id = delegates.id)
UNION ALL
SELECT delegate_id, starts, ends, 'unavailable', 0 FROM unavailable
UNION ALL
SELECT delegate_id, starts, ends, 'meeting', meeting_id FROM bookings;
