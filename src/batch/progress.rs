//! How a run tells how far it is.

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading and checking.
    Check,
    /// Writing corrected workbooks.
    Correct,
}

/// Someone who wants to know how far a run is. Called from several threads.
pub trait Progress: Sync {
    /// A phase begins, with so many inputs.
    fn begin(&self, phase: Phase, total: usize);
    /// One input is done.
    fn advance(&self);
    /// The phase is over.
    fn end(&self);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Phase, _: usize) {}
    fn advance(&self) {}
    fn end(&self) {}
}
