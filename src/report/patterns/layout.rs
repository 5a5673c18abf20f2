//! Where the nodes of a network are drawn: each connected part by forces, the parts beside one another, the largest first. The same
//! network is always drawn alike.

use super::Network;

/// A place in the drawing: both from 0 to 1, `y` downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Nodes that can be drawn without becoming a ball of wool; of larger networks the strongest are ([`Network::strongest`]).
pub const MOST_NODES: usize = 150;
const STEPS: usize = 200;

/// A point for each node.
pub fn layout(network: &Network) -> Vec<Point> {
    let parts = parts(network);
    let mut points = vec![Point { x: 0.5, y: 0.5 }; network.nodes.len()];
    // Square cells, as wide as the root of how many nodes the part has, laid in rows of about the width of the whole.
    let side = |part: &Vec<usize>| (part.len() as f64).sqrt() + 0.6;
    let width = parts.iter().map(|part| side(part) * side(part)).sum::<f64>().sqrt().max(parts.first().map_or(1.0, side));
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    let (mut right, mut bottom) = (1e-9_f64, 1e-9_f64);
    for part in &parts {
        let side = side(part);
        if x > 0.0 && x + side > width + 1e-9 {
            (x, y, row) = (0.0, y + row, 0.0);
        }
        for (node, at) in part.iter().zip(placed(network, part)) {
            points[*node] = Point { x: x + (0.15 + 0.7 * at.x) * side, y: y + (0.15 + 0.7 * at.y) * side };
        }
        x += side;
        row = row.max(side);
        (right, bottom) = (right.max(x), bottom.max(y + side));
    }
    for point in &mut points {
        *point = Point { x: (point.x / right).clamp(0.0, 1.0), y: (point.y / bottom).clamp(0.0, 1.0) };
    }
    points
}

/// The connected parts, the largest first.
fn parts(network: &Network) -> Vec<Vec<usize>> {
    let neighbours = network.neighbours();
    let mut seen = vec![false; network.nodes.len()];
    let mut parts = Vec::new();
    for start in 0..network.nodes.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut at = 0;
        while let Some(node) = part.get(at).copied() {
            at += 1;
            for other in &neighbours[node] {
                if !std::mem::replace(&mut seen[*other], true) {
                    part.push(*other);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

/// One part in a square from 0 to 1: tied nodes draw each other, all push each other away (Fruchterman and Reingold).
fn placed(network: &Network, part: &[usize]) -> Vec<Point> {
    let n = part.len();
    if n < 3 {
        return (0..n).map(|i| Point { x: if n == 1 { 0.5 } else { i as f64 }, y: 0.5 }).collect();
    }
    let mut place = vec![usize::MAX; network.nodes.len()];
    part.iter().enumerate().for_each(|(i, node)| place[*node] = i);
    let ties: Vec<(usize, usize)> =
        network.edges.iter().filter(|edge| place[edge.one] < n).map(|edge| (place[edge.one], place[edge.other])).collect();
    // They begin on a circle.
    let angle = |i: usize| std::f64::consts::TAU * i as f64 / n as f64;
    let mut at: Vec<(f64, f64)> = (0..n).map(|i| (angle(i).cos(), angle(i).sin())).collect();
    let apart = 2.0 / (n as f64).sqrt();
    for step in 0..STEPS {
        let mut moves = vec![(0.0, 0.0); n];
        let mut force = |i: usize, j: usize, pull: bool| {
            let (dx, dy) = (at[i].0 - at[j].0, at[i].1 - at[j].1);
            let far = (dx * dx + dy * dy).sqrt().max(1e-3);
            let by = if pull { -far / apart } else { apart * apart / (far * far) };
            moves[i].0 += dx * by;
            moves[i].1 += dy * by;
            moves[j].0 -= dx * by;
            moves[j].1 -= dy * by;
        };
        (0..n).for_each(|i| (i + 1..n).for_each(|j| force(i, j, false)));
        ties.iter().for_each(|(i, j)| force(*i, *j, true));
        let most = 0.2 * (1.0 - step as f64 / STEPS as f64);
        for (point, (dx, dy)) in at.iter_mut().zip(moves) {
            let far = (dx * dx + dy * dy).sqrt().max(1e-9);
            point.0 += dx / far * far.min(most);
            point.1 += dy / far * far.min(most);
        }
    }
    within_square(&at)
}

fn within_square(at: &[(f64, f64)]) -> Vec<Point> {
    let range = |of: fn(&(f64, f64)) -> f64| {
        let low = at.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = at.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (low, (high - low).max(1e-9))
    };
    let ((left, wide), (top, high)) = (range(|p| p.0), range(|p| p.1));
    at.iter().map(|(x, y)| Point { x: (x - left) / wide, y: (y - top) / high }).collect()
}
