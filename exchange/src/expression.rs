//! Conditions as other programs write them, read into a tree: `Q1.NAOK == "A1" and !is_empty(Q2)`, `selected(${land}, 'wood')`.
//!
//! Only the shape is read here; what names mean, and whether it can be said here at all, is judged in `condition`.

use std::{iter::Peekable, vec::IntoIter};

/// The longest condition that is read, in bytes.
const LONGEST: usize = 8_000;
/// How deep conditions may lie in each other.
const DEEPEST: usize = 32;

/// A condition, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// All of these.
    All(Vec<Expression>),
    /// One of these.
    Any(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
    /// Two values beside each other.
    Compare(Box<Expression>, Sign, Box<Expression>),
    /// A function.
    Call(String, Vec<Expression>),
    /// The answer to a question, by its name there.
    Name(String),
    /// The answer to this very question.
    This,
    /// A text or a number.
    Value(String),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// They are the same.
    Is,
    /// They differ.
    IsNot,
    /// The first is less.
    Below,
    /// The first is not more.
    AtMost,
    /// The first is more.
    Above,
    /// The first is not less.
    AtLeast,
}

impl Sign {
    /// Gives the sign for the two values the other way round.
    pub fn turned(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::AtMost => Self::AtLeast,
            Self::Above => Self::Below,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }
}

/// Reads a condition; nothing if it is written in a way that is not understood.
pub fn read(text: &str) -> Option<Expression> {
    let mut reader = Reader { tokens: tokens(text)?.into_iter().peekable() };
    let read = reader.any(0)?;
    reader.tokens.peek().is_none().then_some(read)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Comma,
    And,
    Or,
    Not,
    Sign(Sign),
    Word(String),
    Name(String),
    This,
    Value(String),
}

struct Reader {
    tokens: Peekable<IntoIter<Token>>,
}

impl Reader {
    fn is_next(&mut self, token: &Token) -> bool {
        self.tokens.next_if_eq(token).is_some()
    }

    fn any(&mut self, depth: usize) -> Option<Expression> {
        let mut parts = vec![self.all(depth)?];
        while self.is_next(&Token::Or) {
            parts.push(self.all(depth)?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::Any(parts) })
    }

    fn all(&mut self, depth: usize) -> Option<Expression> {
        let mut parts = vec![self.negated(depth)?];
        while self.is_next(&Token::And) {
            parts.push(self.negated(depth)?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::All(parts) })
    }

    fn negated(&mut self, depth: usize) -> Option<Expression> {
        if depth > DEEPEST {
            return None;
        }
        if self.is_next(&Token::Not) {
            return Some(Expression::Not(Box::new(self.negated(depth + 1)?)));
        }
        let left = self.value(depth)?;
        let Some(Token::Sign(sign)) = self.tokens.next_if(|token| matches!(token, Token::Sign(_))) else {
            return Some(left);
        };
        Some(Expression::Compare(Box::new(left), sign, Box::new(self.value(depth)?)))
    }

    fn value(&mut self, depth: usize) -> Option<Expression> {
        match self.tokens.next()? {
            Token::Open => {
                let inner = self.any(depth + 1)?;
                self.is_next(&Token::Close).then_some(inner)
            }
            Token::Word(word) if self.is_next(&Token::Open) => self.call(word, depth + 1),
            Token::Word(name) | Token::Name(name) => Some(Expression::Name(name)),
            Token::This => Some(Expression::This),
            Token::Value(value) => Some(Expression::Value(value)),
            _ => None,
        }
    }

    fn call(&mut self, name: String, depth: usize) -> Option<Expression> {
        let mut arguments = Vec::new();
        if self.is_next(&Token::Close) {
            return Some(Expression::Call(name, arguments));
        }
        loop {
            arguments.push(self.any(depth)?);
            match self.tokens.next()? {
                Token::Comma => {}
                Token::Close => break,
                _ => return None,
            }
        }
        match (name.as_str(), arguments.len()) {
            ("not", 1) => Some(Expression::Not(Box::new(arguments.remove(0)))),
            _ => Some(Expression::Call(name, arguments)),
        }
    }
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (token, length) = token(rest)?;
        tokens.push(token);
        rest = rest.get(length..)?.trim_start();
    }
    Some(tokens)
}

