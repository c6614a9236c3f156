//! ziping (自评): reads the Excel forms in which government departments evaluate their own budgets, checks their
//! arithmetic and their indicators, and writes corrected workbooks and a cross-department summary.
//!
//! Reading, checking and correcting one workbook:
//!
//! ```
//! use ziping::correct::{CorrectOptions, correct};
//! use ziping::formula::Evaluation;
//! use ziping::rules::{FormContext, check_form};
//! use ziping::settings::Settings;
//! use ziping::template::{Templates, read_forms};
//! use ziping::workbook::{Limits, read};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (templates, settings) = (Templates::builtin(), Settings::default());
//! let workbook = read(&std::fs::read("fixtures/liwan-2021/09_市场监督管理局.xlsx")?, &Limits::default())?;
//! let evaluation = Evaluation::of(&workbook);
//! let forms = read_forms(&workbook, &evaluation, &templates);
//! let contexts = FormContext::each(&workbook, &evaluation, &forms, &settings);
//! let findings: Vec<_> = contexts.flat_map(|context| check_form(&context)).collect();
//! assert!(findings.iter().any(|f| f.rule.name == "rate-wrong-value"));
//! let options = CorrectOptions::default();
//! let corrected = correct("09_市场监督管理局.xlsx", &workbook, &evaluation, &forms, &findings, &options)?;
//! assert!(corrected.bytes.starts_with(b"PK") && corrected.applied.contains(&true));
//! # Ok(())
//! # }
//! ```
//!
//! Folders, side by side and with the rules that compare departments, are [`batch`]'s; [`summary`] makes the workbook
//! across departments.

mod added_sheets;
pub mod batch;
pub mod blank;
pub mod config;
pub mod correct;
mod decimals;
pub mod diff;
mod encoding;
mod enumeration;
mod excerpt;
pub mod form;
pub mod formula;
// For the program ziping, which shares it with the library, as `nearest` below; no part of what the library promises.
#[doc(hidden)]
pub mod guard;
pub mod import;
mod layout;
mod letters;
#[doc(hidden)]
pub mod nearest;
mod nfkc;
pub mod record;
mod remembered;
pub mod report;
pub mod roster;
pub mod rules;
pub mod settings;
mod strokes;
pub mod summary;
pub mod template;
mod toml_words;
mod unwritable;
pub mod workbook;
mod writable;
