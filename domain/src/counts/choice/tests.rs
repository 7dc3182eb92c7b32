use super::*;
use crate::counts::{AGE_BAND, AREA_CODE, Fault, Note, Provenance, Row, SEX, Sex, Whom, bands};

const AREAS: [(&str, &str); 4] =
    [("E06000006", "Halton"), ("E08000013", "St. Helens"), ("E10000007", "Derbyshire"), ("E07000032", "Amber Valley")];

/// Counts each area by the bands, women 10 and men 1 for each.
fn rows(bands: &[Ages], areas: &[(&str, &str)]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (code, name) in areas {
        for (sex, people) in [(Sex::Female, 10), (Sex::Male, 1)] {
            rows.extend(bands.iter().map(|&ages| Row {
                number: 1,
                area: Area { code: (*code).into(), name: (*name).into() },
                whom: Whom { sex: Some(sex), ages },
                people: vec![people],
            }));
        }
    }
    rows
}

fn gathered(rows: Vec<Row>) -> Result<(Counts, Vec<Note>), Fault> {
    Counts::gather(vec![String::new()], 1, (rows, Vec::new()))
}

fn five_years() -> Counts {
    gathered(rows(&bands(&[0, 5, 10, 15, 20, 25]), &AREAS)).unwrap().0
}

fn chosen(counts: &Counts, typed: &str, from: u8, begins: &[u8]) -> Choice {
    Choice { parts: parts(counts, typed).unwrap(), column: 0, from, begins: begins.to_vec() }
}

#[test]
fn margins_sum_the_chosen_areas_from_the_age_on() {
    let counts = five_years();
    let choice = chosen(&counts, "E06000006\nSt Helens\n", 15, &[15, 25]);
    let people = |name: &str| -> Vec<(String, u64)> {
        let made = counts.make(name, &choice, &Provenance::default()).unwrap();
        made.levels.into_iter().map(|level| (level.code, level.people)).collect()
    };
    let told =
        |levels: &[(&str, u64)]| levels.iter().map(|(code, people)| ((*code).to_owned(), *people)).collect::<Vec<_>>();
    assert_eq!(people(SEX), told(&[("female", 60), ("male", 6)]));
    assert_eq!(people(AGE_BAND), told(&[("15-24", 44), ("25+", 22)]));
    assert_eq!(people(AREA_CODE), told(&[("E06000006", 33), ("E08000013", 33)]));
    assert_eq!(counts.make("ethnicity", &choice, &Provenance::default()), Err(Misfit::NotInFile));
}

#[test]
fn a_part_may_sum_several_areas_under_a_code_of_its_own() {
    let counts = five_years();
    let parts = parts(&counts, "NORTH The north = E06000006, E08000013 St Helens\nE07000032").unwrap();
    assert_eq!(
        (parts[0].code.as_str(), parts[0].name.as_str(), parts[0].areas.as_slice()),
        ("NORTH", "The north", [0, 1].as_slice())
    );
    assert_eq!((parts[1].name.as_str(), parts.len()), ("Amber Valley", 2));
}

#[test]
fn areas_that_are_not_there_or_would_count_somebody_twice_are_refused() {
    let counts = five_years();
    let refused = |typed: &str| parts(&counts, typed).unwrap_err();
    assert_eq!(refused("E08000099 St Helens"), Misfit::NoArea { typed: "E08000099".into() }, "the code decides");
    assert_eq!(refused("Atlantis"), Misfit::NoArea { typed: "Atlantis".into() });
    assert_eq!(refused("X ="), Misfit::NoArea { typed: "X =".into() });
    assert_eq!(refused("Halton\nE06000006"), Misfit::AreaTwice { code: "E06000006".into() });
    assert_eq!(refused("A = Halton\nB = Halton"), Misfit::AreaTwice { code: "E06000006".into() });
    let nested = Misfit::Nested { wide: "Derbyshire".into(), narrow: "Amber Valley".into() };
    assert_eq!(refused("E07000032\nE10000007"), nested);
    assert_eq!(parts(&counts, "\n  \n"), Ok(Vec::new()));
}

#[test]
fn a_name_that_two_areas_have_is_no_name() {
    let twice = [("E06000054", "Newport"), ("W06000022", "Newport")];
    let counts = gathered(rows(&bands(&[0]), &twice)).unwrap().0;
    assert_eq!(parts(&counts, "Newport"), Err(Misfit::ManyAreas { typed: "Newport".into() }));
    assert_eq!(parts(&counts, "W06000022").unwrap()[0].areas, [1]);
}

#[test]
fn bands_begin_where_bands_of_the_file_do() {
    let counts = five_years();
    assert_eq!(counts.can_begin(15), Ok(()));
    assert_eq!(counts.can_begin(18), Err(Misfit::WithinBand { age: 18, band: Ages { from: 15, to: Some(19) } }));
    assert_eq!(counts.can_begin(30), Err(Misfit::WithinBand { age: 30, band: Ages::and_over(25) }));
    let without_end = gathered(rows(&bands(&[0, 5, 10])[..2], &AREAS[..1])).unwrap().0;
    assert_eq!(without_end.can_begin(5), Err(Misfit::NoEnd { last: Ages { from: 5, to: Some(9) } }));
    let grown = gathered(rows(&bands(&[16, 25]), &AREAS[..1])).unwrap().0;
    assert_eq!(grown.can_begin(0), Err(Misfit::WithinBand { age: 0, band: Ages { from: 0, to: Some(15) } }));
}

