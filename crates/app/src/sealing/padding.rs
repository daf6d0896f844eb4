//! Bytes filled up to a fixed size, so that the length of what is encrypted tells nothing.

/// The smallest size. A record in plain letters with every field filled fits in.
pub(crate) const SMALLEST: usize = 4096;
/// The length stands before the bytes.
const PREFIX: usize = 4;

/// The size that this many bytes are filled up to: the smallest, or the next power of two.
pub(crate) const fn size(length: usize) -> usize {
    let whole = length + PREFIX;
    if whole <= SMALLEST {
        SMALLEST
    } else {
        whole.next_power_of_two()
    }
}

/// Fills up.
pub(crate) fn pad(plain: &[u8]) -> Vec<u8> {
    let length = u32::try_from(plain.len()).unwrap_or(u32::MAX);
    let mut padded = Vec::with_capacity(size(plain.len()));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(plain);
    padded.resize(size(plain.len()), 0);
    padded
}

/// What was filled up; none where it never was.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<PREFIX>()?;
    rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_up_comes_back_and_tells_no_length() {
        for length in [0, 1, 300, SMALLEST - PREFIX] {
            let plain = vec![7; length];
            let padded = pad(&plain);
            assert_eq!(padded.len(), SMALLEST, "{length}");
            assert_eq!(unpad(&padded), Some(plain.as_slice()));
        }
        for (length, filled) in [
            (SMALLEST - PREFIX + 1, 2 * SMALLEST),
            (2 * SMALLEST, 4 * SMALLEST),
        ] {
            assert_eq!(pad(&vec![7; length]).len(), filled);
            assert_eq!(unpad(&pad(&vec![7; length])).map(<[u8]>::len), Some(length));
        }
        assert_eq!(unpad(&[0, 0]), None);
        assert_eq!(unpad(&[0, 0, 0, 9, 1]), None);
    }
}
