"""Who is registered, who may know them, what have they agreed to, and how long is it kept?"""

from livskraft.people.models.consents import Consent
from livskraft.people.models.persons import (
    AuthorisedReader,
    CaseNumber,
    ContactDetails,
    IdentityRecord,
    Person,
    ProtectionDecision,
    Relative,
)
from livskraft.people.models.relations import BreakGlass, CareRelation, Handover
from livskraft.people.models.reviews import AccessReport, LogReview, SampledReading
from livskraft.people.models.upkeep import (
    LegalHold,
    Merge,
    PersonUpload,
    PurgeLine,
    PurgeOrder,
    Release,
    RetentionRule,
    ToldApart,
)

__all__ = [
    "AccessReport",
    "AuthorisedReader",
    "BreakGlass",
    "CareRelation",
    "CaseNumber",
    "Consent",
    "ContactDetails",
    "Handover",
    "IdentityRecord",
    "LegalHold",
    "LogReview",
    "Merge",
    "Person",
    "PersonUpload",
    "ProtectionDecision",
    "PurgeLine",
    "PurgeOrder",
    "Relative",
    "Release",
    "RetentionRule",
    "SampledReading",
    "ToldApart",
]
