//! stub

use super::{Cell, Value, Workbook};

/// What a cell shows for a value under its number format.
pub fn shown_value(workbook: &Workbook, cell: &Cell, value: &Value) -> String {
    if let Some(shown) = &cell.shown {
        return shown.clone();
    }
    match value {
        Value::Empty => String::new(),
        Value::Number(n) => {
            let f = &workbook.style(cell).number_format;
            if let Some(p) = f.strip_suffix('%') {
                let places = p.split_once('.').map_or(0, |(_, d)| d.len());
                let mut r = (*n * rust_decimal::Decimal::ONE_HUNDRED).round_dp(places as u32);
                r.rescale(places as u32);
                format!("{r}%")
            } else {
                n.to_string()
            }
        }
        Value::Unrepresentable(f) => f.to_string(),
        Value::Text(t) => t.clone(),
        Value::Bool(b) => b.to_string().to_uppercase(),
        Value::Error(e) => e.to_string(),
    }
}
