//! Inputs that are worked on together, step by step: the code of one step stays in the processor's caches for all of them.

use std::convert::Infallible;

use super::examine::{Examined, broken};
use super::find::Input;
use crate::guard::guarded;

/// How far an input has come.
pub(super) enum Step<T> {
    /// So far, and it goes on.
    Goes(T),
    /// To its end.
    Ended(Box<Examined>),
    /// Its workbook is large, and others are worked on beside it.
    Postponed,
}

impl<T> Step<T> {
    /// What the input is, at its end.
    pub(super) fn ended(examined: Examined) -> Self {
        Self::Ended(Box::new(examined))
    }

    /// With something else of an input that goes on.
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Step<U> {
        match self {
            Self::Goes(so_far) => Step::Goes(change(so_far)),
            Self::Ended(examined) => Step::Ended(examined),
            Self::Postponed => Step::Postponed,
        }
    }

    /// What there is of an input that goes on.
    pub(super) fn so_far(&self) -> Option<&T> {
        if let Self::Goes(so_far) = self { Some(so_far) } else { None }
    }
}

impl Step<Infallible> {
    /// What the input is; `None` if it was postponed.
    pub(super) fn into_end(self) -> Option<Examined> {
        match self {
            Self::Ended(examined) => Some(*examined),
            Self::Goes(never) => match never {},
            Self::Postponed => None,
        }
    }
}

/// Takes every input of `group` that goes on a step further. A step that panics ends its own input.
pub(super) fn each<T, U>(
    group: &[Input],
    steps: impl IntoIterator<Item = Step<T>>,
    take: impl Fn(&Input, T) -> Step<U>,
) -> Vec<Step<U>> {
    let further = |(input, step)| match step {
        Step::Goes(so_far) => guarded(|| take(input, so_far)).unwrap_or_else(|| Step::ended(broken(input))),
        Step::Ended(examined) => Step::Ended(examined),
        Step::Postponed => Step::Postponed,
    };
    group.iter().zip(steps).map(further).collect()
}
