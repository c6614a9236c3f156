//! Targets and actual values that say the same in other terms: `第18个工作日` for a number of days, `0.985` beside `98`.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::expression::{Expression, Measure};
use super::unit::Kind;
use super::{fold, reader};

/// 第18个工作日 for 15个工作日 tells how long it took.
pub(super) fn ordinal_days(target: &Expression, actual: &Expression) -> Option<Rc<Expression>> {
    let of_days = |m: &Measure| m.unit.kind.is_time();
    let [part] = target.measures.as_slice() else { return None };
    if !of_days(part) || !actual.measures.is_empty() || !actual.moments.is_empty() {
        return None;
    }
    let mut parts = actual.written.split('第');
    let (before, behind) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let told =
        reader::read(&format!("{before}{}", behind.replacen('日', "天", 1).replacen("工作天", "工作日", 1)));
    (told.measures.len() == 1 && told.measures.iter().all(of_days)).then_some(told)
}

/// A target of a rate that stands without its sign beside an actual value that is a fraction: 98 for 0.985.
pub(super) fn in_per_cent(name: &str, target: &Expression, actual: &Expression) -> Option<Expression> {
    const RATES: [&str; 5] = ["率", "比例", "占比", "比重", "满意度"];
    /// A target of less may be no rate in per cent, or the fraction one of its own.
    const LEAST: Decimal = Decimal::from_parts(50, 0, 0, false, 0);
    let name: String = fold(name).into_iter().collect();
    let name = name.split('(').next().unwrap_or_default();
    let ([part], [told]) = (target.measures.as_slice(), actual.measures.as_slice()) else { return None };
    let bare = |m: &Measure| m.unit.kind == Kind::Bare && m.per.is_none();
    let (asked, figure) = (part.amount.figure(), told.amount.figure());
    let fraction = figure > Decimal::ZERO && figure <= Decimal::ONE;
    let is_rate = bare(part) && bare(told) && RATES.iter().any(|rate| name.ends_with(rate));
    if !(is_rate && fraction && asked >= LEAST && asked <= Decimal::ONE_HUNDRED) {
        return None;
    }
    let mut target = target.clone();
    target.measures.iter_mut().for_each(|m| m.unit = reader::percent().0);
    Some(target)
}
