//! Which numbers of an actual value answer which parts of a target.

use rust_decimal::Decimal;

use super::conversion::{beside, is_once};
use super::expression::{Amount, Expression, Extent, Measure, Standing};
use super::normalise::fold;
use super::unit::{self, Kind};
use super::vocabulary::{Cue, Cues, Word, words};
use super::wording::{contains_any, contains_run, ends_clause, starts};
use super::{named, progress, quotient, remarks, step};

/// The numbers that a target requires: those in remarks only where there are no others, and not what a change is to begin
/// with (由85%提高到90%).
pub(super) fn parts(target: &Expression) -> Vec<&Measure> {
    let required = |m: &&Measure| !m.aside && !m.is(Standing::Origin);
    let main: Vec<&Measure> = target.measures.iter().filter(required).collect();
    if main.is_empty() { target.measures.iter().collect() } else { main }
}

/// The numbers where 次 and 人次 count the same, in the unit of the part: a page that is read 12万次 has 12万人次 of readers.
pub(super) fn visits(
    name: &str,
    target: &Expression,
    parts: &[&Measure],
    candidates: &[&Measure],
) -> Option<Vec<Measure>> {
    const VISITED: &str = "阅读 点击 浏览 播放 观看 访问 收看 收听 点播";
    let [part] = parts else { return None };
    let pair = |a: unit::Word, b: unit::Word| (a, b) == (unit::Word::Known("次"), unit::Word::Known("人次"));
    let visits = |m: &Measure| pair(part.unit.word, m.unit.word) || pair(m.unit.word, part.unit.word);
    // 2000人(次) asks for either.
    let either = part.unit.kind == Kind::People && starts(&target.text, part.end, "(次)");
    let other = |m: &Measure| if either { m.unit.kind == Kind::Attendances } else { visits(m) };
    if !candidates.iter().any(|m| other(m)) || !(either || contains_any(&fold(name), VISITED)) {
        return None;
    }
    let in_parts =
        |m: &&Measure| if other(m) { Measure { unit: part.unit, ..(*m).clone() } } else { (*m).clone() };
    Some(candidates.iter().map(in_parts).collect())
}

/// What says of a number that it counts what was not done.
pub(super) const UNDONE: [Cue; 3] = [Cue::Negation, Cue::SetBack, Cue::Failed];

