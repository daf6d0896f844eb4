use std::time::{Duration, UNIX_EPOCH};

use tokio::io::AsyncReadExt as _;

use super::*;

async fn put(blobs: &Blobs, name: &str, bytes: &[u8]) -> String {
    let mut incoming = blobs.begin(name).await.unwrap();
    for part in bytes.chunks(3) {
        incoming.write(part).await.unwrap();
    }
    let written = incoming.finish().await.unwrap();
    assert_eq!(written.size, bytes.len() as u64);
    let hash = written.sha256.clone();
    blobs.keep(written).await.unwrap();
    hash
}

fn waiting(folder: &Path) -> usize {
    fs::read_dir(folder.join(INCOMING)).unwrap().count()
}

#[tokio::test]
async fn bytes_are_kept_once_under_their_hash() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let one = put(&blobs, "a", b"hello").await;
    let two = put(&blobs, "b", b"hello").await;
    // The SHA-256 of "hello", as every other tool gives it.
    assert_eq!(
        one,
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    );
    assert_eq!(one, two);
    assert_eq!(waiting(folder.path()), 0, "nothing is left behind");
    let (mut file, size) = blobs.read(&one).await.unwrap().unwrap();
    let mut read = Vec::new();
    file.read_to_end(&mut read).await.unwrap();
    assert_eq!((read.as_slice(), size), (b"hello".as_slice(), 5));
    assert!(blobs.read(&"0".repeat(64)).await.unwrap().is_none());
    assert!(matches!(
        blobs.read("../../etc/passwd").await,
        Err(BlobError::NotAHash)
    ));
}

#[tokio::test]
async fn what_is_not_finished_or_not_kept_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let mut incoming = blobs.begin("a").await.unwrap();
    incoming.write(b"half").await.unwrap();
    assert_eq!(waiting(folder.path()), 1);
    drop(incoming);
    assert_eq!(waiting(folder.path()), 0);
    let written = blobs.begin("b").await.unwrap().finish().await.unwrap();
    let hash = written.sha256.clone();
    drop(written);
    assert_eq!(waiting(folder.path()), 0);
    assert!(blobs.read(&hash).await.unwrap().is_none());
}

#[tokio::test]
async fn orphans_go_when_they_are_old_and_damage_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let used = put(&blobs, "a", b"used").await;
    let orphan = put(&blobs, "b", b"orphan").await;
    fs::write(folder.path().join(INCOMING).join("crashed"), b"half").unwrap();
    let in_use = |hash: &str| hash == used;
    // Nothing is older than 1970.
    let young = blobs.sweep(UNIX_EPOCH, &in_use).unwrap();
    assert_eq!((young.orphans, young.unfinished, young.kept), (0, 0, 2));
    let later = UNIX_EPOCH + Duration::from_secs(4_000_000_000);
    let swept = blobs.sweep(later, &in_use).unwrap();
    assert_eq!((swept.orphans, swept.unfinished, swept.kept), (1, 1, 1));
    assert_eq!(blobs.verify(&orphan).unwrap(), Found::Missing);
    assert_eq!(blobs.verify(&used).unwrap(), Found::Whole);
    let place = blobs.place(&used).unwrap();
    fs::write(place, b"uSed").unwrap();
    assert_eq!(blobs.verify(&used).unwrap(), Found::Damaged);
}

#[tokio::test]
async fn bytes_named_again_are_young_again() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let hash = put(&blobs, "a", b"again").await;
    let long_ago = UNIX_EPOCH + Duration::from_secs(1);
    let place = blobs.place(&hash).unwrap();
    fs::File::options()
        .append(true)
        .open(&place)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    put(&blobs, "b", b"again").await;
    let swept = blobs
        .sweep(UNIX_EPOCH + Duration::from_secs(2), &|_| false)
        .unwrap();
    assert_eq!(swept.orphans, 0, "somebody is about to name it");
}
