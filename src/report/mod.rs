//! Report: what leaves the hub on paper. One file per document, one per format.
//!
//! `minutes` one day's decisions as Markdown · `papers` the papers of a meeting, each a `document`, written as `docx`, `html`,
//! `markdown` or `plain` text · `figures` what is counted for a period · `topten` the briefing of senior managers · `panels` who is due
//! for which panel, and packs · `workbook` tables and charts for Excel and LibreOffice · `chart` the same drawn in HTML ·
//! `text` what is typed, made safe for Markdown

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
mod plain;
mod text;
pub mod topten;
pub mod tracker;
pub mod workbook;
