from .breaches import Breach, BreachCause
from .disputes import Dispute, DisputePoint, DisputeStatement
from .disputes_files import DisputeFile
from .disputes_policy import DisputePolicy
from .disputes_proposals import DisputeAcceptance, DisputeProposal
from .escalation import Escalation, EscalationStep
from .inbound import InboundMail, MailSender, ReplyAddress
from .sla_policies import SlaPolicy, SlaTarget, SlaVersion
from .ticket_answering import TicketAnswering
from .ticket_events import TicketEvent
from .ticket_files import TicketFile
from .ticket_numbers import TicketCounter
from .ticket_replies import SavedReply, TicketRating
from .ticket_sorting import TicketSnooze, TicketTag, TicketTagging
from .ticket_timers import TicketTimer
from .ticket_watchers import TicketWatcher
from .tickets import Ticket, TicketMessage

__all__ = [
    "Breach",
    "BreachCause",
    "Dispute",
    "DisputeAcceptance",
    "DisputeFile",
    "DisputePoint",
    "DisputePolicy",
    "DisputeProposal",
    "DisputeStatement",
    "Escalation",
    "EscalationStep",
    "InboundMail",
    "MailSender",
    "ReplyAddress",
    "SavedReply",
    "SlaPolicy",
    "SlaTarget",
    "SlaVersion",
    "Ticket",
    "TicketAnswering",
    "TicketCounter",
    "TicketEvent",
    "TicketFile",
    "TicketMessage",
    "TicketRating",
    "TicketSnooze",
    "TicketTag",
    "TicketTagging",
    "TicketTimer",
    "TicketWatcher",
]
