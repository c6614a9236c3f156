//! What .xlsx gives.

use ziping::workbook::{
    CellError, CellRange, CellRef, Filter, Horizontal, LineKind, Orientation, Script, Underline, Value,
};

use crate::build::{cell, reading, rows, xlsx};

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn number(text: &str) -> Value {
    Value::from_number_text(text).unwrap()
}

#[test]
fn values_keep_the_digits_that_were_typed() {
    let book = reading(&rows(
        "<row r='1'><c r='A1'><v>843.65</v></c><c r='B1'><v>0.86506333375415604</v></c><c r='C1' t='b'><v>1</v></c>\
         <c r='D1' t='e'><v>#DIV/0!</v></c><c r='E1' t='str'><f>T(A1)</f><v>一_x000D_</v></c>\
         <c r='F1' t='d'><v>2021-12-31</v></c><c r='G1'><v>1E308</v></c><c r='H1'><v>NaN</v></c></row>",
    ))
    .unwrap();
    assert_eq!(cell(&book, "A1").value.number().unwrap().to_string(), "843.65");
    assert_eq!(cell(&book, "B1").value, number("0.865063333754156"));
    assert_eq!(cell(&book, "C1").value, Value::Bool(true));
    assert_eq!(cell(&book, "D1").value, Value::Error(CellError::Div0));
    assert_eq!(cell(&book, "E1").value, text("一\r"));
    assert_eq!(cell(&book, "F1").value, number("44561"));
    assert_eq!(cell(&book, "G1").value, Value::Unrepresentable(1e308));
    assert!(matches!(cell(&book, "H1").value, Value::Unrepresentable(n) if n.is_nan()));
}

#[test]
fn texts_come_shared_inline_and_in_runs() {
    let strings = "<sst><si><t xml:space='preserve'> 前后 </t></si>\
                   <si><r><t>预算</t></r><r><rPr><b/></rPr><t>完成率</t></r><rPh sb='0' eb='1'><t>ignored</t></rPh></si></sst>";
    let body = "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>\
                <c r='C1' t='inlineStr'><is><r><t>甲</t></r><r><t>乙</t></r></is></c>\
                <c r='D1' t='inlineStr'><v>1.0</v><is><t>01.</t></is></c></row></sheetData>";
    let book = reading(&xlsx(body, &[("xl/sharedStrings.xml", strings)])).unwrap();
    assert_eq!(cell(&book, "A1").value, text(" 前后 "));
    assert_eq!(cell(&book, "B1").value, text("预算完成率"));
    assert_eq!(cell(&book, "C1").value, text("甲乙"));
    assert_eq!(cell(&book, "D1").value, text("01."));
}

#[test]
fn shared_formulas_are_written_out_for_each_cell() {
    let book = reading(&rows(
        "<row r='6'><c r='G6'><f t='shared' ref='G6:G8' si='0'>E6/(C6+$D$6)</f><v>0.5</v></c></row>\
         <row r='7'><c r='G7'><f t='shared' si='0'/><v>0.6</v></c></row>\
         <row r='8'><c r='G8'><f>=SUM(G6:G7)</f></c></row>",
    ))
    .unwrap();
    assert_eq!(cell(&book, "G6").formula.as_deref(), Some("E6/(C6+$D$6)"));
    assert_eq!(cell(&book, "G7").formula.as_deref(), Some("E7/(C7+$D$6)"));
    assert_eq!(cell(&book, "G7").value, number("0.6"));
    assert_eq!(cell(&book, "G8").formula.as_deref(), Some("SUM(G6:G7)"));
    assert_eq!(cell(&book, "G8").value, Value::Empty);
}

#[test]
fn a_shared_formula_may_be_used_before_it_is_given() {
    let book = reading(&rows(
        "<row r='2'><c r='A2'><f t='shared' si='3'/></c></row><row r='1'><c r='A1'><f t='shared' si='3'>B1*2</f></c></row>",
    ))
    .unwrap();
    assert_eq!(cell(&book, "A2").formula.as_deref(), Some("B2*2"));
}

#[test]
fn rows_and_cells_without_addresses_follow_one_another_and_the_last_of_two_counts() {
    let book = reading(&rows(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>\
         <row r='2'><c r='B2'><v>4</v></c></row>",
    ))
    .unwrap();
    assert_eq!(cell(&book, "B1").value, number("2"));
    assert_eq!(cell(&book, "B2").value, number("4"));
}

#[test]
fn prefixes_of_namespaces_change_nothing() {
    let sheet = "<x:worksheet xmlns:x='s'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let book = reading(&xlsx("", &[("xl/worksheets/sheet1.xml", sheet)])).unwrap();
    assert_eq!(cell(&book, "A1").value, number("7"));
}

