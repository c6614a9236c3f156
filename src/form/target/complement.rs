//! A rate of the opposite: 不满意率3% for a 满意度, 差评率1.5% for a 好评率.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure};
use super::fold;
use super::unit::Kind;
use super::wording::{contains, contains_any, contains_run, starts};

/// Rates of two that leave nothing between them, each pair the other's opposite.
const PAIRS: [(&str, &str); 27] = [
    ("好评", "差评"),
    ("出勤", "缺勤"),
    ("成功", "失败"),
    ("准点", "晚点"),
    ("正确", "错误"),
    ("准确", "差错"),
    ("准确", "错误"),
    ("准确", "误差"),
    ("在线", "离线"),
    ("达标", "超标"),
    ("胜诉", "败诉"),
    ("按时", "超时"),
    ("按时", "逾期"),
    ("按期", "逾期"),
    ("按期", "延期"),
    ("及时", "超时"),
    ("及时", "逾期"),
    ("及时", "延误"),
    ("完好", "破损"),
    ("完好", "损坏"),
    ("完好", "损毁"),
    ("完好", "故障"),
    ("正常", "异常"),
    ("正常", "故障"),
    ("成活", "死亡"),
    ("存活", "死亡"),
    ("入住", "空置"),
];

/// Characters of which every opposite has one.
const OPPOSING: [char; 18] = [
    '不', '未', '非', '差', '缺', '败', '晚', '错', '离', '超', '逾', '延', '误', '损', '障', '异', '死',
    '空',
];

/// Of what those who are neither the one nor the other have a share: 基本满意, 一般.
const WITH_A_MIDDLE: &str = "满意 好评 优良 优秀 差评";

/// The rate that is asked for, where the actual value gives the rate of its opposite; of opinions no more than a bound, since some
/// have none.
pub(super) fn of(
    name: &str,
    part: &Measure,
    target: &Expression,
    actual: &Expression,
    told: &Measure,
) -> Option<Measure> {
    /// Characters of the longest words that name a rate.
    const LONGEST: usize = 60;
    let ratios = part.unit.kind == Kind::Ratio && told.unit.kind == Kind::Ratio && told.change.is_none();
    // Most rates stand alone, or beside nothing that could deny or oppose.
    let behind = actual.behind(told);
    let of_those = behind.starts_with(&['的']);
    if !ratios || (told.start == told.clause && !of_those) {
        return None;
    }
    let said = actual.before(told);
    let own = target.before(part);
    if said.len().max(own.len()) > LONGEST || name.len() > 3 * LONGEST {
        return None;
    }
    let opposes = |c: char| OPPOSING.contains(&c);
    let behind = if of_those { behind } else { &[] };
    if !said.iter().chain(own).chain(behind).copied().any(opposes) && !name.contains(opposes) {
        return None;
    }
    let named: Vec<char> = fold(name).into_iter().chain(['|']).chain(own.iter().copied()).collect();
    let stem = denied_of_those(behind, &named)
        .or_else(|| denied_stem(said, &named))
        .or_else(|| denied_stem(&named, said))
        .or_else(|| paired(said, &named))?;
    let Amount::Exact(value) = told.amount else { return None };
    let whole = Decimal::ONE_HUNDRED.checked_div(told.unit.factor)?;
    let rest = whole.checked_sub(value).filter(|rest| !rest.is_sign_negative())?;
    let amount = if contains_any(&stem, WITH_A_MIDDLE) {
        Amount::Range(Decimal::ZERO, rest)
    } else {
        Amount::Exact(rest)
    };
    Some(Measure { amount, comparator: None, ..told.clone() })
}

/// What those of whom a share is told deny: 满意 of 10%的群众表示不满意.
fn denied_of_those(behind: &[char], named: &[char]) -> Option<Vec<char>> {
    let stem = behind.get(behind.len().checked_sub(2)?..)?;
    let denied = matches!(behind.get(behind.len().checked_sub(3)?), Some('不' | '未'));
    (denied && contains_run(named, stem) && !contains(named, "不") && !contains(named, "未"))
        .then(|| stem.to_vec())
}

/// What one text denies (满意 of 不满意率) and the other says without denying it.
fn denied_stem(denying: &[char], saying: &[char]) -> Option<Vec<char>> {
    (0..denying.len()).find_map(|at| {
        matches!(denying.get(at), Some('不' | '未' | '非')).then_some(())?;
        let stem: String = denying.get(at + 1..at + 3)?.iter().collect();
        let denied = |text: &[char], at: usize| {
            at.checked_sub(1).is_some_and(|before| matches!(text.get(before), Some('不' | '未' | '非')))
        };
        let mut places = (0..saying.len()).filter(|at| starts(saying, *at, &stem)).peekable();
        places.peek()?;
        let mut own = (0..denying.len()).filter(|at| starts(denying, *at, &stem));
        (places.all(|at| !denied(saying, at) && is_rate(saying, at))
            && own.all(|at| denied(denying, at) && is_rate(denying, at)))
        .then(|| stem.chars().collect())
    })
}

/// Whether the two characters at `at` are what a rate is of: not the 合格 of 不合格产品处置率.
fn is_rate(text: &[char], at: usize) -> bool {
    matches!(text.get(at + 2), None | Some('率' | '度' | '比' | '占' | '为' | '达' | '的' | ':' | '|'))
}

/// One word of a pair as the rate that is given, and the other in the name or the target.
fn paired(said: &[char], named: &[char]) -> Option<Vec<char>> {
    let rate = |word: &str| (0..said.len()).any(|at| starts(said, at, word) && is_rate(said, at));
    let of = |one: &str, other: &str| rate(one) && contains(named, other) && !contains(named, one);
    let (one, _) = PAIRS.into_iter().find(|(one, other)| of(one, other) || of(other, one))?;
    Some(one.chars().collect())
}
