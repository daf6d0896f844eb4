//! Which matters a profile consists of: who is reported, found and sanctioned on which day, so that every cut-off comes
//! out to the person. The same seed gives the same plan.

use chrono::{Days, NaiveDate};
use fastrand::Rng;

use super::{
    profile::{CutOff, Profile, Recommended, Share},
    road::{Mark, Stretch},
};

/// From being reported to a finding, at least; the authority takes in and examines meanwhile.
const TO_FINDING: u64 = 3;
/// From a finding to a decision, at least; the agency receives the recommendation and examines meanwhile.
const TO_DECISION: u64 = 5;
/// At most, where no cut-off is nearer.
const REPORTED_WITHIN: u64 = 150;
const FOUND_WITHIN: u64 = 300;
const IMPOSED_WITHIN: u64 = 480;

/// What the authority found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Proven; what it recommended, by its place in the profile.
    Proven(usize),
    /// Nothing.
    NotProven,
}

/// What the personnel officer (PPK) imposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imposed {
    /// The day.
    pub day: NaiveDate,
    /// Regime and kind.
    pub kind: (&'static str, &'static str),
    /// Whether it is lighter than recommended.
    pub lighter: bool,
}

/// One person's matter.
#[derive(Debug, Clone)]
pub struct Matter {
    /// Its place; everything that is made up about it comes from that and the seed.
    pub number: usize,
    /// Where it begins.
    pub begins: Stretch,
    /// When it comes before the authority.
    pub reported: NaiveDate,
    /// What is found, and when.
    pub found: Option<(NaiveDate, Found)>,
    /// What is imposed.
    pub imposed: Option<Imposed>,
    /// The province, by the ministry's code.
    pub province: &'static str,
    /// The post.
    pub post: &'static str,
    /// The row of the catalogue.
    pub violation: &'static str,
}

impl Matter {
    /// The stretches of its road.
    #[must_use]
    pub fn road(&self) -> Vec<Stretch> {
        let mut road = vec![self.begins, Stretch::Review];
        road.extend(self.found.map(|(_, found)| match found {
            Found::Proven(_) => Stretch::Proven,
            Found::NotProven => Stretch::NotProven,
        }));
        road.extend(self.imposed.map(|_| Stretch::Imposed));
        road
    }

    /// The days that its steps are counted from.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> Option<NaiveDate> {
        match mark {
            Mark::Reported => Some(self.reported),
            Mark::Found => self.found.map(|(day, _)| day),
            Mark::Imposed => self.imposed.map(|i| i.day),
        }
    }
}

/// The matters of a profile.
///
/// # Errors
/// A cut-off that no days lead to: too few were reported, or found proven, long enough before it.
pub fn plan(profile: &Profile, seed: u64) -> Result<Vec<Matter>, String> {
    let mut rng = Rng::with_seed(seed);
    let mut all = Vec::new();
    let mut from = profile.from;
    for cut in profile.cut_offs {
        report(&mut all, profile, (from, cut), &mut rng);
        find(&mut all, (from, cut), &mut rng)?;
        impose(&mut all, (from, cut), &mut rng)?;
        from = after(cut.day, 1);
    }
    find_nothing(&mut all, profile, &mut rng);
    recommend(&mut all, profile, &mut rng);
    begin(&mut all, profile, &mut rng);
    Ok(all)
}

/// So many of them, evenly of all times; the printed figures do not come out then.
#[must_use]
pub fn only(all: Vec<Matter>, count: usize) -> Vec<Matter> {
    let every = all.len().div_ceil(count.max(1)).max(1);
    let mut some: Vec<Matter> = all.into_iter().step_by(every).take(count).collect();
    for (number, matter) in some.iter_mut().enumerate() {
        matter.number = number;
    }
    some
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// A day of a span, both ends included.
fn between(from: NaiveDate, to: NaiveDate, rng: &mut Rng) -> NaiveDate {
    let days = u64::try_from((to - from).num_days()).unwrap_or(0);
    after(from, rng.u64(..=days))
}

fn share(shares: &'static [Share], rng: &mut Rng) -> &'static str {
    let sum: u32 = shares.iter().map(|(_, n)| n).sum();
    let mut drawn = rng.u32(..sum.max(1));
    for (what, n) in shares {
        match drawn.checked_sub(*n) {
            Some(left) => drawn = left,
            None => return what,
        }
    }
    shares.last().map_or("", |(what, _)| what)
}

type Span<'a> = (NaiveDate, &'a CutOff);

fn report(all: &mut Vec<Matter>, profile: &Profile, (from, cut): Span<'_>, rng: &mut Rng) {
    let last = after(from, REPORTED_WITHIN).min(cut.day);
    for number in all.len()..cut.reported {
        all.push(Matter {
            number,
            begins: Stretch::AtAuthority,
            reported: between(from, last, rng),
            found: None,
            imposed: None,
            province: share(profile.provinces, rng),
            post: share(profile.posts, rng),
            violation: share(profile.violations, rng),
        });
    }
}

/// Those of whom a day fits, in no order.
fn drawn<'m>(
    all: &'m mut [Matter],
    fits: impl Fn(&Matter) -> bool,
    count: usize,
    what: &str,
    rng: &mut Rng,
) -> Result<Vec<&'m mut Matter>, String> {
    let mut able: Vec<&mut Matter> = all.iter_mut().filter(|m| fits(m)).collect();
    if able.len() < count {
        return Err(format!("{} can be {what}, {count} are wanted", able.len()));
    }
    rng.shuffle(&mut able);
    able.truncate(count);
    Ok(able)
}

