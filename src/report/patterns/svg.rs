//! The network as a drawing (SVG) and as a page with the drawing and its content as a table (HTML). Nothing is loaded from elsewhere;
//! kinds are told by shape and letter, not by colour alone.

use super::Network;
use super::layout::{MOST_NODES, layout};
use super::network::{Node, NodeKind};
use super::words::listed;
use crate::report::html::page;
use crate::text::clean;
use std::fmt::Write;

const WIDTH: f64 = 1_200.0;
const HEIGHT: f64 = 900.0;
const MARGIN: f64 = 70.0;

/// Text within XML and HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The drawing alone. Of a large network the nodes whose ties are recorded most often; the description says so.
pub fn svg(network: &Network, title: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", drawing(network, title))
}

/// A page with the drawing, and below it every node and tie as a table: what a screen reader reads.
pub fn html(network: &Network, title: &str) -> String {
    let (ties, weights) = (network.tie_counts(), network.weights());
    let nodes = network.nodes.iter().zip(ties).zip(weights);
    let nodes = nodes.map(|((node, ties), weight)| {
        let (kind, records) = (node.kind.to_string(), listed(&node.records));
        [node.name.named.clone(), kind, ties.to_string(), weight.to_string(), records]
    });
    let edges = network.edges.iter().map(|edge| {
        let name = |i: usize| network.nodes[i].name.named.clone();
        [name(edge.one), name(edge.other), edge.weight.to_string(), edge.words(), listed(&edge.records)]
    });
    let body = format!(
        "<p>{}</p>\n<div class=\"wide\">\n{}</div>\n<h2>Who and what</h2>\n{}<h2>Ties</h2>\n{}",
        escaped(&network.counted()),
        drawing(network, title),
        table(["Name", "Kind", "Ties", "How often recorded", "Records"], nodes),
        table(["One", "Other", "How often recorded", "What", "Records"], edges),
    );
    page(title, &body)
}

fn table(head: [&str; 5], rows: impl Iterator<Item = [String; 5]>) -> String {
    let mut out = String::from("<table>\n<thead>\n<tr>");
    head.iter().for_each(|cell| out.push_str(&format!("<th scope=\"col\">{cell}</th>")));
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        let _ = writeln!(out, "<tr>{cells}</tr>");
    }
    out + "</tbody>\n</table>\n"
}

fn drawing(network: &Network, title: &str) -> String {
    let drawn = network.strongest(MOST_NODES);
    let points: Vec<(f64, f64)> = layout(&drawn)
        .into_iter()
        .map(|point| (MARGIN + point.x * (WIDTH - 2.0 * MARGIN), MARGIN + point.y * (HEIGHT - 2.0 * MARGIN)))
        .collect();
    let left_out = match network.nodes.len() - drawn.nodes.len() {
        0 => String::new(),
        n => format!(" Drawn are the {} tied most often; {n} are left out.", drawn.nodes.len()),
    };
    let desc = format!(
        "A network of {}. Circles are children, triangles people, squares places, diamonds vehicles and telephones; a thicker line is a \
         tie recorded more often.{left_out}",
        network.counted()
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <g stroke=\"#777\">\n",
        escaped(title),
        escaped(&desc)
    );
    for edge in &drawn.edges {
        let ((x1, y1), (x2, y2)) = (points[edge.one], points[edge.other]);
        let wide = 1.0 + f64::from(edge.weight.min(9)) / 2.0;
        let words = escaped(&edge.words());
        let _ = writeln!(
            out,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{wide:.1}\"><title>{words}</title></line>"
        );
    }
    out.push_str("</g>\n<g font-family=\"sans-serif\" font-size=\"13\" text-anchor=\"middle\">\n");
    for (node, (x, y)) in drawn.nodes.iter().zip(points) {
        let name = escaped(&node.name.named);
        let _ = writeln!(
            out,
            "<g><title>{}: {name}</title>{}<text x=\"{x:.1}\" y=\"{:.1}\">{name}</text></g>",
            node.kind,
            shape(node, x, y),
            y + 24.0
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn shape(node: &Node, x: f64, y: f64) -> String {
    let outline = "stroke=\"#111\" stroke-width=\"1.5\"";
    let polygon = |points: &[(f64, f64)], fill: &str| {
        let points = points.iter().map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy)).collect::<Vec<_>>().join(" ");
        format!("<polygon points=\"{points}\" fill=\"{fill}\" {outline}/>")
    };
    match node.kind {
        NodeKind::Child => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\" fill=\"#f5a623\" {outline}/>"),
        NodeKind::Person => polygon(&[(0.0, -10.0), (10.0, 8.0), (-10.0, 8.0)], "#fff"),
        NodeKind::Place => polygon(&[(-8.0, -8.0), (8.0, -8.0), (8.0, 8.0), (-8.0, 8.0)], "#9cc3e6"),
        NodeKind::Vehicle | NodeKind::Phone => polygon(&[(0.0, -10.0), (10.0, 0.0), (0.0, 10.0), (-10.0, 0.0)], "#ddd"),
    }
}
