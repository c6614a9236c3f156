//! What .ods gives.

use ziping::workbook::{CellError, CellRef, Comment, LineKind, Orientation, Underline, Value, shown_text};

use crate::build::{cell, ods, ods_with, reading};

#[test]
fn values_shown_texts_formulas_and_merges() {
    let styles = "<number:percentage-style style:name='N11'><number:number number:decimal-places='2' number:min-integer-digits='1'/>\
        <number:text>%</number:text></number:percentage-style>\
        <style:style style:name='ce1' style:family='table-cell' style:data-style-name='N11'>\
        <style:table-cell-properties fo:border='0.74pt solid #000000' fo:wrap-option='wrap'/>\
        <style:text-properties fo:font-weight='bold'/></style:style>";
    let body = "<table:table table:name='自评表'><table:table-column table:number-columns-repeated='16384'/>\
        <table:table-row><table:table-cell office:value-type='percentage' office:value='0.86508' table:style-name='ce1'\
        table:formula='of:=[.E5]/([.C5]+[.D5])'><text:p>86.51%</text:p></table:table-cell>\
        <table:table-cell office:value-type='string' table:number-columns-spanned='2' table:number-rows-spanned='2'>\
        <office:annotation><text:p>批注</text:p></office:annotation><text:p>一<text:s text:c='2'/>二</text:p><text:p>三</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell office:value-type='string' calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>\
        <table:table-cell office:value-type='date' office:date-value='2021-12-31'><text:p>2021年12月31日</text:p></table:table-cell></table:table-row>\
        </table:table>";
    let book = reading(&ods(styles, body)).unwrap();
    let rate = cell(&book, "A1");
    assert_eq!(rate.value, Value::from_number_text("0.86508").unwrap());
    assert_eq!(rate.formula.as_deref(), Some("E5/(C5+D5)"));
    assert_eq!(shown_text(&book, &rate), "86.51%");
    let look = book.style(&rate);
    assert_eq!(look.number_format, "0.00%");
    assert!(look.font.bold && look.alignment.wrap);
    assert_eq!(cell(&book, "B1").value, Value::Text("一  二\n三".into()));
    assert_eq!(book.sheets[0].comments.get(&CellRef::new(0, 1)).map(|c| c.text.as_str()), Some("批注"));
    assert_eq!(*book.sheets[0].merges, ["B1:C2".parse().unwrap()]);
    assert_eq!(cell(&book, "D1").value, Value::Error(CellError::Div0));
    assert_eq!(cell(&book, "E1").value, Value::from_number_text("44561").unwrap());
}

#[test]
fn repeated_cells_and_rows_are_written_out_and_empty_ones_cost_nothing() {
    let body = "<table:table table:name='S'><table:table-row table:number-rows-repeated='2'>\
        <table:table-cell table:number-columns-repeated='3' office:value-type='float' office:value='1'><text:p>1</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated='16381'/></table:table-row>\
        <table:table-row table:number-rows-repeated='1048574' table:visibility='collapse'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>";
    let book = reading(&ods("", body)).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 6);
    assert!(book.sheets[0].hidden_rows.is_empty(), "nothing is hidden below the last used row");
    assert!(!book.sheets[0].filter.may_hide_rows);
}

#[test]
fn deleted_cells_of_tracked_changes_are_none() {
    let body = "<table:tracked-changes><table:deletion><table:table-cell office:value-type='float' office:value='9'/></table:deletion></table:tracked-changes>\
        <table:table table:name='S'><table:table-row table:visibility='filter'><table:table-cell office:value-type='float' office:value='1'/></table:table-row></table:table>";
    let book = reading(&ods("", body)).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 1);
    assert!(book.sheets[0].hidden_rows.contains(&0) && book.sheets[0].filter.may_hide_rows);
}

#[test]
fn rows_and_columns_that_stay_in_sight_are_those_of_their_sheet() {
    let item = |name: &str, value: u32| {
        format!("<config:config-item config:name='{name}'>{value}</config:config-item>")
    };
    let view = |sheet: &str, mode: u32| {
        let items = [
            ("HorizontalSplitMode", mode),
            ("VerticalSplitMode", 2),
            ("HorizontalSplitPosition", 2),
            ("VerticalSplitPosition", 5),
        ];
        let items: String = items.into_iter().map(|(name, value)| item(name, value)).collect();
        format!("<config:config-item-map-entry config:name='{sheet}'>{items}</config:config-item-map-entry>")
    };
    let settings = format!(
        "<office:document-settings><config:config-item-map-indexed config:name='Views'><config:config-item-map-entry>\
         <config:config-item-map-named config:name='Tables'>{}{}{}</config:config-item-map-named>{}\
         </config:config-item-map-entry></config:config-item-map-indexed></office:document-settings>",
        view("无此表", 2),
        view("自评表", 2),
        view("说明", 1),
        item("HorizontalSplitPosition", 9),
    );
    let table = |name: &str| format!("<table:table table:name='{name}'><table:table-row/></table:table>");
    let body = [table("说明"), table("自评表"), table("名单")].concat();
    let book = reading(&ods_with("", &body, &[("settings.xml", &settings)])).unwrap();
    let frozen: Vec<Option<CellRef>> = book.sheets.iter().map(|sheet| sheet.frozen).collect();
    assert_eq!(frozen, [Some(CellRef::new(5, 0)), Some(CellRef::new(5, 2)), None]);
}

