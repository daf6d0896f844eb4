use std::os::unix::fs::PermissionsExt as _;

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_created_key_has_mode_0600_and_reads_back_equal() {
    let dir = folder();
    let path = dir.path().join("master.key");
    let made = MasterKey::create(&path).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o7777,
        0o600
    );
    let read = MasterKey::load(&path).unwrap();
    assert_eq!(made.id(), read.id());
    assert!(read.matches(made.id(), made.check_value()));
    assert!(
        !MasterKey::generate()
            .unwrap()
            .matches(made.id(), made.check_value())
    );
}

#[test]
fn a_key_file_is_never_overwritten() {
    let dir = folder();
    let path = dir.path().join("master.key");
    MasterKey::create(&path).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(MasterKey::create(&path), Err(KeyError::Exists(_))));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_others_can_read_is_refused() {
    let dir = folder();
    let path = dir.path().join("master.key");
    MasterKey::create(&path).unwrap();
    for (mode, fine) in [
        (0o644, false),
        (0o640, false),
        (0o660, false),
        (0o604, false),
        (0o700, false),
        (0o400, true),
        (0o600, true),
    ] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(MasterKey::load(&path).is_ok(), fine, "mode {mode:o}");
    }
}

#[test]
fn missing_and_malformed_files_are_told_apart_and_say_nothing_of_their_content() {
    let dir = folder();
    let path = dir.path().join("master.key");
    assert!(matches!(MasterKey::load(&path), Err(KeyError::Missing(_))));
    let short = STANDARD.encode([7_u8; 31]);
    for text in ["", "not base64!", short.as_str(), "ÿ"] {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let error = MasterKey::load(&path).unwrap_err();
        assert!(matches!(error, KeyError::Malformed(_)), "{error}");
        assert!(text.is_empty() || !format!("{error} {error:?}").contains(text));
    }
    fs::write(&path, [0xff_u8, 0xfe]).unwrap();
    assert!(matches!(
        MasterKey::load(&path),
        Err(KeyError::Malformed(_))
    ));
}

#[test]
fn sealed_bytes_open_only_with_the_same_key_context_and_bytes() {
    let key = MasterKey::generate().unwrap();
    let sealed = key.seal(b"keys/token/1", b"private").unwrap();
    assert_eq!(
        key.open(b"keys/token/1", &sealed).unwrap().expose(),
        b"private"
    );
    assert!(key.open(b"keys/token/2", &sealed).is_err());
    assert!(
        MasterKey::generate()
            .unwrap()
            .open(b"keys/token/1", &sealed)
            .is_err()
    );
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(key.open(b"keys/token/1", &changed).is_err(), "byte {at}");
        assert!(
            key.open(b"keys/token/1", &sealed[..at]).is_err(),
            "cut at {at}"
        );
    }
    assert_ne!(
        sealed,
        key.seal(b"keys/token/1", b"private").unwrap(),
        "fresh nonce"
    );
    assert!(
        key.open(b"", &key.seal(b"", b"").unwrap())
            .unwrap()
            .expose()
            .is_empty()
    );
}

#[test]
fn purposes_give_different_keys_and_the_same_again() {
    let key = MasterKey::generate().unwrap();
    let all = [
        Purpose::Cursor,
        Purpose::Fingerprint,
        Purpose::Receipt,
        Purpose::Invitation,
        Purpose::Refresh,
        Purpose::Recovery,
        Purpose::Tries,
        Purpose::ClientSecret,
        Purpose::Device,
        Purpose::BlindIndex,
    ];
    for one in all {
        assert_eq!(key.derived(one).expose(), key.derived(one).expose());
        assert_eq!(key.derived(one).expose().len(), 32);
        for other in all.into_iter().filter(|other| *other != one) {
            assert_ne!(key.derived(one).expose(), key.derived(other).expose());
        }
        assert_ne!(key.derived(one).expose(), key.sealing.expose());
    }
}

#[test]
fn the_master_key_never_prints() {
    let key = MasterKey::generate().unwrap();
    let shown = format!("{key:?}");
    assert_eq!(shown.matches("Secret([redacted])").count(), 11, "{shown}");
}

#[test]
fn a_signing_key_survives_storage() {
    let key = SigningKey::generate().unwrap();
    assert_eq!(key.public.len(), 32);
    let again = SigningKey::from_pkcs8(key.pkcs8.clone()).unwrap();
    assert_eq!(
        (again.kid.as_str(), &again.public),
        (key.kid.as_str(), &key.public)
    );
    assert_ne!(SigningKey::generate().unwrap().kid, key.kid);
    assert!(SigningKey::from_pkcs8(Secret::new(vec![1, 2, 3])).is_err());
    assert!(!format!("{key:?}").contains(&format!("{:?}", key.pkcs8.expose())));
}

#[test]
fn the_thumbprint_is_the_one_of_rfc_8037() {
    // RFC 8037, appendix A.3.
    let public = URL_SAFE_NO_PAD
        .decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        .unwrap();
    assert_eq!(
        thumbprint(&public),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
}
