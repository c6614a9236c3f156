//! Whether an indicator was met: the reviewer's pairs, and the project's own.

#![expect(clippy::expect_used, clippy::panic, reason = "a fixture that cannot be read must fail the test")]

mod pairs;

use pairs::{
    BLIND, CLASSES, DIRECTIONS, HARD, LATE, OWN, Pair, QUANTITIES, REVIEWER, UNDECIDED, WORDS, all, rows,
};
use ziping::form::{Verdict, judge};

/// The rows that are judged otherwise than their verdict says.
fn wrong(tsv: &str) -> Vec<String> {
    rows(tsv).into_iter().filter_map(|pair| complaint(&pair)).collect()
}

/// What is wrong with the judgement of a pair.
fn complaint(pair: &Pair) -> Option<String> {
    let Pair { name, target, actual, year, verdict } = pair;
    let judged = judge(name, target, actual, *year);
    (judged.verdict != *verdict).then(|| {
        format!(
            "{name}｜{target}｜{actual}：应为 {verdict:?}，判为 {:?}（{}）",
            judged.verdict, judged.reason
        )
    })
}

#[test]
fn the_reviewers_pairs_are_judged_as_the_reviewer_does() {
    let wrong = wrong(REVIEWER);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_projects_own_pairs_from_many_fields_of_government() {
    let wrong = wrong(OWN);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_that_are_hard_to_read() {
    let wrong = wrong(HARD);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_of_classes_that_were_judged_wrongly() {
    let wrong = wrong(CLASSES);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_in_words_that_were_judged_wrongly() {
    let wrong = wrong(WORDS);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_of_quantities_that_were_judged_wrongly() {
    let wrong = wrong(QUANTITIES);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

/// More than thirteen hundred names, each with an actual value above a bare target and one below; which way they are better was
/// written down before the code was run on them. Of the 764 pairs of the first set 30 were decided wrongly and of the 398 of the second,
/// whose names begin with what is done, 62: most for a word within another (适老化, 电话费), or for what was wrong with the things that
/// work was done on (化解积案, 更换老化线路). Of the three sets written when the code was mended for these, 6 of 452, 6 of 698, and 17 of
/// 420, which were chosen where words lie within words; what was then left to a person stands in the table of undecided pairs.
#[test]
fn names_that_say_which_way_is_better() {
    let wrong = wrong(DIRECTIONS);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn pairs_written_when_the_code_stood() {
    let wrong = wrong(LATE);
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

/// Written with their verdicts before the code was run on them, each set in other words than those before it; the third
/// is mostly of names that say which way is better, the fourth of actual values that repeat the name, the fifth of actual
/// values in whole sentences, the sixth of pairs that narrowly miss, the eighth, the tenth and the twelfth are as forms are
/// every day, and the ninth and the eleventh are of bare targets whose names say which way is better in words that nobody
/// had collected. On the first run 404 of 419, 242 of 254, 190 of 210, 64 of 81, 78 of 82, 78 of 84, 99 of 106, 218 of 220,
/// 137 of 180, 182 of 184, 185 of 200 and 199 of 200 were judged as written. Of those that are unmet 7 were called met in the
/// first seven sets and 22 in the ninth, which is why a name's direction has a certainty now, and none in the three behind it.
/// The thirteenth is chosen where programs err: 252 of 300 were judged as written and two unmet ones called met; four pairs
/// on which reviewers could differ were dropped from it, and two verdicts changed. The fourteenth, in the same manner and
/// written when the code was mended for the thirteenth, shows how far that is general: 90 of 100, and no unmet one called met;
/// two were dropped, two verdicts changed. Half of the fifteenth is of sentences with several numbers: 217 of 260, and two
/// unmet ones called met, which were parts (其中) named like the indicator; what is left of it stands in a table of its own.
/// The sixteenth is in the proportions of a whole city's forms: 248 of 250, and no unmet one called met. The seventeenth is of what
/// programs take for the whole: parts and steps of the work, conditions beside a number, figures of other years or of the
/// opposite, troubles where all was to be kept well, and as many that are the whole: 243 of 253, and no unmet one called met;
/// where either of two verdicts would do, the table has the one that is given.
///
/// The code was mended, but for pairs in the table below, for 126座次 that are still taken for 126座, and for twelve verdicts
/// of the first seven sets that were changed on reading again: people count for at least as many attendances (2100人 for
/// 2000人次), 8′ is eight minutes, 273 are no fewer than 约260, >500万 is more than 500万, words without a figure that are the
/// target's own meet it (预算控制数以内), a bare number of 不合格发现 and of 亩均投资 is a minimum, 较满意 stands below 满意, five days
/// are 40 hours at least, 半数以上 only repeats ≥50%, AA is no less than A, and 119 of 120 are a rate.
#[test]
fn pairs_written_blind() {
    let wrong: Vec<String> = BLIND.into_iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{} 对：\n{}", wrong.len(), wrong.join("\n"));
}

/// Pairs that a careful reviewer decides and the code does not, with the reason. Each is `unclear`, so that a person
/// looks; none is called `met` that is not.
const KNOWN_WRONG: &[(&str, &str, &str, Verdict, &str)] = &[
    ("慰问金发放时间", "春节前", "2021年2月5日", Verdict::Met, "节日的日期逐年不同，没有日历"),
    ("机关运转", "保障机关正常运转", "机关运转正常", Verdict::Met, "换了语序又少了字"),
    ("慰问人数", "120人", "春节慰问60人，国庆慰问65人", Verdict::Met, "几个数是相加还是其中，从文字不能判断"),
    ("粮食应急储备", "15天", "可保障18天", Verdict::Met, "名称没有说天数多好还是少好"),
    ("房屋征收户数", "100户", "签约86户，搬迁74户", Verdict::Unmet, "几个数是相加还是先后，从文字不能判断"),
    ("过夜游客平均停留时间", "2.2天", "1.9天", Verdict::Unmet, "停留多久算好，名称没有说"),
    (
        "考核任务完成及时",
        "1-6期培训结束后及时考核",
        "1-2期未能及时考核",
        Verdict::Unmet,
        "一部分没有做到，没有与目标的期次相减",
    ),
    ("城镇绿色建筑占新建建筑比例", "80%", "91.3%", Verdict::Met, "占比多好还是少好，名称没有说"),
    ("非接触式办税比例", "95%", "97.1%", Verdict::Met, "占比多好还是少好，名称没有说"),
    ("松材线虫病枯死松树存量", "1.5万株", "1.9万株", Verdict::Unmet, "枯死后面还有松树，可能是清理"),
    ("河道清理次数", "每月2次", "1-10月每月2次，11月、12月各1次", Verdict::Unmet, "没有按月份把次数相加"),
    ("出勤率", "≥95%", "应到100人，缺勤96人", Verdict::Unmet, "没有从应到中减去缺勤"),
    ("签约率", "≥90%", "应签100户，拒签95户", Verdict::Unmet, "没有从应签中减去拒签"),
    ("就业率", "≥90%", "毕业生200人，待就业190人", Verdict::Unmet, "没有从总数中减去待就业"),
    ("问题整改率", "100%", "交办10件，正在整改10件", Verdict::Unmet, "正在整改的不算完成，也没有当作零"),
    ("购置车辆", "5辆", "实际需要5辆，购置3辆", Verdict::Unmet, "几个数是需要还是购置，没有按动词区分"),
    ("文体活动场次", "≥10场", "取消10场", Verdict::Unmet, "取消的场次没有当作未举办"),
    ("项目完成时间", "12月底前", "2021年12月，延期", Verdict::Unmet, "日期没有过，文字却说延期"),
    ("生师比", "18:1", "17.2:1", Verdict::Met, "比值没有读作数值"),
];

#[test]
fn pairs_known_to_be_undecided_are_never_decided_wrongly() {
    for (name, target, actual, reviewer, why) in KNOWN_WRONG {
        let verdict = judge(name, target, actual, Some(2021)).verdict;
        assert_ne!(verdict, *reviewer, "{target}｜{actual} 现在判对了，请从表中移出（{why}）");
        assert_eq!(verdict, Verdict::Unclear, "{target}｜{actual}（{why}）");
        let twice = all().iter().any(|pair| (&*pair.name, &*pair.actual) == (*name, *actual));
        assert!(!twice, "{name} 也在表中");
    }
}

/// Mostly rates and sums that would have to be worked out from a sentence. What a reviewer sees is asked of a person.
#[test]
fn pairs_left_undecided_are_never_decided_wrongly() {
    for pair in rows(UNDECIDED) {
        let verdict = judge(&pair.name, &pair.target, &pair.actual, pair.year).verdict;
        assert!(verdict == Verdict::Unclear || verdict == pair.verdict, "{pair:?} {verdict:?}");
    }
}
