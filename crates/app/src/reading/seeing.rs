//! What of a visible track its reader may see: which allegations were forwarded with it, and, by the rows of
//! `procedure::SIGHT` and `PAPER_SIGHT`, which texts, papers, evidence and identities. The track itself was found
//! visible before.

use netralitas_domain::{
    file::{Allegation, Brought, CaseFile, Track},
    ids::TrackId,
    numbers::NumberSlot,
    people::{Actor, Directory, Role},
    procedure::{
        AssignmentCapacity, Decided, FORWARDED_NUMBERS, Machine, Matter, OpenFrom, Outcome,
        PaperKind, READS_AS_WRITTEN, REDACTED, ReadsAs, Redacted, Stage, WITHHELD, Withheld,
        confirms_unsealing, paper_holds, reads, showing,
    },
};

use crate::{
    error::AppError,
    reading::{person_shown::PersonShown, track_view::recorded},
};

/// The outcomes of an allegation that the reader of a track is told: outside the case only the one that was
/// forwarded.
pub(crate) fn told(track: &Track, mut allegation: Allegation) -> Allegation {
    let forwarded = match track.machine {
        Machine::Case => return allegation,
        Machine::Referral => track.referral().map(|r| r.destination.outcome),
        Machine::Review | Machine::Sanction | Machine::Control => Some(Outcome::OtherLaw),
    };
    allegation.outcomes.retain(|o| Some(*o) == forwarded);
    allegation
}

/// Somebody who reads a track that was found visible.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    file: &'a CaseFile,
    track: &'a Track,
    actor: &'a Actor,
    offices: &'a Directory,
    unsealed: bool,
}

impl<'a> Reader<'a> {
    pub(crate) const fn of(
        file: &'a CaseFile,
        track: &'a Track,
        actor: &'a Actor,
        offices: &'a Directory,
    ) -> Self {
        Self {
            file,
            track,
            actor,
            offices,
            unsealed: false,
        }
    }

    /// The same reader while an opening of identities runs, or not.
    pub(crate) const fn unsealed(mut self, unsealed: bool) -> Self {
        self.unsealed = unsealed;
        self
    }

    /// Who agrees to an opening of identities that somebody of the reader's office asks for; nobody where that one
    /// may not ask.
    pub(crate) fn confirms_unsealing(&self, asks: &Actor) -> Vec<Role> {
        let of = Reader {
            actor: asks,
            ..*self
        };
        let reads_as = if self.track.machine == Machine::Case {
            of.on_track()
        } else {
            of.behind_track()
        };
        confirms_unsealing(&reads_as, &asks.roles)
    }

    /// Whether a paper that this step of the track brought holds an identity.
    pub(crate) fn holds_identity(&self, kind: &str, seq: i64) -> bool {
        let step = self.track.step(seq).map(|s| s.action);
        PaperKind::from_code(kind).is_some_and(|kind| {
            paper_holds(kind, self.track.machine, step).contains(&Matter::SealedIdentity)
        })
    }

    /// Whether a matter may be read that is kept on the track itself, or on the case behind it, and is no step's.
    pub(crate) fn reads(&self, what: Matter, kept_on: Machine) -> bool {
        self.reads_so_far(what, kept_on, OpenFrom::Always)
    }

    /// The same for what a step brought: how far it is open follows from what came after that step. What no step
    /// is known of stays as closed as on its first day.
    pub(crate) fn reads_of(&self, what: Matter, kept_on: Machine, seq: Option<i64>) -> bool {
        let decided = || Decided::by(self.standing());
        let reached = seq.map_or(OpenFrom::Always, |seq| decided().reached(seq));
        self.reads_so_far(what, kept_on, reached)
    }

    /// The same for a text of a kind; one of a kind that is in no row is nobody's.
    pub(crate) fn reads_text(&self, kind: &str, kept_on: Machine, seq: Option<i64>) -> bool {
        Matter::from_code(kind).is_some_and(|what| self.reads_of(what, kept_on, seq))
    }

    /// Whether a paper that this step of the track brought may be opened: everything that it holds is read. One
    /// of an unknown kind is nobody's.
    pub(crate) fn opens(&self, kind: &str, seq: i64) -> bool {
        let Some(kind) = PaperKind::from_code(kind) else {
            return false;
        };
        let machine = self.track.machine;
        let step = self.track.step(seq).map(|s| s.action);
        paper_holds(kind, machine, step)
            .into_iter()
            .all(|what| match what {
                // They are kept on the case alone, and nobody reads an identity at once.
                Matter::SealedIdentity => self.unsealed && self.reads(what, Machine::Case),
                Matter::CorrectionRequest => self.reads(what, Machine::Case),
                what => self.reads_of(what, machine, Some(seq)),
            })
    }

    /// How what a step of a track of the case brought stands for the reader.
    pub(crate) fn brought(&self, track: TrackId, seq: i64) -> Brought {
        self.file
            .track(track)
            .map_or(Brought::Stands, |t| self.of_step(t, seq))
    }

    /// Whether a track is one of the case.
    pub(crate) fn knows(&self, track: TrackId) -> bool {
        self.file.track(track).is_some()
    }

    /// The same of a track of any case.
    pub(crate) fn of_step(&self, track: &Track, seq: i64) -> Brought {
        track.brought(seq, self.actor.office, self.offices)
    }

