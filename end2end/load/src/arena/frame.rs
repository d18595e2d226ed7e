//! WebSocket frames (RFC 6455 §5.2), as small as they can be read and written.

/// Appends a client's frame. The mask is nought: it hides nothing on one machine, and costs nothing.
pub fn masked(out: &mut Vec<u8>, op: u8, body: &[u8]) {
    head(out, op, body.len(), 0x80);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(body);
}

/// Appends a server's frame.
pub fn plain(out: &mut Vec<u8>, op: u8, body: &[u8]) {
    head(out, op, body.len(), 0);
    out.extend_from_slice(body);
}

fn head(out: &mut Vec<u8>, op: u8, len: usize, mask: u8) {
    out.push(0x80 | op);
    match (u8::try_from(len), u16::try_from(len)) {
        (Ok(small), _) if small < 126 => out.push(mask | small),
        (_, Ok(middle)) => {
            out.push(mask | 126);
            out.extend_from_slice(&middle.to_be_bytes());
        }
        _ => {
            out.push(mask | 127);
            out.extend_from_slice(&(len as u64).to_be_bytes());
        }
    }
}

/// The first whole frame: its kind, its body as it stands, and what is behind it. A body that was masked with nought reads as plain.
pub fn next(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (op, second) = (bytes.first()? & 0x0f, *bytes.get(1)?);
    let (len, mut at): (usize, usize) = match second & 0x7f {
        126 => (usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)), 4),
        127 => (usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?, 10),
        small => (usize::from(small), 2),
    };
    at += if second & 0x80 != 0 { 4 } else { 0 };
    Some((op, bytes.get(at..at.checked_add(len)?)?, bytes.get(at + len..)?))
}

/// The number that stands behind these words.
pub fn number(text: &[u8], behind: &[u8]) -> Option<i64> {
    let at = text.windows(behind.len()).position(|w| w == behind)? + behind.len();
    let digits = text.get(at..)?.iter().take_while(|b| b.is_ascii_digit());
    let mut found = None;
    for digit in digits {
        found = Some(found.unwrap_or(0_i64).checked_mul(10)?.checked_add(i64::from(digit - b'0'))?);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{masked, next, number, plain};

    #[test]
    fn a_frame_is_read_as_it_was_written_whole_or_not_at_all() {
        for len in [0, 5, 125, 126, 300, 70_000] {
            let body = vec![b'x'; len];
            for write in [masked, plain] {
                let mut out = Vec::new();
                write(&mut out, 1, &body);
                out.push(9);
                assert_eq!(next(&out), Some((1, body.as_slice(), [9].as_slice())));
                assert_eq!(next(&out[..out.len() - 2]).filter(|_| len > 0), None);
            }
        }
    }

    #[test]
    fn a_number_is_read_from_behind_its_word() {
        let frame = br#"{"is":"message","seq":41,"html":"<p>fan-000007 I sat"}"#;
        assert_eq!((number(frame, b"\"seq\":"), number(frame, b"fan-"), number(frame, b"rev")), (Some(41), Some(7), None));
    }
}
