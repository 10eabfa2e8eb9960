//! People who see only their own customers (F103), at the desks where customers come by themselves: mails, web shops, files.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a failing test may stop anywhere

mod support {
    pub mod firm;
    pub mod office;
    pub mod pg;
}

use support::firm::{Firm, LIWENS, MEIS, NOBODYS, looked_after, on_both};
use support::office::now;
use yili_orders::domain::ids::MailId;
use yili_orders::domain::online::{Platform, Shop};
use yili_orders::domain::people::User;
use yili_orders::intake::import::FindingKind;
use yili_orders::ops::import::{Defaults, Kind, Outlook, Sheet};
use yili_orders::ops::mails::{self, NewMail, Reading};
use yili_orders::ops::online::{self, Batch, Edits, Tally};
use yili_orders::ops::{self, OpError, import};

/// A mail from a customer's own address.
fn mail_from(place: usize) -> Vec<u8> {
    let lines = [
        format!("From: =?utf-8?q?Liu?= <shop{place}@customers.example>"),
        "To: orders@dairy.example".into(),
        "Subject: order".into(),
        "Date: Mon, 23 Nov 2026 09:00:00 +0800".into(),
        format!("Message-ID: <order-{place}@customers.example>"),
        "Content-Type: text/plain; charset=utf-8".into(),
        "Content-Transfer-Encoding: 8bit".into(),
        String::new(),
        "P001 鲜牛奶 950ml*12 20箱，11月26日到。".into(),
    ];
    lines.join("\r\n").into_bytes()
}

/// Gives each customer a mail address, and brings in a mail of each.
fn mails_of_all(firm: &mut Firm) -> [MailId; 3] {
    let mut all = [MailId(0); 3];
    for place in [NOBODYS, LIWENS, MEIS] {
        let mut kept = ops::customers::open(&mut firm.setup.office, firm.customers[place]).unwrap();
        kept.customer.contacts[0].email = format!("shop{place}@customers.example");
        kept.customer.contacts[0].phone = format!("0471-555 020{place}");
        let new = NewMail::read_file(mail_from(place)).unwrap();
        all[place] = firm
            .as_person("sales-head", |work| {
                ops::customers::change(work, kept.customer, kept.changes)?;
                mails::add(work, &new)
            })
            .unwrap()
            .id();
    }
    all
}

fn read(firm: &mut Firm, login: &str, id: MailId) -> Result<Reading, OpError> {
    firm.read(login, |office| {
        let material = mails::material(office, id)?;
        mails::finish(office, mails::parse(material))
    })
}

#[test]
fn a_mail_of_anothers_customer_is_not_read() {
    on_both(|mut firm| {
        let all = mails_of_all(&mut firm);
        let customers = firm.customers;
        for place in [NOBODYS, LIWENS] {
            let reading = read(&mut firm, "liwen", all[place]).unwrap();
            assert_eq!(reading.matched.customer.certain, Some(customers[place]));
            assert!(reading.customers.keys().all(|id| *id != customers[MEIS]), "{:?}", reading.customers.keys());
        }
        looked_after(read(&mut firm, "liwen", all[MEIS]), "mail");
        assert!(read(&mut firm, "mei", all[MEIS]).is_ok());
        // One that lies in another's dossier is neither opened nor taken up again, nor is one put there.
        let order = firm.orders[MEIS];
        looked_after(firm.as_person("liwen", |work| mails::attach(work, all[LIWENS], order)), "attach");
        firm.as_person("mei", |work| mails::attach(work, all[MEIS], order)).unwrap();
        looked_after(firm.read("liwen", |office| mails::open(office, all[MEIS])), "bytes");
        looked_after(firm.as_person("liwen", |work| mails::take_up(work, all[MEIS])), "take up");
    });
}

/// A shop on the account of each customer.
fn shops(firm: &mut Firm) -> [i64; 3] {
    let customers = firm.customers;
    firm.as_person("sales-head", |work| {
        let mut all = [0; 3];
        for place in [NOBODYS, LIWENS, MEIS] {
            let shop = Shop {
                platform: Platform::Shopify,
                name: format!("网店{place}"),
                customer: customers[place],
                lowest_percent: 80,
                ..Shop::default()
            };
            all[place] = online::keep_shop(work, shop)?;
        }
        Ok(all)
    })
    .unwrap()
}

fn batch(place: usize) -> Batch {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/platforms/shopify.csv")).unwrap();
    let text = String::from_utf8(bytes).unwrap().replace('#', &format!("#{place}"));
    let mut batch = Batch::default();
    batch.add("orders.csv", Box::new(text.into_bytes()), &[]).unwrap();
    batch
}

