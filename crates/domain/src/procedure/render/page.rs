//! One page per machine: diagrams, stages, and every step with its law.

use std::fmt::Write as _;

use super::super::{
    Acts, Guard, GuardKind, MAJORITY, Machine, PaperKind, QUORUM, Rule, Stage, To, Touch, When,
    rules,
};
use super::{both, columns, diagram, head, line, source};

pub(super) fn machine(machine: Machine) -> String {
    let mut text = head(&both(machine.text()));
    for drawn in diagram::diagrams(machine) {
        let laws: Vec<String> = drawn.laws.iter().map(|l| both(l.text())).collect();
        let _ = write!(
            text,
            "\n## {}\n\n```mermaid\n{}```\n",
            laws.join("; "),
            drawn.mermaid
        );
    }
    text.push_str("\n## Tahap / Stages\n\n");
    text.push_str(&columns(&["Code", "Indonesia", "English", "Akhir / Final"]));
    for stage in Stage::ALL.iter().filter(|s| s.machine() == machine) {
        text.push_str(&line(&[
            format!("`{}`", stage.code()),
            stage.text().id.to_owned(),
            stage.text().en.to_owned(),
            if stage.is_final() { "ya / yes" } else { "" }.to_owned(),
        ]));
    }
    text.push_str("\n## Langkah / Steps\n");
    for row in rules().filter(|r| r.machine() == machine) {
        text.push_str(&step(row, machine));
    }
    text
}

fn step(row: &Rule, machine: Machine) -> String {
    let mut text = format!("\n### `{}`: {}\n\n", row.action.code(), both(row.text()));
    let mut item = |name: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(text, "- {name}: {value}");
        }
    };
    item("Address", address(row, machine));
    item("Caused by", codes(row.caused_by.iter().map(|a| a.code())));
    item(
        "From",
        if row.from == Stage::of(machine) {
            "every stage".to_owned()
        } else {
            codes(row.from.iter().map(|s| s.code()))
        },
    );
    item(
        "To",
        match row.to {
            To::Stage(stage) => format!("`{}`", stage.code()),
            To::Same => "the same stage".to_owned(),
            To::OneOf(all) => codes(all.iter().map(|s| s.code())).replace(", ", " or "),
            To::Before => "the stage before the step that is taken back".to_owned(),
        },
    );
    item("Acts", acts(row));
    item("Roles", codes(row.by.iter().map(|r| r.code())));
    item(
        "Recorded from a paper by",
        codes(row.records.iter().map(|r| r.code())),
    );
    item(
        "Second person",
        codes(row.approval.iter().map(|r| r.code())),
    );
    item(
        "Not before",
        codes(row.after.iter().chain(row.not_before).map(|a| a.code())),
    );
    item("Details", format!("`{}`", row.body.code()));
    for (guard, kind) in row.guards {
        let kind = match kind {
            GuardKind::Structural => "",
            GuardKind::Temporal => " (historic entry notes it instead)",
        };
        item(
            "Guard",
            format!("`{}` {}{kind}", guard.code(), both(guard.text())),
        );
        if *guard == Guard::Quorum {
            item(
                "Quorum",
                format!(
                    "more than {} of {} members who may decide; {}; {}",
                    QUORUM.more_than,
                    QUORUM.of,
                    source(QUORUM.cite),
                    both(QUORUM.confidence.text())
                ),
            );
        }
        if *guard == Guard::Majority {
            let sure = both(MAJORITY.confidence.text());
            item("Majority", format!("{}; {sure}", source(MAJORITY.cite)));
        }
    }
    item("Late after", codes(row.due.iter().map(|t| t.code())));
    for open in row.opens {
        item(
            "Opens",
            format!("`{}`{}", open.term.code(), condition(open.when)),
        );
    }
    item("Closes", codes(row.closes.iter().map(|t| t.code())));
    item("Gives", codes(row.number.iter().map(|n| n.code())));
    let touches: Vec<&str> = row.touches.iter().map(|t| touch(*t)).collect();
    item("Other tracks", touches.join(", "));
    for mark in row.marks {
        let basis = mark
            .basis()
            .map(|(cite, sure)| format!("; {}; {}", source(cite), both(sure.text())));
        let basis = basis.unwrap_or_else(|| "; rows of the law book".to_owned());
        item("May be marked", format!("{}{basis}", both(mark.text())));
    }
    text.push('\n');
    text.push_str(&columns(&["Law text", "Basis", "Papers", "Confidence"]));
    for (sets, law) in row.laws() {
        let under: Vec<String> = sets.iter().map(|l| both(l.text())).collect();
        let paper = |p: &PaperKind| format!("{} [{}]", both(p.text()), law.duty(*p).code());
        let papers: Vec<String> = law.papers.iter().map(paper).collect();
        text.push_str(&line(&[
            under.join("; "),
            source(law.cite),
            papers.join("; "),
            both(law.confidence.text()),
        ]));
    }
    text
}

