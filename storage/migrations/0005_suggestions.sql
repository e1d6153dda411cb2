-- Whom somebody may want to meet: what each delegate offers, seeks and is, as concepts of a vocabulary in two languages.
-- Written by the code, for SQL cannot read texts; what is behind, triggers know.

CREATE TABLE suggestion_rules (  -- an index made with another vocabulary is no index
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fingerprint TEXT NOT NULL
) STRICT;

CREATE TABLE suggestion_stale (  -- whose index is behind
    delegate_id INTEGER PRIMARY KEY REFERENCES delegates (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE suggestion_terms (
    concept TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('offers', 'seeks', 'profile', 'shared')),
    delegate_id INTEGER NOT NULL REFERENCES delegates (id) ON DELETE CASCADE,
    far INTEGER NOT NULL CHECK (far >= 0),  -- 0: said; 1: the broader concept of what was said, and so on
    PRIMARY KEY (concept, side, delegate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_terms_by_delegate ON suggestion_terms (delegate_id, side, concept, far);

-- Who sits where, without looking at the seats themselves: a table may have a thousand.
CREATE INDEX seats_seated ON seats (session_id, delegate_id) WHERE state = 'seated';

-- How many have a concept on a side, so that no screen counts thousands of rows; kept by triggers alone.
CREATE TABLE suggestion_bearers (
    concept TEXT NOT NULL, side TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 0),
    PRIMARY KEY (concept, side)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER suggestion_bearers_counted_when_new AFTER INSERT ON suggestion_terms
BEGIN
    INSERT OR IGNORE INTO suggestion_bearers (concept, side, number) VALUES (new.concept, new.side, 0);
    UPDATE suggestion_bearers SET number = number + 1 WHERE concept = new.concept AND side = new.side;
END;
CREATE TRIGGER suggestion_bearers_counted_when_gone AFTER DELETE ON suggestion_terms
BEGIN
    UPDATE suggestion_bearers SET number = number - 1 WHERE concept = old.concept AND side = old.side;
    DELETE FROM suggestion_bearers WHERE concept = old.concept AND side = old.side AND number = 0;
END;

CREATE TRIGGER suggestions_behind_when_new AFTER INSERT ON delegates
BEGIN
    INSERT INTO suggestion_stale (delegate_id) SELECT new.id
    WHERE NOT EXISTS (SELECT 1 FROM suggestion_stale WHERE delegate_id = new.id);
END;
CREATE TRIGGER suggestions_behind_when_changed
AFTER UPDATE OF offers, seeks, organisation, organisation_other, kind ON delegates
WHEN (old.offers, old.seeks, old.organisation, old.organisation_other, old.kind)
    IS NOT (new.offers, new.seeks, new.organisation, new.organisation_other, new.kind)
BEGIN
    INSERT INTO suggestion_stale (delegate_id) SELECT new.id
    WHERE NOT EXISTS (SELECT 1 FROM suggestion_stale WHERE delegate_id = new.id);
END;
INSERT INTO suggestion_stale (delegate_id) SELECT id FROM delegates;
