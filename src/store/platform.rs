//! What differs between operating systems, for the store: whose disk a folder is on, and the names of user and host.

use std::path::Path;

/// Kinds of file systems that are other computers' disks. Locks and memory maps cannot be trusted on them.
const SHARES: [&str; 19] = [
    "acfs",
    "afpfs",
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.davfs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
];

/// The kind of network share that `folder` lies on, if it does. `folder` must exist; what cannot be told counts as local.
pub(crate) fn network_share(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    if let Some(kind) = unc_share(&folder) {
        return Some(kind);
    }
    share_of(&folder, &mounts())
}

/// Windows: `\\server\share\…`. A drive letter given to a share becomes such a path when made canonical.
fn unc_share(folder: &Path) -> Option<String> {
    use std::path::{Component, Prefix};
    match folder.components().next() {
        Some(Component::Prefix(prefix)) => match prefix.kind() {
            Prefix::UNC(server, _) | Prefix::VerbatimUNC(server, _) => {
                Some(format!("\\\\{}", server.to_string_lossy()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The file systems of this computer as pairs of folder and kind.
#[cfg(target_os = "linux")]
fn mounts() -> Vec<(String, String)> {
    linux_mounts(&std::fs::read_to_string("/proc/self/mounts").unwrap_or_default())
}

/// The file systems of this computer as pairs of folder and kind.
#[cfg(target_os = "macos")]
fn mounts() -> Vec<(String, String)> {
    let output = std::process::Command::new("/sbin/mount").output();
    output.map(|output| macos_mounts(&String::from_utf8_lossy(&output.stdout))).unwrap_or_default()
}

/// The file systems of this computer as pairs of folder and kind.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn mounts() -> Vec<(String, String)> {
    Vec::new()
}

/// Reads `device folder kind options …`, with blanks in the folder written as `\040`.
#[cfg(any(target_os = "linux", test))]
fn linux_mounts(text: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let mut words = line.split(' ');
        let (folder, kind) = (words.nth(1)?, words.next()?);
        Some((folder.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"), kind.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// Reads `//user@host/share on /Volumes/share (smbfs, nodev, …)`.
#[cfg(any(target_os = "macos", test))]
fn macos_mounts(text: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let (_, rest) = line.split_once(" on ")?;
        let (folder, rest) = rest.rsplit_once(" (")?;
        Some((folder.to_owned(), rest.split([',', ')']).next()?.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// The mount that holds `folder` is the one with the longest matching path; a later mount covers an earlier one.
fn share_of(folder: &Path, mounts: &[(String, String)]) -> Option<String> {
    let holding = mounts.iter().filter(|(at, _)| folder.starts_with(at)).max_by_key(|(at, _)| at.len())?;
    SHARES.contains(&holding.1.as_str()).then(|| holding.1.clone())
}

/// Name of the person at this computer, as the system knows it.
pub(crate) fn user_name() -> String {
    first_of(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_else(|| "somebody".to_owned())
}

/// Name of this computer.
pub(crate) fn host_name() -> String {
    let file = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned());
    file.or_else(|| first_of(&["COMPUTERNAME", "HOSTNAME", "HOST"])).unwrap_or_else(|| "this computer".to_owned())
}

fn first_of(variables: &[&str]) -> Option<String> {
    variables.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

/// Makes the entries of a folder durable after a rename. Windows does that by itself.
pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_from_a_disk() {
        let mounts = linux_mounts(
            "/dev/sda1 / ext4 rw 0 0\nserver:/office /mnt/office nfs4 rw 0 0\n\
             //nas/public /mnt/NAS\\040public cifs rw 0 0\n/dev/sdb1 /mnt/office/local ext4 rw 0 0\n",
        );
        let share = |folder: &str| share_of(Path::new(folder), &mounts);
        assert_eq!(share("/home/lin"), None);
        assert_eq!(share("/mnt/office/orders").as_deref(), Some("nfs4"));
        assert_eq!(share("/mnt/NAS public").as_deref(), Some("cifs"));
        assert_eq!(share("/mnt/office/local/orders"), None, "a disk mounted inside a share");
        assert_eq!(share("/mnt/office2"), None, "a longer name is another folder");
    }

    #[test]
    fn the_other_systems_list_is_read_too() {
        let mounts =
            macos_mounts("/dev/disk3s1 on / (apfs, sealed)\n//lin@nas/o on /Volumes/o on nas (smbfs, nodev)\n");
        assert_eq!(mounts[0], ("/".to_owned(), "apfs".to_owned()));
        assert_eq!(share_of(Path::new("/Volumes/o on nas/x"), &mounts).as_deref(), Some("smbfs"));
    }

    #[test]
    fn this_folder_is_local() {
        assert_eq!(network_share(&std::env::temp_dir()), None);
    }
}