/// The numbers of an actual value that may answer a target. What sounds planned is not where the indicator's own name
/// sounds so: 预算公开率. Beside what is said to be this year's, to be done, or to be what really was, the others answer
/// nothing: 去年10场, 取消3场, 招聘60人.
pub(super) fn candidates<'a>(
    name: &str,
    target: &Expression,
    actual: &'a Expression,
    named: Cues,
) -> Vec<&'a Measure> {
    // How long something will last, nobody can do more than foresee.
    const FORESEEN: &str = "使用年限 使用寿命 寿命 使用期限 服务年限 耐用年限 受益年限";
    let planned = |m: &Measure| {
        m.is(Standing::Planned)
            && !named.has(Cue::Planned)
            && !is_named_before(name, actual, m)
            && !contains_any(&fold(name), FORESEEN)
    };
    let done: Vec<&Measure> = actual.measures.iter().filter(|m| !planned(m)).collect();
    let mut main: Vec<&Measure> = done.iter().copied().filter(|m| !m.aside).collect();
    if main.is_empty() {
        main.clone_from(&done);
    }
    // 90%（实际89.6%）: what it really was stands in the remark.
    if actual.measures.iter().any(|m| m.aside && m.is(Standing::Actual)) && !main.iter().any(|m| m.aside) {
        let real = |m: &Measure| m.aside && m.is(Standing::Actual);
        for told in &mut main {
            let unit = told.unit;
            let mut of_unit = done.iter().filter(|m| real(m) && m.unit.is_same(&unit));
            if let (false, Some(one), None) = (told.is(Standing::Actual), of_unit.next(), of_unit.next()) {
                *told = one;
            }
        }
    }
    // Only a single level of figures is told apart: this is quadratic in their number.
    if main.len() > MOST_TOLD_APART {
        return main;
    }
    prefer(&mut main, |m| !m.is_past() && !m.is(Standing::Elsewhere));
    if let [part] = parts(target).as_slice()
        && let Some(own) = named::own_figure(name, part, actual, &done)
    {
        main.retain(|m| !named::is_alike(part, m, actual));
        main.push(own);
        return main;
    }
    if main.len() > 1 {
        let named = fold(name);
        prefer(&mut main, |m| !remarks::is_remark(&named, m, actual));
        prefer(&mut main, |m| !remarks::is_of_papers(&named, m, actual));
        let told = main.clone();
        prefer(&mut main, |m| remarks::is_of_this_year(m, &told, actual));
        if let Some(done) = remarks::of_named_stage(&named, &main, actual) {
            main = vec![done];
        }
        if let [part] = parts(target).as_slice() {
            let counted = |unit: unit::Unit| unit.kind.is_count() || unit.kind == Kind::Bare;
            let alike =
                |m: &Measure| m.unit.kind == part.unit.kind || (counted(m.unit) && counted(part.unit));
            let steps: Vec<&Measure> = main.iter().copied().filter(|m| alike(m)).collect();
            if let Some(done) = step::of_named(&step::own_words(name, target), &steps, actual) {
                main.retain(|m| *m == done || !steps.contains(m));
            }
        }
    }
    put_named_parts(name, actual, &mut main);
    if main.len() > 1 {
        keep_named_share(name, target, actual, &mut main);
    }
    let told: Vec<&Measure> = actual.measures.iter().filter(|m| !m.aside).take(MOST_TOLD_APART).collect();
    let done = done_of_all(&told, &actual.text).or_else(|| done_of(name, &told, actual));
    if let Some(done) = done.filter(|done| main.contains(done)) {
        let unit = done.unit;
        main.retain(|m| *m == done || !m.unit.is_same(&unit));
    }
    prefer(&mut main, |m| !m.cues.without(named).has_any(&UNDONE));
    // 已发放260万元，余40万元结转
    if main.len() > 1 {
        let is_left = |m: &Measure| LEFT.into_iter().any(|word| starts(&actual.text, m.clause, word));
        if main.iter().any(|m| is_left(m)) && !contains_any(&fold(name), "余 剩 库存") {
            prefer(&mut main, |m| !is_left(m));
        }
    }
    // 实际报名120人，结业85人 has gone on behind what really was.
    let last =
        |m: &Measure| main.iter().rfind(|other| other.unit.is_same(&m.unit)).is_some_and(|last| *last == m);
    let settled: Vec<&Measure> = main.iter().copied().filter(|m| m.is(Standing::Actual) && last(m)).collect();
    prefer(&mut main, |m| settled.contains(&m));
    main
}

/// Whether what a number is foreseen by is what the indicator is about: 合同42份 for 合同备案数.
fn is_named_before(name: &str, actual: &Expression, measure: &Measure) -> bool {
    [4, 2].into_iter().any(|len| {
        let Some(begin) = measure.start.checked_sub(len) else { return false };
        matches!(words().longest(&actual.text, begin), Some((own, Word::Foreseen)) if own == len)
            && actual.text.get(begin..measure.start).is_some_and(|word| contains_run(&fold(name), word))
    })
}

/// Where the indicator is a part of what was counted (建成8个，其中投入运营6个 for 投入运营的站点), puts the part in the place
/// of the whole.
fn put_named_parts<'a>(name: &str, actual: &'a Expression, main: &mut Vec<&'a Measure>) {
    if !actual.measures.iter().any(|m| m.aside) {
        return;
    }
    let name = fold(name);
    let is_named = |m: &Measure| {
        let words = actual.before(m);
        let words = words.strip_prefix(&['其', '中']).unwrap_or(words);
        words.len() >= 2 && contains_run(&name, words)
    };
    for part in actual.measures.iter().filter(|m| m.aside && is_named(m)).take(MOST_TOLD_APART) {
        for whole in main.iter_mut().filter(|m| m.unit.is_same(&part.unit) && !is_named(m)) {
            *whole = part;
        }
    }
    main.dedup();
}

