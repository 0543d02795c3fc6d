from .disputes import Dispute, DisputePoint, DisputeStatement
from .disputes_policy import DisputePolicy
from .disputes_proposals import DisputeAcceptance, DisputeProposal

__all__ = [
    "Dispute",
    "DisputeAcceptance",
    "DisputePoint",
    "DisputePolicy",
    "DisputeProposal",
    "DisputeStatement",
]
