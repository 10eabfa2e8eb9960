//! Papers of an invented dairy, the same each time.
#![allow(dead_code)]

use chrono::{NaiveDate, NaiveDateTime};
use yili_orders::domain::statement::{self, Entry, Kind};
use yili_orders::i18n::Lang;
use yili_orders::print::documents::*;

/// A day of November 2026.
pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// A moment of 23 November 2026.
pub fn at(hour: u32, minute: u32) -> NaiveDateTime {
    day(23).and_hms_opt(hour, minute, 0).unwrap()
}

/// Picks the words of a language.
pub fn say(lang: Lang, hans: &str, hant: &str, en: &str) -> String {
    match lang {
        Lang::ZhHans => hans,
        Lang::ZhHant => hant,
        Lang::En => en,
    }
    .to_owned()
}

pub fn company(lang: Lang) -> CompanyHead {
    CompanyHead {
        name: say(lang, "草原晨曦乳业有限公司", "草原晨曦乳業有限公司", "Prairie Dawn Dairy Co., Ltd."),
        address: say(
            lang,
            "内蒙古自治区呼和浩特市土默特左旗金山开发区乳业大道 8 号",
            "內蒙古自治區呼和浩特市土默特左旗金山開發區乳業大道 8 號",
            "8 Dairy Avenue, Jinshan Zone, Hohhot, Inner Mongolia, China",
        ),
        telephone: say(
            lang,
            "电话 0471-555 0188　传真 0471-555 0189",
            "電話 0471-555 0188　傳真 0471-555 0189",
            "Tel. +86 471 555 0188",
        ),
    }
}

pub fn customer(lang: Lang) -> Party {
    Party {
        name: say(
            lang,
            "江苏宜兴湖㳇镇惠民连锁超市有限责任公司（第三配送中心）",
            "江蘇宜興湖㳇鎮惠民連鎖超市有限責任公司（第三配送中心）",
            "Straits Fresh Provisions Pte Ltd (Third Distribution Centre)",
        ),
        address: say(
            lang,
            "江苏省无锡市宜兴市湖㳇镇张阳路 118 号冷链园区 3 号库 2 号门",
            "江蘇省無錫市宜興市湖㳇鎮張陽路 118 號冷鏈園區 3 號庫 2 號門",
            "21 Pandan Crescent, #03-12 Cold Chain Park, Singapore 128471",
        ),
        contact: say(lang, "王𠮷祥", "王𠮷祥", "Tan Wei Ling"),
        telephone: say(lang, "138 0000 1188", "0912-000-188", "+65 6000 1188"),
    }
}

/// Goods that repeat with other lots.
pub fn goods(lang: Lang, count: usize) -> Vec<GoodsLine> {
    let kinds = [
        ("6907992500133", "金典纯牛奶", "金典純牛奶", "Jindian pure milk UHT", "250ml×16", 6240),
        (
            "6907992513560",
            "安慕希希腊风味酸奶",
            "安慕希希臘風味優酪乳",
            "Greek style yoghurt, ambient",
            "205g×12",
            5880,
        ),
        ("6907992822730", "舒化无乳糖全脂牛奶", "舒化無乳糖全脂牛奶", "Lactose-free whole milk", "220ml×12", 4560),
        ("6907992100012", "巴氏鲜牛奶", "巴氏鮮牛奶", "Pasteurised fresh milk", "950ml×12", 15600),
        (
            "6907992507385",
            "QQ星儿童成长牛奶全聪配方",
            "QQ星兒童成長牛奶全聰配方",
            "Milk for children with vitamins A and D",
            "190ml×15",
            5325,
        ),
    ];
    let carton = say(lang, "箱", "箱", "ctn");
    let piece = [say(lang, "盒", "盒", "box"), say(lang, "瓶", "瓶", "btl")];
    (0..count)
        .map(|number| {
            let (code, hans, hant, en, pack, price) = kinds[number % kinds.len()];
            let cartons = 12 + (number as i64 * 7) % 90;
            let loose = if number % 3 == 1 { 5 } else { 0 };
            let mut quantity = vec![Portion { count: cartons, unit: carton.clone() }];
            if loose > 0 {
                quantity.push(Portion { count: loose, unit: piece[usize::from(number % 5 == 3)].clone() });
            }
            let two_lots = number % 4 == 1;
            let mut lots = vec![LotPart {
                lot: format!("202611{:02}A1", 1 + number % 20),
                produced: Some(day(1 + number as u32 % 20)),
                expires: Some(day(1 + number as u32 % 20) + chrono::Days::new(180)),
                quantity: Vec::new(),
            }];
            if two_lots {
                lots[0].quantity = vec![Portion { count: cartons - 4, unit: carton.clone() }];
                let mut second = lots[0].clone();
                second.lot = second.lot.replace("A1", "B2");
                second.quantity = vec![Portion { count: 4, unit: carton.clone() }];
                lots.push(second);
            }
            GoodsLine {
                code: code.to_owned(),
                name: say(lang, hans, hant, en),
                specification: pack.to_owned(),
                unit: carton.clone(),
                quantity,
                price,
                amount: price * cartons + loose * price / 12,
                lots,
                remark: String::new(),
            }
        })
        .collect()
}

