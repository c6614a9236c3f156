//! The table: where a formula stands, the formula, the number format, the verdict, and the inputs that show it.

use self::Place::{Adjustment, Completion, CompletionAsNumber, Total, TotalCompletion, TotalCompletionTyped};
use self::Verdict::{Circular, Constants, External, NotJudged, Right, RightAsText, RightTodayOnly, Wrong};

/// The cell that a formula stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// G6, where E6/(C6+D6) belongs.
    Completion,
    /// G6 of a form whose column is headed 预算完成率（%）.
    CompletionAsNumber,
    /// G5, over totals that are sums.
    TotalCompletion,
    /// G5, over totals that are typed.
    TotalCompletionTyped,
    /// H6, where ABS(D6)/C6 belongs.
    Adjustment,
    /// C5, where SUM(C6:C8) belongs.
    Total,
}

/// What a careful reviewer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Right for all inputs.
    Right,
    /// The right figure, but a text.
    RightAsText,
    /// Right for today's inputs, wrong for others.
    RightTodayOnly,
    /// Wrong for today's inputs.
    Wrong,
    /// No cell in it.
    Constants,
    /// It depends on itself.
    Circular,
    /// It looks into another workbook.
    External,
    /// To be checked by hand.
    NotJudged,
}

/// One formula.
pub(crate) struct Row {
    pub(crate) place: Place,
    pub(crate) formula: &'static str,
    pub(crate) format: &'static str,
    pub(crate) verdict: Verdict,
    /// The counterexample in words, where the table holds the program to it.
    pub(crate) because: Option<&'static str>,
}

const fn row(place: Place, formula: &'static str, format: &'static str, verdict: Verdict) -> Row {
    Row { place, formula, format, verdict, because: None }
}

const fn because(
    place: Place,
    formula: &'static str,
    format: &'static str,
    verdict: Verdict,
    words: &'static str,
) -> Row {
    Row { place, formula, format, verdict, because: Some(words) }
}

const P: &str = "0.00%";

