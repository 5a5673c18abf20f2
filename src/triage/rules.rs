//! The rule file: parsed, checked, applied.
