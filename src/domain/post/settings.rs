//! How messages leave this office and where its mails arrive. Passwords and tokens are kept apart, sealed.

use serde::{Deserialize, Serialize};

use super::{RequestTemplate, Way};

/// How the line to a server is made secure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// From the first byte on.
    #[default]
    Implicit,
    /// By STARTTLS, before anything else is said.
    StartTls,
    /// Not at all: to this very computer only.
    None,
}

impl Tls {
    /// All modes.
    pub const ALL: [Tls; 3] = [Tls::Implicit, Tls::StartTls, Tls::None];

    /// A stable name for text keys (`post-tls-implicit`).
    pub fn key(self) -> &'static str {
        match self {
            Tls::Implicit => "implicit",
            Tls::StartTls => "start-tls",
            Tls::None => "none",
        }
    }

    /// True when this mode may be used with this server: in the clear to this very computer only.
    pub fn may_reach(self, server: &str) -> bool {
        self != Tls::None || server.trim() == "127.0.0.1"
    }
}

/// The account from which mails are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAccount {
    /// The name that stands before the address.
    pub name: String,
    /// The address.
    pub address: String,
    /// The server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the line is made secure.
    pub tls: Tls,
    /// The user; empty where the server asks for none.
    pub user: String,
}

/// The mailbox in which customers' mails arrive; it is only read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// The server; empty where no mail is fetched.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the line is made secure.
    pub tls: Tls,
    /// The user.
    pub user: String,
    /// The folder.
    pub folder: String,
    /// Minutes between two looks.
    pub minutes: u32,
}

impl Default for Inbox {
    fn default() -> Self {
        Inbox {
            server: String::new(),
            port: 993,
            tls: Tls::Implicit,
            user: String::new(),
            folder: "INBOX".into(),
            minutes: 5,
        }
    }
}

/// A robot in a chat group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Robot {
    /// The name by which people choose it.
    pub name: String,
    /// Its request.
    pub request: RequestTemplate,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostSettings {
    /// Mails that go out.
    #[serde(default)]
    pub mail: MailAccount,
    /// Mails that come in.
    #[serde(default)]
    pub inbox: Inbox,
    /// Text messages.
    #[serde(default)]
    pub sms: RequestTemplate,
    /// Chat robots.
    #[serde(default)]
    pub robots: Vec<Robot>,
    /// A folder whose `.eml` files come in by themselves; empty for none. Where it is not there, nothing is looked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mail_folder: String,
}

impl PostSettings {
    /// True when messages may go this way.
    pub fn is_set_up(&self, way: Way) -> bool {
        match way {
            Way::Mail => !self.mail.server.trim().is_empty() && is_mail_address(&self.mail.address),
            Way::Sms => self.sms.is_set_up(),
            Way::Robot => !self.robots.is_empty(),
        }
    }

    /// True when mails are fetched.
    pub fn fetches(&self) -> bool {
        !self.inbox.server.trim().is_empty()
    }

    /// The robot of a name.
    pub fn robot(&self, name: &str) -> Option<&Robot> {
        self.robots.iter().find(|robot| robot.name == name)
    }

    /// The name under which the secret of a way is kept; none where the way needs no secret.
    pub fn secret_of(&self, way: Way, to: &str) -> Option<String> {
        match way {
            Way::Mail => (!self.mail.user.trim().is_empty()).then(|| "mail".to_owned()),
            Way::Sms => self.sms.needs_secret().then(|| "sms".to_owned()),
            Way::Robot => self.robot(to).filter(|robot| robot.request.needs_secret()).map(|_| format!("robot/{to}")),
        }
    }

    /// The name under which the mailbox's password is kept.
    pub const INBOX_SECRET: &str = "inbox";

    /// Looks whether all of it can be used.
    ///
    /// # Errors
    /// The text key of the first field that cannot.
    pub fn check(&self) -> Result<(), &'static str> {
        let (mail, inbox) = (&self.mail, &self.inbox);
        if !mail.server.trim().is_empty() {
            if !is_mail_address(&mail.address) {
                return Err("field-post-address");
            }
            if mail.port == 0 || !mail.tls.may_reach(&mail.server) {
                return Err("field-post-mail-tls");
            }
        }
        if self.fetches() {
            if inbox.port == 0 || !inbox.tls.may_reach(&inbox.server) {
                return Err("field-post-inbox-tls");
            }
            if inbox.folder.trim().is_empty() || inbox.user.trim().is_empty() || !(1..=1440).contains(&inbox.minutes) {
                return Err("field-post-inbox");
            }
        }
        let safe = |request: &RequestTemplate| request.address_is_safe() && request.headers_are_whole();
        if self.sms.is_set_up() && !safe(&self.sms) {
            return Err("field-post-sms");
        }
        let named = |robot: &Robot| {
            let same = self.robots.iter().filter(|other| other.name == robot.name).count();
            !robot.name.trim().is_empty() && same == 1
        };
        if self.robots.len() > 20 || !self.robots.iter().all(|robot| named(robot) && safe(&robot.request)) {
            return Err("field-post-robot");
        }
        Ok(())
    }
}

/// True for what may be a mail address: one `@`, a domain with a dot, no blanks and no list.
pub fn is_mail_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;:\"()[]@\\".contains(c));
    let dots = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    text.len() <= 254 && plain(local) && plain(domain) && dots(local) && dots(domain) && domain.contains('.')
}

/// True for what may be a telephone number: 5 to 20 digits, with a plus, blanks, hyphens and brackets between them.
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c))
}
