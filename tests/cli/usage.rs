//! How the program is called: help, aliases, mistakes on the command line, exit statuses.

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use crate::support::{Folder, Form, ziping};

fn stdout(args: &[&str]) -> String {
    let output = ziping().args(args).assert().success().get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = stdout(&["--help"]);
    let listed = help.split_once("命令：\n").unwrap().1.split("\n\n").next().unwrap();
    let commands: Vec<String> =
        listed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(commands.contains(&"import".to_owned()), "{commands:?}");
    commands
}

#[test]
fn help_is_in_chinese() {
    insta::assert_snapshot!("help", stdout(&["--help"]));
    for command in commands() {
        let help = stdout(&[&command, "--help"]);
        for english in
            ["Usage", "Options", "Arguments", "Commands", "[default", "possible", "Print", "aliases"]
        {
            assert!(!help.contains(english), "{command}: {english} in\n{help}");
        }
        insta::assert_snapshot!(format!("help-{command}"), help);
    }
}

#[test]
fn every_command_has_its_chinese_name_and_an_example() {
    let in_order = |line: &str| -> (String, String) {
        let mut words = line.split_whitespace();
        let (name, about) = (words.next().unwrap(), words.next().unwrap());
        let chinese = about.strip_prefix('【').and_then(|about| about.split_once('】')).unwrap().0;
        (name.to_owned(), chinese.to_owned())
    };
    for command in commands() {
        let help = stdout(&[&command, "--help"]);
        let name = help.strip_prefix('【').and_then(|help| help.split_once('】')).unwrap().0;
        assert_eq!(stdout(&[name, "--help"]), help, "{command}");
        assert!(help.contains("例子："), "{command}");
    }
    // `ziping 模板 列出` was refused.
    let template = stdout(&["template", "--help"]);
    let inner = template.split_once("命令：\n").unwrap().1.split("\n\n").next().unwrap();
    for (name, chinese) in inner.lines().filter(|line| line.contains('【')).map(in_order) {
        let help = stdout(&["template", &name, "--help"]);
        assert_eq!(stdout(&["模板", &chinese, "--help"]), help, "{name}");
        assert!(help.contains("例子："), "{name}");
    }
}

/// They were taken for files that there are not.
#[test]
fn help_is_a_command_too() {
    for help in ["help", "帮助"] {
        assert_eq!(stdout(&[help]), stdout(&["--help"]));
        assert_eq!(stdout(&[help, "check"]), stdout(&["check", "--help"]));
        assert_eq!(stdout(&[help, "模板", "blank"]), stdout(&["template", "blank", "--help"]));
    }
    ziping().args(["help", "chek"]).assert().code(2).stderr(contains("没有“chek”这个命令。是不是 check？"));
}

#[test]
fn a_mistake_on_the_command_line_ends_with_2_and_says_what_to_write() {
    let mistakes: &[(&[&str], &str)] = &[
        (&[], "用法"),
        (&["check"], "缺少 <输入>"),
        (&["check", "--frmat", "json", "x"], "是不是 --format"),
        (&["check", "--format", "xml", "x"], "可写 text、json、sarif、csv"),
        (&["check", "x", "--jobs", "0"], "应是 1 至"),
        (&["check", "x", "--year", "二〇二一"], "四位数的年度"),
        (&["check", "x", "--level", "missing-required"], "规则=级别"),
        (&["check", "x", "--level", "missing-required=fatal"], "没有“fatal”这个级别"),
        (&["check", "x", "--select", "mising-required"], "是不是 missing-required"),
        (&["rules", "mising-required"], "是不是 missing-required"),
        (&["check", "没有这个文件夹"], "找不到 没有这个文件夹"),
        (&["chek", "x"], "是不是 ziping check"),
        (&["--year", "2021", "check", "x"], "--year 要写在命令后面"),
        (&["template", "lst"], "是不是 list"),
        (&["template", "show", "liwan-department-2020"], "是不是 liwan-department-2021"),
        (&["completions", "dos"], "可写 bash"),
        (&["check", "x", "--limits", "0"], "应是 1 至 1000 的整数"),
        // It was taken for an option that there is not.
        (&["check", "x", "--far-above", "-5"], "应是大于 0"),
        (&["check", "x", "--jobs", "-1"], "应是 1 至"),
        (&["summarize", "x", "-o", "y.xlsx", "--unit", "美元"], "亿元"),
    ];
    for (args, says) in mistakes {
        ziping().args(*args).assert().code(2).stdout("").stderr(contains(*says));
    }
}

#[test]
fn an_unknown_template_is_a_mistake() {
    let folder = Folder::new();
    Form::default().save(&folder.path("a.xlsx"));
    let check = || {
        let mut command = ziping();
        command.arg("check").arg(folder.path("a.xlsx")).arg("--template");
        command
    };
    check().arg("sichuan-projekt").assert().code(2).stderr(contains("是不是 sichuan-project"));
    check().arg("没有.toml").assert().code(2).stderr(contains("无法读取模板"));
    let broken = folder.file("坏.toml", b"id = ");
    check().arg(broken).assert().code(2).stderr(contains("第 1 行"));
}

