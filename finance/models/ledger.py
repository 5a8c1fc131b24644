from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from finance.enums import AccountKind
from kernel.models import CurrencyField, MoneyField, append_only
from kernel.public_ids import PublicIdField

_MUST_BALANCE = """
IF EXISTS (
    SELECT 1 FROM finance_journalline l
    WHERE l.entry_id IN (SELECT entry_id FROM added)
    GROUP BY l.entry_id, l.currency HAVING sum(l.amount) <> 0
) THEN
    RAISE EXCEPTION 'a journal entry must balance in each currency' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""


class LedgerAccount(models.Model):
    """One company's account of a kind against one other company, in one currency."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="ledger_accounts")
    partner = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=AccountKind)
    currency = CurrencyField(verbose_name=_("currency"))

    class Meta:
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")
        constraints = [
            models.UniqueConstraint(fields=["organization", "partner", "kind", "currency"], name="ledger_account_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}/{self.partner_id} {self.kind} {self.currency}"


class JournalEntry(models.Model):
    """One booking, for ever; corrections are new entries."""

    public_id = PublicIdField("jou")
    kind = models.CharField(_("kind"), max_length=40)
    document_type = models.CharField(max_length=40)
    document_id = models.BigIntegerField()
    booked_at = models.DateTimeField(_("booked at"))
    booked_on = models.DateField(_("booking date"))

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "document_type", "document_id"], name="journal_entry_once_per_document"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.kind} {self.document_type} {self.document_id}"


class JournalLine(models.Model):
    """One leg of a booking: debit positive, credit negative. The database refuses an entry that does not add up to zero."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="lines", db_index=False)
    currency = CurrencyField()
    amount = MoneyField(verbose_name=_("amount"))

    class Meta:
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="journal_line_moves_something")]
        indexes = [models.Index(fields=["account", "id"], name="journal_line_account_idx")]
        triggers = [
            *append_only(),
            # Per statement, over all of its rows: constant cost, and a leg that is appended later is refused too.
            pgtrigger.Trigger(
                name="entry_balances",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(new="added"),
                func=_MUST_BALANCE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.amount}"
