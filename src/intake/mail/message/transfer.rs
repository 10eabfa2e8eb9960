//! The two transfer encodings of mail, read leniently: what is not part of the code is passed over, never a reason to stop.

/// Base64 without regard to line breaks and foreign characters; a torn end gives the whole bytes before it.
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            // The end of one code; some programs set several behind each other.
            b'=' => {
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits & 0xff) as u8);
        }
    }
    out
}

/// Quoted-printable; with `in_word`, as in a header, where `_` stands for a blank.
pub fn quoted_printable(bytes: &[u8], in_word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'_' if in_word => out.push(b' '),
            b'=' => at += quoted(bytes.get(at..).unwrap_or_default(), &mut out),
            byte => out.push(*byte),
        }
    }
    out
}

/// What follows a `=`: two hex digits, a soft line break, or nothing of the kind, which is kept as it stands.
fn quoted(rest: &[u8], out: &mut Vec<u8>) -> usize {
    let hex = |byte: &u8| (*byte as char).to_digit(16);
    if let (Some(high), Some(low)) = (rest.first().and_then(hex), rest.get(1).and_then(hex)) {
        out.push((high * 16 + low) as u8);
        return 2;
    }
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    match rest.get(blanks) {
        Some(b'\n') => blanks + 1,
        None => blanks,
        Some(_) => {
            out.push(b'=');
            0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_far_as_they_go() {
        assert_eq!(base64(b"5LqM5Y2B566x"), "二十箱".as_bytes());
        assert_eq!(base64(b"5LqM\r\n5Y2B 566x!"), "二十箱".as_bytes());
        assert_eq!(base64(b"YQ==YQ=="), b"aa");
        assert_eq!(base64(b"5LqM5"), "二".as_bytes());
        assert_eq!(quoted_printable(b"=E7=AE=B1 a=\r\nb =zz=", false), "箱 ab =zz".as_bytes());
        assert_eq!(quoted_printable(b"a_b=5F", true), b"a b_");
    }
}
