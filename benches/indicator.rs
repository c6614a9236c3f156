//! How long it takes to judge indicators: 100,000 pairs must take less than a second on one core, and the cells that are filled to
//! make it slow no longer than the others of their length.

use divan::Bencher;
use ziping::form::judge;

fn main() {
    divan::main();
}

/// The project's own pairs, over and over, until there are `count`.
fn pairs(count: usize) -> Vec<[&'static str; 3]> {
    let tables = [
        include_str!("../fixtures/indicators/reviewer.tsv"),
        include_str!("../fixtures/indicators/pairs.tsv"),
        include_str!("../fixtures/indicators/pairs_hard.tsv"),
    ];
    let rows: Vec<[&str; 3]> = tables
        .into_iter()
        .flat_map(|table| table.lines().skip(1))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some([cells.next()?, cells.next()?, cells.next()?])
        })
        .collect();
    rows.into_iter().cycle().take(count).collect()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn hundred_thousand_pairs(bencher: Bencher<'_, '_>) {
    let pairs = pairs(100_000);
    bencher.bench_local(|| {
        pairs
            .iter()
            .filter(|[name, target, actual]| judge(name, target, actual, Some(2021)).above.is_some())
            .count()
    });
}

/// Cells as long as any that is judged, of what might make reading slow.
#[divan::bench(sample_count = 5, sample_size = 1, args = ["1", "1,111", "百", "二三", "每", "1次,", "1+", "90%-", "2021年", "应", "1-", "半"])]
fn hostile_cell(filling: &str) -> bool {
    let cell: String = filling.chars().cycle().take(5_000).collect();
    let pairs = [(cell.as_str(), "12场"), ("≥12场", cell.as_str()), (&cell, &cell)];
    pairs.into_iter().all(|(target, actual)| judge("培训场次", target, actual, Some(2021)).above.is_none())
}
