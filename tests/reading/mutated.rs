//! Valid workbooks with bytes changed: whatever comes of them, it is an outcome and no panic.

use proptest::prelude::*;
use ziping::workbook::{Limits, read, shown_text};

use crate::build::{compound, formula, number, ods, record, words, xls_stream, xlsb, xlsx, zip};
use crate::xlsb::{looks, sheet as binary_sheet};

fn sheet() -> String {
    "<cols><col min='1' max='3' width='9' hidden='1'/></cols><sheetData><row r='1' ht='20' customHeight='1'>\
     <c r='A1' s='1' t='s'><v>0</v></c><c r='B1'><f t='shared' ref='B1:B2' si='0'>A1/2</f><v>0.5</v></c></row>\
     <row r='2' hidden='1'><c r='B2' t='str'><f t='shared' si='0'/><v>_x000D_&amp;</v></c></row></sheetData>\
     <mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='D4:E9'/></mergeCells>"
        .to_owned()
}

fn styles() -> &'static str {
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.00%;[Red]-0'/></numFmts><fonts><font><b/><color theme='3' tint='0.5'/></font></fonts>\
     <fills><fill><patternFill patternType='solid'><fgColor rgb='FF00FF00'/></patternFill></fill></fills><borders><border><left style='thin'/></border></borders>\
     <cellXfs><xf/><xf numFmtId='164' fontId='0' fillId='0' borderId='0'><alignment textRotation='90' indent='1'/></xf></cellXfs></styleSheet>"
}

fn spreadsheet() -> String {
    "<table:table table:name='S'><table:table-column table:number-columns-repeated='3' table:visibility='collapse'/>\
     <table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2' table:number-columns-spanned='2' \
     table:number-rows-spanned='2' office:value-type='percentage' office:value='0.5' table:formula='of:=[.A1]/[$S.B2:.C3]'>\
     <text:p>50<text:s text:c='3'/>%</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
        .to_owned()
}

fn stream() -> Vec<u8> {
    let look = record(0x00E0, &[words(&[0, 10, 1]), vec![0x20, 0, 0, 0], vec![0; 10]].concat());
    let font = record(0x0031, &[words(&[200, 0, 8, 700, 0]), vec![0, 0, 0, 0, 2, 0, b'A', b'B']].concat());
    let format = record(0x041E, &[words(&[164, 4]), vec![0], b"0.0%".to_vec()].concat());
    let strings = record(
        0x00FC,
        &[vec![1, 0, 0, 0, 1, 0, 0, 0], words(&[2]), vec![1], words(&[0x9884, 0x7B97])].concat(),
    );
    let tokens = [
        vec![0x44],
        words(&[0, 0xC000]),
        vec![0x25],
        words(&[0, 2, 0xC000, 0xC001]),
        vec![0x22, 1, 4, 0, 0x06],
    ]
    .concat();
    let points = [vec![0x01], words(&[1, 1])].concat();
    let shared = record(
        0x04BC,
        &[words(&[1, 2]), vec![1, 1, 0, 2], words(&[5]), vec![0x4C], words(&[0, 0xC0FF])].concat(),
    );
    xls_stream(
        &[font, format, look.clone(), look, strings],
        &[
            record(0x00FD, &[words(&[0, 0, 0]), vec![0; 4]].concat()),
            number(0, 1, 1, 0.5),
            formula(0, 2, 1.0, &tokens),
            formula(1, 1, 1.0, &points),
            shared,
            record(0x00BE, &words(&[4, 0, 1, 1, 1])),
            record(0x00E5, &words(&[1, 0, 1, 0, 2])),
            record(0x0208, &words(&[3, 0, 1, 600, 0, 0, 0x60, 0])),
            record(0x007D, &words(&[1, 1, 2_560, 0, 1, 0])),
        ],
    )
}

/// Bytes to change: where (as a share of the whole) and into what.
fn changes() -> impl Strategy<Value = Vec<(f64, u8)>> {
    prop::collection::vec((0.0..1.0, any::<u8>()), 1..12)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place"
)]
fn changed(mut bytes: Vec<u8>, changes: &[(f64, u8)]) -> Vec<u8> {
    for (place, byte) in changes {
        let at = (bytes.len() as f64 * place) as usize;
        if let Some(slot) = bytes.get_mut(at) {
            *slot = *byte;
        }
    }
    bytes
}

/// Reads under tight limits, and looks at everything that came of it.
fn survives(bytes: &[u8]) {
    let limits = Limits { unpacked_bytes: 8 << 20, cells: 50_000, text_bytes: 8 << 20, ..Limits::default() };
    if let Ok(book) = read(bytes, &limits) {
        for sheet in &book.sheets {
            for (at, cell) in &sheet.cells {
                let _ = (shown_text(&book, cell), sheet.merge_at(*at), sheet.is_hidden(*at));
            }
        }
    }
}

/// Changes files of the folder `ZIPING_SOAK`, again and again: `ZIPING_SOAK=fixtures cargo test -- --ignored soak`.
#[test]
#[ignore = "takes minutes, and needs a folder of workbooks"]
fn soak() {
    let folder = std::env::var_os("ZIPING_SOAK").unwrap();
    let files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|f| std::fs::read(f.unwrap().path()).unwrap()).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    let rounds = std::env::var("ZIPING_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    for _ in 0..rounds {
        let mut bytes = files[random(files.len())].clone();
        for _ in 0..=random(20) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = u8::try_from(random(256)).unwrap(),
                1 => bytes[at] ^= 1 << random(8),
                2 => bytes[at..].iter_mut().take(4).for_each(|b| *b = 0xFF),
                _ => bytes.truncate(bytes.len() - random(bytes.len() / 8)),
            }
        }
        survives(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn xlsx_with_bytes_changed(changes in changes()) {
        let strings = [("xl/sharedStrings.xml", "<sst><si><t>预算</t></si></sst>"), ("xl/styles.xml", styles())];
        survives(&changed(xlsx(&sheet(), &strings), &changes));
    }

    #[test]
    fn a_worksheet_with_bytes_changed(changes in changes()) {
        let text = String::from_utf8_lossy(&changed(sheet().into_bytes(), &changes)).into_owned();
        let styles = String::from_utf8_lossy(&changed(styles().into(), &changes)).into_owned();
        survives(&xlsx(&text, &[("xl/sharedStrings.xml", "<sst><si><t>预算</t></si></sst>"), ("xl/styles.xml", &styles)]));
    }

    #[test]
    fn ods_with_bytes_changed(changes in changes()) {
        survives(&changed(ods("", &spreadsheet()), &changes));
        let text = String::from_utf8_lossy(&changed(spreadsheet().into_bytes(), &changes)).into_owned();
        survives(&ods("", &text));
    }

    #[test]
    fn xls_with_bytes_changed(changes in changes()) {
        survives(&compound(&[("/Workbook", &changed(stream(), &changes))]));
        survives(&changed(compound(&[("/Workbook", &stream())]), &changes));
    }

    #[test]
    fn xlsb_with_bytes_changed(changes in changes()) {
        survives(&xlsb(&[changed(looks().concat(), &changes)], &[changed(binary_sheet().concat(), &changes)]));
    }

    #[test]
    fn files_cut_anywhere(share in 0.0..1.0_f64) {
        for whole in [xlsx(&sheet(), &[]), ods("", &spreadsheet()), compound(&[("/Workbook", &stream())]), zip(&[("a", "b")])] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
            let end = (whole.len() as f64 * share) as usize;
            survives(&whole[..end]);
        }
    }

    #[test]
    fn any_bytes_at_all(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survives(&bytes);
    }
}
