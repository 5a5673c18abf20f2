-- The meeting: views of the journal. Moments are milliseconds since 1970, UTC; `doc` is JSON.

-- Decisions can be on business instead of an episode, and can be taken back.
DROP TABLE decision;
CREATE TABLE decision (
    id       INTEGER PRIMARY KEY,
    episode  INTEGER,
    business INTEGER,
    child    INTEGER,
    at       INTEGER NOT NULL,
    replaced INTEGER,                  -- the decision that changed its wording
    undone   INTEGER NOT NULL DEFAULT 0,
    entry    INTEGER NOT NULL,         -- position in the journal
    doc      TEXT NOT NULL
) STRICT;
CREATE INDEX decision_episode ON decision (episode) WHERE episode IS NOT NULL;
CREATE INDEX decision_business ON decision (business) WHERE business IS NOT NULL;
CREATE INDEX decision_child ON decision (child, at) WHERE child IS NOT NULL;
CREATE INDEX decision_at ON decision (at);

CREATE TABLE meeting (
    id         INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    open       INTEGER NOT NULL,
    last_item  INTEGER NOT NULL,       -- the highest numbers an item and a note of it ever had: none is given twice
    last_note  INTEGER NOT NULL,
    doc        TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_open ON meeting (id) WHERE open = 1;
CREATE INDEX meeting_started ON meeting (started_at);

CREATE TABLE business (
    id     INTEGER PRIMARY KEY,
    open   INTEGER NOT NULL,           -- 1: still to be decided
    undone INTEGER NOT NULL DEFAULT 0,
    doc    TEXT NOT NULL
) STRICT;
CREATE INDEX business_open ON business (id) WHERE open = 1;
CREATE TABLE business_child (child INTEGER NOT NULL, business INTEGER NOT NULL, PRIMARY KEY (child, business)) STRICT, WITHOUT ROWID;

-- Items a meeting left without a decision, and have none since.
CREATE TABLE item_left (
    meeting  INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    episode  INTEGER,
    business INTEGER,
    until    TEXT,                     -- the UK day it comes back; NULL: passed over
    reason   TEXT    NOT NULL,
    entry    INTEGER NOT NULL,         -- position in the journal
    PRIMARY KEY (meeting, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_left_episode ON item_left (episode, entry) WHERE episode IS NOT NULL;
CREATE INDEX item_left_business ON item_left (business, entry) WHERE business IS NOT NULL;

-- Of episodes, what of it holds now: when it comes back (NULL: passed over), and why.
CREATE TABLE deferred (episode INTEGER PRIMARY KEY, until TEXT, reason TEXT NOT NULL) STRICT;
CREATE INDEX deferred_until ON deferred (until) WHERE until IS NOT NULL;

CREATE TABLE action (
    id       INTEGER PRIMARY KEY,
    child    INTEGER,
    decision INTEGER,
    agency   TEXT    NOT NULL,
    due      INTEGER,                  -- the moment it runs out; NULL: no date agreed
    ended_at INTEGER,
    live     INTEGER NOT NULL,         -- 0: of a decision that was taken back or reworded without it
    doc      TEXT    NOT NULL
) STRICT;
-- How many a child has open, and overdue, is answered from the index alone.
CREATE INDEX action_child ON action (child, live, ended_at, due) WHERE child IS NOT NULL;
CREATE INDEX action_open ON action (due) WHERE live = 1 AND ended_at IS NULL;
CREATE INDEX action_ended ON action (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX action_decision ON action (decision) WHERE decision IS NOT NULL;
-- Agreed without a decision: few.
CREATE INDEX action_alone ON action (id) WHERE decision IS NULL;

CREATE TABLE assessment (
    id      INTEGER PRIMARY KEY,
    child   INTEGER,
    episode INTEGER,
    open    INTEGER NOT NULL,          -- 1: neither ended nor withdrawn
    undone  INTEGER NOT NULL DEFAULT 0,
    doc     TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_open ON assessment (id) WHERE open = 1;
CREATE INDEX assessment_child ON assessment (child) WHERE child IS NOT NULL;
CREATE INDEX assessment_episode ON assessment (episode) WHERE episode IS NOT NULL;

-- Verbs that were taken back, by their first position.
CREATE TABLE undone (verb INTEGER PRIMARY KEY) STRICT;
