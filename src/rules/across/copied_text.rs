//! `copied-text`

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::form::{FieldPath, OwnField, TaskField, fold};
use crate::letters::is_letter_or_digit;
use crate::record::FiledForm;
use crate::rules::{BatchContext, Finding, rule::declare_rule};

declare_rule! {
    /// ## 检查什么
    ///
    /// 不同部门的长文字（目标、完成情况、任务文字、存在问题、改进措施，至少 60 字）几乎一样：去掉标点后，相同的
    /// 五字片段占八成以上。
    ///
    /// ## 为什么
    ///
    /// 照抄别的部门或范文的文字，没有说明本部门的情况。
    ///
    /// ## 例子
    ///
    /// B26 存在问题与 `002_水务局.xlsx` 的 B24 有 96% 相同。
    ///
    /// > B26　存在问题与水务局的存在问题（002_水务局.xlsx B24）有 96% 相同，请核实是否照抄
    ///
    /// ## 修正
    ///
    /// 不自动修改，提示审核人核实。
    "copied-text" {
        code: "X203",
        title: "与其他部门文字雷同",
        level: Info,
        fix: None,
        since: "0.1.0",
        check: Batch(check),
    }
}

/// Texts shorter than this are alike by chance.
const LONG: usize = 60;
/// How many characters a shingle has.
const SHINGLE: usize = 5;
/// From which share of common shingles on, in per cent, a text is called copied.
const COPIED: usize = 80;
/// Bands of the signature and values in each: two texts that share 80 % of their shingles meet in some band with a
/// probability of 99.9 %.
const BANDS: usize = 16;
const ROWS: usize = 4;
/// How many different texts of one band are compared, so that the work stays linear whatever the texts are.
const COMPARED: usize = 8;

/// A long text of a form.
struct Passage<'a> {
    form: FiledForm<'a>,
    field: FieldPath,
    /// Sorted, each once.
    shingles: Vec<u64>,
    keys: Vec<(usize, u64)>,
}

impl Passage<'_> {
    /// What people call its field; of a task's, that it is one's.
    fn title(&self) -> String {
        let of_task = if self.field.is_of_task() { "任务" } else { "" };
        of_task.to_owned() + self.field.title()
    }
}

fn check(context: &BatchContext<'_>) -> Vec<Finding> {
    // In the order of the files, so that the first of several equal texts is the one that others are compared with.
    let filed: Vec<FiledForm<'_>> = context.filed().collect();
    let passages: Vec<Passage<'_>> = filed.par_iter().flat_map_iter(|form| passages(*form)).collect();
    let mut bands: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let candidates: BTreeSet<usize> =
            passage.keys.iter().filter_map(|key| bands.get(key)).flatten().copied().collect();
        let copied = candidates
            .into_iter()
            .filter_map(|earlier| Some((earlier, passages.get(earlier)?)))
            .filter(|(_, earlier)| {
                !context.departments.are_of_one_department(earlier.form.record, passage.form.record)
            })
            .map(|(_, earlier)| (share(&earlier.shingles, &passage.shingles), earlier))
            .filter(|(share, _)| *share >= COPIED)
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((share, earlier)) = copied {
            findings.push(report(passage, earlier, share));
            continue;
        }
        for key in &passage.keys {
            let met = bands.entry(*key).or_default();
            if met.len() < COMPARED {
                met.push(index);
            }
        }
    }
    findings
}

