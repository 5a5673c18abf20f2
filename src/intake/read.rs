//! From bytes to a table of cells: CSV in any dress, workbooks, pasted tables.
