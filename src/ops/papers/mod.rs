//! From an order to its papers: fills the forms of the printing floor with what the dossier holds.
//!
//! A paper says only what the dossier says, and is dated by it, so the same dossier always gives the same bytes. Names of
//! the customer, the goods and the company are those of the day of its step: printed again years later, it says the same.

mod dossier;
mod goods;
mod review;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::orders::Dossier;
use crate::domain::customers::Customer;
use crate::domain::ids::UserId;
use crate::domain::orders::{Channel, Content, Mark, Review, Shipment};
use crate::domain::products::TemperatureRange;
use crate::i18n::{self, Lang, t, t_dyn, tf};
use crate::print::documents::{self, CompanyHead, CopyName, Offset, Options, Paper, Party};
use crate::print::{Document, PrintError};

/// A printed paper of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum PaperKind {
    /// 复述单
    ReadBack,
    /// 审核单
    ReviewSheet,
    /// 订单确认书
    Confirmation,
    /// 拣货单
    Picking,
    /// 发货通知单
    ShippingNotice,
    /// 送货单
    DeliveryNote,
    /// 归档单, the whole dossier
    ArchiveSheet,
}

impl PaperKind {
    /// All papers, in the order of the line.
    pub const ALL: [PaperKind; 7] = [
        PaperKind::ReadBack,
        PaperKind::ReviewSheet,
        PaperKind::Confirmation,
        PaperKind::Picking,
        PaperKind::ShippingNotice,
        PaperKind::DeliveryNote,
        PaperKind::ArchiveSheet,
    ];

    /// A stable name for the command line and for text keys (`paper-delivery-note`).
    pub fn key(self) -> &'static str {
        match self {
            PaperKind::ReadBack => "read-back",
            PaperKind::ReviewSheet => "review-sheet",
            PaperKind::Confirmation => "confirmation",
            PaperKind::Picking => "picking-list",
            PaperKind::ShippingNotice => "shipping-notice",
            PaperKind::DeliveryNote => "delivery-note",
            PaperKind::ArchiveSheet => "archive-sheet",
        }
    }

    /// True when the dossier has what the paper says.
    pub fn is_there(self, dossier: &Dossier) -> bool {
        let order = &dossier.order;
        let any = |has: fn(&Shipment) -> bool| {
            order.shipments.iter().any(|shipment| shipment.reversed.is_none() && has(shipment))
        };
        match self {
            PaperKind::ReadBack => true,
            PaperKind::ReviewSheet => order.review != Review::default(),
            PaperKind::Confirmation => order.promised().is_some(),
            PaperKind::Picking | PaperKind::DeliveryNote => any(|_| true),
            PaperKind::ShippingNotice => any(|shipment| shipment.notice.is_some()),
            PaperKind::ArchiveSheet => order.filed.is_some(),
        }
    }
}

/// How papers are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperOptions {
    /// The language; for export orders the window proposes English.
    pub lang: Lang,
    /// The paper in the printer, for delivery notes.
    pub paper: Paper,
    /// Prices on delivery notes.
    pub prices: bool,
    /// 存根, 客户, 财务 of a delivery note; one unnamed copy when false.
    pub copies: bool,
}

impl PaperOptions {
    /// As the company has set it.
    pub fn usual(lang: Lang, dossier: &Dossier) -> PaperOptions {
        let print = &dossier.company.print;
        let paper = if print.half_page { Paper::Half241 } else { Paper::A4 };
        PaperOptions { lang, paper, prices: print.prices, copies: true }
    }

    fn options(&self, dossier: &Dossier) -> Options {
        let print = &dossier.company.print;
        Options {
            lang: self.lang,
            paper: self.paper,
            prices: self.prices,
            copies: if self.copies { CopyName::usual(self.lang) } else { Vec::new() },
            offset: Offset { x: print.offset_x, y: print.offset_y },
        }
    }
}

