//! Files of papers and evidence: taken in as a stream, checked, kept, and given to those who may read them.
//!
//! The bytes are whole on the disk before the row that names them is written, so no row ever names bytes that
//! are not there; bytes without a row are swept later.

pub use netralitas_blobs::{
    BlobError, Blobs, Found, Swept,
    types::{FileType, TYPES},
};
use netralitas_blobs::{Incoming, Written};
use netralitas_domain::{
    file::FileFacts,
    ids::{EvidenceId, FileId, Id, PaperId, TrackId},
    procedure::{Action, Machine, Matter},
};
use netralitas_store::{files, views::case_file};
pub use netralitas_store::{files::FileRow, views::words::File};
use std::time::SystemTime;

use crate::{
    Answer, App, Keyed, Principal,
    error::{AppError, FileFault},
    input::{ActIn, DetailsIn, FileIn, WhenIn},
    papers::opened_files,
    reading::{asker::Asker, seeing::Reader},
    sealing::Redactor,
};

/// Where files are kept, and how large one may be.
#[derive(Debug, Clone)]
pub struct Files {
    /// The folder.
    pub blobs: Blobs,
    /// Most bytes of one file.
    pub max_bytes: u64,
}

/// The most bytes of one file, unless the installation says otherwise: 20 MiB.
pub const DEFAULT_MAX_BYTES: u64 = 20 * 1024 * 1024;

/// A file on its way in.
#[derive(Debug)]
pub struct Upload {
    incoming: Incoming,
    limit: u64,
    kind: &'static FileType,
}

impl Upload {
    /// Takes more bytes.
    ///
    /// # Errors
    /// [`FileFault::TooLarge`] as soon as there is one byte too many; the disk.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.incoming.size().saturating_add(more) > self.limit {
            return Err(AppError::File(FileFault::TooLarge { limit: self.limit }));
        }
        Ok(self.incoming.write(bytes).await?)
    }
}

/// A file that is whole, is what it says, and is kept; no row names it yet.
#[derive(Debug, Clone)]
pub struct Kept {
    sha256: String,
    size: u64,
    media_type: &'static str,
}

impl Kept {
    /// Its SHA-256 in lower-case hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
    /// Its media type.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        self.media_type
    }
}

/// What a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOf {
    /// A paper of the track.
    Paper(PaperId),
    /// A piece of evidence of the case.
    Evidence(EvidenceId),
}

/// A file to be attached.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// The machine of the address.
    pub machine: Machine,
    /// The track.
    pub track: TrackId,
    /// The version that the caller saw.
    pub expected: i64,
    /// What it belongs to.
    pub of: FileOf,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub kept: Kept,
}

/// A file with its bytes.
pub struct FileView {
    /// What is known of it.
    pub row: FileRow,
    /// Its bytes.
    pub bytes: tokio::fs::File,
    /// The ending of its kind of file.
    pub extension: &'static str,
}

/// What a sweep and a check of the folder found.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Files whose bytes are what the row says.
    pub whole: u64,
    /// Hashes of files whose bytes are missing.
    pub missing: Vec<String>,
    /// Hashes of files whose bytes are something else.
    pub damaged: Vec<String>,
}

impl App {
    fn files(&self) -> Result<&Files, AppError> {
        let files = self.inner.files.as_ref();
        files.ok_or_else(|| AppError::internal("this program was started without a files' folder"))
    }

    /// Most bytes of one file; 0 where this program takes none.
    #[must_use]
    pub fn file_limit(&self) -> u64 {
        self.inner.files.as_ref().map_or(0, |f| f.max_bytes)
    }

