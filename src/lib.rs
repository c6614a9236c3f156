//! ziping (自评): reads the Excel forms in which government departments evaluate their own budgets, checks their
//! arithmetic and their indicators, and writes corrected workbooks and a cross-department summary.

pub mod batch;
pub mod config;
pub mod correct;
pub mod diff;
pub mod form;
pub mod formula;
mod layout;
pub mod report;
pub mod roster;
pub mod rules;
pub mod settings;
pub mod summary;
pub mod template;
pub mod workbook;
