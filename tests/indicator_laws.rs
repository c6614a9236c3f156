//! Laws that hold for any target and any actual value.

#![expect(clippy::expect_used, clippy::panic, reason = "a fixture that cannot be read must fail the test")]

mod pairs;

use pairs::{Pair, all};
use proptest::prelude::*;
use ziping::form::{FarAbove, Judgement, Verdict, judge};

/// What a judgement says, apart from how the cells are spelled.
fn said(judgement: &Judgement) -> String {
    format!(
        "{:?} {} {}",
        judgement.verdict,
        judgement.is_far_above(FarAbove::default()),
        judgement.unit_differs
    )
}

fn judged(name: &str, target: &str, actual: &str) -> String {
    said(&judge(name, target, actual, Some(2021)))
}

/// The same text as an input method in full-width mode types it.
fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            ' ' => '\u{3000}',
            _ => c,
        })
        .collect()
}

/// The text with spaces set in behind some of its characters.
fn spaced(text: &str, places: &[usize]) -> String {
    let space = [' ', '\u{3000}', '\u{A0}', '\t'];
    text.chars()
        .enumerate()
        .flat_map(|(i, c)| {
            let blank = places.iter().position(|p| *p == i).map(|p| space[p % space.len()]);
            std::iter::once(c).chain(blank)
        })
        .collect()
}

/// `1234567` as `1,234,567`.
fn separated(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[test]
fn full_width_characters_change_nothing() {
    for Pair { name, target, actual, .. } in all() {
        let plain = judged(&name, &target, &actual);
        assert_eq!(
            judged(&full_width(&name), &full_width(&target), &full_width(&actual)),
            plain,
            "{target}｜{actual}"
        );
        assert_eq!(judged(&name, &full_width(&target), &actual), plain, "{target}｜{actual}");
        assert_eq!(judged(&name, &target, &full_width(&actual)), plain, "{target}｜{actual}");
    }
}

/// Comparators as they stand around a number.
fn comparators() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("", ""),
        ("≥", ""),
        (">", ""),
        ("≤", ""),
        ("<", ""),
        ("=", ""),
        ("不少于", ""),
        ("不低于", ""),
        ("不超过", ""),
        ("", "以上"),
        ("", "以下"),
        ("", "以内"),
        ("控制在", "以内"),
        ("大于", ""),
        ("小于", ""),
        ("约", ""),
        ("至少", ""),
    ])
}