pub fn delivery_note(lang: Lang, lines: usize) -> DeliveryNote {
    DeliveryNote {
        company: company(lang),
        number: "DN20261123-0007".to_owned(),
        dated: day(23),
        order_number: "SO20261120-0042".to_owned(),
        customer_reference: if lang == Lang::En { "PO-77812".to_owned() } else { String::new() },
        customer: customer(lang),
        terms: say(lang, "月结 30 天", "月結 30 天", "30 days net"),
        warehouse: say(lang, "金山一号冷库", "金山一號冷庫", "Jinshan cold store 1"),
        carrier: say(lang, "蒙运冷链", "蒙運冷鏈", "Mengyun Cold Chain"),
        driver: say(lang, "巴特尔 139 0000 2266", "巴特爾 139 0000 2266", "Bateer 139 0000 2266"),
        vehicle: say(lang, "蒙A·6F288", "蒙A·6F288", "蒙A·6F288"),
        temperature: Some((Some(20), Some(60))),
        loaded_at_temperature: Some(38),
        currency: if lang == Lang::En { "USD" } else { "CNY" }.to_owned(),
        incoterm: if lang == Lang::En { "CIF Singapore" } else { "" }.to_owned(),
        lines: goods(lang, lines),
        remark: say(lang, "随货附出厂检验报告 1 份", "隨貨附出廠檢驗報告 1 份", "Factory inspection report enclosed"),
        legal_note: String::new(),
        prepared_by: say(lang, "李娜", "李娜", "Li Na"),
        released_by: say(lang, "赵敏", "趙敏", "Zhao Min"),
        printed_at: at(16, 5),
    }
}

pub fn confirmation(lang: Lang, lines: usize) -> OrderConfirmation {
    OrderConfirmation {
        company: company(lang),
        order_number: "SO20261120-0042".to_owned(),
        version: 2,
        dated: day(20),
        ordered_on: day(19),
        ordered_by: say(lang, "电话", "電話", "telephone"),
        customer_reference: if lang == Lang::En { "PO-77812".to_owned() } else { String::new() },
        customer: customer(lang),
        promised_on: day(24),
        terms: say(lang, "月结 30 天", "月結 30 天", "30 days net"),
        currency: if lang == Lang::En { "USD" } else { "CNY" }.to_owned(),
        incoterm: if lang == Lang::En { "CIF Singapore (Incoterms 2020)" } else { "" }.to_owned(),
        lines: goods(lang, lines),
        conditions: vec![say(
            lang,
            "到货时剩余保质期不少于总保质期的三分之二；蛋白质含量不低于 3.65%。冷链产品全程 2–6 °C。",
            "到貨時剩餘保存期限不少於總保存期限的三分之二；蛋白質含量不低於 3.65%。冷鏈產品全程 2–6 °C。",
            "At least two thirds of shelf life remain on arrival; protein content is at least 3.65%. Chilled goods travel at 2–6 °C throughout.",
        )],
        clerk: say(lang, "李娜 0471-555 0166", "李娜 0471-555 0166", "Li Na, +86 471 555 0166"),
    }
}

