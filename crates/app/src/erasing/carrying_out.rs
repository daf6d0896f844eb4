//! What an erasure destroys, in the one transaction in which its certificate is written.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    acts::certified,
    file::{CaseFacts, CaseFile, Certificate, ErasedCounts, Track},
    ids::{AccountId, CaseId, OfficeId, PartyId},
    people::Actor,
    procedure::{ErasedTexts, ErasingGround, ErasingRefusal, may_erase},
    time::Moment,
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    chains, erase, search, tracks,
};
use uuid::Uuid;

use super::{
    list::{Line, Listed},
    whom::{self, Whom},
};
use crate::{
    App, Known,
    app::salts,
    error::AppError,
    writing::{
        persist::{Rows, write_case},
        prepare::PreparedContent,
    },
};

/// What is to be erased.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// The erasure.
    pub id: Uuid,
    /// The case through which it was asked for.
    pub case: CaseId,
    /// The party that was named.
    pub party: PartyId,
    /// Parties that are known to stand for the same person, and their cases.
    pub known: Vec<Listed>,
    /// What becomes of the texts.
    pub texts: ErasedTexts,
    /// The files that go; none where every one of the cases goes.
    pub files: Option<Vec<Uuid>>,
    /// Why.
    pub ground: ErasingGround,
    /// Who asked.
    pub asked_by: AccountId,
    /// Of which office.
    pub office: OfficeId,
    /// When.
    pub asked_at: Moment,
    /// Who agreed, in this order.
    pub agreed_by: Vec<AccountId>,
    /// When it was carried out first.
    pub erased_at: Moment,
    /// Whether the rules are asked; not where a list says that it was carried out.
    pub judged: bool,
}

/// Why an erasure is refused.
pub(super) fn refused(refusal: ErasingRefusal) -> AppError {
    AppError::condition(refusal.code(), refusal.text())
}

impl App {
    /// Destroys what is known of a person in a case and its chain, and writes the certificates. `actor` is the last who
    /// agreed. None where no party of the order is in this database.
    pub(super) fn carry_out(
        &self,
        tx: &mut Write<'_>,
        order: &Order,
        actor: &Actor,
        known: &Known,
        seed: &[u8; 16],
        now: Moment,
    ) -> Result<Option<Line>, AppError> {
        let files = held(tx, order)?;
        let named: Vec<PartyId> = std::iter::once(order.party)
            .chain(order.known.iter().map(|l| l.party_id))
            .collect();
        let whom = whom::find(tx, self.vault(), &files, &named)?;
        if whom.parties.is_empty() {
            return Ok(None);
        }
        if order.judged {
            judge(order, &files, &whom)?;
        }
        let mut counts: BTreeMap<CaseId, ErasedCounts> = BTreeMap::new();
        for file in &files {
            let texts = self.take_out(tx, file, &whom, order.texts, now)?;
            erase::held_acts(tx, file.id, now)?;
            counts.entry(file.id).or_default().texts += texts;
        }
        let gone = give_up_files(tx, order, &files, &mut counts, now)?;
        for (case, party) in &whom.parties {
            let (records, keys) = erase::party(tx, *party)?;
            let here = counts.entry(*case).or_default();
            here.records += records;
            here.keys += keys;
            here.tickets += erase::tickets(tx, *party, now)?;
        }
        for person in &whom.persons {
            counts.entry(order.case).or_default().identifiers += erase::person(tx, *person)?;
        }
        let line = Line {
            format: Line::format(),
            erasure_id: order.id,
            case_id: order.case,
            party_id: order.party,
            people: listed(&whom),
            chain: files.iter().map(|f| f.id).collect(),
            files: gone,
            texts: order.texts,
            ground: order.ground,
            asked_by: order.asked_by,
            office_id: order.office,
            asked_at: order.asked_at.0,
            agreed_by: order.agreed_by.clone(),
            erased_at: order.erased_at.0,
            digest: String::new(),
        }
        .sealed()
        .map_err(AppError::internal)?;
        let cases: Vec<CaseId> = files.iter().map(|f| f.id).collect();
        for file in files {
            certify(tx, order, &line, file, &counts, actor, known, seed, now)?;
        }
        // Papers that stand in other cases too say something else there as well.
        let mut touched = cases.clone();
        for case in cases {
            touched.extend(search::sharing_papers(tx, case)?);
        }
        self.index(tx, touched)?;
        Ok(Some(line))
    }
}