    /// Whether a track that the reader does not see is somebody else's, so that a paper that stands on both may
    /// name who is none of the reader's business: another respondent, another destination, another case.
    pub(crate) fn is_others(&self, hidden: TrackId) -> bool {
        let Some(other) = self.file.track(hidden) else {
            return true;
        };
        // Every track of a case comes from it.
        if other.machine == Machine::Case || self.track.machine == Machine::Case {
            return false;
        }
        let referred = [other, self.track]
            .iter()
            .any(|t| t.machine == Machine::Referral);
        referred || other.respondent() != self.track.respondent()
    }

    fn standing(&self) -> impl Iterator<Item = (i64, netralitas_domain::procedure::Action)> {
        let case = self.file.case_track().into_iter();
        case.flat_map(|t| t.standing().map(|(seq, step)| (seq, step.action)))
    }

    fn reads_so_far(&self, what: Matter, kept_on: Machine, reached: OpenFrom) -> bool {
        let reads_as = if kept_on == self.track.machine {
            self.on_track()
        } else if kept_on == Machine::Case {
            self.behind_track()
        } else {
            Vec::new()
        };
        reads(what, kept_on, &reads_as, &self.actor.roles, reached)
    }

    /// Whether anything kept on the case may be read through this track, which is another one.
    pub(crate) fn reads_behind(&self) -> bool {
        self.track.machine != Machine::Case
            && Matter::ALL
                .iter()
                .any(|m| self.reads_so_far(*m, Machine::Case, OpenFrom::Announcement))
    }

    /// A person's record as it is stored, with what of it may be seen.
    pub(crate) fn person(&self, record: &str) -> Result<PersonShown, AppError> {
        let reads_as = [self.on_track(), self.behind_track()].concat();
        let open = !self.track.stage.is_final();
        let so = |field| {
            let through = self.track.machine;
            showing(field, through, open, &reads_as, &self.actor.roles)
        };
        Ok(PersonShown::of(recorded(record)?, so))
    }

    /// The numbers of the case behind another track that go with it.
    pub(crate) fn numbers_behind(&self) -> Vec<NumberSlot> {
        if self.track.machine == Machine::Case || !self.reads(Matter::Numbers, Machine::Case) {
            return Vec::new();
        }
        let case = self.file.case_track().into_iter();
        case.flat_map(|t| &t.numbers)
            .filter(|n| FORWARDED_NUMBERS.contains(&n.kind))
            .cloned()
            .collect()
    }

    /// Whether a text of a kind that is kept on the case goes to the reader without the names of sealed people.
    pub(crate) fn gets_redacted(&self, kind: &str) -> bool {
        let reads_as = self.behind_track();
        let row = |r: &&Redacted| reads_as.contains(&r.reads_as);
        let mut what = REDACTED.iter().filter(row).flat_map(|r| r.what);
        Matter::from_code(kind).is_some_and(|kind| what.any(|m| *m == kind))
    }

    /// Whether the reader reads words as they were written, sealed people named in them included.
    pub(crate) fn reads_as_written(&self) -> bool {
        let case = self.file.case_track();
        let Some((track, facts)) = case.and_then(|t| Some((t, t.case()?))) else {
            return false;
        };
        READS_AS_WRITTEN.iter().any(|so| match so {
            ReadsAs::Handling => self.offices.now(facts.handled_by) == self.actor.office,
            ReadsAs::Team => self.is_in_team_of(track),
            _ => false,
        })
    }

    /// What should go with the track and stays with the case where it cannot be redacted.
    pub(crate) fn withheld(&self) -> Vec<&'static Withheld> {
        let reads_as = self.behind_track();
        let from = |w: &&Withheld| reads_as.contains(&w.reads_as);
        WITHHELD.iter().filter(from).collect()
    }

    /// As what the office reads what is kept on the track.
    fn on_track(&self) -> Vec<ReadsAs> {
        let mut all = vec![ReadsAs::Anyone];
        let Some(case) = self.track.case() else {
            return all;
        };
        let office = self.actor.office;
        let corrects = self.track.stage == Stage::UnderCorrection
            && case.waiting_corrections().any(|c| c.office == office);
        let of_case = [
            (
                ReadsAs::Handling,
                self.offices.now(case.handled_by) == office,
            ),
            (ReadsAs::Correcting, corrects),
            (
                ReadsAs::Above,
                self.offices.is_above(office, case.handled_by),
            ),
            (ReadsAs::Received, case.received_by == office),
            (ReadsAs::Team, self.is_in_team_of(self.track)),
        ];
        all.extend(of_case.into_iter().filter(|r| r.1).map(|r| r.0));
        all
    }

    /// Whether the reader is a member of the clarification team, of this office or one below it.
    fn is_in_team_of(&self, track: &Track) -> bool {
        track.assigned().any(|a| {
            a.capacity == AssignmentCapacity::ClarificationTeam
                && (a.account, a.office) == (self.actor.account, self.actor.office)
        })
    }

    /// As what the office reads what is kept on the case behind another track.
    fn behind_track(&self) -> Vec<ReadsAs> {
        let review = self.track.review();
        let authority = review.is_some_and(|r| r.authority == self.actor.office);
        let named = authority && review.is_some_and(|r| r.identity_sent);
        let mut all: Vec<ReadsAs> = authority
            .then_some(ReadsAs::Authority)
            .into_iter()
            .collect();
        all.extend(named.then_some(ReadsAs::Named));
        all
    }
}