/// A figure shown in millions once lost its factor, one whose format depends on its size the condition, and one in hours
/// began anew after a day.
#[test]
fn formats_show_the_figure_that_they_showed() {
    let number = |attributes: &str, inside: &str| {
        format!(
            "<number:number number:decimal-places='1' number:min-integer-digits='1' {attributes}>{inside}</number:number>"
        )
    };
    let text = |words: &str| format!("<number:text>{words}</number:text>");
    let map = |condition: &str, style: &str| {
        format!("<style:map style:condition='value(){condition}' style:apply-style-name='{style}'/>")
    };
    let style = |kind: &str, name: &str, more: &str, inside: &str| {
        format!(
            "<number:{kind} style:name='{name}' {more}>{inside}</number:{kind}>\
             <style:style style:name='c{name}' style:family='table-cell' style:data-style-name='{name}'/>"
        )
    };
    let grouped = number("number:grouping='true' number:display-factor='1000000'", "");
    let embedded = number("", "<number:embedded-text number:position='1'>.</number:embedded-text>");
    let clock = "<number:hours/><number:text>:</number:text><number:minutes number:style='long'/>";
    let fraction = "<number:fraction number:min-integer-digits='0' number:min-numerator-digits='1' \
                    number:min-denominator-digits='2'/>";
    let plain = "<number:number number:min-integer-digits='1'/>";
    let styles = [
        style("number-style", "A", "", &(grouped + &text("百万"))),
        style("number-style", "B0", "", &(number("", "") + &text("万元"))),
        style("number-style", "B", "", &(text("元") + &map("&gt;=10000", "B0"))),
        style("number-style", "C", "", &(number("", "") + &map("&gt;=0", "B0"))),
        style("time-style", "D", "number:truncate-on-overflow='false'", clock),
        style("number-style", "E", "", fraction),
        style("number-style", "F", "number:transliteration-format='一'", plain),
        style("number-style", "G", "", &embedded),
    ];
    let cell_of = |name: &&str| {
        format!("<table:table-cell table:style-name='c{name}' office:value-type='float' office:value='1'/>")
    };
    let cells = ["A", "B", "C", "D", "E", "F", "G"].iter().map(cell_of).collect::<Vec<_>>().concat();
    let body =
        format!("<table:table table:name='表'><table:table-row>{cells}</table:table-row></table:table>");
    let book = reading(&ods(&styles.concat(), &body)).unwrap();
    let code = |at: &str| book.style(&cell(&book, at)).number_format.clone();
    assert_eq!(code("A1"), "#,##0.0,,\"百万\"");
    assert_eq!(code("B1"), "[>=10000]0.0\"万元\";\"元\"");
    assert_eq!(code("C1"), "0.0\"万元\";0.0");
    assert_eq!(code("D1"), "[h]:mm");
    assert_eq!(code("E1"), "# ?/??");
    assert_eq!(code("F1"), "[DBNum1][$-804]General");
    assert_eq!(code("G1"), "\".\"0.0");
}

#[test]
fn what_an_ods_loses_is_told_and_what_its_styles_say_is_kept() {
    let styles = "<style:style style:name='ta1' style:family='table'>\
                    <style:table-properties table:tab-color='#ff0000'/></style:style>\
                  <style:style style:name='ce1' style:family='table-cell'>\
                    <style:table-cell-properties style:direction='ttb' style:diagonal-tl-br='0.74pt solid #000000' \
                     style:cell-protect='protected formula-hidden'/>\
                    <style:paragraph-properties fo:margin-left='20pt'/>\
                    <style:text-properties style:text-underline-style='solid' style:text-underline-type='double'/>\
                  </style:style>";
    let body = "<table:table table:name='表' table:style-name='ta1' table:protected='true'>\
                  <table:table-row><table:table-cell table:style-name='ce1' office:value-type='string'>\
                  <text:p>项目</text:p></table:table-cell></table:table-row>\
                  <calcext:conditional-formats><calcext:conditional-format/></calcext:conditional-formats>\
                </table:table>";
    let book = reading(&ods(styles, body)).unwrap();
    assert_eq!(book.not_carried, ["工作表保护 1 处（表）", "条件格式 1 处（表）"]);
    assert_eq!(book.sheets[0].view.tab_color, Some(0x00FF_0000));
    let style = book.style(&cell(&book, "A1")).clone();
    assert_eq!((style.alignment.rotation, style.alignment.indent), (255, 2));
    assert_eq!((style.borders.diagonal.kind, style.borders.falls), (LineKind::Thin, true));
    assert_eq!((style.font.underline, style.hides_formula, style.unlocked), (Underline::Double, true, false));
}

