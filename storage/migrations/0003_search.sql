-- The search across scripts. The index is written by the code, for SQL cannot fold names; what is behind, triggers know.

CREATE TABLE search_rules (  -- an index made with other rules of folding is no index
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fingerprint TEXT NOT NULL
) STRICT;

CREATE TABLE search_stale (  -- whose index is behind
    delegate_id INTEGER PRIMARY KEY REFERENCES delegates (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE search_terms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    word TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('', 'it', 'ru')),
    keys TEXT NOT NULL,  -- sound keys, 'bianki biansi'
    spellings TEXT NOT NULL,  -- plain spellings in both scripts
    UNIQUE (word, origin)
) STRICT;

CREATE TABLE search_postings (
    term_id INTEGER NOT NULL REFERENCES search_terms (id) ON DELETE CASCADE,
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    weight INTEGER NOT NULL,  -- in percent
    PRIMARY KEY (term_id, delegate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_postings_by_delegate ON search_postings (delegate_id);

-- By what a term is found: the three-letter pieces of its keys, and '=' with the consonants of a key. One row for each,
-- and not FTS5, whose ranking takes ten times as long here. Numbers of terms that are gone may stay: none is used again.
CREATE TABLE search_marks (
    mark TEXT PRIMARY KEY,
    terms TEXT NOT NULL  -- JSON: a list of numbers
) STRICT, WITHOUT ROWID;

CREATE TABLE search_names (
    delegate_id INTEGER PRIMARY KEY REFERENCES delegates (id) ON DELETE CASCADE,
    sort_it TEXT NOT NULL, sort_ru TEXT NOT NULL,
    initials TEXT NOT NULL  -- the letters with which the names begin, in both scripts
) STRICT;

CREATE TRIGGER search_terms_nobody_has AFTER DELETE ON search_postings
WHEN NOT EXISTS (SELECT 1 FROM search_postings WHERE term_id = old.term_id)
BEGIN
    DELETE FROM search_terms WHERE id = old.term_id;
END;

CREATE TRIGGER search_behind_when_new AFTER INSERT ON delegates
BEGIN
    INSERT INTO search_stale (delegate_id) SELECT new.id
    WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE delegate_id = new.id);
END;
CREATE TRIGGER search_behind_when_changed
AFTER UPDATE OF name, name_other, organisation, organisation_other, delegation ON delegates
WHEN (old.name, old.name_other, old.organisation, old.organisation_other, old.delegation)
    IS NOT (new.name, new.name_other, new.organisation, new.organisation_other, new.delegation)
BEGIN
    INSERT INTO search_stale (delegate_id) SELECT new.id
    WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE delegate_id = new.id);
END;
INSERT INTO search_stale (delegate_id) SELECT id FROM delegates;
