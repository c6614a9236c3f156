//! What the reader of TOML has against a file, in the words of someone who fills in a template or a `ziping.toml` and
//! reads no English.

/// What is wrong, in words; what is in Chinese already says the program itself.
pub(crate) fn in_words(message: &str) -> String {
    if !message.is_ascii() && !is_of_serde(message) {
        return message.to_owned();
    }
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") {
        format!("没有“{quoted}”这一项{}", known(message))
    } else if message.starts_with("unknown variant") {
        format!("没有“{quoted}”这个值{}", known(message))
    } else if message.starts_with("missing field") {
        format!("缺少 {quoted}")
    } else if message.starts_with("duplicate key") {
        "这一项写了两次".to_owned()
    } else if message.starts_with("invalid value: integer") || message.contains("as i128") {
        "这个数太大或太小".to_owned()
    } else if message.starts_with("invalid type") {
        "值的类型不对：文字要加英文引号，数字不加，列表要加方括号".to_owned()
    } else if message.contains("recurs") {
        "括号套得太深".to_owned()
    } else {
        syntax(message).to_owned()
    }
}

/// serde quotes what somebody wrote, which may be Chinese.
fn is_of_serde(message: &str) -> bool {
    ["unknown ", "missing ", "duplicate ", "invalid "].iter().any(|start| message.starts_with(start))
}

/// What may stand there: the names behind `expected`.
fn known(message: &str) -> String {
    let names = message.split_once("expected ").map_or("", |(_, names)| names);
    let names: Vec<String> = names.split('`').skip(1).step_by(2).map(|name| format!("“{name}”")).collect();
    if names.is_empty() { String::new() } else { format!("，可写{}", names.join("、")) }
}

/// What is no TOML at all.
fn syntax(message: &str) -> &'static str {
    const WORDS: &[(&str, &str)] = &[
        (
            "string values must be quoted",
            "等号后面没有值，或写法不对：文字要加英文引号，数字不带单位，不用的这一行请删去",
        ),
        ("invalid unquoted key", "名字都是英文，写成 名字 = 值"),
        ("unquoted keys cannot be empty", "等号前面没有名字，应写成 名字 = 值"),
        ("key with no value", "缺少等号，应写成 名字 = 值"),
        ("unclosed", "方括号没有成对"),
        ("invalid basic string", "引号没有成对"),
        ("invalid literal string", "引号没有成对"),
        ("missing comma", "列表的各项之间缺少英文逗号"),
        ("unicode value digits", "双引号里不能直接写反斜杠，路径请用 / 分隔"),
        ("escape", "双引号里不能直接写反斜杠，路径请用 / 分隔"),
    ];
    let found = WORDS.iter().find(|(english, _)| message.contains(english));
    found.map_or("写法不对，每一行应写成 名字 = 值", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::in_words;

    /// They were shown as the library words them.
    #[test]
    fn whatever_is_wrong_is_told_in_chinese() {
        for text in [
            "a =",
            "a = x",
            "a = [",
            "[a",
            "a",
            "a: 1",
            "a = \"x",
            "a = 'x",
            "a = 20_",
            "a = 2021年",
            "= 3",
            "a = [1 2]",
            "a = \"C:\\Users\"",
            "[[a]",
            "a = {",
            "a = 1 2",
            "a = 30%",
            "年度 = 1",
            "a = “x”",
        ] {
            let error = toml::from_str::<toml::Table>(text).unwrap_err();
            let words = in_words(error.message());
            assert!(!words.contains("expected") && words.contains(|c| c > '\u{2E80}'), "{text}: {words}");
        }
    }

    #[test]
    fn what_may_stand_there_is_listed_as_chinese_is_written() {
        let message = "unknown variant `rigth`, expected one of `right`, `below`";
        assert_eq!(in_words(message), "没有“rigth”这个值，可写“right”、“below”");
        let message = "unknown field `年度`, expected `year` or `template`";
        assert_eq!(in_words(message), "没有“年度”这一项，可写“year”、“template”");
        assert_eq!(in_words("没有名为“x”的规则"), "没有名为“x”的规则");
    }
}
