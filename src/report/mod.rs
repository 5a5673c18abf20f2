//! Report: what leaves the hub on paper. One file per document, one per format.
//!
//! `minutes` one day's decisions as Markdown · `papers` the papers of a meeting, each a `document`, written as `docx`, `html`,
//! `markdown` or `plain` text · `figures` what is counted for a period · `topten` the briefing of senior managers · `panels` who is due
//! for which panel, when panels meet, and their packs · `statutory` what Government and inspectors ask for · `workbook` tables and
//! charts for Excel and LibreOffice · `chart` the same drawn in HTML · `text` what is typed, made safe for Markdown

pub mod chart;
pub mod document;
mod docx;
pub mod figures;
mod html;
mod markdown;
pub mod minutes;
pub mod panel;
pub mod panels;
pub mod papers;
pub mod patterns;
mod plain;
pub mod statutory;
mod text;
pub mod topten;
pub mod tracker;
pub mod workbook;
