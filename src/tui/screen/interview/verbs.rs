//! What can be done about an interview, and where each command leads.

use super::about::About;
use super::allocate::AllocateScreen;
use super::contact::{AttemptTask, BookTask, CancelTask, CloseTask, ReopenTask, ReturnTask};
use super::give::AcceptTask;
use super::held::{CoverageTask, HeldTask};
use super::record::RecordTask;
use super::sharing::SharingScreen;
use super::sign::{GiveBackTask, SignTask};
use super::wishes::WishesTask;
use super::{Next, child_case};
use crate::casebook::On;
use crate::casebook::interview_view::InterviewItem;
use crate::interview::file::Stage;
use crate::tui::app::Context;
use crate::tui::command::Verb;
use crate::tui::screen::form::FormScreen;
use crate::tui::widget::interview_words::{is_open, whom};

/// Is it something that is done about one interview?
pub fn is_interview_verb(verb: Verb) -> bool {
    use Verb::*;
    let one = [Accept, Allocate, Attempt, Book, CancelBooking, ChildCase, Close, Coverage, First, GiveBack];
    let more = [Held, Offer, Record, Reopen, ReturnTime, Sign, Wishes];
    one.contains(&verb) || more.contains(&verb)
}

/// Does the command make sense as far as the interview has come?
pub fn can_do(verb: Verb, item: &InterviewItem) -> bool {
    match verb {
        Verb::Accept => item.stage == Stage::Handover,
        Verb::CancelBooking => is_open(item) && item.booked_for.is_some(),
        Verb::ReturnTime => item.clock.returned_at.is_none() || item.clock.estimated,
        Verb::Reopen => item.stage == Stage::Closed,
        Verb::Coverage => item.covered_by.is_some() && item.stage != Stage::SignedOff,
        Verb::Record => matches!(item.stage, Stage::Held | Stage::Recorded | Stage::GivenBack),
        Verb::Sign => item.stage == Stage::Recorded,
        Verb::GiveBack => matches!(item.stage, Stage::Recorded | Stage::SignedOff),
        Verb::Wishes => item.child.id.is_some(),
        Verb::ChildCase => true,
        _ => is_open(item),
    }
}

/// Several interviews at once?
fn for_several(verb: Verb) -> bool {
    matches!(verb, Verb::Allocate | Verb::First | Verb::Offer | Verb::Attempt | Verb::Book | Verb::Close)
}

/// Leads a command to its form, on the interviews as they were shown.
pub fn begin(verb: Verb, on: &[On], cx: &mut Context) -> Next {
    if verb == Verb::Sharing {
        return SharingScreen::open(cx);
    }
    let [first, rest @ ..] = on else { return Next::Stay };
    if !is_interview_verb(verb) {
        return Next::Stay;
    }
    if !rest.is_empty() && !for_several(verb) {
        cx.warn(format!("{} interviews are marked, and this is done for one at a time: Esc takes the marks away.", on.len()));
        return Next::Stay;
    }
    if verb == Verb::ChildCase {
        return child_case(first.episode, cx);
    }
    let Some(about) = About::read(on, cx) else { return Next::Stay };
    // Who of several cannot be given stands in the preview.
    let previewed = verb == Verb::Allocate && !rest.is_empty();
    if let Some(case) = about.cases().find(|case| !previewed && !can_do(verb, &case.item)) {
        cx.warn(format!("{}, is {}: this cannot be done now.", whom(&case.item, cx.now), case.item.stage));
        return Next::Stay;
    }
    match verb {
        Verb::Allocate => AllocateScreen::open(about, cx),
        Verb::First => AllocateScreen::first(about, cx),
        Verb::Accept => FormScreen::push(AcceptTask { about }),
        Verb::Wishes => FormScreen::push(WishesTask { about }),
        Verb::Offer => FormScreen::push(AttemptTask { about, offer: true }),
        Verb::Attempt => FormScreen::push(AttemptTask { about, offer: false }),
        Verb::Book => FormScreen::push(BookTask { about }),
        Verb::CancelBooking => FormScreen::push(CancelTask { about }),
        Verb::ReturnTime => FormScreen::push(ReturnTask { about }),
        Verb::Close => FormScreen::push(CloseTask { about }),
        Verb::Reopen => FormScreen::push(ReopenTask { about }),
        Verb::Held => FormScreen::push(HeldTask { about }),
        Verb::Coverage => CoverageTask::open(about, cx),
        Verb::Record => RecordTask::open(about, cx),
        Verb::Sign => SignTask::open(about, cx),
        Verb::GiveBack => GiveBackTask::open(about, cx),
        _ => Next::Stay,
    }
}
