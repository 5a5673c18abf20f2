//! Report: what leaves the hub on paper. One file per document, one per format.
//!
//! `minutes` one day's decisions as Markdown · `papers` the papers of a meeting, each a `document`, written as `docx`, `html`,
//! `markdown` or `plain` text · `workbook` tables with charts as a spreadsheet, `chart` charts of a page · `figures` what is
//! counted for a period · `statutory` what Government and inspectors ask for · `text` what is typed, made safe for Markdown

pub mod chart;
pub mod document;
mod docx;
pub mod figures;
mod html;
mod markdown;
pub mod minutes;
pub mod panel;
pub mod papers;
mod plain;
pub mod statutory;
mod text;
pub mod tracker;
pub mod workbook;
