-- Check-in: what stands in a delegate's QR code, and who was seen when and by whom.

-- The code on a badge: random, not the invitation, the same for good. Whoever becomes a delegate has one.
CREATE TABLE badges (
    delegate_id INTEGER PRIMARY KEY REFERENCES delegates (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(12)))) CHECK (length(token) = 24)
) STRICT;
INSERT INTO badges (delegate_id) SELECT id FROM delegates;
CREATE TRIGGER badges_for_everybody AFTER INSERT ON delegates
BEGIN
    INSERT INTO badges (delegate_id) VALUES (new.id);
END;

-- At the forum (without a session), or aboard the bus of a visit on one of its ways: that goes with the roll's own row.
CREATE TABLE check_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    session_id INTEGER,
    leg TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    by_id INTEGER REFERENCES delegates (id) ON DELETE SET NULL,  -- NULL: an organiser who is no delegate
    CHECK ((session_id IS NULL) = (leg = '')),
    FOREIGN KEY (session_id, leg, delegate_id) REFERENCES aboard (session_id, leg, delegate_id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX check_ins_at_the_forum ON check_ins (delegate_id) WHERE session_id IS NULL;
CREATE UNIQUE INDEX check_ins_aboard ON check_ins (session_id, leg, delegate_id) WHERE session_id IS NOT NULL;
CREATE INDEX check_ins_by_delegate ON check_ins (delegate_id);
CREATE INDEX check_ins_by_who ON check_ins (by_id) WHERE by_id IS NOT NULL;

CREATE INDEX delegates_removed ON delegates (id) WHERE removed_at IS NOT NULL;
CREATE INDEX applications_waiting ON applications (id) WHERE state = 'waiting';
