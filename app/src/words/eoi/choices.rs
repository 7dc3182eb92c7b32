//! The labels of every choice that the expression of interest offers.

use domain::eoi::{
    Agreement, Channel, Consent, Declaration, EoiPage, Help, Interest, LandRole, LandUse, LandlordAware, Stage,
    TenantsAware, ThirtyYears, Timescale, YesNo,
};

use crate::words::Labelled;

impl Labelled for EoiPage {
    fn label(self) -> &'static str {
        match self {
            Self::Contact => "How to reach you",
            Self::Role => "You and the land",
            Self::Site => "Where the land is",
            Self::Land => "The land now",
            Self::Interest => "What you would like to do",
            Self::Consents => "What we may do with what you tell us",
        }
    }
}

impl Labelled for Channel {
    fn label(self) -> &'static str {
        match self {
            Self::Email => "By email",
            Self::Telephone => "By telephone",
            Self::Post => "By post",
            Self::Agent => "Through my agent",
        }
    }
}

impl Labelled for LandRole {
    fn label(self) -> &'static str {
        match self {
            Self::Owner => "I own it",
            Self::JointOwner => "I own it together with others",
            Self::Tenant => "I rent it",
            Self::Licensee => "I graze or use it under a licence",
            Self::Commoner => "I have rights of common over it",
            Self::Trustee => "I am a trustee of it",
            Self::Agent => "I am an agent for somebody else",
            Self::PublicBody => "I speak for a public body",
            Self::Ngo => "I speak for a charity or another body that is not for profit",
            Self::Other => "Something else",
        }
    }
}

impl Labelled for YesNo {
    fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
        }
    }
}

impl Labelled for LandlordAware {
    fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::NotYet => "Not yet, but I will tell them",
        }
    }
}

impl Labelled for TenantsAware {
    fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::NotYet => "Not yet, but I will tell them",
            Self::NoTenants => "Nobody rents it",
        }
    }
}

impl Labelled for LandUse {
    fn label(self) -> &'static str {
        match self {
            Self::Arable => "Crops",
            Self::TemporaryGrass => "Grass that is ploughed every few years",
            Self::PermanentPasture => "Permanent pasture or meadow",
            Self::RoughGrazing => "Rough grazing, heath or moss",
            Self::Woodland => "Woodland",
            Self::Orchard => "Orchard",
            Self::Wetland => "Wetland, ponds or other water",
            Self::Amenity => "Park, sports ground or garden",
            Self::Brownfield => "Land that was built on before",
            Self::Other => "Something else",
        }
    }
}

impl Labelled for Agreement {
    fn label(self) -> &'static str {
        match self {
            Self::Sfi => "Sustainable Farming Incentive",
            Self::CountrysideStewardship => "Countryside Stewardship",
            Self::Hls => "Higher Level Stewardship",
            Self::Ewco => "England Woodland Creation Offer",
            Self::LandscapeRecovery => "Landscape Recovery",
            Self::BngCovenant => "Covenant for biodiversity net gain",
            Self::TreePlantingGrant => "Another grant for planting trees",
            Self::Other => "Another agreement",
        }
    }
}

impl Labelled for Interest {
    fn label(self) -> &'static str {
        match self {
            Self::Hedges => "Hedges and field margins",
            Self::Grassland => "Grassland and meadows",
            Self::Woodland => "Woodland and trees",
            Self::Wetland => "Wetland, ponds and rivers",
            Self::Heath => "Heath and bog",
            Self::Coast => "Coast and dunes",
            Self::Farming => "Farming in a way that is good for nature",
            Self::Access => "Access for people",
            Self::Flood => "Slowing floods by natural means",
            Self::NetGain => "Biodiversity net gain: selling units, or a habitat bank",
            Self::Nutrients => "Keeping nutrients out of rivers",
            Self::Carbon => "Storing carbon",
            Self::SaleOrLease => "Selling or letting the land for nature",
            Self::MapCorrection => "Correcting my land on the map, or removing it",
            Self::BeHeard => "Being heard, without offering anything",
        }
    }
}

impl Labelled for Stage {
    fn label(self) -> &'static str {
        match self {
            Self::Doing => "I am doing it already",
            Self::Planned => "It is planned",
            Self::Willing => "I would like to do it",
            Self::Exploring => "I am thinking about it",
        }
    }
}

impl Labelled for Timescale {
    fn label(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::WithinOneYear => "Within a year",
            Self::OneToThree => "In 1 to 3 years",
            Self::ThreeToFive => "In 3 to 5 years",
            Self::OverFive => "In more than 5 years",
            Self::Unsure => "I am not sure",
        }
    }
}

impl Labelled for ThirtyYears {
    fn label(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::Maybe => "Perhaps",
            Self::No => "No",
            Self::NeedAdvice => "I need advice first",
        }
    }
}

impl Labelled for Help {
    fn label(self) -> &'static str {
        match self {
            Self::Advice => "Advice",
            Self::Funding => "Money",
            Self::Survey => "A survey of the land",
            Self::Neighbours => "Working with my neighbours",
            Self::Planning => "Help with planning rules",
        }
    }
}

impl Labelled for Consent {
    fn label(self) -> &'static str {
        match self {
            Self::Mapping => "You may use it, without my name, in mapping the strategy",
            Self::ShareSite => {
                "You may show the site, without my name, to consultants and to the councils that support the strategy"
            }
            Self::ShareIdentity => {
                "You may give my name and how to reach me to Natural England, the Environment Agency and the Forestry \
                 Commission"
            }
            Self::PublishArea => "You may publish roughly where the site is",
            Self::PublishBoundary => "You may publish the exact boundary of the site",
            Self::Keep => "You may keep it after the strategy is published",
        }
    }
}

impl Labelled for Declaration {
    fn label(self) -> &'static str {
        match self {
            Self::Accurate => "What I have said is right, as far as I know",
            Self::NotBinding => "This binds neither me nor you to anything",
            Self::MayNotBeMapped => "I understand that the land may not come onto the map",
            Self::NoAdvice => "I understand that you have given me no ecological, planning or financial advice",
        }
    }
}
