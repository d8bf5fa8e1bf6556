"""From the trained torch model to the files that are shipped: ONNX with int8 weights, tokenizer, ``model.json``."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.nlp.encoding import LABELS, MAX_PIECES, TOKEN_TYPES
from kg.nlp.recogniser import CARD, TOKENIZER, WEIGHTS

NAME = "claimgraph-minilm"

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(model: Any, tokenizer: Path, out: Path, *, version: str, recipe: Mapping[str, object]) -> Path:
    """Write ``model.onnx`` (23 MB), ``tokenizer.json`` and ``model.json``, which holds their sha256, into ``out``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        _trace(model, whole)
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
    shutil.copyfile(tokenizer, out / TOKENIZER)
    card = {
        "name": NAME,
        "version": version,
        "labels": list(LABELS),
        "token_types": TOKEN_TYPES,
        "max_pieces": MAX_PIECES,
        "files": {name: _sha256(out / name) for name in (WEIGHTS, TOKENIZER)},
        "recipe": dict(recipe),
        "recipe_sha256": hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest(),
    }
    (out / CARD).write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return out


def _trace(model: Any, path: Path) -> None:
    """The model as ONNX with free batch size and length."""
    import torch

    class Logits(torch.nn.Module):
        """The token classifier with plain tensors at both ends."""

        def __init__(self, classifier: Any) -> None:
            super().__init__()
            self.classifier = classifier

        def forward(self, pieces: Any, attention: Any, types: Any) -> Any:
            return self.classifier(input_ids=pieces, attention_mask=attention, token_type_ids=types).logits

    model = model.float().eval()
    model.set_attn_implementation("eager")
    sample = torch.ones(2, 16, dtype=torch.long)
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        Logits(model),
        (sample, sample, sample),
        path,
        input_names=list(_INPUTS),
        output_names=["logits"],
        dynamic_axes=dict.fromkeys((*_INPUTS, "logits"), free),
        opset_version=17,
        dynamo=False,
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