#[test]
fn rows_columns_and_sheets_may_be_hidden() {
    let body = "<cols><col min='2' max='16384' width='9' customWidth='1' hidden='1'/></cols>\
                <sheetData><row r='1'><c r='C1'><v>1</v></c></row>\
                <row r='2' hidden='1' ht='30' customHeight='1'/><row r='3' ht='20'/></sheetData>";
    let workbook = "<workbook xmlns:r='r'><sheets><sheet name='说明' state='veryHidden' r:id='rId1'/></sheets></workbook>";
    let book = reading(&xlsx(body, &[("xl/workbook.xml", workbook)])).unwrap();
    let sheet = &book.sheets[0];
    assert!(sheet.hidden);
    assert_eq!(sheet.hidden_rows.iter().copied().collect::<Vec<_>>(), [1]);
    assert_eq!(
        sheet.hidden_columns.iter().copied().collect::<Vec<_>>(),
        [1, 2],
        "up to the last used column"
    );
    assert_eq!(sheet.row_heights.get(&1), Some(&30.0));
    assert_eq!(sheet.row_heights.get(&2), None, "nobody set it");
    assert_eq!(sheet.column_widths.get(&1), Some(&9.0));
}

#[test]
fn merges_that_excel_would_not_accept_are_named() {
    let body = "<sheetData/><mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C3'/><mergeCell ref='A1:B2'/>\
                <mergeCell ref='D1'/><mergeCell ref='A9:XFD1048576'/></mergeCells>";
    let book = reading(&xlsx(body, &[])).unwrap();
    let sheet = &book.sheets[0];
    let range: CellRange = "A1:B2".parse().unwrap();
    assert_eq!(*sheet.merges, [range]);
    assert_eq!(sheet.refused_merges, ["B2:C3", "A9:XFD1048576"]);
    assert_eq!(sheet.merge_at(CellRef::new(1, 1)), Some(&range));
    assert_eq!(sheet.merge_at(CellRef::new(2, 2)), None);
}

#[test]
fn looks_are_resolved() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId='165' formatCode='0.0\"宗\"'/></numFmts>\
        <fonts><font><sz val='11'/><name val='宋体'/></font>\
        <font><b/><i val='0'/><u/><strike/><sz val='10.5'/><color theme='4' tint='-0.249977111117893'/><name val='仿宋'/></font></fonts>\
        <fills><fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill>\
        <fill><patternFill patternType='solid'><fgColor rgb='FFFFC000'/><bgColor indexed='64'/></patternFill></fill></fills>\
        <borders><border/><border><left style='thin'><color auto='1'/></left><right style='double'><color indexed='10'/></right></border></borders>\
        <cellStyleXfs><xf/></cellStyleXfs>\
        <cellXfs><xf numFmtId='0' fontId='0'/><xf numFmtId='165' fontId='1' fillId='2' borderId='1'>\
        <alignment horizontal='center' wrapText='1' textRotation='135'/><protection locked='0'/></xf><xf numFmtId='31'/></cellXfs>\
        <dxfs><dxf><font><b/></font></dxf></dxfs></styleSheet>";
    let body = "<sheetData><row r='1'><c r='A1' s='1'/><c r='B1' s='0'/><c r='C1' s='2'><v>44561</v></c></row></sheetData>";
    let book = reading(&xlsx(body, &[("xl/styles.xml", styles)])).unwrap();
    let style = book.style(&cell(&book, "A1")).clone();
    assert_eq!(style.number_format, "0.0\"宗\"");
    assert_eq!((style.font.name.as_str(), style.font.size), ("仿宋", 1_050));
    assert!(
        style.font.bold
            && !style.font.italic
            && style.font.underline == Underline::Single
            && style.font.strikethrough
    );
    assert_eq!(style.font.color, Some(0x2E_75B6));
    assert_eq!(style.fill, Some(0xFF_C000));
    assert_eq!((style.borders.left.kind, style.borders.left.color), (LineKind::Thin, None));
    assert_eq!((style.borders.right.kind, style.borders.right.color), (LineKind::Double, Some(0xFF_0000)));
    assert_eq!(style.alignment.horizontal, Horizontal::Center);
    assert_eq!(style.alignment.rotation, -45);
    assert!(style.alignment.wrap && style.unlocked);
    assert_eq!(book.sheets[0].cell(CellRef::new(0, 1)), None, "a plain empty cell is none");
    assert_eq!(ziping::workbook::shown_text(&book, &cell(&book, "C1")), "2021年12月31日");
}

