//! What a rule may look at.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::funding::Judgements;
use super::wording::RawText;
use crate::form::Form;
use crate::formula::Evaluation;
use crate::record::{FiledForm, FormRecord, InputRecord};
use crate::roster::{Departments, Roster};
use crate::settings::Settings;
use crate::workbook::{Areas, Cell, CellRange, CellRef, MAX_ROWS, Sheet, Value, Workbook, formatted};

/// One form, with the workbook it stands in.
#[derive(Debug)]
pub struct FormContext<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// What its formulas compute.
    pub evaluation: &'a Evaluation,
    /// The form.
    pub form: &'a Form,
    /// All forms of the workbook, this one among them.
    pub forms: &'a [Form],
    /// The form's place among them.
    index: usize,
    /// The run's settings.
    pub settings: &'a Settings,
    /// What the rules on funds share, worked out when the first of them asks.
    judgements: OnceLock<Judgements>,
    /// What the rules on wording share, in the same way.
    texts: OnceLock<Vec<RawText<'a>>>,
    /// The forms of the form's sheet that may have to do with its cells, worked out when it is first asked.
    beside: OnceLock<Beside>,
    /// What is the same for all forms of the workbook.
    siblings: Arc<Siblings>,
}

/// What is the same for all forms of a workbook, worked out once for all of them: a workbook may have thousands.
#[derive(Debug, Default)]
pub(crate) struct Siblings {
    /// The forms of each sheet.
    on_sheets: OnceLock<BTreeMap<usize, Vec<Neighbour>>>,
    /// For each form the first before it that reports the same, if any.
    same_before: OnceLock<Vec<Option<usize>>>,
}

/// A form by its index, with its area.
type Neighbour = (usize, Option<CellRange>);

/// What stands on a form's sheet besides it.
#[derive(Debug)]
struct Beside {
    /// Whether the form is the sheet's first.
    is_first: bool,
    /// The areas of the forms that a cell may be in rather than in this one: of the earlier ones whose rows it shares; of
    /// all others where it is the first, and what is in no form is its to tell of.
    areas: Areas,
}

impl<'a> FormContext<'a> {
    /// Each of a workbook's forms, in their order, with what is worked out once for all of them.
    pub fn each(
        workbook: &'a Workbook,
        evaluation: &'a Evaluation,
        forms: &'a [Form],
        settings: &'a Settings,
    ) -> impl Iterator<Item = Self> {
        let siblings = Arc::new(Siblings::default());
        forms
            .iter()
            .enumerate()
            .map(move |form| Self::among(workbook, evaluation, form, forms, settings, Arc::clone(&siblings)))
    }

    /// One of `forms`, with its place among them, and with what other contexts of the workbook work out.
    pub(crate) fn among(
        workbook: &'a Workbook,
        evaluation: &'a Evaluation,
        (index, form): (usize, &'a Form),
        forms: &'a [Form],
        settings: &'a Settings,
        siblings: Arc<Siblings>,
    ) -> Self {
        Self {
            workbook,
            evaluation,
            form,
            forms,
            index,
            settings,
            judgements: OnceLock::new(),
            texts: OnceLock::new(),
            beside: OnceLock::new(),
            siblings,
        }
    }

    /// Every cell that has to do with the funds, judged once.
    pub(crate) fn judgements(&self) -> &Judgements {
        self.judgements.get_or_init(|| Judgements::of(self))
    }

    /// Every text of the form that someone typed, each cell once.
    pub(super) fn texts(&self) -> &[RawText<'a>] {
        self.texts.get_or_init(|| RawText::all_of(self))
    }

    /// The form's sheet. (A form that was read has one; an empty sheet stands in for the impossible.)
    pub fn sheet(&self) -> &'a Sheet {
        static EMPTY: std::sync::OnceLock<Sheet> = std::sync::OnceLock::new();
        self.workbook.sheets.get(self.form.sheet_index).unwrap_or_else(|| EMPTY.get_or_init(Sheet::default))
    }

    /// The form's place among the workbook's forms.
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The forms of a sheet, in their order.
    fn on_sheet(&self, sheet: usize) -> &[Neighbour] {
        let on_sheets = self.siblings.on_sheets.get_or_init(|| {
            let mut on_sheets: BTreeMap<usize, Vec<_>> = BTreeMap::new();
            for (index, form) in self.forms.iter().enumerate() {
                on_sheets.entry(form.sheet_index).or_default().push((index, form.area));
            }
            on_sheets
        });
        on_sheets.get(&sheet).map_or(&[], Vec::as_slice)
    }

