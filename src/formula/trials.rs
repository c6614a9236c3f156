//! The values that formulas are tried with: today's, today's with one changed, and generated ones, from a fixed seed,
//! with zeros, blanks, negatives and large ones among them.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::expr::Key;
use super::overrides::Values;
use crate::workbook::Value;

/// How many cells are changed one at a time; all are changed together in any case.
const ONE_AT_A_TIME: usize = 32;
/// How many sets of values are generated.
const GENERATED: usize = 8;

/// A cell whose value is tried.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) key: Key,
    pub(super) today: Value,
    /// Whether a negative amount is normal there (预算调整数: funds are cut).
    pub(super) may_be_negative: bool,
    /// Whether the template's formula names the cell.
    pub(super) named: bool,
}

/// In which cells a set of values differs from what they hold today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    /// In none: these are today's values.
    Nothing,
    /// In this one alone.
    Only(Key),
    /// In all or nearly all.
    Many,
}

/// One set of values.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    /// What many trials have in common.
    pub(super) values: Rc<Values>,
    /// A cell that holds something else.
    pub(super) change: Option<(Key, Value)>,
    /// Where that differs from today.
    pub(super) changed: Changed,
}

impl Trial {
    /// What a cell holds; `None` for cells that are not tried.
    pub(super) fn value(&self, key: Key) -> Option<&Value> {
        match &self.change {
            Some((changed, value)) if *changed == key => Some(value),
            _ => self.values.get(&key),
        }
    }
}

/// A generator of numbers that are the same in every run (SplitMix64).
struct Fixed(u64);

impl Fixed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// An amount with two places, `least` to `most` in hundredths.
    fn amount(&mut self, least: u32, most: u32) -> Decimal {
        let span = u64::from(most - least) + 1;
        let hundredths = u64::from(least) + self.next() % span;
        Decimal::new(i64::try_from(hundredths).unwrap_or(0), 2)
    }
}

/// All trials, those that make the plainest counterexamples first.
pub(super) fn trials(variables: &[Variable]) -> Vec<Trial> {
    let today: Values = variables.iter().map(|v| (v.key, v.today.clone())).collect();
    let today = Rc::new(today);
    let mut trials = vec![Trial { values: Rc::clone(&today), change: None, changed: Changed::Nothing }];
    let mut seed = Fixed(2021);
    let mut generated = || {
        let amount = |v: &Variable, seed: &mut Fixed| {
            let amount = seed.amount(10_000, 999_999);
            if v.may_be_negative && seed.next().is_multiple_of(3) {
                -(amount / Decimal::TEN).round_dp(2)
            } else {
                amount
            }
        };
        let values: Values = variables.iter().map(|v| (v.key, Value::Number(amount(v, &mut seed)))).collect();
        values
    };
    let base = Rc::new(generated());

    let singly = || {
        variables.iter().filter(|v| v.named).chain(variables.iter().filter(|v| !v.named)).take(ONE_AT_A_TIME)
    };
    let today_but = |key: Key, value: Value| Trial {
        values: Rc::clone(&today),
        change: Some((key, value)),
        changed: Changed::Only(key),
    };
    for variable in singly() {
        let plain = Value::Number(Decimal::new(10_000, 2));
        let other = if variable.today == plain { Value::Number(Decimal::new(20_000, 2)) } else { plain };
        trials.push(today_but(variable.key, other));
        if variable.may_be_negative {
            trials.push(today_but(variable.key, Value::Number(Decimal::new(-1_000, 2))));
        }
    }
    for _ in 0..GENERATED {
        trials.push(Trial { values: Rc::new(generated()), change: None, changed: Changed::Many });
    }
    let base_but = |key: Key, value: Value| Trial {
        values: Rc::clone(&base),
        change: Some((key, value)),
        changed: Changed::Many,
    };
    for variable in singly() {
        trials.push(base_but(variable.key, Value::Number(Decimal::ZERO)));
        trials.push(base_but(variable.key, Value::Empty));
        if variable.may_be_negative {
            trials.push(base_but(variable.key, Value::Number(Decimal::new(-4_321, 2))));
        }
    }
    for factor in [1_000_000_u32, 100_000_000] {
        let large = generated().into_iter().map(|(key, value)| {
            let amount = value.number().and_then(|n| n.checked_mul(Decimal::from(factor)));
            (key, amount.map_or(value, Value::Number))
        });
        trials.push(Trial { values: Rc::new(large.collect()), change: None, changed: Changed::Many });
    }
    trials
}
