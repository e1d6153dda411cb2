-- Figures: how the tables and visits fill over time. Seats themselves say in which order they were taken, not when.

-- Written when a count has changed, once a minute at most. Numbers only: nobody can be recognised.
CREATE TABLE fillings (
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    seated INTEGER NOT NULL CHECK (seated >= 0),
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    PRIMARY KEY (session_id, at)
) STRICT, WITHOUT ROWID;
