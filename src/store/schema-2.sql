-- Whether an episode of a child lasted at a moment is answered from the index alone.
DROP INDEX episode_child;
CREATE INDEX episode_child ON episode (child, began, ended, notice) WHERE child IS NOT NULL;

-- Return interviews: views of the journal. Moments are milliseconds since 1970, UTC; `doc` is JSON.
CREATE TABLE worker (
    id  INTEGER PRIMARY KEY,
    who TEXT NOT NULL,                 -- folded name and team: under what a worker is known again
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX worker_who ON worker (who);
CREATE TABLE wishes (child INTEGER PRIMARY KEY, doc TEXT NOT NULL) STRICT;

-- One row for every episode that has ended, or whose interview something was done about.
CREATE TABLE interview_file (
    episode   INTEGER PRIMARY KEY,
    child     INTEGER,
    needs     INTEGER NOT NULL,        -- 1: something is still to be done
    carried   INTEGER,                 -- the worker who has it, while it is neither held nor closed
    booked_at INTEGER,                 -- the booking that stands, while it is neither held nor closed
    declined  INTEGER,                 -- when the child last declined, unless it was held after all
    done_at   INTEGER,                 -- signed off, or closed without an interview
    shown     TEXT,                    -- what the board shows of episode and child, while needs = 1: a long board reads nothing else
    doc       TEXT NOT NULL
) STRICT;
CREATE INDEX interview_file_needs ON interview_file (episode) WHERE needs = 1;
CREATE INDEX interview_file_open ON interview_file (child) WHERE needs = 1;
CREATE INDEX interview_file_child ON interview_file (child, declined) WHERE child IS NOT NULL;
CREATE INDEX interview_file_carried ON interview_file (carried) WHERE carried IS NOT NULL;
CREATE INDEX interview_file_booked ON interview_file (booked_at) WHERE booked_at IS NOT NULL;
CREATE INDEX interview_file_done ON interview_file (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE interview (
    id           INTEGER PRIMARY KEY,
    child        INTEGER,
    held_at      INTEGER NOT NULL,
    worker       INTEGER,
    last_finding INTEGER NOT NULL,     -- the highest number a finding of it ever had; 0: none yet
    doc          TEXT NOT NULL
) STRICT;
CREATE INDEX interview_child ON interview (child, held_at) WHERE child IS NOT NULL;
CREATE INDEX interview_worker ON interview (worker, held_at) WHERE worker IS NOT NULL;
CREATE INDEX interview_finding ON interview (last_finding);

-- The sharing ledger: every finding for every recipient it must go to, or went to.
CREATE TABLE share (
    interview       INTEGER NOT NULL,
    finding         INTEGER NOT NULL,
    recipient       TEXT    NOT NULL,
    text            TEXT    NOT NULL,  -- as it stands now; empty where it was taken back after it went
    sent_at         INTEGER,
    sent_text       TEXT,
    acknowledged_at INTEGER,
    acknowledged_by TEXT,
    in_order        INTEGER NOT NULL,  -- 1: sent as it stands, and acknowledged
    PRIMARY KEY (interview, finding, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX share_open ON share (interview, finding, recipient) WHERE in_order = 0;
