"""The weights of a model that was exported, to go on from: its own corpora, more time, another version's inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError
from kg.nlp.encoding import CASE_SHAPES
from kg.nlp.recogniser import WEIGHTS

_PREFIX = "classifier."
_QUANTISED = "_quantized"


def exported_weights(folder: Path) -> Mapping[str, NDArray[np.float32]]:
    """The weights of the model in ``folder`` by the names of the torch model, int8 ones as the numbers they stand for.

    Raises ``ResourceError`` when there is no such model.
    """
    import onnx
    from onnx.numpy_helper import to_array

    path = folder / WEIGHTS
    try:
        graph = onnx.load(path).graph
    except OSError as error:
        cure = "Name the folder of a model made by kg train."
        raise ResourceError(f"the model to go on from cannot be read: {error}", where=str(path), cure=cure) from error
    stored = {tensor.name: to_array(tensor) for tensor in graph.initializer}
    found: dict[str, NDArray[np.float32]] = {}
    for name, of in _named(graph, stored):
        value = _plain(of, stored)
        found[name] = np.ascontiguousarray(value.T if name.endswith("weight") and of.startswith("onnx::") else value)
    return found


def _named(graph: Any, stored: Mapping[str, NDArray[Any]]) -> Iterator[tuple[str, str]]:
    """Each weight of the torch model with the name under which the file has it.

    Tables and biases keep their names. A matrix of a linear layer is stored turned and under a number: the node that
    multiplies by it tells the layer.
    """
    for name in stored:
        if name.startswith(_PREFIX) and not name.endswith(("_scale", "_zero_point")):
            whole = name.removesuffix(_QUANTISED)
            yield whole.removeprefix(_PREFIX), whole
    for node in graph.node:
        if node.op_type in ("MatMulInteger", "MatMul") and "/MatMul" in node.name:
            whole = node.input[1].removesuffix(_QUANTISED)
            if node.input[1] in stored:
                layer = node.name.split("/MatMul")[0].removeprefix("/classifier/").replace("/", ".")
                yield f"{layer}.weight", whole


def _plain(name: str, stored: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    if name in stored:
        plain: NDArray[np.float32] = stored[name].astype(np.float32)
        return plain
    zero = stored[f"{name}_zero_point"].astype(np.int32)
    numbers: NDArray[np.float32] = (stored[name + _QUANTISED].astype(np.int32) - zero).astype(np.float32)
    return numbers * stored[f"{name}_scale"].astype(np.float32)


def widened(types: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """``types`` (token types × width) for ``count`` token types: a new one begins as its case shape."""
    return types[[number if number < len(types) else number % CASE_SHAPES for number in range(count)]]