/// Of the shares of one whole (满意92%，一般6%，不满意2%) and of rates with names of their own (合格率100%，优良率92%) only the one
/// after which the indicator is named answers, or the target.
fn keep_named_share(name: &str, target: &Expression, actual: &Expression, main: &mut Vec<&Measure>) {
    let is_share = |m: &&Measure| m.unit.kind == Kind::Ratio && m.change.is_none() && !m.is_past();
    let whole = main
        .iter()
        .try_fold(Decimal::ZERO, |sum, m| sum.checked_add(m.amount.figure().checked_mul(m.unit.factor)?));
    let of_one_whole = whole.is_some_and(|whole| whole <= Decimal::ONE_HUNDRED);
    let told = |m: &Measure| actual.before(m);
    let is_rate = |m: &&Measure| matches!(told(m), [.., '率' | '度'] | [.., '率' | '度', '达' | '为']);
    // 及时率100%，合格率≥95% asks for both.
    if parts(target).len() > 1 {
        return;
    }
    if !main.iter().all(is_share) || !(of_one_whole || main.iter().all(is_rate)) {
        return;
    }
    let named_after = |stem: String| {
        let is_named = |m: &Measure| {
            let words: String = told(m).iter().collect();
            words.strip_suffix(['率', '度']).unwrap_or(&words).ends_with(&stem)
                && !words.contains(['不', '未', '非'])
        };
        let mut named = main.iter().filter(|m| is_named(m));
        named.next().copied().filter(|_| named.next().is_none())
    };
    let own = quotient::stem(&fold(name)).and_then(named_after);
    let own = own.or_else(|| quotient::stem(&target.text).filter(|_| !of_one_whole).and_then(named_after));
    if let Some(own) = own {
        main.retain(|m| *m == own);
    }
}

/// Nobody writes more figures into one actual value and means one of them.
const MOST_TOLD_APART: usize = 20;

/// Leaves out numbers beside which another of the same unit is `better`.
fn prefer(measures: &mut Vec<&Measure>, better: impl Fn(&Measure) -> bool) {
    let kept: Vec<&Measure> = measures
        .iter()
        .copied()
        .filter(|m| better(m) || !measures.iter().any(|other| better(other) && other.unit.is_same(&m.unit)))
        .collect();
    *measures = kept;
}

/// Of 共15个，完工14个，1个未完工 the second: the first is all, and the third what is left of it.
fn done_of_all<'a>(measures: &[&'a Measure], text: &[char]) -> Option<&'a Measure> {
    measures.windows(3).find_map(|of| match of {
        [all, done, rest] if is_rest(all, done, rest, text) => Some(*done),
        _ => None,
    })
}

/// Of 8件化解7件 and of 8个问题，整改7个 the second: the first is all that the work was to be done with. Where a mark stands between the two,
/// only what the indicator is named after is its work.
fn done_of<'a>(name: &str, measures: &[&'a Measure], actual: &Expression) -> Option<&'a Measure> {
    let text = &actual.text;
    let [all, done] = measures else { return None };
    let within = all.clause == done.clause;
    let verb = text.get(if within { all.end } else { done.clause }..done.start)?;
    let (Amount::Exact(whole), Amount::Exact(some)) = (all.amount, done.amount) else { return None };
    let alike = all.unit.is_same(&done.unit) && all.unit.kind.is_count() && done.comparator.is_none();
    let between = text.get(all.end..done.start).unwrap_or_default();
    // 完成20场中的16场
    let named_whole = within && matches!(between, ['中', '的'] | ['中']);
    let is_part = (all.start == all.clause || named_whole) && some < whole && !done.cues.has_any(&UNDONE);
    let named = || verb.len() == 2 && contains_run(&fold(name), verb);
    let of_work = || {
        let object = text.get(all.end..done.clause).unwrap_or_default();
        progress::is_done(verb) && (within || (named() && !progress::is_done(object)))
    };
    // 8个项目中7个已完工
    let among = || {
        let finished = remarks::finished(done, actual);
        within && verb.ends_with(&['中']) && finished.is_some_and(|word| contains_run(&fold(name), word))
    };
    (alike && is_part && (named_whole || of_work() || among() || (within && named()))).then_some(*done)
}

/// Words by which a clause begins that counts what is left.
const LEFT: [&str; 12] = ["剩", "余", "库存", "结余", "尚", "还差", "还缺", "还剩", "还有", "差", "缺", "欠"];

