//! Figures in running text, with what they are said of: `案件办结率 100%` in a year's goals.

use rust_decimal::Decimal;

use super::conversion;
use super::expression::{Expression, Listed, Measure};
use super::interval::{Interval, Relation};
use super::moment::Moment;
use super::numeral;
use super::reader;
use super::unit::Unit;
use super::vocabulary::{Cue, Sign};

/// A figure of a text and the words that it is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The words before it in its clause, folded: `信访案件办结率`.
    pub subject: String,
    /// The figure as people write it: `100%`.
    pub shown: String,
    /// What it may stand for, in its unit's base.
    possible: Interval,
    unit: Unit,
}

/// The numbers of a target or of an actual value, to be compared with many figures.
#[derive(Debug)]
pub(crate) struct Numbers(Vec<Measure>);

impl Numbers {
    /// A text of more numbers is a list, with which no figure can be compared.
    const MOST: usize = 100;

    /// Those of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let measures = reader::read(text).measures;
        Self(if measures.len() > Self::MOST { Vec::new() } else { measures })
    }
}

/// Words between a subject and its figure.
const LINKS: &str = "达到了 达到 达 为 是 约 至 到 在 已 均 仅 只 只有 仅有 已达 保持 实现 完成 提升 提高 升 降 增 增长 上升 缩短 ( : 分别 不低于 不少于 超过 高于 ≥ > 全年 ,";

/// The figures of a text. Left out are those that speak of other years, of changes and of plans, those that are denied,
/// and clauses with several figures, whose subjects nobody can tell apart.
/// A figure of the form's own `year` is none of another.
pub fn figures(text: &str, year: Option<i32>) -> Vec<Figure> {
    let spaced: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let sentences = spaced.split(['。', '；', ';', '！']).filter(|sentence| numeral::may_be_in(sentence));
    sentences.flat_map(|sentence| of_sentence(sentence, year)).collect()
}

/// The figures of a sentence. 到2025年，满意度达到98%: what a clause says of another year holds for those behind it, until
/// one comes back to the form's own.
fn of_sentence(sentence: &str, year: Option<i32>) -> Vec<Figure> {
    let mut elsewhere = false;
    let mut found = Vec::new();
    for clause in sentence.split(['，', '、', '（', '）', '(', ')']) {
        let says = |words: &str| words.split_ascii_whitespace().any(|word| clause.contains(word));
        elsewhere = (elsewhere || says(PERIODS)) && !says(OWN_YEAR);
        if !numeral::may_be_in(clause) {
            continue;
        }
        let expression = reader::read(without_label(clause));
        let told: String = expression.text.iter().collect();
        let years = expression.moments.iter().filter_map(|moment| moment.year.map(i32::from));
        let own = years.clone().any(|named| Some(named) == year);
        elsewhere = (elsewhere || years.clone().any(|named| Some(named) != year)) && !own;
        if !elsewhere {
            found.extend(figure(&expression, &told, year));
        }
    }
    found
}

/// A clause without the label before it: 目标：验收合格率95%. In 验收合格率：95% the label is what the figure is said of.
fn without_label(clause: &str) -> &str {
    let behind = clause.split_once(['：', ':']).map(|(_, behind)| behind);
    behind
        .filter(|text| text.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()))
        .unwrap_or(clause)
}

/// Words that come back to the form's own year.
const OWN_YEAR: &str = "今年 本年 当年 全年 目前 实际";
/// Words for more than the form's own year.
const PERIODS: &str = "十三五 十四五 十五五 规划期 期间";

/// The one figure of a clause.
fn figure(expression: &Expression, folded: &str, year: Option<i32>) -> Option<Figure> {
    const OTHER_YEARS: [&str; 9] = ["上年", "去年", "同期", "往年", "同比", "环比", "较", "前一年", "以来"];
    let [measure] = expression.measures.as_slice() else { return None };
    let own_year = |moment: &Moment| moment.year_only && moment.year.map(i32::from) == year;
    let other =
        OTHER_YEARS.iter().any(|word| folded.contains(word)) || !expression.moments.iter().all(own_year);
    // What is counted for each of a list is no number of all of it.
    if measure.listed != Listed::Not {
        return None;
    }
    let told = expression.cues.has_any(&[Cue::Negation, Cue::Planned, Cue::None, Cue::SetBack, Cue::Failed]);
    // 未达到95% says what it is not.
    let denied = measure.comparator.is_some_and(|c| c.sign == Sign::LessThan);
    if other || told || denied || measure.change.is_some() || measure.amount.is_span() {
        return None;
    }
    let before: String = expression.text.get(..measure.start)?.iter().collect();
    let mut subject = before.as_str();
    while let Some(shorter) = LINKS.split_ascii_whitespace().find_map(|link| subject.strip_suffix(link)) {
        subject = shorter;
    }
    Some(Figure {
        subject: subject.to_owned(),
        shown: measure.shown(measure.amount.figure()),
        possible: values(measure)?,
        unit: measure.unit,
    })
}

/// What a measure may stand for, in its unit's base.
fn values(measure: &Measure) -> Option<Interval> {
    conversion::possible(measure)?.scaled(measure.unit.factor)
}

