-- The inbox: raw updates, written before Telegram is told that they arrived.
CREATE TABLE updates (
    update_id INTEGER PRIMARY KEY,
    lane INTEGER NOT NULL,  -- the chat (or the user, where there is no chat) whose order must hold
    state TEXT NOT NULL CHECK (state IN ('waiting', 'effected', 'handled', 'set_aside')),
    body TEXT,  -- gone once it is handled: what people typed does not stay here
    outcome TEXT,  -- of an effected update, JSON: what is still to be answered
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,  -- why it was set aside
    received_at TEXT NOT NULL,
    CHECK (body IS NOT NULL OR state IN ('handled', 'set_aside'))
) STRICT;
CREATE INDEX updates_open ON updates (lane, update_id) WHERE state IN ('waiting', 'effected');

-- The outbox: what is to be told. Rendered when it is sent, in the language of that moment.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,  -- the same thing is told once
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,  -- JSON
    delegate_id INTEGER REFERENCES delegates (id) ON DELETE CASCADE,
    user_id INTEGER,  -- for somebody who is no delegate
    -- Whose turn it is: one number for each delegate and each Telegram user.
    recipient INTEGER NOT NULL AS (coalesce(delegate_id * 2, user_id * 2 + 1)),
    priority INTEGER NOT NULL,  -- the lane: 0 answer, 1 notice, 2 broadcast
    not_before TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'unreachable')),
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    settled_at TEXT,
    message_id INTEGER,
    CHECK ((delegate_id IS NULL) <> (user_id IS NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (priority, not_before, id) WHERE state = 'pending';
CREATE INDEX outbox_turn ON outbox (recipient, priority, not_before, id) WHERE state = 'pending';
CREATE INDEX outbox_under_way ON outbox (recipient) WHERE state = 'sending';
CREATE INDEX outbox_unreachable ON outbox (recipient) WHERE state = 'unreachable';
CREATE INDEX outbox_by_delegate ON outbox (delegate_id);