/// Two units and how many of the smaller one the larger is, with a name that suits them.
fn units() -> impl Strategy<Value = (&'static str, &'static str, &'static str, u64)> {
    prop::sample::select(vec![
        ("项目投资额", "元", "万元", 10_000),
        ("采购成本", "元", "万元", 10_000),
        ("项目投资额", "万元", "亿元", 10_000),
        ("道路养护里程", "米", "公里", 1_000),
        ("整治面积", "平方米", "公顷", 10_000),
        ("应急响应时间", "秒", "分钟", 60),
        ("办理时限", "分钟", "小时", 60),
        ("办理时限", "小时", "天", 24),
        ("垃圾清运量", "千克", "吨", 1_000),
        ("受益人次", "人次", "万人次", 10_000),
        ("差错率", "‰", "%", 10),
        ("污染物浓度", "微克/升", "毫克/升", 1_000),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_makes_it_panic(name in ".{0,20}", target in ".{0,40}", actual in ".{0,40}", year in any::<Option<i32>>()) {
        let _ = judge(&name, &target, &actual, year);
    }

    #[test]
    fn no_mix_of_its_own_words_makes_it_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "≥", "不少于", "以上", "90", "%", "-", "~", "±", "1", "每", "季度", "月", "日", "年", "前", "底", "约", "余", "万", "亿",
            "千", "百", "半", "一", "十", "元", "人次", "/", "(", ")", "，", "其中", "未", "无", "零", "下降", "百分之", "99999999999999999999",
            "0.000000000000000000000000001", "2021", "12", "31", ".", ",", "第", "个", "成", "次", "达到", "控制在", "内", "持平", "零增长", "优", "基本",
        ]), 0..12),
        split in 0_usize..12,
    ) {
        let (target, actual) = words.split_at(split.min(words.len()));
        let _ = judge(&actual.concat(), &target.concat(), &actual.concat(), Some(2021));
    }

    #[test]
    fn added_spaces_change_nothing(pair in prop::sample::select(all()), places in prop::collection::vec(0_usize..20, 0..8)) {
        let Pair { name, target, actual, .. } = pair;
        let plain = judged(&name, &target, &actual);
        prop_assert_eq!(judged(&spaced(&name, &places), &spaced(&target, &places), &spaced(&actual, &places)), plain);
    }

    #[test]
    fn thousands_separators_change_nothing(
        (before, after) in comparators(), target in 1_000_u64..9_999_999, actual in 1_000_u64..9_999_999,
    ) {
        let name = "受益群众";
        let plain = judged(name, &format!("{before}{target}人{after}"), &format!("{actual}人"));
        let grouped = judged(name, &format!("{before}{}人{after}", separated(target)), &format!("{}人", separated(actual)));
        prop_assert_eq!(grouped, plain);
    }

    #[test]
    fn both_sides_in_another_unit_are_judged_alike(
        (before, after) in comparators(), (name, small, large, factor) in units(),
        target in 1_u64..5_000, actual in 1_u64..5_000,
    ) {
        let one = judged(name, &format!("{before}{target}{large}{after}"), &format!("{actual}{large}"));
        let (less, own) = (target * factor, actual * factor);
        let other = judged(name, &format!("{before}{less}{small}{after}"), &format!("{own}{small}"));
        prop_assert_eq!(&other, &one);
        // And one side alone.
        prop_assert_eq!(judged(name, &format!("{before}{target}{large}{after}"), &format!("{own}{small}")), one.clone());
        prop_assert_eq!(judged(name, &format!("{before}{less}{small}{after}"), &format!("{actual}{large}")), one);
    }

    #[test]
    fn more_is_never_worse_of_a_minimum(target in 1_u64..1_000, actual in 1_u64..1_000, more in 0_u64..1_000) {
        let verdict = |actual: u64| judge("培训人次", &format!("≥{target}人次"), &format!("{actual}人次"), None).verdict;
        if verdict(actual) == Verdict::Met {
            prop_assert_eq!(verdict(actual + more), Verdict::Met);
        }
        prop_assert_eq!(verdict(actual) == Verdict::Met, actual >= target);
    }

    #[test]
    fn a_name_that_says_nothing_meets_no_bare_rate_index_or_price(
        stem in prop::collection::vec(prop::sample::select(vec!['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛']), 1..5),
        (head, unit) in prop::sample::select(vec![
            ("率", "%"), ("占比", "%"), ("比例", "‰"), ("指数", ""), ("系数", ""), ("比", ""), ("时间", "天"), ("周期", "个月"),
            ("金额", "万元"), ("标准", "元/人"), ("含量", "mg/L"), ("用量", "公斤/亩"), ("值", "℃"), ("起数", "起"),
        ]),
        target in 1_u32..99, actual in 1_u32..150,
    ) {
        prop_assume!(target != actual);
        let name: String = stem.into_iter().chain(head.chars()).collect();
        let verdict = judge(&name, &format!("{target}{unit}"), &format!("{actual}{unit}"), None).verdict;
        prop_assert_ne!(verdict, Verdict::Met, "{} {}{} {}", name, target, unit, actual);
    }
}

/// The rates that a bare target asks for: below it, itself and above it.
const RATES: [&str; 3] = ["30%", "40%", "50%"];

/// The verdicts on them under a name.
fn of_rates(name: &str) -> [Verdict; 3] {
    RATES.map(|actual| judge(name, "40%", actual, Some(2021)).verdict)
}

