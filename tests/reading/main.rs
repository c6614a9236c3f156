//! Reading workbooks: what each format gives, and that no file breaks the reader.

mod build;
mod hostile;
mod kinds;
mod mutated;
mod ods;
mod xls;
mod xlsx;
