//! Rates and totals over amounts that are found wrong themselves: a right rate kept as text was replaced by a formula over a
//! wrong total, or over 元, without anyone being asked.

use crate::form::{form, found_with_fixes, message};

/// A typed total that its rows do not give: by it the rate is 90.42 %, by the rows 85.17 %.
const WRONG_TOTAL: (&str, &str) = ("E5", "1722.26");
/// What is found for it.
const ITS_FINDING: &str = "E5 total-mismatch Suggested E5=SUM(E6:E8)";
/// An amount in 元.
const IN_YUAN: (&str, &str) = ("E6", "8222600");
/// What is found for it.
const ITS_UNIT: &str = "E6 unit-mismatch Suggested E6: Number(822.26)";

#[test]
fn nothing_is_written_unasked_that_rests_on_a_total_which_is_found_wrong() {
    for (rate, expected) in [
        ("'85.17%", Some("G5 rate-as-text Safe G5: Rate(0.8517)")),
        ("'85.17", Some("G5 rate-as-text Safe G5: Rate(0.8517)")),
        ("0.8517", None),
        // Where the formula gives what stands there, it may stand there.
        ("'90.42%", Some("G5 rate-as-text Safe G5=E5/(C5+D5)")),
        ("'50%", Some("G5 rate-wrong-value Suggested G5=E5/(C5+D5)")),
        ("0.5", Some("G5 rate-wrong-value Suggested G5=E5/(C5+D5)")),
        ("=1622.26/1904.82", Some("G5 rate-formula-of-constants Suggested G5=E5/(C5+D5)")),
        ("=1722.26/1904.82", Some("G5 rate-formula-of-constants Suggested G5=E5/(C5+D5)")),
        // A formula over the same cells is no worse for being mended.
        ("=E5/C5", Some("G5 rate-wrong-formula Safe G5=E5/(C5+D5)")),
        ("#REF!", Some("G5 error-value Safe G5=E5/(C5+D5)")),
    ] {
        let expected: Vec<&str> = [Some(ITS_FINDING), expected].into_iter().flatten().collect();
        let found = found_with_fixes(&form(&[WRONG_TOTAL, ("G5", rate)]));
        assert_eq!(sorted(found), sorted(expected.into_iter().map(str::to_owned).collect()), "{rate}");
    }
}

#[test]
fn a_rate_that_neither_the_total_nor_its_rows_give_is_told_with_both() {
    let findings = crate::form::findings(&form(&[WRONG_TOTAL, ("G5", "0.5")]));
    let rate = findings.iter().find(|f| f.rule.name == "rate-wrong-value").unwrap();
    assert_eq!(
        rate.message,
        "预算完成率现为 50.00%，按合计为 90.42%，按各行之和为 85.17%，都不相符；合计与各行之和对不上，请先核实合计"
    );
    assert_eq!(rate.expected, None);
    // A total that differs by rounding alone is none of which nobody knows what it is.
    assert!(
        found_with_fixes(&form(&[("E5", "1622.27"), ("G5", "0.5")])).iter().any(|f| f.contains("value Safe"))
    );
    assert!(message(&[("G5", "0.5")]).contains("应为 85.17%"));
}

#[test]
fn a_total_that_is_mended_itself_is_firm_ground() {
    let short = ("C5", "=SUM(C6:C7)");
    for (rate, expected) in
        [("'85.17%", "G5 rate-as-text Safe G5=E5/(C5+D5)"), ("0.5", "G5 rate-wrong-value Safe G5=E5/(C5+D5)")]
    {
        let found = found_with_fixes(&form(&[short, ("G5", rate), ("H5", "0.0332")]));
        assert_eq!(found, ["C5 total-range-short Safe C5=SUM(C6:C8)", expected], "{rate}");
    }
}