#[test]
fn no_name_is_met_on_both_sides_of_a_bare_target() {
    for Pair { name, .. } in all() {
        let [below, itself, above] = of_rates(&name);
        assert!(!(below == Verdict::Met && above == Verdict::Met), "{name}");
        assert_eq!(itself, Verdict::Met, "{name}");
    }
}

/// What stands behind the word that decides may turn it: the name ends in another measure.
#[test]
fn behind_any_name_something_unknown_leaves_a_bare_rate_open() {
    for Pair { name, .. } in all() {
        let [below, _, above] = of_rates(&format!("{name}甲乙率"));
        assert!(below != Verdict::Met && above != Verdict::Met, "{name}：{below:?} {above:?}");
    }
}

/// Without its name, a bare rate that is unmet is never met.
#[test]
fn what_is_unmet_under_a_bare_rate_is_not_met_under_a_name_that_says_nothing() {
    let is_bare = |target: &str| target.strip_suffix('%').is_some_and(|rate| rate.parse::<f64>().is_ok());
    let unmet = |pair: &Pair| pair.verdict == Verdict::Unmet && is_bare(&pair.target);
    let found: Vec<Pair> = all().into_iter().filter(unmet).collect();
    assert!(found.len() > 50, "{}", found.len());
    for Pair { target, actual, year, .. } in found {
        assert_ne!(judge("甲乙丙率", &target, &actual, year).verdict, Verdict::Met, "{target}｜{actual}");
    }
}

/// Characters of the longest cell that is judged; what is longer is no value but a report.
const LONGEST: usize = 5_000;

/// A cell of so many characters at most, filled with what might make reading it slow: 百百百… once took minutes.
fn filled(filling: &str, characters: usize) -> String {
    filling.repeat(characters / filling.chars().count())
}

const FILLINGS: [&str; 24] = [
    "1",
    "1,111",
    "一",
    "百",
    "二三",
    "不",
    "未",
    "每",
    "(",
    "1次,",
    "1+",
    "90%-",
    "2021年",
    "12月",
    "提升",
    "应",
    "9/",
    "≥",
    "1-",
    "万",
    "半",
    "a1",
    ".",
    "无未完成",
];

/// How long it takes to judge them, `benches/indicator.rs` measures.
#[test]
fn a_cell_that_is_nothing_but_filling_is_never_met() {
    for filling in FILLINGS {
        let cell = filled(filling, LONGEST - 1);
        for (target, actual) in [
            (cell.as_str(), "12场"),
            ("≥12场", cell.as_str()),
            ("100%", &cell),
            ("2021年12月底前", &cell),
            ("显著提升", &cell),
        ] {
            let judgement = judge("培训场次", target, actual, Some(2021));
            assert_ne!(judgement.verdict, Verdict::Met, "{filling}：{}", judgement.reason);
        }
    }
}

/// The work is bounded by what is read at all: of a longer cell nothing is, and of one with more numbers than a list of a year's
/// days no two are compared.
#[test]
fn what_is_too_long_or_has_too_many_numbers_is_left_to_a_person() {
    // Full stops alone say nothing at all.
    for filling in FILLINGS.into_iter().filter(|filling| *filling != ".") {
        let cell = filled(filling, LONGEST + 10);
        for (name, target, actual) in
            [(cell.as_str(), "≥12场", "12场"), ("培训场次", &cell, "12场"), ("培训场次", "≥12场", &cell)]
        {
            let judgement = judge(name, target, actual, Some(2021));
            assert_eq!(judgement.verdict, Verdict::Unclear, "{filling}");
            assert!(judgement.reason.contains("5000 字"), "{filling}：{}", judgement.reason);
        }
    }
    for (target, actual) in [("≥12场", filled("12场，", 4_000)), ("12场", filled("12场、", 4_000))] {
        let judgement = judge("培训场次", target, &actual, Some(2021));
        assert_eq!(judgement.verdict, Verdict::Unclear);
        assert!(judgement.reason.contains("太多"), "{}", judgement.reason);
    }
    let list = filled("12场，", 200);
    assert_eq!(judge("培训场次", &list, "12场", Some(2021)).verdict, Verdict::Unclear);
}
