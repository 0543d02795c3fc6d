"""Words that the copies add to their texts: some rare, most not, as in real texts."""

from __future__ import annotations

import random
from itertools import product

#: In the titles of so many orders of each agency, and in the messages of as many others.
RARE, RARE_COUNT = "quillwort", 20
#: In every fifth order.
COMMON, COMMON_EVERY = "lighthouse", 5
#: In none.
UNKNOWN = "zyzzyva"
BEGINNINGS = [
    *("bal", "cor", "dun", "fen", "gar", "hol", "kes", "lor", "mar"),
    *("nor", "pen", "ros", "sel", "tam", "ver", "wel", "yar", "zed"),
]
MIDDLES = ["a", "e", "i", "o", "u", "an", "en", "in", "on", "ar", "er", "or", "ast", "est", "ist"]
ENDINGS = [
    *("ford", "ham", "ley", "ton", "wick", "worth", "by", "dale", "field"),
    *("gate", "holm", "mere", "moor", "stead", "stow", "thorpe", "well", "wood"),
]
VOCABULARY = ["".join(parts) for parts in product(BEGINNINGS, MIDDLES, ENDINGS)]


class Words:
    """Draws words whose frequency sinks with their rank."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.ranked = rng.sample(VOCABULARY, len(VOCABULARY))

    def draw(self, count: int) -> str:
        """Some words, parted by spaces."""
        most = len(self.ranked)
        # The logarithm of the rank is spread evenly: Zipf's law.
        return " ".join(self.ranked[int(most ** self.rng.random()) - 1] for _word in range(count))

    def title(self, number: int, rare: bool) -> str:
        """What the title of the copy with this number ends in."""
        planted = [RARE] * rare + [COMMON] * (number % COMMON_EVERY == 0)
        return " ".join([*planted, self.draw(2)])
