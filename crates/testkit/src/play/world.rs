//! Offices of every kind, the shipped law, one actor per office and role.

use chrono::NaiveDate;
use netralitas_domain::{
    acts,
    ids::{AccountId, Id, OfficeId},
    law::Book,
    people::{Actor, Directory, Level, Office, OfficeType, Role},
    time::{Moment, Zone},
};
use uuid::Uuid;

/// The offices of the world, by what they are for.
#[derive(Debug, Clone, Copy)]
pub struct Offices {
    /// Bawaslu RI.
    pub national: OfficeId,
    /// A province of the regency and the city.
    pub province: OfficeId,
    /// A province with nothing below it.
    pub other_province: OfficeId,
    /// A regency.
    pub regency: OfficeId,
    /// A city of the same province.
    pub city: OfficeId,
    /// A sub-district of the regency.
    pub sub_district: OfficeId,
    /// A village of the sub-district.
    pub village: OfficeId,
    /// A polling station of the village.
    pub polling_station: OfficeId,
    /// An office abroad.
    pub abroad: OfficeId,
    /// KASN.
    pub kasn: OfficeId,
    /// BKN: review authority since 4 Sept 2024, control authority since 10 Sept 2020.
    pub bkn: OfficeId,
    /// The ministry that runs off what KASN had recommended.
    pub menpanrb: OfficeId,
    /// The ministry of Home Affairs.
    pub home_affairs: OfficeId,
    /// The agency of the first respondent.
    pub agency: OfficeId,
    /// The agency of every second respondent.
    pub other_agency: OfficeId,
    /// BPASN.
    pub appeal_board: OfficeId,
    /// A destination of referrals.
    pub destination: OfficeId,
    /// Another destination.
    pub other_destination: OfficeId,
}

/// The law, the offices, the actors.
#[derive(Debug, Clone)]
pub struct World {
    /// The shipped law.
    pub book: Book,
    /// The offices.
    pub directory: Directory,
    /// The offices by name.
    pub offices: Offices,
    /// Whether the actors are those of offices that use the installation, and no others.
    pub users_only: bool,
}

const fn office_id(n: u128) -> OfficeId {
    Id::new(Uuid::from_u128(n))
}

struct Row(
    u128,
    &'static str,
    OfficeType,
    Level,
    Option<u128>,
    &'static str,
    Option<&'static str>,
);

impl World {
    /// The world in which every office uses the installation.
    #[must_use]
    pub fn new() -> Self {
        Self::where_absent(|_| false)
    }

    /// The world in which these offices do not use the installation, so that others record their steps.
    #[must_use]
    pub fn where_absent(absent: impl Fn(&Office) -> bool) -> Self {
        use {Level as L, OfficeType as O};
        let rows = [
            Row(
                1,
                "bawaslu-ri",
                O::ElectionSupervisor,
                L::National,
                None,
                "00.00",
                None,
            ),
            Row(
                2,
                "bawaslu-jatim",
                O::ElectionSupervisor,
                L::Province,
                Some(1),
                "16.00",
                None,
            ),
            Row(
                3,
                "bawaslu-sumsel",
                O::ElectionSupervisor,
                L::Province,
                Some(1),
                "06.00",
                None,
            ),
            Row(
                4,
                "bawaslu-banyuwangi",
                O::ElectionSupervisor,
                L::Regency,
                Some(2),
                "16.11",
                None,
            ),
            Row(
                5,
                "bawaslu-blitar",
                O::ElectionSupervisor,
                L::City,
                Some(2),
                "16.03",
                None,
            ),
            Row(
                6,
                "panwascam-giri",
                O::ElectionSupervisor,
                L::SubDistrict,
                Some(4),
                "16.11",
                None,
            ),
            Row(
                7,
                "pkd-boyolangu",
                O::ElectionSupervisor,
                L::Village,
                Some(6),
                "16.11",
                None,
            ),
            Row(
                8,
                "tps-3",
                O::ElectionSupervisor,
                L::PollingStation,
                Some(7),
                "16.11",
                None,
            ),
            Row(
                9,
                "panwaslu-kl",
                O::ElectionSupervisor,
                L::Abroad,
                Some(1),
                "Malaysia",
                None,
            ),
            Row(
                10,
                "kasn",
                O::ReviewAuthority,
                L::National,
                None,
                "",
                Some("kasn"),
            ),
            Row(
                11,
                "bkn",
                O::ReviewAuthority,
                L::National,
                None,
                "",
                Some("bkn"),
            ),
            Row(
                12,
                "menpanrb",
                O::Ministry,
                L::National,
                None,
                "",
                Some("menpanrb"),
            ),
            Row(13, "kemendagri", O::Ministry, L::National, None, "", None),
            Row(
                14,
                "pemkab-banyuwangi",
                O::Agency,
                L::Regency,
                None,
                "",
                None,
            ),
            Row(15, "pemkot-blitar", O::Agency, L::City, None, "", None),
            Row(16, "bpasn", O::AppealBody, L::National, None, "", None),
            Row(
                17,
                "polresta-banyuwangi",
                O::Destination,
                L::Regency,
                None,
                "",
                None,
            ),
            Row(18, "dkpp", O::Destination, L::National, None, "", None),
        ];
        let offices = rows.map(|Row(n, code, kind, level, parent, area, authority)| {
            let mut office = Office {
                id: office_id(n),
                code: code.into(),
                name: code.into(),
                kind,
                level,
                parent: parent.map(office_id),
                area_code: (!area.is_empty()).then(|| area.to_owned()),
                number_name: None,
                zone: Zone::Wib,
                valid_from: day("2015-01-01"),
                valid_to: None,
                uses_installation: true,
                authority: authority.map(Into::into),
                destination: None,
            };
            office.uses_installation = !absent(&office);
            office
        });
        Self {
            users_only: false,
            book: Book::shipped().expect("the shipped law parses"),
            directory: Directory::new(offices),
            offices: Offices {
                national: office_id(1),
                province: office_id(2),
                other_province: office_id(3),
                regency: office_id(4),
                city: office_id(5),
                sub_district: office_id(6),
                village: office_id(7),
                polling_station: office_id(8),
                abroad: office_id(9),
                kasn: office_id(10),
                bkn: office_id(11),
                menpanrb: office_id(12),
                home_affairs: office_id(13),
                agency: office_id(14),
                other_agency: office_id(15),
                appeal_board: office_id(16),
                destination: office_id(17),
                other_destination: office_id(18),
            },
        }
    }

