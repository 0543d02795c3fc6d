"""Every table with people in it has an answer to "what becomes of it when the person is erased?": whoever
adds one says so here, and in docs/operating.md."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db.models import EmailField, GenericIPAddressField

from accounts.actions.erasing import RECORDS
from agencies.models import Membership

#: Kept, because the other side of a contract has a right to it, or because it holds ids alone.
KEPT = {
    "accounts.AccountClosing",
    "accounts.OperatorEvent",
    "accounts.User",
    "agencies.Agency",
    "agencies.AgencyClosing",
    "agencies.AgencyExport",
    "agencies.Branding",
    "agencies.BrandDraft",
    "agencies.BrandPicture",
    "agencies.BrandVersion",
    "agencies.LegalAcceptance",
    "agencies.LegalDraft",
    "agencies.LegalText",
    "agencies.DataImport",
    "agencies.Erasure",
    "agencies.Mark",
    "agencies.FeaturePlan",
    "agencies.FeatureSwitch",
    "agencies.Membership",
    "agencies.SecurityEvent",
    "agencies.DomainClaim",
    "agencies.Webhook",
    "clients.AccountEvent",
    "clients.AccountPlaceholder",
    "orders.ChangeOrder",
    "orders.DeadlineProposal",
    "orders.Delivery",
    "orders.ExtensionAsk",
    "billing.Invoice",
    "billing.InvoiceMark",
    "billing.PaymentReminder",
    "billing.SentReminder",
    "orders.LedgerEntry",
    "orders.Message",
    "orders.MessageMention",
    "orders.Offer",
    "orders.Order",
    "orders.OrderEvent",
    "quotes.OrderQuote",
    "orders.PassageComment",
    "orders.PointNote",
    "catalog.PriceBook",
    "catalog.PriceBookTakeBack",
    "catalog.PricePublication",
    "quotes.QuoteAnswer",
    "quotes.QuoteEvent",
    "quotes.QuoteVersion",
    "orders.RevisionRequest",
    "orders.SentMail",
    "quotes.SentQuoteMail",
    "billing.InvoiceSending",
    "billing.SentInvoice",
    "support.BreachCause",
    "support.Escalation",
    "support.EscalationStep",
    "support.SlaVersion",
    "support.InboundMail",
    "support.MailSender",
    "support.ReplyAddress",
    "support.Ticket",
    "support.TicketEvent",
    "support.DisputeFile",
    "support.TicketFile",
    "support.TicketMessage",
    "support.TicketSnooze",
    "writers.AutoAcceptance",
    "writers.FeeRate",
    "writers.Feedback",
    "writers.FeedbackChange",
    "support.Dispute",
    "support.DisputeAcceptance",
    "support.DisputeProposal",
    "support.DisputeStatement",
    "writers.FeedbackContest",
    "writers.FeedbackEvent",
    "writers.HeldLevel",
    "writers.PoolEntry",
    "writers.EligibilityOverride",
    "writers.WaitingPlace",
    "writers.Rubric",
    "writers.NonDisclosure",
    "writers.PortfolioEvent",
    "writers.PortfolioPolicy",
    "writers.SampleConsent",
    "writers.WriterPortfolio",
}
#: Deleted by accounts.actions.erasing, agencies.actions.erasing or an app's Keeper, as far as nobody else
#: needs it.
DELETED = {model._meta.label for model in RECORDS} | {
    "account.EmailAddress",
    "accounts.BackupAddress",
    "accounts.Mail",
    "accounts.Operator",
    "agencies.Invitation",
    "mfa.Authenticator",
    "clients.AccountPerson",
    "support.TicketAnswering",
    "support.TicketWatcher",
    "drafts.DraftFile",
    "drafts.DraftView",
    "orders.Attachment",
    "billing.BillingDetails",
    "clients.AccountContact",
    "clients.AccountNote",
    "clients.StyleGuide",
    "billing.ReminderExemption",
    "clients.FavouriteWriter",
    "orders.InboxThread",
    "orders.MessageRead",
    "orders.WaitingFile",
    "drafts.OrderDraft",
    "drafts.OrderPreset",
    "drafts.PresetDefault",
    "drafts.PresetUse",
    "quotes.QuoteCode",
    "writers.ClearedFinding",
    "writers.PortfolioPhoto",
    "writers.PortfolioSample",
    "writers.SampleFile",
    "writers.SampleLink",
    "writers.SampleRequest",
    "writers.ShortlistedWriter",
    "writers.AutoAcceptRule",
    "writers.PoolInterest",
    "writers.SavedComment",
    "writers.BlackoutPeriod",
    "writers.CalendarFeed",
    "writers.EditorWorkload",
    "writers.PreferredClient",
    "writers.PreferredService",
    "writers.PreferredSubject",
    "writers.WriterCapacity",
    "writers.WriterLanguage",
}


def test_no_table_with_people_is_forgotten():
    people = {apps.get_model(settings.AUTH_USER_MODEL), Membership}
    held = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in people or isinstance(field, EmailField | GenericIPAddressField)
    }

    assert held | {"agencies.Membership"} == KEPT | DELETED
    assert not KEPT & DELETED
