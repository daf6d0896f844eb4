"""Mutants of the scope predicate, for scripts/scope-mutants.sh.

`plant TREE` rewrites a copy of the sources so that every place that asks the predicate can be told, by the environment
variable NETRALITAS_MUTANT when a test runs, to see everything instead. One build then holds all mutants. Prints a
line per mutant: its name, the places that it switches off, where they stand.

A place is named by crate, file and function, and by a number where a function asks more than once. Of a surface that
asks twice before anything is answered a mutant has both places (BESIDE): it is what the surface would be without the
predicate, not one of two locks on one door.
"""

import pathlib
import re
import sys

# Asked in the store: the condition of a statement.
CONDITION = re.compile(r"\bscope\.(sees|counts)\(")
# Asked by a use case: a function of the store that takes a scope. The scope is the argument after the transaction.
CALL = re.compile(r"\b(\w+::\w+)\((\s*)tx,(\s*)(&?\*?[\w.]*\b(?:reach|scope))\b")
SCOPED = re.compile(r"\npub fn (\w+)(?:<[^>]*>)?\([^{;]*?scope: &Scope")
FUNCTION = re.compile(r"^\s*(?:pub(?:\([a-z]+\))? )?(?:async )?fn (\w+)", re.MULTILINE)

SWITCH = """
impl Scope {
    /// Everything, where the mutant of this run is the one of this place.
    #[doc(hidden)]
    #[must_use]
    pub fn unless(&self, place: &str) -> Self {
        if mutant(place) {
            Self {
                offices: Vec::new(),
                everything: true,
                member: None,
                only_assigned: None,
                person: None,
            }
        } else {
            self.clone()
        }
    }
}

/// A condition that always holds in the mutant of this place, and never otherwise.
#[doc(hidden)]
#[must_use]
pub fn always(place: &str) -> &'static str {
    if mutant(place) { "1 = 1" } else { "1 = 0" }
}

/// Whether the mutant of this run has this place.
#[doc(hidden)]
#[must_use]
pub fn mutant(place: &str) -> bool {
    std::env::var("NETRALITAS_MUTANT").is_ok_and(|all| all.split(',').any(|one| one == place))
}
"""

# Which tests are about what stands in a file: the first to be asked where the oracle notices nothing.
SUBJECTS = {
    "accounts": "accounts::",
    "announced": "door::",
    "announced_reports": "door::",
    "answering": "paper_sight::",
    "approvals": "mistakes::",
    "assignments": "assigned:: reach::",
    "chains": "links::",
    "clients": "systems::",
    "command": "lost:: joining:: links::",
    "counter": "tickets::",
    "agencies": "desk::",
    "cursor": "bad_headers::",
    "desk": "desk::",
    "files": "files:: paper_sight::",
    "found_people": "search::",
    "former": "amended",
    "identities": "outside::",
    "joined": "joining::",
    "many_papers": "many_papers::",
    "meetings": "between:: paper_sight::",
    "notes": "notes:: mistakes::",
    "opened_files": "amended paper_sight::",
    "opening": "links::",
    "question": "statistics::",
    "people": "search::",
    "same_person": "forwarded:: repeated::",
    "sessions": "sessions::",
    "similar": "search::",
    "track_list": "links::",
    "track_view": "links:: assigned::",
    "tracks": "search::",
    "unsealings": "unsealing::",
    "walk": "desk::",
    "words": "forwarded:: paper_sight::",
}

FOUND_PEOPLE = ["store/views/found_people::shown_by", "app/search/people::person_seen"]

