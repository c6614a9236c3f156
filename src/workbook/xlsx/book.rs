//! The workbook part and relations: which sheets there are, and in which parts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::super::meter::{Meter, one_more};
use super::super::package::Package;
use super::super::tabs::tell_apart;
use super::super::xml::{attribute, attributes, element, is_true, value};
use super::super::{DefinedName, ReadError};
use super::remembered::{self, Remembered};

/// A part that another part refers to.
#[derive(Debug)]
pub(in super::super) struct Relation {
    pub(in super::super) id: String,
    /// The last word of its type: `worksheet`, `styles`, `comments`.
    pub(in super::super) kind: String,
    /// Its path inside the package.
    pub(in super::super) target: String,
}

/// Bytes of a part's path, or of the name that a relation goes by. Those that programs write have some dozens.
const MAX_PATH: usize = 1_024;

thread_local! {
    static KNOWN: Remembered<Rc<[Relation]>> = remembered::nothing();
}

/// The relations listed in the part `path`; none if there is no such part.
pub(in super::super) fn relations(
    package: &mut Package<'_>,
    path: &str,
) -> Result<Rc<[Relation]>, ReadError> {
    remembered::or_read(&KNOWN, package, &[path], |package| read_relations(package, path), is_short)
}

/// Whether relations are as few as those of a workbook with some dozens of sheets.
fn is_short(relations: &Rc<[Relation]>) -> bool {
    relations.len() <= 100
}

fn read_relations(package: &mut Package<'_>, path: &str) -> Result<Rc<[Relation]>, ReadError> {
    // `xl/_rels/workbook.xml.rels` speaks of targets as seen from `xl`.
    let folder = path.rsplit_once("_rels/").map_or("", |(folder, _)| folder).to_owned();
    let Some(mut xml) = package.xml(path)? else { return Ok(Rc::default()) };
    let mut relations = Vec::new();
    loop {
        let event = xml.next()?;
        if let Some((start, _)) = element(&event)
            && start.local_name().as_ref() == "Relationship"
        {
            one_more(relations.len())?;
            relations.extend(relation(start, &folder));
        }
        if matches!(event, Event::Eof) {
            return Ok(relations.into());
        }
    }
}

/// The relation that an element states, of a part in `folder`; none if there can be no part of that path.
fn relation(start: &BytesStart<'_>, folder: &str) -> Option<Relation> {
    let (mut id, mut kind, mut target, mut external) =
        (Cow::default(), Cow::default(), Cow::default(), false);
    let parts: Vec<_> = attributes(start).collect();
    for (key, attribute) in &parts {
        match *key {
            "Id" => id = value(attribute),
            "Type" => kind = value(attribute),
            "Target" => target = value(attribute),
            "TargetMode" => external = value(attribute) == "External",
            _ => {}
        }
    }
    let kind = kind.rsplit('/').next().unwrap_or_default();
    // What lies outside may have an address of any length, which nobody asks for.
    let target = if external { "" } else { &target };
    (id.len().max(kind.len()).max(target.len()) <= MAX_PATH).then(|| Relation {
        id: id.clone().into_owned(),
        kind: kind.to_owned(),
        target: if external { String::new() } else { resolve(folder, target) },
    })
}

/// A target as a path inside the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let joined = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in joined.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What the workbook part says.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<ListedSheet>,
    pub(super) date1904: bool,
    /// Whether sheets may not be added, moved or renamed.
    pub(super) is_protected: bool,
    /// The sheets whose names are not those of the file, in words.
    pub(super) renamed: Vec<String>,
    names: Vec<DefinedName>,
}

/// A sheet as the workbook part lists it.
#[derive(Debug)]
pub(super) struct ListedSheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) very_hidden: bool,
    pub(super) relation: String,
}

impl Book {
    /// Reads the workbook part.
    pub(super) fn read(package: &mut Package<'_>, path: &str, meter: &mut Meter) -> Result<Self, ReadError> {
        let Some(mut xml) = package.xml(path)? else {
            return Err(ReadError::Damaged("缺少工作簿目录".into()));
        };
        let mut book = Self::default();
        loop {
            let mut name = None;
            match xml.next()? {
                Event::Start(start) => {
                    book.element(&start, meter)?;
                    if start.local_name().as_ref() == "definedName" {
                        name = Some(defined_name(&start));
                    }
                }
                Event::Empty(start) => book.element(&start, meter)?,
                Event::Eof => break,
                _ => {}
            }
            if let Some(mut name) = name {
                xml.text_into(&mut name.refers_to)?;
                meter.entry(name.name.len() + name.refers_to.len())?;
                book.names.push(name);
            }
        }
        if book.sheets.is_empty() {
            return Err(ReadError::Damaged("没有工作表".into()));
        }
        book.renamed = tell_apart(book.sheets.iter_mut().map(|sheet| &mut sheet.name));
        Ok(book)
    }

    fn element(&mut self, start: &BytesStart<'_>, meter: &Meter) -> Result<(), ReadError> {
        match start.local_name().as_ref() {
            "workbookPr" => self.date1904 = attribute(start, "date1904").is_some_and(|v| is_true(&v)),
            // Many files have the element, saying that nothing is protected.
            "workbookProtection" => {
                self.is_protected =
                    attributes(start).any(|(key, lock)| key.starts_with("lock") && is_true(&value(&lock)));
            }
            "sheet" => {
                let mut sheet = ListedSheet {
                    name: String::new(),
                    hidden: false,
                    very_hidden: false,
                    relation: String::new(),
                };
                for (key, attribute) in attributes(start) {
                    match key {
                        "name" => sheet.name = value(&attribute).into_owned(),
                        "state" => {
                            let state = value(&attribute);
                            sheet.hidden = state != "visible";
                            sheet.very_hidden = state == "veryHidden";
                        }
                        "id" => sheet.relation = value(&attribute).into_owned(),
                        _ => {}
                    }
                }
                meter.sheet(self.sheets.len(), &sheet.name)?;
                self.sheets.push(sheet);
            }
            _ => {}
        }
        Ok(())
    }

    /// The defined names, with sheets numbered as in `places` (listed place → place among those read).
    pub(super) fn defined_names(self, places: &BTreeMap<usize, usize>) -> Vec<DefinedName> {
        let known = |mut name: DefinedName| {
            if let Some(place) = name.sheet {
                name.sheet = Some(*places.get(&place)?);
            }
            Some(name)
        };
        self.names.into_iter().filter_map(known).collect()
    }
}

fn defined_name(start: &BytesStart<'_>) -> DefinedName {
    DefinedName {
        name: attribute(start, "name").unwrap_or_default().into_owned(),
        sheet: attribute(start, "localSheetId").and_then(|id| id.trim().parse().ok()),
        refers_to: String::new(),
    }
}
