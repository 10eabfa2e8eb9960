//! Refusals and errors as the forms say them.

use crate::domain::orders::Refusal;
use crate::i18n::{Lang, t_dyn, tf};
use crate::ops::{OpError, words};

/// A refusal in one line, for a tooltip or the line above the buttons.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    if let Refusal::Missing(field) = refusal {
        let field = t_dyn(lang, &format!("field-{}", field.key()));
        return tf(lang, "steps-missing", &[("field", field.into())]);
    }
    words::refusal(lang, refusal).one_line()
}

/// An error as a heading and the sentences under it.
pub fn fault(lang: Lang, fault: &OpError) -> (String, Vec<String>) {
    let said = words::op_error(lang, fault);
    let sentences = said.detail.lines().chain(said.todo.lines()).filter(|line| !line.is_empty()).map(str::to_owned);
    (said.title.clone(), sentences.collect())
}
