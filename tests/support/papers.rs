//! Papers of an invented dairy, the same each time.
#![allow(dead_code)]

use chrono::{NaiveDate, NaiveDateTime};
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
