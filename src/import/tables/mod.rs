//! The tables that `export --format csv` writes, read back: by the program that got them, or by Excel, saved again.

mod sheet;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use self::sheet::{Line, Sheet};
use super::parse::{in_words, too_many, typed};
use super::places::Places;
use super::{ImportProblem, ImportedRecord, Origin, Problems};
use crate::record::FORM_SCHEMA;
use crate::report::exported_columns;

/// The table of the forms; every other one has rows of its forms.
pub(super) const FORMS: &str = "forms";

/// A form's key: its file, and its number in it.
type Key = (String, i64);

/// A form whose rows are being gathered.
struct Gathered {
    value: Map<String, Value>,
    places: Places,
    /// The numbers that its tasks give themselves; its indicators name them by these.
    tasks: Vec<Option<i64>>,
    /// Whether something of it cannot be read, so that it is left out.
    broken: bool,
}

/// The tables whose rows count themselves within their form, with the column that does.
const COUNTED: [(&str, &str); 3] = [("funding", "row"), ("tasks", "task"), ("indicators", "indicator")];

/// Reads the forms of the tables `forms.csv`, `funding.csv`, `tasks.csv` and `indicators.csv`, each with its name; other
/// tables are passed over. What does not fit is told, and its form left out.
///
/// ```
/// use ziping::import::parse_tables;
/// let forms = "file,form,template,department,year\n信访局.xlsx,1,liwan-department-2021,荔湾区信访局,2021\n";
/// let funding = "file,form,row,source,initial_budget\n信访局.xlsx,1,0,合计,八百\n";
/// let tables = [("forms.csv", forms.as_bytes()), ("funding.csv", funding.as_bytes())];
/// let (records, problems) = parse_tables(&tables);
/// assert!(records.is_empty());
/// assert_eq!(problems[0].to_string(), "funding.csv 第 2 行 initial_budget 栏：应为数字，现为“八百”");
/// ```
pub fn parse_tables(tables: &[(&str, &[u8])]) -> (Vec<ImportedRecord>, Vec<ImportProblem>) {
    let mut problems = Problems::default();
    let mut forms: BTreeMap<Key, Gathered> = BTreeMap::new();
    // The forms in their table's order.
    let mut order: Vec<Key> = Vec::new();
    for (table, columns) in exported_columns() {
        let name = format!("{table}.csv");
        let Some((_, bytes)) = tables.iter().find(|(file, _)| file.eq_ignore_ascii_case(&name)) else {
            continue;
        };
        let count = COUNTED.iter().find(|(counted, _)| *counted == table).map(|(_, column)| *column);
        let sheet = match Sheet::read(&name, bytes, &columns, count, &mut problems) {
            Ok(sheet) => sheet,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        if table == FORMS {
            order = gather_forms(sheet, &mut forms, &mut problems);
        } else {
            gather_rows(table, sheet, &mut forms, &mut problems);
        }
    }
    let mut records = Vec::new();
    for key in order {
        let Some(form) = forms.remove(&key).filter(|form| !form.broken) else { continue };
        match record(form) {
            Ok(record) => records.push(record),
            Err(problem) => problems.push(problem),
        }
    }
    (records, problems.told())
}

fn gather_forms(sheet: Sheet, forms: &mut BTreeMap<Key, Gathered>, problems: &mut Problems) -> Vec<Key> {
    let mut order = Vec::new();
    for line in sheet.lines {
        let key = line.key();
        if let Some(first) = forms.get(&key) {
            let message = format!("与第 {} 行是同一张表（file、form 相同）", first.places.form);
            problems.push(line.problem(&sheet.name, message));
            continue;
        }
        let places = Places { form: line.number, ..Places::default() };
        forms.insert(
            key.clone(),
            Gathered { value: line.values, places, tasks: Vec::new(), broken: line.broken },
        );
        order.push(key);
    }
    order
}

/// Adds the rows of a table to the forms that they belong to, in the order that they count themselves in: people sort
/// tables.
fn gather_rows(
    table: &'static str,
    sheet: Sheet,
    forms: &mut BTreeMap<Key, Gathered>,
    problems: &mut Problems,
) {
    let mut of_forms: BTreeMap<Key, Vec<Line>> = BTreeMap::new();
    for line in sheet.lines {
        let key = line.key();
        if forms.contains_key(&key) {
            of_forms.entry(key).or_default().push(line);
        } else {
            let message = format!("forms.csv 里没有这张表（file 为“{}”，form 为 {}）", key.0, key.1);
            problems.push(line.problem(&sheet.name, message));
        }
    }
    for (key, mut lines) in of_forms {
        let Some(form) = forms.get_mut(&key) else { continue };
        lines.sort_by_key(|line| line.count);
        form.broken |= lines.iter().any(|line| line.broken);
        if let Some((message, first)) = too_many(lines.len()).zip(lines.first()) {
            form.broken = true;
            problems.push(first.problem(&sheet.name, message));
            continue;
        }
        if table == "tasks" {
            form.tasks = lines.iter().map(|line| line.count).collect();
        }
        form.places.lists.push((table, lines.iter().map(|line| line.number).collect()));
        let rows = lines.into_iter().map(|line| Value::Object(line.values)).collect();
        form.value.insert(table.to_owned(), Value::Array(rows));
    }
}

fn record(form: Gathered) -> Result<ImportedRecord, ImportProblem> {
    let Gathered { mut value, places, tasks, .. } = form;
    let goals = ["expected", "achieved"].map(|goal| (goal, value.remove(&format!("goals_{goal}"))));
    value.insert("goals".to_owned(), goals.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect());
    value.insert("schema".to_owned(), json!(FORM_SCHEMA));
    for (list, _) in COUNTED {
        let _ = value.entry(list).or_insert_with(|| json!([]));
    }
    let indicators = value.get_mut("indicators").and_then(Value::as_array_mut).into_iter().flatten();
    for (n, indicator) in indicators.enumerate() {
        let Some(task) = indicator.get_mut("task").filter(|task| !task.is_null()) else { continue };
        let Some(at) = tasks.iter().position(|number| *number == task.as_i64()) else {
            let message = format!("tasks.csv 里没有这张表的第 {task} 项任务");
            return Err(places.problem(&format!("/indicators/{n}/task"), message));
        };
        *task = json!(at);
    }
    let line = places.form;
    match typed(Value::Object(value), "") {
        Ok(record) => Ok(ImportedRecord { record, line, origin: Origin::Tables(places) }),
        Err((pointer, message)) => Err(places.problem(&pointer, in_words(&message, None))),
    }
}
