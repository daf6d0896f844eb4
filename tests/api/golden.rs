//! Golden files: compared, or written anew where `EXPECTORATE` is `overwrite`.

/// Holds a text against the file of this name in `tests/golden`.
pub fn assert_golden(name: &str, text: &str) {
    let path = format!("{}/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("EXPECTORATE").as_deref() == Ok("overwrite") {
        return std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = kept.lines().zip(text.lines()).enumerate();
    if let Some((n, (old, new))) = lines.find(|(_, (old, new))| old != new) {
        panic!(
            "{name} line {}: `{old}` is now `{new}`; look at it, then `make golden`",
            n + 1
        );
    }
    assert_eq!(
        kept.lines().count(),
        text.lines().count(),
        "{name} has lines more or less; `make golden`"
    );
}
