-- Privacy: what each person has consented to, who asked for their data to be deleted, and what is to be wiped.

-- By purpose and version, with its time; a consent that was withdrawn or replaced stays until its person is deleted.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES accounts (user_id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('forum', 'found', 'contacts')),
    version TEXT NOT NULL,
    given_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;
CREATE UNIQUE INDEX consents_standing ON consents (user_id, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consents_by_user ON consents (user_id);

-- The consent to the bot and the programme stands in the account: whoever writes it there has it recorded.
INSERT INTO consents (user_id, purpose, version, given_at)
SELECT user_id, 'forum', consent_version, consent_at FROM accounts;
CREATE TRIGGER consents_given_first AFTER INSERT ON accounts
BEGIN
    INSERT INTO consents (user_id, purpose, version, given_at)
    VALUES (new.user_id, 'forum', new.consent_version, new.consent_at);
END;
CREATE TRIGGER consents_given_anew AFTER UPDATE OF consent_version ON accounts
WHEN new.consent_version <> old.consent_version
BEGIN
    UPDATE consents SET withdrawn_at = new.consent_at
    WHERE user_id = new.user_id AND purpose = 'forum' AND withdrawn_at IS NULL;
    INSERT INTO consents (user_id, purpose, version, given_at)
    VALUES (new.user_id, 'forum', new.consent_version, new.consent_at);
END;

-- When nothing personal was left of somebody: the row stays for the others' records and for the figures.
ALTER TABLE delegates ADD COLUMN erased_at TEXT;
CREATE INDEX delegates_not_erased ON delegates (id) WHERE erased_at IS NULL;
-- Both sides of a meeting hold its row together: the purge asks for each side by itself.

-- Who has asked to be deleted, until it is done: those who were to meet them are told first.
CREATE TABLE leavers (
    delegate_id INTEGER PRIMARY KEY REFERENCES delegates (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    since TEXT NOT NULL
) STRICT;

-- Workbook rows of the deleted, as salted digests of their codes: a file that still lists them brings nobody back.
CREATE TABLE erased_codes (
    digest TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was deleted or overwritten still stands in free pages and in the write-ahead log.
CREATE TABLE wipes (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    since TEXT NOT NULL,
    rewritten INTEGER NOT NULL DEFAULT 0 CHECK (rewritten IN (0, 1))  -- the file is; the log is still to be cut
) STRICT;
