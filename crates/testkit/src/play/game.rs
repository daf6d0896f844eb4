//! One case, its events and a clock. Every step goes through `open_case` or `decide`.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{Amendment, Command, Details, NewCase, PaperRef, decide, open_case},
    file::{CaseFile, Change, Event, Track},
    ids::{MeetingId, TrackId},
    people::Actor,
    procedure::{Action, Machine, Stage},
    refusal::Refusal,
    time::{Moment, Zone},
};

use super::{Start, World, valid_commands};

/// A case that is being played.
#[derive(Debug, Clone)]
pub struct Game<'w> {
    /// Where.
    pub world: &'w World,
    /// The state, folded event by event.
    pub file: CaseFile,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// The clock; commands are effective and recorded now.
    pub now: Moment,
    /// The first paper, its actor, and every command since: what a server must be told to stand here too.
    pub script: Script,
}

/// How a game came to be where it is.
#[derive(Debug, Clone)]
pub struct Script {
    /// The first paper, who took it in, and when.
    pub opening: (NewCase, Actor, Moment),
    /// The commands with their actors and times, and the events of each.
    pub steps: Vec<Step>,
}

/// A command that was taken.
#[derive(Debug, Clone)]
pub struct Step {
    /// Who gave it.
    pub actor: Actor,
    /// The command.
    pub command: Command,
    /// When.
    pub now: Moment,
    /// What came of it, the addressed track first.
    pub events: Vec<Event>,
}