    /// Whether any form stands on a sheet.
    pub(super) fn has_form(&self, sheet: usize) -> bool {
        !self.on_sheet(sheet).is_empty()
    }

    /// The first form before this one that reports the same. `first_of_same` tells it for each of all forms, by index.
    pub(super) fn same_before(
        &self,
        first_of_same: impl FnOnce(&[Form]) -> Vec<Option<usize>>,
    ) -> Option<&'a Form> {
        if self.index == 0 {
            return None;
        }
        let all = self.siblings.same_before.get_or_init(|| first_of_same(self.forms));
        self.forms.get((*all.get(self.index)?)?)
    }

    /// Whether what stands at `cell` of the form's sheet is this form's to tell of: inside its own area, or outside of
    /// all forms' areas and this is the sheet's first form.
    pub(crate) fn owns(&self, cell: CellRef) -> bool {
        let holds = |form: &Form| form.area.is_some_and(|area| area.contains(cell));
        let beside = self.beside();
        match (holds(self.form), beside.is_first) {
            (true, true) => true,
            (false, false) => false,
            _ => !beside.areas.hold(cell),
        }
    }

    /// The cells of the form's sheet that are this form's to tell of, in reading order. Of a form under others only its
    /// own rows are looked at: a sheet may have hundreds.
    pub(crate) fn own_cells(&self) -> impl Iterator<Item = (CellRef, &'a Cell)> {
        let rows = match self.form.area.filter(|_| !self.beside().is_first) {
            Some(area) => (area.first.row, area.last.row),
            None => (0, MAX_ROWS),
        };
        let cells =
            self.sheet().cells.range(CellRef::new(rows.0, 0)..CellRef::new(rows.1.saturating_add(1), 0));
        cells.map(|(&at, cell)| (at, cell)).filter(|(at, _)| self.owns(*at))
    }

    /// What stands on the form's sheet besides it.
    fn beside(&self) -> &Beside {
        self.beside.get_or_init(|| {
            let on_sheet = self.on_sheet(self.form.sheet_index);
            let own = self.index;
            let is_first = on_sheet.first().is_none_or(|(index, _)| *index == own);
            let shares_rows = |area: &CellRange| {
                self.form
                    .area
                    .is_some_and(|own| area.first.row <= own.last.row && own.first.row <= area.last.row)
            };
            let areas = if is_first {
                on_sheet.iter().skip(1).filter_map(|(_, area)| *area).collect()
            } else {
                let earlier = on_sheet.iter().take_while(|(index, _)| *index < own);
                earlier.filter_map(|(_, area)| *area).filter(shares_rows).collect()
            };
            Beside { is_first, areas }
        })
    }

    /// What a cell of the form's sheet shows, without the spaces at its ends.
    pub fn shown(&self, cell: CellRef) -> String {
        let format = self.sheet().cell(cell).map_or("", |cell| &self.workbook.style(cell).number_format);
        formatted(self.value(cell), format).trim().to_owned()
    }

    /// The value of a cell of the form's sheet; of a formula, what it computes.
    pub fn value(&self, cell: CellRef) -> &'a Value {
        self.evaluation.value(self.workbook, self.form.sheet_index, cell)
    }
}

/// All forms of a run.
#[derive(Debug)]
pub struct BatchContext<'a> {
    /// Every form that was read, in the order of its file.
    pub forms: &'a [FormRecord],
    /// Every input, those among them from which no form was read.
    pub inputs: &'a [InputRecord],
    /// Who must report, if a roster was given.
    pub roster: Option<&'a Roster>,
    /// The run's settings.
    pub settings: &'a Settings,
    /// Who is who among the departments of both.
    pub(super) departments: Departments,
}

impl<'a> BatchContext<'a> {
    /// The forms of a run, the inputs that they are from, and who must report.
    pub fn new(
        forms: &'a [FormRecord],
        inputs: &'a [InputRecord],
        roster: Option<&'a Roster>,
        settings: &'a Settings,
    ) -> Self {
        Self { forms, inputs, roster, settings, departments: Departments::of(roster, forms) }
    }

    /// The forms, each with its place among those of its file: what a finding knows its form by.
    pub fn filed(&self) -> impl Iterator<Item = FiledForm<'a>> {
        FiledForm::each(self.forms)
    }
}
