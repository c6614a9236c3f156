//! The cells of a form's fields, as its record keeps them.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FieldPath;
use crate::workbook::CellRef;

/// Every field's cell. As JSON an object with a field's path for each cell, in the order of the paths' characters.
///
/// ```
/// use ziping::form::FieldCells;
/// let mut cells = FieldCells::default();
/// cells.insert("goals.expected".parse().unwrap(), "C9".parse().unwrap());
/// assert_eq!(cells.get("goals.expected".parse().unwrap()).unwrap().to_string(), "C9");
/// ```
#[derive(Debug, Clone, Default)]
pub struct FieldCells(Vec<(FieldPath, CellRef)>);

impl FieldCells {
    /// The field's cell.
    pub fn get(&self, field: FieldPath) -> Option<CellRef> {
        self.0.iter().find(|(path, _)| *path == field).map(|(_, cell)| *cell)
    }

    /// Says where a field is that has no cell yet.
    pub fn insert(&mut self, field: FieldPath, cell: CellRef) {
        self.0.push((field, cell));
    }

    /// The cells in the order of the paths.
    pub fn by_path(&self) -> BTreeMap<FieldPath, CellRef> {
        self.0.iter().copied().collect()
    }
}

impl FromIterator<(FieldPath, CellRef)> for FieldCells {
    fn from_iter<I: IntoIterator<Item = (FieldPath, CellRef)>>(cells: I) -> Self {
        Self(cells.into_iter().collect())
    }
}

impl PartialEq for FieldCells {
    fn eq(&self, other: &Self) -> bool {
        self.by_path() == other.by_path()
    }
}

impl Serialize for FieldCells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_path().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FieldCells {
    /// A path that this program does not know is passed over: another version may have written it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let by_path: BTreeMap<String, CellRef> = Deserialize::deserialize(deserializer)?;
        Ok(by_path.into_iter().filter_map(|(path, cell)| Some((path.parse().ok()?, cell))).collect())
    }
}

impl JsonSchema for FieldCells {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        <BTreeMap<String, CellRef>>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <BTreeMap<String, CellRef>>::json_schema(generator)
    }
}