pub fn shipping(lang: Lang, lines: usize) -> ShippingNotice {
    ShippingNotice {
        company: company(lang),
        number: "SN20261122-0015".to_owned(),
        dated: day(22),
        order_number: "SO20261120-0042".to_owned(),
        customer_reference: String::new(),
        customer: customer(lang),
        ships_on: day(23),
        arrives_on: Some(day(24)),
        transport: say(lang, "公路冷藏车", "公路冷藏車", "Road, refrigerated"),
        carrier: say(lang, "蒙运冷链", "蒙運冷鏈", "Mengyun Cold Chain"),
        waybill: "MY778812345".to_owned(),
        vehicle: "蒙A·6F288".to_owned(),
        driver: say(lang, "巴特尔 139 0000 2266", "巴特爾 139 0000 2266", "Bateer 139 0000 2266"),
        warehouse: say(lang, "金山一号冷库", "金山一號冷庫", "Jinshan cold store 1"),
        temperature: Some((Some(20), Some(60))),
        shelf_life_rule: say(lang, "不少于 2/3", "不少於 2/3", "at least 2/3"),
        currency: if lang == Lang::En { "USD" } else { "CNY" }.to_owned(),
        incoterm: if lang == Lang::En { "CIF Singapore" } else { "" }.to_owned(),
        lines: goods(lang, lines),
        instructions: say(
            lang,
            "先预冷车厢至 4 °C 再装车；随货附出厂检验报告。",
            "先預冷車廂至 4 °C 再裝車；隨貨附出廠檢驗報告。",
            "Cool the vehicle to 4 °C before loading. Enclose the inspection report.",
        ),
        notified_by: say(lang, "短信、邮件", "簡訊、電子郵件", "E-mail"),
        copied_to: say(lang, "销售部 李娜", "業務部 李娜", "Sales, Li Na"),
        prepared_by: say(lang, "周强", "周強", "Zhou Qiang"),
        checked_by: say(lang, "吴静", "吳靜", "Wu Jing"),
        printed_at: at(9, 30),
    }
}

pub fn picking(lang: Lang, lines: usize) -> PickingList {
    let lines = goods(lang, lines)
        .into_iter()
        .enumerate()
        .map(|(number, line)| PickLine {
            place: format!("A-{:02}-{}", 1 + number * 3 % 24, 1 + number % 4),
            code: line.code,
            name: line.name,
            specification: line.specification,
            lot: line.lots[0].lot.clone(),
            expires: line.lots[0].expires,
            quantity: line.quantity,
        })
        .collect();
    PickingList {
        company: company(lang),
        number: "PK20261122-0031".to_owned(),
        dated: day(22),
        order_number: "SO20261120-0042".to_owned(),
        customer: customer(lang).name,
        ships_on: Some(day(23)),
        warehouse: say(lang, "金山一号冷库", "金山一號冷庫", "Jinshan cold store 1"),
        shelf_life_rule: say(lang, "到货剩余不少于 2/3", "到貨剩餘不少於 2/3", "at least 2/3 left on arrival"),
        lines,
        remark: String::new(),
        picker: say(lang, "乌云", "烏雲", "Wu Yun"),
        printed_at: at(8, 15),
    }
}

