from .mails import SentQuoteMail
from .quote_versions import QuoteAddOn, QuoteAnswer, QuoteLine, QuoteVersion
from .quotes import OrderQuote, QuoteCode, QuoteCounter, QuoteEvent, QuoteSettings, QuoteTerm

__all__ = [
    "OrderQuote",
    "QuoteAddOn",
    "QuoteAnswer",
    "QuoteCode",
    "QuoteCounter",
    "QuoteEvent",
    "QuoteLine",
    "QuoteSettings",
    "QuoteTerm",
    "QuoteVersion",
    "SentQuoteMail",
]