impl Figure {
    /// Whether it is counted as the numbers of `text` are, and one of them agrees with it; `None` where `text` has no
    /// number that it could agree with.
    ///
    /// ```
    /// use ziping::form::figures;
    /// let text = figures("全年案件办结率达100%", Some(2021));
    /// assert_eq!(text[0].agrees_with("100%"), Some(true));
    /// assert_eq!(text[0].agrees_with("90%"), Some(false));
    /// assert_eq!(text[0].agrees_with("12宗"), None);
    /// ```
    pub fn agrees_with(&self, text: &str) -> Option<bool> {
        self.agrees_with_one_of(&Numbers::of(text))
    }

    /// The same of numbers that were read before.
    pub(crate) fn agrees_with_one_of(&self, numbers: &Numbers) -> Option<bool> {
        let alike = |m: &&Measure| {
            m.unit.kind == self.unit.kind && (!m.unit.kind.is_count() || m.unit.is_same(&self.unit))
        };
        let mut comparable = numbers.0.iter().filter(alike).peekable();
        comparable.peek()?;
        Some(comparable.any(|measure| self.agrees(measure).unwrap_or(true)))
    }

    fn agrees(&self, measure: &Measure) -> Option<bool> {
        let figure = measure.amount.figure().checked_mul(measure.unit.factor)?;
        let point = Interval::point(figure).relation(&self.possible) == Relation::Within;
        // A range or an approximation agrees with whatever it admits.
        let loose = self.possible.relation(&measure.amount.values()?.scaled(measure.unit.factor)?);
        Some(point || loose != Relation::Outside)
    }

    /// Whether it is a rate in per cent.
    pub fn is_rate(&self) -> bool {
        self.unit.kind == super::unit::Kind::Ratio
    }
}

/// How much of a numeric target was reached, as a fraction, where more is better and both are one number in one unit.
///
/// ```
/// use rust_decimal::Decimal;
/// use ziping::form::completion;
/// assert_eq!(completion("更换器材", "≥120件", "96件"), Some(Decimal::new(8, 1)));
/// assert_eq!(completion("家长满意度", "≥90%", "81"), Some(Decimal::new(9, 1)));
/// assert_eq!(completion("投诉件数", "≤3件", "5件"), None);
/// ```
pub fn completion(name: &str, target: &str, actual: &str) -> Option<Decimal> {
    use super::direction::{Direction, Trend};
    use super::requirement::Requirement;
    let (target, actual) = (reader::read(target), reader::read(actual));
    let ([least], [reached]) = (target.measures.as_slice(), actual.measures.as_slice()) else { return None };
    if least.listed != reached.listed {
        return None;
    }
    let direction = Direction::of(name);
    let requirement = Requirement::of(least, &direction)?;
    if requirement.trend != Some(Trend::MoreIsBetter) {
        return None;
    }
    let readings = conversion::readings(least, requirement.acceptable, reached, &direction).ok()?;
    let share = |reading: &conversion::Reading| {
        (reading.target > Decimal::ZERO).then(|| reading.figure.checked_div(reading.target)).flatten()
    };
    match readings.as_slice() {
        [reading] => share(reading),
        // A bare 85 for 90% may be meant in two ways; the one that is short of the target by less counts.
        several => several.iter().filter_map(share).filter(|share| *share < Decimal::ONE).max(),
    }
}

/// Whether a target can be measured: it has a number, a date, a grade, or wants none or all of something.
///
/// ```
/// use ziping::form::is_measurable;
/// assert!(is_measurable("≥95%") && is_measurable("12月底前") && is_measurable("不发生"));
/// assert!(!is_measurable("显著提升"));
/// ```
pub fn is_measurable(target: &str) -> bool {
    let expression = reader::read(target);
    !expression.measures.is_empty()
        || !expression.moments.is_empty()
        || expression.lone.is_some()
        || expression.cues.has_any(&[Cue::Whole, Cue::OnTime])
        || super::absence::is_wanted(&expression)
        || super::grade::Grade::of(&expression.text).is_some()
}

/// Whether an actual value says the target's own figure: the same text, or the same numbers in the same units whatever
/// comparator the target has.
pub fn is_exactly(target: &str, actual: &str) -> bool {
    let (target, actual) = (reader::read(target), reader::read(actual));
    let same = |(a, b): (&Measure, &Measure)| {
        let figures =
            (a.amount.figure().checked_mul(a.unit.factor), b.amount.figure().checked_mul(b.unit.factor));
        a.unit.kind == b.unit.kind && a.listed == b.listed && figures.0 == figures.1
    };
    target.text == actual.text
        || (!target.measures.is_empty()
            && target.measures.len() == actual.measures.len()
            && target.measures.iter().zip(&actual.measures).all(same))
}

#[cfg(test)]
mod tests {
    use super::figures;

    fn subjects(text: &str) -> Vec<String> {
        figures(text, Some(2021)).into_iter().map(|f| format!("{}={}", f.subject, f.shown)).collect()
    }

    #[test]
    fn figures_with_what_they_are_said_of() {
        assert_eq!(
            subjects("认真落实责任，信访案件办结率 100%，全年发出督办函264份。"),
            ["信访案件办结率=100%", "全年发出督办函=264份"]
        );
    }

    #[test]
    fn other_years_plans_and_denials_are_left_out() {
        assert!(
            subjects("办结率较上年提高5%，力争满意度达到98%，及时率未达到95%，2020年知晓率90%").is_empty()
        );
    }
}
