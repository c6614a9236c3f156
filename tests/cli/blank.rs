//! `template blank`.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use crate::support::{Folder, ziping};

const ID: &str = "liwan-department-2021";

#[test]
fn one_form_for_each_department_of_a_roster() {
    let folder = Folder::new();
    let roster = folder.file("名单.csv", "单位名称\n荔湾区信访局\n荔湾区财政局\n../区外\n".as_bytes());
    let blank = || {
        let mut command = ziping();
        command.args(["template", "blank", ID, "--year", "2024", "--departments"]).arg(&roster);
        command.arg("-o").arg(folder.path("out")).assert()
    };
    blank().code(0);
    assert_eq!(folder.names("out").len(), 3);
    assert_eq!(folder.names("").len(), 4, "nothing outside the folder");
    let exported = ziping().arg("export").arg(folder.path("out/荔湾区信访局.xlsx")).assert();
    exported.stdout(contains("\"department\":\"荔湾区信访局\",").and(contains("\"year\":2024")));
    // Once more is no harm; over a form that was filled in, it is.
    blank().code(0);
    std::fs::write(folder.path("out/荔湾区财政局.xlsx"), "填好的表").unwrap();
    blank().code(2).stderr(contains("不能覆盖"));
}

#[test]
fn lines_and_templates_that_are_none_are_told() {
    let folder = Folder::new();
    let blank = |args: &[&str]| {
        ziping().args(["template", "blank"]).args(args).arg("-o").arg(folder.path("a.xlsx")).assert().code(2)
    };
    blank(&["liwan-department"]).stderr(contains("是不是 liwan-department-2021？"));
    blank(&[ID, "--tasks", "0"]).stderr(contains("1 至 100"));
    blank(&[ID, "--indicators", "9999"]).stderr(contains("1 至 100"));
}
