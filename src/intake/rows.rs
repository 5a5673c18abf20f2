//! From cells to typed rows, or refusals.
