//! The role matrix: who does what, and who may record it from a paper.

use super::super::{Machine, rows_on, rules};
use super::{both, columns, head, line};
use crate::people::Role;

pub(super) fn page() -> String {
    let mut text = head("Peran / Roles");
    text.push_str(
        "\n**A**: acts, or takes in what a party brings, at the office that keeps the track. **R**: may record \
         it from a paper when the acting office does not use this installation. Which office acts stands on \
         the page of the machine. Steps that other steps cause are left out.\n\n",
    );
    text.push_str(&columns(&["Code", "Peran", "Role", "At"]));
    for role in Role::ALL {
        text.push_str(&line(&[
            format!("`{}`", role.code()),
            role.text().id.to_owned(),
            role.text().en.to_owned(),
            role.at().map_or_else(
                || "semua kantor / any office".to_owned(),
                |at| both(at.text()),
            ),
        ]));
    }
    for machine in Machine::ALL {
        text.push_str(&table(*machine));
    }
    text
}

fn table(machine: Machine) -> String {
    let mut actions: Vec<_> = Vec::new();
    for row in rules().filter(|r| r.machine() == machine && r.caused_by.is_empty()) {
        if !actions.contains(&row.action) {
            actions.push(row.action);
        }
    }
    let takes_part = |role: &Role| {
        let part = |r: &&super::super::Rule| r.by.contains(role) || r.records.contains(role);
        actions
            .iter()
            .any(|a| rows_on(machine, *a).any(|r| part(&r)))
    };
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(takes_part).collect();
    let codes: Vec<String> = roles.iter().map(|r| format!("`{}`", r.code())).collect();
    let mut names = vec!["Action"];
    names.extend(codes.iter().map(String::as_str));
    let mut text = format!("\n## {}\n\n{}", both(machine.text()), columns(&names));
    for action in actions {
        let mark = |role: &Role| {
            let acts = rows_on(machine, action).any(|r| r.by.contains(role));
            let records = rows_on(machine, action).any(|r| r.records.contains(role));
            match (acts, records) {
                (true, true) => "A R",
                (true, false) => "A",
                (false, true) => "R",
                (false, false) => "",
            }
            .to_owned()
        };
        let mut cells = vec![format!("`{}`", action.code())];
        cells.extend(roles.iter().map(mark));
        text.push_str(&line(&cells));
    }
    text
}
