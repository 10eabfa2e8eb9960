//! Who may do what: departments, ranks, roles, and the one table of rights.

mod sight;

use serde::{Deserialize, Serialize};

pub use sight::{Sight, can_be_limited, can_own};

use super::ids::UserId;
use super::orders::Step;

/// A department of the office. Its order is the order of the tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Department {
    /// 销售
    Sales,
    /// 信用
    Credit,
    /// 生产
    Production,
    /// 质检
    Quality,
    /// 物流
    Logistics,
    /// 档案
    Archive,
    /// Keeps people and settings; has no part in an order.
    Administration,
}

impl Department {
    /// All departments.
    pub const ALL: [Department; 7] = [
        Department::Sales,
        Department::Credit,
        Department::Production,
        Department::Quality,
        Department::Logistics,
        Department::Archive,
        Department::Administration,
    ];

    /// A stable name for the store and for text keys (`department-sales`).
    pub fn key(self) -> &'static str {
        match self {
            Department::Sales => "sales",
            Department::Credit => "credit",
            Department::Production => "production",
            Department::Quality => "quality",
            Department::Logistics => "logistics",
            Department::Archive => "archive",
            Department::Administration => "administration",
        }
    }

    /// The department of a stable name.
    pub fn from_key(key: &str) -> Option<Department> {
        Department::ALL.into_iter().find(|department| department.key() == key)
    }
}

/// Standing inside a department. A head may do everything staff may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// 经办
    Staff,
    /// 负责人
    Head,
}

/// A place a person holds; one person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// Where.
    pub department: Department,
    /// As what.
    pub rank: Rank,
}

impl Role {
    /// Short form for tables and tests.
    pub const fn new(department: Department, rank: Rank) -> Role {
        Role { department, rank }
    }
}

/// A person who may sign in. The password's hash is kept apart, in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The name typed at sign-in, lower case.
    pub login: String,
    /// The name that stands on papers.
    pub name: String,
    /// The places held.
    pub roles: Vec<Role>,
    /// A person who left stays on record and cannot sign in.
    pub active: bool,
    /// Sees only the customers she looks after, where her places allow that: see [`Sight`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_only: bool,
}

/// Most people see all, and their documents then say nothing of it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(yes: &bool) -> bool {
    !yes
}

impl User {
    /// True when the person holds the role, or heads its department.
    pub fn holds(&self, role: Role) -> bool {
        self.roles.iter().any(|held| held.department == role.department && held.rank >= role.rank)
    }

    /// True when the person belongs to the department, at any rank.
    pub fn belongs_to(&self, department: Department) -> bool {
        self.roles.iter().any(|held| held.department == department)
    }
}

/// Everything that needs leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Write a new order.
    ReceiveOrder,
    /// Take a step of an order.
    Step(Step),
    /// Let an order pass although it is over the customer's credit (II.4).
    ReleaseCredit,
    /// Write messages to customers, take them back and have them sent again (II.5, IV.2).
    SendMessage,
    /// Read orders, customers, goods and stock.
    ReadOrders,
    /// Add a paper to an order.
    AddPaper,
    /// Change customers and bring them in from a file.
    KeepCustomers,
    /// Set limits, grades and terms.
    KeepCredit,
    /// Write down and end safeguards in a customer's file (II.4).
    KeepSafeguards,
    /// Record payments.
    RecordPayment,
    /// Change goods and bring them in from a file.
    KeepProducts,
    /// Bring in opening stock.
    KeepStock,
    /// Write off rejected and expired lots (III.4).
    WriteOff,
    /// Read the archive.
    ReadArchive,
    /// Create people and give roles.
    KeepPeople,
    /// Change the company's settings.
    KeepCompany,
    /// Make and restore backups.
    KeepBackups,
    /// Change price lists and bring them in from a file.
    KeepPrices,
    /// Sell below the lowest price, with a reason (F11).
    SellBelow,
    /// Make duplicate customers one, and take them apart.
    MergeCustomers,
    /// Say who looks after a customer, and hand customers over (F103).
    HandOver,
}

use Department::{Administration, Archive, Credit, Logistics, Production, Quality, Sales};
use Rank::{Head, Staff};

const EVERYBODY: &[Role] = &[
    Role::new(Sales, Staff),
    Role::new(Credit, Staff),
    Role::new(Production, Staff),
    Role::new(Quality, Staff),
    Role::new(Logistics, Staff),
    Role::new(Archive, Staff),
    Role::new(Administration, Staff),
];
const SALES: &[Role] = &[Role::new(Sales, Staff)];
const SALES_HEAD: &[Role] = &[Role::new(Sales, Head)];
const CREDIT: &[Role] = &[Role::new(Credit, Staff)];
const CREDIT_HEAD: &[Role] = &[Role::new(Credit, Head)];
const PRODUCTION: &[Role] = &[Role::new(Production, Staff)];
const QUALITY: &[Role] = &[Role::new(Quality, Staff)];
const QUALITY_HEAD: &[Role] = &[Role::new(Quality, Head)];
const LOGISTICS: &[Role] = &[Role::new(Logistics, Staff)];
const LOGISTICS_HEAD: &[Role] = &[Role::new(Logistics, Head)];
const ARCHIVE: &[Role] = &[Role::new(Archive, Staff)];
const ADMINISTRATION: &[Role] = &[Role::new(Administration, Staff)];
const HEADS_OF_REVIEW: &[Role] = &[Role::new(Credit, Head), Role::new(Logistics, Head), Role::new(Production, Head)];
/// Desks that a change may concern (III.5).
const ANSWERERS: &[Role] =
    &[Role::new(Credit, Staff), Role::new(Production, Staff), Role::new(Quality, Staff), Role::new(Logistics, Staff)];
