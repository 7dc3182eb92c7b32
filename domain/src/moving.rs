//! Moving what people put in an order.

/// Moves one of a list, by its place from 0, one place up, if it is there and not the first.
pub fn move_up<T>(all: &mut [T], place: usize) {
    if (1..all.len()).contains(&place) {
        all.swap(place, place - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_list_and_what_is_not_there_stay_where_they_are() {
        let mut all = ["one", "two", "three"];
        for place in [0, 3, usize::MAX] {
            move_up(&mut all, place);
        }
        move_up(&mut all, 2);
        assert_eq!(all, ["one", "three", "two"]);
    }
}