#[test]
fn dates_of_1904_are_counted_from_1900_which_is_told_and_durations_are_left() {
    let workbook = "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='S' r:id='rId1'/></sheets></workbook>";
    let styles = "<styleSheet><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='46'/></cellXfs></styleSheet>";
    let body = "<sheetData><row r='1'><c r='A1' s='1'><v>43099</v></c><c r='B1' s='2'><v>1.5</v></c><c r='C1'><v>9</v></c></row></sheetData>";
    let book = reading(&xlsx(body, &[("xl/workbook.xml", workbook), ("xl/styles.xml", styles)])).unwrap();
    assert_eq!(cell(&book, "A1").value, number("44561"));
    assert_eq!(cell(&book, "B1").value, number("1.5"));
    assert_eq!(cell(&book, "C1").value, number("9"));
    let told = "1904 日期系统（改为 1900 日期系统，日期的序列值加 1462，显示的日期不变；S）：A1";
    assert_eq!(book.not_carried, [told]);
}

#[test]
fn comments_names_and_the_time_of_the_last_change() {
    let workbook = "<workbook xmlns:r='r'><sheets><sheet name='S' r:id='rId1'/></sheets><definedNames>\
                    <definedName name='预算数' localSheetId='0'>S!$C$6</definedName></definedNames></workbook>";
    let related =
        "<Relationships><Relationship Id='r1' Type='x/comments' Target='../comments1.xml'/></Relationships>";
    let comments = "<comments><commentList><comment ref='B2'><text><r><t>请核实</t></r></text></comment></commentList></comments>";
    let core = "<cp:coreProperties><dcterms:modified>2022-02-24T16:00:00+08:00</dcterms:modified></cp:coreProperties>";
    let book = reading(&xlsx(
        "<sheetData/><legacyDrawing r:id='r2'/>",
        &[
            ("xl/workbook.xml", workbook),
            ("xl/worksheets/_rels/sheet1.xml.rels", related),
            ("xl/comments1.xml", comments),
            ("docProps/core.xml", core),
        ],
    ))
    .unwrap();
    assert_eq!(book.sheets[0].comments.get(&CellRef::new(1, 1)).map(|c| c.text.as_str()), Some("请核实"));
    assert_eq!(book.defined_names[0].refers_to, "S!$C$6");
    assert_eq!(book.defined_names[0].sheet, Some(0));
    assert_eq!(book.modified, "2022-02-24T08:00:00Z".parse().ok());
}

#[test]
fn what_cannot_be_carried_over_is_named() {
    let related = "<Relationships><Relationship Id='r1' Type='x/drawing' Target='../drawings/drawing1.xml'/></Relationships>";
    let drawing = "<xdr:wsDr><xdr:pic/><xdr:pic/><xdr:graphicFrame/></xdr:wsDr>";
    let book = reading(&xlsx(
        "<sheetData/><dataValidations><dataValidation/></dataValidations><hyperlinks><hyperlink/><hyperlink/></hyperlinks><drawing r:id='r1'/>",
        &[("xl/worksheets/_rels/sheet1.xml.rels", related), ("xl/drawings/drawing1.xml", drawing)],
    ))
    .unwrap();
    let mut named = book.not_carried.clone();
    named.sort();
    assert_eq!(
        named,
        ["图片 2 处（自评表）", "图表 1 处（自评表）", "数据验证 1 处（自评表）", "超链接 2 处（自评表）"]
    );
}

#[test]
fn what_another_program_wrote_is_read_the_same() {
    let mut made = rust_xlsxwriter::Workbook::new();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0.00%");
    let sheet = made.add_worksheet().set_name("自评表").unwrap();
    sheet.write_string(0, 0, "部门名称").unwrap();
    sheet.write_number(1, 0, 843.65).unwrap();
    let formula = rust_xlsxwriter::Formula::new("A2/2").set_result("421.825");
    sheet.write_formula_with_format(2, 0, formula, &percent).unwrap();
    sheet.merge_range(4, 0, 5, 2, "合并", &percent).unwrap();
    let book = reading(&made.save_to_buffer().unwrap()).unwrap();
    assert_eq!(book.sheets[0].name, "自评表");
    assert_eq!(cell(&book, "A1").value, text("部门名称"));
    assert_eq!(cell(&book, "A2").value, number("843.65"));
    assert_eq!(cell(&book, "A3").formula.as_deref(), Some("A2/2"));
    assert_eq!(book.style(&cell(&book, "A3")).number_format, "0.00%");
    assert_eq!(*book.sheets[0].merges, ["A5:C6".parse().unwrap()]);
}

