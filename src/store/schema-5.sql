-- Top ten, panels, figures: views of the journal. Moments are milliseconds since 1970, UTC; `doc` is JSON.

-- What was held on a record, as far as the figures split by it, from each moment on at which it was other than before. An episode is
-- counted under what was held when it began.
CREATE TABLE child_was (
    child INTEGER NOT NULL,            -- the record, as it was then
    entry INTEGER NOT NULL,            -- position in the journal
    at    INTEGER NOT NULL,
    doc   TEXT    NOT NULL,
    PRIMARY KEY (child, entry)
) STRICT, WITHOUT ROWID;

-- What the figures count of an episode; the child as it was and the clocks are looked up when it is counted. What ranks children and
-- makes them due for panels is asked of thousands and stands in columns of its own, beside the rest.
CREATE TABLE episode_fact (
    episode       INTEGER PRIMARY KEY,
    child         INTEGER,
    began         INTEGER NOT NULL,
    heard         INTEGER NOT NULL,    -- when the hub first heard of it
    missing_since INTEGER NOT NULL,
    ended         INTEGER NOT NULL,
    back          INTEGER,             -- the return, or else the notice of it
    doc           TEXT    NOT NULL
) STRICT;
CREATE INDEX episode_fact_began ON episode_fact (began, child);
-- What lasted into a period is found among what was heard of since, without a look at the episodes themselves.
DROP INDEX episode_notice;
CREATE INDEX episode_notice ON episode (notice, began) WHERE ended = 1;

-- Decisions and what was sent, counted from indexes alone.
DROP INDEX decision_at;
CREATE INDEX decision_at ON decision (at, child, replaced, undone);
CREATE INDEX decision_replaced ON decision (replaced, at) WHERE replaced IS NOT NULL;
CREATE INDEX decision_referral ON decision (at, id) WHERE undone = 0 AND replaced IS NULL AND instr(doc, '"panel-referral"') > 0;
CREATE INDEX share_sent ON share (finding, sent_at) WHERE sent_at IS NOT NULL;

-- How many children this authority looks after.
ALTER TABLE child ADD COLUMN ours INTEGER NOT NULL DEFAULT 0;
CREATE INDEX child_ours ON child (id) WHERE ours = 1 AND live = 1;

-- A month's top ten as it was reported; the first report of a month stands, a later one beside it.
CREATE TABLE top_ten_closed (entry INTEGER PRIMARY KEY, month TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX top_ten_closed_month ON top_ten_closed (month);
-- What was said of children, each time; `child` is the record, as it was then, `verb` says whether it still stands.
CREATE TABLE top_ten_review (
    entry INTEGER PRIMARY KEY,
    verb  INTEGER NOT NULL,
    child INTEGER NOT NULL,
    month TEXT    NOT NULL,            -- its first day
    at    INTEGER NOT NULL,
    by    TEXT    NOT NULL,
    doc   TEXT    NOT NULL
) STRICT;
CREATE INDEX top_ten_review_child ON top_ten_review (child, entry);
CREATE TABLE panel_item (
    entry    INTEGER PRIMARY KEY,
    verb     INTEGER NOT NULL,
    child    INTEGER NOT NULL,
    panel    TEXT    NOT NULL,         -- as the settings named it then
    day      TEXT    NOT NULL,
    decision INTEGER,
    at       INTEGER NOT NULL,
    by       TEXT    NOT NULL,
    doc      TEXT    NOT NULL
) STRICT;
CREATE INDEX panel_item_child ON panel_item (child, entry);
CREATE INDEX panel_item_panel ON panel_item (panel, day);
CREATE TABLE rules_adopted (
    entry   INTEGER PRIMARY KEY,
    version TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    by      TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    rules   TEXT    NOT NULL
) STRICT;