/// Whether `rest` is said to be what `done` leaves of `all`.
pub(super) fn is_rest(all: &Measure, done: &Measure, rest: &Measure, text: &[char]) -> bool {
    // What is left of 应发260户 needs no word for it.
    let left = all.is(Standing::Planned)
        || rest.cues.has_any(&[Cue::Negation, Cue::SetBack, Cue::Failed, Cue::Hedge, Cue::Late])
        || LEFT.into_iter().any(|word| starts(text, rest.clause, word))
        || is_going_on(text, rest);
    let (Amount::Exact(whole), Amount::Exact(some), Amount::Exact(others)) =
        (all.amount, done.amount, rest.amount)
    else {
        return false;
    };
    // 原定22场，取消1场，实际21场: what was not done is no number of what was.
    left && !done.cues.has_any(&UNDONE)
        && all.unit.is_same(&done.unit)
        && all.unit.is_same(&rest.unit)
        && some.checked_add(others) == Some(whole)
}

/// Whether the clause of a number ends with what is still going on: 3个限期整改中.
fn is_going_on(text: &[char], measure: &Measure) -> bool {
    let clause = text.get(measure.clause..).unwrap_or_default();
    let end = clause.iter().position(|c| ends_clause(*c)).unwrap_or(clause.len());
    end.checked_sub(1).and_then(|last| clause.get(last)) == Some(&'中')
}

/// How well a number answers a part, by its unit.
pub(super) fn fit(part: &Measure, candidate: &Measure) -> u8 {
    if part.unit.is_same(&candidate.unit) {
        return if part.per.is_some() == candidate.per.is_some() { 5 } else { 4 };
    }
    let (a, b) = (beside(part.unit, candidate.unit), beside(candidate.unit, part.unit));
    // 家次 beside 份 are what 家 asks for.
    if is_once(a, b) || is_once(b, a) {
        return 4;
    }
    if a.kind == b.kind || (a.kind.is_time() && b.kind.is_time()) {
        return 3;
    }
    if a.kind == Kind::Bare || b.kind == Kind::Bare {
        return 2;
    }
    u8::from(a.kind.is_count() && b.kind.is_count())
}

/// Which of several numbers of one unit answers a part.
pub(super) fn pick(
    parts: &[&Measure],
    index: usize,
    part: &Measure,
    answers: Vec<Measure>,
    candidates: &[&Measure],
) -> Vec<Measure> {
    // 上半年3次，下半年5次 are 8 a year.
    if is_summed(part)
        && answers.iter().all(|a| a.extent == Extent::Stretch && a.times_a_year.is_none())
        && let Some(total) = sum(&answers)
    {
        return vec![total];
    }
    // 每季度3次，全年12次: the year's number is the one that counts.
    let annual: Vec<Measure> = answers.iter().filter(|a| a.extent == Extent::Year).cloned().collect();
    if annual.len() == 1 && !part.unit.kind.is_time() {
        return annual;
    }
    // 甲类5次，乙类3次 for 甲类4次，乙类3次: in their order.
    let alike = |m: &&&Measure| m.unit.is_same(&part.unit);
    let place = parts.iter().take(index).filter(alike).count();
    let same = parts.iter().filter(alike).count();
    if same > 1 && same == candidates.iter().filter(alike).count() {
        return answers.into_iter().nth(place).into_iter().collect();
    }
    answers
}

/// Whether numbers of this unit add up: not rates, points and times.
pub(super) fn is_summed(part: &Measure) -> bool {
    !matches!(part.unit.kind, Kind::Ratio | Kind::Points | Kind::Bare | Kind::Temperature | Kind::Sound)
        && !part.unit.kind.is_time()
}

/// Whether the answers to a part may be the parts of one number, each counted for the same time; a target without a unit takes theirs.
pub(super) fn adds_up(part: &Measure, answers: &[Measure]) -> bool {
    let Some(first) = answers.first() else { return false };
    let of_one_time = |a: &Measure| a.times_a_year == first.times_a_year && a.per == first.per;
    (is_summed(part) || (part.unit.kind == Kind::Bare && is_summed(first))) && answers.iter().all(of_one_time)
}

/// The sum of numbers of one unit.
pub(super) fn sum(answers: &[Measure]) -> Option<Measure> {
    let mut total = Decimal::ZERO;
    for answer in answers {
        let Amount::Exact(value) = answer.amount else { return None };
        if answer.comparator.is_some() || answer.unit != answers.first()?.unit {
            return None;
        }
        total = total.checked_add(value)?;
    }
    Some(Measure { amount: Amount::Exact(total), extent: Extent::Year, ..answers.first()?.clone() })
}
