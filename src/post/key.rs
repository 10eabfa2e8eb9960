//! The key of this workstation: it seals passwords and tokens, which are then kept in the store. Whoever has the store alone,
//! a copy of it for instance, cannot open them.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

use crate::domain::audit::{digest, hex};

const LENGTH: usize = 32;

/// A workstation's key.
#[derive(Clone)]
pub struct Key([u8; LENGTH]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.station())
    }
}

impl Key {
    /// Where the key of this user on this computer is.
    pub fn place_of_user() -> Option<PathBuf> {
        let folders = directories::ProjectDirs::from("", "", "yili-orders")?;
        Some(folders.data_local_dir().join("post.key"))
    }

    /// The key kept in a file; none where there is no file.
    ///
    /// # Errors
    /// Those of the file; [`io::ErrorKind::InvalidData`] when it is no key.
    pub fn load(place: &Path) -> io::Result<Option<Key>> {
        let text = match fs::read_to_string(place) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let text = text.trim();
        let byte = |at: usize| text.get(at * 2..at * 2 + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let bytes: Option<Vec<u8>> = (0..LENGTH).map(byte).collect();
        let key = bytes.filter(|_| text.len() == LENGTH * 2).and_then(|bytes| bytes.try_into().ok());
        key.map(|key| Some(Key(key))).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// The key kept in a file, which is made where there is none: readable by this user alone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn load_or_make(place: &Path) -> io::Result<Key> {
        if let Some(key) = Key::load(place)? {
            return Ok(key);
        }
        let mut fresh = [0; LENGTH];
        SystemRandom::new().fill(&mut fresh).map_err(|_| io::Error::other("no randomness"))?;
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(place) {
            Ok(mut file) => {
                file.write_all(hex(&fresh).as_bytes())?;
                file.sync_all()?;
                Ok(Key(fresh))
            }
            // Another window of this user was quicker.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Key::load(place)?.ok_or_else(|| io::ErrorKind::NotFound.into())
            }
            Err(error) => Err(error),
        }
    }

    /// The name of the workstation that has this key. It says nothing about the key.
    pub fn station(&self) -> String {
        hex(&digest(&[b"station ".as_slice(), &self.0].concat())[..8])
    }

    fn cipher(&self) -> Option<LessSafeKey> {
        UnboundKey::new(&CHACHA20_POLY1305, &self.0).ok().map(LessSafeKey::new)
    }

    /// Seals a secret under its name; it opens under that name only. None when the computer gives no randomness.
    pub fn seal(&self, name: &str, secret: &str) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).ok()?;
        let mut sealed = secret.as_bytes().to_vec();
        let nonce_used = Nonce::assume_unique_for_key(nonce);
        self.cipher()?.seal_in_place_append_tag(nonce_used, Aad::from(name.as_bytes()), &mut sealed).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed; none where another key or another name sealed it.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Option<String> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let opened = self.cipher()?.open_in_place(nonce, Aad::from(name.as_bytes()), &mut sealed).ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_opens_and_only_under_the_same_name() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deep/post.key");
        assert!(Key::load(&place).unwrap().is_none());
        let key = Key::load_or_make(&place).unwrap();
        let sealed = key.seal("mail", "牛奶-2026").unwrap();
        assert!(!sealed.windows(4).any(|part| part == b"2026"));
        assert_ne!(sealed, key.seal("mail", "牛奶-2026").unwrap(), "never the same twice");
        let again = Key::load_or_make(&place).unwrap();
        assert_eq!(again.station(), key.station());
        assert_eq!(again.open("mail", &sealed).as_deref(), Some("牛奶-2026"));
        assert_eq!(again.open("sms", &sealed), None);
        let other = Key::load_or_make(&folder.path().join("other.key")).unwrap();
        assert_eq!(other.open("mail", &sealed), None);
        assert_eq!(key.open("mail", &sealed[..11]), None);
        assert!(!format!("{key:?}").contains(&hex(&key.0)[..8]));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("post.key");
        Key::load_or_make(&place).unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&place, "no key").unwrap();
        assert!(Key::load_or_make(&place).is_err(), "a broken key is not written over");
    }
}