/// The long texts of a form.
fn passages(form: FiledForm<'_>) -> Vec<Passage<'_>> {
    let FiledForm { record, .. } = form;
    let mut texts = vec![
        (FieldPath::own(OwnField::Expected), record.goals.expected.as_deref()),
        (FieldPath::own(OwnField::Achieved), record.goals.achieved.as_deref()),
    ];
    for (index, task) in record.tasks.iter().enumerate() {
        texts.push((FieldPath::task(index, TaskField::Expected), task.expected.as_deref()));
        texts.push((FieldPath::task(index, TaskField::Achieved), task.achieved.as_deref()));
    }
    texts.push((FieldPath::own(OwnField::Problems), record.problems.as_deref()));
    texts.push((FieldPath::own(OwnField::Measures), record.measures.as_deref()));
    texts
        .into_iter()
        .filter_map(|(field, text)| {
            let letters: Vec<char> = fold(text?).into_iter().filter(|&c| is_letter_or_digit(c)).collect();
            (letters.len() >= LONG).then(|| {
                let shingles = shingles(&letters);
                let keys = band_keys(&shingles);
                Passage { form, field, shingles, keys }
            })
        })
        .collect()
}

/// Every run of characters of the shingle's length, hashed; sorted, each once.
fn shingles(letters: &[char]) -> Vec<u64> {
    let hashed = |window: &[char]| window.iter().fold(0, |hash, c| mix(hash ^ u64::from(*c)));
    let mut shingles: Vec<u64> = letters.windows(SHINGLE).map(hashed).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// A hash that spreads every bit over all (splitmix64), the same on every machine and in every run.
const fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// The bands that a text falls into: of each permutation the least shingle, some of them together as one key.
fn band_keys(shingles: &[u64]) -> Vec<(usize, u64)> {
    let least = |seed: u64| shingles.iter().map(|shingle| mix(shingle ^ mix(seed))).min().unwrap_or(0);
    let seed = |band: usize, row: usize| u64::try_from(band * ROWS + row).unwrap_or(0);
    (0..BANDS).map(|band| (band, (0..ROWS).fold(0, |key, row| mix(key ^ least(seed(band, row)))))).collect()
}

/// The share of shingles that two texts have in common, in per cent, rounded down.
fn share(one: &[u64], other: &[u64]) -> usize {
    let common = one.iter().filter(|shingle| other.binary_search(shingle).is_ok()).count();
    let all = one.len() + other.len() - common;
    (common * 100).checked_div(all).unwrap_or(0)
}

fn report(passage: &Passage<'_>, earlier: &Passage<'_>, share: usize) -> Finding {
    let record = passage.form.record;
    let department = earlier.form.record.department.as_deref().unwrap_or("另一部门");
    let cell =
        earlier.form.record.cells.get(earlier.field).map(|cell| format!(" {cell}")).unwrap_or_default();
    let message = format!(
        "{}与{department}的{}（{}{cell}）有 {share}% 相同，请核实是否照抄",
        passage.title(),
        earlier.title(),
        earlier.form.record.file
    );
    let mut finding = Finding::new(&RULE, &record.sheet, message).field(passage.field);
    finding.file.clone_from(&record.file);
    finding.form = Some(passage.form.place);
    finding.cell = record.cells.get(passage.field);
    finding
}

#[cfg(test)]
mod tests {
    use super::{RULE, check};
    use crate::record::FormRecord;
    use crate::rules::BatchContext;
    use crate::settings::Settings;

    const PROBLEMS: &str = "一是年初设定目标时对工作量估计不足，部分指标过于笼统，难以据此核对完成情况；二是资金支付集中在\
        第四季度，执行进度前慢后快；三是各科室报送的台账口径不一，汇总时反复核对，影响自评质量。";

    fn form(number: usize, problems: &str) -> FormRecord {
        FormRecord {
            schema: "ziping/form/1".to_owned(),
            file: format!("{number:03}.xlsx"),
            sheet: "Sheet1".to_owned(),
            department: Some(format!("第{number}科")),
            year: Some(2021),
            problems: Some(problems.to_owned()),
            cells: [("problems".parse().unwrap(), "B26".parse().unwrap())].into_iter().collect(),
            ..FormRecord::default()
        }
    }

    fn found(forms: &[FormRecord]) -> Vec<(String, String)> {
        let settings = Settings::default();
        let findings = check(&BatchContext::new(forms, &[], None, &settings));
        assert!(findings.iter().all(|finding| finding.rule == &RULE));
        findings.into_iter().map(|finding| (finding.file, finding.message)).collect()
    }

    #[test]
    fn a_text_with_a_few_words_changed_is_a_copy() {
        let changed = PROBLEMS.replace("各科室", "各股室");
        let found = found(&[form(1, PROBLEMS), form(2, &changed)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "002.xlsx");
        assert!(found[0].1.starts_with("存在问题与第1科的存在问题（001.xlsx B26）有 8"), "{}", found[0].1);
    }

    #[test]
    fn other_texts_and_short_ones_are_no_copies() {
        let other = "一是宣传形式单一，群众知晓面不广，线上渠道利用不够；二是基层人手紧张，兼职人员多，培训跟不上业务变化；\
            三是信息系统之间没有打通，同一数据要重复录入，既费时又容易出错。";
        assert!(found(&[form(1, PROBLEMS), form(2, other)]).is_empty());
        assert!(found(&[form(1, "目标设定不够精细。"), form(2, "目标设定不够精细。")]).is_empty());
    }

    #[test]
    fn one_department_may_repeat_itself() {
        let mut second = form(2, PROBLEMS);
        second.department = Some("第1科".to_owned());
        assert!(found(&[form(1, PROBLEMS), second]).is_empty());
    }

    #[test]
    fn a_departments_other_name_is_no_other_department() {
        let named =
            |number, name: &str| FormRecord { department: Some(name.to_owned()), ..form(number, PROBLEMS) };
        assert!(found(&[named(1, "荔湾区信访局"), named(2, "信访局（本级）")]).is_empty());
        assert_eq!(found(&[named(1, "荔湾区信访局"), named(2, "水务局")]).len(), 1);
    }

    #[test]
    fn a_thousand_copies_are_each_compared_with_the_first() {
        let forms: Vec<FormRecord> = (0..1000).map(|number| form(number, PROBLEMS)).collect();
        let found = found(&forms);
        assert_eq!(found.len(), 999);
        assert!(found.iter().all(|(_, message)| message.contains("000.xlsx") && message.contains("100%")));
    }
}
