//! Every fault that the rules know, and all that is to be found for it.

use crate::form::found;

/// Each line: what was done to the form, and all that is to be found.
pub(crate) type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);

pub(crate) const CASES: &[Case] = &[
    // Rates that were typed.
    (&[("G6", "0.8651")], &[]),
    (&[("G6", "0.865063333754156")], &[]),
    (&[("G6", "0.8923")], &["G6 rate-wrong-value"]),
    (&[("G6", "0.865")], &["G6 rate-wrong-value"]),
    (&[("G6", "86.51")], &["G6 rate-wrong-value"]),
    (&[("G6", "")], &[]),
    (&[("G5", "0.8517"), ("H5", "0.0332")], &[]),
    (&[("H7", "-0.0762")], &["H7 rate-wrong-value"]),
    // Beside a total that is wrong by far, a rate taken from the rows.
    (
        &[("C5", "0"), ("D5", "0"), ("E5", "0"), ("H5", "")],
        &["C5 total-mismatch", "D5 total-mismatch", "E5 total-mismatch", "G5 error-value"],
    ),
    (&[("E5", "0"), ("G5", "0.8517")], &["E5 total-mismatch"]),
    // Texts.
    (&[("G6", "'86.51%")], &["G6 rate-as-text"]),
    (&[("G6", "' ８６．５１％")], &["G6 rate-as-text"]),
    (&[("G6", "'89.23%")], &["G6 rate-wrong-value"]),
    // A text has the places that were typed, whatever its cell's format, which says nothing of it.
    (&[("G6", "'86.51")], &["G6 rate-as-text"]),
    (&[("G6", "'87%")], &["G6 rate-as-text"]),
    (&[("G6", "'86%")], &["G6 rate-wrong-value"]),
    (&[("E6", "'822.26万元")], &["E6 number-as-text"]),
    (
        &[("E6", "'822.26万元"), ("E5", "=SUM(E6:E8)|1622.26"), ("G6", "=E6/(C6+D6)|0.865063333754156")],
        &["E6 number-as-text"],
    ),
    (&[("E6", "' 822.26 "), ("E5", "=SUM(E6:E8)|800")], &["E6 number-as-text"]),
    (&[("C7", "'1,600.00")], &["C7 number-as-text"]),
    // All of a column: the total is nought, and what divides by it shows an error.
    (
        &[("C6", "'843.65"), ("C7", "'600"), ("C8", "'400")],
        &["C6 number-as-text", "C7 number-as-text", "C8 number-as-text"],
    ),
    (&[("C5", "'1,843.65")], &["C5 number-as-text"]),
    (&[("C5", "1843.65"), ("C7", "'600")], &["C7 number-as-text"]),
    (&[("H12", "'60.40万元")], &["H12 number-as-text"]),
    // A dash for nothing: formulas that add it up show #VALUE!, sums and typed rates are right.
    (&[("D8", "'—")], &["G8 error-value", "H8 error-value"]),
    (&[("D8", "'无"), ("G8", "0.75"), ("H8", "")], &[]),
    (&[("D8", "'/"), ("G8", "=E8/SUM(C8:D8)"), ("H8", "=ABS(N(D8))/C8")], &[]),
    // An amount that nobody can read is missing (not a fault of this family); what its formulas show, and what a total lacks, follows from it.
    (&[("D6", "'▲20")], &[]),
    (&[("D6", "'（-20.00）"), ("G6", "0.8651")], &[]),
    (&[("E6", "'约800"), ("E5", "1622.26"), ("G6", "0.8651")], &[]),
    (&[("E7", "'500,00"), ("E5", "1622.26")], &[]),
    (&[("D6", "'待定"), ("G6", "=E6/C6")], &["G6 rate-wrong-formula"]),
    // So is one that is no amount.
    (&[("E6", "-822.26"), ("E5", "1622.26"), ("G6", "0.8651")], &["E6 negative-amount"]),
    (&[("C6", "1e20"), ("C5", "1843.65"), ("G6", "0.8651")], &["C6 implausible-number"]),
    // Rates' formulas.
    (&[("G6", "=E6/C6")], &["G6 rate-wrong-formula"]),
    (&[("G8", "=E8/C8")], &["G8 rate-wrong-formula"]),
    (&[("H6", "=D6/C6")], &["H6 rate-wrong-formula"]),
    (&[("G6", "=822.26/950.52")], &["G6 rate-formula-of-constants"]),
    (&[("G6", "=800/950.52")], &["G6 rate-formula-of-constants"]),
    (&[("G6", "=ROUND(E6/SUM(C6:D6),4)|0.8651")], &[]),
    (&[("G6", "=TEXT(E6/(C6+D6),\"0.00%\")")], &["G6 rate-as-text"]),
    (&[("G5", "=SUM(E6:E8)/SUM(C6:D8)")], &[]),
    (&[("G5", "=AVERAGE(G6:G8)")], &["G5 rate-wrong-formula"]),
    (&[("G6", "=OFFSET(A1,5,4)/(C6+D6)|0.8651")], &["G6 formula-not-judged"]),
    (&[("G6", "=[1]Sheet1!$G$6|0.8651")], &["G6 external-reference"]),
    (&[("C6", "=[1]Sheet1!$C$6|843.65")], &["C6 external-reference"]),
    (&[("C6", "=[1]Sheet1!$C$6")], &["C6 external-reference"]),
    // Totals.
    (&[("C5", "1843.65"), ("D5", "61.17"), ("E5", "1622.26")], &[]),
    (&[("E5", "1722.26")], &["E5 total-mismatch"]),
    (&[("E5", "1722.26"), ("G5", "=E5/(C5+D5)|0.8517")], &["E5 total-mismatch"]),
    (&[("E5", "1722.26"), ("G5", "0.9042")], &["E5 total-mismatch"]),
    (&[("E5", "1722.26"), ("G5", "0.8517")], &["E5 total-mismatch"]),
    (&[("E5", "1622.27")], &["E5 rounding-difference"]),
    (&[("E5", "1622.29")], &["E5 total-mismatch"]),
    (&[("C5", "=SUM(C6:C7)")], &["C5 total-range-short"]),
    (&[("C5", "=SUM(C7:C8)")], &["C5 total-range-short"]),
    (&[("C5", "=SUM(C5:C8)")], &["C5 circular-formula"]),
    // What has no value because of its formula is not missing as well.
    (&[("C5", "=J1"), ("J1", "=C5+1")], &["C5 circular-formula"]),
    (&[("C5", "=AGGREGATE(9,6,C6:C8)")], &["C5 formula-not-judged"]),
    (&[("C5", "=SUM(C6:D8)")], &["C5 total-range-short"]),
    (&[("E5", "=SUM(E6:G8)")], &["E5 total-range-short"]),
    (&[("D5", "=SUM(D6:D7)")], &["D5 total-range-short"]),
    (&[("C5", "=C6+C7")], &["C5 total-range-short"]),
    (&[("C5", "=C6+C7+C8")], &[]),
    (&[("C5", "=SUBTOTAL(9,C6:C7)")], &["C5 total-range-short"]),
    // What was typed over a wrong total is wrong once the total is mended; a live rate is not.
    (&[("C5", "=SUM(C6:C7)"), ("G5", "0.8517"), ("H5", "0.0332")], &["C5 total-range-short"]),
    (&[("C5", "=SUM(C6:C7)"), ("G5", "1.0779")], &["C5 total-range-short", "G5 rate-wrong-value"]),
    (&[("C5", "=#REF!"), ("G5", "0.8517")], &["C5 error-value"]),
    (&[("C5", "#REF!"), ("G5", "0.91")], &["C5 error-value", "G5 rate-wrong-value"]),
    (&[("C5", "=SUM(D6:D8)")], &["C5 total-wrong-formula"]),
    (&[("C5", "=SUM(C6:C8)*2")], &["C5 total-wrong-formula"]),
    (&[("C5", "=SUM(C6:C7)+400")], &["C5 total-wrong-formula"]),
    (&[("C5", "=843.65+600+400")], &["C5 total-wrong-formula"]),
    // The total is right where the rows are blank: nothing to compare with.
    (
        &[
            ("C5", "900"),
            ("C6", ""),
            ("C7", ""),
            ("C8", ""),
            ("H5", "0.068"),
            ("H6", ""),
            ("H7", ""),
            ("H8", ""),
            ("G5", ""),
            ("G6", ""),
            ("G7", ""),
            ("G8", ""),
            ("E5", ""),
            ("E6", ""),
            ("E7", ""),
            ("E8", ""),
        ],
        &[],
    ),
    // Cached values.
    (&[("G6", "=E6/(C6+D6)|0.865063333754156")], &[]),
    (&[("G6", "=E6/(C6+D6)|0.8651")], &[]),
    (&[("G6", "=E6/(C6+D6)|0.84")], &["G6 stale-cached-value"]),
    (&[("C5", "=SUM(C6:C8)|1800")], &["C5 stale-cached-value"]),
    (&[("G6", "=E6/(C6+D6)|#DIV/0!")], &["G6 stale-cached-value"]),
    (&[("H13", "=SUM(H12:H12)|60.4")], &[]),
    (&[("H13", "=SUM(H12:H12)|99")], &["H13 stale-cached-value"]),
    (&[("J3", "=TODAY()|44561")], &[]),
    // Errors.
    (&[("H5", "=#REF!/C5|#REF!")], &["H5 error-value"]),
    (&[("H5", "#REF!")], &["H5 error-value"]),
    (&[("H5", "'#REF!")], &["H5 error-value"]),
    (&[("E6", "#N/A")], &["E6 error-value"]),
    (&[("E6", "=J1|#VALUE!"), ("J1", "#VALUE!")], &["J1 error-value"]),
    (&[("G12", "#NAME?")], &["G12 error-value"]),
    // A budget of zero.
    (&[("C8", "0"), ("D8", "0"), ("E8", "0")], &["G8 error-value", "H8 error-value"]),
    (&[("C8", "0"), ("D8", "0"), ("E8", "0"), ("G8", "'—"), ("H8", "")], &[]),
    (&[("C8", "0"), ("D8", "0"), ("E8", "0"), ("G8", "0"), ("H8", "0")], &[]),
    (&[("C8", ""), ("D8", ""), ("E8", ""), ("G8", ""), ("H8", "")], &[]),
    (&[("C8", "0"), ("D8", "50"), ("E8", "40"), ("H8", "=IF(C8=0,\"\",ABS(D8)/C8)|")], &[]),
    (
        &[
            ("C8", "0"),
            ("D8", "0"),
            ("E8", "0"),
            ("G8", "=IFERROR(E8/(C8+D8),0)|0"),
            ("H8", "=IFERROR(ABS(D8)/C8,\"/\")|'/"),
        ],
        &[],
    ),
    // Circles.
    (&[("G6", "=G6+G7")], &["G6 circular-formula"]),
    (&[("G6", "=J6"), ("J6", "=G6*1")], &["G6 circular-formula"]),
    (&[("C6", "=C5*0.5")], &["C6 circular-formula"]),
    (&[("K1", "=K2"), ("K2", "=K3"), ("K3", "=K1")], &["K1 circular-formula"]),
    // Amounts.
    (&[("E7", "700")], &["E7 overspent"]),
    (&[("E7", "554.3")], &[]),
    (&[("E6", "-822.26")], &["E6 negative-amount"]),
    (&[("D6", "-106.87")], &["E6 overspent"]),
    (&[("C6", "1e308")], &["C6 implausible-number"]),
    (&[("H12", "-60.4")], &["H12 negative-amount"]),
    // 元 in a form of 万元.
    (
        &[
            ("C6", "8436500"),
            ("D6", "1068700"),
            ("E6", "8222600"),
            ("C7", "6000000"),
            ("D7", "-457000"),
            ("E7", "5000000"),
            ("C8", "4000000"),
            ("D8", "0"),
            ("E8", "3000000"),
        ],
        &["C5 unit-mismatch"],
    ),
    (&[("C6", "8436500"), ("D6", "1068700"), ("E6", "8222600")], &["C6 unit-mismatch"]),
    (
        &[
            ("C6", "8436500"),
            ("D6", "1068700"),
            ("E6", "8222600"),
            ("C5", "1843.65"),
            ("D5", "61.17"),
            ("E5", "1622.26"),
        ],
        &["C6 unit-mismatch"],
    ),
    // However small a share of the whole the row is, the totals tell.
    (
        &[
            ("C8", "400000"),
            ("E8", "300000"),
            ("C5", "1483.65"),
            ("D5", "61.17"),
            ("E5", "1352.26"),
            ("G5", "0.8754"),
        ],
        &["C8 unit-mismatch"],
    ),
    (
        &[("C8", "32000"), ("E8", "31000"), ("C5", "1446.85"), ("D5", "61.17"), ("E5", "1325.36")],
        &["C8 unit-mismatch"],
    ),
    // A row that the totals left out is in no other unit; nor is one that comes out in one column only.
    (&[("C5", "1443.65"), ("D5", "61.17"), ("E5", "1322.26")], &["C5 total-mismatch", "E5 total-mismatch"]),
    (
        &[("C8", "400000"), ("E8", "300000"), ("C5", "1483.65"), ("D5", "61.17"), ("E5", "1452.26")],
        &["C5 total-mismatch", "E5 total-mismatch"],
    ),
    // A cent more or less is no row in 元.
    (
        &[("C8", "100"), ("E8", "90"), ("C5", "1443.66"), ("E5", "1322.27")],
        &["C5 total-mismatch", "E5 total-mismatch"],
    ),
    (&[("E6", "8222600")], &["E6 unit-mismatch"]),
    (&[("E6", "8222600"), ("G6", "0.8651")], &["E6 unit-mismatch"]),
    (&[("C7", "6000000")], &["C7 unit-mismatch"]),
    (&[("C5", "18436500"), ("D5", "611700"), ("E5", "16222600")], &["C5 unit-mismatch"]),
    (&[("H12", "604000")], &["H12 unit-mismatch"]),
    // One amount beyond all others is wrong by itself, not in 元 with its whole row.
    (&[("C7", "20000000000000")], &["C7 implausible-number"]),
    (&[("E8", "1850000000000000")], &["E8 implausible-number"]),
    (&[("C8", "-400")], &["C8 negative-amount"]),
    // A small source beside large ones is no fault.
    (&[("C6", "184365.25"), ("D6", "0"), ("E6", "180000.5"), ("C8", "3.2"), ("D8", "0"), ("E8", "3.1")], &[]),
    (&[("C6", "5000000"), ("D6", "0"), ("E6", "4900000"), ("H12", "600000")], &[]),
];

#[test]
fn one_fault_gives_one_finding_at_the_cell_to_mend() {
    let mut wrong = Vec::new();
    for (changes, expected) in CASES {
        let lines = found(changes);
        if lines != *expected {
            wrong.push(format!("{changes:?}\n   found {lines:?}\n   not   {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}
