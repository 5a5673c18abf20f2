//! Who is this child: a row against the register, with evidence.
