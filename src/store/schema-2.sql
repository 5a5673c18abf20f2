-- Whether an episode of a child lasted at a moment is answered from the index alone.
DROP INDEX episode_child;
CREATE INDEX episode_child ON episode (child, began, ended, notice) WHERE child IS NOT NULL;
