-- Instants are text in UTC with milliseconds, `2018-11-29T14:20:00.000+00:00`: they sort as they stand.
-- Numbers of rows are never used again (AUTOINCREMENT): a button of last week must not name another thing today.

CREATE TABLE forum (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    identity TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))),  -- tells this forum's calendar entries from another's
    name_it TEXT NOT NULL, name_ru TEXT NOT NULL,
    starts TEXT NOT NULL, ends TEXT NOT NULL CHECK (ends > starts),
    timezone TEXT NOT NULL,
    venue_it TEXT NOT NULL DEFAULT '', venue_ru TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '',
    latitude REAL, longitude REAL,
    slot_minutes INTEGER NOT NULL CHECK (slot_minutes > 0),
    meeting_tables INTEGER NOT NULL CHECK (meeting_tables >= 0),
    open_requests INTEGER CHECK (open_requests > 0),
    request_hours INTEGER CHECK (request_hours > 0),
    scheduling TEXT NOT NULL DEFAULT 'both' CHECK (scheduling IN ('instant', 'planned', 'both')),
    reminder_minutes TEXT NOT NULL DEFAULT '',  -- as in the workbook: '60,15'
    quiet_from TEXT NOT NULL DEFAULT '', quiet_until TEXT NOT NULL DEFAULT '',  -- local, 'HH:MM' or ''
    registration TEXT NOT NULL CHECK (registration IN ('invitation', 'approval', 'open')),
    consent_it TEXT NOT NULL, consent_ru TEXT NOT NULL,
    purge_after TEXT NOT NULL DEFAULT ''  -- a date or ''
) STRICT;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
        CHECK (kind IN ('table', 'plenary', 'meeting_point', 'visit', 'transfer', 'social', 'other')),
    title_it TEXT NOT NULL, title_ru TEXT NOT NULL,
    description_it TEXT NOT NULL DEFAULT '', description_ru TEXT NOT NULL DEFAULT '',
    starts TEXT NOT NULL, ends TEXT NOT NULL CHECK (ends > starts),
    place_it TEXT NOT NULL, place_ru TEXT NOT NULL,
    latitude REAL, longitude REAL,
    capacity INTEGER CHECK (capacity >= 0),  -- NULL: no limit
    audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'it', 'ru')),
    moderator TEXT NOT NULL DEFAULT '',
    cancelled_at TEXT  -- a cancelled session stays: agendas, files and old buttons still name it
) STRICT;
CREATE INDEX sessions_by_start ON sessions (starts);

CREATE TABLE delegates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, name_other TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL, organisation_other TEXT NOT NULL DEFAULT '',
    position_it TEXT NOT NULL DEFAULT '', position_ru TEXT NOT NULL DEFAULT '',
    delegation TEXT NOT NULL CHECK (delegation IN ('it', 'ru')),
    region TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '' CHECK (kind IN ('', 'institution', 'region', 'company', 'association',
        'chamber', 'fair', 'university', 'technology_park', 'research', 'bank')),
    languages TEXT NOT NULL DEFAULT '',  -- ISO 639-1 codes, 'it,en'; '' means the delegation's
    language TEXT NOT NULL CHECK (language IN ('it', 'ru')),  -- what the bot speaks
    offers TEXT NOT NULL DEFAULT '', seeks TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
    invitation TEXT UNIQUE,
    invitation_digest TEXT UNIQUE,  -- fits into a button, and nobody can make one without the invitation
    role TEXT NOT NULL DEFAULT 'delegate' CHECK (role IN ('delegate', 'organiser', 'interpreter', 'guide')),
    visibility TEXT NOT NULL DEFAULT 'all' CHECK (visibility IN ('all', 'tables', 'nobody')),
    reminders TEXT,  -- own lead times '60,15', '' for none; NULL: as the forum says
    origin TEXT NOT NULL DEFAULT 'workbook' CHECK (origin IN ('workbook', 'chat')),
    removed_at TEXT
) STRICT;

CREATE TABLE heads (
    head_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    PRIMARY KEY (head_id, delegate_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE unavailable (
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    starts TEXT NOT NULL, ends TEXT NOT NULL CHECK (ends > starts),
    PRIMARY KEY (delegate_id, starts, ends)
) STRICT, WITHOUT ROWID;

CREATE TABLE projects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    title_it TEXT NOT NULL, title_ru TEXT NOT NULL,
    summary_it TEXT NOT NULL DEFAULT '', summary_ru TEXT NOT NULL DEFAULT '',
    presenter_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX projects_by_session ON projects (session_id);
CREATE INDEX projects_by_presenter ON projects (presenter_id);

CREATE TABLE stops (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- the workbook's `order`
    kind TEXT NOT NULL CHECK (kind IN ('departure', 'stop', 'return')),
    place_it TEXT NOT NULL, place_ru TEXT NOT NULL,
    at TEXT NOT NULL,
    latitude REAL, longitude REAL,
    note_it TEXT NOT NULL DEFAULT '', note_ru TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE info_pages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,  -- the order of the rows in the workbook
    title_it TEXT NOT NULL, title_ru TEXT NOT NULL,
    body_it TEXT NOT NULL, body_ru TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '', url TEXT NOT NULL DEFAULT '',
    latitude REAL, longitude REAL,
    audience TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'it', 'ru'))
) STRICT;

