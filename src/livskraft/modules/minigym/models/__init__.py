"""What does a minigym hold, who answers for it, and what has been done with it?"""

from livskraft.modules.minigym.models.base_list import BaseListEntry
from livskraft.modules.minigym.models.competence import CompetenceGoal, CompetencePlan, CompetenceReview
from livskraft.modules.minigym.models.consultations import ConditionsAssessment, Consultation
from livskraft.modules.minigym.models.equipment import Equipment, EquipmentKind, Move, Stop
from livskraft.modules.minigym.models.faults import Fault
from livskraft.modules.minigym.models.guidance import Guidance, GuidanceOccasion, StaffedTurn
from livskraft.modules.minigym.models.gyms import BinderArchive, BinderPrint, Gym, ListConfirmation
from livskraft.modules.minigym.models.hours import Closure, HoursException, OpeningHours
from livskraft.modules.minigym.models.inspections import FollowUp, Inspection, Round, Service
from livskraft.modules.minigym.models.instructions import (
    Instruction,
    InstructionPicture,
    InstructionText,
    InstructionVersion,
    LocalAddition,
)
from livskraft.modules.minigym.models.local_rules import LocalRule
from livskraft.modules.minigym.models.orders import ServiceOrder, ServiceOrderLine
from livskraft.modules.minigym.models.regimes import Agreement, Regime, RegimeChange, RegimeTerms
from livskraft.modules.minigym.models.self_checks import (
    CheckAnswer,
    CheckPoint,
    CheckRoutine,
    CheckTemplate,
    Deviation,
    SelfCheck,
)
from livskraft.modules.minigym.models.tokens import RevokedToken
from livskraft.modules.minigym.models.uploads import InventoryUpload

__all__ = [
    "Agreement",
    "BaseListEntry",
    "BinderArchive",
    "BinderPrint",
    "CheckAnswer",
    "CheckPoint",
    "CheckRoutine",
    "CheckTemplate",
    "Closure",
    "CompetenceGoal",
    "CompetencePlan",
    "CompetenceReview",
    "ConditionsAssessment",
    "Consultation",
    "Deviation",
    "Equipment",
    "EquipmentKind",
    "Fault",
    "FollowUp",
    "Guidance",
    "GuidanceOccasion",
    "Gym",
    "HoursException",
    "Inspection",
    "Instruction",
    "InstructionPicture",
    "InstructionText",
    "InstructionVersion",
    "InventoryUpload",
    "ListConfirmation",
    "LocalAddition",
    "LocalRule",
    "Move",
    "OpeningHours",
    "Regime",
    "RegimeChange",
    "RegimeTerms",
    "RevokedToken",
    "Round",
    "SelfCheck",
    "Service",
    "ServiceOrder",
    "ServiceOrderLine",
    "StaffedTurn",
    "Stop",
]
