"""Documents on a Dask cluster."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from kg.errors import ResourceError
from kg.model import Document, Failure

distributed = pytest.importorskip("distributed")

from kg.run import spread  # noqa: E402
from kg.run.cluster import cluster  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as running,
    ):
        yield running.scheduler_address


def _length(settings: str, expected: str, document: Document) -> int:
    return len(settings + expected + document.text)


def _die(settings: str, expected: str, document: Document) -> int:
    os._exit(len(settings + expected + document.text))


def _refuse(settings: str, expected: str, document: Document) -> int:
    raise ResourceError("broken", where=document.source, cure=settings + expected)


def test_an_outcome_comes_back_from_a_worker(address: str) -> None:
    with cluster(address) as workers:
        assert workers.submit(_length, "12", "3", Document("a.txt", "4567", "")).result() == 7
        assert workers.count == 1


def test_a_document_that_kills_its_workers_is_a_failure_of_that_document_alone(address: str) -> None:
    with cluster(address) as workers:
        fatal = workers.submit(_die, "", "", Document("fatal.txt", "1", ""))
        outcome = fatal.result()
        assert isinstance(outcome, Failure)
        assert outcome.source == "fatal.txt"
        assert outcome.cure
        assert workers.submit(_length, "", "", Document("next.txt", "1", "")).result() == 1


def test_an_error_of_a_worker_arrives_with_its_place_and_cure(address: str) -> None:
    with cluster(address) as workers, pytest.raises(ResourceError) as caught:
        workers.submit(_refuse, "cu", "re", Document("a.txt", "", "")).result()
    assert (caught.value.what, caught.value.where, caught.value.cure) == ("broken", "a.txt", "cure")


def test_a_worker_with_several_threads_is_refused() -> None:
    with (
        distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=2,
            processes=False,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
        ) as threaded,
        pytest.raises(ResourceError, match="several threads"),
        cluster(threaded.scheduler_address),
    ):
        pass


def test_a_scheduler_that_does_not_answer_is_an_error_with_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.run.cluster._PATIENCE", 1)
    begun = time.monotonic()
    with pytest.raises(ResourceError, match="dask scheduler"), cluster("tcp://127.0.0.1:9"):
        pass
    assert time.monotonic() - begun < 60


def test_a_scheduler_without_workers_is_an_error_with_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.run.cluster._PATIENCE", 2)
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(ResourceError, match="no workers"),
        cluster(empty.scheduler_address),
    ):
        pass


def test_a_worker_of_another_installation_reads_nothing() -> None:
    from kg.settings import Settings

    with pytest.raises(ResourceError, match="another claimgraph"):
        spread._read(Settings().model_dump_json(), "of another installation", Document("a.txt", "", ""))
