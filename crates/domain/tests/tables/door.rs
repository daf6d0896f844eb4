//! The public door: its rows agree with the rule tables, and a ticket does what they say and nothing else.

use netralitas_domain::{
    acts::holds_a_role,
    ids::Id,
    people::{Actor, Level, Role},
    procedure::{
        Acts, DOES_BY_TICKET, DOOR, GIVES_TICKETS, Holder, IdentityCheck, OpenFrom,
        READS_BY_TICKET, TicketKind, TicketMatter, by_ticket, gives, operations, reads_by_ticket,
        rows_on,
    },
};

const STANDS_FOR: [TicketKind; 3] = [
    TicketKind::Reporter,
    TicketKind::Informant,
    TicketKind::Respondent,
];

#[test]
fn whatever_is_done_by_ticket_is_the_partys_and_taken_in_by_who_takes_it_in() {
    for row in DOES_BY_TICKET {
        assert!(!row.cite.is_empty());
        let fits = |acts: Acts| match row.stands_for {
            TicketKind::Reporter => matches!(acts, Acts::Reporter | Acts::ReporterOrRespondent),
            TicketKind::Respondent => {
                matches!(acts, Acts::Respondent | Acts::ReporterOrRespondent)
            }
            // Information is given by anybody; the office records it.
            TicketKind::Informant => matches!(acts, Acts::Office(_)),
            // A representative does what the one represented could.
            TicketKind::Representative => false,
        };
        let mut rules = rows_on(row.machine, row.action).peekable();
        assert!(rules.peek().is_some(), "{:?}", row.action);
        for rule in rules {
            assert!(fits(rule.acts), "{:?}", row.action);
            assert!(rule.by.contains(&row.taken_in_as), "{:?}", row.action);
            assert!(rule.approval.is_empty(), "{:?}", row.action);
            // By what the holder writes, the first of the papers that the law names.
            let demanded = rule.law.iter().any(|l| !l.demands.is_empty());
            assert!(!demanded || row.in_writing, "{:?}", row.action);
        }
    }
}

#[test]
fn a_ticket_does_nothing_that_no_row_says_whatever_its_roles() {
    for stands_for in STANDS_FOR {
        let kind = stands_for;
        let actor = Actor {
            account: DOOR,
            office: Id::new(uuid(1)),
            roles: Role::ALL.to_vec(),
            ticket: Some(Holder { kind, stands_for }),
        };
        for rule in operations().into_iter().filter(|r| r.is_operation()) {
            let may = holds_a_role(rule.action, rule.machine(), &actor).is_ok();
            let said = by_ticket(stands_for, rule.machine(), rule.action).is_some();
            assert_eq!(may, said, "{stands_for:?} {:?}", rule.action);
        }
    }
}

#[test]
fn every_kind_of_ticket_is_given_by_somebody_and_a_check_is_waived_for_informants_alone() {
    for kind in TicketKind::ALL {
        let row = gives(*kind).expect("a row");
        assert!(!row.by.is_empty() && !row.checks.is_empty() && !row.cite.is_empty());
        let waived = row.checks.contains(&IdentityCheck::NotAsked);
        assert_eq!(waived, *kind == TicketKind::Informant);
    }
    assert_eq!(GIVES_TICKETS.len(), TicketKind::ALL.len());
}

#[test]
fn minutes_open_with_the_announcement_and_a_decision_to_the_respondent_alone() {
    for stands_for in STANDS_FOR {
        let minutes = |open| reads_by_ticket(stands_for, TicketMatter::Minutes, open);
        assert!(!minutes(OpenFrom::Always) && !minutes(OpenFrom::Decision));
        let party = stands_for != TicketKind::Informant;
        assert_eq!(minutes(OpenFrom::Announcement), party);
        let decision = reads_by_ticket(stands_for, TicketMatter::Decision, OpenFrom::Always);
        assert_eq!(decision, stands_for == TicketKind::Respondent);
    }
    for matter in TicketMatter::ALL {
        let stands = READS_BY_TICKET.iter().any(|r| r.what.contains(matter));
        assert!(stands, "{matter:?}");
    }
}

#[test]
fn online_reports_come_to_no_sub_district_and_nothing_to_who_only_passes_on() {
    let online: Vec<_> = Level::ALL
        .iter()
        .filter(|l| l.takes_online_reports())
        .collect();
    assert_eq!(
        online,
        [
            &Level::National,
            &Level::Province,
            &Level::Regency,
            &Level::City
        ]
    );
    for level in Level::ALL {
        assert_eq!(level.takes_early_information(), !level.only_passes_on());
    }
}

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}
