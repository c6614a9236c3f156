//! The program as a user runs it: what it prints, writes and returns.

#![expect(clippy::unwrap_used, reason = "what a test sets up must succeed, in its helpers too")]

mod accept;
mod blank;
mod config;
mod import;
mod import_tables;
mod inputs;
mod mended_amounts;
mod outputs;
#[path = "../plain_form/mod.rs"]
mod plain_form;
mod reports;
mod several_forms;
mod streams;
mod support;
mod tables;
mod usage;
