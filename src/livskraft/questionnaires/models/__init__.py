"""What is kept of answers, whichever store they are in, and who has been asked to answer by themselves?"""

from livskraft.questionnaires.models.links import AnswerLink, AnswerLinkQuerySet
from livskraft.questionnaires.models.measurements import Measurement

__all__ = ["AnswerLink", "AnswerLinkQuerySet", "Measurement"]