const NOTERS: &[Role] = &[
    Role::new(Sales, Staff),
    Role::new(Credit, Staff),
    Role::new(Production, Staff),
    Role::new(Quality, Staff),
    Role::new(Logistics, Staff),
];
const GOODS_KEEPERS: &[Role] =
    &[Role::new(Sales, Head), Role::new(Production, Staff), Role::new(Administration, Staff)];
const PRICE_KEEPERS: &[Role] = &[Role::new(Sales, Head), Role::new(Administration, Staff)];
const CUSTOMER_KEEPERS: &[Role] = &[Role::new(Sales, Staff), Role::new(Administration, Staff)];
const WRITERS: &[Role] = &[Role::new(Sales, Staff), Role::new(Logistics, Staff), Role::new(Administration, Staff)];
const STOCK_KEEPERS: &[Role] = &[Role::new(Logistics, Head), Role::new(Administration, Staff)];

/// The one table of rights: who may. Pinned as a whole by a test.
pub fn holders(right: Right) -> &'static [Role] {
    match right {
        Right::ReadOrders | Right::AddPaper | Right::Step(Step::Seen) => EVERYBODY,
        Right::ReceiveOrder => SALES,
        Right::Step(step) => match step {
            Step::Edit | Step::ReadBack | Step::Confirm | Step::Close | Step::Cancel | Step::Hold | Step::Resume => {
                SALES
            }
            Step::AskChange | Step::WithdrawChange => SALES,
            Step::AnswerChange => ANSWERERS,
            Step::NoteChange => NOTERS,
            Step::CancelRest | Step::ReverseConfirmation | Step::ApproveShortLife | Step::DecideChange => SALES_HEAD,
            Step::ReviewCredit => CREDIT,
            Step::ReviewStock | Step::Reserve => LOGISTICS,
            Step::ReviewDate | Step::PlanProduction | Step::RecordOutput | Step::ReversePlan => PRODUCTION,
            Step::Inspect => QUALITY,
            Step::Pick | Step::CheckGoods | Step::Notify | Step::Dispatch | Step::Deliver => LOGISTICS,
            Step::ReversePick => LOGISTICS_HEAD,
            Step::ReverseReview => HEADS_OF_REVIEW,
            Step::File => ARCHIVE,
            Step::Seen => EVERYBODY,
            Step::AskProduction => LOGISTICS,
            Step::AnswerProduction => PRODUCTION,
        },
        Right::ReleaseCredit => CREDIT_HEAD,
        Right::SendMessage => WRITERS,
        Right::KeepCustomers => CUSTOMER_KEEPERS,
        Right::KeepCredit => CREDIT_HEAD,
        Right::RecordPayment | Right::KeepSafeguards => CREDIT,
        Right::KeepProducts => GOODS_KEEPERS,
        Right::KeepStock => STOCK_KEEPERS,
        Right::WriteOff => QUALITY_HEAD,
        Right::ReadArchive => EVERYBODY,
        Right::KeepPrices | Right::MergeCustomers | Right::HandOver => PRICE_KEEPERS,
        Right::SellBelow => SALES_HEAD,
        Right::KeepPeople | Right::KeepCompany | Right::KeepBackups => ADMINISTRATION,
    }
}

/// True when the person may.
pub fn may(user: &User, right: Right) -> bool {
    user.active && holders(right).iter().any(|role| user.holds(*role))
}

/// The least length of a password, in characters.
pub const PASSWORD_LENGTH: usize = 10;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakPassword {
    /// Fewer than [`PASSWORD_LENGTH`] characters.
    Short,
    /// One character again and again, or the sign-in name itself.
    Guessable,
}

/// Refuses passwords that are guessed first.
pub fn check_password(login: &str, password: &str) -> Result<(), WeakPassword> {
    let mut characters: Vec<char> = password.chars().collect();
    if characters.len() < PASSWORD_LENGTH {
        return Err(WeakPassword::Short);
    }
    let same_as_login =
        !login.is_empty() && password.to_lowercase().replace(&login.to_lowercase(), "").chars().count() < 4;
    characters.sort_unstable();
    characters.dedup();
    if characters.len() < 4 || same_as_login {
        return Err(WeakPassword::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_may_what_staff_may_and_not_the_other_way() {
        let head = Role::new(Credit, Head);
        let user = |role| User {
            id: UserId(1),
            login: "a".into(),
            name: "A".into(),
            roles: vec![role],
            active: true,
            own_only: false,
        };
        assert!(may(&user(head), Right::Step(Step::ReviewCredit)));
        assert!(may(&user(head), Right::ReleaseCredit));
        assert!(!may(&user(Role::new(Credit, Staff)), Right::ReleaseCredit));
        assert!(!may(&user(Role::new(Sales, Head)), Right::Step(Step::ReviewCredit)));
    }

    #[test]
    fn who_left_may_nothing() {
        let gone = User {
            id: UserId(1),
            login: "a".into(),
            name: "A".into(),
            roles: vec![Role::new(Sales, Head)],
            active: false,
            own_only: false,
        };
        assert!(!may(&gone, Right::ReadOrders));
    }

    #[test]
    fn passwords_guessed_first_are_refused() {
        assert_eq!(check_password("wang", "123456"), Err(WeakPassword::Short));
        assert_eq!(check_password("wang", "aaaaaaaaaaaa"), Err(WeakPassword::Guessable));
        assert_eq!(check_password("wangfang123", "wangfang123!"), Err(WeakPassword::Guessable));
        assert_eq!(check_password("wang", "milk-in-the-morning"), Ok(()));
    }
}