# Locks on one door: a place that is asked a second time before anything is answered, and what else is asked. The mutant
# of the place has these too, for without the place alone nothing is open.
BESIDE = {
    "app/door/announced::waits (office)": ["store/announced_reports::take (office)"],
    "store/announced_reports::take (office)": ["app/door/announced::waits (office)"],
    "app/parties/chains::chain": ["app/parties/chains::chain-2"],
    "store/chains::visible-2": ["app/parties/chains::chain"],
    "app/parties/chains::find_by_receipt": ["app/parties/chains::find_by_receipt-2"],
    "app/parties/chains::find_by_receipt-2": ["app/parties/chains::find_by_receipt"],
    "store/former::of_case": ["app/reading/query::former_records"],
    "app/reading/query::former_records-2": ["app/reading/query::former_records"],
    "app/papers/opened_files::former_sealed": ["app/sealing/unsealings::desk"],
    "app/reading/query::journal-2": ["store/journal::page"],
    "app/reading/meetings::meeting": ["store/meetings::with_steps"],
    "store/meetings::with_steps": ["app/reading/meetings::meeting"],
    "app/writing/command::judge-2": ["app/parties/chains::other_case"],
    "store/journal::taken_back": ["store/journal::page"],
    "store/notes::of_track": ["app/notes::notes"],
    # A track or a person that the index gives is then read as one track is read.
    "app/search/people::people": FOUND_PEOPLE,
    "app/search/similar::similar_people": FOUND_PEOPLE,
    "store/views/found_people::page": FOUND_PEOPLE,
    "store/views/found_people::of_person": FOUND_PEOPLE,
    "store/views/found_people::shown_by": ["store/views/found_people::page", "app/search/people::person_seen"],
    "app/search/people::person_seen": ["store/views/found_people::page", "store/views/found_people::shown_by"],
    "app/search/tracks::places_in": ["store/views/track_list::page"],
}

# Asked, though nobody could be answered otherwise today; no mutant. Each with the reason.
NEEDLESS = {
    # Who separates what was joined is the authority that joined it, and sees both reviews.
    "app/reading/joined::goes_on",
}

# What is bound to an office or an account beside the predicate: place, file, what stands before the condition, the
# condition of the statement. In the mutant every row fulfils it.
ROWS = [
    ("notes::of_track (office)", "notes.rs", ".filter(", "notes::office_id.eq_any(offices)"),
    (
        "unsealings::of_case (office)",
        "unsealings.rs",
        "unsealings::table\n        .filter(unsealings::case_id.eq(Uid(case.raw())))\n        .filter(",
        "unsealings::office_id.eq(Uid(office.raw()))",
    ),
    (
        "unsealings::find (office)",
        "unsealings.rs",
        ".filter(unsealings::id.eq(Uid(id)))\n        .filter(unsealings::case_id.eq(Uid(case.raw())))\n        .filter(",
        "unsealings::office_id.eq(Uid(office.raw()))",
    ),
    ("unsealings::running (account)", "unsealings.rs", ".filter(", "unsealings::account_id.eq(Uid(account.raw()))"),
    (
        "approvals::find (office)",
        "approvals.rs",
        ".filter(approvals::id.eq(Uid(id)))\n        .filter(",
        "concern(office, account)",
    ),
    ("approvals::waiting (office)", "approvals.rs", "approvals::table\n        .filter(", "concern(office, account)"),
    (
        "assignments::open_at (office)",
        "assignments.rs",
        "",
        "assignments::by_office\n                .eq(here)\n                .or(assignments::office_id.eq(here))",
    ),
    (
        "sessions::of_account (account)",
        "sessions.rs",
        "= sessions::table\n        .filter(",
        "sessions::account_id.eq(Uid(account.raw()))",
    ),
    (
        "sessions::end (account)",
        "sessions.rs",
        "let own = sessions::table.filter(",
        "sessions::account_id.eq(Uid(account.raw()))",
    ),
    (
        "accounts::ever_at (office)",
        "accounts.rs",
        "account_roles::table\n                    .filter(",
        "account_roles::office_id.eq(Uid(office.raw()))",
    ),
    ("clients::of_office (office)", "clients.rs", ".filter(", "clients::office_id.eq(Uid(office.raw()))"),
    (
        "announced_reports::take (office)",
        "announced_reports.rs",
        ".filter(",
        "announced_reports::office_id.eq(Uid(office.raw()))",
    ),
    (
        "identities::remove (account)",
        "identities.rs",
        ".filter(account_identities::id.eq(Uid(id.raw())))\n        .filter(",
        "account_identities::account_id.eq(Uid(account.raw()))",
    ),
]

# The same for conditions of use cases: place, file, the condition.
VALUES = [
    ("app/notes::is_for", "notes.rs", "note.readers.is_empty()"),
    ("app/door/announced::announced_report (office)", "door/announced.rs", "r.office_id.0 == actor.office.raw()"),
    ("app/door/announced::waits (office)", "door/announced.rs", "r.office_id.0 == office.raw()"),
    ("app/notes::end_note (office)", "notes.rs", "of(&actor, &known).contains(&note.office)"),
]

# Whom a cursor is bound to.
CALLER = ("app/cursor::cursor_tag (caller)", "cursor.rs", "principal.account.raw()", "principal.office.raw()")


