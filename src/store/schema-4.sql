-- Which interviews run out first is answered from an index alone: the deadline itself depends on settings, the moment its clock
-- starts does not. Moments are milliseconds since 1970, UTC.
ALTER TABLE interview_file ADD COLUMN no_clock INTEGER;    -- while it waits to be held (else NULL): 1: no return time is known
ALTER TABLE interview_file ADD COLUMN waits_from INTEGER;  -- the return; of those without a clock the notice of it
CREATE INDEX interview_file_waits ON interview_file (no_clock DESC, waits_from, child, episode) WHERE waits_from IS NOT NULL;

-- What a meeting left (put off, passed over) stands only until the child comes back, or is missing again.
ALTER TABLE episode ADD COLUMN turned INTEGER;             -- position in the journal of the entry that last said so of it
ALTER TABLE episode ADD COLUMN turned_to TEXT;             -- "returned", "missing again"
