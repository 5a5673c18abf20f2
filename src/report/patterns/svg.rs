//! The network as a drawing (SVG) and as a page with the drawing and its content as a table (HTML). Nothing is loaded from elsewhere;
//! kinds are told by shape and letter, not by colour alone.

use super::Network;
use super::layout::{MOST_NODES, layout};
use super::network::{Node, NodeKind};
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

/// The drawing alone. Of a large network the nodes with the most ties; the description says so.
pub fn svg(network: &Network, title: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", drawing(network, title))
}

/// A page with the drawing, and below it every node and tie as a table: what a screen reader reads.
pub fn html(network: &Network, title: &str) -> String {
    let title_text = escaped(title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title_text}</title>\n<style>body{{font-family:sans-serif;\
         margin:2rem;color:#111;background:#fff}}svg{{max-width:100%;height:auto;border:1px solid #999}}table{{border-collapse:collapse;margin:1rem 0}}\
         td,th{{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}}</style>\n</head>\n<body>\n<h1>{title_text}</h1>\n\
         <p>{}</p>\n",
        escaped(&network.counted())
    );
    out.push_str(&drawing(network, title));
    out.push_str("<h2>Who and what</h2>\n<table>\n<tr><th>Name</th><th>Kind</th><th>Ties</th><th>Records</th></tr>\n");
    let weights = network.weights();
    for (node, weight) in network.nodes.iter().zip(weights) {
        let records = node.records.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "<tr><td>{}</td><td>{}</td><td>{weight}</td><td>{records}</td></tr>", escaped(&node.name.named), node.kind);
    }
    out.push_str("</table>\n<h2>Ties</h2>\n<table>\n<tr><th>One</th><th>Other</th><th>How often</th><th>What</th><th>Records</th></tr>\n");
    for edge in &network.edges {
        let name = |i: usize| escaped(&network.nodes[i].name.named);
        let records = edge.records.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let (one, other, weight, what) = (name(edge.one), name(edge.other), edge.weight, escaped(&edge.words()));
        let _ = writeln!(out, "<tr><td>{one}</td><td>{other}</td><td>{weight}</td><td>{what}</td><td>{records}</td></tr>");
    }
    out.push_str("</table>\n</body>\n</html>\n");
    out
}

fn drawing(network: &Network, title: &str) -> String {
    let drawn = network.strongest(MOST_NODES);
    let points: Vec<(f64, f64)> = layout(&drawn)
        .into_iter()
        .map(|point| (MARGIN + point.x * (WIDTH - 2.0 * MARGIN), MARGIN + point.y * (HEIGHT - 2.0 * MARGIN)))
        .collect();
    let left_out = match network.nodes.len() - drawn.nodes.len() {
        0 => String::new(),
        n => format!(" Drawn are the {} with the most ties; {n} are left out.", drawn.nodes.len()),
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
