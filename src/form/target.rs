//! Whether an indicator was met: the target's expression against the actual value's.

use serde::{Deserialize, Serialize};

/// Whether an indicator was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The actual value meets the target.
    Met,
    /// It does not.
    Unmet,
    /// The actual value only repeats the target's expression: nothing was measured.
    Echo,
    /// A careful reader could not decide.
    Unclear,
    /// There is no actual value (or no target).
    #[default]
    Missing,
}

impl Verdict {
    /// The name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::Echo => "echo",
            Self::Unclear => "unclear",
            Self::Missing => "missing",
        }
    }
}

/// A verdict with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in the office's words: `实际 480人次 < 目标 500人次，差 20人次（4.0%）`.
    pub reason: String,
    /// Whether the actual value lies far above the target (30 % or more), so that the reason must be asked.
    pub exceeded: bool,
    /// Target and actual value have units that do not convert into each other.
    pub unit_differs: bool,
}

/// Judges an indicator from its name, its target and its actual value, both as the form shows them.
/// `year` is the form's, for deadlines such as `12月底前`.
pub fn judge(name: &str, target: &str, actual: &str, year: Option<i32>) -> Judgement {
    let _ = (name, target, actual, year);
    Judgement::default()
}