/// The papers of a kind: one for each shipment where it is about shipments, else one. Empty when the dossier does not
/// have them.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn documents(kind: PaperKind, dossier: &Dossier, wanted: &PaperOptions) -> Result<Vec<Document>, PrintError> {
    if !kind.is_there(dossier) {
        return Ok(Vec::new());
    }
    let order = &dossier.order;
    // Where nothing was ever changed, the content of every step is the one that stands.
    let versions = if order.version > 1 { dossier.versions() } else { Vec::new() };
    let sheet = |step: Option<Mark>| {
        let at = step.map(|mark| mark.at);
        let then = at.and_then(|at| versions.iter().rev().find(|version| version.mark.at <= at));
        let content = then.map_or(&order.content, |version| &version.content);
        Filler { dossier, content, lang: wanted.lang, at }
    };
    let options = wanted.options(dossier);
    let live = || order.shipments.iter().filter(|shipment| shipment.reversed.is_none());
    match kind {
        PaperKind::ReadBack => {
            let sheet = sheet(order.read_back.as_ref().map(|yes| yes.mark));
            Ok(vec![documents::readback_sheet(&sheet.read_back(), &options)?])
        }
        PaperKind::ReviewSheet => {
            // The reviews are of the version that stands.
            let review = &order.review;
            let marks = [
                review.credit.as_ref().map(|word| word.mark),
                review.stock.as_ref().map(|word| word.mark),
                review.date.as_ref().map(|word| word.mark),
            ];
            let last = marks.into_iter().flatten().max_by_key(|mark| mark.at);
            let sheet = Filler { content: &order.content, ..sheet(last) };
            Ok(vec![documents::review_sheet(&sheet.review(), &options)?])
        }
        PaperKind::Confirmation => {
            let sheet = sheet(order.confirmation.as_ref().map(|yes| yes.mark));
            Ok(vec![documents::order_confirmation(&sheet.confirmation(), &options)?])
        }
        PaperKind::Picking => live()
            .map(|shipment| documents::picking_list(&sheet(Some(shipment.picked)).picking(shipment), &options))
            .collect(),
        PaperKind::ShippingNotice => live()
            .filter_map(|shipment| Some((shipment, shipment.notice.as_ref()?.mark)))
            .map(|(shipment, told)| documents::shipping_notice(&sheet(Some(told)).notice(shipment), &options))
            .collect(),
        PaperKind::DeliveryNote => live()
            .map(|shipment| (shipment, shipment.dispatch.as_ref().map(|dispatch| dispatch.mark)))
            .map(|(shipment, left)| documents::delivery_note(&sheet(left).delivery(shipment), &options))
            .collect(),
        PaperKind::ArchiveSheet => {
            let sheet = sheet(order.filed.as_ref().map(|filed| filed.mark));
            Ok(vec![documents::archive_sheet(&sheet.archive(), &options)?])
        }
    }
}

/// Fills forms from one dossier in one language.
struct Filler<'a> {
    dossier: &'a Dossier,
    /// What was ordered when the step was taken.
    content: &'a Content,
    lang: Lang,
    /// The instant of the step that the paper belongs to; none while the step is still to be taken.
    at: Option<DateTime<Utc>>,
}

