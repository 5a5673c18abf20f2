//! What the engine promises, in the words of the work.
