//! Finding inputs, reading them side by side, in an order that does not depend on how many work at once, and writing
//! what comes of them.
//!
//! A run has two phases, because some rules compare all forms with each other: first every input is read and checked,
//! and records and findings are kept, and workbooks as long as these take little room; then the corrected workbooks are
//! written, from what was kept or from another reading, and beside them the summary.
//!
//! ```
//! use ziping::batch::{Batch, Purpose, Silent, find_inputs};
//! use ziping::{settings::Settings, template::Templates, workbook::Limits};
//!
//! let (templates, settings) = (Templates::builtin(), Settings::default());
//! let batch = Batch {
//!     templates: &templates,
//!     settings: &settings,
//!     roster: None,
//!     limits: Limits::default(),
//!     jobs: None,
//!     progress: &Silent,
//! };
//! let inputs = find_inputs(&["fixtures/liwan-2021".into()], &[]);
//! let results = batch.check(inputs, Purpose::Report);
//! assert!(results.forms.iter().any(|form| form.department.as_deref().is_some_and(|name| name.contains("信访局"))));
//! for finding in results.findings() {
//!     println!("{} {:?} {}", finding.file, finding.cell, finding.message);
//! }
//! ```

mod accepted;
mod alone;
mod bounded;
mod correct;
mod examine;
mod exported;
mod find;
mod kind;
mod names;
mod open;
mod outputs;
mod progress;
mod run;
mod step;
mod write;

pub use correct::{CorrectFailure, CorrectFailureKind, CorrectTarget};
pub use find::{Input, Search, find_inputs, search};
pub use names::workbook_names;
pub use open::{TextError, open_workbook, read_bytes, read_text};
pub use outputs::{CORRECTED, REPORT, SUMMARY, outputs_in};
pub use progress::{Phase, Progress, Silent};
pub use run::{Batch, Purpose, Results};
pub use write::{WriteError, stream_atomically, write_atomically};

// For the program ziping, which shares them with the library; no part of what the library promises.
#[doc(hidden)]
pub use open::reason;
#[doc(hidden)]
pub use run::STACK;
#[doc(hidden)]
pub use write::{WritingStopped, stop_writing, try_writing_in};
