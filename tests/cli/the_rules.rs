//! `rules check`, `explain` and `list`.

use super::*;

#[test]
fn a_rule_file_is_checked_with_its_line_and_the_likely_word() {
    let office = Office::new();
    let good = wayhome(&["rules", "check", concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules.toml")]);
    assert!(good.status.success());
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules.toml");
    let good: Value = serde_json::from_slice(&wayhome(&["--format", "json", "rules", "check", shipped]).stdout).unwrap();
    assert_eq!(good["ok"], json!(true));
    #[cfg(unix)]
    assert!(refusal(wayhome(&["rules", "check", "/dev/zero"]), &["rules", "check"]).contains("device or a pipe"));
    let rules = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/rules.toml")).unwrap();
    let line = 1 + rules.lines().position(|line| line.starts_with("when") && line.contains("age =")).unwrap();
    let bad = rules.lines().enumerate().map(|(n, text)| if n + 1 == line { text.replace("age =", "agee =") } else { text.into() });
    let bad = office.file("bad.toml", bad.collect::<Vec<String>>().join("\n"));
    let words = refusal(wayhome(&["rules", "check", bad.to_str().unwrap()]), &["rules", "check"]);
    assert!(words.contains("agee") && words.contains(&format!("line {line}")) && words.contains("did you mean"), "{words}");
    assert!(refusal(wayhome(&["rules", "check", "/nowhere.toml"]), &["rules", "check"]).contains("there is no such file"));
}

#[test]
fn a_band_is_explained_by_child_or_by_reference() {
    let office = Office::on_friday();
    let by_reference = office.json(&["rules", "explain", "MIS/26/1"]);
    assert_eq!(office.json(&["rules", "explain", "Nadia"]), by_reference);
    assert!(!by_reference["fired"].as_array().unwrap().is_empty());
    let words = office.run(&["rules", "explain", "C1"]);
    assert!(words.contains("Band: ") && words.contains("source: "), "{words}");
    assert!(office.refused(&["rules", "explain", "Nobody"]).contains("Nobody"));
    assert!(office.json(&["rules", "list"]).as_array().unwrap().len() >= 25, "at least 25 rules are shipped");
}
