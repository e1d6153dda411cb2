-- Reminders are derived from the programme and the meetings, not stored: only how far time has been followed is.

CREATE TABLE sweeps (
    what TEXT PRIMARY KEY,
    until TEXT NOT NULL  -- whatever came due up to this instant has been seen to
) STRICT, WITHOUT ROWID;

CREATE INDEX delegates_by_reminders ON delegates (reminders) WHERE reminders IS NOT NULL;

-- When one has to be there: for a visit when its bus leaves, else when it begins. Within the Meeting Point people come
-- and go: its meetings begin, it does not.
CREATE VIEW beginnings AS
SELECT 'session' AS what, sessions.id, sessions.kind, coalesce(
    (SELECT min(stops.at) FROM stops WHERE stops.session_id = sessions.id AND stops.kind = 'departure'),
    sessions.starts) AS begins
FROM sessions WHERE sessions.cancelled_at IS NULL AND sessions.kind <> 'meeting_point'
UNION ALL
SELECT 'meeting', meetings.id, 'meeting', meetings.starts
FROM meetings WHERE meetings.starts IS NOT NULL AND meetings.state = 'agreed';
