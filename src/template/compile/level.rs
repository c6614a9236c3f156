//! A layout that projects and departments share: which of its fields a form of either has.

use super::{Field, Fit, Labels, OfDepartment, Template};
use crate::form::FormLevel;
use crate::record::FormRecord;
use crate::template::spec::{DepartmentSpec, FieldId};

impl Template {
    /// The template with its own fields, and the department's form beside it. Each field has one place in both: a text means
    /// the same to both.
    pub(super) fn with_department(self, spec: Option<DepartmentSpec>) -> Self {
        let (mut own, mut others): (Vec<Field>, Vec<Field>) =
            self.fields.iter().cloned().partition(|field| field.only.is_none_or(|level| level == self.level));
        for (place, field) in own.iter_mut().chain(&mut others).enumerate() {
            field.place = place;
        }
        let of_department = spec.map(|spec| {
            let are_others = |id: FieldId| others.iter().any(|field| field.id == id);
            let has = |field: &&Field| {
                let is_projects = matches!(field.id, FieldId::Project | FieldId::CompetentDepartment);
                field.only.is_none() && !is_projects && !are_others(field.id)
            };
            let fields: Vec<Field> = own.iter().filter(has).chain(&others).cloned().collect();
            let title = Labels::new(&[], &spec.title_words);
            let template = Self { name: spec.name, level: FormLevel::Department, fields, ..self.clone() };
            Box::new(OfDepartment { title, template })
        });
        Self { fields: own, of_department, ..self }
    }

    /// The same at a place in a set of templates.
    pub(crate) fn at(self, place: usize) -> Self {
        let of_department = self.of_department.map(|mut of| {
            of.template.place = place;
            of
        });
        Self { place, of_department, ..self }
    }

    /// Its fields and those that only the department's form has, by their places.
    pub(crate) fn every_field(&self) -> impl Iterator<Item = &Field> {
        let of_department = self.of_department.iter().flat_map(|of| &of.template.fields);
        self.fields.iter().chain(of_department.filter(|field| field.place >= self.fields.len()))
    }

    /// The template, and that of the department's form.
    pub(crate) fn levels(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.of_department.iter().map(|of| &of.template))
    }

    /// The template of a form with these titles: the department's, where one says so.
    pub(crate) fn titled<'t>(&self, mut titles: impl Iterator<Item = &'t str>) -> &Self {
        let of = self.of_department.as_ref();
        let mut says = |of: &OfDepartment| titles.any(|title| of.title.fit(title) != Fit::None);
        of.filter(|of| says(of)).map_or(self, |of| &of.template)
    }

    /// The template of a record's form. What was typed in need not say its level: without a project and whose it is it is the
    /// department's.
    pub(crate) fn of_record(&self, record: &FormRecord) -> &Self {
        let names_project = record.project.is_some() || record.competent_department.is_some();
        let is_departments = !names_project && record.department.is_some();
        let level = record.level.or(is_departments.then_some(FormLevel::Department));
        self.levels().find(|template| level == Some(template.level)).unwrap_or(self)
    }
}