/// Every formula that was judged by hand.
pub(crate) const ROWS: &[Row] = &[
    // The same quotient, spelled differently.
    row(Completion, "E6/(C6+D6)", P, Right),
    row(Completion, "=E6/(C6+D6)", P, Right),
    row(Completion, " E6 / ( C6 + D6 ) ", P, Right),
    row(Completion, "$E$6/($C$6+$D$6)", P, Right),
    row(Completion, "$E6/($C6+$D6)", P, Right),
    row(Completion, "e6/(c6+d6)", P, Right),
    row(Completion, "E6/(D6+C6)", P, Right),
    row(Completion, "(E6)/((C6)+(D6))", P, Right),
    row(Completion, "E6/SUM(C6:D6)", P, Right),
    row(Completion, "E6/SUM(C6,D6)", P, Right),
    row(Completion, "SUM(E6)/SUM(C6:D6)", P, Right),
    row(Completion, "+E6/(C6+D6)", P, Right),
    // Nothing spent is 0 %, not an error.
    row(Completion, "1/((C6+D6)/E6)", P, RightTodayOnly),
    row(Completion, "E6*1/(C6+D6)", P, Right),
    row(Completion, "E6*(C6+D6)^-1", P, Right),
    row(Completion, "E6*POWER(C6+D6,-1)", P, Right),
    row(Completion, "E6/(C6+D6)*100%", P, Right),
    // PRODUCT passes over blank cells: nothing spent would be 1 ÷ budget.
    row(Completion, "PRODUCT(E6,1/(C6+D6))", P, RightTodayOnly),
    row(Completion, "E6/(C6--D6)", P, Right),
    row(Completion, "-E6/-(C6+D6)", P, Right),
    row(Completion, "1-(C6+D6-E6)/(C6+D6)", P, Right),
    row(Completion, "自评表!E6/(自评表!C6+自评表!D6)", P, Right),
    row(Completion, "SUMPRODUCT(E6/(C6+D6))", P, Right),
    row(Completion, "E6/SUMPRODUCT(C6:D6)", P, Right),
    row(Completion, "支出/(年初+调整)", P, Right),
    row(Completion, "支出/预算", P, Right),
    row(Completion, "N(E6)/(N(C6)+N(D6))", P, Right),
    row(Completion, "INDEX(A6:E6,5)/SUM(INDEX(A6:E6,3),INDEX(A6:E6,4))", P, Right),
    row(Completion, "VLOOKUP(\"一般公共预算\",B5:E8,4,FALSE)/(C6+D6)", P, Right),
    row(Completion, "SUMIF(B6:B8,\"一般公共预算\",E6:E8)/(C6+D6)", P, Right),
    row(Completion, "SUMIFS(E6:E8,B6:B8,\"一般公共预算\")/(C6+D6)", P, Right),
    row(Completion, "INDEX(E5:E8,MATCH(\"一般公共预算\",B5:B8,0))/(C6+D6)", P, Right),
    // Guards against a budget of zero.
    row(Completion, "IF(C6+D6=0,\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF((C6+D6)=0,0,E6/(C6+D6))", P, Right),
    row(Completion, "IF(C6+D6<>0,E6/(C6+D6),\"—\")", P, Right),
    row(Completion, "IF(C6+D6>0,E6/(C6+D6),\"\")", P, Right),
    row(Completion, "IF(C6+D6,E6/(C6+D6),\"\")", P, Right),
    row(Completion, "IFERROR(E6/(C6+D6),\"—\")", P, Right),
    row(Completion, "IFERROR(E6/(C6+D6),0)", P, Right),
    row(Completion, "IFERROR(E6/(C6+D6),)", P, Right),
    row(Completion, "IF(ISERROR(E6/(C6+D6)),\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(ISERROR(E6/(C6+D6)),\"/\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(AND(C6=0,D6=0),\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(OR(C6=\"\",E6=\"\"),\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(ISBLANK(E6),\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(C6=0,\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(COUNT(C6:E6)=0,\"\",E6/(C6+D6))", P, Right),
    row(Completion, "IF(ISNUMBER(E6),E6/(C6+D6),\"\")", P, Right),
    row(Completion, "IF(NOT(C6+D6=0),E6/(C6+D6),\"\")", P, Right),
    row(Completion, "IFS(C6+D6=0,\"\",TRUE,E6/(C6+D6))", P, Right),
    row(Completion, "_xlfn.IFS(C6+D6=0,0,C6+D6<>0,E6/(C6+D6))", P, Right),
    row(Completion, "IFNA(E6/(C6+D6),\"\")", P, Right),
    row(Completion, "IF(D6=0,E6/C6,E6/(C6+D6))", P, Right),
    row(Completion, "IF(D6=\"\",E6/C6,E6/(C6+D6))", P, Right),
    row(Completion, "IF(E6=0,0,E6/(C6+D6))", P, Right),
    row(Completion, "E6/IF(C6+D6=0,1,C6+D6)", P, Right),
    row(Completion, "E6/MAX(C6+D6,0.01)", P, Right),
    // Rounding to what is shown, or finer.
    row(Completion, "ROUND(E6/(C6+D6),4)", P, Right),
    row(Completion, "ROUND(E6/(C6+D6),6)", P, Right),
    row(Completion, "ROUND(E6/SUM(C6:D6),10)", P, Right),
    row(Completion, "ROUND(E6/(C6+D6),2)", "0%", Right),
    row(Completion, "ROUND(E6/(C6+D6),3)", "0.0%", Right),
    row(Completion, "ROUND(E6/(C6+D6),4)", "General", Right),
    row(Completion, "ROUND(E6/(C6+D6),4)", "0.000%", Right),
    row(Completion, "ROUND(E6/(C6+D6)*100,2)/100", P, Right),
    row(Completion, "ROUND(E6/(C6+D6)*100,2)%", P, Right),
    row(Completion, "IFERROR(ROUND(E6/(C6+D6),4),\"\")", P, Right),
    because(Completion, "ROUND(E6/(C6+D6),2)", P, Wrong, "此公式得 87.00%，应为 86.51%"),
    row(Completion, "ROUND(E6/(C6+D6),3)", P, Wrong),
    row(Completion, "ROUND(E6/(C6+D6),1)", "0%", Wrong),
    row(Completion, "ROUNDDOWN(E6/(C6+D6),4)", P, Wrong),
    row(Completion, "ROUNDUP(E6/(C6+D6),2)", "0%", RightTodayOnly),
    row(Completion, "INT(E6/(C6+D6)*100)/100", P, Wrong),
    row(Completion, "INT(E6/(C6+D6)*10000+0.5)/10000", P, Right),
    row(Completion, "TRUNC(E6/(C6+D6),2)", P, Wrong),
    // Percentages as plain numbers, in a column that says so.
    row(CompletionAsNumber, "E6/(C6+D6)*100", "General", Right),
    row(CompletionAsNumber, "E6/(C6+D6)*100", "0.00", Right),
    row(CompletionAsNumber, "ROUND(E6/(C6+D6)*100,2)", "General", Right),
    row(CompletionAsNumber, "ROUND(E6*100/(C6+D6),2)", "0.00_ ", Right),
    row(CompletionAsNumber, "ROUND(E6/(C6+D6)*100,1)", "0.0", Right),
    row(CompletionAsNumber, "IF(C6+D6=0,\"\",E6/(C6+D6)*100)", "0.00", Right),
    row(CompletionAsNumber, "E6/(C6+D6)", "General", Right),
    row(CompletionAsNumber, "ROUND(E6/(C6+D6)*100,0)", "0.00", Wrong),
    row(CompletionAsNumber, "E6/C6*100", "0.00", Wrong),
    row(Completion, "E6/(C6+D6)*100", P, Wrong),
    row(Completion, "E6/(C6+D6)*1000", "0.00", Wrong),
    // The right figure as a text.
    row(Completion, "TEXT(E6/(C6+D6),\"0.00%\")", P, RightAsText),
    row(Completion, "ROUND(E6/(C6+D6)*100,2)&\"%\"", P, RightAsText),
    row(Completion, "IFERROR(TEXT(E6/(C6+D6),\"0.00%\"),\"\")", P, RightAsText),
    row(Completion, "TEXT(E6/(C6+D6),\"0%\")", P, Wrong),
    row(Completion, "TEXT(E6/C6,\"0.00%\")", P, Wrong),
    // Another quotient.
    because(Completion, "E6/C6", P, Wrong, "此公式得 97.46%，应为 86.51%"),
    row(Completion, "C6/E6", P, Wrong),
    row(Completion, "(C6+D6)/E6", P, Wrong),
    row(Completion, "E6/(C6-D6)", P, Wrong),
    row(Completion, "E6/C6+D6", P, Wrong),
    row(Completion, "E6/D6", P, Wrong),
    row(Completion, "E5/(C5+D5)", P, Wrong),
    row(Completion, "E7/(C7+D7)", P, Wrong),
    row(Completion, "E6/(C5+D5)", P, Wrong),
    row(Completion, "C6/(E6+D6)", P, Wrong),
    row(Completion, "E6/(C6+ABS(D6))", P, RightTodayOnly),
    row(Completion, "ABS(E6/(C6+D6))", P, Right),
    because(
        Completion,
        "MIN(1,E6/(C6+D6))",
        P,
        RightTodayOnly,
        "年初预算数为 100.00 时，此公式得 100.00%，应为 397.48%",
    ),
    row(Completion, "IF(E6>C6+D6,1,E6/(C6+D6))", P, RightTodayOnly),
    row(Completion, "MAX(E6/(C6+D6),0)", P, Right),
    row(Completion, "IF(D6>0,E6/(C6+D6),E6/C6)", P, RightTodayOnly),
    row(Completion, "IF(D6<0,E6/C6,E6/(C6+D6))", P, RightTodayOnly),
    row(Completion, "IF(C6>500,E6/(C6+D6),0)", P, RightTodayOnly),
    row(Completion, "E6/(C6+D6)+0.001", P, Wrong),
    row(Completion, "AVERAGE(E6/C6,E6/(C6+D6))", P, Wrong),
    row(Completion, "E6/AVERAGE(C6:D6)", P, Wrong),
    row(Completion, "E6/MAX(C6:D6)", P, Wrong),
    row(Completion, "E6+0", P, Wrong),
    row(Completion, "G7", P, Wrong),
    row(Completion, "SUM(E6:E6)/SUM(C6:E6)", P, Wrong),
    row(Completion, "E6/SUM(C6:D7)", P, Wrong),
    row(Completion, "#REF!/(C6+D6)", P, Wrong),
    row(Completion, "E6/(C6+D6)/0", P, Wrong),
    row(Completion, "不存在的名称/(C6+D6)", P, Wrong),
    // Right today only because something beside the form happens to agree.
    row(Completion, "E6/950.52", P, RightTodayOnly),
    row(Completion, "822.26/(C6+D6)", P, RightTodayOnly),
    row(Completion, "E6/(C6+106.87)", P, RightTodayOnly),
    row(Completion, "E6/K3", P, RightTodayOnly),
    row(Completion, "E6/$K$3", P, RightTodayOnly),
    row(Completion, "E6/旧值", P, RightTodayOnly),
    row(Completion, "E6/(C6+D6)*K2", P, RightTodayOnly),
    row(Completion, "'明细 账'!A3/('明细 账'!A1+'明细 账'!A2)", P, RightTodayOnly),
    row(Completion, "E6/('明细 账'!A1+D6)", P, RightTodayOnly),
    // No cell in it.
    row(Completion, "822.26/950.52", P, Constants),
    row(Completion, "822.26/(843.65+106.87)", P, Constants),
    row(Completion, "ROUND(822.26/950.52,4)", P, Constants),
    row(Completion, "86.51%", P, Constants),
    row(Completion, "0.8651", P, Constants),
    row(Completion, "\"86.51%\"", P, Constants),
    row(Completion, "0", P, Constants),
    // What cannot be judged, or not from this workbook.
    row(Completion, "G6", P, Circular),
    row(Completion, "E6/(C6+D6)+G6*0", P, Circular),
    row(Completion, "[1]Sheet1!$A$1/(C6+D6)", P, External),
    row(Completion, "E6/[决算.xlsx]Sheet1!$C$5", P, External),
    row(Completion, "'C:\\报表\\[决算.xlsx]Sheet1'!$C$5/C6", P, External),
    row(Completion, "OFFSET(A1,5,4)/(C6+D6)", P, NotJudged),
    row(Completion, "INDIRECT(\"E6\")/(C6+D6)", P, NotJudged),
    row(Completion, "MYFUNC(E6,C6,D6)", P, NotJudged),
    row(Completion, "E6/(C6+D6", P, NotJudged),
    row(Completion, "LET(x,C6+D6,E6/x)", P, NotJudged),
    row(Completion, "E6/(C6+D6)+TODAY()*0", P, NotJudged),
    // The total's rate, through the total's own cells or through the rows.
    row(TotalCompletion, "E5/(C5+D5)", P, Right),
    row(TotalCompletion, "SUM(E6:E8)/(SUM(C6:C8)+SUM(D6:D8))", P, Right),
    row(TotalCompletion, "SUM(E6:E8)/SUM(C6:D8)", P, Right),
    row(TotalCompletion, "SUM(E6:E8)/(C5+D5)", P, Right),
    row(TotalCompletion, "E5/SUM(C6:D8)", P, Right),
    row(TotalCompletion, "(E6+E7+E8)/(C5+D5)", P, Right),
    row(TotalCompletion, "IFERROR(ROUND(SUM(E6:E8)/SUM(C6:D8),4),\"\")", P, Right),
    row(TotalCompletion, "SUM(E6:E7)/(C5+D5)", P, Wrong),
    row(TotalCompletion, "SUM(E5:E8)/SUM(C5:D8)", P, Right),
    row(TotalCompletion, "AVERAGE(G6:G8)", P, Wrong),
    row(TotalCompletion, "SUM(E6:E8)/SUM(C6:C8)", P, Wrong),
    row(TotalCompletion, "E5/C5", P, Wrong),
    row(TotalCompletion, "SUMPRODUCT(E6:E8)/SUMPRODUCT(C6:D8)", P, Right),
    row(TotalCompletion, "E6/(C6+D6)", P, Wrong),
    row(TotalCompletionTyped, "E5/(C5+D5)", P, Right),
    row(TotalCompletionTyped, "SUM(E6:E8)/SUM(C6:D8)", P, Right),
    row(TotalCompletionTyped, "SUM(E6:E8)/(SUM(C6:C8)+D6+D7+D8)", P, Right),
    row(TotalCompletionTyped, "E5/C5", P, Wrong),
    // The adjustment's rate: by how much, whatever its direction.
    row(Adjustment, "ABS(D6)/C6", P, Right),
    row(Adjustment, "ABS(D6/C6)", P, Right),
    row(Adjustment, "IFERROR(ABS(D6)/C6,\"\")", P, Right),
    row(Adjustment, "IF(C6=0,\"\",ABS(D6)/C6)", P, Right),
    row(Adjustment, "IF(D6=0,\"\",ABS(D6)/C6)", P, Right),
    row(Adjustment, "IF(D6<0,-D6,D6)/C6", P, Right),
    row(Adjustment, "MAX(D6,-D6)/C6", P, Right),
    row(Adjustment, "SQRT(D6^2)/C6", P, Right),
    row(Adjustment, "SIGN(D6)*D6/C6", P, Right),
    row(Adjustment, "ROUND(ABS(D6)/C6,4)", P, Right),
    row(Adjustment, "ABS((C6+D6)-C6)/C6", P, Right),
    row(Adjustment, "ABS(D6)/C6*100", "0.00", Right),
    because(Adjustment, "D6/C6", P, RightTodayOnly, "调整数为 -10.00 时，此公式得 -1.19%，应为 1.19%"),
    row(Adjustment, "D6/(C6+D6)", P, Wrong),
    row(Adjustment, "ABS(D6)/(C6+D6)", P, Wrong),
    row(Adjustment, "ABS(C6)/D6", P, Wrong),
    row(Adjustment, "ABS(E6-C6)/C6", P, Wrong),
    row(Adjustment, "ABS(D5)/C5", P, Wrong),
    row(Adjustment, "MAX(D6,0)/C6", P, RightTodayOnly),
    row(Adjustment, "106.87/843.65", P, Constants),
    // Totals.
    row(Total, "SUM(C6:C8)", "0.00", Right),
    row(Total, "C6+C7+C8", "0.00", Right),
    row(Total, "C8+C7+C6", "0.00", Right),
    row(Total, "SUM(C6,C7,C8)", "0.00", Right),
    row(Total, "SUM(C6:C7)+C8", "0.00", Right),
    row(Total, "SUM($C$6:$C$8)", "0.00", Right),
    row(Total, "SUM(C6:C9)", "0.00", Right),
    row(Total, "ROUND(SUM(C6:C8),2)", "0.00", Right),
    row(Total, "ROUND(SUM(C6:C8),2)", "General", Right),
    row(Total, "SUM(C6:C8)*1", "#,##0.00", Right),
    row(Total, "SUBTOTAL(9,C6:C8)", "0.00", Right),
    row(Total, "SUBTOTAL(109,C6:C8)", "0.00", Right),
    row(Total, "SUBTOTAL(9,C6:C7)", "0.00", Wrong),
    row(Total, "SUBTOTAL(1,C6:C8)", "0.00", Wrong),
    row(Total, "SUMPRODUCT(C6:C8)", "0.00", Right),
    row(Total, "SUMPRODUCT((B6:B8<>\"\")*C6:C8)", "0.00", Right),
    row(Total, "SUMIF(B6:B8,\"<>合计\",C6:C8)", "0.00", Right),
    row(Total, "IF(SUM(C6:C8)=0,\"\",SUM(C6:C8))", "0.00", Right),
    row(Total, "SUM((C6:C7,C8))", "0.00", Right),
    row(Total, "SUM(INDEX(C:C,6):C8)", "0.00", NotJudged),
    row(Total, "ROUND(SUM(C6:C8),0)", "0", Right),
    row(Total, "ROUND(SUM(C6:C8),0)", "0.00", Wrong),
    row(Total, "SUM(C6:C7)", "0.00", Wrong),
    row(Total, "SUM(C7:C8)", "0.00", Wrong),
    row(Total, "C6+C7", "0.00", Wrong),
    row(Total, "SUM(D6:D8)", "0.00", Wrong),
    row(Total, "SUM(C6:D8)", "0.00", Wrong),
    row(Total, "SUM(C6:E8)", "0.00", Wrong),
    row(Total, "SUM(C6:C8)/10000", "0.00", Wrong),
    row(Total, "SUM(C6:C8)+C6", "0.00", Wrong),
    row(Total, "C6", "0.00", Wrong),
    row(Total, "AVERAGE(C6:C8)*3", "0.00", RightTodayOnly),
    row(Total, "MAX(C6:C8)", "0.00", Wrong),
    row(Total, "SUM(C5:C8)", "0.00", Circular),
    row(Total, "SUM(C:C)", "0.00", Circular),
    row(Total, "SUMIF(C6:C8,\">0\")", "0.00", Right),
    row(Total, "SUMIF(C6:C8,\">500\")", "0.00", Wrong),
    row(Total, "SUM(C6:C7)+400", "0.00", RightTodayOnly),
    row(Total, "843.65+600+400", "0.00", Constants),
    row(Total, "SUM([1]Sheet1!C6:C8)", "0.00", External),
];