#[test]
fn orders_of_a_shop_are_those_of_its_account() {
    on_both(|mut firm| {
        let shops = shops(&mut firm);
        let today = now().date_naive();
        let bring = |work: &mut ops::Work<'_, '_>, place: usize| {
            online::import(work, shops[place], &batch(place), &Edits::default(), &Tally::default())
        };
        for place in [NOBODYS, LIWENS] {
            firm.as_person("liwen", |work| bring(work, place)).unwrap();
        }
        looked_after(firm.as_person("liwen", |work| bring(work, MEIS)), "import");
        let check = firm.read("liwen", |office| {
            online::check(office, shops[MEIS], &batch(MEIS), &Edits::default(), today, &Tally::default())
        });
        looked_after(check, "check");
        firm.as_person("mei", |work| bring(work, MEIS)).unwrap();
        let seen = |firm: &mut Firm, login: &str| {
            firm.read(login, |office| {
                let rows = online::inbox(office, 0, 100).unwrap();
                assert_eq!(online::inbox_count(office).unwrap(), rows.len() as i64);
                let files = online::files(office, 100).unwrap().len();
                (online::shops(office).unwrap().len(), rows.len(), files)
            })
        };
        let (all, own) = (seen(&mut firm, "mei"), seen(&mut firm, "liwen"));
        assert_eq!((all.0, all.2), (3, 3));
        assert!(all.1 > 0 && all.1 % 3 == 0, "{all:?}");
        assert_eq!(own, (2, all.1 / 3 * 2, 2));
        let foreign = firm.read("mei", |office| online::inbox(office, 0, 100).unwrap());
        let foreign = foreign.into_iter().find(|row| row.shop == "网店2").unwrap().id;
        assert!(firm.as_person("liwen", |work| online::look(work, foreign)).is_err());
        let shop =
            Shop { id: shops[MEIS], name: "网店2".into(), customer: firm.customers[LIWENS], ..Shop::default() };
        looked_after(firm.as_person("liwen", |work| online::keep_shop(work, shop)), "shop");
        assert_eq!(firm.setup.check().faults, []);
    });
}

fn sheet(text: &str) -> Sheet {
    import::read(Kind::Customers, text.as_bytes()).unwrap()
}

fn checked(firm: &mut Firm, login: &str, sheet: &Sheet) -> Vec<(Outlook, Vec<FindingKind>)> {
    let actor: User =
        ops::people::all(&mut firm.setup.office).unwrap().into_iter().find(|one| one.login == login).unwrap();
    let rows = import::check(&mut firm.setup.office, &actor, sheet, &Defaults::default(), now().date_naive()).unwrap();
    rows.into_iter().map(|row| (row.outlook, row.findings.iter().map(|finding| finding.kind).collect())).collect()
}

#[test]
fn a_file_says_who_looks_after_customers() {
    on_both(|mut firm| {
        let (liwen, mei) = (firm.liwen, firm.mei);
        let rows = sheet(
            "客户编号,客户名称,业务负责人,备注\nC101,李记乳品行,李雯,早上\nC201,梅家冷饮店,LIWEN,早上\n\
             N1,新店,梅芳,\nN2,又一家,没有这人,\n",
        );
        use FindingKind::{LookedAfter, OwnerLeftOut, UnknownOwner};
        // Whoever sees only her own changes only those.
        let expected = [
            (Outlook::Changed, vec![]),
            (Outlook::Blocked, vec![LookedAfter]),
            (Outlook::New, vec![OwnerLeftOut]),
            (Outlook::New, vec![UnknownOwner]),
        ];
        assert_eq!(checked(&mut firm, "liwen", &rows), expected);
        let report = firm.as_person("liwen", |work| import::import(work, &rows, &Defaults::default())).unwrap();
        assert_eq!((report.blocked, report.created, report.changed), (1, 2, 1), "nothing is done while one is blocked");
        assert_eq!(ops::customers::count(&mut firm.setup.office).unwrap(), 3);
        // The head hands over by the file.
        let expected = [
            (Outlook::Changed, vec![]),
            (Outlook::Changed, vec![]),
            (Outlook::New, vec![]),
            (Outlook::New, vec![UnknownOwner]),
        ];
        assert_eq!(checked(&mut firm, "sales-head", &rows), expected);
        firm.as_person("sales-head", |work| import::import(work, &rows, &Defaults::default())).unwrap();
        let kept = ops::customers::page(&mut firm.setup.office, 0, 10).unwrap();
        let owners: Vec<_> = kept.iter().map(|kept| (kept.customer.code.as_str(), kept.customer.owner)).collect();
        let expected = [("C001", None), ("C101", Some(liwen)), ("C201", Some(liwen)), ("N1", Some(mei)), ("N2", None)];
        assert_eq!(owners, expected);
        let order = firm.orders[MEIS];
        firm.read("liwen", |office| ops::orders::open(office, order).map(drop)).unwrap();
        assert_eq!(firm.setup.check().faults, []);
    });
}
