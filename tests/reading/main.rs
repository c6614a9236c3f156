//! Reading workbooks: what each format gives, and that no file breaks the reader.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]
#![expect(unreachable_pub, reason = "helpers of one test program")]

mod arrays;
mod build;
mod crowded;
mod hostile;
mod kinds;
mod mutated;
mod names;
mod ods;
mod remembered;
mod tables;
mod xls;
mod xlsb;
mod xlsx;
