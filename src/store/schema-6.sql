-- The top ten ranks from an index alone.
DROP INDEX episode_fact_began;
CREATE INDEX episode_fact_began ON episode_fact (began, child, missing_since, ended, back);