    /// The same world with further agencies, and who they are.
    #[must_use]
    pub fn with_agencies(mut self, more: u128) -> (Self, Vec<OfficeId>) {
        let like = self.directory.get(self.offices.agency).cloned();
        let new: Vec<Office> = (100..100 + more)
            .zip(like.iter().cycle())
            .map(|(n, like)| Office {
                id: office_id(n),
                code: format!("agency-{n}"),
                name: format!("agency-{n}"),
                ..like.clone()
            })
            .collect();
        let ids = new.iter().map(|o| o.id).collect();
        self.directory = Directory::new(self.directory.all().cloned().chain(new));
        (self, ids)
    }

    /// The same world with the office of another review authority, beside that of BKN.
    #[must_use]
    pub fn with_authority(mut self, code: &str) -> (Self, OfficeId) {
        let id = office_id(90);
        let like = self.directory.get(self.offices.bkn).cloned();
        let new = like.map(|like| Office {
            id,
            code: code.to_owned(),
            name: code.to_owned(),
            authority: Some(code.to_owned()),
            ..like
        });
        self.directory = Directory::new(self.directory.all().cloned().chain(new));
        (self, id)
    }

    /// What `decide` and `next_actions` ask for.
    #[must_use]
    pub fn rules(&self) -> acts::World<'_> {
        acts::World {
            book: &self.book,
            offices: &self.directory,
            goes_on: None,
        }
    }

    /// The actor with one role at an office; the same account each time.
    #[must_use]
    pub fn actor(&self, office: OfficeId, role: Role) -> Actor {
        let place = Role::ALL.iter().position(|r| *r == role).unwrap_or(0);
        Actor {
            account: AccountId::new(Uuid::from_u128(
                0xA000_0000 + office.raw().as_u128() * 100 + place as u128,
            )),
            office,
            roles: vec![role],
            ticket: None,
        }
    }

    /// Somebody else with the same role at the office.
    #[must_use]
    pub fn colleague(&self, office: OfficeId, role: Role) -> Actor {
        let first = self.actor(office, role);
        Actor {
            account: AccountId::new(Uuid::from_u128(first.account.raw().as_u128() + (1 << 64))),
            ..first
        }
    }

    /// A colleague of each actor.
    #[must_use]
    pub fn colleagues(&self) -> Vec<Actor> {
        let of = |actor: &Actor| Some(self.colleague(actor.office, *actor.roles.first()?));
        self.actors().iter().filter_map(of).collect()
    }

    /// The same in which nobody acts at an office that does not use the installation, as if nobody had tried.
    #[must_use]
    pub const fn of_users_only(mut self) -> Self {
        self.users_only = true;
        self
    }

    /// One actor per office and role that exists there.
    #[must_use]
    pub fn actors(&self) -> Vec<Actor> {
        self.directory
            .all()
            .filter(|office| office.uses_installation || !self.users_only)
            .flat_map(|office| {
                Role::ALL
                    .iter()
                    .filter(|role| role.at().is_none_or(|kind| kind == office.kind))
                    .map(|role| self.actor(office.id, *role))
            })
            .collect()
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// A day written `2020-10-05`.
#[must_use]
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The instant of a Jakarta day and clock time, e.g. `at("2020-10-05", 9, 30)`.
#[must_use]
pub fn at(text: &str, hour: i16, minute: i16) -> Moment {
    Zone::Wib.instant(day(text), hour * 60 + minute)
}
