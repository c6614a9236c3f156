//! What a file says of itself, beside when it was last changed.

use super::excel::MAX_PROPERTY;

/// A workbook's own properties, as far as they are carried to a corrected workbook; empty where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Who made it.
    pub author: String,
    /// Words to find it by.
    pub keywords: String,
    /// Its category.
    pub category: String,
    /// A remark.
    pub comments: String,
}

impl Properties {
    /// The property that an element of OpenXML's core properties or of OpenDocument's is.
    pub(super) fn of_element(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "title" => &mut self.title,
            "subject" => &mut self.subject,
            "creator" | "initial-creator" => &mut self.author,
            "keywords" | "keyword" => &mut self.keywords,
            "category" => &mut self.category,
            "description" => &mut self.comments,
            _ => return None,
        })
    }

    /// The property with that number in the summary of an OLE2 file.
    pub(super) fn numbered(&mut self, number: u32) -> Option<&mut String> {
        Some(match number {
            2 => &mut self.title,
            3 => &mut self.subject,
            4 => &mut self.author,
            5 => &mut self.keywords,
            6 => &mut self.comments,
            _ => return None,
        })
    }

    /// Itself, if it says anything; what is too long for Excel is cut.
    pub(super) fn kept(mut self) -> Option<Box<Self>> {
        let all = [
            &mut self.title,
            &mut self.subject,
            &mut self.author,
            &mut self.keywords,
            &mut self.category,
            &mut self.comments,
        ];
        for text in all {
            if text.len() > MAX_PROPERTY {
                *text = text.chars().take(MAX_PROPERTY).collect();
            }
        }
        (self != Self::default()).then(|| Box::new(self))
    }
}
