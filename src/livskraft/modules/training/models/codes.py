"""Which codes may a note carry, and from which list did they come?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeList(models.Model):
    """A file of codes (KVÅ) as it was loaded: the yearly one, or the verified ones that come along."""

    name = models.CharField(_("namn"), max_length=80)
    starts = models.DateField(_("gäller från och med"))
    source = models.CharField(_("källa"), max_length=300)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts", "-pk"]

    def __str__(self) -> str:
        return self.name


class Code(models.Model):
    list = models.ForeignKey(CodeList, models.CASCADE, related_name="codes")
    code = models.CharField(_("kod"), max_length=5)
    text = models.CharField(_("text"), max_length=300)
    search_key = models.CharField(max_length=310)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="a_code_once_a_list")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class CodeReport(models.Model):
    """That a month's codes of a caregiver have been sent to the national register, and how many they were.

    Source: HSLF-FS 2017:67.
    """

    keeper = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    month = models.DateField(_("månad"), help_text="Its first day")
    contacts = models.PositiveIntegerField(_("patientkontakter"))
    codes = models.PositiveIntegerField(_("vårdåtgärder"))
    left_out = models.PositiveIntegerField(_("utelämnade rader"))
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [models.UniqueConstraint(fields=["keeper", "month"], name="one_code_report_a_month")]

    def __str__(self) -> str:
        return f"{self.keeper_id} {self.month:%Y-%m}"
