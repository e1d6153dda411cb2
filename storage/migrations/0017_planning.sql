-- Planning runs of the Meeting Point: what is to be computed, how far it is, and the plan that is proposed.

CREATE TABLE planning_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('running', 'stopping', 'proposed', 'accepted', 'discarded', 'failed')),
    -- What may change: only meetings without a time; as few of the others as need be; all.
    scope TEXT NOT NULL CHECK (scope IN ('open', 'few', 'all')),
    asked_by INTEGER REFERENCES accounts (user_id) ON DELETE SET NULL,  -- NULL, too: the command line
    asked_at TEXT NOT NULL,
    most_seconds INTEGER NOT NULL CHECK (most_seconds > 0),
    begun INTEGER NOT NULL DEFAULT 0,  -- how often: more than once after a restart
    progress TEXT NOT NULL DEFAULT '{}',  -- JSON: what the search has come to
    plan TEXT,  -- JSON: numbers and instants only
    ended_at TEXT,
    CHECK (state NOT IN ('proposed', 'accepted') OR plan IS NOT NULL)
) STRICT;
-- One at a time is computed or waits for a decision.
CREATE UNIQUE INDEX planning_runs_open ON planning_runs ((1)) WHERE state IN ('running', 'stopping', 'proposed');
CREATE INDEX planning_runs_by_user ON planning_runs (asked_by) WHERE asked_by IS NOT NULL;

-- Meetings that the next run leaves where they are.
CREATE TABLE planning_kept (
    meeting_id INTEGER PRIMARY KEY REFERENCES meetings (id) ON DELETE CASCADE
) STRICT;
