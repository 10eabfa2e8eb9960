//! Questions of the stock review to production, with their answers (II.4).

use eframe::egui::Ui;

use super::goods::packed;
use crate::domain::orders::{Question, open_question};
use crate::i18n::{date, t_dyn};
use crate::ops::orders::Dossier;
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::steps::parts;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::text;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    if dossier.order.questions.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    text::section(ui, cx.t("dates-questions"));
    for question in &dossier.order.questions {
        show_one(ui, cx, dossier, question);
    }
}

fn show_one(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier, question: &Question) {
    let when = |at| clock::moment(cx.lang, cx.company, cx.now, at);
    let goods = |line: usize| {
        let content = dossier.order.line(line);
        content.map(|content| content.name.clone()).unwrap_or_default()
    };
    let quantity = |line: usize, base: i64| {
        let product = dossier.order.line(line).map(|content| content.product);
        product.map_or_else(|| base.to_string(), |product| packed(cx.lang, dossier, product, base))
    };
    parts::boxed(ui, |ui| {
        let values = [("who", dossier.name(question.asked.by).into()), ("when", when(question.asked.at).into())];
        text::caption(ui, &cx.tf("dates-question", &values));
        for (line, short) in &question.lines {
            let values = [("goods", goods(*line).into()), ("quantity", quantity(*line, *short).into())];
            text::body(ui, &cx.tf("dates-short-line", &values));
        }
        if !question.note.is_empty() {
            text::body(ui, &question.note);
        }
        let Some(answer) = &question.answer else {
            let open = open_question(&dossier.order).is_some_and(|open| open.no == question.no);
            let (key, tone) = if open { ("dates-no-answer", Tone::Warn) } else { ("dates-overtaken", Tone::Quiet) };
            parts::sentence(ui, tone, cx.t(key));
            return;
        };
        let word = t_dyn(cx.lang, &format!("possible-{}", answer.possible.key()));
        let values = [
            ("who", dossier.name(answer.mark.by).into()),
            ("when", when(answer.mark.at).into()),
            ("answer", word.into()),
        ];
        text::caption(ui, &cx.tf("dates-answer-by", &values));
        for batch in &answer.batches {
            let quantity = quantity(batch.line, batch.quantity);
            let values =
                [("goods", goods(batch.line).into()), ("quantity", quantity.into()), ("day", date(batch.day).into())];
            text::body(ui, &cx.tf("dates-batch", &values));
        }
        if !answer.note.is_empty() {
            text::body(ui, &answer.note);
        }
    });
}