/// The cases of the chain that are here, held in the order of their identifiers.
fn held(tx: &mut Write<'_>, order: &Order) -> Result<Vec<CaseFile>, AppError> {
    let mut wanted: BTreeSet<CaseId> = chains::members(tx, order.case)?.into_iter().collect();
    wanted.extend(order.known.iter().map(|l| l.case_id));
    let mut files = Vec::new();
    for case in wanted {
        files.extend(cases::load_for_update(tx, case, case.into(), Hold::Case)?);
    }
    Ok(files)
}

/// That no legal hold stands on a case of a chain.
///
/// # Errors
/// [`ErasingRefusal::UnderHold`].
pub(super) fn no_hold(tx: &mut Write<'_>, case: CaseId) -> Result<(), AppError> {
    for member in chains::members(tx, case)? {
        let track = tracks::find(tx, member.into())?;
        held_back(track.iter().filter_map(Track::case))?;
    }
    Ok(())
}

fn held_back<'f>(cases: impl IntoIterator<Item = &'f CaseFacts>) -> Result<(), AppError> {
    match cases.into_iter().any(|case| !case.holds.is_empty()) {
        true => Err(refused(ErasingRefusal::UnderHold)),
        false => Ok(()),
    }
}

/// Whether the rules allow it, in every case of the chain.
fn judge(order: &Order, files: &[CaseFile], whom: &Whom) -> Result<(), AppError> {
    held_back(files.iter().filter_map(CaseFile::case))?;
    for (case, party) in &whom.parties {
        let Some(file) = files.iter().find(|f| f.id == *case) else {
            continue;
        };
        match may_erase(file, *party) {
            // Another erasure may have reached a copy before.
            Err(ErasingRefusal::AlreadyErased) if *party != order.party => {}
            other => other.map_err(refused)?,
        }
    }
    Ok(())
}

/// Gives up the bytes of the files that were named, of their copies in other cases of the chain, or of all.
fn give_up_files(
    tx: &mut Write<'_>,
    order: &Order,
    files: &[CaseFile],
    counts: &mut BTreeMap<CaseId, ErasedCounts>,
    now: Moment,
) -> Result<Vec<Uuid>, AppError> {
    let mut all = Vec::new();
    for file in files {
        let of_case = erase::files_of(tx, file.id)?;
        all.extend(of_case.into_iter().map(|one| (file.id, one)));
    }
    let named: Option<BTreeSet<String>> = order.files.as_ref().map(|ids| {
        let meant = all.iter().filter(|(_, one)| ids.contains(&one.id));
        meant.map(|(_, one)| one.sha256.clone()).collect()
    });
    let mut gone = Vec::new();
    for (case, one) in all {
        if named.as_ref().is_none_or(|n| n.contains(&one.sha256)) {
            erase::file(tx, one.id, now)?;
            counts.entry(case).or_default().files += 1;
            gone.push(one.id);
        }
    }
    Ok(gone)
}

fn listed(whom: &Whom) -> Vec<Listed> {
    let mut all: Vec<Listed> = whom
        .parties
        .iter()
        .map(|(case_id, party_id)| Listed {
            case_id: *case_id,
            party_id: *party_id,
        })
        .collect();
    all.sort_unstable();
    all
}

/// Writes the certificates of a case: one of each party that stood for the person there and has none yet.
#[expect(clippy::too_many_arguments, reason = "the parts of one transaction")]
fn certify(
    tx: &mut Write<'_>,
    order: &Order,
    line: &Line,
    file: CaseFile,
    counts: &BTreeMap<CaseId, ErasedCounts>,
    actor: &Actor,
    known: &Known,
    seed: &[u8; 16],
    now: Moment,
) -> Result<(), AppError> {
    let mut counted = counts.get(&file.id).copied();
    let here = line.people.iter().filter(|l| l.case_id == file.id);
    let fresh = here.filter(|l| file.case().is_some_and(|c| !c.is_erased(l.party_id)));
    let certificates: Vec<Certificate> = fresh
        .map(|l| Certificate {
            erasure: order.id,
            party: l.party_id,
            ground: order.ground,
            texts: order.texts,
            asked_by: order.asked_by,
            agreed_by: order.agreed_by.clone(),
            // What was counted of the case stands once.
            counts: counted.take().unwrap_or_default(),
            digest: line.digest.clone(),
        })
        .collect();
    if certificates.is_empty() {
        return Ok(());
    }
    let first = order.agreed_by.first().copied();
    let event = certified(&file, certificates, actor, first, now, known.world());
    let event = event.ok_or_else(|| AppError::internal("an erasure on no case"))?;
    let events = vec![event];
    let salts = salts(seed, &events)?;
    let rows = Rows {
        papers: Vec::new(),
        texts: Vec::new(),
        meeting: None,
        content: PreparedContent::default(),
        salts: &salts,
    };
    write_case(tx, Some(file), events, &rows, known, now)?;
    Ok(())
}
