//! What the demo company is made of, as plain data. The same seed gives the same company on every machine.
//!
//! The firm, its brand, all customers and all people are invented; places are real, kinds of goods, packs, shelf lives and
//! standards are those of the trade. Phone numbers lie in ranges that are never given out (mobiles with 129, landlines
//! whose own number begins with 0), barcodes under the prefix that GS1 keeps for examples (952), number plates bear the
//! letter O, which real ones never do.

pub mod customers;
pub mod goods;
pub mod people;
pub mod places;
pub mod rng;
pub mod staff;
pub mod transport;

/// The firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Firm {
    /// Name in Simplified Chinese.
    pub name: &'static str,
    /// Name in Traditional Chinese.
    pub name_hant: &'static str,
    /// Name in English.
    pub name_en: &'static str,
    /// Address in Chinese.
    pub address: &'static str,
    /// Address in English.
    pub address_en: &'static str,
    /// Telephone of the order desk.
    pub phone: &'static str,
    /// E-mail address of the order desk.
    pub email: &'static str,
    /// Tax number; bears letters that real ones never do.
    pub tax_number: &'static str,
    /// Archive fonds number (全宗号).
    pub fonds: &'static str,
}

/// The demo company.
pub const FIRM: Firm = Firm {
    name: "澄原乳业有限公司",
    name_hant: "澄原乳業有限公司",
    name_en: "Chengyuan Dairy Co., Ltd.",
    address: "内蒙古自治区呼和浩特市赛罕区草原大道88号",
    address_en: "88 Caoyuan Avenue, Saihan District, Hohhot, Inner Mongolia, China",
    phone: "0471-0880 0001",
    email: "orders@chengyuan.example",
    tax_number: "91150105MA0DEMOO1X",
    fonds: "Z109",
};

/// Everyone of the demo company signs in with this; the README says so.
pub const PASSWORD: &str = "chengyuan-demo";

/// The seed of the demo company where none is given.
pub const SEED: u64 = 20_260_105;