#[test]
fn the_exit_status_of_check_tells_whether_something_must_go_back() {
    let folder = Folder::new();
    Form::default().save(&folder.path("好/a.xlsx"));
    Form::default().incomplete().save(&folder.path("缺/a.xlsx"));
    folder.file("坏/a.xlsx", b"PK\x03\x04broken");
    folder.file("空/说明.txt", b"text");
    let check = |inner: &str| ziping().arg("check").arg(folder.path(inner)).assert();
    check("好").code(0);
    check("缺").code(1).stdout(contains("missing-required"));
    check("坏").code(1);
    check("空").code(0).stdout(contains("另有 1 个文件不是工作簿"));
    std::fs::create_dir(folder.path("无")).unwrap();
    check("无").code(2).stderr(contains("没有文件"));
}

#[test]
fn run_ends_with_1_only_where_an_input_could_not_be_read() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("in/a.xlsx"));
    let run = || ziping().arg("run").arg(folder.path("in")).arg("-o").arg(folder.path("out")).assert();
    run().code(0);
    folder.file("in/坏.xlsx", b"PK\x03\x04broken");
    run().code(1);
    assert!(
        folder.names("out").contains(&"修正表/a.xlsx".to_owned()),
        "the other input is done all the same"
    );
}

#[test]
fn the_level_of_a_rule_can_be_set_for_a_run() {
    let folder = Folder::new();
    Form::default().incomplete().save(&folder.path("a.xlsx"));
    let check = |args: &[&str]| ziping().arg("check").arg(folder.path("a.xlsx")).args(args).assert();
    check(&["--level", "missing-required=warning"]).code(0).stdout(contains("需核实 1 处"));
    check(&["--level", "missing-required=off"]).code(0).stdout(contains("没有发现问题"));
    check(&["--ignore", "S"]).code(0);
    // A family's level, and before it that of one of its rules, in whatever order.
    check(&["--level", "S=off"]).code(0).stdout(contains("没有发现问题"));
    check(&["--level", "missing-required=error", "--level", "S=off"]).code(1);
    check(&["--select", "T,W"]).code(0);
    check(&["--select", "missing-required"]).code(1);
}

#[test]
fn files_without_a_subcommand_are_run_into_a_folder_beside_the_first() {
    let folder = Folder::new();
    Form::default().save(&folder.path("报送/a.xlsx"));
    ziping().arg(folder.path("报送/a.xlsx")).assert().code(0);
    assert_eq!(folder.names("报送/自评结果"), ["修正表/a.xlsx", "校验结果.json", "汇总表.xlsx"]);
}

#[test]
fn a_template_is_listed_shown_and_checked() {
    ziping().args(["template", "list"]).assert().success().stdout(contains("liwan-department-2021"));
    let text = stdout(&["template", "show", "liwan-department-2021"]);
    let folder = Folder::new();
    let own = folder.file("own.toml", text.as_bytes());
    ziping().args(["template", "check"]).arg(own).assert().success().stdout(contains("没有问题"));
    let broken = folder.file("broken.toml", format!("{text}\nnonsense\n").as_bytes());
    ziping().args(["template", "check"]).arg(broken).assert().code(1).stdout(contains("行"));
}

#[test]
fn a_rule_is_explained_in_full() {
    let text = stdout(&["rules", "S101"]);
    assert!(
        text.starts_with("missing-required") && text.contains("检查什么") && !text.contains('#'),
        "{text}"
    );
    assert!(stdout(&["rules"]).contains("missing-required"));
}

/// `ziping rules F` and `ziping rules 超支` were told that there is no such rule.
#[test]
fn rules_are_listed_by_family_and_by_a_word() {
    let family = stdout(&["rules", "F"]);
    assert!(family.contains("overspent") && !family.contains("missing-required"), "{family}");
    let titled = stdout(&["rules", "合计"]);
    assert!(titled.contains("total-mismatch") && titled.contains("weight-total"), "{titled}");
    assert!(stdout(&["rules", "超支"]).contains("overspent"));
    let one = stdout(&["rules", "indicator-unclear"]);
    assert!(one.contains("填“无”，“3项，其中2项延期”，或者裸数字"), "{one}");
}

#[test]
fn completions_and_schema_are_written() {
    assert!(stdout(&["completions", "bash"]).contains("ziping"));
    let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema"])).unwrap();
    assert_eq!(schema["title"], "FormRecord");
}

#[test]
fn a_draft_without_funds_says_so() {
    let draft = |file: &str| ziping().args(["template", "draft", file]).assert().code(0);
    let told = || contains("初稿里没有资金表");
    draft("fixtures/layouts/横竖颠倒_档案管理中心.xlsx").stderr(told());
    draft("fixtures/liwan-2021/01_信访局.xlsx").stderr(told().not());
}
