//! How sheets are printed and shown.

use ziping::form::{Indicator, Located};
use ziping::workbook::{DefinedName, Margins, Orientation, Page, Properties, Sheet, View, Workbook};

use crate::desk::{Desk, at, rows, text};

/// A workbook with a second sheet, that is no form.
fn with_list() -> Desk {
    let mut desk = Desk::new();
    let mut list = Sheet { name: "明细 表".to_owned(), ..Sheet::default() };
    list.cells.entry(at("A1")).or_default().value = text("序号");
    desk.workbook.sheets.push(list);
    desk
}

fn names(workbook: &Workbook, name: &str) -> Vec<String> {
    let of_list = workbook.defined_names.iter().filter(|n| n.sheet == Some(1) && n.name == name);
    of_list.map(|n| n.refers_to.clone()).collect()
}

#[test]
fn a_list_is_printed_as_the_department_set_it_up() {
    let mut desk = with_list();
    let page = Page {
        paper: Some(8),
        orientation: Some(Orientation::Landscape),
        scale: Some(75),
        margins: Some(Margins { left: 0.4, right: 0.5, top: 1.0, bottom: 1.25, header: 0.2, footer: 0.25 }),
        header: "&L附件2&R&D".to_owned(),
        footer: "&C- &P -".to_owned(),
        centered_across: true,
        centered_down: true,
        gridlines: true,
        headings: true,
        black_and_white: true,
        draft: true,
        across_first: true,
        row_breaks: vec![20, 40],
        column_breaks: vec![5],
        ..Page::default()
    };
    desk.workbook.sheets[1].page = Some(Box::new(page.clone()));
    let name = |name: &str, refers_to: &str| DefinedName {
        name: name.to_owned(),
        sheet: Some(1),
        refers_to: refers_to.to_owned(),
    };
    desk.workbook.defined_names = vec![
        name("_xlnm.Print_Area", "'明细 表'!$A$1:$F$60"),
        name("_xlnm.Print_Titles", "'明细 表'!$A:$B,'明细 表'!$1:$2"),
    ];
    let corrected = desk.corrected();
    assert_eq!(corrected.sheets[1].page.as_deref(), Some(&page));
    assert_eq!(names(&corrected, "_xlnm.Print_Area"), ["'明细 表'!$A$1:$F$60"]);
    assert_eq!(names(&corrected, "_xlnm.Print_Titles"), ["'明细 表'!$A:$B,'明细 表'!$1:$2"]);
}

/// What broke: a form's print area was gone and its titles were others, and nothing said so.
#[test]
fn a_forms_print_area_is_kept_where_it_has_all_of_the_form() {
    let printed = |area: &str, has_indicators: bool| {
        let titles = "$1:$1";
        let mut desk = Desk::new();
        if has_indicators {
            let name = Some(Located::new("查阅人次".to_owned(), at("A7")));
            desk.form.indicators.push(Indicator { name, ..Indicator::default() });
            desk.form.labels.extend([at("A6"), at("B6"), at("C6")]);
        }
        let sheet = desk.sheet().name.clone();
        let name = |name: &str, cells: &str| DefinedName {
            name: name.to_owned(),
            sheet: Some(0),
            refers_to: format!("'{sheet}'!{cells}"),
        };
        desk.workbook.defined_names =
            vec![name("_xlnm.Print_Area", area), name("_xlnm.Print_Titles", titles)];
        let corrected = desk.corrected();
        let kept = corrected.defined_names.iter().any(|own| {
            own.sheet == Some(0) && own.name == "_xlnm.Print_Area" && own.refers_to.ends_with(area)
        });
        let told: Vec<String> = rows(&corrected, "校验意见")
            .into_iter()
            .flatten()
            .filter(|text| text.starts_with("打印"))
            .map(|text| text.replace(&sheet, "表"))
            .collect();
        (kept, told)
    };
    assert_eq!(printed("$A$1:$Z$200", false), (true, vec![]));
    // The heads of the indicators are what is repeated.
    let titles = "打印标题行（表）".to_owned();
    assert_eq!(printed("$A$1:$Z$200", true), (true, vec![titles.clone()]));
    assert_eq!(printed("$A$1:$C$3", true), (false, vec!["打印区域（表）".to_owned(), titles]));
}

