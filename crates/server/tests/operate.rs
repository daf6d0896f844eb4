//! What whoever runs an installation does with the real binary: offices from files, an office that ends, a copy of
//! the database, a look at what an update would do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg(unix)]

use netralitas_app::erasing::list::{ErasureList, Line};
use netralitas_domain::{
    ids::Id,
    procedure::{ErasedTexts, ErasingGround},
};
use std::{
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output},
};

const BINARY: &str = env!("CARGO_BIN_EXE_netralitas");

fn command(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(BINARY);
    command
        .args(line.split(' '))
        .current_dir(folder)
        .env("NETRALITAS_AUTH__ARGON2_MEMORY_KIB", "8")
        .env("NETRALITAS_AUTH__ARGON2_PASSES", "1");
    command
}

fn run(folder: &Path, line: &str) -> Output {
    command(folder, line).output().unwrap()
}

/// What a command printed that must succeed.
fn done(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert!(output.status.success(), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a command said that must not succeed.
fn refused(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert!(!output.status.success(), "{line}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// An installation with the shipped offices and an administrator at the top.
fn installation() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    done(at, "keys init");
    done(at, "migrate");
    done(at, "office import --shipped");
    std::fs::write(at.join("password"), "sandi yang panjang\n").unwrap();
    done(
        at,
        "account create admin --office bawaslu-ri --role administrator --password-file password",
    );
    folder
}

#[test]
fn offices_come_from_files_all_or_none_and_end() {
    let folder = installation();
    let at = folder.path();
    let again = done(at, "office import --shipped");
    assert!(again.contains("added: 0, changed: 0"), "{again}");
    let listed = done(at, "office list").lines().count();
    assert!(listed > 540, "{listed}");

    let header =
        "code,name,kind,level,parent,zone,election,number_name,personnel_officer,valid_to\n";
    let good = "panwaslu-kec-licin,Panwaslu Kecamatan Licin,,sub_district,bawaslu-kab-banyuwangi,,pilkada-2024,Licin,,2025-01-31\n\
                pemkab-banyuwangi,Pemerintah Kabupaten Banyuwangi,agency,regency,,WIB,,,Bupati Banyuwangi,\n";
    let bad =
        "x,X,,sub_district,nowhere,,pilkada-2024,,,\ny,Y,agency,regency,,WIB,pilkada-2024,,,\n";
    std::fs::write(at.join("offices.csv"), format!("{header}{good}{bad}")).unwrap();
    let told = refused(at, "office import offices.csv");
    for fault in [
        "nothing was written",
        "line 4, parent: no_such_office",
        "line 5, election: not_for_this_office",
    ] {
        assert!(told.contains(fault), "{fault}: {told}");
    }
    assert_eq!(done(at, "office list").lines().count(), listed);
    std::fs::write(
        at.join("offices.csv"),
        format!("{header}{good}z,Z,agent,regency,,Jakarta,,,,\n"),
    )
    .unwrap();
    let told = refused(at, "office import offices.csv");
    assert!(
        told.contains("line 4, kind: unknown_value")
            && told.contains("line 4, zone: unknown_value"),
        "{told}"
    );
    std::fs::write(at.join("offices.csv"), format!("{header}{good}")).unwrap();
    let told = done(at, "office import offices.csv --account admin");
    assert!(told.contains("added: 2"), "{told}");
    assert_eq!(done(at, "office list").lines().count(), listed + 2);

    // An office that ends: named account, past day, a successor of its own kind.
    assert!(refused(at, "office close panwaslu-kec-licin --on 2025-01-31").contains("--account"));
    let told = refused(
        at,
        "office close panwaslu-kec-licin --on 2999-01-31 --account admin",
    );
    assert!(told.contains("end_in_future"), "{told}");
    let told = refused(
        at,
        "office succeed panwaslu-kec-licin pemkab-banyuwangi --on 2025-01-31 --account admin",
    );
    assert!(told.contains("successor_of_another_kind"), "{told}");
    let told = done(
        at,
        "office succeed panwaslu-kec-licin bawaslu-kab-banyuwangi --on 2025-01-31 --account admin",
    );
    assert!(told.contains("closed"), "{told}");
    let told = refused(
        at,
        "office close panwaslu-kec-licin --on 2025-01-31 --account admin",
    );
    assert!(told.contains("office_closed"), "{told}");
    let told = refused(
        at,
        "account create late --office panwaslu-kec-licin --role chair --password-file password",
    );
    assert!(told.contains("office_closed"), "{told}");
}

#[test]
fn a_backup_is_a_database_of_its_own_and_nothing_is_written_over() {
    let folder = installation();
    let at = folder.path();
    let told = done(at, "backup copy.sqlite3");
    assert!(told.contains("copy.sqlite3"), "{told}");
    let copy = at.join("copy.sqlite3");
    let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(&copy).unwrap();
    let told = refused(at, "backup copy.sqlite3");
    assert!(told.contains("copy.sqlite3"), "{told}");
    assert_eq!(std::fs::read(&copy).unwrap(), before);

    // What is added later is not in the copy, which opens with the same key.
    done(
        at,
        "office add --code later --name Later --kind destination --level regency --zone WIB",
    );
    let offices = |url: Option<&str>| {
        let mut command = command(at, "office list");
        if let Some(url) = url {
            command.env("NETRALITAS_DATABASE__URL", url);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    assert_eq!(offices(Some("sqlite://copy.sqlite3")) + 1, offices(None));

    // A database that is not there leaves no file behind.
    let output = command(at, "backup other.sqlite3")
        .env("NETRALITAS_DATABASE__URL", "sqlite://nowhere.sqlite3")
        .output()
        .unwrap();
    assert!(!output.status.success(), "{output:?}");
    assert!(!at.join("other.sqlite3").exists());
    // A server has its own program; its address, which may hold a password, is not repeated.
    let output = command(at, "backup other.sqlite3")
        .env(
            "NETRALITAS_DATABASE__URL",
            "postgres://u:geheim@localhost/n",
        )
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && told.contains("pg_dump"),
        "{told}"
    );
    assert!(!told.contains("geheim"), "{told}");
}

/// A length of a term that the shipped book knows only as a default is set, read, set again and undone.
#[test]
fn a_term_gets_another_length_and_the_installation_goes_on() {
    let folder = installation();
    let at = folder.path();
    let set = |amount: &str| {
        let output = command(
            at,
            "term set --term agency_follow_up --law bkn --unit calendar_day",
        )
        .args(["--amount", amount, "--source", "Surat Kepala BKN 1/2024"])
        .args(["--confidence", "likely", "--reason", "Surat baru"])
        .output()
        .unwrap();
        assert!(output.status.success(), "{output:?}");
        let line = |text: String| {
            let mut of = text.lines().map(str::to_owned);
            of.find(|l| l.starts_with("agency_follow_up\tbkn\t"))
                .unwrap()
        };
        line(done(at, "term list"))
    };
    let first = set("10");
    assert!(first.contains("10 calendar_day"), "{first}");
    assert!(first.ends_with("Surat Kepala BKN 1/2024"), "{first}");
    let second = set("12");
    assert!(second.contains("12 calendar_day"), "{second}");
    // Whatever reads the law book still runs.
    done(at, "office list");
    done(
        at,
        "account create lain --office bawaslu-ri --role administrator --password-file password",
    );
}

/// The master key is changed by command; stopped at any point, the database opens with one of the two keys and the
/// command ends what was begun.
#[test]
fn the_master_key_is_changed_and_a_change_that_was_stopped_goes_on() {
    let folder = installation();
    let at = folder.path();
    let admin = |name: &str| {
        format!(
            "account create {name} --office bawaslu-ri --role administrator --password-file password"
        )
    };
    let read = |name: &str| std::fs::read_to_string(at.join(name)).unwrap();
    let first = read("netralitas.key");
    let told = done(at, "keys rotate");
    assert!(told.contains("Sealed anew"), "{told}");
    let second = read("netralitas.key");
    assert_ne!(first, second);
    assert!(!at.join("netralitas.key.next").exists());
    let mode = |name: &str| {
        std::fs::metadata(at.join(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(mode("netralitas.key"), 0o600);
    let kept = std::fs::read_dir(at)
        .unwrap()
        .map(|e| e.unwrap().file_name());
    let kept: Vec<String> = kept.map(|n| n.into_string().unwrap()).collect();
    let kept = kept
        .iter()
        .find(|n| n.starts_with("netralitas.key."))
        .unwrap();
    assert_eq!(read(kept), first);
    done(at, &admin("satu"));

    // Stopped after the database had changed and before the files had.
    std::fs::rename(at.join("netralitas.key"), at.join("netralitas.key.next")).unwrap();
    std::fs::copy(at.join(kept), at.join("netralitas.key")).unwrap();
    let told = refused(at, &admin("dua"));
    assert!(told.contains("netralitas keys rotate"), "{told}");
    done(at, "keys rotate");
    assert_eq!(read("netralitas.key"), second, "ended, not begun anew");
    done(at, &admin("dua"));

    // Stopped before the database had changed: the old key serves, with a next one whole or half written.
    for half in [false, true] {
        let next = at.join("netralitas.key.next");
        let before = read("netralitas.key");
        if half {
            std::fs::write(&next, "AAAA").unwrap();
            std::fs::set_permissions(&next, std::fs::Permissions::from_mode(0o600)).unwrap();
        } else {
            let output = command(at, "keys init")
                .env("NETRALITAS_AUTH__MASTER_KEY_FILE", "netralitas.key.next")
                .output()
                .unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        done(at, &admin(if half { "empat" } else { "tiga" }));
        assert_eq!(read("netralitas.key"), before);
        done(at, "keys rotate");
        assert_ne!(read("netralitas.key"), before);
        assert!(!next.exists());
    }
    done(at, &admin("lima"));

    // The key of another database changes nothing.
    let mine = read("netralitas.key");
    std::fs::write(at.join("netralitas.key"), &first).unwrap();
    let told = refused(at, "keys rotate");
    assert!(told.contains("nothing was changed"), "{told}");
    assert!(!at.join("netralitas.key.next").exists());
    std::fs::write(at.join("netralitas.key"), mine).unwrap();
    done(at, &admin("enam"));
}

/// A command while no server can answer for this configuration.
fn alone(folder: &Path, line: &str) -> Output {
    command(folder, line)
        .env("NETRALITAS_HTTP__BIND", "127.0.0.1:1")
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()];
    String::from_utf8(both.concat()).unwrap()
}

#[test]
fn a_backup_is_restored_without_whom_was_erased() {
    let folder = installation();
    let at = folder.path();
    let admin = |name: &str| {
        format!(
            "account create {name} --office bawaslu-ri --role administrator --password-file password"
        )
    };
    let list = ErasureList::at(at.join("data.erasures"));
    done(at, "backup copy.sqlite3");
    done(at, &admin("later"));
    let there = alone(at, "restore copy.sqlite3");
    assert!(
        !there.status.success() && told(&there).contains("--replace"),
        "{there:?}"
    );
    // Without a list nobody knows who would come back.
    let unknown = alone(at, "restore copy.sqlite3 --replace");
    assert!(
        !unknown.status.success() && told(&unknown).contains("--erasures"),
        "{unknown:?}"
    );

    // A list with somebody whom this database has not erased: it is not used until it was applied.
    let id = uuid::Uuid::from_u128(7);
    let line = Line {
        format: Line::format(),
        erasure_id: id,
        case_id: Id::new(id),
        party_id: Id::new(id),
        people: Vec::new(),
        chain: Vec::new(),
        files: Vec::new(),
        texts: ErasedTexts::Redacted,
        ground: ErasingGround::CourtOrder,
        asked_by: Id::new(id),
        office_id: Id::new(id),
        asked_at: 1,
        agreed_by: Vec::new(),
        erased_at: 2,
        digest: String::new(),
    };
    list.add(&line.sealed().unwrap()).unwrap();
    let said = refused(at, &admin("nobody"));
    assert!(said.contains("netralitas erasures apply"), "{said}");
    let applied = done(at, "erasures apply");
    assert!(
        applied.contains("1 of people whom this database does not know"),
        "{applied}"
    );
    done(at, &admin("somebody"));
    let listed = done(at, "erasures list --json");
    assert_eq!(listed, std::fs::read_to_string(list.path()).unwrap());

    // What is no database, or holds a damaged list against it, changes nothing.
    std::fs::write(
        at.join("broken.sqlite3"),
        "no database at all, whatever it says",
    )
    .unwrap();
    let broken = alone(at, "restore broken.sqlite3 --replace");
    assert!(!broken.status.success(), "{broken:?}");
    assert!(!at.join("data/netralitas.sqlite3.restoring").exists());
    done(at, &admin("still"));

    let restored = alone(at, "restore copy.sqlite3 --replace");
    assert!(restored.status.success(), "{restored:?}");
    assert!(told(&restored).contains("Restored"), "{restored:?}");
    assert!(at.join("data/netralitas.sqlite3.before-restore").exists());
    let mode = std::fs::metadata(at.join("data/netralitas.sqlite3")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    // It is the backup, and it is held to the list.
    done(at, &admin("later"));
    assert_eq!(done(at, "erasures list --json"), listed);
}
