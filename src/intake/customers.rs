//! Customers from a table: one row a customer.

use super::header::Field;
use super::import::{Draft, Finding, FindingKind, Findings, Record};
use super::values;

/// A customer as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerRow {
    /// Number of the row in the file.
    pub row: u32,
    /// The firm's own number for the customer; empty where the file has none.
    pub code: String,
    /// Name of the firm, never empty.
    pub name: String,
    /// Short name, or empty.
    pub short_name: String,
    /// Kind of customer as the file words it, or empty.
    pub kind: String,
    /// Person to speak to, or empty.
    pub contact: String,
    /// That person's position, or empty.
    pub position: String,
    /// Phone numbers as written, the first the main one.
    pub phones: Vec<String>,
    /// E-mail address, or empty.
    pub email: String,
    /// Country, or empty.
    pub country: String,
    /// Province or region, or empty.
    pub region: String,
    /// City, or empty.
    pub city: String,
    /// District, or empty.
    pub district: String,
    /// Street and number, or the whole address.
    pub address: String,
    /// Postal code, or empty.
    pub postal_code: String,
    /// Tax number (统一社会信用代码), or empty.
    pub tax_number: String,
    /// Terms of payment as worded in the file, or empty.
    pub terms: String,
    /// Credit limit in minor units of the customer's currency.
    pub credit_limit: Option<i64>,
    /// Credit grade as worded in the file, or empty.
    pub grade: String,
    /// Smallest share of the shelf life that must remain on arrival, as an exact ratio.
    pub remaining_life: Option<(i64, i64)>,
    /// ISO 4217 code of the currency; empty for the company's own.
    pub currency: String,
    /// Incoterm of export customers, or empty.
    pub incoterm: String,
    /// Remark.
    pub note: String,
    /// Who of sales looks after the customer, by name or sign-in name as the file words it, or empty.
    pub owner: String,
}

/// Indexes of the fields in a draft.
#[allow(missing_docs)]
pub mod field {
    pub const CODE: usize = 0;
    pub const NAME: usize = 1;
    pub const SHORT_NAME: usize = 2;
    pub const KIND: usize = 3;
    pub const CONTACT: usize = 4;
    pub const POSITION: usize = 5;
    pub const MOBILE: usize = 6;
    pub const PHONE: usize = 7;
    pub const EMAIL: usize = 8;
    pub const COUNTRY: usize = 9;
    pub const REGION: usize = 10;
    pub const CITY: usize = 11;
    pub const DISTRICT: usize = 12;
    pub const ADDRESS: usize = 13;
    pub const POSTAL_CODE: usize = 14;
    pub const TAX_NUMBER: usize = 15;
    pub const TERMS: usize = 16;
    pub const CREDIT_LIMIT: usize = 17;
    pub const GRADE: usize = 18;
    pub const REMAINING_LIFE: usize = 19;
    pub const CURRENCY: usize = 20;
    pub const INCOTERM: usize = 21;
    pub const NOTE: usize = 22;
    pub const OWNER: usize = 23;
}
use field::*;

