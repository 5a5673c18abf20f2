//! Files that leave the hub: what Government and inspectors ask for, all tables, everything held on a child.

#[path = "statutory/again.rs"]
mod again;
#[path = "statutory/annexa.rs"]
mod annexa;
mod common;
#[path = "statutory/inspection.rs"]
mod inspection;
#[path = "statutory/made.rs"]
mod made;
#[path = "statutory/missing.rs"]
mod missing;
#[path = "statutory/pack.rs"]
mod pack;
#[path = "statutory/rows.rs"]
mod rows;
#[path = "statutory/tables.rs"]
mod tables;
