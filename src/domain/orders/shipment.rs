//! A delivery on its way (IV).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Channel, Difference, Mark, ShipmentLine};
use crate::domain::credit::CreditEvidence;

/// One delivery on its way: picked, checked, announced, dispatched, delivered (IV).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// 1, 2, … inside the order.
    pub no: usize,
    /// What goes, by line and lot.
    pub lines: Vec<ShipmentLine>,
    /// Who picked.
    pub picked: Mark,
    /// Why a lot goes although an earlier one was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot_reason: Option<String>,
    /// The second look (IV.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Mark>,
    /// The notice to the customer (IV.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The departure (IV.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<Dispatch>,
    /// The arrival.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// Taken back before it left, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed: Option<(String, Mark)>,
}

/// A shipping notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Over which channel.
    pub channel: Channel,
    /// To whom.
    pub to: String,
    /// The day of departure.
    pub leaves: NaiveDate,
    /// Expected day of arrival.
    pub expected: NaiveDate,
    /// Waybill number.
    pub waybill: String,
    /// Carrier.
    pub carrier: String,
    /// Who told the customer.
    pub mark: Mark,
}

/// How goods travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    /// Road, on a carrier's lorry.
    #[default]
    Road,
    /// Road, on a vehicle of our own.
    OwnVehicle,
    /// With an express service: a courier takes the parcel, no plate is known.
    Express,
    /// The customer comes for the goods.
    PickUp,
    /// Rail.
    Rail,
    /// Air.
    Air,
    /// Sea.
    Sea,
}

impl Transport {
    /// All modes.
    pub const ALL: [Transport; 7] = [
        Transport::OwnVehicle,
        Transport::Road,
        Transport::Express,
        Transport::PickUp,
        Transport::Rail,
        Transport::Air,
        Transport::Sea,
    ];

    /// A stable name for text keys (`transport-road`).
    pub fn key(self) -> &'static str {
        match self {
            Transport::Road => "road",
            Transport::OwnVehicle => "own-vehicle",
            Transport::Express => "express",
            Transport::PickUp => "pick-up",
            Transport::Rail => "rail",
            Transport::Air => "air",
            Transport::Sea => "sea",
        }
    }

    /// Whether somebody must write down what the goods leave on; an express parcel is found by its waybill alone.
    pub fn names_vehicle(self) -> bool {
        self != Transport::Express
    }
}

/// A departure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// How the goods travel.
    pub transport: Transport,
    /// The vehicle's plate, or train, flight or vessel; empty for an express parcel.
    pub vehicle: String,
    /// Who took the goods over: driver, courier, the customer's own person.
    pub driver: String,
    /// That person's telephone.
    pub driver_phone: String,
    /// Temperature of the goods on leaving, tenths of °C; always there when the goods are cold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature: Option<i64>,
    /// What was held against the customer when the goods left, where anything was (F16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Box<CreditEvidence>>,
    /// Who handed over.
    pub mark: Mark,
}

/// A signed delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The day of receipt.
    pub on: NaiveDate,
    /// Who signed.
    pub signed_by: String,
    /// Temperature on arrival, tenths of °C.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature: Option<i64>,
    /// Where the signed quantity differs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// Who recorded it.
    pub mark: Mark,
}
