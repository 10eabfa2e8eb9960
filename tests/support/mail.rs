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

/// The same server with a door: it wants user `sales` with password `milk-in-the-morning`, and knows no recipient `nobody`.
const WITH_A_DOOR: &str = r#"
import asyncio, sys, time
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult
class Office(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('nobody@'):
            return '550 5.1.1 no such user'
        envelope.rcpt_tos.append(address)
        return '250 OK'
def known(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b'sales', b'milk-in-the-morning'), handled=False)
controller = Controller(Office(sys.argv[2]), hostname='127.0.0.1', port=int(sys.argv[1]),
                        authenticator=known, auth_required=True, auth_require_tls=False)
controller.start()
time.sleep(600)
"#;

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

    /// Starts one that asks for user and password.
    pub fn start_with_door(folder: &Path) -> Option<SmtpServer> {
        if !is_here(Path::new("/usr/bin/aiosmtpd")) {
            return None;
        }
        let port = free_port();
        let mut command = dies_with_us(Path::new("/usr/bin/python3"));
        command.args(["-c", WITH_A_DOOR, &port.to_string()]).arg(folder.join("taken"));
        let child = Some(command.current_dir(folder).spawn().unwrap());
        wait_for(port);
        Some(SmtpServer { child, port, folder: folder.to_owned(), secure: None })
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

/// A certificate for 127.0.0.1 and its key, and the authority that gave it (`ca.pem` beside them), which no computer knows by
/// itself; none where `openssl` is not here.
pub fn certificate(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    fs::write(folder.join("ext"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n").unwrap();
    let authority = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Test -keyout ca.key -out ca.pem";
    let request = "req -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout key.pem -out cert.csr";
    let sign = "x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out cert.pem";
    for words in [authority, request, sign] {
        let mut command = Command::new("openssl");
        command.args(words.split(' ')).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
        if !command.status().is_ok_and(|status| status.success()) {
            eprintln!("skipped: openssl is not on this machine");
            return None;
        }
    }
    Some((certificate, key))
}

/// Dovecot with one mailbox: user `office`, password `milk-in-the-morning`.
pub struct ImapServer {
    child: Option<Child>,
    pub port: u16,
    pub secure_port: u16,
    folder: PathBuf,
    account: Option<String>,
}

impl ImapServer {
    pub fn start(folder: &Path, secure: Option<(PathBuf, PathBuf)>) -> Option<ImapServer> {
        if !is_here(Path::new("/usr/sbin/dovecot")) || !is_here(Path::new("/usr/lib/dovecot/imap")) {
            return None;
        }
        // Dovecot gives no mails to root: then another account of this machine runs it.
        let root = says(Command::new("id").arg("-u")) == "0";
        let user = if root { "nobody".to_owned() } else { says(Command::new("id").arg("-un")) };
        let group = says(Command::new("id").args(["-gn", &user]));
        let folder = folder.join("dovecot");
        for name in ["run", "state", "mail/new", "mail/cur", "mail/tmp"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        let (port, secure_port) = (free_port(), free_port());
        fs::write(folder.join("users"), "office:{PLAIN}milk-in-the-morning\n").unwrap();
        fs::write(folder.join("dovecot.conf"), settings(&folder, &user, &group, (port, secure_port), secure)).unwrap();
        let mut server =
            ImapServer { child: None, port, secure_port, folder, account: root.then(|| format!("{user}:{group}")) };
        server.hand_over();
        server.begin();
        Some(server)
    }

    fn begin(&mut self) {
        let mut command = Command::new("setpriv");
        if self.account.is_some() {
            let group = says(Command::new("id").args(["-gn", "nobody"]));
            command.args(["--reuid=nobody", &format!("--regid={group}"), "--clear-groups"]);
        }
        command.args(["--pdeathsig", "KILL", "--", "/usr/sbin/dovecot", "-F", "-c"]);
        command.arg(self.folder.join("dovecot.conf")).current_dir("/");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.child = Some(command.spawn().unwrap());
        wait_for(self.port);
    }

    /// Its files belong to the account that runs it, and the folder above lets it through.
    fn hand_over(&self) {
        let Some(account) = &self.account else { return };
        let above = self.folder.parent().unwrap();
        assert!(Command::new("chmod").arg("755").arg(above).status().unwrap().success());
        assert!(Command::new("chown").args(["-R", account]).arg(&self.folder).status().unwrap().success());
        for name in ["cert.pem", "key.pem"] {
            let _ = Command::new("chown").arg(account).arg(above.join(name)).stderr(Stdio::null()).status();
        }
    }

    /// A mail arrives.
    pub fn deliver(&self, raw: &[u8]) {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("{}.M{}P1.test", 1_700_000_000, NEXT.fetch_add(1, Ordering::Relaxed) + 1_000);
        let beside = self.folder.join("mail/tmp").join(&name);
        fs::write(&beside, raw).unwrap();
        if let Some(account) = &self.account {
            assert!(Command::new("chown").arg(account).arg(&beside).status().unwrap().success());
        }
        fs::rename(beside, self.folder.join("mail/new").join(name)).unwrap();
    }

    /// Mails that nobody has marked as seen.
    pub fn unseen(&self) -> usize {
        let files = ["new", "cur"].map(|name| fs::read_dir(self.folder.join("mail").join(name)).unwrap());
        let names = files.into_iter().flatten().map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.split(":2,").nth(1).is_some_and(|flags| flags.contains('S'))).count()
    }

    /// Forgets the numbers that it gave.
    pub fn number_anew(&self) {
        for file in fs::read_dir(self.folder.join("mail")).unwrap() {
            let path = file.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("dovecot") {
                fs::remove_file(path).unwrap();
            }
        }
        // Numbers are made from the second in which they are given.
        std::thread::sleep(Duration::from_millis(1_100));
    }
}

impl Drop for ImapServer {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // Dovecot ends its own children when it is asked to.
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let until = Instant::now() + Duration::from_secs(5);
            while child.try_wait().unwrap().is_none() && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(20));
            }
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn says(program: &mut Command) -> String {
    let output = program.output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A configuration that needs no account but one, and touches nothing outside of its folder.
fn settings(
    folder: &Path,
    user: &str,
    group: &str,
    (port, secure_port): (u16, u16),
    secure: Option<(PathBuf, PathBuf)>,
) -> String {
    let at = folder.display();
    let tls = match secure {
        Some((certificate, key)) => {
            format!("ssl = yes\nssl_cert = <{}\nssl_key = <{}\n", certificate.display(), key.display())
        }
        None => "ssl = no\n".to_owned(),
    };
    let secure_port = if tls.starts_with("ssl = yes") { secure_port } else { 0 };
    format!(
        "base_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/log\nprotocols = imap\nlisten = 127.0.0.1\n\
         default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n{tls}\
         disable_plaintext_auth = no\nmail_location = maildir:{at}/mail\nmail_home = {at}\nfirst_valid_uid = 1\n\
         passdb {{\n  driver = passwd-file\n  args = {at}/users\n}}\n\
         userdb {{\n  driver = static\n  args = uid={user} gid={group} home={at}\n}}\n\
         service imap-login {{\n  chroot =\n  process_min_avail = 0\n  inet_listener imap {{\n    port = {port}\n  }}\n  \
         inet_listener imaps {{\n    port = {secure_port}\n    ssl = yes\n  }}\n}}\n\
         service anvil {{\n  chroot =\n}}\nservice stats {{\n  chroot =\n}}\n\
         service imap {{\n  user = {user}\n}}\n"
    )
}
