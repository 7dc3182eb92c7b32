//! Asking for a postcode, of which only the first half is kept.

use crate::{
    answer::Answer,
    fields::Fields,
    postcode::outward_code,
    refusal::{Reason, Refusal},
};

pub(super) fn judge(id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
    match fields.text(id) {
        "" => Ok(None),
        typed => match outward_code(typed) {
            Some(outward) => Ok(Some(Answer::Postcode(outward))),
            None => Err(vec![Refusal::new(id, Reason::NotAPostcode)]),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_half_is_gone_once_a_postcode_is_judged() {
        assert_eq!(judge("q", &Fields::new([("q", "L17 1AP")])), Ok(Some(Answer::Postcode("L17".into()))));
    }
}
