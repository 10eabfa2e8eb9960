//! `winmail.dat`: what one office program wraps attachments in (TNEF, MS-OXTNEF). Only the files inside are taken out.
//!
//! The format is a signature and a key, then records: level, id, length, data, checksum. A file is a run of records that
//! begins with `attAttachRenddata`. Every length is held against what is there.

use super::charset;

/// A file inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its name as written, or empty.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];
const LEVEL_ATTACHMENT: u8 = 2;
const TITLE: u16 = 0x8010;
const DATA: u16 = 0x800f;
const BEGINS: u16 = 0x9002;
const PROPERTIES: u16 = 0x9005;
/// Tags of MAPI properties that matter here.
const LONG_NAME: u16 = 0x3707;
const NAME: u16 = 0x3704;
const DATA_BINARY: u16 = 0x3701;

/// A mail that was attached to the mail stands inside as TNEF again.
const DEEPEST: usize = 3;
const MOST_FILES: usize = 100;
const MOST_RECORDS: usize = 10_000;
const MOST_PROPERTIES: u32 = 1_000;

/// True for bytes that begin like TNEF.
pub fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// The files inside, as far as the records are whole. Empty where it is no TNEF.
pub fn files(bytes: &[u8]) -> Vec<File> {
    let mut found = Vec::new();
    collect(bytes, DEEPEST, &mut found);
    found
}

fn collect(bytes: &[u8], depth: usize, found: &mut Vec<File>) {
    let mut files: Vec<File> = Vec::new();
    if !is_tnef(bytes) {
        return;
    }
    let mut rest = bytes.get(6..).unwrap_or_default();
    for _ in 0..MOST_RECORDS {
        let Some((level, id, data, after)) = record(rest) else { break };
        rest = after;
        if level != LEVEL_ATTACHMENT {
            continue;
        }
        if id == BEGINS {
            if files.len() >= MOST_FILES {
                break;
            }
            files.push(File::default());
        }
        let Some(file) = files.last_mut() else { continue };
        match id {
            TITLE if file.name.is_empty() => file.name = text8(data),
            DATA => file.bytes = data.to_vec(),
            PROPERTIES => read_properties(data, file),
            _ => {}
        }
    }
    for file in files.into_iter().filter(|file| !file.bytes.is_empty()) {
        if is_tnef(&file.bytes) && depth > 0 {
            collect(&file.bytes, depth - 1, found);
        } else if found.len() < MOST_FILES {
            found.push(file);
        }
    }
}

/// One record off the front: level, id, data, and what follows its checksum.
fn record(bytes: &[u8]) -> Option<(u8, u16, &[u8], &[u8])> {
    let level = *bytes.first()?;
    let id = u16_at(bytes, 1)?;
    let length = u32_at(bytes, 5)? as usize;
    let data = bytes.get(9..9_usize.checked_add(length)?)?;
    Some((level, id, data, bytes.get(9 + length + 2..).unwrap_or_default()))
}

/// MAPI properties of an attachment: the long name, and the data where they stand here.
fn read_properties(data: &[u8], file: &mut File) {
    let Some(count) = u32_at(data, 0) else { return };
    let mut at = 4;
    for _ in 0..count.min(MOST_PROPERTIES) {
        let Some((tag, kind, values, next)) = property(data, at) else { return };
        at = next;
        let Some(value) = values.first() else { continue };
        match (tag, kind) {
            (LONG_NAME, 0x1f) => file.name = text16(value),
            (LONG_NAME, 0x1e) => file.name = text8(value),
            (NAME, 0x1f) if file.name.is_empty() => file.name = text16(value),
            // An object has the id of its kind in front.
            (DATA_BINARY, 0x0d) if file.bytes.is_empty() => file.bytes = value.get(16..).unwrap_or_default().to_vec(),
            (DATA_BINARY, 0x102) if file.bytes.is_empty() => file.bytes = value.to_vec(),
            _ => {}
        }
    }
}

type Property<'a> = (u16, u16, Vec<&'a [u8]>, usize);

fn property(data: &[u8], at: usize) -> Option<Property<'_>> {
    let kind = u16_at(data, at)?;
    let tag = u16_at(data, at + 2)?;
    let mut at = at + 4;
    if tag >= 0x8000 {
        at = skip_name(data, at)?;
    }
    let single = kind & 0x0fff;
    let many = kind & 0x1000 != 0;
    let sized = matches!(single, 0x1e | 0x1f | 0x102 | 0x0d);
    let count = if many || sized {
        let count = u32_at(data, at)?;
        at += 4;
        count.min(MOST_PROPERTIES)
    } else {
        1
    };
    let mut values = Vec::new();
    for _ in 0..count {
        let length = match single {
            0x02 | 0x0b | 0x03 | 0x04 | 0x0a | 0x01 => 4,
            0x05 | 0x06 | 0x07 | 0x14 | 0x40 => 8,
            0x48 => 16,
            _ if sized => {
                let length = u32_at(data, at)? as usize;
                at += 4;
                length
            }
            _ => return None,
        };
        values.push(data.get(at..at.checked_add(length)?)?);
        at = at.checked_add(length.div_ceil(4).checked_mul(4)?)?;
    }
    Some((tag, single, values, at))
}

/// A named property has a GUID and a number or a text before its value.
fn skip_name(data: &[u8], at: usize) -> Option<usize> {
    let kind = u32_at(data, at.checked_add(16)?)?;
    let at = at + 20;
    if kind == 0 {
        return Some(at + 4);
    }
    let length = u32_at(data, at)? as usize;
    at.checked_add(4)?.checked_add(length.div_ceil(4).checked_mul(4)?)
}

fn text8(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    plain(&charset::decode(&bytes[..end.min(1_000)], None))
}

fn text16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .take(500)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    plain(&String::from_utf16_lossy(&units))
}

fn plain(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record with its checksum.
    fn push(out: &mut Vec<u8>, id: u16, data: &[u8]) {
        out.push(LEVEL_ATTACHMENT);
        out.extend(id.to_le_bytes());
        out.extend([1, 0]);
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend([0, 0]);
    }

    fn wrapped() -> Vec<u8> {
        let mut out = SIGNATURE.to_vec();
        out.extend([1, 0]);
        push(&mut out, BEGINS, &[0; 14]);
        push(&mut out, TITLE, b"DING~1.CSV\0");
        push(&mut out, DATA, b"a,b");
        let name: Vec<u8> = "订单.csv\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut properties = 1_u32.to_le_bytes().to_vec();
        properties.extend([0x1f, 0, 0x07, 0x37]);
        properties.extend(1_u32.to_le_bytes());
        properties.extend((name.len() as u32).to_le_bytes());
        properties.extend(name);
        push(&mut out, PROPERTIES, &properties);
        out
    }

    #[test]
    fn the_files_inside_come_out() {
        assert_eq!(files(&wrapped()), [File { name: "订单.csv".to_owned(), bytes: b"a,b".to_vec() }]);
        assert_eq!(files(b"no"), []);
    }

    #[test]
    fn torn_ones_give_what_is_whole() {
        let whole = wrapped();
        for end in 0..whole.len() {
            files(&whole[..end]);
            let mut bent = whole.clone();
            bent[end] = 0xff;
            files(&bent);
        }
    }
}
