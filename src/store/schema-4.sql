-- Who is this child: views of the journal. Moments are milliseconds since 1970, UTC; `doc` is JSON.

-- A record that was merged into another, or whose adding was taken back, keeps its row and its number, and is not found by name.
DROP TABLE child;
CREATE TABLE child (
    id          INTEGER PRIMARY KEY,
    own_id      TEXT,
    name_key    TEXT NOT NULL,         -- folded "given family", for finding by name
    address_key TEXT,                  -- folded postcode and address: who lives together
    placement   TEXT,                  -- folded
    merged_into INTEGER,               -- the record it is read with; NULL: a child of its own
    merged_at   INTEGER,               -- position in the journal of the entry that merged it
    live        INTEGER NOT NULL DEFAULT 1,   -- 0: merged, or taken off the register
    doc         TEXT NOT NULL          -- of a child of its own as it is read: with what was merged into it; of another its own record
) STRICT;
CREATE INDEX child_own_id ON child (own_id) WHERE own_id IS NOT NULL;
CREATE INDEX child_name ON child (name_key) WHERE live = 1;
CREATE INDEX child_address ON child (address_key) WHERE address_key IS NOT NULL AND live = 1;
CREATE INDEX child_placement ON child (placement) WHERE placement IS NOT NULL AND live = 1;
CREATE INDEX child_merged ON child (merged_into) WHERE merged_into IS NOT NULL;

-- How many records are not children of their own.
CREATE TABLE off_register (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL) STRICT;
-- Of records that others were merged into: what stands on the record itself.
CREATE TABLE own_record (child INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT;
-- Every merge that stands, by its position in the journal; `parted`: that of the split that took it apart.
CREATE TABLE merging (entry INTEGER PRIMARY KEY, record INTEGER NOT NULL, kept INTEGER NOT NULL, parted INTEGER) STRICT;
CREATE INDEX merging_record ON merging (record);
-- What was recorded under one child (`instead`) while two were one, after `since`, and was given to the other when they were split.
CREATE TABLE given (
    what    TEXT    NOT NULL,          -- "episode", "business", "action", "assessment", "wishes"
    id      INTEGER NOT NULL,          -- 0 for wishes
    split   INTEGER NOT NULL,          -- position in the journal, as `since`
    record  INTEGER NOT NULL,
    instead INTEGER NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (what, id, split, instead)
) STRICT, WITHOUT ROWID;

-- What the list said of who the child of an episode is; what people said since stands in the journal.
CREATE TABLE reported (
    episode    INTEGER PRIMARY KEY,
    entry      INTEGER NOT NULL,       -- position in the journal
    child      INTEGER,                -- the record, as it was then
    list       INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    candidates TEXT    NOT NULL
) STRICT;
-- Episodes that a list tied to a child because of an answer that was taken back since: they wait as the episode of that answer does.
CREATE TABLE followed (episode INTEGER NOT NULL, verb INTEGER NOT NULL, answered INTEGER NOT NULL, PRIMARY KEY (episode, verb)) STRICT, WITHOUT ROWID;
CREATE INDEX followed_verb ON followed (verb);
-- "Not the same child", by the record as it was then, the verb that said it, and the record it was said to be. One that was taken back
-- says nothing, nor one of two records that are read as one child since.
DROP TABLE not_same;
CREATE TABLE not_same (
    fingerprint TEXT    NOT NULL,
    child       INTEGER NOT NULL,
    verb        INTEGER NOT NULL,
    said        INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, child, verb, said)
) STRICT, WITHOUT ROWID;

-- Names and homes with their days, by the record they stand on.
CREATE TABLE known_as (
    child INTEGER NOT NULL,
    kind  TEXT    NOT NULL,            -- "name" or "home"
    value TEXT    NOT NULL,            -- folded
    since INTEGER NOT NULL,            -- position in the journal
    until INTEGER,                     -- position in the journal; NULL: it still holds
    doc   TEXT    NOT NULL,
    PRIMARY KEY (child, kind, value, since)
) STRICT, WITHOUT ROWID;

-- Both ways.
CREATE TABLE relation (
    child    INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    relation TEXT    NOT NULL,
    doc      TEXT    NOT NULL,
    PRIMARY KEY (child, other, relation)
) STRICT, WITHOUT ROWID;
-- Records that look alike and are two children; the lower number first.
CREATE TABLE two_children (child INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (child, other)) STRICT, WITHOUT ROWID;
-- Questions to police about episodes that wait.
CREATE TABLE asked (episode INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT;

-- Which interviews run out first is answered from an index alone: the deadline itself depends on settings, the moment its clock
-- starts does not. Moments are milliseconds since 1970, UTC.
ALTER TABLE interview_file ADD COLUMN no_clock INTEGER;    -- while it waits to be held (else NULL): 1: no return time is known
ALTER TABLE interview_file ADD COLUMN waits_from INTEGER;  -- the return; of those without a clock the notice of it
CREATE INDEX interview_file_waits ON interview_file (no_clock DESC, waits_from, child, episode) WHERE waits_from IS NOT NULL;

-- What a meeting left (put off, passed over) stands only until the child comes back, or is missing again.
ALTER TABLE episode ADD COLUMN turned INTEGER;             -- position in the journal of the entry that last said so of it
ALTER TABLE episode ADD COLUMN turned_to TEXT;             -- "returned", "missing again"
-- Each time one did, and the verb that said it: an answer taken back turns nothing.
CREATE TABLE turned (
    episode INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    turned_to TEXT  NOT NULL,
    verb    INTEGER NOT NULL,
    PRIMARY KEY (episode, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX turned_verb ON turned (verb);
