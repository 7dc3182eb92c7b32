//! What a submitter should know about an answer that is taken as it is.

/// Something to know about one field; it never blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The name of the field that it is about.
    pub field: &'static str,
    /// What there is to know.
    pub matter: Matter,
}

/// What there is to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The agent has no written authority yet; one is needed before anything is registered.
    AuthorityNotWritten,
    /// The landlord does not know yet.
    LandlordNotAware,
    /// The tenants do not know yet.
    TenantsNotAware,
    /// The site lies outside the strategy's area.
    OutsideArea,
    /// The grid reference names so large a square that the site cannot be found.
    Coarse {
        /// The length of the square's side in metres.
        precision: u32,
    },
    /// A reason against disclosure would help to protect what was said.
    ReasonNotGiven,
    /// There is consent to publish and a statement against disclosure.
    PublishesAndObjects,
}
