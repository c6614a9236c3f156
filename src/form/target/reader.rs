//! Reading an expression: one pass over its characters, which never fails. What it does not know it passes over.

use rust_decimal::Decimal;

use super::expression::{Amount, Expression, Measure, Per};
use super::numeral::{self, Numeral};
use super::unit::{self, Kind, Unit};
use super::vocabulary::{Change, Comparator, Cue, Manner, Reach, Sign, Word, words};
use super::{moment, normalise};

/// Reads a target or an actual value.
pub(super) fn read(text: &str) -> Expression {
    let folded = normalise::fold(text);
    let mut reader = Reader { text: &folded, ..Reader::default() };
    reader.run();
    let Reader { mut expression, pending, .. } = reader;
    if expression.measures.is_empty() && expression.moments.is_empty() {
        expression.lone = pending.comparator;
    }
    expression.text = folded;
    expression
}

/// What was said before a number and waits for it.
#[derive(Debug, Clone, Copy, Default)]
struct Pending {
    comparator: Option<Comparator>,
    about: bool,
    nearly: bool,
    change: Option<Change>,
    planned: bool,
    of_period: bool,
}

/// A frequency or a per-unit that waits for its number, across commas: `每季度组织培训，不少于2次`.
#[derive(Debug, Clone, Copy, Default)]
struct Each {
    times_a_year: Option<Decimal>,
    per: Option<Per>,
}

#[derive(Debug, Default)]
struct Reader<'a> {
    text: &'a [char],
    at: usize,
    expression: Expression,
    pending: Pending,
    each: Each,
    annual: bool,
    /// How many brackets are open.
    depth: usize,
    /// Behind 其中, until the part ends.
    among: bool,
    /// The measure of this clause that a comparator behind it may still reach.
    last: Option<usize>,
}

/// A number with its unit, as it was read.
#[derive(Debug, Clone, Copy)]
struct Figure {
    number: Numeral,
    and_more: bool,
    unit: Option<Unit>,
    end: usize,
}

