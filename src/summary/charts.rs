//! The charts of 总览: native Excel charts over the cells beside them.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartPoint, ChartSolidFill, Color,
};

use super::formats::palette;
use super::sheets::OVERVIEW;

/// Cells of 总览: first row, last row, column; from zero.
pub(super) type Cells = (u32, u32, u16);

/// The shares of the verdicts, as a pie.
pub(super) fn verdict_pie(names: Cells, counts: Cells) -> Chart {
    // The inks of the verdicts, lightened: a pie of full colours would shout.
    let colours: [u32; 5] = [0x7F_B0_84, 0xD9_81_7A, 0xE8_B9_5B, 0x7F_A8_D1, 0xBD_BD_BD];
    let points = colours.map(|colour| ChartPoint::new().set_format(fill(colour).set_border(&white_line())));
    let mut label = ChartDataLabel::new();
    label
        .show_percentage()
        .set_font(&font(9))
        // Narrow slices beside each other would have their labels on top of each other; the table has their shares.
        .set_num_format("[>=0.05]0.0%;;")
        .set_position(ChartDataLabelPosition::OutsideEnd);
    let mut chart = Chart::new_pie();
    chart
        .add_series()
        .set_categories((OVERVIEW, names.0, names.2, names.1, names.2))
        .set_values((OVERVIEW, counts.0, counts.2, counts.1, counts.2))
        .set_points(&points)
        .set_data_label(&label);
    chart.legend().set_position(ChartLegendPosition::Right).set_font(&font(9));
    titled(chart, "指标完成情况")
}

/// Rates by department, the first at the top.
pub(super) fn rate_bars(title: &str, names: Cells, rates: Cells) -> Chart {
    let mut chart = bars(names, rates, palette::BAR, "0.0%");
    chart.x_axis().set_num_format("0%").set_min(0);
    titled(chart, title)
}

/// How often each fault was found, the most frequent at the top.
pub(super) fn fault_bars(names: Cells, counts: Cells) -> Chart {
    let mut chart = bars(names, counts, 0xC9_7B_63, "#,##0");
    chart.x_axis().set_num_format("#,##0").set_min(0);
    titled(chart, "常见问题（处）")
}

fn bars(names: Cells, values: Cells, colour: u32, numbers: &str) -> Chart {
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_num_format(numbers)
        .set_font(&font(8))
        .set_position(ChartDataLabelPosition::OutsideEnd);
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_categories((OVERVIEW, names.0, names.2, names.1, names.2))
        .set_values((OVERVIEW, values.0, values.2, values.1, values.2))
        .set_format(&mut fill(colour))
        .set_gap(45)
        .set_data_label(&label);
    chart.legend().set_hidden();
    // The vertical axis of a bar chart, which has the categories, is this library's y axis.
    chart.y_axis().set_reverse().set_font(&font(8)).set_major_gridlines(false);
    chart
        .x_axis()
        .set_font(&font(8))
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xE3_E6_EA)));
    chart
}

fn titled(mut chart: Chart, title: &str) -> Chart {
    let mut large = font(11);
    large.set_bold().set_color(Color::RGB(palette::INK));
    chart.title().set_name(title).set_font(&large).set_overlay(false);
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_border(ChartLine::new().set_color(Color::RGB(palette::LINE))));
    chart
}

fn fill(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)));
    format
}

fn white_line() -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0xFF_FF_FF)).set_width(1.0);
    line
}

fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(size);
    font
}
