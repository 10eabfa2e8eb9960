//! Servers for mails, when they are on this machine: `aiosmtpd` takes mails into a Maildir, Dovecot gives them out. Each
//! stands on a free port of 127.0.0.1, with its files in a temporary folder, and is gone when the test ends.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// True when a program is to be used: it is here, and not left out. Where it must be there, set `YILI_TEST_MAIL=required`;
/// to leave the tests with mail servers out, `YILI_TEST_MAIL=off`.
fn is_here(program: &Path) -> bool {
    let wish = std::env::var("YILI_TEST_MAIL").unwrap_or_default();
    if wish == "off" || !cfg!(target_os = "linux") {
        eprintln!("skipped: mail servers are left out of this run");
        return false;
    }
    if !program.is_file() {
        assert_ne!(wish, "required", "{} is not on this machine", program.display());
        eprintln!("skipped: {} is not on this machine", program.display());
        return false;
    }
    true
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until somebody listens.
fn wait_for(port: u16) {
    let until = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "the server does not listen on {port}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// Begins a command that ends with whoever started it.
fn dies_with_us(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A server that takes every mail.
pub struct SmtpServer {
    child: Option<Child>,
    pub port: u16,
    folder: PathBuf,
    secure: Option<(PathBuf, PathBuf, bool)>,
}

impl SmtpServer {
    /// Starts one that keeps its mails below `folder`.
    pub fn start(folder: &Path) -> Option<SmtpServer> {
        SmtpServer::start_on(folder, free_port(), None)
    }

    /// Starts one with a certificate and its key: from the first byte on, or by STARTTLS.
    pub fn start_on(folder: &Path, port: u16, secure: Option<(PathBuf, PathBuf, bool)>) -> Option<SmtpServer> {
        if !is_here(Path::new("/usr/bin/aiosmtpd")) {
            return None;
        }
        let mut server = SmtpServer { child: None, port, folder: folder.to_owned(), secure };
        server.begin();
        Some(server)
    }

    /// Starts again after [`SmtpServer::kill`], on the same port and with the mails it has.
    pub fn begin(&mut self) {
        let mut command = dies_with_us(Path::new("/usr/bin/aiosmtpd"));
        command.args(["-n", "-l", &format!("127.0.0.1:{}", self.port)]);
        if let Some((certificate, key, from_the_start)) = &self.secure {
            let names = if *from_the_start { ["--smtpscert", "--smtpskey"] } else { ["--tlscert", "--tlskey"] };
            command.arg(names[0]).arg(certificate).arg(names[1]).arg(key);
        }
        command.args(["-c", "aiosmtpd.handlers.Mailbox"]).arg(self.folder.join("taken"));
        self.child = Some(command.current_dir(&self.folder).spawn().unwrap());
        wait_for(self.port);
    }

    /// The power fails.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// The mails it has taken.
    pub fn mails(&self) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.folder.join("taken/new")) else { return Vec::new() };
        files.map(|file| String::from_utf8_lossy(&fs::read(file.unwrap().path()).unwrap()).into_owned()).collect()
    }

    /// The `Message-ID` of each mail it has taken.
    pub fn message_ids(&self) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.folder.join("taken/new")) else { return Vec::new() };
        let id = |path: PathBuf| {
            let head = BufReader::new(fs::File::open(path).unwrap()).lines().map_while(Result::ok).take(40);
            let line = head.filter_map(|line| line.strip_prefix("Message-ID: <").map(str::to_owned)).next();
            line.unwrap().trim_end_matches('>').to_owned()
        };
        files.map(|file| id(file.unwrap().path())).collect()
    }

    /// How many of its mails have this `Message-ID`.
    pub fn count(&self, message_id: &str) -> usize {
        self.message_ids().iter().filter(|id| *id == message_id).count()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.kill();
    }
}
