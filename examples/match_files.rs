//! Runs the matching engine over `known.csv` and `list.csv` of a folder and prints `row,id,verdict,score` for the scorer, and why a likely child was not taken.
//!
//! `cargo run --release --example match_files -- FOLDER [--plain] > predictions.csv`

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;
use wayhome::child::{ChildId, Sex};
use wayhome::intake::matching::{Identity, MemoryRegister, Prepared, Verdict, verdict};

type Record = HashMap<String, String>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give the folder that holds known.csv and list.csv")?;
    let plain = arguments.next().as_deref() == Some("--plain");
    let (known, list) = (records(&Path::new(&folder).join("known.csv"))?, records(&Path::new(&folder).join("list.csv"))?);
    let started = Instant::now();
    let mut register = MemoryRegister::new();
    for (number, child) in (1..).zip(&known) {
        register.add(ChildId(number), Prepared::new(&identity(child, plain)));
    }
    let loaded = started.elapsed();
    let verdicts: Vec<Verdict> = list.iter().map(|row| verdict(&identity(row, plain), &register, &|_| false)).collect::<Result<_, _>>()?;
    eprintln!(
        "{} children loaded in {loaded:.1?}; {} rows, {:.1?} a row",
        known.len(),
        list.len(),
        (started.elapsed() - loaded) / list.len() as u32
    );
    println!("row,id,verdict,score,why");
    let id = |child: ChildId| &known[child.0 as usize - 1]["id"];
    for (row, verdict) in list.iter().map(|r| &r["row"]).zip(verdicts) {
        match verdict {
            Verdict::Same { child, candidate, .. } => println!("{row},{},auto,{},", id(child), candidate.probability),
            Verdict::Doubt(candidates) => candidates
                .iter()
                .for_each(|c| println!("{row},{},review,{},{}", id(c.child), c.probability, c.guards.join(" + ").replace(',', ";"))),
            Verdict::New => println!("{row},,new,0,"),
        }
    }
    Ok(())
}

fn records(path: &Path) -> Result<Vec<Record>, csv::Error> {
    csv::Reader::from_path(path)?.into_deserialize().collect()
}

/// `plain`: only names, date of birth and address, as the public sets have them.
fn identity(record: &Record, plain: bool) -> Identity {
    let text = |field: &str| record.get(field).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let several = |field: &str| text(field).map(|t| t.split('|').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    let mut identity = Identity {
        given: text("forename").unwrap_or_default(),
        family: text("surname").unwrap_or_default(),
        dob: text("dob").and_then(|d| d.parse().ok()),
        address: text("address"),
        postcode: text("postcode"),
        ..Identity::default()
    };
    if !plain {
        identity.other_names = several("aliases");
        identity.police_refs = [several("police_refs"), several("police_ref")].concat();
        identity.sex = text("sex").and_then(|s| Sex::from_code(&s));
    }
    identity
}