#[test]
fn pages_of_sheets_are_read() {
    let styles = "<office:document-styles><office:automatic-styles><style:page-layout style:name='pm1'>\
                    <style:page-layout-properties fo:page-width='42cm' fo:page-height='29.7cm' fo:margin-left='1in' \
                     style:print-orientation='landscape' style:scale-to-X='1' style:table-centering='both'/>\
                  </style:page-layout></office:automatic-styles><office:master-styles>\
                  <style:master-page style:name='页' style:page-layout-name='pm1'>\
                    <style:header><style:region-left><text:p>附件1 &amp; 2</text:p></style:region-left></style:header>\
                    <style:header-left style:display='false'><text:p>偶数页</text:p></style:header-left>\
                    <style:footer><text:p>第 <text:page-number>1</text:page-number> 页</text:p></style:footer>\
                  </style:master-page></office:master-styles></office:document-styles>";
    let own = "<style:style style:name='ta1' style:family='table' style:master-page-name='页'/>";
    let row =
        "<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row>";
    let body = format!(
        "<table:table table:name='明细 表' table:style-name='ta1' \
          table:print-ranges=\"$'明细 表'.$A$1:$'明细 表'.$F$60 $'明细 表'.$H$1:$'明细 表'.$I$9\">\
         <table:table-header-rows>{row}{row}</table:table-header-rows>{row}</table:table>"
    );
    let book = reading(&ods_with(own, &body, &[("styles.xml", styles)])).unwrap();
    let page = book.sheets[0].page.clone().unwrap();
    assert_eq!(
        (page.paper, page.orientation, page.fit),
        (Some(8), Some(Orientation::Landscape), Some((1, 0)))
    );
    assert_eq!((page.header.as_str(), page.footer.as_str()), ("&L附件1 && 2", "&C第 &P 页"));
    assert_eq!(page.margins.map(|margins| margins.left), Some(1.0));
    assert!(page.centered_across && page.centered_down);
    let names: Vec<(&str, &str)> =
        book.defined_names.iter().map(|name| (name.name.as_str(), name.refers_to.as_str())).collect();
    let areas = "'明细 表'!$A$1:$F$60,'明细 表'!$H$1:$I$9";
    assert_eq!(names, [("_xlnm.Print_Area", areas), ("_xlnm.Print_Titles", "$1:$2")]);
}

#[test]
fn comments_have_their_authors() {
    let body = "<table:table table:name='表'><table:table-row><table:table-cell office:value-type='float' office:value='1'>\
                <office:annotation office:display='true'><dc:creator>张三</dc:creator><dc:date>2022-03-01</dc:date>\
                <text:p>请</text:p><text:p>核实</text:p></office:annotation></table:table-cell></table:table-row></table:table>";
    let book = reading(&ods("", body)).unwrap();
    let comment = Comment {
        text: "请\n核实".to_owned(),
        author: "张三".to_owned(),
        visible: true,
        ..Comment::default()
    };
    assert_eq!(book.sheets[0].comments.get(&CellRef::new(0, 0)), Some(&comment));
}

/// A name was cut by its characters, and one of rare ones left out later, because the writer counts these twice.
#[test]
fn a_long_name_of_a_comments_author_is_cut_to_what_can_be_written() {
    for (character, kept) in [('张', 52), ('𠮷', 26)] {
        let author = character.to_string().repeat(60);
        let body = format!(
            "<table:table table:name='表'><table:table-row><table:table-cell office:value-type='float' office:value='1'>\
             <office:annotation><dc:creator>{author}</dc:creator><text:p>请核实</text:p></office:annotation>\
             </table:table-cell></table:table-row></table:table>"
        );
        let book = reading(&ods("", &body)).unwrap();
        let comment = book.sheets[0].comments.get(&CellRef::new(0, 0)).unwrap();
        assert_eq!(comment.author.chars().count(), kept);
    }
}
