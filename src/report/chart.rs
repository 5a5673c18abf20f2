//! Charts for HTML: inline SVG, drawn by the file itself, nothing loaded. Whoever listens hears the title and what each point is;
//! lines differ by dashes and marks as well as colour, bars carry their value in words.

use super::html::escaped;
use std::fmt::Write;

/// What is drawn. Nothing is drawn of a point that has no number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plot {
    /// Unique on the page: letters, digits and hyphens.
    pub id: String,
    pub title: String,
    /// What each point stands for, in their order: "Apr 2026".
    pub labels: Vec<String>,
    pub series: Vec<Series>,
    /// Of percentages: the scale ends at 100 and its numbers carry a "%".
    pub percent: bool,
    pub target: Option<Target>,
}

/// One line, or one bar of each label.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    pub name: String,
    pub points: Vec<Point>,
}

/// One point, and how it is said: "61 of 84 (73 %)".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    pub value: Option<f64>,
    pub words: String,
}

/// Where the points should lie.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Target {
    pub value: f64,
    /// "at least 95 %".
    pub words: String,
}

const WIDTH: f64 = 720.0;
/// Colour, dashes.
const LINES: [(&str, &str); 4] = [("#1f5fa8", ""), ("#b85c00", "6 4"), ("#444444", "2 3"), ("#7a4fa3", "10 3 2 3")];

impl Plot {
    /// As lines from left to right. Without a label or a number: nothing.
    pub fn to_lines(&self) -> String {
        if self.labels.is_empty() || !self.any() {
            return String::new();
        }
        let (left, right, top, height) = (56.0, 170.0, 16.0, 220.0);
        let most = self.most();
        let step = (WIDTH - left - right) / (self.labels.len().max(2) - 1) as f64;
        let x = |at: usize| left + step * at as f64;
        let y = |value: f64| top + height * (1.0 - value / most);
        let mut svg = self.open(top + height + 56.0);
        for quarter in 0..=4 {
            let value = most * f64::from(quarter) / 4.0;
            line(&mut svg, (left, y(value)), (WIDTH - right, y(value)), "#cccccc", "");
            text(&mut svg, (left - 6.0, y(value) + 4.0), "end", &self.number(value));
        }
        // Every label where there is room for it, else every second, third …
        let every = self.labels.len().div_ceil(12);
        for (at, label) in self.labels.iter().enumerate().step_by(every) {
            text(&mut svg, (x(at), top + height + 20.0), "middle", label);
        }
        let mut names: Vec<(f64, String)> = Vec::new();
        if let Some(target) = &self.target {
            line(&mut svg, (left, y(target.value)), (WIDTH - right, y(target.value)), "#000000", "1 4");
            names.push((y(target.value), format!("target: {}", target.words)));
        }
        for (at, series) in self.series.iter().enumerate() {
            let drawn: Vec<Option<(f64, f64)>> =
                series.points.iter().enumerate().map(|(at, point)| Some((x(at), y(point.value?)))).collect();
            for pair in drawn.windows(2) {
                if let [Some(from), Some(to)] = pair {
                    line(&mut svg, *from, *to, LINES[at % LINES.len()].0, LINES[at % LINES.len()].1);
                }
            }
            drawn.iter().flatten().for_each(|point| mark(&mut svg, at, *point));
            names.extend(drawn.iter().flatten().last().map(|(_, y)| (*y, format!("{} {}", MARKS[at % MARKS.len()], series.name))));
        }
        for (y, name) in apart(names) {
            text(&mut svg, (WIDTH - right + 10.0, y + 4.0), "start", &name);
        }
        svg + "</svg>"
    }

    /// As lying bars, one below the other, each with its value in words. Without a label: nothing.
    pub fn to_bars(&self) -> String {
        if self.labels.is_empty() || self.series.is_empty() {
            return String::new();
        }
        let (left, right, bar) = (230.0, 190.0, 16.0);
        let most = self.most();
        let x = |value: f64| left + (WIDTH - left - right) * value / most;
        let block = bar * self.series.len() as f64 + 10.0;
        let (top, bottom) = (8.0, 8.0 + block * self.labels.len() as f64);
        let mut svg = self.open(bottom + 24.0);
        for (row, label) in self.labels.iter().enumerate() {
            let at = top + block * row as f64;
            text(&mut svg, (left - 8.0, at + bar * 0.8), "end", label);
            for (nth, series) in self.series.iter().enumerate() {
                let (Some(point), at) = (series.points.get(row), at + bar * nth as f64) else { continue };
                let value = point.value.unwrap_or(0.0);
                let (colour, width) = (LINES[nth % LINES.len()].0, x(value) - left);
                // Writing to a String cannot fail.
                let _ =
                    write!(svg, "<rect x=\"{left:.1}\" y=\"{at:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>", bar - 3.0);
                let name = if self.series.len() > 1 { format!("{}: ", series.name) } else { String::new() };
                text(&mut svg, (x(value) + 6.0, at + bar * 0.75), "start", &format!("{name}{}", point.words));
            }
        }
        line(&mut svg, (left, top), (left, bottom), "#444444", "");
        if let Some(target) = &self.target {
            line(&mut svg, (x(target.value), top), (x(target.value), bottom), "#000000", "1 4");
            text(&mut svg, (x(target.value), bottom + 16.0), "middle", &format!("target: {}", target.words));
        }
        svg + "</svg>"
    }

    fn any(&self) -> bool {
        self.series.iter().flat_map(|series| &series.points).any(|point| point.value.is_some())
    }