-- A place at a thematic table or on a visit; the waiting list is served in the order of `id`.
CREATE TABLE seats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('seated', 'waiting')),
    UNIQUE (session_id, delegate_id)
) STRICT;
CREATE INDEX seats_by_session ON seats (session_id, state, id);
CREATE INDEX seats_by_delegate ON seats (delegate_id);

-- How many sit and wait, so that no screen counts thousands of rows; kept by triggers alone.
CREATE TABLE seat_counts (
    session_id INTEGER PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    seated INTEGER NOT NULL DEFAULT 0 CHECK (seated >= 0),
    waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0)
) STRICT;
CREATE TRIGGER seats_counted_from_the_start AFTER INSERT ON sessions
BEGIN
    INSERT INTO seat_counts (session_id) VALUES (new.id);
END;
CREATE TRIGGER seats_counted_when_new AFTER INSERT ON seats
BEGIN
    UPDATE seat_counts SET seated = seated + (new.state = 'seated'), waiting = waiting + (new.state = 'waiting')
    WHERE session_id = new.session_id;
END;
CREATE TRIGGER seats_counted_when_changed AFTER UPDATE OF state ON seats
BEGIN
    UPDATE seat_counts SET seated = seated + (new.state = 'seated') - (old.state = 'seated'),
        waiting = waiting + (new.state = 'waiting') - (old.state = 'waiting')
    WHERE session_id = new.session_id;
END;
CREATE TRIGGER seats_counted_when_gone AFTER DELETE ON seats
BEGIN
    UPDATE seat_counts SET seated = seated - (old.state = 'seated'), waiting = waiting - (old.state = 'waiting')
    WHERE session_id = old.session_id;
END;

CREATE TRIGGER seats_within_capacity_when_new BEFORE INSERT ON seats WHEN new.state = 'seated'
BEGIN
    SELECT RAISE(ABORT, 'no seat is free') FROM sessions
    WHERE id = new.session_id AND capacity IS NOT NULL AND capacity <=
        (SELECT seated FROM seat_counts WHERE session_id = new.session_id);
END;
CREATE TRIGGER seats_within_capacity_when_promoted BEFORE UPDATE OF state ON seats
WHEN new.state = 'seated' AND old.state = 'waiting'
BEGIN
    SELECT RAISE(ABORT, 'no seat is free') FROM sessions
    WHERE id = new.session_id AND capacity IS NOT NULL AND capacity <=
        (SELECT seated FROM seat_counts WHERE session_id = new.session_id);
END;

-- Plenary, social and the like stand on everybody's agenda unless taken off.
CREATE TABLE absences (
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id),
    PRIMARY KEY (delegate_id, session_id)
) STRICT, WITHOUT ROWID;

-- Telegram accounts of people who have given their consent.
CREATE TABLE accounts (
    user_id INTEGER PRIMARY KEY,  -- Telegram's; the private chat has the same number
    delegate_id INTEGER UNIQUE REFERENCES delegates (id) ON DELETE CASCADE,
    language TEXT NOT NULL CHECK (language IN ('it', 'ru')),
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    consent_version TEXT NOT NULL, consent_at TEXT NOT NULL,
    screen_id INTEGER,  -- the message that is the living screen
    expects TEXT NOT NULL DEFAULT ''  -- what the next typed text answers, as JSON; '' for nothing
) STRICT;

-- Those who ask to take part without an invitation.
CREATE TABLE applications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL UNIQUE REFERENCES accounts (user_id) ON DELETE CASCADE,
    name TEXT NOT NULL DEFAULT '', organisation TEXT NOT NULL DEFAULT '',
    delegation TEXT NOT NULL DEFAULT '' CHECK (delegation IN ('', 'it', 'ru')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'declined')),
    at TEXT NOT NULL
) STRICT;

-- Wrong invitations cost time. Rows go when the time is served.
CREATE TABLE guesses (
    user_id INTEGER PRIMARY KEY,
    wrong INTEGER NOT NULL CHECK (wrong > 0),
    until TEXT NOT NULL
) STRICT;

-- The rows of the last import as they stood in the workbook: what an import changes is what its author changed.
CREATE TABLE imported (
    sheet TEXT NOT NULL, code TEXT NOT NULL,
    cells TEXT NOT NULL,  -- JSON: column -> text
    PRIMARY KEY (sheet, code)
) STRICT, WITHOUT ROWID;

-- What was last put into a person's calendar file: moves need a higher sequence, cancellations an entry.
CREATE TABLE calendar (
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    uid TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    entry TEXT NOT NULL,  -- JSON of what the file showed
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    PRIMARY KEY (delegate_id, uid)
) STRICT, WITHOUT ROWID;
