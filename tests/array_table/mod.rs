//! Array formulas beside the function table's inputs, the cells that they fill, and what Excel shows there, row by row.
//! LibreOffice is held to the same table by `interop_formula`.

pub(crate) const ARRAYS: &[(&str, &str, &[&str])] = &[
    ("J1", "SUM(E1:E3*2)", &["120"]),
    ("J9", "SUM(E1:E4*{1;0;1;0})", &["40"]),
    ("J1", "MAX(IF(E1:E4<35,E1:E4))", &["30"]),
    ("J1", "AVERAGE(IF(E1:E4>15,E1:E4))", &["30"]),
    ("J1", "SUM((D1:D4=\"一般公共预算\")*E1:E4)", &["50"]),
    ("J1", "SUM(ROUND(E1:E4/3,1))", &["33.3"]),
    ("J1", "SUM(IF(ISNUMBER(A1:A8),1,0))", &["6"]),
    ("J1", "COUNT(IF(A1:A4>500,A1:A4))", &["2"]),
    ("J1", "AND(E1:E4>5)", &["TRUE"]),
    ("J1", "SUM(IFERROR(E1:E4/A1:A4,0))", &["0.120092957056805"]),
    ("J1", "SUM(IFS(E1:E4>25,1,TRUE,10))", &["22"]),
    (
        "J1:J4",
        "IFERROR(E1:E4/A1:A4,-1)",
        &["0.0118532566822735", "0.0333333333333333", "0.0749063670411985", "-1"],
    ),
    ("J1:J2", "CHOOSE(E1:E2/10,A1:A2,B1:B2)", &["843.65", "-45.7"]),
    ("J1:J3", "E1:E3*2", &["20", "40", "60"]),
    ("J1:K2", "E1:E2+{1,2}", &["11", "12", "21", "22"]),
    ("J1:J3", "E1:E2", &["10", "20", "#N/A"]),
    ("J1:K1", "5", &["5", "5"]),
    ("J1:K2", "E1:E2*10", &["100", "100", "200", "200"]),
    ("J1:J2", "C1:C2/A4:A4", &["#DIV/0!", "#DIV/0!"]),
];