#[test]
fn ages_are_read_as_long_as_they_rise() {
    assert_eq!(ages_in("16, 25;35 75"), Ok(vec![16, 25, 35, 75]));
    for (typed, part) in [("16, 16", "16"), ("25 16", "16"), ("16-24", "16-24"), ("300", "300")] {
        assert_eq!(ages_in(typed), Err(Misfit::NotAges { typed: part.into() }), "{typed}");
    }
}

#[test]
fn a_year_that_is_not_there_is_told_with_those_that_are() {
    let counts = Counts { years: vec!["2022".into(), "2023".into()], ..Counts::default() };
    assert_eq!(counts.column("2023"), Ok(1));
    assert_eq!(counts.column("2031"), Err(Misfit::NoYear { first: "2022".into(), last: "2023".into() }));
}

mod gathering {
    use super::*;

    fn with(mut rows: Vec<Row>, whom: Whom, people: u64) -> Result<(Counts, Vec<Note>), Fault> {
        let area = rows[0].area.clone();
        rows.push(Row { number: 99, area, whom, people: vec![people] });
        gathered(rows)
    }

    fn one_area(begins: &[u8]) -> Vec<Row> {
        rows(&bands(begins), &AREAS[..1])
    }

    fn women(from: u8, to: Option<u8>) -> Whom {
        Whom { sex: Some(Sex::Female), ages: Ages { from, to } }
    }

    #[test]
    fn sums_among_single_years_are_found_checked_and_counted_once() {
        let mut all = one_area(&[0, 1, 2, 3, 4, 5]);
        let men = |ages| Whom { sex: Some(Sex::Male), ages };
        let young = Ages { from: 0, to: Some(4) };
        for (whom, people) in [
            (women(0, Some(4)), 50),
            (men(young), 5),
            (women(0, None), 60),
            (men(Ages::ALL), 6),
            (Whom { sex: None, ages: Ages::ALL }, 66),
            (Whom { sex: None, ages: young }, 55),
        ] {
            let area = all[0].area.clone();
            all.push(Row { number: 1, area, whom, people: vec![people] });
        }
        let (counts, notes) = gathered(all).unwrap();
        assert_eq!(notes, [Note::Subtotals { count: 6 }]);
        let choice = chosen(&counts, "Halton", 0, &[0, 5]);
        let made = counts.make(AGE_BAND, &choice, &Provenance::default()).unwrap();
        assert_eq!((made.total(), made.levels[0].people), (66, 55));
        assert_eq!(counts.make(AREA_CODE, &choice, &Provenance::default()).unwrap().total(), 66);
    }

    #[test]
    fn a_sum_that_is_not_one_is_refused_unless_rounding_explains_it() {
        let wrong = with(one_area(&[0, 5]), Whom { sex: None, ages: Ages::ALL }, 99);
        let expected =
            Fault::Disagrees { area: "E06000006".into(), whom: Whom { sex: None, ages: Ages::ALL }, said: 99, sum: 22 };
        assert_eq!(wrong, Err(expected));
        assert!(
            with(one_area(&[0, 5]), Whom { sex: None, ages: Ages::ALL }, 24).is_ok(),
            "five numbers, each off by a half"
        );
        assert!(with(one_area(&[0, 5]), Whom { sex: None, ages: Ages::ALL }, 25).is_err());
    }

    #[test]
    fn people_who_are_counted_again_or_not_at_all_are_told() {
        let again = with(one_area(&[0, 5]), women(0, Some(4)), 10);
        assert_eq!(again, Err(Fault::Twice { row: 99, area: "E06000006".into(), whom: women(0, Some(4)) }));
        let ages = Ages { from: 3, to: Some(9) };
        assert_eq!(with(one_area(&[0, 5]), women(3, Some(9)), 1), Err(Fault::OneSex { sex: Sex::Female, ages }));
        let cut = bands(&[0, 5, 10]);
        let gap = gathered(rows(&[cut[0], cut[2]], &AREAS[..1]));
        assert_eq!(gap, Err(Fault::Gap { before: cut[0], after: cut[2] }));
        let overlapping = [Ages { from: 0, to: Some(15) }, Ages { from: 15, to: Some(19) }];
        let overlap = gathered(rows(&overlapping, &AREAS[..1]));
        assert_eq!(overlap, Err(Fault::Overlap { one: overlapping[0], other: overlapping[1] }));
        let mut uneven = rows(&cut, &AREAS[..2]);
        uneven.retain(|row| row.area.code != "E08000013" || row.whom.ages != cut[1]);
        let whom = women(5, Some(9));
        assert_eq!(gathered(uneven), Err(Fault::Uneven { area: "E08000013".into(), whom }));
        assert_eq!(gathered(Vec::new()), Err(Fault::Nothing));
    }

    #[test]
    fn a_name_that_drifts_makes_no_other_area() {
        let mut all = one_area(&[0, 5]);
        all[1].area.name = "Halton UA".into();
        let (counts, notes) = gathered(all).unwrap();
        let drifted = Note::Drifted { code: "E06000006".into(), kept: "Halton".into(), other: "Halton UA".into() };
        assert_eq!((counts.areas.len(), notes), (1, vec![drifted]));
    }
}