#[test]
fn nothing_is_written_unasked_that_rests_on_an_amount_in_yuan() {
    for (rate, expected) in [
        ("'86.51%", "G6 rate-as-text Safe G6: Rate(0.8651)"),
        ("0.5", "G6 rate-wrong-value Suggested G6=E6/(C6+D6)"),
        ("'50%", "G6 rate-wrong-value Suggested G6=E6/(C6+D6)"),
        ("=822.26/950.52", "G6 rate-formula-of-constants Suggested G6=E6/(C6+D6)"),
        // It converts by itself.
        ("=E6/10000/(C6+D6)", "G6 rate-wrong-formula Suggested G6=E6/(C6+D6)"),
        ("=E6/C6", "G6 rate-wrong-formula Suggested G6=E6/(C6+D6)"),
    ] {
        let found = found_with_fixes(&form(&[IN_YUAN, ("G6", rate)]));
        assert_eq!(sorted(found), sorted(vec![ITS_UNIT.to_owned(), expected.to_owned()]), "{rate}");
    }
    // Nor is the total over it, nor the total's rate.
    let found = found_with_fixes(&form(&[IN_YUAN, ("E5", "=SUM(E6:E7)"), ("G5", "'85.17%")]));
    let total = "E5 total-range-short Suggested E5=SUM(E6:E8)".to_owned();
    let rate = "G5 rate-as-text Safe G5: Rate(0.8517)".to_owned();
    assert_eq!(sorted(found), sorted(vec![total, ITS_UNIT.to_owned(), rate]));
}

#[test]
fn rates_of_other_rows_are_mended_as_ever() {
    for beside in [WRONG_TOTAL, IN_YUAN] {
        let found = found_with_fixes(&form(&[beside, ("G7", "'90.20%"), ("G8", "0.5")]));
        for safe in ["G7 rate-as-text Safe G7=E7/(C7+D7)", "G8 rate-wrong-value Safe G8=E8/(C8+D8)"] {
            assert!(found.iter().any(|line| line == safe), "{found:?}");
        }
    }
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort_unstable();
    lines
}

/// A typo in an amount had the right rate beside it replaced, and the right total was offered the sum with the typo.
#[test]
fn an_amount_against_which_a_rate_and_a_total_speak_is_rather_wrong_than_they() {
    let typo = [("E5", "1622.26"), ("E6", "722.26"), ("G6", "0.8651"), ("G5", "0.8517")];
    let found = found_with_fixes(&form(&typo));
    assert_eq!(found, ["E5 total-mismatch", "G6 rate-wrong-value Suggested G6=E6/(C6+D6)"]);
    let findings = crate::form::findings(&form(&typo));
    let rate = findings.iter().find(|f| f.rule.name == "rate-wrong-value").unwrap();
    assert!(
        rate.message.contains("但 E6 若为 822.26，比率和合计就都相符，多半是 E6 填错"),
        "{}",
        rate.message
    );
    // A rate that the amount does not give either way is wrong whichever it is.
    let both = [("E5", "1622.26"), ("E6", "722.26"), ("G6", "0.5"), ("G5", "0.8517")];
    assert!(found_with_fixes(&form(&both)).contains(&"G6 rate-wrong-value Safe G6=E6/(C6+D6)".to_owned()));
}

/// Signs and units that a text states were written as numbers, and rates over them, whatever the total said.
#[test]
fn a_text_that_the_rate_and_the_total_read_otherwise_is_not_turned_into_a_number_unasked() {
    for text in ["'(822.26)", "'822.26元"] {
        let found =
            found_with_fixes(&form(&[("E5", "1622.26"), ("E6", text), ("G6", "0.8651"), ("G5", "0.8517")]));
        assert!(found.iter().any(|f| f.starts_with("E6 number-as-text Suggested")), "{found:?}");
        assert!(!found.iter().any(|f| f.contains(" Safe ")), "{found:?}");
    }
    // A percentage is no amount.
    let found = found_with_fixes(&form(&[("E6", "'99%"), ("G6", "0.8651")]));
    assert!(!found.iter().any(|f| f.contains("number-as-text")), "{found:?}");
}