fn find(all: &mut [Matter], (from, cut): Span<'_>, rng: &mut Rng) -> Result<(), String> {
    let proven = all.iter().filter(|m| m.found.is_some()).count();
    let first = |m: &Matter| after(m.reported, TO_FINDING).max(from);
    let fits = |m: &Matter| m.found.is_none() && first(m) <= cut.day;
    for matter in drawn(all, fits, cut.proven - proven, "found proven", rng)? {
        let first = first(matter);
        let day = between(first, after(first, FOUND_WITHIN).min(cut.day), rng);
        matter.found = Some((day, Found::Proven(0)));
    }
    Ok(())
}

fn impose(all: &mut [Matter], (from, cut): Span<'_>, rng: &mut Rng) -> Result<(), String> {
    let imposed = all.iter().filter(|m| m.imposed.is_some()).count();
    let first = |m: &Matter| m.found.map(|(day, _)| after(day, TO_DECISION).max(from));
    let fits = |m: &Matter| m.imposed.is_none() && first(m).is_some_and(|day| day <= cut.day);
    for matter in drawn(all, fits, cut.followed_up - imposed, "sanctioned", rng)? {
        let first = first(matter).unwrap_or(cut.day);
        matter.imposed = Some(Imposed {
            day: between(first, after(first, IMPOSED_WITHIN).min(cut.day), rng),
            kind: ("", ""),
            lighter: false,
        });
    }
    Ok(())
}

fn find_nothing(all: &mut [Matter], profile: &Profile, rng: &mut Rng) {
    let mut open: Vec<&mut Matter> = all.iter_mut().filter(|m| m.found.is_none()).collect();
    rng.shuffle(&mut open);
    for matter in open.into_iter().take(profile.not_proven) {
        let first = after(matter.reported, TO_FINDING);
        let day = between(first, after(first, 120), rng);
        matter.found = Some((day, Found::NotProven));
    }
}

fn recommend(all: &mut [Matter], profile: &Profile, rng: &mut Rng) {
    let each = profile.recommended.iter().enumerate();
    let mut places: Vec<usize> = each
        .flat_map(|(at, r)| std::iter::repeat_n(at, r.persons))
        .collect();
    rng.shuffle(&mut places);
    let proven = all
        .iter_mut()
        .filter(|m| matches!(m.found, Some((_, Found::Proven(_)))));
    for (matter, place) in proven.zip(places) {
        if let Some((_, found)) = &mut matter.found {
            *found = Found::Proven(place);
        }
        if let Some(imposed) = &mut matter.imposed {
            // What stands first is lightest.
            imposed.lighter = place > 0 && rng.u32(..profile.lighter_one_of) == 0;
            let from = profile
                .recommended
                .get(place - usize::from(imposed.lighter));
            imposed.kind = kind(from, rng);
        }
    }
}

fn kind(from: Option<&Recommended>, rng: &mut Rng) -> (&'static str, &'static str) {
    let kinds = from.map_or(&[] as &[_], |r| r.imposes);
    kinds
        .get(rng.usize(..kinds.len().max(1)))
        .copied()
        .unwrap_or(("", ""))
}

fn begin(all: &mut [Matter], profile: &Profile, rng: &mut Rng) {
    let mut order: Vec<&mut Matter> = all.iter_mut().collect();
    rng.shuffle(&mut order);
    let (findings, reports) = profile.findings;
    for matter in order.into_iter().take(profile.through_bawaslu) {
        matter.begins = match rng.u32(..findings + reports) < findings {
            true => Stretch::Finding,
            false => Stretch::Report,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{super::profile::PILKADA_2020, *};

    #[test]
    fn every_cut_off_comes_out_to_the_person_and_a_seed_gives_one_plan() {
        for seed in [1, 2020, u64::MAX] {
            let all = plan(&PILKADA_2020, seed).unwrap();
            for cut in PILKADA_2020.cut_offs {
                let count = |is: &dyn Fn(&Matter) -> bool| all.iter().filter(|m| is(m)).count();
                assert_eq!(count(&|m| m.reported <= cut.day), cut.reported);
                let proven =
                    |m: &Matter| matches!(m.found, Some((day, Found::Proven(_))) if day <= cut.day);
                assert_eq!(count(&proven), cut.proven);
                assert_eq!(
                    count(&|m| m.imposed.is_some_and(|i| i.day <= cut.day)),
                    cut.followed_up
                );
            }
            for (at, wanted) in PILKADA_2020.recommended.iter().enumerate() {
                let is =
                    |m: &&Matter| matches!(m.found, Some((_, Found::Proven(place))) if place == at);
                assert_eq!(all.iter().filter(is).count(), wanted.persons);
            }
            let own = all
                .iter()
                .filter(|m| m.begins == Stretch::AtAuthority)
                .count();
            assert_eq!(all.len() - own, PILKADA_2020.through_bawaslu);
            let days = |plan: &[Matter]| {
                plan.iter()
                    .map(|m| (m.reported, m.found, m.imposed))
                    .collect::<Vec<_>>()
            };
            assert_eq!(days(&all), days(&plan(&PILKADA_2020, seed).unwrap()));
        }
        let (one, other) = (
            plan(&PILKADA_2020, 1).unwrap(),
            plan(&PILKADA_2020, 2).unwrap(),
        );
        assert!(
            one.iter()
                .zip(&other)
                .any(|(a, b)| a.reported != b.reported)
        );
    }
}
