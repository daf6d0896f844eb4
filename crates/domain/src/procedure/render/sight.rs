//! Who sees: which occasion lets which office see which track, and who reads what is kept with it.

use super::super::{
    ACCESS, APART, AccessReason, CLOSED_REASONS, DECIDES, FORWARDED_NUMBERS, IN_DOUBT, Loser,
    Machine, Matter, NOTES, PAPER_SIGHT, REACH, REDACTED, ReadsAs, SIGHT, SYSTEM_HEADS,
    SYSTEM_ROLES, Seat, Sight, UNSEALING, UNSEALING_TIMES, UnsealingGround, WITHHELD,
};
use super::{both, columns, erasing, head, line, source};
use crate::{Text, people::Role};

pub(super) fn page() -> String {
    let mut text = head("Siapa melihat apa / Who sees what");
    text.push_str(
        "\nAn office sees a track while a reason lasts; its accounts as far as their roles reach; a competent \
         review authority also what one that is no more had not handed over. Hidden and absent are the same 404. \
         What ended stays on record with its time. The Pilkada texts were not seen on this; the same rows serve \
         there.\n\n## Jangkauan / Reach\n\nAn account reaches as far as the widest of its roles at the office it \
         acts for. A row without roles is for every role that no other row of that kind of office names. These \
         roles are kept apart, no account has one beside a role that reads cases: ",
    );
    let apart: Vec<String> = APART.iter().map(|r| format!("`{}`", r.code())).collect();
    text.push_str(&apart.join(", "));
    text.push_str(".\n\n");
    text.push_str(&columns(&[
        "Office",
        "Levels",
        "Roles",
        "Sees",
        "Basis",
        "Confidence",
    ]));
    for row in REACH {
        let levels: Vec<String> = row.levels.iter().map(|l| both(l.text())).collect();
        let roles: Vec<String> = row
            .roles
            .iter()
            .map(|r| format!("`{}`", r.code()))
            .collect();
        text.push_str(&line(&[
            both(row.office.text()),
            levels.join("; "),
            roles.join(", "),
            both(row.extent.text()),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    systems(&mut text);
    text.push_str("\n## Alasan / Reasons\n\n");
    text.push_str(&columns(&["Code", "Alasan", "Reason"]));
    for reason in AccessReason::ALL {
        text.push_str(&line(&words(reason.code(), reason.text())));
    }
    text.push_str("\n## Mulai dan berakhir / Begins and ends\n\n");
    text.push_str(&columns(&[
        "Occasion",
        "Tracks",
        "Begins to see",
        "Ceases to see",
        "What stays",
        "Basis",
        "Confidence",
    ]));
    for rule in ACCESS {
        let begins = rule
            .begins
            .iter()
            .map(|(seat, reason)| of(seat.text().en, *reason));
        let ends = rule
            .ends
            .iter()
            .map(|(loser, reason)| of(&who(*loser), *reason));
        text.push_str(&line(&[
            format!("`{}` {}", rule.occasion.code(), both(rule.occasion.text())),
            rule.tracks.text().en.to_owned(),
            begins.collect::<Vec<_>>().join("; "),
            ends.collect::<Vec<_>>().join("; "),
            both(rule.keeps),
            source(rule.cite),
            both(rule.confidence.text()),
        ]));
    }
    text.push_str(
        "\n## Yang dibaca / What is read\n\nWhat no row permits nobody reads. A row without roles is for every \
         role but the account administrator.\n\n",
    );
    text.push_str(&columns(&["Code", "Hal", "Matter"]));
    for matter in Matter::ALL {
        text.push_str(&line(&words(matter.code(), matter.text())));
    }
    text.push('\n');
    text.push_str(&columns(&[
        "Matter",
        "Kept on",
        "Read as",
        "Roles",
        "From",
        "Basis",
        "Confidence",
    ]));
    for row in SIGHT {
        text.push_str(&permission(row));
    }
    text.push_str(
        "\nFrom when on is counted for every text and paper of its own: an announcement opens what the plenary \
         meeting before it decided on, and nothing that came after that meeting. These steps decide: ",
    );
    let decides: Vec<String> = DECIDES.iter().map(|a| format!("`{}`", a.code())).collect();
    text.push_str(&decides.join(", "));
    text.push_str(&format!(
        ".\n\n## Surat / Papers\n\nWhoever sees a track sees the kind, number and days of its papers. Their files, and who \
         issued and signed them, to whom they are addressed, how they are classified and what is enclosed, open to \
         whoever reads everything that a paper holds. Every row counts that names its kind or, on a case, the step \
         that brought it. The papers of Pilkada are all of one kind, so that there the step says it alone. A paper of a \
         case that no row names, such as one of another kind that was added later, holds `{}`.\n\nA paper that stands \
         on tracks of several respondents, destinations or cases is closed in the same way to an office that does not \
         see all of them. A file for one of them is attached on that track: `POST /v1/reviews/{{track_id}}/files`, \
         or `/v1/referrals/…`, and is read there whoever else gets the paper. A meeting is read \
         (`GET /v1/meetings/{{meeting_id}}`) as its minutes are.\n\n",
        IN_DOUBT.code()
    ));
    text.push_str(&columns(&[
        "Kinds",
        "Steps",
        "Holds",
        "Basis",
        "Confidence",
    ]));
    for row in PAPER_SIGHT {
        let kinds: Vec<String> = row
            .kinds
            .iter()
            .map(|k| format!("`{}`", k.code()))
            .collect();
        let steps: Vec<String> = row
            .steps
            .iter()
            .map(|a| format!("`{}`", a.code()))
            .collect();
        text.push_str(&line(&[
            kinds.join(", "),
            steps.join(", "),
            row.holds.map_or_else(
                || "nothing closed".to_owned(),
                |m| format!("`{}`", m.code()),
            ),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push_str(&unsealing());
    text.push_str(&erasing::text());
    text.push_str(
        "\n## Yang diteruskan dengan penyamaran / What goes redacted\n\nNames, identity numbers, telephones, e-mail \
         and addresses of sealed people are taken out of the text; the answer says so under `redacted`. What describes \
         somebody otherwise, a misspelt name and the scan of a paper are not redacted. The sender may let the identity \
         go along with a reason (`with_identity`): then the authority may ask to open it, and reads nothing at once.\n\n",
    );
    text.push_str(&columns(&["Matter", "For", "Basis", "Confidence"]));
    for row in REDACTED {
        let what: Vec<String> = row.what.iter().map(|m| format!("`{}`", m.code())).collect();
        text.push_str(&line(&[
            what.join(", "),
            both(row.reads_as.text()),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push_str(
        "\n## Yang tidak ikut diteruskan / What stays behind\n\nWhere it cannot be redacted, for an identity was \
         erased; the answer names it under `withheld`.\n\n",
    );
    text.push_str(&columns(&["Matter", "From", "Why", "Basis", "Confidence"]));
    for row in WITHHELD {
        text.push_str(&line(&[
            format!("`{}`", row.what.code()),
            both(row.reads_as.text()),
            both(row.why),
            row.cite.to_owned(),
            both(row.confidence.text()),
        ]));
    }
    let code = |code: &str| format!("`{code}`");
    let steps: Vec<String> = CLOSED_REASONS.iter().map(|a| code(a.code())).collect();
    let numbers: Vec<String> = FORWARDED_NUMBERS.iter().map(|n| code(n.code())).collect();
    text.push_str(&format!(
        "\nOf the case's numbers the review authority gets {}. The reason of these steps is kept as {}, for it speaks \
         of the study or of a clarification: {}.\n",
        numbers.join(", "),
        code(Matter::ClosedNote.code()),
        steps.join(", "),
    ));
    text.push_str(&super::fields::fields());
    let only_read: Vec<String> = NOTES.only_read.iter().map(|r| code(r.code())).collect();
    text.push_str(&format!(
        "\n## Catatan / Notes\n\nA note on a track (`/v1/notes`) is read by the office of whoever wrote it and by \
         nobody else, or by the colleagues alone that it names. It is no part of the file: never forwarded, exported or \
         counted. Whoever sees the track writes notes, but for {}. {} ({}).\n",
        only_read.join(", "),
        source(NOTES.cite),
        both(NOTES.confidence.text()),
    ));
    text
}

/// What a system of an office may be, and who agrees to it.
fn systems(text: &mut String) {
    text.push_str(
        "\n## Sistem kantor / Systems of offices\n\nA system reads and acts as its role at its office does, within the \
         scopes of its secret, once somebody of head's rank there agreed to it. Every other role is for people. No text \
         was seen on this; it is a decision of this program.\n\n",
    );
    text.push_str(&columns(&["Role", "What for"]));
    for row in SYSTEM_ROLES {
        let role = format!("`{}`", row.role.code());
        text.push_str(&line(&[role, row.reason.to_owned()]));
    }
    text.push('\n');
    text.push_str(&columns(&["Office", "Agrees", "Why"]));
    for row in SYSTEM_HEADS {
        let roles: Vec<String> = row
            .roles
            .iter()
            .map(|r| format!("`{}`", r.code()))
            .collect();
        text.push_str(&line(&[
            both(row.office.text()),
            roles.join(", "),
            row.reason.to_owned(),
        ]));
    }
    text.push_str(
        "\nVillage and polling-station supervisors have nobody of head's rank: the person at the terminal agrees.\n",
    );
}

fn unsealing() -> String {
    let mut text = format!(
        "\n## Pembukaan identitas / Opening of identities\n\nNobody reads `{}` at once, nor the papers that hold it: who \
         may by the rows above asks with a ground and a purpose (`POST /v1/cases/{{track_id}}/unsealings`), another \
         person of the same office agrees, and then who asked, and nobody else, reads for a time. A request waits {} \
         hours; what was agreed to lasts {} hours ({}, {}). Every view leaves a record.\n\n",
        Matter::SealedIdentity.code(),
        UNSEALING_TIMES.waits,
        UNSEALING_TIMES.lasts,
        UNSEALING_TIMES.cite,
        both(UNSEALING_TIMES.confidence.text()),
    );
    text.push_str(&columns(&[
        "Read as",
        "Asks",
        "Agrees",
        "Basis",
        "Confidence",
    ]));
    let codes = |all: &[Role]| {
        let all: Vec<String> = all.iter().map(|r| format!("`{}`", r.code())).collect();
        all.join(", ")
    };
    for row in UNSEALING {
        text.push_str(&line(&[
            both(row.reads_as.text()),
            codes(row.asks),
            codes(row.confirms),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push('\n');
    text.push_str(&columns(&["Code", "Dasar", "Ground"]));
    for ground in UnsealingGround::ALL {
        text.push_str(&line(&words(ground.code(), ground.text())));
    }
    text
}

fn permission(row: &Sight) -> String {
    let codes = |all: Vec<&str>| {
        let all: Vec<String> = all.into_iter().map(|c| format!("`{c}`")).collect();
        all.join(", ")
    };
    let as_what: Vec<String> = row
        .reads_as
        .iter()
        .map(|r: &ReadsAs| both(r.text()))
        .collect();
    line(&[
        codes(row.what.iter().map(|m: &Matter| m.code()).collect()),
        codes(row.kept_on.iter().map(|m: &Machine| m.code()).collect()),
        as_what.join("; "),
        codes(row.roles.iter().map(|r: &Role| r.code()).collect()),
        both(row.open.text()),
        source(row.cite),
        both(row.confidence.text()),
    ])
}

fn words(code: &str, text: Text) -> [String; 3] {
    [format!("`{code}`"), text.id.to_owned(), text.en.to_owned()]
}

fn of(who: &str, reason: AccessReason) -> String {
    format!("{who}: `{}`", reason.code())
}

fn who(loser: Loser) -> String {
    let seat = |seat: Seat| seat.text().en;
    match loser {
        Loser::Former(former) => format!("{}, as it was before", seat(former)),
        Loser::Others => "Every other office".to_owned(),
    }
}
