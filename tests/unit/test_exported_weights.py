"""What a training that goes on from an exported model finds in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from kg.nlp.encoding import LABELS
from kg.nlp.recogniser import PAIRS
from kg.resources import models
from kg.settings import OWN_MODEL
from kg.train.weights import exported_weights, named

WIDTH, LAYERS = 384, 6
PER_LAYER = 16
"""Tensors of a layer of the encoder: query, key, value, two dense ones and the output with their biases, two norms."""


@dataclass(frozen=True)
class Node:
    """As much of an ONNX node as tells where a matrix belongs."""

    name: str
    input: tuple[str, ...]
    op_type: str = "MatMulInteger"


@dataclass(frozen=True)
class Graph:
    node: tuple[Node, ...]


@pytest.mark.parametrize(
    ("node", "layer"),
    [
        ("/bert/encoder/layer.0/attention/self/query/MatMul_quant", "bert.encoder.layer.0.attention.self.query"),
        ("/classifier/MatMul_quant", "classifier"),
        ("/classifier/bert/pooler/MatMul_quant", "bert.pooler"),
    ],
)
def test_a_matrix_belongs_to_the_layer_whose_node_multiplies_by_it(node: str, layer: str) -> None:
    graph = Graph((Node(node, ("states", "onnx::MatMul_1_quantized")),))
    stored: dict[str, Any] = {"onnx::MatMul_1_quantized": np.zeros((2, 2), dtype=np.int8)}
    assert list(named(graph, stored, "classifier")) == [(f"{layer}.weight", "onnx::MatMul_1")]


def test_training_goes_on_from_the_model_of_the_package() -> None:
    pytest.importorskip("onnx", reason="onnx comes with claimgraph[train]")
    folder = models() / OWN_MODEL
    weights = exported_weights(folder)
    assert weights["bert.encoder.layer.5.attention.self.query.weight"].shape == (WIDTH, WIDTH)
    assert weights["classifier.weight"].shape == (len(LABELS), WIDTH)
    encoder = [name for name in weights if name.startswith("bert.encoder.layer.")]
    assert len(encoder) == LAYERS * PER_LAYER
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert weights["bert.embeddings.token_type_embeddings.weight"].shape[0] == card["token_types"]
    assert exported_weights(folder, PAIRS, "pairs")
