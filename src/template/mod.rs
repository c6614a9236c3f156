//! The template language: recognising a form in a grid, reading its fields, laying a form out.
//! Names no label, column or district: those are in `templates/*.toml`.
