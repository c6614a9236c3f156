//! What .ods gives.

use ziping::workbook::{CellError, CellRef, Value, shown_text};

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
    assert_eq!(book.sheets[0].merges, ["B1:C2".parse().unwrap()]);
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
}

#[test]
fn deleted_cells_of_tracked_changes_are_none() {
    let body = "<table:tracked-changes><table:deletion><table:table-cell office:value-type='float' office:value='9'/></table:deletion></table:tracked-changes>\
        <table:table table:name='S'><table:table-row table:visibility='filter'><table:table-cell office:value-type='float' office:value='1'/></table:table-row></table:table>";
    let book = reading(&ods("", body)).unwrap();
    assert_eq!(book.sheets[0].cells.len(), 1);
    assert!(book.sheets[0].hidden_rows.contains(&0));
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
