"""From the trained torch model to the files that are shipped: ONNX of the encoder with int8 weights, of the pair head
with float16 ones, tokenizer, ``model.json``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.nlp.encoding import LABELS, MAX_PIECES, TOKEN_TYPES
from kg.nlp.recogniser import CARD, PAIRS, TOKENIZER, WEIGHTS, WORDING, pair_labels
from kg.nlp.wording_scores import Table, stored
from kg.train.head import Joint, PairHead
from kg.train.weights import halved

NAME = "claimgraph-minilm"

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(
    model: Joint,
    tokenizer: Path,
    out: Path,
    *,
    version: str,
    recipe: Mapping[str, object],
    words: Mapping[str, Table] = MappingProxyType({}),
) -> Path:
    """Write ``model.onnx`` (23 MB), ``pairs.onnx`` (1 MB), the linear models ``words`` as ``wording.npz``,
    ``tokenizer.json`` and ``model.json``, which holds their sha256, into ``out``.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _trace(model.words, whole)
        quantize_dynamic(
            whole,
            out / WEIGHTS,
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven bits: with eight, the sums of two products overflow on a processor without VNNI instructions, and
            # the same text would have other names there.
            reduce_range=True,
            extra_options={"MatMulConstBOnly": True},
        )
        heads = Path(folder) / "pairs.onnx"
        _trace_pairs(model.pairs, heads)
        onnx.save(halved(onnx.load(heads)), out / PAIRS)
    (out / WORDING).write_bytes(stored(words))
    shutil.copyfile(tokenizer, out / TOKENIZER)
    card = {
        "name": NAME,
        "version": version,
        "labels": list(LABELS),
        "token_types": TOKEN_TYPES,
        "max_pieces": MAX_PIECES,
        "pair_labels": pair_labels(),
        "files": {name: _sha256(out / name) for name in (WEIGHTS, PAIRS, WORDING, TOKENIZER)},
        "recipe": dict(recipe),
        "recipe_sha256": hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest(),
    }
    (out / CARD).write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return out


def _trace(model: Any, path: Path) -> None:
    """The model as ONNX with free batch size and length."""
    import torch

    class Words(torch.nn.Module):
        """The token classifier with plain tensors at both ends, and its last states."""

        def __init__(self, classifier: Any) -> None:
            super().__init__()
            self.classifier = classifier

        def forward(self, pieces: Any, attention: Any, types: Any) -> Any:
            states = self.classifier.bert(
                input_ids=pieces, attention_mask=attention, token_type_ids=types
            ).last_hidden_state
            return self.classifier.classifier(states), states

    model = model.float().eval()
    model.set_attn_implementation("eager")
    sample = torch.ones(2, 16, dtype=torch.long)
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        Words(model),
        (sample, sample, sample),
        path,
        input_names=list(_INPUTS),
        output_names=["logits", "states"],
        dynamic_axes=dict.fromkeys((*_INPUTS, "logits", "states"), free),
        opset_version=17,
        dynamo=False,
    )


def _trace_pairs(head: PairHead, path: Path) -> None:
    """The pair head as ONNX with free numbers of chunks, pieces, mentions and pairs."""
    import torch

    class Pairs(torch.nn.Module):
        """Gives the names of the weights their beginning."""

        def __init__(self, pairs: PairHead) -> None:
            super().__init__()
            self.pairs = pairs

        def forward(self, *given: Any) -> Any:
            return self.pairs(*given)

    chunks, pieces, mentions, pairs = 2, 16, 3, 4
    width = head.token.in_features
    shapes = {
        "states": ((chunks, pieces, width), {0: "chunks", 1: "pieces"}),
        "open": ((chunks, pairs, pieces), {0: "chunks", 1: "pairs", 2: "pieces"}),
        "kinds": ((chunks, pieces), {0: "chunks", 1: "pieces"}),
        "means": ((chunks, mentions, pieces), {0: "chunks", 1: "mentions", 2: "pieces"}),
        "distances": ((chunks, mentions, pieces), {0: "chunks", 1: "mentions", 2: "pieces"}),
        "heads": ((chunks, pairs, mentions), {0: "chunks", 1: "pairs", 2: "mentions"}),
        "tails": ((chunks, pairs, mentions), {0: "chunks", 1: "pairs", 2: "mentions"}),
    }
    whole = ("kinds", "distances")
    sample = tuple(
        torch.zeros(shape, dtype=torch.long if name in whole else torch.float32) for name, (shape, _) in shapes.items()
    )
    torch.onnx.export(
        Pairs(head.float().eval()),
        sample,
        path,
        input_names=list(shapes),
        output_names=["odds"],
        dynamic_axes={name: axes for name, (_, axes) in shapes.items()} | {"odds": {0: "chunks", 1: "pairs"}},
        opset_version=17,
        dynamo=False,
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
