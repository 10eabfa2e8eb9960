//! The settings of the post as texts that are typed, and back.

use crate::domain::post::{Inbox, MailAccount, Method, PostSettings, RequestTemplate, Robot, Tls};

/// A request as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFields {
    pub name: String,
    pub url: String,
    pub method: usize,
    pub headers: String,
    pub body: String,
    pub success: String,
    /// A new token; empty where the kept one stays.
    pub secret: String,
}

impl RequestFields {
    fn of(name: &str, request: &RequestTemplate) -> RequestFields {
        RequestFields {
            name: name.to_owned(),
            url: request.url.clone(),
            method: Method::ALL.iter().position(|method| *method == request.method).unwrap_or(0),
            headers: request.headers.clone(),
            body: request.body.clone(),
            success: request.success.clone(),
            secret: String::new(),
        }
    }

    fn request(&self) -> RequestTemplate {
        RequestTemplate {
            url: self.url.trim().to_owned(),
            method: Method::ALL.get(self.method).copied().unwrap_or_default(),
            headers: self.headers.trim().to_owned(),
            body: self.body.clone(),
            success: self.success.trim().to_owned(),
        }
    }
}

/// What is typed.
#[derive(Clone, Debug, Default)]
pub struct PostFields {
    pub name: String,
    pub address: String,
    pub server: String,
    pub port: String,
    pub tls: usize,
    pub user: String,
    /// A new password; empty where the kept one stays.
    pub password: String,
    pub inbox_server: String,
    pub inbox_port: String,
    pub inbox_tls: usize,
    pub inbox_user: String,
    pub inbox_password: String,
    pub folder: String,
    pub minutes: String,
    pub mail_folder: String,
    pub sms: RequestFields,
    pub robots: Vec<RequestFields>,
}

fn tls_place(tls: Tls) -> usize {
    Tls::ALL.iter().position(|one| *one == tls).unwrap_or(0)
}

fn tls_at(place: usize) -> Tls {
    Tls::ALL.get(place).copied().unwrap_or_default()
}

impl PostFields {
    /// As the settings stand.
    pub fn of(settings: &PostSettings) -> PostFields {
        let (mail, inbox) = (&settings.mail, &settings.inbox);
        let port = if mail.port == 0 { 465 } else { mail.port };
        PostFields {
            name: mail.name.clone(),
            address: mail.address.clone(),
            server: mail.server.clone(),
            port: port.to_string(),
            tls: tls_place(mail.tls),
            user: mail.user.clone(),
            password: String::new(),
            inbox_server: inbox.server.clone(),
            inbox_port: inbox.port.to_string(),
            inbox_tls: tls_place(inbox.tls),
            inbox_user: inbox.user.clone(),
            inbox_password: String::new(),
            folder: inbox.folder.clone(),
            minutes: inbox.minutes.to_string(),
            mail_folder: settings.mail_folder.clone(),
            sms: RequestFields::of("", &settings.sms),
            robots: settings.robots.iter().map(|robot| RequestFields::of(&robot.name, &robot.request)).collect(),
        }
    }

    /// The settings as typed.
    ///
    /// # Errors
    /// The text key of the first field that cannot be read.
    pub fn settings(&self, base: &PostSettings) -> Result<PostSettings, &'static str> {
        let mail_is_off = self.server.trim().is_empty();
        let port = self.port.trim().parse().ok().filter(|port: &u16| *port != 0);
        let mail = MailAccount {
            name: self.name.trim().to_owned(),
            address: self.address.trim().to_owned(),
            server: self.server.trim().to_owned(),
            // A server that is not there has the port that it had.
            port: if mail_is_off { base.mail.port } else { port.ok_or("post-port")? },
            tls: tls_at(self.tls),
            user: self.user.trim().to_owned(),
        };
        let inbox = Inbox {
            server: self.inbox_server.trim().to_owned(),
            port: self.inbox_port.trim().parse().map_err(|_| "post-port")?,
            tls: tls_at(self.inbox_tls),
            user: self.inbox_user.trim().to_owned(),
            folder: self.folder.trim().to_owned(),
            minutes: self.minutes.trim().parse().map_err(|_| "post-minutes")?,
        };
        let robot = |fields: &RequestFields| Robot { name: fields.name.trim().to_owned(), request: fields.request() };
        let robots = self.robots.iter().map(robot).collect();
        let mail_folder = self.mail_folder.trim().to_owned();
        Ok(PostSettings { mail, inbox, sms: self.sms.request(), robots, mail_folder })
    }

    /// New passwords and tokens by the names under which they are kept.
    pub fn secrets(&self) -> Vec<(String, String)> {
        let named = [
            ("mail".to_owned(), &self.password),
            (PostSettings::INBOX_SECRET.to_owned(), &self.inbox_password),
            ("sms".to_owned(), &self.sms.secret),
        ];
        let robots = self.robots.iter().map(|robot| (format!("robot/{}", robot.name.trim()), &robot.secret));
        let all = named.into_iter().chain(robots);
        all.filter(|(_, secret)| !secret.is_empty()).map(|(name, secret)| (name, secret.clone())).collect()
    }

    /// Forgets what was typed as a secret, once it is kept.
    pub fn forget_secrets(&mut self) {
        self.password.clear();
        self.inbox_password.clear();
        self.sms.secret.clear();
        self.robots.iter_mut().for_each(|robot| robot.secret.clear());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_and_not_touched_is_what_was_kept() {
        for settings in [
            PostSettings::default(),
            PostSettings {
                robots: vec![Robot { name: "销售群".into(), request: RequestTemplate::default() }],
                mail: MailAccount { server: "smtp.dairy.example".into(), port: 587, ..MailAccount::default() },
                ..PostSettings::default()
            },
        ] {
            assert_eq!(PostFields::of(&settings).settings(&settings), Ok(settings.clone()));
        }
        let typed = PostFields { server: "x".into(), port: "587x".into(), ..PostFields::of(&PostSettings::default()) };
        assert_eq!(typed.settings(&PostSettings::default()), Err("post-port"));
        let typed = PostFields { password: "p".into(), ..PostFields::default() };
        assert_eq!(typed.secrets(), [("mail".to_owned(), "p".to_owned())]);
    }
}
