//! The top ten over the large hub.

use crate::{PASSPHRASE, line, ms, opening, times};
use std::hint::black_box;
use std::path::Path;
use wayhome::casebook::Hub;
use wayhome::episode::Moment;

pub fn measure(large: &Path, now: Moment) {
    let hub = Hub::open(large, PASSPHRASE, opening()).expect("the large hub");
    let children = hub.tracker(None, None, now).expect("the top ten").children.len();
    let took = times(20, || {
        black_box(hub.tracker(None, None, now).expect("the top ten"));
    });
    line(&format!("top ten of a month, {children} children, over the large hub"), &format!("{:.1} ms", ms(took)), "≤ 30 ms");
}