    /// Begins to take a file in. Whoever may not see the track or has no role there is refused before a byte
    /// is read.
    ///
    /// # Errors
    /// [`AppError::NotFound`], a missing role, a kind of file that is not taken.
    pub async fn begin_upload(
        &self,
        principal: Principal,
        machine: Machine,
        track: TrackId,
        media_type: &str,
    ) -> Result<Upload, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let Asker { actor, reach, .. } = app.asker(tx, principal, now)?;
                case_file::of_track(tx, &reach, track)?
                    .filter(|s| s.track().is_some_and(|t| t.machine == machine))
                    .ok_or(AppError::NotFound)?;
                Ok::<_, AppError>(netralitas_domain::acts::holds_a_role(
                    Action::AttachFile,
                    machine,
                    &actor,
                )?)
            })
            .await?;
        let kind = FileType::of(media_type).ok_or(AppError::File(FileFault::KindNotTaken))?;
        let files = self.files()?;
        let incoming = files.blobs.begin(&self.id(now).to_string()).await?;
        Ok(Upload {
            incoming,
            limit: files.max_bytes,
            kind,
        })
    }

    /// Ends a file: compares it with the digest that the caller gave, looks whether it is what it says, and
    /// keeps it.
    ///
    /// # Errors
    /// [`FileFault::DigestDiffers`], [`FileFault::NotWhatItSays`], the disk.
    pub async fn end_upload(
        &self,
        upload: Upload,
        digest: Option<[u8; 32]>,
    ) -> Result<Kept, AppError> {
        let written = upload.incoming.finish().await?;
        if digest.is_some_and(|d| d != written.digest) {
            return Err(AppError::File(FileFault::DigestDiffers));
        }
        let written = looked_at(written, upload.kind).await?;
        let kept = Kept {
            sha256: written.sha256.clone(),
            size: written.size,
            media_type: upload.kind.media_type,
        };
        self.files()?.blobs.keep(written).await?;
        Ok(kept)
    }

    /// Attaches a kept file to a paper or a piece of evidence: its row, the journal event and the receipt in
    /// one transaction.
    ///
    /// # Errors
    /// As [`App::act`]; and a paper or evidence that the track does not have.
    pub async fn attach_file(
        &self,
        principal: Principal,
        keyed: Keyed,
        new: NewFile,
    ) -> Result<Answer, AppError> {
        let (paper, evidence) = match new.of {
            FileOf::Paper(id) => (Some(id), None),
            FileOf::Evidence(id) => (None, Some(id)),
        };
        let facts = FileFacts {
            id: FileId::new(self.id(self.clock().now())),
            paper,
            evidence,
            sha256: new.kept.sha256,
            size: new.kept.size,
            media_type: new.kept.media_type.to_owned(),
        };
        let act = ActIn {
            machine: new.machine,
            track: new.track,
            action: Action::AttachFile,
            expected: new.expected,
            when: WhenIn::default(),
            acting_party: None,
            acting_office: None,
            by_paper: None,
            papers: Vec::new(),
            texts: Vec::new(),
            meeting: None,
            historic: None,
            details: DetailsIn::File(FileIn {
                facts,
                name: new.name,
            }),
        };
        self.act(principal, keyed, act).await
    }

    /// A file of a track, for those who may read what it belongs to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is absent or not theirs to read.
    pub async fn file(
        &self,
        principal: Principal,
        machine: Machine,
        track: TrackId,
        id: FileId,
    ) -> Result<FileView, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        let (row, identity_of) = self
            .store()
            .read(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let seen = case_file::of_track(tx, &reach, track)?.ok_or(AppError::NotFound)?;
                let track = seen
                    .track()
                    .filter(|t| t.machine == machine)
                    .ok_or(AppError::NotFound)?;
                let mut row = files::find(tx, id)?.ok_or(AppError::NotFound)?;
                let erased = row.erased_at.is_some();
                let reader = Reader::of(seen.file(), track, &actor, &known.offices);
                let attached_on = TrackId::new(row.track_id.0);
                let attached = match seen.file().track(attached_on) {
                    Some(track) => reader.of_step(track, row.seq),
                    None => opened_files::elsewhere(tx, &reader, attached_on, row.seq)?,
                };
                if !attached.is_shown() {
                    return Err(AppError::NotFound);
                }
                let unsealed = reader.unsealed(true);
                let mut identity_of = None;
                let may = match (row.paper_id, row.evidence_id) {
                    (Some(paper), _) => {
                        let paper = Id::new(paper.0);
                        let mut there = files::paper_of_track(tx, paper, track.id)?;
                        there.retain(|p| reader.of_step(track, p.seq).is_shown());
                        let own = row.track_id.0 == track.id.raw();
                        // Whether there is a running opening is asked when the view is recorded.
                        let sealed = !there.iter().all(|p| reader.opens(&p.kind, p.seq));
                        identity_of = sealed.then(|| seen.file().id);
                        !there.is_empty()
                            && there.iter().all(|p| unsealed.opens(&p.kind, p.seq))
                            && (own
                                || !files::hidden_ties(tx, &reach, paper)?
                                    .into_iter()
                                    .any(|t| reader.is_others(t)))
                    }
                    (None, Some(_)) => {
                        row.case_id.0 == seen.file().id.raw()
                            && reader.reads(Matter::Evidence, Machine::Case)
                    }
                    (None, None) => false,
                };
                if may && erased {
                    return Err(AppError::Erased);
                }
                if may && !reader.reads_as_written() {
                    // Its name names nobody who is sealed; where nobody knows whom, it has none.
                    row.name = Redactor::of_case(tx, app.vault(), seen.file())?
                        .map_or_else(String::new, |redactor| redactor.redact(&row.name));
                }
                may.then_some((row, identity_of)).ok_or(AppError::NotFound)
            })
            .await?;
        if let Some(case) = identity_of {
            self.read_in_file(principal, case, now).await?;
        }
        let (bytes, size) = self
            .files()?
            .blobs
            .read(&row.sha256)
            .await?
            .ok_or_else(|| AppError::internal(format!("the bytes of file {id} are missing")))?;
        if i64::try_from(size).ok() != Some(row.size) {
            return Err(AppError::internal(format!(
                "the bytes of file {id} are not as many as were taken in"
            )));
        }
        let extension = FileType::of(&row.media_type).map_or("bin", |t| t.extension);
        Ok(FileView {
            row,
            bytes,
            extension,
        })
    }

    /// Clears away what interrupted or refused uploads left behind, last touched before a moment. Servers may
    /// run meanwhile.
    ///
    /// # Errors
    /// The database, the folder.
    pub fn sweep_files(&self, before: SystemTime) -> Result<Swept, AppError> {
        let hashes = self.store().read_blocking(files::all_hashes)?;
        let in_use = |hash: &str| hashes.binary_search_by(|h| h.as_str().cmp(hash)).is_ok();
        Ok(self.files()?.blobs.sweep(before, &in_use)?)
    }

    /// Reads every file through and compares it with its row.
    ///
    /// # Errors
    /// The database, the folder.
    pub fn check_files(&self) -> Result<Checked, AppError> {
        let hashes = self.store().read_blocking(files::all_hashes)?;
        let mut checked = Checked::default();
        for hash in hashes {
            match self.files()?.blobs.verify(&hash)? {
                Found::Whole => checked.whole += 1,
                Found::Missing => checked.missing.push(hash),
                Found::Damaged => checked.damaged.push(hash),
            }
        }
        Ok(checked)
    }
}

async fn looked_at(written: Written, kind: &'static FileType) -> Result<Written, AppError> {
    let look = move || {
        let fits = kind.is_shown_by(written.path());
        (written, fits)
    };
    let (written, fits) = tokio::task::spawn_blocking(look)
        .await
        .map_err(AppError::internal)?;
    if fits.map_err(AppError::internal)? {
        Ok(written)
    } else {
        Err(AppError::File(FileFault::NotWhatItSays))
    }
}

impl FileView {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// The disk.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        let mut part = vec![0; PART];
        let n = tokio::io::AsyncReadExt::read(&mut self.bytes, &mut part)
            .await
            .map_err(AppError::internal)?;
        part.truncate(n);
        Ok((n > 0).then_some(part))
    }
}

/// Bytes read at once.
const PART: usize = 64 * 1024;