impl Reader<'_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            // 零 and 一 begin both words and numbers: a number with its unit is meant first.
            if self.moment() || self.enumerator() || self.word() || self.number() {
                continue;
            }
            self.skip();
        }
    }

    /// Passes over a character; latin names take the figures in them along (PM2.5, A4).
    fn skip(&mut self) {
        let Some(&c) = self.text.get(self.at) else { return };
        self.at += 1;
        let names = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
        if c.is_ascii_alphabetic() || c.is_ascii_digit() {
            while self.text.get(self.at).is_some_and(names) {
                self.at += 1;
            }
        } else if c == '第' || c == '#' {
            while self.text.get(self.at).is_some_and(char::is_ascii_digit) {
                self.at += 1;
            }
        }
    }

    fn moment(&mut self) -> bool {
        // 每月15日 is a frequency, 3个月 a stretch; both are read as numbers.
        if self.text.get(self.at.wrapping_sub(1)) == Some(&'每') || self.pending_range() {
            return false;
        }
        let Some((mut moment, len)) = moment::read(self.text, self.at) else { return false };
        if let Some(comparator) = self.pending.comparator.take() {
            moment.before |= matches!(comparator.sign, Sign::AtMost | Sign::LessThan);
        }
        let stretch = moment.first != moment.last && !moment.year_only;
        self.pending.of_period |= stretch && !moment.is_years_end() || follows_half(self.text, self.at);
        self.annual |= moment.year_only || (moment.first == (1, 1) && moment.is_years_end());
        self.expression.moments.push(moment);
        self.at += len;
        true
    }

    /// Whether the text before is a number that a range goes on from.
    fn pending_range(&self) -> bool {
        self.at > 0 && self.text.get(self.at - 1).is_some_and(|c| c.is_ascii_digit() || *c == '.')
    }

    /// `1.`, `2、`, `(3)` at the beginning of a part number it and mean nothing.
    fn enumerator(&mut self) -> bool {
        let begins =
            self.at == 0 || matches!(self.text.get(self.at - 1), Some(',' | ';' | '。' | '(' | '、'));
        if !begins {
            return false;
        }
        let digits = self.text[self.at..].iter().take_while(|c| c.is_ascii_digit()).count();
        if !(1..=2).contains(&digits) {
            return false;
        }
        let next = self.text.get(self.at + digits);
        let beyond = self.text.get(self.at + digits + 1);
        let marks = match next {
            Some('.' | '、') => beyond.is_some_and(|c| !c.is_ascii_digit()),
            Some(')') => self.depth == 0 || beyond.is_some_and(|c| !matches!(c, ',' | ';' | '。')),
            _ => false,
        };
        // A remark that is a number alone, (95), is no enumerator: only one at the part's very beginning is.
        let in_bracket = self.at > 0 && self.text.get(self.at - 1) == Some(&'(');
        if !marks || (in_bracket && self.at != 1) {
            return false;
        }
        self.at += digits + 1;
        if next == Some(&')') {
            self.depth = self.depth.saturating_sub(1);
        }
        true
    }

    fn word(&mut self) -> bool {
        let Some((len, word)) = words().longest(self.text, self.at) else { return false };
        let (word, end) = (*word, self.at + len);
        let number_next = self.number_begins(end);
        match word {
            Word::Before(comparator, reach) => {
                if reach == Reach::Adjacent && !number_next {
                    self.pass_cue(len);
                    return true;
                }
                // 实现 and 达到 add nothing where the requirement is already said: 不低于…达到.
                if comparator.manner != Manner::Attained || self.pending.comparator.is_none() {
                    self.pending.comparator = Some(comparator);
                }
            }
            Word::After(comparator, reach) => self.behind(comparator, reach),
            Word::About => self.pending.about = true,
            Word::Nearly => {
                if number_next {
                    self.pending.nearly = true;
                }
            }
            Word::Every => {
                self.at = end;
                self.every();
                return true;
            }
            Word::Average(unit) => self.each_of(unit, Decimal::ONE),
            Word::Annual => self.annual = true,
            Word::Changed(change) => self.pending.change = Some(change),
            Word::NoGrowth(sign) => {
                // 负增长3% is a fall of 3 %; without a number both say no more than which side of nought.
                if number_next {
                    self.pending.change = Some(Change::Fall);
                } else {
                    self.pending.change = Some(Change::Rise);
                    self.pending.comparator = Some(Comparator { sign, manner: Manner::Stated });
                    self.push(Measure { unit: percent().0, ..Measure::bare(Amount::Exact(Decimal::ZERO)) });
                }
            }
            Word::Level => self.level(),
            Word::PartsPer(places) => {
                self.at = end;
                self.spelled_rate(places);
                return true;
            }
            Word::Separator => self.separate(),
            Word::Open => self.depth += 1,
            Word::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.pending = Pending::default();
            }
            Word::Among => self.among = true,
            Word::Cue(cue) => {
                self.expression.cues.add(cue);
                self.pending.planned |= cue == Cue::Planned;
            }
            Word::Plain => {}
        }
        self.at = end;
        true
    }

    /// 与上年持平: neither above nor below.
    fn level(&mut self) {
        self.pending.comparator = Some(Comparator { sign: Sign::Equal, manner: Manner::Stated });
    }

    /// A comparator that has no number beside it is a word like any other; a negation in it stays one.
    fn pass_cue(&mut self, len: usize) {
        if let Some('不' | '未' | '没') = self.text.get(self.at) {
            self.expression.cues.add(Cue::Negation);
        }
        self.at += len;
    }

    /// A comparator behind its number.
    fn behind(&mut self, comparator: Comparator, reach: Reach) {
        let Some(measure) = self.last.and_then(|last| self.expression.measures.get_mut(last)) else { return };
        let beside = self.text.get(self.at.wrapping_sub(1)).is_some_and(|c| *c != '度' && *c != '区');
        if reach == Reach::Adjacent && !beside {
            return;
        }
        if comparator.sign == Sign::About {
            if let Amount::Exact(value) = measure.amount {
                measure.amount = Amount::About(value);
            }
            return;
        }
        // 控制在5%以内: the frame around the number is a requirement, as the word before it is.
        let manner = match measure.comparator {
            Some(Comparator { manner: Manner::Required, .. }) => Manner::Required,
            _ => comparator.manner,
        };
        measure.comparator = Some(Comparator { sign: comparator.sign, manner });
        self.last = None;
    }

    /// Ends a clause.
    fn separate(&mut self) {
        let c = self.text.get(self.at);
        self.pending = Pending::default();
        self.last = None;
        if matches!(c, Some(';' | '。')) {
            self.among = false;
            self.each = Each::default();
        }
    }

    /// Whether a number begins at `at`.
    fn number_begins(&self, at: usize) -> bool {
        match self.text.get(at) {
            Some(c) if c.is_ascii_digit() => true,
            Some('-' | '百') => true,
            Some(_) => numeral::read(self.text, at).is_some(),
            None => false,
        }
    }

    /// What stands behind 每: a time, or what is counted for each.
    fn every(&mut self) {
        let (count, len) = match numeral::read(self.text, self.at) {
            Some(n) => (n.value, n.len),
            None => (Decimal::ONE, 0),
        };
        if let Some((unit, unit_len)) = unit::read(self.text, self.at + len) {
            self.at += len + unit_len;
            self.each_unit(unit, count);
        }
    }

    fn each_of(&mut self, word: &str, count: Decimal) {
        let chars: Vec<char> = word.chars().collect();
        if let Some((unit, _)) = unit::read(&chars, 0) {
            self.each_unit(unit, count);
        }
    }

    fn each_unit(&mut self, unit: Unit, count: Decimal) {
        if unit.kind.is_time() {
            self.each.times_a_year = times_a_year(unit, count);
        } else {
            // 每人每次 is 每人次.
            let attendance = unit::read(&['人', '次'], 0).map(|(unit, _)| unit);
            let each_time = matches!(unit.word, unit::Word::Known("次" | "场"));
            let of_people = self.each.per.is_some_and(|per| per.unit.kind == Kind::People);
            let unit = attendance.filter(|_| each_time && of_people).unwrap_or(unit);
            self.each.per = Some(Per { count, unit });
        }
    }

    /// `百分之九十五`
    fn spelled_rate(&mut self, places: u32) {
        let Some(number) = numeral::read(self.text, self.at) else { return };
        self.at += number.len;
        let Some(value) = number.value.checked_mul(Decimal::new(1, places)) else { return };
        let (percent, _) = percent();
        // 百分之 stands before the number.
        let start = self.at.saturating_sub(number.len + 3);
        let measure = Measure { unit: percent, start, ..Measure::bare(Amount::Exact(value)) };
        self.push(measure);
    }

    /// A number with all that belongs to it.
    fn number(&mut self) -> bool {
        let start = self.at;
        let before = start.checked_sub(1).and_then(|i| self.text.get(i)).copied();
        if before.is_some_and(|c| c.is_ascii_alphabetic()) {
            return false;
        }
        let negative = matches!(self.text.get(start), Some('-' | '负'))
            && self.text.get(start + 1).is_some_and(char::is_ascii_digit);
        let Some(figure) = self.figure(start + usize::from(negative)) else { return false };
        let alone = before.is_none_or(|c| matches!(c, ',' | ';' | '。' | '(' | ':'));
        if figure.number.chinese
            && figure.unit.is_none()
            && !(alone && self.ends(figure.end))
            && !self.waits()
        {
            return false;
        }
        // A figure that runs into latin letters is a name: 5G, 4A级.
        if figure.unit.is_none() && self.text.get(figure.end).is_some_and(char::is_ascii_alphabetic) {
            return false;
        }
        let sign = if negative { -Decimal::ONE } else { Decimal::ONE };
        let mut measure = Measure {
            start,
            scale: figure.number.scale,
            unit: figure.unit.unwrap_or(Unit::BARE),
            ..Measure::bare(Amount::Exact(sign * figure.number.value))
        };
        if figure.and_more {
            measure.amount = Amount::AndMore(figure.number.value);
        }
        self.at = figure.end;
        self.span(&mut measure);
        self.denominator(&mut measure);
        self.quotient(&mut measure);
        self.push(measure);
        true
    }

    /// Whether something was said that needs a number.
    fn waits(&self) -> bool {
        self.pending.comparator.is_some() || self.pending.about
    }

    /// Whether a part ends at `at`.
    fn ends(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|c| matches!(c, ',' | ';' | '。' | '、' | ')'))
    }

    /// The number at `at` with its unit.
    fn figure(&self, at: usize) -> Option<Figure> {
        let number = numeral::read(self.text, at)?;
        let mut end = at + number.len;
        let and_more = matches!(self.text.get(end), Some('余' | '多'));
        end += usize::from(and_more);
        let mut unit = unit::read(self.text, end);
        if unit.is_none() {
            unit = self.counting_word(end).map(|c| (Unit::counting(c), 1));
        }
        let end = end + unit.map_or(0, |(_, len)| len);
        // 九成六 is 96 %.
        if number.chinese
            && self.text.get(end - 1) == Some(&'成')
            && let Some(tenth) = numeral::read(self.text, end).filter(|n| n.chinese && n.len == 1)
            && let Some(value) =
                tenth.value.checked_div(Decimal::TEN).and_then(|v| number.value.checked_add(v))
        {
            let number = Numeral { value, ..number };
            return Some(Figure { number, and_more, unit: unit.map(|(unit, _)| unit), end: end + tenth.len });
        }
        // 人余, 元多: the remainder may stand behind the unit as well.
        let late_more = unit.is_some() && self.text.get(end) == Some(&'余');
        Some(Figure {
            number,
            and_more: and_more || late_more,
            unit: unit.map(|(unit, _)| unit),
            end: end + usize::from(late_more),
        })
    }

    /// A single character that is no word of the grammar, between a figure and the end of its part, counts things.
    fn counting_word(&self, at: usize) -> Option<char> {
        let c = *self.text.get(at)?;
        let is_han = ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let known =
            words().longest(self.text, at).is_some() || matches!(c, '至' | '到' | '前' | '后' | '的' | '号');
        (is_han && !known && self.ends(at + 1)).then_some(c)
    }

    /// `90%-95%`, `12~15台`, `98%±1%`.
    fn span(&mut self, measure: &mut Measure) {
        let Amount::Exact(low) = measure.amount else { return };
        let joint = self.text.get(self.at).copied();
        let tolerance = joint == Some('±');
        if !tolerance && !matches!(joint, Some('-' | '~' | '至' | '到')) {
            return;
        }
        let mut next = self.at + 1;
        // 5%--8%: a dash is often typed twice.
        while !tolerance && self.text.get(next).copied() == joint && matches!(joint, Some('-' | '~')) {
            next += 1;
        }
        let negative = !tolerance && joint != Some('-') && self.text.get(next) == Some(&'-');
        next += usize::from(negative);
        let Some(figure) = self.figure(next).filter(|f| !f.number.chinese || f.unit.is_some()) else {
            return;
        };
        let mut high = figure.number.value;
        if negative {
            high = -high;
        }
        let mut low = low;
        match (measure.unit.kind, figure.unit) {
            (Kind::Bare, Some(unit)) => {
                measure.unit = unit;
                // 3-5万元 counts both in 万.
                if measure.scale == Decimal::ONE && figure.number.scale != Decimal::ONE {
                    low = low.checked_mul(figure.number.scale).unwrap_or(low);
                    measure.scale = figure.number.scale;
                }
            }
            (_, None) => {
                if measure.scale != Decimal::ONE && figure.number.scale == Decimal::ONE {
                    high = high.checked_mul(measure.scale).unwrap_or(high);
                }
            }
            (kind, Some(unit)) if unit.kind == kind => {
                // 30分钟-1小时: both in the first one's unit.
                match high.checked_mul(unit.factor).and_then(|v| v.checked_div(measure.unit.factor)) {
                    Some(converted) => high = converted,
                    None => return,
                }
            }
            _ => return,
        }
        measure.amount = if tolerance { Amount::Tolerance(low, high) } else { Amount::Range(low, high) };
        self.at = figure.end;
    }

    /// `次/月`, `元/人`, `微克/立方米`.
    fn denominator(&mut self, measure: &mut Measure) {
        while self.text.get(self.at) == Some(&'/') && measure.unit.kind != Kind::Bare {
            let next = self.at + 1;
            let (count, len) = match numeral::read(self.text, next) {
                Some(n) => (n.value, n.len),
                None => (Decimal::ONE, 0),
            };
            let skip = usize::from(self.text.get(next + len) == Some(&'每'));
            let Some((unit, unit_len)) = unit::read(self.text, next + len + skip) else { return };
            if unit.kind.is_time() && !measure.unit.kind.is_time() {
                measure.times_a_year = times_a_year(unit, count);
            } else {
                measure.per = Some(Per { count, unit });
            }
            self.at = next + len + skip + unit_len;
        }
    }

    /// `240/250` is the quotient; `12/10万` is 12 of so many, which both sides name alike.
    fn quotient(&mut self, measure: &mut Measure) {
        let Amount::Exact(value) = measure.amount else { return };
        if self.text.get(self.at) != Some(&'/') || measure.unit.kind != Kind::Bare {
            return;
        }
        let Some(figure) = self.figure(self.at + 1).filter(|f| !f.and_more) else { return };
        if figure.number.scale != Decimal::ONE || figure.unit.is_some_and(|unit| unit.kind.is_count()) {
            let unit = figure.unit.unwrap_or(Unit::BARE);
            measure.per = Some(Per { count: figure.number.value, unit });
        } else if let (Some(quotient), None) = (value.checked_div(figure.number.value), figure.unit) {
            measure.amount = Amount::Exact(quotient);
        } else {
            return;
        }
        self.at = figure.end;
    }

    /// Adds a measure with what waited for it.
    fn push(&mut self, mut measure: Measure) {
        let pending = std::mem::take(&mut self.pending);
        if let Amount::Exact(value) = measure.amount {
            if pending.about {
                measure.amount = Amount::About(value);
            } else if pending.nearly {
                measure.amount = Amount::Nearly(value);
            }
        }
        measure.comparator = pending.comparator;
        measure.change = pending.change;
        measure.planned = pending.planned;
        measure.of_period = pending.of_period;
        measure.aside = self.depth > 0 || self.among;
        measure.annual = std::mem::take(&mut self.annual);
        let each = std::mem::take(&mut self.each);
        measure.times_a_year = measure.times_a_year.or(each.times_a_year);
        measure.per = measure.per.or(each.per);
        self.expression.measures.push(measure);
        self.last = Some(self.expression.measures.len() - 1);
    }
}