impl Filler<'_> {
    fn company(&self) -> CompanyHead {
        let head = &self.dossier.then.company.at(self.at, &self.dossier.company).letterhead;
        CompanyHead {
            name: head.name_in(self.lang.tag()).to_owned(),
            address: head.address_in(self.lang.tag()).to_owned(),
            telephone: head.phone.clone(),
        }
    }

    /// The customer's file as it stood at the step.
    fn file(&self) -> &Customer {
        self.dossier.then.customer.at(self.at, &self.dossier.customer)
    }

    fn customer_name(&self) -> String {
        let customer = self.file();
        let english = self.lang == Lang::En && !customer.name_en.is_empty();
        if english { customer.name_en.clone() } else { customer.name.clone() }
    }

    fn customer(&self) -> Party {
        let content = self.content;
        Party {
            name: self.customer_name(),
            address: content.address.clone(),
            contact: content.contact.clone(),
            telephone: content.phone.clone(),
        }
    }

    fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.dossier.company.zone()).naive_local()
    }

    /// The instant of the dossier's last event: a paper printed twice is the same paper.
    fn as_of(&self) -> NaiveDateTime {
        self.local(self.dossier.log.last().map_or(self.dossier.order.received.at, |entry| entry.mark.at))
    }

    fn name(&self, id: UserId) -> String {
        self.dossier.name(id).to_owned()
    }

    fn terms(&self) -> String {
        t_dyn(self.lang, &format!("terms-{}", self.file().credit.terms.key()))
    }

    fn channel(&self, channel: Channel) -> String {
        t_dyn(self.lang, &format!("channel-{}", channel.key()))
    }

    fn incoterm(&self) -> String {
        self.content.incoterm.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    fn currency(&self) -> String {
        self.content.currency.code().to_owned()
    }

    fn day(&self, mark: Mark) -> chrono::NaiveDate {
        self.dossier.company.day(mark.at)
    }

    fn read_back(&self) -> documents::ReadBack {
        let order = &self.dossier.order;
        let caller = order.read_back.as_ref().map_or_else(|| self.content.contact.clone(), |yes| yes.caller.clone());
        documents::ReadBack {
            company: self.company(),
            number: order.number.clone(),
            dated: self.day(order.received),
            called_at: self.local(order.received.at),
            caller,
            caller_telephone: self.content.phone.clone(),
            taken_by: self.name(order.received.by),
            customer: self.customer(),
            wanted_on: Some(self.content.requested),
            terms: self.terms(),
            currency: self.currency(),
            lines: self.wished_goods(),
            said: self.content.note.clone(),
            missing: Vec::new(),
            printed_at: self.as_of(),
        }
    }

    fn confirmation(&self) -> documents::OrderConfirmation {
        let order = &self.dossier.order;
        let mut conditions = Vec::new();
        if let Some(agreed) = order.review.date.as_ref().and_then(|review| review.agreed.as_ref()) {
            let values = [("who", agreed.who.clone().into()), ("note", agreed.note.clone().into())];
            conditions.push(tf(self.lang, "paper-agreed-date", &values));
        }
        conditions.extend(self.days_by_line());
        if !self.content.note.is_empty() {
            conditions.push(self.content.note.clone());
        }
        let answered = order.confirmation.as_ref().map(|yes| yes.mark);
        let dated = answered.or(order.review.date.as_ref().map(|review| review.mark)).unwrap_or(order.received);
        documents::OrderConfirmation {
            company: self.company(),
            order_number: order.number.clone(),
            version: order.version,
            dated: self.day(dated),
            ordered_on: self.day(order.received),
            ordered_by: self.channel(order.channel),
            customer_reference: self.content.reference.clone(),
            customer: self.customer(),
            promised_on: order.promised().unwrap_or(self.content.requested),
            terms: self.terms(),
            currency: self.currency(),
            incoterm: self.incoterm(),
            lines: self.ordered_goods(),
            conditions,
            clerk: self.name(order.received.by),
        }
    }

    /// The days of lines that are not promised for the day of the order (F26); none where all are.
    fn days_by_line(&self) -> Option<String> {
        let review = self.dossier.order.review.date.as_ref().filter(|review| !review.lines.is_empty())?;
        let wanted = |line: &usize| self.content.lines.get(line - 1).is_some_and(|line| line.quantity > 0);
        let days = (1..=self.content.lines.len()).filter(wanted).map(|line| {
            let goods = self.product_of(line).map(|product| product.name_in(self.lang.tag()).to_owned());
            let goods = goods.unwrap_or_else(|| self.content.lines[line - 1].name.clone());
            let day = i18n::date(review.day_of(line));
            tf(self.lang, "paper-line-day", &[("line", line.into()), ("goods", goods.into()), ("day", day.into())])
        });
        let lines = days.collect::<Vec<_>>().join(t(self.lang, "dates-why-join"));
        Some(tf(self.lang, "paper-line-days", &[("lines", lines.into())]))
    }

    fn number_of(&self, shipment: &Shipment) -> String {
        format!("{}-{}", self.dossier.order.number, shipment.no)
    }

    /// The range that satisfies all goods of the shipment; none where nothing is cold.
    fn temperature(&self, shipment: &Shipment) -> Option<(Option<i64>, Option<i64>)> {
        let ranges = shipment.lines.iter().filter_map(|part| self.product_of(part.line)).map(|product| product.storage);
        let range = ranges.fold(TemperatureRange::default(), TemperatureRange::and);
        range.is_cold().then_some((range.low, range.high))
    }

    fn freshness_rule(&self) -> String {
        let rule = self.file().shelf_life;
        if rule.numerator == 0 {
            return String::new();
        }
        format!("≥ {}/{}", rule.numerator, rule.denominator)
    }

    fn place_of(&self, shipment: &Shipment) -> String {
        let lots = || self.dossier.lots.values().flatten();
        let place = shipment.lines.iter().find_map(|part| lots().find(|lot| lot.id == part.lot));
        place.map(|lot| lot.place.clone()).unwrap_or_default()
    }

    fn picking(&self, shipment: &Shipment) -> documents::PickingList {
        documents::PickingList {
            company: self.company(),
            number: self.number_of(shipment),
            dated: self.day(shipment.picked),
            order_number: self.dossier.order.number.clone(),
            customer: self.customer_name(),
            ships_on: shipment.notice.as_ref().map(|notice| notice.leaves),
            warehouse: String::new(),
            shelf_life_rule: self.freshness_rule(),
            lines: self.picked_goods(shipment),
            remark: shipment.lot_reason.clone().unwrap_or_default(),
            picker: self.name(shipment.picked.by),
            printed_at: self.as_of(),
        }
    }

    fn driver(&self, shipment: &Shipment) -> (String, String) {
        let Some(dispatch) = &shipment.dispatch else { return Default::default() };
        (dispatch.vehicle.clone(), format!("{} {}", dispatch.driver, dispatch.driver_phone).trim().to_owned())
    }

    fn transport(&self, shipment: &Shipment) -> String {
        let dispatch = shipment.dispatch.as_ref();
        dispatch
            .map(|dispatch| t_dyn(self.lang, &format!("transport-{}", dispatch.transport.key())))
            .unwrap_or_default()
    }

    fn notice(&self, shipment: &Shipment) -> documents::ShippingNotice {
        let order = &self.dossier.order;
        let notice = shipment.notice.as_ref();
        let (vehicle, driver) = self.driver(shipment);
        let dated = notice.map_or(shipment.picked, |notice| notice.mark);
        let told = notice.map(|notice| format!("{} · {}", self.channel(notice.channel), notice.to));
        documents::ShippingNotice {
            company: self.company(),
            number: self.number_of(shipment),
            dated: self.day(dated),
            order_number: order.number.clone(),
            customer_reference: self.content.reference.clone(),
            customer: self.customer(),
            ships_on: notice.map_or_else(|| self.day(dated), |notice| notice.leaves),
            arrives_on: notice.map(|notice| notice.expected),
            transport: self.transport(shipment),
            carrier: notice.map(|notice| notice.carrier.clone()).unwrap_or_default(),
            waybill: notice.map(|notice| notice.waybill.clone()).unwrap_or_default(),
            vehicle,
            driver,
            warehouse: self.place_of(shipment),
            temperature: self.temperature(shipment),
            shelf_life_rule: self.freshness_rule(),
            currency: self.currency(),
            incoterm: self.incoterm(),
            lines: self.shipped_goods(shipment),
            instructions: self.content.note.clone(),
            notified_by: told.unwrap_or_default(),
            copied_to: t(self.lang, "paper-copy-to-sales").to_owned(),
            prepared_by: self.name(dated.by),
            checked_by: shipment.checked.map(|mark| self.name(mark.by)).unwrap_or_default(),
            printed_at: self.as_of(),
        }
    }

    fn delivery(&self, shipment: &Shipment) -> documents::DeliveryNote {
        let order = &self.dossier.order;
        let (vehicle, driver) = self.driver(shipment);
        let dated = shipment.dispatch.as_ref().map_or(shipment.picked, |dispatch| dispatch.mark);
        documents::DeliveryNote {
            company: self.company(),
            number: self.number_of(shipment),
            dated: self.day(dated),
            order_number: order.number.clone(),
            customer_reference: self.content.reference.clone(),
            customer: self.customer(),
            terms: self.terms(),
            warehouse: self.place_of(shipment),
            carrier: shipment.notice.as_ref().map(|notice| notice.carrier.clone()).unwrap_or_default(),
            driver,
            vehicle,
            temperature: self.temperature(shipment),
            loaded_at_temperature: shipment.dispatch.as_ref().and_then(|dispatch| dispatch.temperature),
            currency: self.currency(),
            incoterm: self.incoterm(),
            lines: self.shipped_goods(shipment),
            remark: self.content.note.clone(),
            legal_note: String::new(),
            prepared_by: self.name(shipment.picked.by),
            released_by: shipment.checked.map(|mark| self.name(mark.by)).unwrap_or_default(),
            printed_at: self.as_of(),
        }
    }

    fn date_time(&self, at: DateTime<Utc>) -> String {
        i18n::date_time(at, self.dossier.company.zone())
    }
}