fn address(row: &Rule, machine: Machine) -> String {
    let collection = machine.collection();
    match (row.caused_by.is_empty(), row.from.is_empty()) {
        (false, _) => String::new(),
        (true, true) => format!("`POST /v1/{}`", row.path),
        (true, false) => format!("`POST /v1/{collection}/{{track_id}}/{}`", row.path),
    }
}

fn codes(all: impl Iterator<Item = &'static str>) -> String {
    all.map(|code| format!("`{code}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn acts(row: &Rule) -> String {
    match row.acts {
        Acts::Office(seat) => both(seat.text()),
        Acts::Reporter => "pelapor / the reporter or a representative".to_owned(),
        Acts::Respondent => "terlapor / the respondent or a representative".to_owned(),
        Acts::ReporterOrRespondent => {
            "pelapor atau terlapor / the reporter or the respondent".to_owned()
        }
    }
}

const fn condition(when: When) -> &'static str {
    match when {
        When::Always => "",
        When::CurableGaps => " when the study found gaps that can be completed",
        When::RequirementsMet => " when the study found the requirements met",
        When::Criminal => " when an outcome is criminal",
        When::Correctable => " when a recommendation can be corrected",
        When::OtherRequestWaits => " when another request for correction waits",
        When::Dismissal => " when the decision dismisses or ends the contract",
        When::Discipline => " when the decision imposes more than moral sanctions",
        When::DisciplineInService => {
            " when the decision imposes more than moral sanctions and does not dismiss"
        }
        When::Field => " at a village or polling-station office",
        When::Online => " when filed online",
        When::AtOffice => " at an office that studies it",
        When::KnownDay => " when the day it became known is stated",
    }
}

const fn touch(touch: Touch) -> &'static str {
    match touch {
        Touch::OpensReviews => "opens a review per civil servant",
        Touch::OpensReferrals => "opens a referral per respondent and destination",
        Touch::OpensSanction => "opens the sanction of the review",
        Touch::OpensControl => "opens a block",
        Touch::OpensSuccessor => "opens the review at the successor",
        Touch::WithdrawsReviews => "withdraws reviews, undecided sanctions and referrals",
        Touch::Corrects => "puts what goes on under the corrected recommendation",
        Touch::EndsWithRespondent => "ends tracks about a respondent who changes",
        Touch::FollowsRespondent => "moves tracks about a respondent who changes",
        Touch::OpensCase => "opens a case that is split off",
        Touch::LinksCase => "links another case",
        Touch::JoinsReviews => "joins the review into one of another case, or separates them",
        Touch::PausesTerms => "pauses the terms of the track, or lets them run on",
        Touch::MovesAgency => "puts the new agency on the respondent's open tracks",
        Touch::ReopensCase => "opens the case again where it had ended",
        Touch::TakesBack => "takes back what the step did to other tracks",
        Touch::MovesTerms => "moves days of terms on other tracks",
        Touch::MayEndCase => "may end the case with the last track",
    }
}
