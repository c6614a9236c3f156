//! Laws that hold for any target and any actual value.

use proptest::prelude::*;
use ziping::form::{FarAbove, Judgement, judge};

/// Name, target and actual value of every pair of the fixtures.
fn pairs() -> Vec<[String; 3]> {
    let tables = [
        include_str!("../fixtures/indicators/reviewer.tsv"),
        include_str!("../fixtures/indicators/pairs.tsv"),
        include_str!("../fixtures/indicators/pairs_hard.tsv"),
        include_str!("../fixtures/indicators/pairs_late.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_1.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_2.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_3.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_4.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_5.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_6.tsv"),
        include_str!("../fixtures/indicators/pairs_blind_7.tsv"),
    ];
    tables
        .into_iter()
        .flat_map(|table| table.lines().skip(1))
        .filter_map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            Some([cells.next()?, cells.next()?, cells.next()?])
        })
        .collect()
}

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
    for [name, target, actual] in pairs() {
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
    fn added_spaces_change_nothing(pair in prop::sample::select(pairs()), places in prop::collection::vec(0_usize..20, 0..8)) {
        let [name, target, actual] = pair;
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
        use ziping::form::Verdict::Met;
        let verdict = |actual: u64| judge("培训人次", &format!("≥{target}人次"), &format!("{actual}人次"), None).verdict;
        if verdict(actual) == Met {
            prop_assert_eq!(verdict(actual + more), Met);
        }
        prop_assert_eq!(verdict(actual) == Met, actual >= target);
    }
}

/// Long cells, filled with what might make reading slow; 百百百… once took minutes.
#[test]
fn hostile_cells_take_no_longer_than_they_are_long() {
    let fillings = [
        "1", "1,111", "一", "百", "不", "未", "每", "(", "1次,", "90%-", "2021年", "12月", "提升", "应",
        "9/", "≥", "1-", "万", "半", "a1", ".",
    ];
    let started = std::time::Instant::now();
    for filling in fillings {
        let cell: String = filling.chars().cycle().take(8_000).collect();
        for (target, actual) in
            [(cell.as_str(), "12场"), ("≥12场", cell.as_str()), (&cell, &format!("{cell}1"))]
        {
            let _ = judge(&cell, target, actual, Some(2021));
        }
    }
    let spent = started.elapsed();
    assert!(spent.as_secs() < 30, "{spent:?}");
}