def function_at(text, position):
    """The name of the function in which a position stands."""
    name = "?"
    for found in FUNCTION.finditer(text, 0, position):
        name = found.group(1)
    return name


class Planting:
    def __init__(self, tree):
        self.tree = pathlib.Path(tree)
        self.places = {}

    def name(self, path, text, position):
        """A new place: `store/notes::of_track`, `store/notes::of_track-2`."""
        crate, _, rest = path.relative_to(self.tree / "crates").as_posix().partition("/src/")
        stem = f"{crate}/{rest.removesuffix('.rs').removesuffix('/mod')}::{function_at(text, position)}"
        name, number = stem, 1
        while name in self.places:
            number += 1
            name = f"{stem}-{number}"
        line = text.count("\n", 0, position) + 1
        self.places[name] = f"{path.relative_to(self.tree).as_posix()}:{line}"
        return name

    def store(self):
        """Every condition of the store; gives the functions that take a scope."""
        scoped = set()
        for path in sorted((self.tree / "crates/store/src").rglob("*.rs")):
            text = path.read_text()
            scoped.update(f"{path.stem}::{name}" for name in SCOPED.findall(text))
            if path.name == "scope.rs":
                continue
            new = CONDITION.sub(
                lambda m: f'scope.unless("{self.name(path, text, m.start())}").{m.group(1)}(', text
            )
            if new != text:
                path.write_text(new)
        return scoped

    def callers(self, scoped):
        """Every call of those, where a function has more callers than one or asks in scope.rs itself."""
        calls = {}
        for path in sorted((self.tree / "crates/app/src").rglob("*.rs")):
            for found in CALL.finditer(path.read_text()):
                if found.group(1) in scoped:
                    calls.setdefault(found.group(1), []).append(path)
        for path in sorted({path for paths in calls.values() for path in paths}):
            text = path.read_text()

            def plant(m):
                function = m.group(1)
                alone = len(calls.get(function, [])) < 2 and not function.startswith("scope::")
                if function not in scoped or alone:
                    return m.group(0)
                place = self.name(path, text, m.start())
                return f'{function}({m.group(2)}tx,{m.group(3)}&({m.group(4)}).unless("{place}")'

            path.write_text(CALL.sub(plant, text))

    def replace(self, place, path, old, new):
        path = self.tree / path
        text = path.read_text()
        if text.count(old) != 1:
            sys.exit(f"{path}: {old!r} stands there {text.count(old)} times")
        line = text.count("\n", 0, text.index(old)) + 1
        self.places[place] = f"{path.relative_to(self.tree).as_posix()}:{line}"
        path.write_text(text.replace(old, new))

    def others(self):
        for place, file, before, condition in ROWS:
            place = f"store/{place}"
            always = f'diesel::dsl::sql::<diesel::sql_types::Bool>(crate::scope::always("{place}"))'
            new = f"{before}diesel::BoolExpressionMethods::or({always}, {condition})"
            self.replace(place, f"crates/store/src/{file}", before + condition, new)
        for place, file, condition in VALUES:
            new = f'(netralitas_store::scope::mutant("{place}") || {condition})'
            self.replace(place, f"crates/app/src/{file}", condition, new)
        place, file, *bound = CALLER
        for value in bound:
            new = f'if netralitas_store::scope::mutant("{place}") {{ Uuid::nil() }} else {{ {value} }}'
            self.replace(place, f"crates/app/src/{file}", value, new)

    def mutants(self):
        """The places of each mutant, by the place that it is about."""
        for place in [*BESIDE, *(other for others in BESIDE.values() for other in others)]:
            if place not in self.places:
                sys.exit(f"there is no place {place}")
        return {place: [place, *BESIDE.get(place, [])] for place in self.places if place not in NEEDLESS}


def plant(tree):
    planting = Planting(tree)
    planting.others()
    scoped = planting.store()
    planting.callers(scoped)
    scope = planting.tree / "crates/store/src/scope.rs"
    scope.write_text(scope.read_text() + SWITCH)
    for name, places in planting.mutants().items():
        subjects = {SUBJECTS.get(re.split(r"::|/", p)[-2], "") for p in places} - {""}
        stands = ", ".join(planting.places[place] for place in places)
        print(name, ",".join(places), stands, " ".join(sorted(subjects)), sep="\t")


if __name__ == "__main__" and sys.argv[1:2] == ["plant"]:
    plant(sys.argv[2])
