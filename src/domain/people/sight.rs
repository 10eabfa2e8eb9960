//! How far a person sees: all customers, or her own alone (F103).
//!
//! A customer is looked after by one person of sales, its owner, or by nobody yet. The administrator may say of a person of
//! sales that she sees her own customers only. What nobody looks after is seen by everybody of sales: otherwise whoever answers
//! the telephone could not help a new customer, and the order would wait for the head. Heads of sales and all other departments
//! see every customer, because their work goes across all of them.

use super::{Department, Rank, Role, User};
use crate::domain::ids::UserId;

/// Whose customers, orders, prices and messages a person sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Everybody's.
    #[default]
    All,
    /// Those of this person, and those that nobody looks after.
    Own(UserId),
}

impl Sight {
    /// How far this person sees.
    pub fn of(user: &User) -> Sight {
        if user.own_only && can_be_limited(&user.roles) { Sight::Own(user.id) } else { Sight::All }
    }

    /// True when what `owner` looks after is seen; none is nobody.
    pub fn covers(self, owner: Option<UserId>) -> bool {
        match self {
            Sight::All => true,
            Sight::Own(own) => owner.is_none_or(|owner| owner == own),
        }
    }
}

/// True where a person with these places may be limited to her own customers: staff of sales and nothing else. Whoever heads
/// sales or also sits at another desk needs all customers there.
pub fn can_be_limited(roles: &[Role]) -> bool {
    !roles.is_empty() && roles.iter().all(|role| *role == Role::new(Department::Sales, Rank::Staff))
}

/// True when customers may be given to this person: whoever works in sales.
pub fn can_own(user: &User) -> bool {
    user.active && user.belongs_to(Department::Sales)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALES: Role = Role::new(Department::Sales, Rank::Staff);

    fn person(roles: &[Role]) -> User {
        let roles = roles.to_vec();
        User { id: UserId(7), login: "liwen".into(), name: "李雯".into(), roles, active: true, own_only: true }
    }

    #[test]
    fn limited_is_only_who_is_staff_of_sales_and_nothing_else() {
        assert_eq!(Sight::of(&person(&[SALES])), Sight::Own(UserId(7)));
        assert_eq!(Sight::of(&User { own_only: false, ..person(&[SALES]) }), Sight::All);
        assert_eq!(Sight::of(&person(&[Role::new(Department::Sales, Rank::Head)])), Sight::All);
        assert_eq!(Sight::of(&person(&[])), Sight::All);
        for department in Department::ALL.into_iter().filter(|department| *department != Department::Sales) {
            for rank in [Rank::Staff, Rank::Head] {
                let other = Role::new(department, rank);
                assert_eq!(Sight::of(&person(&[other])), Sight::All, "{other:?}");
                assert_eq!(Sight::of(&person(&[SALES, other])), Sight::All, "{other:?}");
            }
        }
    }

    #[test]
    fn own_and_nobodys_are_seen_and_anothers_are_not() {
        let own = Sight::Own(UserId(7));
        assert!(own.covers(Some(UserId(7))) && own.covers(None));
        assert!(!own.covers(Some(UserId(8))));
        assert!(Sight::All.covers(Some(UserId(8))) && Sight::All.covers(None));
    }

    #[test]
    fn customers_are_given_to_who_works_in_sales() {
        let head = Role::new(Department::Sales, Rank::Head);
        assert!(can_own(&person(&[SALES])) && can_own(&person(&[head])));
        assert!(!can_own(&User { active: false, ..person(&[SALES]) }));
        assert!(!can_own(&person(&[Role::new(Department::Credit, Rank::Head)])));
    }
}
