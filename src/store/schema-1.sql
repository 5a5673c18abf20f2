-- The record. Never updated, never deleted from; a lawful erasure may empty `payload` (and its salt), the chain still holds.
CREATE TABLE journal (
    position    INTEGER PRIMARY KEY,   -- 1, 2, 3 …, no gaps
    recorded_at INTEGER NOT NULL,      -- milliseconds since 1970, UTC
    actor       TEXT    NOT NULL,
    workstation TEXT    NOT NULL,
    verb        INTEGER NOT NULL,      -- position of the first entry of the verb (transaction) this one belongs to
    subject     TEXT    NOT NULL,      -- "child C12", "episode E7", "list L3", "hub"
    kind        TEXT    NOT NULL,
    version     INTEGER NOT NULL,      -- of the payload of this kind
    salt        BLOB,
    payload     TEXT,                  -- JSON
    digest      BLOB    NOT NULL,      -- SHA-256 of salt and payload
    hash        BLOB    NOT NULL       -- SHA-256 of the hash before and of all the above but salt and payload
) STRICT;
CREATE INDEX journal_subject ON journal (subject, position);
CREATE INDEX journal_time ON journal (recorded_at);

-- Not part of the record.
CREATE TABLE meta (views_version INTEGER NOT NULL) STRICT;
INSERT INTO meta VALUES (1);
CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL, saved_at INTEGER NOT NULL) STRICT;

-- Views of the journal from here on. Moments are milliseconds since 1970, UTC; `doc` is JSON.
CREATE TABLE hub (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, training INTEGER NOT NULL, made_at INTEGER NOT NULL) STRICT;

CREATE TABLE child (
    id          INTEGER PRIMARY KEY,
    own_id      TEXT,
    name_key    TEXT NOT NULL,         -- folded "given family", for finding by name
    address_key TEXT,                  -- folded postcode and address: who lives together
    placement   TEXT,                  -- folded
    doc         TEXT NOT NULL
) STRICT;
CREATE INDEX child_own_id ON child (own_id) WHERE own_id IS NOT NULL;
CREATE INDEX child_name ON child (name_key);
CREATE INDEX child_address ON child (address_key) WHERE address_key IS NOT NULL;
CREATE INDEX child_placement ON child (placement) WHERE placement IS NOT NULL;

-- What matching needs of a child, and where to look for it.
CREATE TABLE match_child (child INTEGER PRIMARY KEY, prepared TEXT NOT NULL) STRICT;
CREATE TABLE match_key (key INTEGER NOT NULL, child INTEGER NOT NULL, PRIMARY KEY (key, child)) STRICT, WITHOUT ROWID;
CREATE TABLE match_term (kind INTEGER NOT NULL, term TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, term)) STRICT, WITHOUT ROWID;

CREATE TABLE episode (
    id          INTEGER PRIMARY KEY,
    child       INTEGER,
    police_ref  TEXT,                  -- as compared: width, case and blanks set aside
    began       INTEGER NOT NULL,
    ended       INTEGER NOT NULL,      -- 0 still missing, 1 back or found
    notice      INTEGER,               -- when the hub heard of the return
    decided     INTEGER NOT NULL DEFAULT 0,
    review_on   TEXT,                  -- next review of the last decision, a UK day
    place       TEXT,                  -- folded place missing from
    doc         TEXT NOT NULL
) STRICT;
CREATE INDEX episode_ref ON episode (police_ref) WHERE police_ref IS NOT NULL;
CREATE INDEX episode_child ON episode (child, began) WHERE child IS NOT NULL;
CREATE INDEX episode_place ON episode (place, began, child) WHERE place IS NOT NULL;
CREATE INDEX episode_out ON episode (id) WHERE ended = 0;
CREATE INDEX episode_undecided ON episode (notice) WHERE ended = 1 AND decided = 0;
CREATE INDEX episode_notice ON episode (notice) WHERE ended = 1;
CREATE INDEX episode_review ON episode (review_on) WHERE review_on IS NOT NULL;

-- Children missing from the same place at the same time, both ways.
CREATE TABLE together (child INTEGER NOT NULL, day TEXT NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (child, day, other)) STRICT, WITHOUT ROWID;

CREATE TABLE waiting (
    episode    INTEGER PRIMARY KEY,
    person     TEXT    NOT NULL,       -- fingerprint of whom the list names
    list       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    candidates TEXT    NOT NULL
) STRICT;
CREATE INDEX waiting_person ON waiting (person);
CREATE TABLE not_same (fingerprint TEXT NOT NULL, child INTEGER NOT NULL, PRIMARY KEY (fingerprint, child)) STRICT, WITHOUT ROWID;

CREATE TABLE list (id INTEGER PRIMARY KEY, digest TEXT NOT NULL, loaded_at INTEGER NOT NULL, by TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX list_digest ON list (digest);
CREATE INDEX list_loaded ON list (loaded_at);
CREATE TABLE refused (
    id      INTEGER PRIMARY KEY,
    open    INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    who     TEXT    NOT NULL,          -- reference, else name and date of birth: the same row again is known by it
    episode INTEGER,                   -- what it became when it was put right
    doc     TEXT    NOT NULL
) STRICT;
CREATE INDEX refused_who ON refused (who);
CREATE INDEX refused_open ON refused (id) WHERE open = 1;

CREATE TABLE decision (
    id       INTEGER PRIMARY KEY,
    episode  INTEGER NOT NULL,
    child    INTEGER,
    at       INTEGER NOT NULL,
    replaced INTEGER,                  -- the decision that changed its wording
    doc      TEXT NOT NULL
) STRICT;
CREATE INDEX decision_episode ON decision (episode);
CREATE INDEX decision_child ON decision (child, at) WHERE child IS NOT NULL;
CREATE INDEX decision_at ON decision (at);
CREATE TABLE band_override (episode INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT;
CREATE TABLE profile (name TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