    /// Where the scale ends: 100 %, else a round number that no point is above.
    fn most(&self) -> f64 {
        let points = self.series.iter().flat_map(|series| &series.points).filter_map(|point| point.value);
        let most = points.chain(self.target.as_ref().map(|target| target.value)).fold(0.0, f64::max);
        if self.percent {
            return most.max(100.0);
        }
        let rounds = (0..).flat_map(|power| [4.0, 8.0, 20.0].map(|step| step * 10f64.powi(power)));
        rounds.take(60).find(|round| *round >= most).unwrap_or(most)
    }

    fn number(&self, value: f64) -> String {
        format!("{value:.0}{}", if self.percent { " %" } else { "" })
    }

    /// The beginning, with what is heard instead of seen.
    fn open(&self, height: f64) -> String {
        let (id, title) = (&self.id, escaped(&self.title));
        let said = |series: &Series| {
            let points: Vec<String> =
                self.labels.iter().zip(&series.points).map(|(label, point)| format!("{label} {}", point.words)).collect();
            format!("{}: {}.", series.name, points.join(", "))
        };
        let mut said: Vec<String> = self.series.iter().map(said).collect();
        said.extend(self.target.as_ref().map(|target| format!("Target: {}.", target.words)));
        format!(
            "<svg role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {WIDTH} {height:.0}\" xmlns=\"http://www.w3.org/2000/svg\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{}</desc>",
            escaped(&said.join(" "))
        )
    }
}

fn line(svg: &mut String, from: (f64, f64), to: (f64, f64), colour: &str, dashes: &str) {
    let dashed = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
    let width = if colour == "#cccccc" { 1 } else { 2 };
    let _ = write!(
        svg,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashed}/>",
        from.0, from.1, to.0, to.1
    );
}

/// The mark of each line, as it stands before its name.
const MARKS: [&str; 4] = ["●", "■", "▲", "◆"];

fn mark(svg: &mut String, series: usize, (x, y): (f64, f64)) {
    let colour = LINES[series % LINES.len()].0;
    let path = match series % MARKS.len() {
        0 => format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", x - 4.0),
        1 => format!("M{:.1} {:.1}h8v8h-8z", x - 4.0, y - 4.0),
        2 => format!("M{x:.1} {:.1}l5 9h-10z", y - 5.0),
        _ => format!("M{x:.1} {:.1}l5 5l-5 5l-5 -5z", y - 5.0),
    };
    let _ = write!(svg, "<path d=\"{path}\" fill=\"{colour}\"/>");
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let words = escaped(words);
    let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"12\" text-anchor=\"{anchor}\">{words}</text>");
}

/// Names moved down as far as needed not to lie on one another.
fn apart(mut names: Vec<(f64, String)>) -> Vec<(f64, String)> {
    names.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    for at in 1..names.len() {
        names[at].0 = names[at].0.max(names[at - 1].0 + 14.0);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let point = |value: Option<f64>, words: &str| Point { value, words: words.into() };
        let offered = vec![point(Some(90.0), "9 of 10 (90 %)"), point(None, "3 of 4"), point(Some(95.0), "19 of 20 (95 %)")];
        let held = vec![point(Some(50.0), "5 of 10 (50 %)"), point(Some(60.0), "6 of 10 (60 %)"), point(Some(70.0), "14 of 20 (70 %)")];
        Plot {
            id: "offered".into(),
            title: "Offered & <held>".into(),
            labels: ["Apr", "May", "Jun"].map(String::from).into(),
            series: vec![Series { name: "Offered".into(), points: offered }, Series { name: "Held".into(), points: held }],
            percent: true,
            target: Some(Target { value: 95.0, words: "at least 95 %".into() }),
        }
    }

    /// Fails where it is not well-formed.
    fn elements(svg: &str, name: &str) -> usize {
        let mut reader = quick_xml::Reader::from_str(svg);
        let mut found = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) if tag.name().0 == name => found += 1,
                quick_xml::events::Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn whoever_listens_hears_every_point_and_the_target() {
        let svg = plot().to_lines();
        assert!(svg.contains("<title id=\"offered-title\">Offered &amp; &lt;held&gt;</title>"));
        let said = "Offered: Apr 9 of 10 (90 %), May 3 of 4, Jun 19 of 20 (95 %). Held: Apr 5 of 10 (50 %), May 6 of 10 (60 %), \
                    Jun 14 of 20 (70 %). Target: at least 95 %.";
        assert!(svg.contains(said), "{svg}");
    }

    #[test]
    fn a_point_without_a_number_is_a_gap_and_never_nought() {
        let svg = plot().to_lines();
        assert_eq!(elements(&svg, "path"), 5, "a mark for each of the five numbers");
        // Five of the scale, the target, two pieces of the one line without a gap.
        assert_eq!(elements(&svg, "line"), 5 + 1 + 2);
    }

    #[test]
    fn bars_carry_their_words() {
        let svg = plot().to_bars();
        assert_eq!(elements(&svg, "rect"), 6);
        assert!(svg.contains("Held: 14 of 20 (70 %)") && svg.contains("Offered: 3 of 4"), "{svg}");
        assert_eq!(Plot::default().to_bars() + &Plot::default().to_lines(), "");
    }

    #[test]
    fn the_scale_ends_at_a_round_number() {
        let most = |value: f64| {
            let series = vec![Series { name: String::new(), points: vec![Point { value: Some(value), words: String::new() }] }];
            Plot { series, ..Plot::default() }.most()
        };
        assert_eq!([3.0, 7.0, 13.0, 150.0, 0.0].map(most), [4.0, 8.0, 20.0, 200.0, 4.0]);
    }
}
