//! The four amounts of a funding row, what is added up of them and what follows from them.

use rust_decimal::Decimal;

/// The four amounts of a funding row; `None` where the form says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    /// 年初预算数
    pub(super) initial: Option<Decimal>,
    /// 预算调整数
    pub(super) adjustment: Option<Decimal>,
    /// 调整后预算数, where the form itself states it (全年预算数).
    pub(super) stated_budget: Option<Decimal>,
    /// 实际支出数
    pub(super) actual: Option<Decimal>,
    /// Whether an amount of the budget stands on the form and cannot be counted: what is left of it is not the budget.
    pub(super) is_unclear: bool,
}

impl Amounts {
    /// 调整后预算数: what the form states, else 年初预算数 + 预算调整数.
    pub(super) fn budget(&self) -> Option<Decimal> {
        self.stated_budget.or_else(|| sum(self.initial, self.adjustment).filter(|_| !self.is_unclear))
    }

    /// 预算调整数: what the form states, else what 全年预算数 differs from 年初预算数.
    pub(super) fn adjustment(&self) -> Option<Decimal> {
        self.adjustment.or_else(|| self.stated_budget?.checked_sub(self.initial?))
    }

    /// 预算完成率 = 实际支出数 ÷ 调整后预算数, a fraction; none where nothing was budgeted.
    pub(super) fn completion_rate(&self) -> Option<Decimal> {
        quotient(self.actual?, self.budget()?)
    }

    /// 预算调整率 = |预算调整数| ÷ 年初预算数, a fraction; none where nothing was budgeted.
    pub(super) fn adjustment_rate(&self) -> Option<Decimal> {
        quotient(self.adjustment()?.abs(), self.initial?)
    }

    /// Whether the form says nothing that counts.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self { is_unclear: self.is_unclear, ..Self::default() }
    }

    /// This and `other`, column by column.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            initial: sum(self.initial, other.initial),
            adjustment: sum(self.adjustment, other.adjustment),
            stated_budget: sum(self.stated_budget, other.stated_budget),
            actual: sum(self.actual, other.actual),
            is_unclear: false,
        }
    }

    /// What is left of these where `other` is taken away, column by column.
    pub(super) fn minus(self, other: Self) -> Self {
        let difference =
            |a: Option<Decimal>, b: Option<Decimal>| a.unwrap_or_default().checked_sub(b.unwrap_or_default());
        Self {
            initial: difference(self.initial, other.initial),
            adjustment: difference(self.adjustment, other.adjustment),
            stated_budget: difference(self.stated_budget, other.stated_budget),
            actual: difference(self.actual, other.actual),
            is_unclear: false,
        }
    }

    /// Whether every amount is less than a thousandth of the budget or the expenditure of `whole`: what rounding leaves.
    pub(super) fn is_small_beside(&self, whole: Self) -> bool {
        let largest =
            [whole.stated_budget, whole.actual].into_iter().flatten().map(|amount| amount.abs()).max();
        let least = largest.unwrap_or_default() / Decimal::ONE_THOUSAND;
        let amounts = [self.initial, self.adjustment, self.stated_budget, self.actual];
        amounts.into_iter().flatten().all(|amount| amount.is_zero() || amount.abs() < least)
    }

    /// As a row that counts into a sum, where what is stated and what follows from it are alike.
    pub(super) fn completed(self) -> Self {
        Self { stated_budget: self.budget(), adjustment: self.adjustment(), ..self }
    }
}

/// A result as a formula's cache holds it: the 15 digits that Excel keeps.
pub(super) fn cached(number: Decimal) -> String {
    number.round_sf(15).unwrap_or(number).normalize().to_string()
}

/// The sum of two amounts of which either may be absent.
pub(super) fn sum(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (a, b) => a.or(b),
    }
}

/// `dividend` ÷ `divisor`; none where the divisor is zero.
pub(super) fn quotient(dividend: Decimal, divisor: Decimal) -> Option<Decimal> {
    dividend.checked_div(divisor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_budgeted_has_no_rate() {
        let amounts =
            Amounts { initial: Some(Decimal::ZERO), actual: Some(Decimal::ONE), ..Amounts::default() };
        assert_eq!(amounts.completion_rate(), None);
    }
}
