//! The kinds of file that are taken, and how each shows in its bytes.
//!
//! A short list on purpose: what a browser would run (HTML, SVG, scripts) and what holds other files (archives)
//! is not on it. A file with macros is no document here.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::Path,
};

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct FileType {
    /// Its media type.
    pub media_type: &'static str,
    /// The ending of its names.
    pub extension: &'static str,
    shows: Shows,
}

#[derive(Debug, Clone, Copy)]
enum Shows {
    /// Any of these: bytes at an offset, all of a list.
    Magic(&'static [&'static [(usize, &'static [u8])]]),
    /// A zip whose list of contents names this entry and no macros.
    Zip(&'static [u8]),
    /// UTF-8 without NUL that begins like none of the others.
    Text,
}

const fn magic(
    media_type: &'static str,
    extension: &'static str,
    any: &'static [&'static [(usize, &'static [u8])]],
) -> FileType {
    FileType {
        media_type,
        extension,
        shows: Shows::Magic(any),
    }
}

const fn zip(media_type: &'static str, extension: &'static str, entry: &'static [u8]) -> FileType {
    FileType {
        media_type,
        extension,
        shows: Shows::Zip(entry),
    }
}

/// Every kind that is taken.
pub const TYPES: &[FileType] = &[
    magic("application/pdf", "pdf", &[&[(0, b"%PDF-")]]),
    magic("image/jpeg", "jpg", &[&[(0, &[0xff, 0xd8, 0xff])]]),
    magic("image/png", "png", &[&[(0, b"\x89PNG\r\n\x1a\n")]]),
    magic("image/gif", "gif", &[&[(0, b"GIF87a")], &[(0, b"GIF89a")]]),
    magic("image/webp", "webp", &[&[(0, b"RIFF"), (8, b"WEBP")]]),
    magic("image/tiff", "tif", &[&[(0, b"II*\0")], &[(0, b"MM\0*")]]),
    magic(
        "image/heic",
        "heic",
        &[
            &[(4, b"ftypheic")],
            &[(4, b"ftypheix")],
            &[(4, b"ftypmif1")],
        ],
    ),
    magic(
        "video/mp4",
        "mp4",
        &[
            &[(4, b"ftypisom")],
            &[(4, b"ftypiso2")],
            &[(4, b"ftypiso4")],
            &[(4, b"ftypiso5")],
            &[(4, b"ftypiso6")],
            &[(4, b"ftypmp41")],
            &[(4, b"ftypmp42")],
            &[(4, b"ftypavc1")],
            &[(4, b"ftypMSNV")],
            &[(4, b"ftypM4V ")],
        ],
    ),
    magic("video/quicktime", "mov", &[&[(4, b"ftypqt  ")]]),
    magic(
        "video/3gpp",
        "3gp",
        &[
            &[(4, b"ftyp3gp4")],
            &[(4, b"ftyp3gp5")],
            &[(4, b"ftyp3gp6")],
        ],
    ),
    magic("video/webm", "webm", &[&[(0, &[0x1a, 0x45, 0xdf, 0xa3])]]),
    magic(
        "audio/mpeg",
        "mp3",
        &[
            &[(0, b"ID3")],
            &[(0, &[0xff, 0xfb])],
            &[(0, &[0xff, 0xf3])],
            &[(0, &[0xff, 0xf2])],
        ],
    ),
    magic("audio/mp4", "m4a", &[&[(4, b"ftypM4A ")]]),
    magic("audio/ogg", "ogg", &[&[(0, b"OggS")]]),
    magic("audio/wav", "wav", &[&[(0, b"RIFF"), (8, b"WAVE")]]),
    zip(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
        b"word/document.xml",
    ),
    zip(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        b"xl/workbook.xml",
    ),
    zip(
        "application/vnd.oasis.opendocument.text",
        "odt",
        b"META-INF/manifest.xml",
    ),
    FileType {
        media_type: "text/plain",
        extension: "txt",
        shows: Shows::Text,
    },
];

impl FileType {
    /// The kind with this media type; parameters such as a character set are left out, case does not matter.
    #[must_use]
    pub fn of(media_type: &str) -> Option<&'static Self> {
        let plain = media_type.split(';').next().unwrap_or("").trim();
        TYPES
            .iter()
            .find(|t| t.media_type.eq_ignore_ascii_case(plain))
    }

    /// Whether the bytes of a file are of this kind.
    ///
    /// # Errors
    /// Those of reading it.
    pub fn is_shown_by(&self, path: &Path) -> io::Result<bool> {
        let mut file = File::open(path)?;
        let mut head = Vec::new();
        file.by_ref().take(HEAD).read_to_end(&mut head)?;
        match self.shows {
            Shows::Magic(any) => Ok(any.iter().any(|all| fits(&head, all))),
            Shows::Zip(entry) => {
                if !head.starts_with(b"PK\x03\x04") {
                    return Ok(false);
                }
                let list = tail(&mut file)?;
                let macros = MACROS.iter().any(|name| contains(&list, name));
                Ok(contains(&list, entry) && !macros)
            }
            Shows::Text => {
                let other = TYPES.iter().any(|t| match t.shows {
                    Shows::Magic(any) => any.iter().any(|all| fits(&head, all)),
                    Shows::Zip(_) => head.starts_with(b"PK\x03\x04"),
                    Shows::Text => false,
                });
                Ok(!other && !head.is_empty() && is_text(&mut file)?)
            }
        }
    }
}

const HEAD: u64 = 64;
/// The list of contents of a zip stands at its end; this holds those of some thousand entries.
const TAIL: u64 = 256 * 1024;
/// Entries that hold programs.
const MACROS: &[&[u8]] = &[b"vbaProject.bin", b"Basic/", b"Scripts/"];

fn fits(head: &[u8], all: &[(usize, &[u8])]) -> bool {
    all.iter()
        .all(|(at, bytes)| head.get(*at..).is_some_and(|rest| rest.starts_with(bytes)))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

fn tail(file: &mut File) -> io::Result<Vec<u8>> {
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(tail)
}

fn is_text(file: &mut File) -> io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let mut left: Vec<u8> = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..n).filter(|p| !p.is_empty()) else {
            return Ok(left.is_empty());
        };
        left.extend_from_slice(part);
        if left.contains(&0) {
            return Ok(false);
        }
        let whole = match std::str::from_utf8(&left) {
            Ok(_) => left.len(),
            // A character may go on in the next part; nothing else may be amiss.
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => return Ok(false),
        };
        left.drain(..whole);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(media_type: &str, bytes: &[u8]) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        std::fs::write(&path, bytes).unwrap();
        FileType::of(media_type)
            .unwrap()
            .is_shown_by(&path)
            .unwrap()
    }

    #[test]
    fn every_type_is_told_from_every_other() {
        for a in TYPES {
            let Shows::Magic(any) = a.shows else { continue };
            for all in any {
                let mut bytes = vec![b' '; 40];
                for (at, magic) in *all {
                    bytes.splice(*at..*at + magic.len(), magic.iter().copied());
                }
                for b in TYPES {
                    assert_eq!(
                        shows(b.media_type, &bytes),
                        a.media_type == b.media_type,
                        "{} as {}",
                        a.media_type,
                        b.media_type
                    );
                }
            }
        }
    }

    #[test]
    fn what_a_browser_runs_and_what_holds_other_files_is_not_on_the_list() {
        for media_type in [
            "text/html",
            "image/svg+xml",
            "application/javascript",
            "application/zip",
            "application/octet-stream",
            "",
        ] {
            assert!(FileType::of(media_type).is_none(), "{media_type}");
        }
        assert!(FileType::of("Text/Plain; charset=utf-8").is_some());
    }

    #[test]
    fn a_document_is_a_zip_that_names_its_text_and_no_macros() {
        let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        let zip = |entries: &str| {
            let mut bytes = b"PK\x03\x04".to_vec();
            bytes.extend(vec![0; 300 * 1024]);
            bytes.extend(entries.as_bytes());
            bytes
        };
        assert!(shows(docx, &zip("[Content_Types].xml word/document.xml")));
        assert!(!shows(docx, &zip("[Content_Types].xml xl/workbook.xml")));
        assert!(!shows(docx, &zip("word/document.xml word/vbaProject.bin")));
        assert!(!shows(docx, b"word/document.xml"));
        assert!(!shows("text/plain", &zip("word/document.xml")));
    }

    #[test]
    fn text_is_text_to_its_end() {
        let long = "é".repeat(70_000);
        assert!(shows("text/plain", long.as_bytes()));
        assert!(!shows("text/plain", &long.as_bytes()[..long.len() - 1]));
        assert!(!shows("text/plain", b"a\0b"));
        assert!(!shows("text/plain", b""));
        assert!(!shows("text/plain", b"%PDF-1.7"));
    }
}