impl<'w> Game<'w> {
    /// Begins with a first paper.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn start(world: &'w World, start: &Start) -> Self {
        Self::try_start(world, start).expect("the first paper is taken")
    }

    /// Begins with a first paper.
    ///
    /// # Errors
    /// As `open_case` refuses.
    pub fn try_start(world: &'w World, start: &Start) -> Result<Self, Refusal> {
        let paper = start.paper();
        let now = start.moment();
        let actor = start.actor(world);
        let events = open_case(&paper, None, &actor, now, world.rules())?;
        let mut file = CaseFile::remembering(paper.id);
        file.apply(&events);
        Ok(Self {
            world,
            file,
            events,
            now,
            script: Script {
                opening: (paper, actor, now),
                steps: Vec::new(),
            },
        })
    }

    /// Gives a command now and folds what comes of it.
    ///
    /// # Errors
    /// As `decide` refuses; nothing has changed then.
    pub fn give(&mut self, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.file, command, actor, self.now, self.world.rules())?;
        self.file.apply(&events);
        self.events.extend(events.iter().cloned());
        self.script.steps.push(Step {
            actor: actor.clone(),
            command: command.clone(),
            now: self.now,
            events: events.clone(),
        });
        Ok(events)
    }

    /// The papers that were brought, as they were amended last.
    #[must_use]
    pub fn papers(&self) -> Vec<PaperRef> {
        let mut all: Vec<PaperRef> = self.script.opening.0.papers.clone();
        for step in &self.script.steps {
            all.extend(step.command.papers.iter().copied());
            let Details::Amendments(list) = &step.command.details else {
                continue;
            };
            for amendment in list {
                let Amendment::PaperDays(new) = amendment else {
                    continue;
                };
                for old in all.iter_mut().filter(|old| old.id == new.id) {
                    *old = PaperRef {
                        kind: old.kind,
                        ..*new
                    };
                }
            }
        }
        all
    }

    /// The plenary meetings that were held, each on the day of its first step where none was said, as amended last.
    #[must_use]
    pub fn meetings(&self) -> Vec<(MeetingId, NaiveDate)> {
        let mut all: Vec<(MeetingId, NaiveDate)> = Vec::new();
        for step in &self.script.steps {
            let decided = step.events.iter().any(|e| e.meeting.is_some());
            if let Some(meeting) = step.command.meeting.as_ref().filter(|_| decided) {
                let day = meeting.day.unwrap_or(step.command.effective.day);
                if all.iter().all(|m| m.0 != meeting.id) {
                    all.push((meeting.id, day));
                }
            }
            for change in step.events.iter().flat_map(|e| &e.changes) {
                if let Change::MeetingMoved { meeting, day, .. } = change {
                    let held = all.iter_mut().filter(|m| m.0 == *meeting);
                    held.for_each(|m| m.1 = *day);
                }
            }
        }
        all
    }

    /// The game as it stood before one of its steps, counted from 0 without the first paper; its clock is
    /// that of the step.
    ///
    /// # Panics
    /// When there was no such step.
    #[must_use]
    pub fn before(&self, step: usize) -> Self {
        let (told, rest) = self.script.steps.split_at(step);
        let open = self.events.len()
            - self
                .script
                .steps
                .iter()
                .map(|s| s.events.len())
                .sum::<usize>();
        let events =
            self.events[..open + told.iter().map(|s| s.events.len()).sum::<usize>()].to_vec();
        let mut file = CaseFile::remembering(self.file.id);
        file.apply(&events);
        Self {
            world: self.world,
            file,
            events,
            now: rest[0].now,
            script: Script {
                opening: self.script.opening.clone(),
                steps: told.to_vec(),
            },
        }
    }

    /// The track of a machine that a test means without naming it: the newest that still runs, else the
    /// newest.
    #[must_use]
    pub fn track_of(&self, machine: Machine) -> Option<&Track> {
        let mut of = self
            .file
            .tracks
            .iter()
            .rev()
            .filter(|t| t.machine == machine);
        of.clone()
            .find(|t| !t.stage.is_final())
            .or_else(|| of.next())
    }

    /// The identifier of that track.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn id_of(&self, machine: Machine) -> TrackId {
        self.track_of(machine)
            .unwrap_or_else(|| panic!("no {machine:?} track"))
            .id
    }

    /// The stage of that track.
    #[must_use]
    pub fn stage_of(&self, machine: Machine) -> Option<Stage> {
        self.track_of(machine).map(|t| t.stage)
    }

    /// Takes a step on the track that the action's machine means, with the first body that is taken.
    ///
    /// # Panics
    /// When no body is.
    pub fn play(&mut self, action: Action) -> Vec<Event> {
        self.play_where(action, |_, _| true)
    }

    /// As [`Self::play`], with the first body whose details fit.
    ///
    /// # Panics
    /// When none does.
    pub fn play_with(&mut self, action: Action, fits: impl Fn(&Details) -> bool) -> Vec<Event> {
        self.play_where(action, |command, _| fits(&command.details))
    }

    /// As [`Self::play`], with the first body that leads there.
    ///
    /// # Panics
    /// When none does.
    pub fn play_to(&mut self, action: Action, stage: Stage) -> Vec<Event> {
        self.play_where(action, |_, events| events.iter().any(|e| e.to == stage))
    }

    /// As [`Self::play`], with the first body and result that fit.
    ///
    /// # Panics
    /// When none does.
    pub fn play_where(
        &mut self,
        action: Action,
        fits: impl Fn(&Command, &[Event]) -> bool,
    ) -> Vec<Event> {
        self.try_play(action, fits).unwrap_or_else(|| {
            let stages: Vec<_> = self.file.tracks.iter().map(|t| (t.law, t.stage)).collect();
            panic!("nothing leads through {action:?} from {stages:?}")
        })
    }

    /// As [`Self::play_where`]; none where nothing fits.
    pub fn try_play(
        &mut self,
        action: Action,
        fits: impl Fn(&Command, &[Event]) -> bool,
    ) -> Option<Vec<Event>> {
        let machine = netralitas_domain::procedure::rows(action).next()?.machine();
        self.try_play_on(machine, action, fits)
    }

    /// As [`Self::play_where`], of an action that several machines have, on the track of one of them.
    ///
    /// # Panics
    /// When nothing fits.
    pub fn play_on(
        &mut self,
        machine: Machine,
        action: Action,
        fits: impl Fn(&Command, &[Event]) -> bool,
    ) -> Vec<Event> {
        self.try_play_on(machine, action, fits).unwrap_or_else(|| {
            let stages: Vec<_> = self.file.tracks.iter().map(|t| (t.law, t.stage)).collect();
            panic!("nothing leads through {action:?} on {machine:?} from {stages:?}")
        })
    }

    fn try_play_on(
        &mut self,
        machine: Machine,
        action: Action,
        fits: impl Fn(&Command, &[Event]) -> bool,
    ) -> Option<Vec<Event>> {
        let track = self.track_of(machine)?;
        let valid = valid_commands(&self.file, track, action, self.world, self.now);
        for (actor, command) in valid {
            let events = decide(&self.file, &command, &actor, self.now, self.world.rules());
            if events.is_ok_and(|events| fits(&command, &events)) {
                return self.give(&actor, &command).ok();
            }
        }
        None
    }

    /// Takes back the newest step that can be taken back, on whichever track; none where there is none.
    pub fn annul_last(&mut self) -> Option<Vec<Event>> {
        let newest = self.events.iter().rev().find(|e| e.cause.is_none())?.track;
        let track = self.file.track(newest)?;
        let (actor, command) =
            valid_commands(&self.file, track, Action::Annul, self.world, self.now)
                .into_iter()
                .next()?;
        self.give(&actor, &command).ok()
    }

    /// Lets days pass.
    pub fn wait_days(&mut self, days: i64) -> &mut Self {
        self.now = Moment(self.now.0 + days * 86_400_000_000);
        self
    }

    /// Lets minutes pass.
    pub fn wait_minutes(&mut self, minutes: i64) -> &mut Self {
        self.now = Moment(self.now.0 + minutes * 60_000_000);
        self
    }

    /// Sets the clock to 10.00 of a Jakarta day.
    pub fn on(&mut self, day: NaiveDate) -> &mut Self {
        self.now = Zone::Wib.instant(day, 600);
        self
    }
}
