//! A PostgreSQL server for tests, when its programs are on this machine: one for each test program, in a temporary
//! folder, on a Unix socket, gone when the test program ends, however it ends.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::zombie_processes)]

use postgres::{Client, NoTls};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The URL of a fresh, empty schema, or nothing (and a printed word) when there is no PostgreSQL here. Where it must be
/// there, set `YILI_TEST_POSTGRES=required`; to leave it out, `YILI_TEST_POSTGRES=off`.
pub fn fresh_url() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let base = server()?;
    let schema = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut client = Client::connect(base, NoTls).expect("the test server answers");
    client.batch_execute(&format!("CREATE SCHEMA {schema}")).expect("a fresh schema");
    Some(format!("{base}&options=-csearch_path%3D{schema}"))
}

fn server() -> Option<&'static str> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    SERVER.get_or_init(start).as_deref()
}

fn start() -> Option<String> {
    let wish = std::env::var("YILI_TEST_POSTGRES").unwrap_or_default();
    if wish == "off" || !cfg!(unix) {
        eprintln!("skipped: PostgreSQL is left out of this run");
        return None;
    }
    let Some(bin) = programs() else {
        assert_ne!(wish, "required", "PostgreSQL's initdb and postgres are not on this machine");
        eprintln!("skipped: PostgreSQL's initdb and postgres are not on this machine");
        return None;
    };
    // A socket's path must be short, so not under the build folder.
    let folder = std::env::temp_dir().join(format!("yili-pg-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let account = account();
    if let Some(account) = &account {
        succeed(Command::new("chown").arg(account).arg(&folder).output());
    }
    let (data, log) = (folder.join("data"), folder.join("log"));
    let mut initdb = as_account(account.as_deref(), &bin.join("initdb"));
    initdb.args(["-A", "trust", "-U", "yili", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]).arg(&data);
    succeed(initdb.current_dir(&folder).output());
    let settings = format!(
        "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c max_connections=200 -c shared_buffers=32MB",
        folder.display()
    );
    let mut run = as_account(account.as_deref(), &bin.join("pg_ctl"));
    run.args(["start", "-w", "-t", "60", "-s", "-o"]).arg(settings).arg("-D").arg(&data).arg("-l").arg(&log);
    succeed(run.current_dir(&folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).output());
    stop_afterwards(account.as_deref(), &bin, &folder);
    let socket = folder.display().to_string().replace('/', "%2F");
    Some(format!("postgresql://yili@{socket}/postgres?connect_timeout=10"))
}

/// The folder of PostgreSQL's programs: first of all in `PATH`, else the newest where Debian keeps them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        let mut found: Vec<PathBuf> = versions.flatten().map(|version| version.path()).collect();
        found.sort_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
        folders.extend(found.into_iter().rev().map(|version| version.join("bin")));
    }
    let complete = |bin: &PathBuf| ["initdb", "pg_ctl", "postgres"].iter().all(|name| bin.join(name).is_file());
    folders.into_iter().find(complete)
}

/// The server refuses to run as root: then another account of this machine runs it.
fn account() -> Option<String> {
    let says = |program: &mut Command| {
        let output = program.output().ok().filter(|output| output.status.success());
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    if says(Command::new("id").arg("-u"))? != "0" {
        return None;
    }
    ["postgres", "nobody"]
        .into_iter()
        .find(|name| says(Command::new("id").args(["-u", name])).is_some())
        .map(str::to_owned)
}

fn as_account(account: Option<&str>, program: &Path) -> Command {
    let Some(account) = account else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={account}"), &format!("--regid={}", group_of(account)), "--clear-groups", "--"]);
    command.arg(program).env("HOME", "/tmp");
    command
}

fn group_of(account: &str) -> String {
    let output = Command::new("id").args(["-gn", account]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A shell waits at the other end of a pipe that closes with this process, then stops the server and cleans up.
fn stop_afterwards(account: Option<&str>, bin: &Path, folder: &Path) {
    let stop = as_account(account, &bin.join("pg_ctl"));
    let words = std::iter::once(stop.get_program()).chain(stop.get_args());
    let mut shell = Command::new("sh");
    shell.arg("-c").arg("read _; \"$@\" stop -s -w -m immediate -D \"$0/data\"; rm -rf \"$0\"").arg(folder).args(words);
    shell.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // Its own group, so that Ctrl-C in a terminal ends the tests and not the one who cleans up.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    let mut child = shell.spawn().expect("a shell to stop the server");
    let mut pipe = child.stdin.take().unwrap();
    pipe.flush().unwrap();
    std::mem::forget(pipe); // held open until this process is gone
}

fn succeed(output: std::io::Result<Output>) {
    let output = output.expect("a program of the test server starts");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
