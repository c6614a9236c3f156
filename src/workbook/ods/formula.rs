//! OpenFormula, the formulas of OpenDocument, put into Excel's notation: `of:=[.E5]/([.C5]+[.D5])` is
//! `E5/(C5+D5)`.

use super::super::CellError;

/// A formula as Excel writes it, without a leading `=`.
pub(super) fn to_excel(formula: &str) -> String {
    let excel = formula.strip_prefix("msoxl:").map(|f| f.strip_prefix('=').unwrap_or(f));
    if let Some(excel) = excel {
        return excel.to_owned();
    }
    let body = ["of:", "oooc:"].iter().find_map(|prefix| formula.strip_prefix(prefix)).unwrap_or(formula);
    let body = body.strip_prefix('=').unwrap_or(body);
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    let mut in_array = false;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '"' | '\'' => {
                let length = quoted_length(after, c);
                out.push(c);
                out.push_str(&after[..length]);
                rest = &after[length..];
            }
            '[' => {
                let end = reference_length(after);
                out.push_str(&reference(&after[..end]));
                rest = after[end..].strip_prefix(']').unwrap_or("");
            }
            '{' => {
                in_array = true;
                out.push(c);
            }
            '}' => {
                in_array = false;
                out.push(c);
            }
            '#' => {
                let error = CellError::ALL.iter().find(|e| after.starts_with(&e.as_str()[1..]));
                let length = error.map_or(0, |e| e.as_str().len() - 1);
                out.push(c);
                out.push_str(&after[..length]);
                rest = &after[length..];
            }
            ';' | '~' => out.push(','),
            '|' if in_array => out.push(';'),
            '!' => out.push(' '),
            _ => out.push(c),
        }
    }
    for prefix in ["COM.MICROSOFT.", "LEGACY."] {
        if out.contains(prefix) {
            out = out.replace(prefix, "");
        }
    }
    out
}

/// The length of what a quotation mark opened, with the mark that closes it; doubled marks stay inside.
fn quoted_length(text: &str, mark: char) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == mark {
            match chars.peek() {
                Some((_, next)) if *next == mark => {
                    chars.next();
                }
                _ => return at + mark.len_utf8(),
            }
        }
    }
    text.len()
}

/// The length of a reference up to its `]`, which may also stand in a quoted sheet name.
fn reference_length(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            ']' => return at,
            '\'' => at += 1 + quoted_length(&text[at + 1..], '\''),
            _ => at += c.len_utf8(),
        }
    }
    text.len()
}

/// A reference without its brackets, or a range address of a defined name: `$Sheet2.A1:.B2` is `Sheet2!A1:B2`.
pub(super) fn reference(text: &str) -> String {
    let mut ends = Vec::new();
    let mut rest = text;
    loop {
        let (end, after) = one_end(rest);
        ends.push(end);
        match after.strip_prefix(':') {
            Some(next) => rest = next,
            None => break,
        }
    }
    let mut out = String::new();
    for (i, (sheet, cell)) in ends.iter().enumerate() {
        if i > 0 {
            out.push(':');
        }
        // The second corner names its sheet only where it differs.
        let repeated = i > 0 && (sheet.is_empty() || ends.first().is_some_and(|(first, _)| first == sheet));
        if !sheet.is_empty() && !repeated {
            out.push_str(sheet);
            out.push('!');
        }
        out.push_str(cell);
    }
    out
}

/// One corner of a reference: its sheet (empty if none is named) and its cell; and what follows.
fn one_end(text: &str) -> ((String, String), &str) {
    let mut at = 0;
    let mut dot = None;
    let mut hash = None;
    while let Some(c) = text[at..].chars().next() {
        match c {
            ':' if dot.is_some() => break,
            '\'' => {
                at += 1 + quoted_length(&text[at + 1..], '\'');
                continue;
            }
            '.' if !text[at..].starts_with("./") => dot = Some(at),
            '#' if dot.is_none() && !text[at..].starts_with("#REF!") => hash = Some(at),
            _ => {}
        }
        at += c.len_utf8();
    }
    let (end, after) = text.split_at(at);
    let Some(dot) = dot else { return ((String::new(), end.to_owned()), after) };
    let (sheet, cell) = (&end[..dot], end[dot + 1..].to_owned());
    let sheet = match hash {
        Some(hash) => {
            let file = sheet[..hash].trim_matches('\'');
            let name = sheet.get(hash + 1..).unwrap_or_default().trim_start_matches('$').trim_matches('\'');
            format!("'[{file}]{name}'")
        }
        None => sheet.trim_start_matches('$').to_owned(),
    };
    ((sheet, cell), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_read_as_in_excel() {
        for (open, excel) in [
            ("of:=[.E5]/([.C5]+[.D5])", "E5/(C5+D5)"),
            ("of:=SUM([.C6:.C8])", "SUM(C6:C8)"),
            ("of:=ROUND([.E6]/SUM([.C6:.D6]);4)", "ROUND(E6/SUM(C6:D6),4)"),
            ("of:=IF([.C6]+[.D6]=0;\"a;b\"\"\";[.E6])", "IF(C6+D6=0,\"a;b\"\"\",E6)"),
            ("of:=[$Sheet2.$A$1]+[$'表 一'.B2:.C3]", "Sheet2!$A$1+'表 一'!B2:C3"),
            ("of:=SUM([Sheet1.A1:Sheet1.B2];[Sheet1.A1:Sheet3.A1])", "SUM(Sheet1!A1:B2,Sheet1!A1:Sheet3!A1)"),
            ("of:=[$'a]b.c'.A1]", "'a]b.c'!A1"),
            ("of:=['file:///C:/上年.ods'#$Sheet1.A1]", "'[file:///C:/上年.ods]Sheet1'!A1"),
            ("of:=SUM({1;2|3;4})", "SUM({1,2;3,4})"),
            ("of:=COM.MICROSOFT.IFS([.A1];1)", "IFS(A1,1)"),
            ("of:=[.#REF!]+1", "#REF!+1"),
            ("of:=#REF!+#N/A", "#REF!+#N/A"),
            ("of:=[.A:.A]", "A:A"),
            ("msoxl:=SUM(A1,B1)", "SUM(A1,B1)"),
            ("of:=[.A1", "A1"),
            ("of:=\"", "\""),
        ] {
            assert_eq!(to_excel(open), excel, "{open}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_some_formula(text in "(of:=)?[\\[\\].:;'\"#$!~{}|A-C1-3中 ]{0,30}") {
            let _ = to_excel(&text);
            let _ = reference(&text);
        }
    }
}
