//! What the published profiles say, with where it was printed; and what is chosen because nothing was.

use chrono::NaiveDate;

/// The figures of a day, in persons, as they were printed.
#[derive(Debug, Clone, Copy)]
pub struct CutOff {
    /// The day.
    pub day: NaiveDate,
    /// Reported to the review authority.
    pub reported: usize,
    /// Found to have broken neutrality.
    pub proven: usize,
    /// On whom a sanction was imposed.
    pub followed_up: usize,
    /// Where it was printed.
    pub source: &'static str,
}

/// What was recommended for how many persons.
#[derive(Debug, Clone, Copy)]
pub struct Recommended {
    /// The level, by code.
    pub level: &'static str,
    /// The kind, where it was printed.
    pub kind: Option<&'static str>,
    /// How many persons.
    pub persons: usize,
    /// Regime and kinds of which the generator imposes one where it imposes what was recommended: chosen.
    pub imposes: &'static [(&'static str, &'static str)],
}

/// A share of something, in parts of the sum of all.
pub type Share = (&'static str, u32);

/// A profile.
#[derive(Debug, Clone, Copy)]
pub struct Profile {
    /// Its name.
    pub name: &'static str,
    /// The election of its cases.
    pub election: &'static str,
    /// The review authority's office, by code.
    pub authority: &'static str,
    /// The first day on which somebody is reported: chosen.
    pub from: NaiveDate,
    /// The cut-offs, oldest first.
    pub cut_offs: &'static [CutOff],
    /// What was recommended for those proven in the end; sums to them.
    pub recommended: &'static [Recommended],
    /// Persons who came through Bawaslu; the others begin at the authority.
    pub through_bawaslu: usize,
    /// Findings and reports among those, as shares.
    pub findings: (u32, u32),
    /// Persons for whom nothing was proven in the end.
    pub not_proven: usize,
    /// One of how many decisions of the personnel officer (PPK) is lighter than recommended: chosen, nothing is printed.
    pub lighter_one_of: u32,
    /// Provinces by code of the ministry.
    pub provinces: &'static [Share],
    /// Posts.
    pub posts: &'static [Share],
    /// Rows of the catalogue of violations.
    pub violations: &'static [Share],
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

const fn cut_off(
    day: NaiveDate,
    (reported, proven, followed_up): (usize, usize, usize),
    source: &'static str,
) -> CutOff {
    CutOff {
        day,
        reported,
        proven,
        followed_up,
        source,
    }
}

/// Every profile.
pub const PROFILES: &[&Profile] = &[&PILKADA_2020];

/// KASN's persons of the Pilkada 2020. The four days and the last row are printed, and what was recommended in the end;
/// all else is chosen in the shape of what was printed (`docs/generating.md`).
pub const PILKADA_2020: Profile = Profile {
    name: "pilkada-2020",
    election: "pilkada-2020",
    authority: "kasn",
    from: day(2020, 1, 15),
    cut_offs: &[
        cut_off(day(2020, 6, 26), (369, 283, 99), "okezone, 30 June 2020"),
        cut_off(day(2020, 7, 31), (456, 344, 189), "Republika, 2020"),
        cut_off(day(2020, 8, 19), (490, 372, 194), "Kompas, 26 August 2020"),
        cut_off(day(2020, 10, 13), (732, 518, 273), "medcom.id, 2020"),
        cut_off(
            day(2020, 11, 2),
            (812, 604, 344),
            "okezone, 9 November 2020",
        ),
        cut_off(day(2022, 5, 31), (2034, 1596, 1373), "okezone, 31 May 2022"),
    ],
    recommended: &[
        Recommended {
            level: "moral",
            kind: Some("closed_statement"),
            persons: 130,
            imposes: &[("pp42", "closed_statement")],
        },
        Recommended {
            level: "moral",
            kind: Some("open_statement"),
            persons: 533,
            imposes: &[("pp42", "open_statement")],
        },
        Recommended {
            level: "ringan",
            kind: None,
            persons: 32,
            imposes: &[
                ("pp53", "verbal_reprimand"),
                ("pp53", "written_reprimand"),
                ("pp53", "dissatisfaction_statement"),
            ],
        },
        Recommended {
            level: "sedang",
            kind: None,
            persons: 884,
            imposes: &[
                ("pp53", "delay_periodic_raise_1y"),
                ("pp53", "delay_promotion_1y"),
                ("pp53", "rank_down_1y"),
            ],
        },
        Recommended {
            level: "berat",
            kind: None,
            persons: 17,
            imposes: &[
                ("pp53", "rank_down_3y"),
                ("pp53", "transfer_lower_post"),
                ("pp53", "release_from_post"),
            ],
        },
    ],
    through_bawaslu: 1116,
    findings: (86, 14),
    not_proven: 311,
    lighter_one_of: 10,
    provinces: &[
        ("74", 90),
        ("52", 83),
        ("33", 74),
        ("73", 49),
        ("35", 42),
        ("82", 30),
        ("53", 30),
        ("71", 25),
        ("76", 20),
        ("72", 18),
        ("16", 15),
        ("32", 12),
        ("91", 10),
        ("64", 10),
        ("12", 8),
    ],
    posts: &[
        ("Kepala dinas", 157),
        ("Guru", 265),
        ("Kepala bidang", 134),
        ("Staf pelaksana", 172),
        ("Kepala seksi", 118),
        ("Camat", 77),
        ("Lurah", 77),
    ],
    violations: &[
        ("L20-1", 304),
        ("L20-8", 224),
        ("L20-3", 126),
        ("L20-2", 109),
        ("L20-5", 56),
        ("L20-7", 60),
        ("L20-6", 40),
        ("L20-15", 40),
        ("L20-10", 41),
    ],
};

#[cfg(test)]
mod tests {
    use netralitas_domain::law::Book;

    use super::*;

    #[test]
    fn figures_of_a_profile_grow_and_add_up_and_name_rows_of_the_book() {
        let book = Book::shipped().unwrap();
        for profile in PROFILES {
            let pairs = profile.cut_offs.windows(2);
            for pair in pairs {
                let [before, after] = pair else { continue };
                assert!(before.day < after.day && before.reported <= after.reported);
                assert!(before.proven <= after.proven && before.followed_up <= after.followed_up);
            }
            let last = profile.cut_offs.last().unwrap();
            let recommended: usize = profile.recommended.iter().map(|r| r.persons).sum();
            assert_eq!(recommended, last.proven);
            assert!(last.proven + profile.not_proven <= last.reported);
            assert!(profile.through_bawaslu <= last.reported);
            assert!(book.election(profile.election, "regent").is_some());
            for (code, _) in profile.provinces {
                assert!(book.regions.iter().any(|r| r.code == *code), "{code}");
            }
        }
    }
}