/// Reads the first token, and how many bytes it takes.
fn token(rest: &str) -> Option<(Token, usize)> {
    const SIGNS: [(&str, Token); 13] = [
        ("&&", Token::And),
        ("||", Token::Or),
        ("==", Token::Sign(Sign::Is)),
        ("!=", Token::Sign(Sign::IsNot)),
        ("<=", Token::Sign(Sign::AtMost)),
        (">=", Token::Sign(Sign::AtLeast)),
        ("=", Token::Sign(Sign::Is)),
        ("<", Token::Sign(Sign::Below)),
        (">", Token::Sign(Sign::Above)),
        ("!", Token::Not),
        ("(", Token::Open),
        (")", Token::Close),
        (",", Token::Comma),
    ];
    let first = rest.chars().next()?;
    if let '"' | '\'' = first {
        let behind = &rest[1..];
        let end = behind.find(first)?;
        return Some((Token::Value(behind[..end].to_owned()), end + 2));
    }
    if let Some(name) = rest.strip_prefix("${") {
        let end = name.find('}')?;
        return Some((Token::Name(name[..end].trim().to_owned()), end + 3));
    }
    if let Some((written, token)) = SIGNS.iter().find(|(written, _)| rest.starts_with(written)) {
        return Some((token.clone(), written.len()));
    }
    let length = rest.find(|letter: char| !(letter.is_alphanumeric() || "_.:-".contains(letter))).unwrap_or(rest.len());
    let word = rest.get(..length).filter(|word| !word.is_empty())?;
    Some((self::word(word), length))
}

fn word(word: &str) -> Token {
    let is_number = word.strip_prefix('-').unwrap_or(word).chars().all(|digit| digit.is_ascii_digit() || digit == '.')
        && word.contains(|digit: char| digit.is_ascii_digit());
    match word.to_ascii_lowercase().as_str() {
        "." => Token::This,
        _ if is_number => Token::Value(word.to_owned()),
        "and" => Token::And,
        "or" => Token::Or,
        "eq" => Token::Sign(Sign::Is),
        "ne" => Token::Sign(Sign::IsNot),
        "lt" => Token::Sign(Sign::Below),
        "le" => Token::Sign(Sign::AtMost),
        "gt" => Token::Sign(Sign::Above),
        "ge" => Token::Sign(Sign::AtLeast),
        _ => Token::Word(word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is(name: &str, value: &str) -> Expression {
        Expression::Compare(
            Box::new(Expression::Name(name.into())),
            Sign::Is,
            Box::new(Expression::Value(value.into())),
        )
    }

    #[test]
    fn conditions_of_both_kinds_are_read() {
        let either = Expression::Any(vec![is("Q1.NAOK", "A1"), is("Q2_SQ1", "Y")]);
        assert_eq!(read(r#"((Q1.NAOK == "A1") or (Q2_SQ1 eq 'Y'))"#), Some(either));
        let selected = Expression::Call(
            "selected".into(),
            vec![Expression::Name("land".into()), Expression::Value("wood".into())],
        );
        assert_eq!(
            read("not(selected(${land}, 'wood')) and ${age}='18'"),
            Some(Expression::All(vec![Expression::Not(Box::new(selected)), is("age", "18")]))
        );
        assert_eq!(read("123X4X56 == 7"), Some(is("123X4X56", "7")));
    }

    #[test]
    fn and_binds_more_than_or_and_not_binds_most() {
        let (a, b, c) = (is("a", "1"), is("b", "1"), is("c", "1"));
        let expected = Expression::Any(vec![a, Expression::All(vec![b, Expression::Not(Box::new(c))])]);
        assert_eq!(read("a == 1 || b == 1 && !(c == 1)"), Some(expected));
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for text in ["", "a ==", "a == 1 b", "(a == 1", "a + 1 == 2", "'open", "${open", "a == \"x\" and"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"(".repeat(5_000)), None);
        assert_eq!(read(&"!".repeat(5_000)), None);
    }

    proptest! {
        #[test]
        fn nothing_that_is_written_breaks_the_reader(text in ".{0,80}", pieces in "[aQ1.${}()!=<>&|\"' ,é-]{0,60}") {
            drop((read(&text), read(&pieces)));
        }
    }
}
