//! The worksheet functions that such forms use.

mod aggregate;
mod criteria;
mod inspect;
mod logic;
mod lookup;
mod numeric;
mod text;
mod wildcard;

use super::eval::Eval;
use super::expr::Expr;
use super::fault::Fault;
use super::operand::Operand;
use crate::workbook::Value;

/// A function.
#[derive(Debug)]
pub(crate) struct Function {
    /// Its name, in capitals.
    pub(crate) name: &'static str,
    /// The fewest arguments it takes.
    pub(crate) least: usize,
    /// The most arguments it takes.
    pub(crate) most: usize,
    /// How it is called.
    pub(crate) kind: Kind,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A function of single values.
pub(crate) type OnValues = fn(&[Value]) -> Result<Value, Fault>;
/// A function that decides itself which of its arguments it evaluates, and how.
pub(crate) type OnArguments = fn(&mut Eval<'_, '_>, &[Expr], bool) -> Result<Operand, Fault>;

/// How a function takes its arguments.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Single values; an error among them is the result.
    Scalar(OnValues),
    /// Single values, errors included.
    Inspect(OnValues),
    /// Its own way.
    Special(OnArguments),
}

/// What is known of a function's name.
pub(crate) enum Lookup {
    /// It can be computed.
    Known(&'static Function),
    /// Its result changes by itself.
    Volatile,
    /// It is not known here.
    Unknown,
}

/// Excel's limit on arguments.
const MANY: usize = 255;

const fn scalar(name: &'static str, least: usize, most: usize, call: OnValues) -> Function {
    Function { name, least, most, kind: Kind::Scalar(call) }
}

const fn inspecting(name: &'static str, least: usize, most: usize, call: OnValues) -> Function {
    Function { name, least, most, kind: Kind::Inspect(call) }
}

const fn special(name: &'static str, least: usize, most: usize, call: OnArguments) -> Function {
    Function { name, least, most, kind: Kind::Special(call) }
}

/// Every function, sorted by name.
static FUNCTIONS: &[Function] = &[
    scalar("ABS", 1, 1, numeric::abs),
    special("AND", 1, MANY, logic::and),
    special("AVERAGE", 1, MANY, aggregate::average),
    special("AVERAGEIF", 2, 3, criteria::average_if),
    special("AVERAGEIFS", 3, MANY, criteria::average_ifs),
    scalar("CEILING", 2, 2, numeric::ceiling),
    special("CHOOSE", 2, MANY, logic::choose),
    special("COLUMN", 0, 1, lookup::column),
    special("COLUMNS", 1, 1, lookup::columns),
    special("CONCAT", 1, MANY, text::concat),
    scalar("CONCATENATE", 1, MANY, text::concatenate),
    special("COUNT", 1, MANY, aggregate::count),
    special("COUNTA", 1, MANY, aggregate::count_all),
    special("COUNTBLANK", 1, 1, criteria::count_blank),
    special("COUNTIF", 2, 2, criteria::count_if),
    special("COUNTIFS", 2, MANY, criteria::count_ifs),
    scalar("EXACT", 2, 2, text::exact),
    special("FALSE", 0, 0, logic::no),
    scalar("FIND", 2, 3, text::find),
    scalar("FLOOR", 2, 2, numeric::floor),
    special("HLOOKUP", 3, 4, lookup::hlookup),
    scalar("HYPERLINK", 1, 2, text::hyperlink),
    special("IF", 2, 3, logic::choose_if),
    special("IFERROR", 2, 2, logic::if_error),
    special("IFNA", 2, 2, logic::if_na),
    special("IFS", 2, MANY, logic::ifs),
    special("INDEX", 2, 3, lookup::index),
    scalar("INT", 1, 1, numeric::int),
    inspecting("ISBLANK", 1, 1, inspect::is_blank),
    inspecting("ISERR", 1, 1, inspect::is_err),
    inspecting("ISERROR", 1, 1, inspect::is_error),
    inspecting("ISNA", 1, 1, inspect::is_na),
    inspecting("ISNUMBER", 1, 1, inspect::is_number),
    inspecting("ISTEXT", 1, 1, inspect::is_text),
    special("LARGE", 2, 2, aggregate::large),
    scalar("LEFT", 1, 2, text::left),
    scalar("LEN", 1, 1, text::len),
    scalar("LOWER", 1, 1, text::lower),
    special("MATCH", 2, 3, lookup::match_),
    special("MAX", 1, MANY, aggregate::max),
    special("MEDIAN", 1, MANY, aggregate::median),
    scalar("MID", 3, 3, text::mid),
    special("MIN", 1, MANY, aggregate::min),
    scalar("MOD", 2, 2, numeric::modulo),
    scalar("N", 1, 1, inspect::n),
    special("NA", 0, 0, logic::not_available),
    scalar("NOT", 1, 1, logic::not),
    special("OR", 1, MANY, logic::or),
    scalar("POWER", 2, 2, numeric::power),
    special("PRODUCT", 1, MANY, aggregate::product),
    scalar("QUOTIENT", 2, 2, numeric::quotient),
    scalar("REPLACE", 4, 4, text::replace),
    scalar("REPT", 2, 2, text::rept),
    scalar("RIGHT", 1, 2, text::right),
    scalar("ROUND", 2, 2, numeric::round),
    scalar("ROUNDDOWN", 2, 2, numeric::round_down),
    scalar("ROUNDUP", 2, 2, numeric::round_up),
    special("ROW", 0, 1, lookup::row),
    special("ROWS", 1, 1, lookup::rows),
    scalar("SEARCH", 2, 3, text::search),
    scalar("SIGN", 1, 1, numeric::sign),
    special("SMALL", 2, 2, aggregate::small),
    scalar("SQRT", 1, 1, numeric::sqrt),
    scalar("SUBSTITUTE", 3, 4, text::substitute),
    special("SUBTOTAL", 2, MANY, aggregate::subtotal),
    special("SUM", 1, MANY, aggregate::sum),
    special("SUMIF", 2, 3, criteria::sum_if),
    special("SUMIFS", 3, MANY, criteria::sum_ifs),
    special("SUMPRODUCT", 1, MANY, aggregate::sum_product),
    inspecting("T", 1, 1, inspect::t),
    scalar("TEXT", 2, 2, text::text),
    scalar("TRIM", 1, 1, text::trim),
    special("TRUE", 0, 0, logic::yes),
    scalar("TRUNC", 1, 2, numeric::truncate),
    scalar("UPPER", 1, 1, text::upper),
    scalar("VALUE", 1, 1, text::value),
    special("VLOOKUP", 3, 4, lookup::vlookup),
];

/// Functions whose result changes without any cell changing.
const VOLATILE: [&str; 4] = ["NOW", "RAND", "RANDBETWEEN", "TODAY"];

/// The function of that name, whatever its case and with or without Excel's prefix for newer ones.
pub(crate) fn lookup(name: &str) -> Lookup {
    let upper = name.to_uppercase();
    let plain = upper.strip_prefix("_XLFN.").unwrap_or(&upper);
    let plain = plain.strip_prefix("_XLWS.").unwrap_or(plain);
    if VOLATILE.contains(&plain) {
        return Lookup::Volatile;
    }
    match FUNCTIONS.binary_search_by(|f| f.name.cmp(plain)) {
        Ok(found) => FUNCTIONS.get(found).map_or(Lookup::Unknown, Lookup::Known),
        Err(_) => Lookup::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_sorted_by_name_so_that_they_can_be_found() {
        assert!(FUNCTIONS.is_sorted_by(|a, b| a.name < b.name));
    }
}
