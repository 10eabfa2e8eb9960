//! Whether the province, city and district of an address belong together.
//!
//! Only a contradiction counts: two names that the table knows and that do not lie in each other. An address that names
//! none, or new districts that the table has not, is left alone.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../../../assets/places/places.txt");

/// Two names of an address that do not belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misfit {
    /// The larger place, as the address names it.
    pub inside: String,
    /// The smaller one, which does not lie in it.
    pub named: String,
    /// Where the smaller one lies: province, and city where there is one.
    pub lies_in: String,
}

/// Where a city or district lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seat {
    province: &'static str,
    /// None for a city itself, and for districts that belong to the province.
    city: Option<&'static str>,
}

struct Places {
    provinces: Vec<&'static str>,
    seats: HashMap<&'static str, Vec<Seat>>,
    longest: usize,
}

fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let mut places = Places { provinces: Vec::new(), seats: HashMap::new(), longest: 0 };
        let mut province = "";
        for line in TABLE.lines() {
            if let Some(name) = line.strip_prefix('#') {
                province = name;
                places.provinces.push(name);
                continue;
            }
            let mut names = line.split(' ').filter(|name| !name.is_empty());
            let city = names.next().filter(|name| *name != "-");
            if let Some(city) = city {
                places.add(city, Seat { province, city: None });
            }
            for district in names {
                places.add(district, Seat { province, city });
            }
        }
        places
    })
}

impl Places {
    fn add(&mut self, name: &'static str, seat: Seat) {
        self.longest = self.longest.max(name.chars().count());
        self.seats.entry(name).or_default().push(seat);
    }

    /// The province at the beginning of a text, in full or short, and how many bytes name it.
    fn province(&self, text: &str) -> Option<(&'static str, usize)> {
        let full = self.provinces.iter().find(|name| text.starts_with(**name)).map(|name| (*name, name.len()));
        full.or_else(|| {
            let short = |name: &&&str| text.starts_with(short_name(name));
            let name = self.provinces.iter().find(short)?;
            let mut length = short_name(name).len();
            // 上海 of 上海市; but in 吉林吉林市 the second one is the city.
            if let Some(rest) = text.get(length..)
                && let Some(ending) = name.get(length..)
                && !ending.is_empty()
                && rest.starts_with(ending)
            {
                length += ending.len();
            }
            Some((*name, length))
        })
    }

    /// The longest city or district at the beginning of a text.
    fn place<'t>(&self, text: &'t str) -> Option<(&'t str, &[Seat])> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest).collect();
        ends.into_iter().rev().find_map(|end| self.seats.get(&text[..end]).map(|seats| (&text[..end], &seats[..])))
    }
}

fn short_name(province: &str) -> &str {
    if province.starts_with("内蒙古") {
        return "内蒙古";
    }
    if province.starts_with("黑龙江") {
        return "黑龙江";
    }
    let two = province.char_indices().nth(2).map_or(province.len(), |(at, _)| at);
    &province[..two]
}

/// The first two names of an address that contradict each other; none where they fit or are not known.
pub fn misfit(address: &str) -> Option<Misfit> {
    let places = places();
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    let plain = plain.strip_prefix("中国").unwrap_or(&plain);
    let (province, length) = places.province(plain)?;
    let mut rest = &plain[length..];
    let mut city: Option<&str> = None;
    for _ in 0..2 {
        let Some((name, seats)) = places.place(rest) else { break };
        let in_province = seats.iter().filter(|seat| seat.province == province);
        let fits = |seat: &&Seat| city.is_none_or(|city| seat.city.is_none_or(|seat| seat == city));
        match in_province.clone().find(fits) {
            Some(seat) => city = city.or(if seat.city.is_none() { Some(name) } else { seat.city }),
            None => {
                let seat = in_province.chain(seats).next()?;
                let lies_in = format!("{}{}", seat.province, seat.city.unwrap_or_default());
                let inside = if in_province_of(seats, province) { city.unwrap_or(province) } else { province };
                return Some(Misfit { inside: inside.to_owned(), named: name.to_owned(), lies_in });
            }
        }
        rest = &rest[name.len()..];
    }
    None
}

fn in_province_of(seats: &[Seat], province: &str) -> bool {
    seats.iter().any(|seat| seat.province == province)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_addresses_fit() {
        for address in [
            "内蒙古自治区 呼和浩特市 赛罕区 示例路1号(010010)",
            "江苏省 宜兴市 湖父镇 示例村委会旁",
            "上海 上海市 浦东新区 示例路88弄,3号楼(200120)",
            "广东省 深圳市 南山区 示例大道(518000)",
            "北京 北京市 海淀区 示例街",
            "河北省石家庄市长安区示例街9号",
            "四川成都武侯区示例路",
            "吉林吉林市船营区一号",
            "内蒙古呼和浩特市赛罕区大学东街 18 号",
            "浙江省杭州市高新区示例路",
            "广东省东莞市南城街道",
            "1 Example St, Singapore",
            "",
        ] {
            assert_eq!(misfit(address), None, "{address}");
        }
    }

    #[test]
    fn names_that_contradict_each_other_are_said_with_where_they_lie() {
        let wrong = misfit("江苏省 杭州市 余杭区 示例路").unwrap();
        assert_eq!((wrong.inside.as_str(), wrong.named.as_str()), ("江苏省", "杭州市"));
        assert_eq!(wrong.lies_in, "浙江省");
        let wrong = misfit("广东省广州市南山区1号").unwrap();
        assert_eq!((wrong.inside.as_str(), wrong.named.as_str()), ("广州市", "南山区"));
        assert_eq!(wrong.lies_in, "广东省深圳市");
        let wrong = misfit("内蒙古自治区包头市赛罕区1号").unwrap();
        assert_eq!(wrong.lies_in, "内蒙古自治区呼和浩特市");
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,30}|(北京|广东省|广州市|区|县| ){0,6}") {
            let _ = misfit(&text);
        }
    }
}
