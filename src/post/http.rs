//! Text messages and chat robots: one HTTPS request a message, as the office filled in its template.

use std::io::Read;
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;

use ureq::http;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error, Timeout};

use super::{Line, Outgoing, Patience, Stop, brief, not_yet, secure};
use crate::domain::post::{Outcome, Request, RequestTemplate, Trouble, Values, written_forms};

/// Bytes of an answer that are looked at.
const LONGEST_ANSWER: u64 = 64 << 10;

/// The way through a web service.
#[derive(Clone, Debug)]
pub struct Web {
    /// The request.
    pub template: RequestTemplate,
    /// What stands for `{secret}`.
    pub secret: Option<String>,
    /// How long to wait.
    pub patience: Patience,
}

impl Line for Web {
    fn send(&self, message: &Outgoing<'_>, stop: &Stop, last_word: &mut dyn FnMut() -> bool) -> Outcome {
        let letter = message.letter;
        if !self.template.address_is_safe() {
            return not_yet(Trouble::Insecure, "");
        }
        if self.template.needs_secret() && self.secret.is_none() {
            return not_yet(Trouble::NotSetUp, "");
        }
        let request = self.template.fill(&Values {
            to: &letter.to,
            text: &letter.text,
            subject: &letter.subject,
            order: &letter.about.number,
            id: &letter.message_id,
            secret: self.secret.as_deref().unwrap_or_default(),
        });
        // Without a network nothing is marked as handed over: it only waits.
        if let Err(outcome) = self.reach(&request.url) {
            return outcome;
        }
        if stop.is_wished() || !last_word() {
            return not_yet(Trouble::Stopped, "");
        }
        self.ask(&request)
    }
}

impl Web {
    /// Looks whether the service can be reached at all.
    fn reach(&self, url: &str) -> Result<(), Outcome> {
        let uri: http::Uri = url.parse().map_err(|_| Outcome::Refused {
            trouble: Trouble::Answer,
            answer: String::new(),
            for_good: true,
        })?;
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let unreachable = |error: std::io::Error| {
            let slow = error.kind() == std::io::ErrorKind::TimedOut;
            not_yet(if slow { Trouble::Slow } else { Trouble::Unreachable }, error.to_string())
        };
        let places = (host, port).to_socket_addrs().map_err(unreachable)?;
        let mut last = not_yet(Trouble::Unreachable, "");
        for place in places {
            match TcpStream::connect_timeout(&place, self.patience.connect) {
                Ok(_) => return Ok(()),
                Err(error) => last = unreachable(error),
            }
        }
        Err(last)
    }

    fn agent(&self) -> Agent {
        let authorities = secure::authorities().iter().map(|one| Certificate::from_der(one).to_owned());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(authorities.collect())))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        // A redirect would lead to a place that nobody set up, and a proxy would hear what is for this computer alone.
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("yili-orders/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(self.patience.connect))
            .timeout_global(Some(self.patience.connect + self.patience.answer))
            .build();
        config.new_agent()
    }

    fn ask(&self, request: &Request) -> Outcome {
        let mut built = http::Request::builder().method(request.method.word()).uri(&request.url);
        for (name, value) in &request.headers {
            built = built.header(name, value);
        }
        let refused =
            |words: String| Outcome::Refused { trouble: Trouble::Answer, answer: self.brief(&words), for_good: true };
        let built = match built.body(request.body.clone()) {
            Ok(built) => built,
            Err(error) => return refused(error.to_string()),
        };
        match self.agent().run(built) {
            Ok(response) => self.judge(response, &request.success),
            Err(error) => self.fault(&error),
        }
    }

    /// Words of the network and the service in brief. They may hold the request and its address, and those a token: it is taken
    /// out of the whole before anything is cut, in each form that it takes on the way.
    fn brief(&self, words: &str) -> String {
        let Some(secret) = self.secret.as_deref().filter(|secret| !secret.is_empty()) else { return brief(words) };
        brief(&written_forms(secret).iter().fold(words.to_owned(), |words, form| words.replace(form.as_str(), "***")))
    }

    /// Judges an answer by its status, and by the text that it must contain where one is set.
    fn judge(&self, mut response: http::Response<ureq::Body>, success: &str) -> Outcome {
        let status = response.status().as_u16();
        let mut bytes = Vec::new();
        let read = response.body_mut().as_reader().take(LONGEST_ANSWER).read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let answer = self.brief(&format!("{status} {text}"));
        let success = success.trim();
        match status {
            200..=299 if success.is_empty() || text.contains(success) => Outcome::Taken { answer },
            200..=299 if read.is_err() => Outcome::Unknown { answer },
            // Tried again by itself it would go out again and again where only the text to look for is set up wrongly.
            200..=299 => Outcome::Refused { trouble: Trouble::Answer, answer, for_good: true },
            408 | 425 | 429 => Outcome::Refused { trouble: Trouble::Answer, answer, for_good: false },
            401 | 403 => Outcome::Refused { trouble: Trouble::SignIn, answer, for_good: true },
            // Somebody on the way, or the service in the middle of its work: it may have been done. A 503 too: proxies say it
            // when a line broke after the service had read the request.
            500..=599 => Outcome::Unknown { answer },
            _ => Outcome::Refused { trouble: Trouble::Answer, answer, for_good: true },
        }
    }

    /// No answer: surely not taken only where no line came up.
    fn fault(&self, error: &Error) -> Outcome {
        let words = error.to_string();
        match error {
            Error::HostNotFound | Error::ConnectionFailed => not_yet(Trouble::Unreachable, self.brief(&words)),
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => not_yet(Trouble::Slow, self.brief(&words)),
            Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
                not_yet(Trouble::Unreachable, self.brief(&words))
            }
            Error::Io(io) if is_untrusted(io) => not_yet(Trouble::Insecure, self.brief(&words)),
            Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => not_yet(Trouble::Insecure, self.brief(&words)),
            Error::BadUri(_) | Error::Http(_) => {
                Outcome::Refused { trouble: Trouble::Answer, answer: self.brief(&words), for_good: true }
            }
            _ => Outcome::Unknown { answer: self.brief(&words) },
        }
    }
}

/// A handshake that failed over the certificate arrives as a fault of the line; nothing was said over it yet.
fn is_untrusted(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_) | rustls::Error::PeerIncompatible(_)))
}
