-- Company visits: who guides them, who is aboard, and what the gate asks of those who come.

-- The visits that a guide's `tables` name in the workbook.
CREATE TABLE guides (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    PRIMARY KEY (session_id, delegate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guides_by_delegate ON guides (delegate_id);
CREATE INDEX delegates_guiding ON delegates (id) WHERE role = 'guide';

-- Who guides what: a guide for whom no visit is named guides all of them.
CREATE VIEW guided AS
SELECT guides.session_id, guides.delegate_id, 1 AS named
FROM guides JOIN delegates ON delegates.id = guides.delegate_id JOIN sessions ON sessions.id = guides.session_id
WHERE delegates.role = 'guide' AND delegates.removed_at IS NULL AND sessions.kind = 'visit'
UNION ALL
SELECT sessions.id, delegates.id, 0
FROM sessions JOIN delegates ON delegates.role = 'guide'
WHERE sessions.kind = 'visit' AND delegates.removed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM guides WHERE guides.delegate_id = delegates.id);

CREATE TRIGGER seats_are_for_passengers BEFORE INSERT ON seats
BEGIN
    SELECT RAISE(ABORT, 'a guide takes no passenger''s seat') FROM sessions JOIN delegates
    WHERE sessions.id = new.session_id AND sessions.kind = 'visit'
        AND delegates.id = new.delegate_id AND delegates.role = 'guide';
END;

-- The roll of the way out and that of the way back. Whoever gives the seat back is on neither.
CREATE TABLE rolls (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    leg TEXT NOT NULL CHECK (leg IN ('out', 'back')),
    called_at TEXT,  -- when those missing were last told that the bus leaves
    called_from TEXT NOT NULL DEFAULT '',  -- and from where: the stop's position, '' for the visit's own place
    PRIMARY KEY (session_id, leg)
) STRICT, WITHOUT ROWID;
CREATE TABLE aboard (
    session_id INTEGER NOT NULL,
    leg TEXT NOT NULL,
    delegate_id INTEGER NOT NULL,
    PRIMARY KEY (session_id, leg, delegate_id),
    FOREIGN KEY (session_id, leg) REFERENCES rolls (session_id, leg) ON DELETE CASCADE,
    FOREIGN KEY (session_id, delegate_id) REFERENCES seats (session_id, delegate_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX aboard_by_seat ON aboard (session_id, delegate_id);

-- The visits whose gate asks for documents, and what the passengers have written for it. It goes with the seat,
-- with the question and with the end of the visit.
CREATE TABLE gates (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    asked_at TEXT NOT NULL  -- the last time that those who owe an answer were asked
) STRICT;
CREATE TABLE papers (
    session_id INTEGER NOT NULL REFERENCES gates (session_id) ON DELETE CASCADE,
    delegate_id INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 80),
    number TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 20),
    PRIMARY KEY (session_id, delegate_id),
    FOREIGN KEY (session_id, delegate_id) REFERENCES seats (session_id, delegate_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_kind ON sessions (kind, starts);

-- A guide is taken while the visit lasts.
DROP VIEW engagements;
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
SELECT guided.delegate_id, sessions.starts, sessions.ends, 'session', sessions.id
FROM guided JOIN sessions ON sessions.id = guided.session_id
WHERE sessions.cancelled_at IS NULL
UNION ALL
SELECT delegate_id, starts, ends, 'unavailable', 0 FROM unavailable
UNION ALL
SELECT delegate_id, starts, ends, 'meeting', meeting_id FROM bookings;
