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

_QUANTISED = "_quantized"
_HALVED = "_half"


def exported_weights(
    folder: Path, file: str = WEIGHTS, prefix: str = "classifier"
) -> Mapping[str, NDArray[np.float32]]:
    """The weights of the model in ``folder`` by the names of the torch model, int8 and float16 ones as the numbers they
    stand for. ``prefix`` is what the exported part was called.

    Raises ``ResourceError`` when there is no such model.
    """
    import onnx
    from onnx.numpy_helper import to_array

    path = folder / file
    try:
        graph = onnx.load(path).graph
    except OSError as error:
        cure = "Name the folder of a model made by kg train."
        raise ResourceError(f"the model to go on from cannot be read: {error}", where=str(path), cure=cure) from error
    stored = {tensor.name.removesuffix(_HALVED): to_array(tensor) for tensor in graph.initializer}
    found: dict[str, NDArray[np.float32]] = {}
    for name, of in named(graph, stored, prefix):
        value = _plain(of, stored)
        found[name] = np.ascontiguousarray(value.T if name.endswith("weight") and of.startswith("onnx::") else value)
    return found


def halved(model: Any) -> Any:
    """The ONNX ``model`` with its float32 weights stored as float16, which is half the size; it computes as before."""
    import onnx
    from onnx import helper, numpy_helper

    graph, casts = model.graph, []
    for tensor in graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT and np.prod(tensor.dims) >= 64:
            name = tensor.name
            values = numpy_helper.to_array(tensor).astype(np.float16)
            tensor.CopyFrom(numpy_helper.from_array(values, name + _HALVED))
            casts.append(helper.make_node("Cast", [name + _HALVED], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def named(graph: Any, stored: Mapping[str, NDArray[Any]], prefix: str) -> Iterator[tuple[str, str]]:
    """Each weight of the torch model with the name under which the file has it.

    Tables and biases keep their names. A matrix of a linear layer is stored turned and under a number: the node that
    multiplies by it tells the layer. ``prefix`` is missing there where the layer was called without its owner.
    """
    for name in stored:
        if name.startswith(f"{prefix}.") and not name.endswith(("_scale", "_zero_point")):
            whole = name.removesuffix(_QUANTISED)
            yield whole.removeprefix(f"{prefix}."), whole
    for node in graph.node:
        if node.op_type in ("MatMulInteger", "MatMul") and "/MatMul" in node.name:
            whole = node.input[1].removesuffix(_QUANTISED)
            if node.input[1] in stored:
                layer = node.name.split("/MatMul")[0].removeprefix(f"/{prefix}/").strip("/").replace("/", ".")
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
