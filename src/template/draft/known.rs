//! What the known forms call things, asked by the labels of a form that nobody knows.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::Sureness;
use crate::template::label::{Characters, Words, normalise};
use crate::template::spec::{ColumnId, FieldSpec, Place, TableId, TableSpec, TemplateSpec};

/// Resemblance (0 to 1) from which an unknown label may be a known one.
const ALIKE: f64 = 0.6;

/// What known forms call one thing.
#[derive(Default)]
struct Names {
    labels: Vec<Label>,
    words: Vec<Words>,
}

/// A label of a known form.
struct Label {
    written: String,
    length: usize,
    normalised: Option<String>,
}

impl Names {
    fn add(&mut self, labels: &[String], words: &[String]) {
        let label = |written: &String| Label {
            written: written.clone(),
            length: written.chars().count(),
            normalised: normalise(written),
        };
        self.labels.extend(labels.iter().map(label));
        self.words.extend(words.iter().filter_map(|pattern| Words::parse(pattern)));
    }

    /// How surely a normalised text is one of them.
    fn sureness(&self, label: &str) -> Option<Sureness> {
        if self.labels.iter().any(|own| own.normalised.as_deref() == Some(label)) {
            return Some(Sureness::Known);
        }
        let characters = Characters::of(label);
        if self.words.iter().any(|words| words.are_in(label, characters)) {
            return Some(Sureness::Words);
        }
        let length = label.chars().count();
        let alike = |own: &Label| {
            // Of two texts of which one is twice as long as the other, half has to be changed.
            own.length <= 2 * length
                && length <= 2 * own.length
                && strsim::normalized_levenshtein(&own.written, label) >= ALIKE
        };
        self.labels.iter().any(alike).then_some(Sureness::Alike)
    }
}

/// What one label may be, with how surely.
type Claims<T> = Rc<[(T, Sureness)]>;

/// Things by their names. A form has the same labels many times over, so that each is asked for once.
struct Asked<T> {
    names: Vec<(T, Names)>,
    answers: HashMap<String, Claims<T>>,
}

impl<T: Copy> Asked<T> {
    fn of(names: Vec<(T, Names)>) -> Self {
        Self { names, answers: HashMap::new() }
    }

    fn claims(&mut self, label: &str) -> Claims<T> {
        if let Some(known) = self.answers.get(label) {
            return Rc::clone(known);
        }
        let claim = |(what, names): &(T, Names)| Some((*what, names.sureness(label)?));
        let claims: Claims<T> = self.names.iter().filter_map(claim).collect();
        self.answers.insert(label.to_owned(), Rc::clone(&claims));
        claims
    }
}

/// The columns of one kind of table, as all known forms have it.
pub(super) struct KnownTable<'k> {
    pub(super) specs: Vec<&'k TableSpec>,
    columns: Asked<ColumnId>,
}

impl<'k> KnownTable<'k> {
    pub(super) fn of(id: TableId, known: &'k [TemplateSpec]) -> Self {
        let tables = known.iter().flat_map(|template| &template.tables);
        let specs: Vec<&TableSpec> = tables.filter(|table| *table.id.get_ref() == id).collect();
        let mut names: BTreeMap<ColumnId, Names> = BTreeMap::new();
        for column in specs.iter().flat_map(|spec| &spec.columns) {
            names.entry(column.id).or_default().add(&column.labels, &column.words);
        }
        Self { specs, columns: Asked::of(names.into_iter().collect()) }
    }

    /// Which columns a normalised text may be the heading of.
    pub(super) fn columns(&mut self, label: &str) -> Claims<ColumnId> {
        self.columns.claims(label)
    }
}

/// The fields that known forms have outside their tables.
pub(super) struct KnownFields<'k> {
    specs: Vec<&'k FieldSpec>,
    fields: Asked<usize>,
}

impl<'k> KnownFields<'k> {
    pub(super) fn of(known: &'k [TemplateSpec]) -> Self {
        let fields = known.iter().flat_map(|template| &template.fields);
        let specs: Vec<&FieldSpec> = fields.filter(|field| field.value != Place::Head).collect();
        let names = |(at, spec): (usize, &&FieldSpec)| {
            let mut names = Names::default();
            names.add(&spec.labels, &spec.words);
            (at, names)
        };
        let fields = Asked::of(specs.iter().enumerate().map(names).collect());
        Self { specs, fields }
    }

    /// Which fields a normalised text may be the label of, in the order of the known forms.
    pub(super) fn fields(&mut self, label: &str) -> impl Iterator<Item = (&'k FieldSpec, Sureness)> + '_ {
        let claims = self.fields.claims(label);
        let specs = &self.specs;
        (0..claims.len()).filter_map(move |at| {
            let (field, sureness) = claims.get(at)?;
            Some((*specs.get(*field)?, *sureness))
        })
    }
}
