//! Designations that differ in one mark of their order: 一级B标准 for 一级A标准, 三级乙等 for 三级甲等, 3A级 for 4A级.

use super::numeral;
use super::wording::{after_openings, contains_any};
use super::{Verdict, fold};

/// Marks of one order, the best first.
const ORDERS: [&str; 2] = ["甲乙丙丁", "abcd"];

/// What is designated by them.
const DESIGNATED: &str = "级 等 类 标准 档";

/// What is graded by how bad it is.
const TROUBLES: &str = "危房 危险 风险 事故 灾 预警 隐患 响应 病";

/// What an actual value comes to that is the target but for its mark; `None` where it is none, or where the name speaks of
/// troubles, of which the worst may have the first mark.
pub(super) fn verdict(name: &str, target: &[char], actual: &[char]) -> Option<Verdict> {
    const OPENINGS: [&str; 8] = ["已", "达到", "获评", "评为", "被评为", "创建", "成功", "为"];
    if !contains_any(target, DESIGNATED) && !target.contains(&'星') {
        return None;
    }
    let actual = after_openings(actual, &OPENINGS);
    let before = target.iter().zip(actual).take_while(|(one, other)| one == other).count();
    let (wanted, told) = (target.get(before..)?, actual.get(before..)?);
    let ((own, rest), (other, behind)) = (wanted.split_first()?, told.split_first()?);
    let in_name = |at: usize| target.get(at).is_some_and(char::is_ascii_alphanumeric);
    if rest != behind || contains_any(&fold(name), TROUBLES) {
        return None;
    }
    // So many A or stars: more are better.
    let counted = matches!(rest.first(), Some('a' | '星'));
    let met = if counted {
        let count =
            |at: &[char]| numeral::read(at, 0).filter(|number| number.len == 1).map(|number| number.value);
        count(told)? > count(wanted)?
    } else {
        let place = |order: &str, c: &char| order.chars().position(|mark| mark == *c);
        let of_order = |order: &str| Some(place(order, other)? < place(order, own)?);
        let alone = !rest.first().is_some_and(char::is_ascii_alphanumeric)
            && !before.checked_sub(1).is_some_and(|last| own.is_ascii() && in_name(last));
        ORDERS.into_iter().find_map(of_order).filter(|_| alone)?
    };
    Some(if met { Verdict::Met } else { Verdict::Unmet })
}
