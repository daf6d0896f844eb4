//! The erasure list: what was erased, without a name, in a file that lies outside the database and its backups, so that
//! nothing that is restored brings it back. One line of JSON each, only added to.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
};

use netralitas_domain::{
    ids::{AccountId, CaseId, OfficeId, PartyId},
    procedure::{ErasedTexts, ErasingGround},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The form of the lines.
const FORMAT: u32 = 1;

/// One party that stands for the person, and its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Listed {
    /// The case.
    pub case_id: CaseId,
    /// The party.
    pub party_id: PartyId,
}

/// One erasure that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The form of the line.
    pub format: u32,
    /// The erasure.
    pub erasure_id: Uuid,
    /// The case through which it was asked for.
    pub case_id: CaseId,
    /// The party that was named.
    pub party_id: PartyId,
    /// Every party that stood for the person, in the case and its chain.
    pub people: Vec<Listed>,
    /// The chain of the case.
    pub chain: Vec<CaseId>,
    /// The files whose bytes went.
    pub files: Vec<Uuid>,
    /// What became of the texts.
    pub texts: ErasedTexts,
    /// Why.
    pub ground: ErasingGround,
    /// Who asked.
    pub asked_by: AccountId,
    /// Of which office.
    pub office_id: OfficeId,
    /// When, in microseconds since 1970.
    pub asked_at: i64,
    /// Who agreed, in this order.
    pub agreed_by: Vec<AccountId>,
    /// When it was carried out, in microseconds since 1970.
    pub erased_at: i64,
    /// SHA-256 of the line without this field, in lower-case hexadecimal.
    #[serde(default)]
    pub digest: String,
}

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file.
    #[error("the erasure list {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line is none, or was changed.
    #[error("the erasure list {}: line {line} is damaged", path.display())]
    Damaged {
        /// Which.
        path: PathBuf,
        /// From 1.
        line: usize,
    },
}

impl Line {
    /// The form that this program writes.
    #[must_use]
    pub const fn format() -> u32 {
        FORMAT
    }

    /// The line with its digest.
    ///
    /// # Errors
    /// Never in practice.
    pub fn sealed(mut self) -> serde_json::Result<Self> {
        self.digest = String::new();
        self.digest = self.computed()?;
        Ok(self)
    }

    /// Whether its digest is its own.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let plain = Self {
            digest: String::new(),
            ..self.clone()
        };
        self.format == FORMAT && plain.computed().is_ok_and(|digest| digest == self.digest)
    }

    fn computed(&self) -> serde_json::Result<String> {
        let bytes = serde_json::to_vec(self)?;
        let digest = Sha256::digest(bytes);
        Ok(digest.iter().map(|b| format!("{b:02x}")).collect())
    }
}

/// The file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureList(PathBuf);

impl ErasureList {
    /// The list in a file, which need not exist yet.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Every line; none where there is no file yet.
    ///
    /// # Errors
    /// A file that cannot be read, a damaged line.
    pub fn read(&self) -> Result<Vec<Line>, ListError> {
        let file = match File::open(&self.0) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|e| self.failed(e))?,
        };
        let mut all: Vec<Line> = Vec::new();
        for (place, text) in BufReader::new(file).lines().enumerate() {
            let text = text.map_err(|e| self.failed(e))?;
            if text.trim().is_empty() {
                continue;
            }
            let line = serde_json::from_str::<Line>(&text).ok();
            match line.filter(Line::is_whole) {
                Some(line) => all.push(line),
                None => {
                    return Err(ListError::Damaged {
                        path: self.0.clone(),
                        line: place + 1,
                    });
                }
            }
        }
        Ok(all)
    }

    /// Adds a line and syncs it to the disk. A file made for it belongs to its owner alone.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn add(&self, line: &Line) -> Result<(), ListError> {
        let mut bytes = serde_json::to_vec(line).map_err(|e| self.failed(e.into()))?;
        bytes.push(b'\n');
        let written = || -> io::Result<()> {
            let new = !self.0.exists();
            let mut options = OpenOptions::new();
            options.append(true).create(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt as _;
                options.mode(0o600);
            }
            let mut file = options.open(&self.0)?;
            // A line that a full disk had cut off does not swallow this one.
            if !new && !ends_whole(&self.0)? {
                file.write_all(b"\n")?;
            }
            // One write, so that servers that share the file do not mix their lines.
            file.write_all(&bytes)?;
            file.sync_all()?;
            if new && let Some(folder) = self.0.parent().filter(|f| !f.as_os_str().is_empty()) {
                File::open(folder)?.sync_all()?;
            }
            Ok(())
        };
        written().map_err(|e| self.failed(e))
    }

    fn failed(&self, source: io::Error) -> ListError {
        ListError::File {
            path: self.0.clone(),
            source,
        }
    }
}

fn ends_whole(path: &Path) -> io::Result<bool> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

#[cfg(test)]
mod tests {
    use netralitas_domain::ids::Id;

    use super::*;

    fn line(n: u128) -> Line {
        let id = Uuid::from_u128(n);
        Line {
            format: FORMAT,
            erasure_id: id,
            case_id: Id::new(id),
            party_id: Id::new(id),
            people: Vec::new(),
            chain: Vec::new(),
            files: Vec::new(),
            texts: ErasedTexts::Redacted,
            ground: ErasingGround::PersonsRequest,
            asked_by: Id::new(id),
            office_id: Id::new(id),
            asked_at: 0,
            agreed_by: Vec::new(),
            erased_at: 1,
            digest: String::new(),
        }
        .sealed()
        .unwrap()
    }

    #[test]
    fn lines_are_added_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let list = ErasureList::at(dir.path().join("erasures.jsonl"));
        assert_eq!(list.read().unwrap(), []);
        list.add(&line(1)).unwrap();
        list.add(&line(2)).unwrap();
        assert_eq!(list.read().unwrap(), [line(1), line(2)]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(list.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_line_that_was_changed_or_cut_off_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let list = ErasureList::at(dir.path().join("erasures.jsonl"));
        list.add(&line(1)).unwrap();
        let text = std::fs::read_to_string(list.path()).unwrap();
        std::fs::write(list.path(), text.replace("persons_request", "court_order")).unwrap();
        assert!(matches!(
            list.read(),
            Err(ListError::Damaged { line: 1, .. })
        ));
        std::fs::write(list.path(), &text[..text.len() / 2]).unwrap();
        assert!(list.read().is_err());
        // What comes after a line that was cut off is whole.
        list.add(&line(2)).unwrap();
        let all = std::fs::read_to_string(list.path()).unwrap();
        assert_eq!(all.lines().count(), 2);
    }
}
