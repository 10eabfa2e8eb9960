//! The people of the demo company. All sign in with [`super::PASSWORD`].

use crate::domain::people::{Department, Rank, Role};

/// Someone who works at the demo company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name to sign in with.
    pub login: &'static str,
    /// Name in Chinese.
    pub name: &'static str,
    /// Name in English papers.
    pub name_en: &'static str,
    /// Department.
    pub department: Department,
    /// True for the head of the department.
    pub is_head: bool,
    /// Position as printed.
    pub position: &'static str,
    /// Extension in the office.
    pub extension: &'static str,
}

impl Person {
    /// The role in the program.
    pub fn role(&self) -> Role {
        Role::new(self.department, if self.is_head { Rank::Head } else { Rank::Staff })
    }
}

#[allow(clippy::too_many_arguments)]
const fn person(
    login: &'static str,
    name: &'static str,
    name_en: &'static str,
    department: Department,
    is_head: bool,
    position: &'static str,
    extension: &'static str,
) -> Person {
    Person { login, name, name_en, department, is_head, position, extension }
}

use Department::*;

/// Everyone, heads first within a department.
#[rustfmt::skip]
pub const PEOPLE: &[Person] = &[
    person("admin", "管理员", "Administrator", Administration, true, "系统管理员", "8000"),
    person("zhaomin", "赵敏芝", "Zhao Minzhi", Sales, true, "销售部经理", "8101"),
    person("liwen", "李文博", "Li Wenbo", Sales, false, "销售内勤", "8102"),
    person("qianying", "钱映雪", "Qian Yingxue", Credit, true, "信用主管", "8201"),
    person("sunhao", "孙昊然", "Sun Haoran", Credit, false, "信用专员", "8202"),
    person("zhouqiang", "周启强", "Zhou Qiqiang", Production, true, "生产部经理", "8301"),
    person("wuting", "吴婷玉", "Wu Tingyu", Production, false, "生产计划员", "8302"),
    person("zhengke", "郑可心", "Zheng Kexin", Quality, true, "质量部经理", "8401"),
    person("fengli", "冯立言", "Feng Liyan", Quality, false, "质检员", "8402"),
    person("chenbo", "陈伯川", "Chen Bochuan", Logistics, true, "物流部经理", "8501"),
    person("weijun", "卫军平", "Wei Junping", Logistics, false, "库管员", "8502"),
    person("jiangyun", "姜云舒", "Jiang Yunshu", Logistics, false, "调度员", "8503"),
    person("hanmei", "韩美琪", "Han Meiqi", Archive, true, "档案室主任", "8601"),
    person("yangguang", "杨广成", "Yang Guangcheng", Archive, false, "档案员", "8602"),
];

/// The people of a department, the head first.
pub fn of(department: Department) -> impl Iterator<Item = &'static Person> {
    PEOPLE.iter().filter(move |person| person.department == department)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_desk_has_a_head_and_someone_to_check_the_other() {
        for department in [Sales, Credit, Production, Quality, Logistics, Archive] {
            let heads = of(department).filter(|person| person.is_head).count();
            assert!(heads == 1 && of(department).count() >= 2, "{department:?}");
        }
        assert_eq!(of(Logistics).count(), 3);
        assert_eq!(PEOPLE.iter().map(|person| person.login).collect::<HashSet<_>>().len(), PEOPLE.len());
        assert_eq!(PEOPLE.iter().map(|person| person.name).collect::<HashSet<_>>().len(), PEOPLE.len());
    }
}
