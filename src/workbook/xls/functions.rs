//! Excel's functions by the numbers that .xls and .xlsb files use for them.

/// Marks functions whose number of arguments a formula states itself.
const VARIES: u8 = u8::MAX;

/// Number, name, and the count of arguments where it is fixed; sorted by number.
#[rustfmt::skip]
const FUNCTIONS: &[(u16, &str, u8)] = &[
    (0, "COUNT", VARIES), (1, "IF", VARIES), (2, "ISNA", 1), (3, "ISERROR", 1), (4, "SUM", VARIES),
    (5, "AVERAGE", VARIES), (6, "MIN", VARIES), (7, "MAX", VARIES), (8, "ROW", VARIES),
    (9, "COLUMN", VARIES), (10, "NA", 0), (11, "NPV", VARIES), (12, "STDEV", VARIES),
    (13, "DOLLAR", VARIES), (14, "FIXED", VARIES), (15, "SIN", 1), (16, "COS", 1), (17, "TAN", 1),
    (18, "ATAN", 1), (19, "PI", 0), (20, "SQRT", 1), (21, "EXP", 1), (22, "LN", 1), (23, "LOG10", 1),
    (24, "ABS", 1), (25, "INT", 1), (26, "SIGN", 1), (27, "ROUND", 2), (28, "LOOKUP", VARIES),
    (29, "INDEX", VARIES), (30, "REPT", 2), (31, "MID", 3), (32, "LEN", 1), (33, "VALUE", 1),
    (34, "TRUE", 0), (35, "FALSE", 0), (36, "AND", VARIES), (37, "OR", VARIES), (38, "NOT", 1),
    (39, "MOD", 2), (40, "DCOUNT", 3), (41, "DSUM", 3), (42, "DAVERAGE", 3), (43, "DMIN", 3),
    (44, "DMAX", 3), (45, "DSTDEV", 3), (46, "VAR", VARIES), (47, "DVAR", 3), (48, "TEXT", 2),
    (49, "LINEST", VARIES), (50, "TREND", VARIES), (51, "LOGEST", VARIES), (52, "GROWTH", VARIES),
    (56, "PV", VARIES), (57, "FV", VARIES), (58, "NPER", VARIES), (59, "PMT", VARIES),
    (60, "RATE", VARIES), (61, "MIRR", 3), (62, "IRR", VARIES), (63, "RAND", 0), (64, "MATCH", VARIES),
    (65, "DATE", 3), (66, "TIME", 3), (67, "DAY", 1), (68, "MONTH", 1), (69, "YEAR", 1),
    (70, "WEEKDAY", VARIES), (71, "HOUR", 1), (72, "MINUTE", 1), (73, "SECOND", 1), (74, "NOW", 0),
    (75, "AREAS", 1), (76, "ROWS", 1), (77, "COLUMNS", 1), (78, "OFFSET", VARIES), (82, "SEARCH", VARIES),
    (83, "TRANSPOSE", 1), (86, "TYPE", 1), (92, "SERIESSUM", 4), (97, "ATAN2", 2), (98, "ASIN", 1),
    (99, "ACOS", 1), (100, "CHOOSE", VARIES), (101, "HLOOKUP", VARIES), (102, "VLOOKUP", VARIES),
    (105, "ISREF", 1), (109, "LOG", VARIES), (111, "CHAR", 1), (112, "LOWER", 1), (113, "UPPER", 1),
    (114, "PROPER", 1), (115, "LEFT", VARIES), (116, "RIGHT", VARIES), (117, "EXACT", 2), (118, "TRIM", 1),
    (119, "REPLACE", 4), (120, "SUBSTITUTE", VARIES), (121, "CODE", 1), (124, "FIND", VARIES),
    (125, "CELL", VARIES), (126, "ISERR", 1), (127, "ISTEXT", 1), (128, "ISNUMBER", 1),
    (129, "ISBLANK", 1), (130, "T", 1), (131, "N", 1), (140, "DATEVALUE", 1), (141, "TIMEVALUE", 1),
    (142, "SLN", 3), (143, "SYD", 4), (144, "DDB", VARIES), (148, "INDIRECT", VARIES), (162, "CLEAN", 1),
    (163, "MDETERM", 1), (164, "MINVERSE", 1), (165, "MMULT", 2), (167, "IPMT", VARIES),
    (168, "PPMT", VARIES), (169, "COUNTA", VARIES), (183, "PRODUCT", VARIES), (184, "FACT", 1),
    (189, "DPRODUCT", 3), (190, "ISNONTEXT", 1), (193, "STDEVP", VARIES), (194, "VARP", VARIES),
    (195, "DSTDEVP", 3), (196, "DVARP", 3), (197, "TRUNC", VARIES), (198, "ISLOGICAL", 1),
    (199, "DCOUNTA", 3), (204, "USDOLLAR", VARIES), (205, "FINDB", VARIES), (206, "SEARCHB", VARIES),
    (207, "REPLACEB", 4), (208, "LEFTB", VARIES), (209, "RIGHTB", VARIES), (210, "MIDB", 3),
    (211, "LENB", 1), (212, "ROUNDUP", 2), (213, "ROUNDDOWN", 2), (214, "ASC", 1), (215, "DBCS", 1),
    (216, "RANK", VARIES), (219, "ADDRESS", VARIES), (220, "DAYS360", VARIES), (221, "TODAY", 0),
    (222, "VDB", VARIES), (227, "MEDIAN", VARIES), (228, "SUMPRODUCT", VARIES), (229, "SINH", 1),
    (230, "COSH", 1), (231, "TANH", 1), (232, "ASINH", 1), (233, "ACOSH", 1), (234, "ATANH", 1),
    (235, "DGET", 3), (244, "INFO", 1), (247, "DB", VARIES), (252, "FREQUENCY", 2), (261, "ERROR.TYPE", 1),
    (269, "AVEDEV", VARIES), (270, "BETADIST", VARIES), (271, "GAMMALN", 1), (272, "BETAINV", VARIES),
    (273, "BINOMDIST", 4), (274, "CHIDIST", 2), (275, "CHIINV", 2), (276, "COMBIN", 2),
    (277, "CONFIDENCE", 3), (278, "CRITBINOM", 3), (279, "EVEN", 1), (280, "EXPONDIST", 3),
    (281, "FDIST", 3), (282, "FINV", 3), (283, "FISHER", 1), (284, "FISHERINV", 1), (285, "FLOOR", 2),
    (286, "GAMMADIST", 4), (287, "GAMMAINV", 3), (288, "CEILING", 2), (289, "HYPGEOMDIST", 4),
    (290, "LOGNORMDIST", 3), (291, "LOGINV", 3), (292, "NEGBINOMDIST", 3), (293, "NORMDIST", 4),
    (294, "NORMSDIST", 1), (295, "NORMINV", 3), (296, "NORMSINV", 1), (297, "STANDARDIZE", 3),
    (298, "ODD", 1), (299, "PERMUT", 2), (300, "POISSON", 3), (301, "TDIST", 3), (302, "WEIBULL", 4),
    (303, "SUMXMY2", 2), (304, "SUMX2MY2", 2), (305, "SUMX2PY2", 2), (306, "CHITEST", 2),
    (307, "CORREL", 2), (308, "COVAR", 2), (309, "FORECAST", 3), (310, "FTEST", 2), (311, "INTERCEPT", 2),
    (312, "PEARSON", 2), (313, "RSQ", 2), (314, "STEYX", 2), (315, "SLOPE", 2), (316, "TTEST", 4),
    (317, "PROB", VARIES), (318, "DEVSQ", VARIES), (319, "GEOMEAN", VARIES), (320, "HARMEAN", VARIES),
    (321, "SUMSQ", VARIES), (322, "KURT", VARIES), (323, "SKEW", VARIES), (324, "ZTEST", VARIES),
    (325, "LARGE", 2), (326, "SMALL", 2), (327, "QUARTILE", 2), (328, "PERCENTILE", 2),
    (329, "PERCENTRANK", VARIES), (330, "MODE", VARIES), (331, "TRIMMEAN", 2), (332, "TINV", 2),
    (336, "CONCATENATE", VARIES), (337, "POWER", 2), (342, "RADIANS", 1), (343, "DEGREES", 1),
    (344, "SUBTOTAL", VARIES), (345, "SUMIF", VARIES), (346, "COUNTIF", 2), (347, "COUNTBLANK", 1),
    (350, "ISPMT", 4), (351, "DATEDIF", 3), (352, "DATESTRING", 1), (353, "NUMBERSTRING", 2),
    (354, "ROMAN", VARIES), (358, "GETPIVOTDATA", 2), (359, "HYPERLINK", VARIES), (360, "PHONETIC", 1),
    (361, "AVERAGEA", VARIES), (362, "MAXA", VARIES), (363, "MINA", VARIES), (364, "STDEVPA", VARIES),
    (365, "VARPA", VARIES), (366, "STDEVA", VARIES), (367, "VARA", VARIES), (368, "BAHTTEXT", 1),
    (369, "THAIDAYOFWEEK", 1), (370, "THAIDIGIT", 1), (371, "THAIMONTHOFYEAR", 1),
    (372, "THAINUMSOUND", 1), (373, "THAINUMSTRING", 1), (374, "THAISTRINGLENGTH", 1),
    (375, "ISTHAIDIGIT", 1), (376, "ROUNDBAHTDOWN", 1), (377, "ROUNDBAHTUP", 1), (378, "THAIYEAR", 1),
    (379, "RTD", VARIES),
    (480, "IFERROR", 2), (481, "COUNTIFS", VARIES), (482, "SUMIFS", VARIES), (483, "AVERAGEIF", VARIES),
    (484, "AVERAGEIFS", VARIES),
];

/// The name of a function and, where it is fixed, its number of arguments.
pub(super) fn function(number: u16) -> Option<(&'static str, Option<usize>)> {
    let at = FUNCTIONS.binary_search_by_key(&number, |entry| entry.0).ok()?;
    let (_, name, arguments) = FUNCTIONS.get(at)?;
    Some((name, if *arguments == VARIES { None } else { Some(usize::from(*arguments)) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_sorted_and_found() {
        assert!(FUNCTIONS.is_sorted_by_key(|entry| entry.0));
        assert_eq!(function(4), Some(("SUM", None)));
        assert_eq!(function(24), Some(("ABS", Some(1))));
        assert_eq!(function(27), Some(("ROUND", Some(2))));
        assert_eq!(function(9_999), None);
    }
}