pub fn readback(lang: Lang, lines: usize) -> ReadBack {
    ReadBack {
        company: company(lang),
        number: "SO20261120-0042".to_owned(),
        dated: day(20),
        called_at: at(9, 5),
        caller: say(lang, "王𠮷祥先生", "王𠮷祥先生", "Ms Tan Wei Ling"),
        caller_telephone: "138 0000 1188".to_owned(),
        taken_by: say(lang, "李娜", "李娜", "Li Na"),
        customer: customer(lang),
        wanted_on: Some(day(24)),
        terms: say(lang, "月结 30 天", "月結 30 天", "30 days net"),
        currency: if lang == Lang::En { "USD" } else { "CNY" }.to_owned(),
        lines: goods(lang, lines),
        said: say(
            lang,
            "上午 10 点前送到，2 号门卸货。",
            "上午 10 點前送到，2 號門卸貨。",
            "Before 10 in the morning, gate 2.",
        ),
        missing: vec![
            say(lang, "收货人身份证后四位", "收貨人身分證後四碼", "Name of the person who will sign"),
            say(lang, "是否接受分批发货", "是否接受分批出貨", "Whether part shipments are welcome"),
        ],
        printed_at: at(9, 8),
    }
}

pub fn archive(lang: Lang, records: usize, events: usize) -> ArchiveSheet {
    let titles = [
        ("订单及电话复述记录", "訂單及電話覆誦紀錄", "Order and read-back"),
        ("订单评审（信用、库存、交期）", "訂單審查（信用、庫存、交期）", "Review: credit, stock, date"),
        ("订单确认书", "訂單確認書", "Order confirmation"),
        ("拣货及复核记录", "揀貨及複核紀錄", "Picking and second-person check"),
        ("发货通知单", "出貨通知單", "Shipping notice"),
        ("送货单（客户签收）", "送貨單（客戶簽收）", "Delivery note, signed"),
    ];
    let records = (0..records)
        .map(|number| {
            let (hans, hant, en) = titles[number % titles.len()];
            let lines = goods(lang, 4 + number % 3);
            ArchiveRecord {
                number: format!("SO20261120-0042-{:02}", number + 1),
                responsible: say(lang, "销售部 李娜", "業務部 李娜", "Sales, Li Na"),
                title: say(lang, hans, hant, en),
                dated: Some(day(20)),
                fields: vec![
                    (say(lang, "客户", "客戶", "Customer"), customer(lang).name),
                    (say(lang, "方式", "方式", "By"), say(lang, "电话", "電話", "Telephone")),
                    (say(lang, "记录人", "紀錄人", "Recorded by"), say(lang, "李娜", "李娜", "Li Na")),
                    (say(lang, "交货日期", "交貨日期", "Delivery on"), "2026-11-24".to_owned()),
                    (say(lang, "币种", "幣別", "Currency"), "CNY".to_owned()),
                ],
                tables: vec![ArchiveTable {
                    title: say(lang, "货物明细", "貨品明細", "Goods"),
                    columns: vec![
                        (say(lang, "货号", "貨號", "Item code"), 3, false),
                        (say(lang, "品名", "品名", "Goods"), 5, false),
                        (say(lang, "批号", "批號", "Lot"), 3, false),
                        (say(lang, "金额", "金額", "Amount"), 2, true),
                    ],
                    rows: lines
                        .into_iter()
                        .map(|line| {
                            let amount = yili_orders::i18n::money(line.amount);
                            vec![line.code, line.name, line.lots[0].lot.clone(), amount]
                        })
                        .collect(),
                }],
                notes: vec![say(
                    lang,
                    "评审意见：信用额度 500,000.00 元，已用 182,300.00 元，本单后余额充足；库存可满足，剩余保质期符合 2/3 要求；交期可行。",
                    "審查意見：信用額度 500,000.00 元，已用 182,300.00 元，本單後餘額充足；庫存足夠，剩餘效期符合 2/3 要求；交期可行。",
                    "Review: credit limit 500,000.00, used 182,300.00, enough is left after this order. Stock suffices; shelf life meets the rule of two thirds; the date can be kept.",
                )],
                remark: String::new(),
            }
        })
        .collect();
    let events = (0..events)
        .map(|number| ArchiveEvent {
            at: format!("2026-11-{:02} {:02}:{:02}", 20 + number / 24 % 10, 8 + number % 10, number * 7 % 60),
            who: say(lang, "李娜（销售）", "李娜（業務）", "Li Na (Sales)"),
            what: say(lang, "订单确认", "訂單確認", "Order confirmed"),
            detail: say(
                lang,
                "第 2 版；交期 2026-11-24；金额 111,122.71 元；客户于电话中确认。",
                "第 2 版；交期 2026-11-24；金額 111,122.71 元；客戶於電話中確認。",
                "Version 2; delivery 2026-11-24; amount 111,122.71; agreed by telephone.",
            ),
            link: format!("{:08x}", 0x9e37_79b9_u32.wrapping_mul(number as u32 + 1)),
        })
        .collect();
    let point = |hans: &str, hant: &str, en: &str, present: bool| Completeness {
        item: say(lang, hans, hant, en),
        present,
        note: if present { String::new() } else { say(lang, "客户未要求", "客戶未要求", "not asked for") },
    };
    ArchiveSheet {
        company: company(lang),
        archive_number: "Z109-XS·2026-D10-XSB-0042".to_owned(),
        title: say(
            lang,
            "江苏宜兴湖㳇镇惠民连锁超市有限责任公司 2026 年 11 月 20 日订单",
            "江蘇宜興湖㳇鎮惠民連鎖超市有限責任公司 2026 年 11 月 20 日訂單",
            "Order of Straits Fresh Provisions Pte Ltd, 20 November 2026",
        ),
        order_number: "SO20261120-0042".to_owned(),
        customer: customer(lang).name,
        opened_on: day(20),
        closed_on: day(26),
        filed_on: day(27),
        retention: say(lang, "10 年", "10 年", "10 years"),
        keep_until: NaiveDate::from_ymd_opt(2036, 12, 31),
        class: say(lang, "销售订单", "銷售訂單", "Sales order"),
        secrecy: say(lang, "内部", "內部", "Internal"),
        department: say(lang, "销售部", "業務部", "Sales"),
        filed_by: say(lang, "李娜", "李娜", "Li Na"),
        checked_by: say(lang, "孙悦", "孫悅", "Sun Yue"),
        completeness: vec![
            point("订单原件及复述记录", "訂單原件及覆誦紀錄", "Order and read-back", true),
            point("评审记录", "審查紀錄", "Reviews", true),
            point("订单确认书", "訂單確認書", "Confirmation", true),
            point("签收的送货单", "簽收的送貨單", "Signed delivery note", true),
            point("检验报告", "檢驗報告", "Inspection report", false),
        ],
        records,
        events,
        printed_at: at(17, 0),
    }
}

