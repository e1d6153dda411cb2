-- Announcements: what organisers say to many, what is still to be done with them, who has read them; living messages.

CREATE TABLE announcements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id INTEGER REFERENCES accounts (user_id) ON DELETE SET NULL,  -- a draft without an author is nobody's
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'scheduled', 'released', 'stopped', 'taken_back')),
    corrects INTEGER REFERENCES announcements (id) ON DELETE CASCADE,  -- a draft of other texts for one that went out
    base INTEGER,  -- the revision of that one, as it was when the draft was begun
    body_it TEXT, body_ru TEXT,  -- JSON: the text, and its formatting as Telegram's entities
    file_kind TEXT CHECK (file_kind IN ('photo', 'document')),
    file_id TEXT,
    file_name TEXT NOT NULL DEFAULT '',
    reading INTEGER NOT NULL DEFAULT 0 CHECK (reading IN (0, 1)),  -- whether there is a key to say that one has read it
    audience TEXT NOT NULL DEFAULT '{}',  -- JSON: for each of several traits those wanted; {} is everybody
    revision INTEGER NOT NULL DEFAULT 0,  -- goes up with every change
    previews TEXT NOT NULL DEFAULT '',  -- the messages in the author's chat that show how it will look: '17,18'
    cut_at INTEGER,  -- when a text came that may be the first part of one too long for a message
    cut_language TEXT CHECK (cut_language IN ('it', 'ru')),
    send_at TEXT,
    released_at TEXT,
    people INTEGER NOT NULL DEFAULT 0,  -- how many it was released to
    CHECK ((state = 'scheduled') = (send_at IS NOT NULL)),
    CHECK ((state IN ('draft', 'scheduled')) = (released_at IS NULL)),
    CHECK ((file_kind IS NULL) = (file_id IS NULL)),
    CHECK ((corrects IS NULL) = (base IS NULL)),
    CHECK (corrects IS NULL OR state = 'draft')
) STRICT;
CREATE INDEX announcements_by_state ON announcements (state, id);
CREATE INDEX announcements_by_author ON announcements (author_id);
CREATE INDEX announcements_to_come ON announcements (send_at) WHERE state = 'scheduled';
CREATE INDEX announcements_corrections ON announcements (corrects) WHERE corrects IS NOT NULL;

-- What is done in pieces: putting the notices into the outbox, taking those away that have not gone out, and so on.
CREATE TABLE announcement_chores (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    chore TEXT NOT NULL CHECK (chore IN ('queue', 'withdraw', 'correct', 'take_back')),
    after INTEGER NOT NULL DEFAULT 0,  -- how far it has come: a delegate, or a notice of the outbox
    PRIMARY KEY (announcement_id, chore)
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement_reads (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    PRIMARY KEY (announcement_id, delegate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcement_reads_by_delegate ON announcement_reads (delegate_id);

ALTER TABLE outbox ADD COLUMN announcement_id INTEGER REFERENCES announcements (id) ON DELETE CASCADE;
CREATE INDEX outbox_of_announcements ON outbox (announcement_id, kind, state) WHERE announcement_id IS NOT NULL;

-- Messages that show how something goes on, and are changed in place until it is over.
CREATE TABLE live_messages (
    notice_id INTEGER PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE,  -- how the message was sent
    subject INTEGER NOT NULL  -- what it shows; which table that is in, the notice's kind says
) STRICT;
