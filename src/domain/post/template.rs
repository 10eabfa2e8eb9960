//! Requests to the services of text messages and chat robots, as a template that the office fills in: address, method,
//! headers and body with placeholders, and how success is known.

use serde::{Deserialize, Serialize};

/// How a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// POST, with a body.
    #[default]
    Post,
    /// PUT, with a body.
    Put,
    /// GET, without a body.
    Get,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 3] = [Method::Post, Method::Put, Method::Get];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Get => "GET",
        }
    }
}

/// A request with placeholders: `{to}`, `{text}`, `{subject}`, `{order}`, `{id}` and `{secret}`. Other braces stay as they are,
/// so a JSON body is written as it looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestTemplate {
    /// The address, with `https://`; `http://` to this computer only.
    pub url: String,
    /// How it is sent.
    pub method: Method,
    /// Headers, one `Name: value` a line.
    pub headers: String,
    /// The body.
    pub body: String,
    /// What the answer must contain, where the status alone does not tell; empty where it does.
    pub success: String,
}

/// What stands for the placeholders.
#[derive(Clone, Copy, Debug, Default)]
pub struct Values<'a> {
    /// `{to}`
    pub to: &'a str,
    /// `{text}`
    pub text: &'a str,
    /// `{subject}`
    pub subject: &'a str,
    /// `{order}`, the order's number.
    pub order: &'a str,
    /// `{id}`, the same in every attempt, so that a service may know a message that comes twice.
    pub id: &'a str,
    /// `{secret}`
    pub secret: &'a str,
}

/// A request ready to go.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The address.
    pub url: String,
    /// How it is sent.
    pub method: Method,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body; empty for GET.
    pub body: String,
    /// What the answer must contain; empty where the status tells.
    pub success: String,
}

/// How a value is written where it is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Plain,
    Json,
    Percent,
}

impl RequestTemplate {
    /// True when somebody filled it in.
    pub fn is_set_up(&self) -> bool {
        !self.url.trim().is_empty()
    }

    /// True when it asks for a secret.
    pub fn needs_secret(&self) -> bool {
        [&self.url, &self.headers, &self.body].iter().any(|text| text.contains("{secret}"))
    }

    /// True when the address may be asked: https, or http to this very computer; and no placeholder says where to.
    pub fn address_is_safe(&self) -> bool {
        let url = self.url.trim();
        let (rest, is_secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
            (Some(rest), _) => (rest, true),
            (_, Some(rest)) => (rest, false),
            _ => return false,
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_plain = authority.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
        let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "443"));
        let port_is_number = port.parse::<u16>().is_ok() || authority.ends_with(']');
        is_plain && !host.is_empty() && port_is_number && (is_secure || host == "127.0.0.1")
    }

    /// True when every header has a name and a value.
    pub fn headers_are_whole(&self) -> bool {
        lines(&self.headers).all(|line| header(line).is_some())
    }

    /// The request with everything put in.
    pub fn fill(&self, values: &Values<'_>) -> Request {
        let headers: Vec<(String, String)> = lines(&self.headers)
            .filter_map(header)
            .map(|(name, value)| {
                // A value never begins a header of its own.
                let value = put_in(value, values, Writing::Plain).replace(|c: char| c.is_control(), " ");
                (name.to_owned(), value)
            })
            .collect();
        let body = match self.method {
            Method::Get => String::new(),
            _ => put_in(&self.body, values, self.body_writing(&headers)),
        };
        Request {
            url: put_in(self.url.trim(), values, Writing::Percent),
            method: self.method,
            headers,
            body,
            success: self.success.clone(),
        }
    }

    fn body_writing(&self, headers: &[(String, String)]) -> Writing {
        let of = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let of = of.map(|(_, value)| value.to_ascii_lowercase()).unwrap_or_default();
        if of.contains("json") || (of.is_empty() && self.body.trim_start().starts_with(['{', '['])) {
            Writing::Json
        } else if of.contains("x-www-form-urlencoded") {
            Writing::Percent
        } else {
            Writing::Plain
        }
    }
}

/// A value in every form in which a request may hold it: so that a secret is found again in what somebody says of it.
pub fn written_forms(value: &str) -> [String; 3] {
    [Writing::Plain, Writing::Percent, Writing::Json].map(|writing| {
        let mut written = String::new();
        write_value(&mut written, value, writing);
        written
    })
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn header(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim(), value.trim());
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (is_name && !value.is_empty()).then_some((name, value))
}

/// One pass from left to right, so that braces inside a value are never taken for a placeholder.
fn put_in(template: &str, values: &Values<'_>, writing: Writing) -> String {
    let known = [
        ("{to}", values.to),
        ("{text}", values.text),
        ("{subject}", values.subject),
        ("{order}", values.order),
        ("{id}", values.id),
        ("{secret}", values.secret),
    ];
    let mut written = String::with_capacity(template.len() + values.text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        match known.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                write_value(&mut written, value, writing);
                rest = &rest[name.len()..];
            }
            None => {
                written.push('{');
                rest = &rest[1..];
            }
        }
    }
    written + rest
}

fn write_value(to: &mut String, value: &str, writing: Writing) {
    match writing {
        Writing::Plain => to.push_str(value),
        // A JSON text without the quotes around it: those stand in the template.
        Writing::Json => {
            let quoted = serde_json::Value::from(value).to_string();
            to.push_str(quoted.get(1..quoted.len() - 1).unwrap_or_default());
        }
        Writing::Percent => {
            for byte in value.bytes() {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    to.push(char::from(byte));
                } else {
                    to.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
}