/// A month of a customer who orders, gets and pays again and again.
pub fn statement(lang: Lang, entries: usize) -> StatementSheet {
    let entry = |number: usize| {
        let kind = [Kind::Ordered, Kind::Shipped, Kind::Paid][number % 3];
        let kind = if number == 5 { Kind::BookedBack } else { kind };
        let number_or_note = match kind {
            Kind::Ordered => format!("SO202611{:02}-{:04}", 1 + number * 27 / entries, number),
            Kind::Shipped => format!("SO202611{:02}-{:04}-1", 1 + number * 27 / entries, number),
            Kind::Paid => say(lang, "工行转账", "工行轉帳", "Bank transfer"),
            Kind::BookedBack => say(lang, "错记他户，冲回", "錯記他戶，沖回", "Booked to the wrong customer"),
        };
        let amount = if number == 5 { -124_690 } else { 100_000 + number as i64 * 12_345 };
        Entry { day: day(1 + (number * 27 / entries) as u32), kind, number: number_or_note, amount }
    };
    StatementSheet {
        company: company(lang),
        customer: customer(lang),
        code: "K00021".to_owned(),
        terms: say(lang, "月结 30 天", "月結 30 天", "Monthly, 30 days"),
        statement: statement::statement(1_234_567, (0..entries).map(entry).collect(), day(1), day(30)),
        prepared_by: say(lang, "李娜", "李娜", "Li Na"),
        printed_at: at(17, 0),
    }
}

