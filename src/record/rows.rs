//! How many rows a form has that comes as JSON, counted before any memory is taken for them: a row of two bytes
//! (`{}`) takes hundreds once it is read.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What of a form has rows.
const LISTS: [&str; 3] = ["funding", "tasks", "indicators"];

/// The rows of a form, in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rows {
    /// Of its longest list: of its funds, its tasks or its indicators.
    pub(crate) longest: usize,
    /// Of all of them.
    pub(crate) all: usize,
}

impl Rows {
    /// Those of a text; of one that is no JSON to its end, those as far as it is.
    pub(crate) fn of(json: &[u8]) -> Self {
        let mut rows = Self::default();
        // What is wrong with the text is told when it is read.
        let _ = Form(&mut rows).deserialize(&mut serde_json::Deserializer::from_slice(json));
        rows
    }
}

/// Looks through a form.
struct Form<'r>(&'r mut Rows);

impl<'de> DeserializeSeed<'de> for Form<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Form<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a form")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut form: A) -> Result<(), A::Error> {
        while let Some(key) = form.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                form.next_value_seed(List(self.0))?;
            } else {
                form.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Counts a list.
struct List<'r>(&'r mut Rows);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut count = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
            self.0.all += 1;
            self.0.longest = self.0.longest.max(count);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    fn rows(json: &str) -> (usize, usize) {
        let Rows { longest, all } = Rows::of(json.as_bytes());
        (longest, all)
    }

    #[test]
    fn rows_are_counted_and_nothing_else_is() {
        let json =
            r#"{"schema":"ziping/form/1","funding":[{}],"tasks":[{},{"name":"[1,2]"},{}],"cells":{"a":[1]}}"#;
        assert_eq!(rows(json), (3, 4));
        assert_eq!(rows("[]"), (0, 0));
        assert_eq!(rows(r#"{"tasks":{"a":1}}"#), (0, 0));
    }

    /// A text that is wrong at its end takes its memory before its end is reached.
    #[test]
    fn rows_before_a_mistake_are_counted() {
        assert_eq!(rows(r#"{"tasks":[{},{}"#), (2, 2));
        assert_eq!(rows(r#"{"tasks":[{},{}],"tasks":[{}],"funding":7}"#), (2, 3));
    }
}
