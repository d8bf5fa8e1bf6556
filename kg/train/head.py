"""The pair head: a few layers that look at a sentence with two of its mentions in mind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.nlp.encoding import KINDS, LABELS, TOKEN_TYPES
from kg.nlp.pairs import DISTANCES, LABEL_SETS
from kg.nlp.recogniser import PAIRS
from kg.train.relations import PairBatch
from kg.train.weights import exported_weights, widened

if TYPE_CHECKING:
    from kg.train.recipe import Recipe

OUTPUTS = sum(map(len, LABEL_SETS.values()))


class PairHead(nn.Module):  # type: ignore[misc]
    """Scores of pairs from the encoder's states of the chunk that they are in.

    A query is made of both mentions and looks at all pieces of the chunk, ``layers`` times; what it sees depends on
    the pieces, on their distances from both mentions and on which mentions they are part of. ``width`` is that of the
    states, ``inner`` that of the head.
    """

    def __init__(
        self, width: int = 384, inner: int = 160, layers: int = 2, views: int = 5, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.views = views
        self.ends = nn.Linear(width, 2 * inner)
        self.token = nn.Linear(width, inner)
        self.kinds = nn.Embedding(1 + len(KINDS), inner)
        self.first = nn.LayerNorm(inner)
        self.layers = nn.ModuleList(_Look(inner, views, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.last = nn.Linear(inner, OUTPUTS)

    def forward(
        self,
        states: Tensor,
        open_: Tensor,
        kinds: Tensor,
        means: Tensor,
        distances: Tensor,
        heads: Tensor,
        tails: Tensor,
    ) -> Tensor:
        """(chunks × pairs × outputs): log-odds.

        ``states`` (chunks × pieces × width), ``open_`` (chunks × pairs × pieces) 0 or minus a lot, ``kinds`` (chunks ×
        pieces), ``means`` (chunks × mentions × pieces) weights of a mention's pieces, ``distances`` (chunks × mentions
        × pieces), ``heads`` and ``tails`` (chunks × pairs × mentions) 1 for the mention of a pair.
        """
        tokens = F.gelu(self.token(states) + self.kinds(kinds))
        as_head, as_tail = self.ends(means @ states).chunk(2, dim=-1)
        query = self.first(F.gelu(heads @ as_head + tails @ as_tail))
        for layer in self.layers:
            query = layer(query, tokens, open_, distances, heads, tails)
        found: Tensor = self.last(self.dropout(query))
        return found


class _Look(nn.Module):  # type: ignore[misc]
    """One look of the queries at the pieces, then a layer of their own."""

    def __init__(self, inner: int, views: int, dropout: float) -> None:
        super().__init__()
        self.views = views
        self.query = nn.Linear(inner, inner)
        self.key = nn.Linear(inner, inner)
        self.value = nn.Linear(inner, inner)
        self.head_bias = nn.Embedding(DISTANCES, views)
        self.tail_bias = nn.Embedding(DISTANCES, views)
        self.out = nn.Linear(inner, inner)
        self.norm = nn.LayerNorm(inner)
        self.wide = nn.Linear(inner, 2 * inner)
        self.narrow = nn.Linear(2 * inner, inner)
        self.norm_after = nn.LayerNorm(inner)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.head_bias.weight)
        nn.init.zeros_(self.tail_bias.weight)

    def forward(
        self, query: Tensor, tokens: Tensor, open_: Tensor, distances: Tensor, heads: Tensor, tails: Tensor
    ) -> Tensor:
        chunks, pairs, inner = query.shape
        size = inner // self.views
        asked = self.query(query).view(chunks, pairs, self.views, size).transpose(1, 2)
        keys = self.key(tokens).view(chunks, -1, self.views, size).permute(0, 2, 3, 1)
        values = self.value(tokens).view(chunks, -1, self.views, size).transpose(1, 2)
        bias = heads.unsqueeze(1) @ self.head_bias(distances).permute(0, 3, 1, 2)
        bias = bias + tails.unsqueeze(1) @ self.tail_bias(distances).permute(0, 3, 1, 2)
        scores = asked @ keys * size**-0.5 + bias + open_.unsqueeze(1)
        seen = (scores.softmax(-1) @ values).transpose(1, 2).reshape(chunks, pairs, inner)
        query = self.norm(query + self.dropout(self.out(seen)))
        result: Tensor = self.norm_after(query + self.dropout(self.narrow(F.gelu(self.wide(query)))))
        return result


def pair_scores(head: PairHead, states: Tensor, batch: PairBatch) -> Tensor:
    """(pairs × outputs): log-odds of the pairs of ``batch`` from the ``states`` of its chunks."""
    found = head(
        states,
        torch.from_numpy(batch.open).to(states.dtype),
        torch.from_numpy(batch.kinds),
        torch.from_numpy(batch.means).to(states.dtype),
        torch.from_numpy(batch.distances),
        torch.from_numpy(batch.heads).to(states.dtype),
        torch.from_numpy(batch.tails).to(states.dtype),
    )
    scores: Tensor = found[torch.from_numpy(batch.real)]
    return scores


def group_scores(scores: Tensor, batch: PairBatch) -> Tensor:
    """(groups × outputs): a group is stated when any of its pairs states it, so odds add up."""
    groups, count = torch.from_numpy(batch.group_of), len(batch.columns)
    index = groups.unsqueeze(1).expand_as(scores)
    highest = torch.full((count, scores.shape[1]), -1e4, dtype=scores.dtype).scatter_reduce(
        0, index, scores.detach(), "amax"
    )
    sums = torch.zeros_like(highest).scatter_add(0, index, (scores - highest[groups]).exp())
    return sums.log() + highest


def pair_loss(scores: Tensor, batch: PairBatch) -> Tensor:
    """The mean over groups of the negative log-probability of what is stated, or of none."""
    columns, right = torch.from_numpy(batch.columns), torch.from_numpy(batch.right)
    odds = group_scores(scores.float(), batch).masked_fill(~columns, -1e4)
    odds = torch.cat([torch.zeros(len(odds), 1), odds], dim=1)
    logs = torch.log_softmax(odds, dim=-1)
    wanted = right.float() / right.sum(1, keepdim=True)
    return -(logs * wanted).sum(1).mean()


class Joint(nn.Module):  # type: ignore[misc]
    """The encoder with both heads: ``words`` is the token classifier, ``pairs`` the pair head on its last states."""

    def __init__(self, words: Any, pairs: PairHead) -> None:
        super().__init__()
        self.words = words
        self.pairs = pairs

    def forward(self, pieces: Tensor, attention: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """(chunks × pieces × width) states and (chunks × pieces × labels) logits."""
        states = self.words.bert(input_ids=pieces, attention_mask=attention, token_type_ids=types).last_hidden_state
        return states, self.words.classifier(self.words.dropout(states))


class ChannelDropout(nn.Module):  # type: ignore[misc]
    """Leaves out channels of states (texts × pieces × width), the same at all pieces of a text: one draw for each
    instead of one for each piece, which would cost a third of the time of a step.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        if not self.training or not self.share:
            return states
        kept = torch.rand(states.shape[0], 1, states.shape[2]) >= self.share
        left: Tensor = states * (kept.to(states.dtype) / (1 - self.share))
        return left