#[test]
fn frozen_panes_validations_and_runs_are_read() {
    let body = "<sheetViews><sheetView><pane xSplit='2' ySplit='5' topLeftCell='C6' state='frozen'/></sheetView></sheetViews>\
                <sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><r><rPr><b/></rPr><t>甲</t></r>\
                <r><t>乙</t></r></is></c></row></sheetData>\
                <dataValidations><dataValidation type='whole' operator='greaterThan' sqref='C6:C9 E6' allowBlank='1'>\
                <formula1>0</formula1></dataValidation>\
                <dataValidation type='list' sqref='D6'><formula1>[1]名单!$A$1:$A$9</formula1></dataValidation></dataValidations>";
    let strings = "<sst><si><r><t>预算</t></r><r><rPr><b/><color rgb='FFFF0000'/>\
         <rFont val='仿宋'/><sz val='16'/><vertAlign val='superscript'/></rPr><t>完成率</t></r></si></sst>";
    let book = reading(&xlsx(body, &[("xl/sharedStrings.xml", strings)])).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.frozen, Some(CellRef::new(5, 2)));
    let runs = |address: &str| -> Vec<(&str, bool)> {
        let runs = &sheet.rich_texts[&address.parse().unwrap()];
        runs.iter().map(|run| (run.text.as_str(), run.font.as_ref().is_some_and(|f| f.bold))).collect()
    };
    assert_eq!(runs("A1"), [("预算", false), ("完成率", true)]);
    assert_eq!(runs("B1"), [("甲", true), ("乙", false)]);
    let font = sheet.rich_texts[&CellRef::default()][1].font.as_ref().unwrap();
    assert_eq!((font.name.as_str(), font.size, font.script), ("仿宋", 1_600, Script::Superscript));
    assert_eq!((sheet.restrictions.len(), sheet.restrictions[0].ranges.len()), (1, 2));
    assert_eq!(book.not_carried, ["数据验证 1 处（自评表）"]);
}

#[test]
fn what_is_said_of_pages_for_someone_elses_view_is_not_the_sheets() {
    let body = "<sheetPr><pageSetUpPr fitToPage='1'/></sheetPr><sheetData/>\
                <customSheetViews><customSheetView><pageSetup paperSize='8'/><autoFilter ref='A1:B2'/>\
                <headerFooter><oddHeader>他人</oddHeader></headerFooter></customSheetView></customSheetViews>\
                <pageSetup paperSize='9' orientation='landscape' scale='70' fitToHeight='0' useFirstPageNumber='1' \
                 firstPageNumber='5'/>\
                <headerFooter><oddHeader>&amp;L&amp;G附件</oddHeader><firstHeader>首页</firstHeader></headerFooter>";
    let book = reading(&xlsx(body, &[])).unwrap();
    let page = book.sheets[0].page.clone().unwrap();
    assert_eq!((page.paper, page.orientation), (Some(9), Some(Orientation::Landscape)));
    assert_eq!((page.fit, page.scale, page.header.as_str()), (Some((1, 0)), Some(70), "&L附件"));
    assert_eq!(book.sheets[0].filter, Filter::default());
    let lost =
        ["起始页码 1 处（自评表）", "页眉页脚图片 1 处（自评表）", "首页或偶数页的页眉页脚 1 处（自评表）"];
    assert_eq!(book.not_carried, lost);
}

#[test]
fn nothing_is_lost_with_a_sheet_that_a_correction_replaces() {
    let workbook = "<workbook><workbookProtection lockStructure='1'/><sheets>\
                    <sheet name='校验意见' sheetId='1' r:id='rId1'/></sheets></workbook>";
    let body = "<sheetData/><hyperlinks><hyperlink ref='A1'/></hyperlinks>";
    let book = reading(&xlsx(body, &[("xl/workbook.xml", workbook)])).unwrap();
    assert_eq!(book.not_carried, ["工作簿保护"]);
}

#[test]
fn a_filter_that_may_hide_rows_is_noticed() {
    for (body, has_filter) in [
        ("<sheetData/><autoFilter ref='A1:B2'/>", true),
        ("<sheetPr filterMode='1'/><sheetData/>", true),
        ("<sheetPr filterMode='0'/><sheetData/>", false),
        ("<sheetData><row r='2' hidden='1'/></sheetData>", false),
    ] {
        assert_eq!(reading(&xlsx(body, &[])).unwrap().sheets[0].filter.may_hide_rows, has_filter, "{body}");
    }
}