/// Whether half a year is named at `at`.
fn follows_half(text: &[char], at: usize) -> bool {
    text.get(at + 1) == Some(&'半') && text.get(at + 2) == Some(&'年')
}

/// How often `count` of a time fits into a year, as offices count: 52 weeks, 250 working days.
fn times_a_year(unit: Unit, count: Decimal) -> Option<Decimal> {
    let in_a_year = match unit.kind {
        Kind::Months => Decimal::from(12).checked_div(unit.factor)?,
        Kind::Workdays => Decimal::from(250),
        Kind::Time => match unit.factor {
            f if f == Decimal::from(86_400) => Decimal::from(365),
            f if f == Decimal::from(604_800) => Decimal::from(52),
            f => Decimal::from(365 * 86_400).checked_div(f)?,
        },
        _ => return None,
    };
    in_a_year.checked_div(count)
}

/// The unit of per cent.
fn percent() -> (Unit, usize) {
    unit::read(&['%'], 0).unwrap_or((Unit::BARE, 0))
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The measures as `comparator amount unit`, for tests.
    fn shown(text: &str) -> String {
        let expression = read(text);
        let measures: Vec<String> = expression
            .measures
            .iter()
            .map(|m| {
                let comparator = m.comparator.map_or(String::new(), |c| format!("{:?} ", c.sign));
                let year = m.times_a_year.map_or(String::new(), |t| format!(" ×{}", t.normalize()));
                let per = m.per.map_or(String::new(), |u| format!(" /{}", u.unit.word));
                format!("{comparator}{:?} {}{per}{year}", m.amount, m.unit.word)
            })
            .collect();
        measures.join("; ")
    }

    #[test]
    fn comparators_before_and_behind() {
        assert_eq!(shown("≥15宗"), "AtLeast Exact(15) 宗");
        assert_eq!(shown("不得少于500人次"), "AtLeast Exact(500) 人次");
        assert_eq!(shown("95%（含）以上"), "AtLeast Exact(95) %");
        assert_eq!(shown("控制在5%以内"), "AtMost Exact(5) %");
        assert_eq!(shown("2小时内"), "AtMost Exact(2) 小时");
        assert_eq!(shown("不超过3个工作日"), "AtMost Exact(3) 工作日");
        assert_eq!(shown("未超过3件"), "AtMost Exact(3) 件");
    }

    #[test]
    fn ranges_tolerances_and_approximations() {
        assert_eq!(shown("90%-95%"), "Range(90, 95) %");
        assert_eq!(shown("12～15台"), "Range(12, 15) 台");
        assert_eq!(shown("98%±1%"), "Tolerance(98, 1) %");
        assert_eq!(shown("200余人"), "AndMore(200) 人");
        assert_eq!(shown("约190人"), "About(190) 人");
        assert_eq!(shown("190人左右"), "About(190) 人");
        assert_eq!(shown("近200人"), "Nearly(200) 人");
        assert_eq!(shown("-5%"), "Exact(-5) %");
    }

    #[test]
    fn frequencies_and_parts() {
        assert_eq!(shown("每季度不少于2次"), "AtLeast Exact(2) 次 ×4");
        assert_eq!(shown("4次/月"), "Exact(4) 次 ×12");
        assert_eq!(shown("每半年1次"), "Exact(1) 次 ×2");
        assert_eq!(shown("印发4期，每期500册"), "Exact(4) 期; Exact(500) 册 /期");
        assert_eq!(shown("1200元/人"), "Exact(1200) 元 /人");
    }

    #[test]
    fn spelled_numbers() {
        assert_eq!(shown("百分之九十五"), "Exact(95) %");
        assert_eq!(shown("三份"), "Exact(3) 份");
        assert_eq!(shown("十二场"), "Exact(12) 场");
        assert_eq!(shown("一般性公共服务统一办理"), "");
        assert_eq!(shown("PM2.5达标"), "");
    }
}
