//! Refusals and errors as the forms say them.

use crate::domain::orders::Refusal;
use crate::i18n::Lang;
use crate::ops::OpError;

/// A refusal in one line, for a tooltip or the line above the buttons.
pub fn refusal(_lang: Lang, refusal: &Refusal) -> String {
    refusal.to_string()
}

/// An error as a heading and the sentences under it.
pub fn fault(_lang: Lang, fault: &OpError) -> (String, Vec<String>) {
    (fault.to_string(), Vec::new())
}
