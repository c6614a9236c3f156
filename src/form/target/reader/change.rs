//! What a change began with and what it led to: `由90%提高到93%`, `2000户增至2300户`, `从12%到10%`.

use rust_decimal::Decimal;

use super::super::expression::{Amount, Measure, Standing};
use super::super::unit::Kind;
use super::super::wording::starts;
use super::Reader;

impl Reader<'_> {
    /// 提高到: what stands right before it, or behind 由 or 从, is what the change began with.
    pub(super) fn until(&mut self) {
        let Some(index) = self.expression.measures.len().checked_sub(1) else { return };
        // 下降3个百分点降至12%: what it fell by is no beginning.
        if self.expression.measures.get(index).is_some_and(|m| m.change.is_some()) {
            return;
        }
        let beside = self.joint == Some(self.at);
        if beside || self.joint.is_some_and(|joint| joint < self.at) && self.is_from(index) {
            self.pending.origin = Some(index);
        }
    }

    /// Whether 由 or 从 stands before a measure in its clause.
    fn is_from(&self, index: usize) -> bool {
        let Some(measure) = self.expression.measures.get(index) else { return false };
        let clause = if index >= self.clause.first { self.clause.start } else { measure.clause };
        self.says_from(clause, measure.start)
    }

    /// Whether 由 or 从 stands between two places, as a word of its own.
    fn says_from(&self, from: usize, until: usize) -> bool {
        const OTHERS: [&str; 8] = ["由于", "从业", "从事", "从严", "从而", "从紧", "从优", "从重"];
        let alone = |at: &usize| {
            let joined = at.checked_sub(1).and_then(|before| self.text.get(before));
            !matches!(joined, Some('自' | '理' | '缘' | '服' | '事'))
                && !OTHERS.into_iter().any(|other| starts(self.text, *at, other))
        };
        (from..until).filter(|at| matches!(self.text.get(*at), Some('由' | '从'))).any(|at| alone(&at))
    }

    /// Whether a number that begins at `start` and is joined to another that ends at `end` is what a change began with: 由90%
    /// 到93%, 90%→93%; 从3场到5场不等 is a range.
    pub(super) fn is_change(&self, joint: Option<char>, start: usize, end: usize) -> bool {
        let told = || self.says_from(self.clause.start, start) && !starts(self.text, end, "不等");
        joint == Some('→') || (matches!(joint, Some('至' | '到')) && told())
    }

    /// Goes on to the number that the last one led to, behind their joint.
    pub(super) fn lead(&mut self) {
        self.at += 1;
        self.joint = None;
        self.pending.origin = self.expression.measures.len().checked_sub(1);
    }

    /// Lets the change to `measure` begin with another, if both count the same; a number without unit takes the other's.
    pub(super) fn begin(&mut self, origin: Option<usize>, measure: &Measure) {
        let Some(before) = origin.and_then(|index| self.expression.measures.get_mut(index)) else { return };
        if before.unit.kind == Kind::Bare {
            if before.scale == Decimal::ONE
                && let Amount::Exact(value) = before.amount
                && let Some(scaled) = value.checked_mul(measure.scale)
            {
                (before.amount, before.scale) = (Amount::Exact(scaled), measure.scale);
            }
            before.unit = measure.unit;
        }
        if before.unit.kind == measure.unit.kind {
            before.standing = Standing::Origin;
        }
    }
}
