//! What is paid to people at a rate that was promised to them: 补助标准, 供养标准, 奖励标准.

use super::super::expression::Expression;
use super::super::normalise::fold;
use super::super::unit::{Kind, Word};
use super::super::wording::{contains, contains_any};

/// Payments to people, and to farms and firms for what they do.
const PAYMENTS: &str = "补助 补贴 津贴 供养 救助 奖励 报酬 直补 抚恤 优抚 优待金 低保 保障金 助学金 奖学金 资助 慰问 奖补 补偿 养老金 \
     抚养费 生活费 护理费 丧葬费 安置费 退役金 生均 学生人均";

/// Whether an indicator is the rate of a payment, which is kept and not pushed down, even where its heading makes a cost of it or a word of
/// its name does (生活费标准).
pub(super) fn is_named(name: &str, target: &Expression) -> bool {
    let name = fold(name);
    contains_any(&name, PAYMENTS) && (contains(&name, "标准") || is_for_each(target))
}

/// Whether a target is so much money for each person, household or plot.
fn is_for_each(target: &Expression) -> bool {
    target.measures.iter().any(|m| {
        let each = m.per.is_some_and(|per| {
            matches!(per.unit.kind, Kind::People | Kind::Households | Kind::Area)
                || matches!(per.unit.word, Word::Known("头" | "只"))
        });
        m.unit.kind == Kind::Money && each
    })
}
