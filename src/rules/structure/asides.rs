//! What stands around forms and is no content of theirs: signatures, notes, the number of the attachment, the grade.

use super::unmapped_content::LONGEST_HEADING;
use crate::enumeration;
use crate::letters::is_letter_or_digit;

/// Words that begin the lines around a form: who signed it and when, and notes to it.
const LINES_BEGIN: [&str; 19] = [
    "填表",
    "填报",
    "制表",
    "编制",
    "经办",
    "联系",
    "电话",
    "手机",
    "传真",
    "邮箱",
    "日期",
    "审核",
    "复核",
    "负责人",
    "分管",
    "说明",
    "备注",
    "注：",
    "注:",
];

/// Words that such lines have somewhere.
const LINES_HAVE: [&str; 6] = ["签字", "签名", "签章", "盖章", "公章", "负责人："];

/// Words that number a form among others.
const NUMBERED: [&str; 2] = ["附件", "附表"];

/// Words before the grade that a form's score gives.
const GRADED: [&str; 4] = ["自评等级", "评价等级", "自评结论", "评价结论"];

/// The longest grade, in characters: 良好.
const LONGEST_GRADE: usize = 4;

/// Whether a text begins or is like the lines of signatures and notes around a form.
pub(super) fn is_signature_or_note(text: &str) -> bool {
    let words: String = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST_HEADING).collect();
    let words = words.trim_start_matches(|c: char| !c.is_alphabetic());
    LINES_BEGIN.iter().any(|begin| words.starts_with(begin))
        || LINES_HAVE.iter().any(|word| words.contains(word))
}

/// Whether a text only says which attachment the form is, when it was filled in, or its grade.
pub(super) fn is_aside(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| is_letter_or_digit(*c)).collect();
    let is_numeral = |c: char| c.is_ascii_digit() || enumeration::is_numeral(c) || matches!(c, '〇' | '零');
    let is_number = |rest: &str| rest.chars().all(is_numeral);
    let is_date = plain.contains('年')
        && plain.contains('月')
        && plain.chars().all(|c| is_numeral(c) || "年月日".contains(c));
    let is_grade = |rest: &str| rest.chars().count() <= LONGEST_GRADE;
    is_date
        || NUMBERED.iter().any(|word| plain.strip_prefix(word).is_some_and(is_number))
        || GRADED.iter().any(|word| plain.strip_prefix(word).is_some_and(is_grade))
}
