//! The network as GraphML (graphml.graphdrawing.org), for programs that draw networks.

use super::Network;
use super::svg::escaped;
use std::fmt::Write;

/// The network with names as they stand in it ([`super::Said`]); whoever writes it without names hides them first.
pub fn graphml(network: &Network, title: &str) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    let keys = [
        ("label", "node", "string"),
        ("kind", "node", "string"),
        ("records", "node", "string"),
        ("ties", "edge", "string"),
        ("weight", "edge", "int"),
        ("behind", "edge", "string"),
    ];
    for (name, of, kind) in keys {
        let _ = writeln!(out, "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>");
    }
    let _ = writeln!(out, "  <graph id=\"network\" edgedefault=\"undirected\">\n    <desc>{}</desc>", escaped(title));
    let listed = |records: &[super::network::Record]| records.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    for (i, node) in network.nodes.iter().enumerate() {
        let (label, kind, records) = (escaped(&node.name.named), node.kind.code(), listed(&node.records));
        let _ = writeln!(
            out,
            "    <node id=\"n{i}\"><data key=\"label\">{label}</data><data key=\"kind\">{kind}</data><data key=\"records\">{records}</data></node>"
        );
    }
    for (i, edge) in network.edges.iter().enumerate() {
        let ties = edge.ties.iter().map(|(tie, n)| format!("{} {n}", tie.code())).collect::<Vec<_>>().join(", ");
        let (one, other, weight, behind) = (edge.one, edge.other, edge.weight, listed(&edge.records));
        let _ = writeln!(
            out,
            "    <edge id=\"e{i}\" source=\"n{one}\" target=\"n{other}\"><data key=\"ties\">{ties}</data><data key=\"weight\">{weight}</data><data key=\"behind\">{behind}</data></edge>"
        );
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}
