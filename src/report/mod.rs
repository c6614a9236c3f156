//! What a run found, for people and for other programs. Nothing here judges: it shows what rules found.

mod csv;
mod diff;
mod export;
mod json;
mod markdown;
mod rules_page;
mod safe;
mod sarif;
mod tables;
mod text;
mod wrap;

pub use csv::csv;
pub use diff::diff_text;
pub use export::json_lines;
pub use json::json;
pub use markdown::{markdown, terminal_markdown};
pub use rules_page::rules_page;
pub(crate) use safe::unescape_formula;
pub use safe::{escape_formula, visible};
pub use sarif::sarif;
pub(crate) use tables::{ExportedColumn, ExportedKind, exported_columns};
pub use tables::{csv_tables, parquet_tables};
pub use text::{TextOptions, text, without_form};

// For the program ziping, whose own lines are laid out as the reports are; no part of what the library promises.
#[doc(hidden)]
pub use text::level_colour;
#[doc(hidden)]
pub use wrap::{pad, width, wrap};

/// A report could not be put into words.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// As JSON.
    #[error("无法写成 JSON：{0}")]
    Json(#[from] serde_json::Error),
    /// As CSV.
    #[error("无法写成 CSV：{0}")]
    Csv(String),
    /// As Parquet.
    #[error("无法写成 Parquet：{0}")]
    Parquet(String),
}