#[test]
fn a_list_that_fits_itself_to_pages_still_does() {
    let mut desk = with_list();
    for fit in [(1, 0), (1, 1), (2, 3)] {
        desk.workbook.sheets[1].page = Some(Box::new(Page { fit: Some(fit), ..Page::default() }));
        assert_eq!(desk.corrected().sheets[1].page.as_ref().unwrap().fit, Some(fit));
    }
}

#[test]
fn what_no_workbook_can_hold_of_a_page_is_left_out() {
    let mut desk = with_list();
    let page = Page {
        header: "页".repeat(300),
        row_breaks: vec![u32::MAX, 3],
        column_breaks: vec![20_000],
        scale: Some(5),
        ..Page::default()
    };
    desk.workbook.sheets[1].page = Some(Box::new(page));
    let corrected = desk.corrected();
    let page = corrected.sheets[1].page.as_ref().unwrap();
    assert_eq!((page.header.as_str(), page.row_breaks.as_slice()), ("", &[3][..]));
    assert_eq!((&page.column_breaks, page.scale), (&Vec::new(), Some(10)));
}

/// The department's paper, its header and footer were lost with its sizes and margins, which are put in order.
#[test]
fn a_form_is_put_in_order_on_the_paper_that_the_department_chose() {
    let mut desk = Desk::new();
    desk.sheet().page = Some(Box::new(Page {
        paper: Some(8),
        orientation: Some(Orientation::Portrait),
        header: "&L附件1".to_owned(),
        footer: "&C荔湾区档案局".to_owned(),
        scale: Some(60),
        row_breaks: vec![2],
        ..Page::default()
    }));
    let corrected = desk.corrected();
    let page = corrected.sheets[0].page.as_ref().unwrap();
    assert_eq!((page.paper, page.orientation), (Some(8), Some(Orientation::Portrait)));
    assert_eq!(
        (page.header.as_str(), page.footer.as_str()),
        ("&L附件1", "&C荔湾区档案局&R第 &P 页，共 &N 页")
    );
    assert_eq!((page.fit, page.scale, page.row_breaks.len()), (Some((1, 0)), None, 0));
}

#[test]
fn sheets_are_shown_as_they_were() {
    let mut desk = with_list();
    let view = View {
        tab_color: Some(0x00FF_0000),
        very_hidden: true,
        zoom: 85,
        hides_gridlines: true,
        hides_zeros: true,
        right_to_left: true,
    };
    desk.workbook.sheets[1].view = view;
    desk.workbook.sheets[1].hidden = true;
    let corrected = desk.corrected();
    assert!(corrected.sheets[1].hidden);
    assert_eq!(corrected.sheets[1].view, view);
    assert_eq!(corrected.sheets[0].view, View::default());
}

#[test]
fn a_workbook_says_of_itself_what_it_said() {
    let mut desk = Desk::new();
    assert_eq!(desk.corrected().properties.unwrap().author, "自评", "where it names nobody");
    let properties = Properties {
        title: "自评表".to_owned(),
        subject: "绩效 & 评价".to_owned(),
        author: "张三".to_owned(),
        keywords: "预算;绩效".to_owned(),
        category: "财政".to_owned(),
        comments: "区财政局统一格式".to_owned(),
    };
    desk.workbook.properties = Some(Box::new(properties.clone()));
    let corrected = desk.corrected();
    assert_eq!(corrected.properties.as_deref(), Some(&properties));
    assert_eq!(corrected.modified, desk.workbook.modified);
}
