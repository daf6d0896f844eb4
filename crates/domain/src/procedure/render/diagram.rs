//! State diagrams in Mermaid: one per machine and per set of law texts that share the same arrows.

use std::{collections::BTreeMap, fmt::Write as _};

use super::super::{Machine, Stage, rules};
use crate::law::LawSet;

/// A diagram and the law texts under which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagram {
    /// The law texts.
    pub laws: Vec<LawSet>,
    /// The Mermaid text, without the fence.
    pub mermaid: String,
}

/// The law texts under which a machine runs, in the order of the vocabulary.
pub(super) fn laws(machine: Machine) -> Vec<LawSet> {
    LawSet::ALL
        .iter()
        .copied()
        .filter(|law| rules().any(|r| r.machine() == machine && r.law(*law).is_some()))
        .collect()
}

/// The arrows of a machine under a law text: from (none where a track begins), to, actions.
type Arrows = BTreeMap<(Option<Stage>, Stage), Vec<&'static str>>;

fn arrows(machine: Machine, law: LawSet) -> Arrows {
    let mut arrows = Arrows::new();
    let mut draw = |from, to, action: &'static str| {
        let actions = arrows.entry((from, to)).or_default();
        if !actions.contains(&action) {
            actions.push(action);
        }
    };
    for row in rules().filter(|r| r.machine() == machine && r.law(law).is_some()) {
        let action = row.action.code();
        // A taking back leads to where the track stood, which no arrow can say.
        if row.to == super::super::To::Before {
            continue;
        }
        for from in row.from {
            // What changes no stage stands in the list of steps.
            for to in row.targets(*from).into_iter().filter(|to| to != from) {
                draw(Some(*from), to, action);
            }
        }
        if let (true, super::super::To::Stage(to)) = (row.from.is_empty(), row.to) {
            draw(None, to, action);
        }
        if let (true, super::super::To::OneOf(all)) = (row.from.is_empty(), row.to) {
            all.iter().for_each(|to| draw(None, *to, action));
        }
    }
    reachable(arrows)
}

/// Without the arrows from stages to which no arrow leads: rows name them for another era's law text.
fn reachable(mut arrows: Arrows) -> Arrows {
    loop {
        let reached: Vec<Stage> = arrows.keys().map(|(_, to)| *to).collect();
        let before = arrows.len();
        arrows.retain(|(from, _), _| from.is_none_or(|stage| reached.contains(&stage)));
        if arrows.len() == before {
            return arrows;
        }
    }
}

/// The diagrams of a machine. Law texts with the same arrows share one.
#[must_use]
pub fn diagrams(machine: Machine) -> Vec<Diagram> {
    let mut groups: Vec<(Vec<LawSet>, Arrows)> = Vec::new();
    for law in laws(machine) {
        let drawn = arrows(machine, law);
        match groups.iter_mut().find(|(_, other)| *other == drawn) {
            Some((laws, _)) => laws.push(law),
            None => groups.push((vec![law], drawn)),
        }
    }
    groups
        .into_iter()
        .map(|(laws, arrows)| Diagram {
            laws,
            mermaid: draw(&arrows),
        })
        .collect()
}

fn draw(arrows: &Arrows) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    let mut stages: Vec<Stage> = arrows
        .keys()
        .flat_map(|(from, to)| from.iter().copied().chain([*to]))
        .collect();
    stages.sort_unstable();
    stages.dedup();
    // Writing to a string does not fail; what `write!` returns says nothing here.
    for stage in &stages {
        let words = stage.text();
        let _ = writeln!(
            text,
            "    state \"{}<br>{}\" as {}",
            words.id,
            words.en,
            stage.code()
        );
    }
    for ((from, to), actions) in arrows {
        let from = from.map_or("[*]", Stage::code);
        let _ = writeln!(
            text,
            "    {from} --> {} : {}",
            to.code(),
            actions.join("<br>")
        );
    }
    for stage in stages.iter().filter(|s| s.is_final()) {
        let _ = writeln!(text, "    {} --> [*]", stage.code());
    }
    text
}