def new_model(folder: Path, recipe: Recipe, start: Path | None) -> Joint:
    """The encoder in ``folder`` with fresh heads and all token types alike, or with the weights of the model in
    ``start``.
    """
    from transformers import AutoModelForTokenClassification

    torch.manual_seed(recipe.seed)
    model = AutoModelForTokenClassification.from_pretrained(
        folder,
        num_labels=len(LABELS),
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="sdpa",
    )
    for layer in model.bert.encoder.layer:
        layer.attention.output.dropout = ChannelDropout(recipe.channel_dropout)
        layer.output.dropout = ChannelDropout(recipe.channel_dropout)
    model.dropout.p = model.bert.embeddings.dropout.p = recipe.dropout
    embeddings = model.bert.embeddings
    first = embeddings.token_type_embeddings.weight.data[0]
    types = nn.Embedding(TOKEN_TYPES, first.shape[0])
    types.weight.data[:] = first
    embeddings.token_type_embeddings = types
    model.config.type_vocab_size = TOKEN_TYPES
    model.config.id2label = dict(enumerate(LABELS))
    if start is not None:
        weights = dict(exported_weights(start))
        name = "bert.embeddings.token_type_embeddings.weight"
        weights[name] = widened(weights[name], TOKEN_TYPES)
        model.load_state_dict({name: torch.from_numpy(weight) for name, weight in weights.items()})
    head = PairHead(dropout=recipe.dropout)
    if start is not None and (start / PAIRS).is_file():
        head = loaded_head(start)
    return Joint(model, head)


def loaded_head(folder: Path) -> PairHead:
    """The pair head of the exported model in ``folder``."""
    head = PairHead()
    weights = exported_weights(folder, PAIRS, "pairs")
    head.load_state_dict({name: torch.from_numpy(weight) for name, weight in weights.items()})
    return head
