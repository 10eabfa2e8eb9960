//! Invented people and numbers that reach nobody.

use super::rng::Rng;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾",
    "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪",
    "田", "任", "姜", "范", "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆", "郝", "孔", "白", "崔", "康", "毛",
    "邱", "秦", "江", "史", "顾", "侯", "邵", "孟", "龙", "万", "段", "雷", "钱", "汤", "尹", "黎", "易", "常", "武",
    "乔", "贺", "赖", "龚", "文", "欧阳", "司马", "乌云", "哈斯",
];

const GIVEN_FIRST: &[&str] = &[
    "晓", "文", "志", "海", "丽", "建", "春", "雪", "国", "思", "雨", "明", "佳", "永", "秀", "子", "安", "振", "立",
    "慧", "宏", "静", "云", "欣", "宇",
];

const GIVEN_SECOND: &[&str] = &[
    "明", "华", "军", "芳", "敏", "强", "娟", "涛", "霞", "平", "刚", "玲", "杰", "燕", "辉", "萍", "峰", "琴", "鹏",
    "婷", "宁", "斌", "莉", "岩", "然",
];

/// A name of two or three characters (three or four with a double surname).
pub fn name(rng: &mut Rng) -> String {
    let surname = rng.pick(SURNAMES);
    let second = rng.pick(GIVEN_SECOND);
    if rng.chance(15) { format!("{surname}{second}") } else { format!("{surname}{}{second}", rng.pick(GIVEN_FIRST)) }
}

/// A mobile number in the range 129, which no network has; different for every `n` below a hundred million.
pub fn mobile(n: u64) -> String {
    // An odd factor that 5 does not divide visits every remainder once.
    let digits = n.wrapping_mul(54_018_521).wrapping_add(3_141_592) % 100_000_000;
    format!("129{digits:08}")
}

/// A landline whose own number begins with 0, which no exchange gives out.
pub fn landline(dialling_code: &str, n: u64) -> String {
    let digits = n.wrapping_mul(7_919_333).wrapping_add(271_828) % 10_000_000;
    format!("{dialling_code}-0{:03} {:04}", digits / 10_000, digits % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_are_many_and_never_twice() {
        let mobiles: HashSet<String> = (0..50_000).map(mobile).collect();
        let landlines: HashSet<String> = (0..50_000).map(|n| landline("0571", n)).collect();
        assert_eq!((mobiles.len(), landlines.len()), (50_000, 50_000));
        assert!(mobiles.iter().all(|mobile| mobile.len() == 11 && mobile.starts_with("129")));
        assert!(landlines.iter().all(|number| number.starts_with("0571-0") && number.len() == 14));
    }

    #[test]
    fn names_are_short_and_varied() {
        let mut rng = Rng::new(1);
        let names: HashSet<String> = (0..2000).map(|_| name(&mut rng)).collect();
        assert!(names.len() > 1500, "{}", names.len());
        assert!(names.iter().all(|name| (2..=4).contains(&name.chars().count())));
    }
}
