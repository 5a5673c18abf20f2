//! Every table of the hub as CSV.