const fn known(key: &'static str, names: &'static [&'static str]) -> Field {
    Field { key, needed: false, names }
}

const FIELDS: &[Field] = &[
    known(
        "code",
        &["客户编码", "客户编号", "客户代码", "编码", "编号", "customerid", "customercode", "customerno", "code"],
    ),
    Field {
        key: "name",
        needed: true,
        names: &[
            "客户名称",
            "客户全称",
            "公司名称",
            "单位名称",
            "往来单位",
            "名称",
            "companyname",
            "customername",
            "customer",
            "company",
            "name",
        ],
    },
    known("short-name", &["客户简称", "简称", "shortname"]),
    known("kind", &["客户类型", "客户类别", "客户分类", "渠道", "类型", "customertype", "channel", "type"]),
    known("contact", &["联系人", "联络人", "联系人姓名", "收货人", "contactname", "contactperson", "contact"]),
    known("position", &["职务", "职位", "职称", "contacttitle", "title"]),
    known("mobile", &["手机", "手机号码", "手机号", "联系手机", "行动电话", "mobile", "cellphone"]),
    known("phone", &["联系电话", "联络电话", "电话", "电话号码", "座机", "phone", "telephone", "tel"]),
    known("email", &["电子邮箱", "邮箱", "电子邮件", "email", "mail"]),
    known("country", &["国家", "国家地区", "国别", "country"]),
    known("region", &["省份", "省", "地区", "区域", "州省", "region", "province", "state"]),
    known("city", &["城市", "市", "所在城市", "city"]),
    known("district", &["区县", "区", "县区", "district"]),
    known(
        "address",
        &[
            "收货地址",
            "送货地址",
            "详细地址",
            "公司地址",
            "地址",
            "street",
            "deliveryaddress",
            "shiptoaddress",
            "address",
        ],
    ),
    known("postal-code", &["邮政编码", "邮编", "邮递区号", "postalcode", "zipcode", "postcode", "zip"]),
    known("tax-number", &["纳税人识别号", "统一社会信用代码", "税号", "统一编号", "taxnumber", "taxid", "vatnumber"]),
    known("terms", &["结算方式", "付款方式", "付款条件", "账期", "paymentterms", "terms"]),
    known("credit-limit", &["信用额度", "授信额度", "额度", "creditlimit"]),
    known("grade", &["信用等级", "客户等级", "等级", "creditgrade", "grade", "rating"]),
    known(
        "remaining-life",
        &["允收期", "最低剩余保质期", "允收比例", "remainingshelflife", "minshelflife", "acceptance"],
    ),
    known("currency", &["币种", "货币", "币别", "currency"]),
    known("incoterm", &["贸易术语", "贸易条款", "贸易条件", "incoterm", "incoterms"]),
    known("note", &["备注", "说明", "remark", "remarks", "note", "notes"]),
    known(
        "owner",
        &[
            "业务负责人",
            "负责人",
            "业务员",
            "销售员",
            "客户经理",
            "跟进人",
            "lookedafterby",
            "accountmanager",
            "salesperson",
            "salesrep",
            "owner",
        ],
    ),
];

/// Incoterms 2020.
const INCOTERMS: [&str; 11] = ["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"];

impl Record for CustomerRow {
    const FIELDS: &'static [Field] = FIELDS;

    fn recheck(draft: &Draft) -> (Option<Self>, Vec<Finding>) {
        let mut found = Findings::of(draft, FIELDS);
        let given = |field: usize| Some(draft.text(field)).filter(|text| !text.is_empty());
        let customer = CustomerRow {
            row: draft.row,
            code: found.text(CODE, false, 40),
            name: found.text(NAME, true, 120),
            short_name: found.text(SHORT_NAME, false, 60),
            kind: found.text(KIND, false, 40),
            contact: found.text(CONTACT, false, 60),
            position: found.text(POSITION, false, 60),
            phones: phones(draft, &mut found),
            email: found.text(EMAIL, false, 120),
            country: found.text(COUNTRY, false, 60),
            region: found.text(REGION, false, 60),
            city: found.text(CITY, false, 60),
            district: found.text(DISTRICT, false, 60),
            address: found.text(ADDRESS, false, 250),
            postal_code: found.text(POSTAL_CODE, false, 20),
            tax_number: found.text(TAX_NUMBER, false, 40),
            terms: found.text(TERMS, false, 60),
            credit_limit: given(CREDIT_LIMIT).and_then(|text| found.take(CREDIT_LIMIT, values::money(text))),
            grade: found.text(GRADE, false, 10),
            remaining_life: given(REMAINING_LIFE).and_then(|text| found.take(REMAINING_LIFE, values::ratio(text))),
            currency: given(CURRENCY).and_then(|text| found.take(CURRENCY, currency(text))).unwrap_or_default(),
            incoterm: given(INCOTERM).and_then(|text| found.take(INCOTERM, incoterm(text))).unwrap_or_default(),
            note: found.text(NOTE, false, 500),
            owner: found.text(OWNER, false, 60),
        };
        (Some(customer), found.done())
    }

    fn unique(draft: &Draft) -> Vec<(usize, String)> {
        vec![(CODE, draft.text(CODE).to_uppercase()), (NAME, draft.text(NAME).to_lowercase())]
    }
}

/// Mobile first, then landline; a cell may hold several, separated by `/`, `;`, `,` or `、`.
fn phones(draft: &Draft, found: &mut Findings<'_>) -> Vec<String> {
    let mut phones: Vec<String> = Vec::new();
    for field in [MOBILE, PHONE] {
        let single: Vec<&str> = draft.text(field).split(['/', ';', ',', '、', '；', '，']).map(str::trim).collect();
        for phone in single.into_iter().filter(|phone| !phone.is_empty()) {
            if values::decimal(phone, 0) == Err(FindingKind::DamagedNumber) {
                found.add(field, FindingKind::DamagedNumber);
            } else if phone.bytes().filter(u8::is_ascii_digit).count() < 5 {
                found.add(field, FindingKind::NotAPhone);
            }
            if !phones.iter().any(|known| known == phone) {
                phones.push(phone.to_owned());
            }
        }
    }
    phones
}

/// Three letters; the words that Chinese files use for common currencies are taken too.
fn currency(text: &str) -> Result<String, FindingKind> {
    let upper = text.to_uppercase();
    let code = match upper.as_str() {
        "人民币" | "人民幣" | "RMB" | "元" | "¥" => "CNY",
        "美元" | "美金" | "US$" | "$" => "USD",
        "港币" | "港幣" | "港元" | "HK$" => "HKD",
        "新台币" | "新台幣" | "台币" | "台幣" | "NT$" => "TWD",
        "欧元" | "歐元" | "€" => "EUR",
        "新加坡元" | "新币" | "S$" => "SGD",
        other => other,
    };
    let fits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if fits { Ok(code.to_owned()) } else { Err(FindingKind::NotACurrency) }
}

fn incoterm(text: &str) -> Result<String, FindingKind> {
    let upper = text.trim().to_ascii_uppercase();
    let word = upper.split_whitespace().next().unwrap_or_default();
    if INCOTERMS.contains(&word) { Ok(upper) } else { Err(FindingKind::NotAnIncoterm) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::import::Import;
    use crate::intake::tables::{self, Limits};

    fn import(text: &str) -> Import<CustomerRow> {
        Import::read(&tables::read(text.as_bytes(), &Limits::default()).unwrap()).unwrap()
    }

    #[test]
    fn a_row_becomes_a_customer() {
        let customers = import(
            "客户编号\t客户名称\t联系人\t手机\t电话\t收货地址 \t信用额度\t允收期\t币种\t贸易术语\n\
             C001\t杭州某某商贸\t李四\t'13900000001\t0571-80000001/80000002\t西湖区1号\t100,000\t2/3\t美元\tcif hong kong\n",
        );
        let customer = customers.records().next().unwrap();
        assert_eq!(customer.phones, ["13900000001", "0571-80000001", "80000002"]);
        assert_eq!((customer.credit_limit, customer.remaining_life), (Some(10_000_000), Some((2, 3))));
        assert_eq!((customer.currency.as_str(), customer.incoterm.as_str()), ("USD", "CIF HONG KONG"));
        assert_eq!(customer.address, "西湖区1号");
    }

    #[test]
    fn the_same_name_twice_is_found() {
        let customers = import("客户名称;电话;信用额度\n甲商行;1;一万\n乙商行;01012345678;\n甲商行;;\n");
        let found: Vec<_> = customers.findings().map(|finding| (finding.row, finding.field, finding.kind)).collect();
        assert_eq!(
            found,
            [
                (2, "phone", FindingKind::NotAPhone),
                (2, "credit-limit", FindingKind::NotANumber),
                (4, "name", FindingKind::Duplicate { first: 2 }),
            ]
        );
    }
}