/// A review sheet of so many lines, the last of them short.
pub fn review(lang: Lang, lines: usize) -> ReviewSheet {
    let word = |result: String, by: &str| ReviewWord {
        result,
        by: by.to_owned(),
        at: "2026-11-23 10:05".to_owned(),
        facts: Vec::new(),
    };
    let goods = |number: usize| format!("{} 250ml*24 ({number})", say(lang, "纯牛奶", "純牛奶", "Pure milk"));
    let packs = |count: usize| say(lang, &format!("{count}箱"), &format!("{count}箱"), &format!("{count} ctns"));
    let limit = say(lang, "信用额度", "信用額度", "Limit");
    let note = say(lang, "备注", "備註", "Remark");
    let credit = ReviewWord {
        facts: vec![
            (limit, "CNY 1,000,000.00".to_owned()),
            (say(lang, "本单金额", "本單金額", "This order"), "CNY 359,300.00".to_owned()),
            (
                note,
                say(lang, "老客户，按时付款。", "老客戶，按時付款。", "A customer of many years who pays on the day."),
            ),
        ],
        ..word(say(lang, "信用通过", "信用通過", "Credit passed"), "陈静")
    };
    let short = say(lang, "有缺货", "有缺貨", "Something is short");
    let stock_lines = (1..=lines).map(|line| ReviewStockLine {
        line,
        goods: goods(line),
        wanted: packs(120),
        on_hand: packs(100),
        reserved: packs(20),
        expected: packs(40),
        projected: if line == lines { "0".to_owned() } else { packs(line) },
        held: packs(80),
        short: if line == lines { packs(40) } else { "0".to_owned() },
    });
    let later =
        say(lang, "晚于要求，已与客户商定", "晚於要求，已與客戶商定", "Later than wished, agreed with the customer");
    let talk =
        say(lang, "王先生：周五一起送也可以", "王先生：週五一起送也可以", "Ms Tan: all together on Friday is fine");
    let agreed = say(lang, "与客户商定", "與客戶商定", "Agreed with the customer");
    let why = say(
        lang,
        "库存有 80箱；孙伟（生产）答复：2026-11-26 可出 40箱；2026-11-26 发货；运输 1 天，工作日交货",
        "庫存有 80箱；孫偉（生產）回覆：2026-11-26 可出 40箱；2026-11-26 出貨；運輸 1 天，工作日交貨",
        "80 ctns in stock; 40 ctns by 2026-11-26, said by Sun Wei of production; leaves 2026-11-26; 1 day on the way",
    );
    let date_lines = (1..=lines).map(|line| ReviewDateLine {
        line,
        goods: goods(line),
        wished: day(25),
        earliest: "2026-11-27".to_owned(),
        promised: day(27),
        why: why.clone(),
    });
    ReviewSheet {
        company: company(lang),
        order_number: "SO20261123-0007".to_owned(),
        version: 2,
        dated: day(23),
        customer: customer(lang).name,
        amount: "CNY 359,300.00".to_owned(),
        requested: day(25),
        clerk: say(lang, "李娜", "李娜", "Li Na"),
        credit: Some(credit),
        stock: Some(word(short, "马强")),
        stock_lines: stock_lines.collect(),
        talks: vec![
            ReviewTalk { who: "马强 · 2026-11-23 10:20".to_owned(), said: goods(lines) },
            ReviewTalk { who: "孙伟 · 2026-11-23 11:02".to_owned(), said: packs(40) },
        ],
        date: Some(ReviewWord { facts: vec![(agreed, talk)], ..word(later, "孙伟") }),
        date_lines: date_lines.collect(),
        printed_at: at(11, 30),
    }
}
