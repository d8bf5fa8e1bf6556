"""From a review to a rebuilt graph: what was decided lasts, with or without the articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from curation_sample import OTHER, claims_like, decide, iri
from kg.curate import CurationLog, read_log
from kg.curate.agreement import agreement
from kg.errors import GraphError, UsageError
from kg.graph import KnowledgeGraph, Nodes, load, run_query, stated, validate
from kg.graph.stored import store_of
from kg.model import Correction, Decision, ErrorTag
from kg.run.build import build
from kg.run.decided import sssom
from kg.run.gold import export_gold
from kg.run.judging import learn, queue, update_settings
from kg.run.outputs import OUTPUTS
from kg.run.recurate import read_built, recurate
from kg.run.verify import verify
from kg.settings import Settings, load_settings

TEXT = """Two antibodies

Isatuximab targets CD38 in multiple myeloma. Ruxolitinib inhibits JAK2. Trametinib activates MAP2K1 in melanoma.
"""
TARGETS, INHIBITS = "isatuximab cg:targets CD38", "ruxolitinib cg:inhibits JAK2"
ACTIVATES = "trametinib cg:activates MAP2K1"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("first")
    build(corpus, out)
    return out


@pytest.fixture(scope="module")
def log(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One claim is rejected, one accepted, one corrected."""
    path = tmp_path_factory.mktemp("review") / "decisions.jsonl"
    graph: KnowledgeGraph = read_built(first).graph
    CurationLog(path).append(
        (
            decide(graph, TARGETS, Decision.REJECT, tag=ErrorTag.NO_RELATION),
            decide(graph, INHIBITS, Decision.ACCEPT),
            decide(graph, ACTIVATES, Decision.REJECT, correction=Correction(predicate="cg:inhibits")),
        )
    )
    return path


def triples(out: Path) -> set[tuple[str, ...]]:
    query = """SELECT ?s ?p ?o WHERE { ?d ?predicate ?t . ?d rdfs:label ?s . ?t rdfs:label ?o
        VALUES (?predicate ?p) { (cg:targets "targets") (cg:inhibits "inhibits") (cg:activates "activates") } }"""
    return set(run_query(load(out), query).rows)


def test_a_graph_with_decisions_is_proved_from_its_articles(corpus: Path, log: Path, tmp_path: Path) -> None:
    build(corpus, tmp_path, curation=[log])
    assert verify(tmp_path, corpus).mismatches == ()


def test_what_was_decided_lasts_through_a_rebuild(corpus: Path, first: Path, log: Path, tmp_path: Path) -> None:
    assert ("isatuximab", "targets", "CD38") in triples(first)
    report = build(corpus, tmp_path, curation=[log])
    found = triples(tmp_path)
    assert ("isatuximab", "targets", "CD38") not in found
    assert ("ruxolitinib", "inhibits", "JAK2") in found
    assert ("trametinib", "inhibits", "MAP2K1") in found
    assert ("trametinib", "activates", "MAP2K1") not in found
    assert report.curation is not None
    assert report.curation.outcome.counts() == {
        "standing": 3,
        "accepted": 4,
        "rejected": 2,
        "corrected": 1,
        "unsure": 0,
        "fulfilled": 0,
        "vanished": 0,
        "disputed": 0,
        "unapplied": 0,
        "unseen": 0,
    }
    assert validate(tmp_path) == ()


def test_a_large_graph_is_stored_as_it_is_written(
    corpus: Path, first: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.stored.LARGE", 0)
    build(corpus, tmp_path / "built")
    recurate(first, [log], tmp_path / "decided")
    assert store_of(tmp_path / "built") is not None
    assert store_of(tmp_path / "decided") is not None
    assert store_of(first) is None


def test_a_rejected_claim_does_not_come_back_with_another_text_and_what_vanished_is_told(
    log: Path, tmp_path: Path
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "two.txt").write_text("A study\n\nIsatuximab binds CD38.\n", encoding="utf-8")
    report = build(tmp_path / "articles", tmp_path / "out", curation=[log])
    assert ("isatuximab", "targets", "CD38") not in triples(tmp_path / "out")
    assert report.curation is not None
    outcome = report.curation.outcome
    assert (outcome.rejected, len(outcome.vanished), len(outcome.unseen)) == (1, 2, 1)
    written = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [entry["why"] for entry in written["curation"]["vanished"]] == [entry.why for entry in outcome.vanished]


def test_without_the_articles_decisions_give_the_same_files(
    corpus: Path, first: Path, log: Path, tmp_path: Path
) -> None:
    build(corpus, tmp_path / "built", curation=[log])
    recurate(first, [log], tmp_path / "applied")
    recurate(tmp_path / "applied", [log], tmp_path / "again")
    for name in OUTPUTS:
        wanted = (tmp_path / "built" / name).read_bytes()
        assert (tmp_path / "applied" / name).read_bytes() == wanted, name
        assert (tmp_path / "again" / name).read_bytes() == wanted, name


def test_a_folder_without_a_build_and_a_missing_log_are_named(first: Path, log: Path, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="the report cannot be read"):
        recurate(tmp_path, [log], tmp_path / "out")
    with pytest.raises(UsageError, match="no log of decisions"):
        recurate(first, [], tmp_path / "out")


@pytest.fixture(scope="module")
def first_log(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wrong concept is corrected, one claim is accepted, one is left open."""
    path = tmp_path_factory.mktemp("names") / "decisions.jsonl"
    graph = read_built(first).graph
    wrong = Correction(object=iri("MONDO:0005105"))
    CurationLog(path).append(
        (
            decide(graph, INHIBITS, Decision.ACCEPT),
            decide(graph, TARGETS, Decision.UNSURE),
            *(
                decide(graph, claim, Decision.REJECT, tag=ErrorTag.GROUNDING, correction=wrong)
                for claim in ("CD38 cg:expressedIn plasma cell myeloma",)
                if claims_like(graph, claim)
            ),
        )
    )
    return path


def test_confirmed_names_are_written_as_sssom_with_their_curator(first: Path, first_log: Path) -> None:
    head, *rows = [line for line in sssom(first, [first_log]).splitlines() if not line.startswith("#")]
    table = [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]
    names = {row["subject_label"]: row for row in table}
    assert names["Ruxolitinib"]["object_id"] == "UNII:82S8X8XX8H"
    assert {row["author_id"] for row in table} == {"orcid:0000-0002-1825-0097"}
    assert {row["mapping_justification"] for row in table} == {"semapv:ManualMappingCuration"}


def test_decided_articles_are_gold_with_what_must_not_be_claimed(
    first: Path, corpus: Path, log: Path, tmp_path: Path
) -> None:
    written, _ = export_gold(first, [log], tmp_path, corpus)
    assert written == 1
    article = json.loads((tmp_path / "one.txt.json").read_text(encoding="utf-8"))
    label = {name: entity["label"] for name, entity in article["entities"].items()}
    claimed = {(label[c["s"]], c["p"], label[c["o"]]) for c in article["claims"]}
    assert {("ruxolitinib", "cg:inhibits", "JAK2"), ("trametinib", "cg:inhibits", "MAP2K1")} <= claimed
    denied = {(label[c["s"]], c["p"], label[c["o"]]) for c in article["must_not"]}
    assert denied == {("isatuximab", "cg:targets", "CD38"), ("trametinib", "cg:activates", "MAP2K1")}
    assert (tmp_path / "one.txt.txt").read_text(encoding="utf-8") == TEXT
    assert all(mention["text"] in TEXT for mention in article["mentions"])


def test_what_is_decided_leaves_the_queue_and_what_is_unsure_comes_first(
    first: Path, log: Path, first_log: Path
) -> None:
    everything = {one.says for one in queue(first, [])}
    assert {TARGETS, INHIBITS} <= everything
    waiting = [one.says for one in queue(first, [log, first_log])]
    assert not {INHIBITS, ACTIVATES} & set(waiting)
    assert queue(first, [first_log])[0].says == TARGETS


def test_decisions_calibrate_a_build_through_the_settings_file(
    corpus: Path, first: Path, log: Path, tmp_path: Path
) -> None:
    lesson = learn(first, [log])
    rules = {one.name: (one.right, one.judged) for one in lesson.extractors}
    assert sum(judged for _, judged in rules.values()) == 3
    assert max(lesson.factors.values()) > 1
    file = tmp_path / "kg.toml"
    file.write_text("# mine\nthreshold = 0.4\n", encoding="utf-8")
    update_settings(file, lesson.factors)
    assert file.read_text(encoding="utf-8").startswith("# mine\nthreshold = 0.4\n")
    settings = load_settings(file=file)
    assert settings.calibration == lesson.factors
    build(corpus, tmp_path / "out", settings)
    before = {c.key: c.confidence for c in read_built(first).graph.claims}
    after = {c.key: c.confidence for c in read_built(tmp_path / "out").graph.claims}
    assert before.keys() == after.keys()
    assert any(after[key] < before[key] for key in before)
    again = learn(tmp_path / "out", [log])
    assert {one.name: (one.right, one.judged) for one in again.extractors} == rules


TRIAL = """A trial

ICARIA-MM was a phase 3 trial in 307 patients with multiple myeloma. Patients were randomised to isatuximab plus
pomalidomide or to pomalidomide alone. The primary endpoint, progression-free survival, was met (hazard ratio 0.60).
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An article with a trial, and its build."""
    corpus, out = tmp_path_factory.mktemp("trial"), tmp_path_factory.mktemp("trial-out")
    (corpus / "trial.txt").write_text(TRIAL, encoding="utf-8")
    build(corpus, out)
    return corpus, out


def statements(out: Path) -> list[str]:
    return [stated(claim) for claim in read_built(out).graph.decidable()]


def test_what_was_rejected_stays_so_when_a_better_model_scores_otherwise(
    trial: tuple[Path, Path], tmp_path: Path
) -> None:
    """Evidence goes by another name when its score changes; the decision knows the sentence."""
    corpus, out = trial
    graph = read_built(out).graph
    wanted = [name for name in statements(out) if "cg:hasArm experimental" in name or "study_size" in name]
    assert len(wanted) == 2
    log = tmp_path / "decisions.jsonl"
    CurationLog(log).append(decide(graph, name, Decision.REJECT) for name in wanted)
    doubt = {one.extractor.partition(" ")[0]: 2.0 for one in graph.evidences()}
    report = build(corpus, tmp_path / "out", Settings(calibration=doubt), curation=[log])
    again = read_built(tmp_path / "out").graph
    nodes, after = Nodes(graph.options.base, graph.documents), Nodes(again.options.base, again.documents)
    assert not {nodes.evidence(e) for e in graph.evidences()} & {after.evidence(e) for e in again.evidences()}
    assert [stated(claim) for claim in again.decidable() if claim.curation == "rejected"] == wanted
    assert report.curation is not None
    assert (report.curation.outcome.unseen, report.curation.outcome.vanished) == ((), ())
    assert list(report.curation.outcome.messages()) == []


def test_decisions_on_a_trial_are_replayed_compared_learned_from_and_gold(
    trial: tuple[Path, Path], tmp_path: Path
) -> None:
    corpus, out = trial
    graph = read_built(out).graph
    events = [decide(graph, name, Decision.ACCEPT) for name in statements(out)]
    log, other = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    CurationLog(log).append(events)
    arm = next(name for name in statements(out) if "cg:hasArm comparator" in name)
    CurationLog(other).append([decide(graph, arm, Decision.REJECT, curator=OTHER)])
    compared = agreement(read_log(log).events, read_log(other).events)
    assert (compared.common, len(compared.differences)) == (1, 1)
    lesson = learn(out, [log])
    assert {"cg:hasArm", "biolink:has_study_results"} <= {one.name for one in lesson.predicates}
    assert queue(out, [log]) == ()
    written, unfinished = export_gold(out, [log], tmp_path / "gold", corpus)
    assert (written, unfinished) == (1, frozenset())
    article = json.loads((tmp_path / "gold" / "trial.txt.json").read_text(encoding="utf-8"))
    [facts] = article["trials"]
    label = {name: entity["label"] for name, entity in article["entities"].items()}
    assert (facts["study_size"], facts["phase"]) == (307, "clinical_trial_phase_3")
    arms = {(one["role"], tuple(sorted(label[drug] for drug in one["drugs"]))) for one in facts["arms"]}
    assert arms == {("experimental", ("isatuximab", "pomalidomide")), ("comparator", ("pomalidomide",))}
    [result] = facts["results"]
    assert (result["endpoint"], result["met"], result["hazardRatio"]) == ("cg:ProgressionFreeSurvival", True, 0.6)
    recurate(out, [log], tmp_path / "applied")
    build(corpus, tmp_path / "built", curation=[log])
    for name in OUTPUTS:
        assert (tmp_path / "applied" / name).read_bytes() == (tmp_path / "built" / name).read_bytes(), name
    assert validate(tmp_path / "built") == ()


def test_a_broken_line_of_a_log_is_in_the_report_and_the_others_count(corpus: Path, log: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("oh\n" + log.read_text(encoding="utf-8"), encoding="utf-8")
    report = build(corpus, tmp_path / "out", curation=[broken])
    assert report.curation is not None
    assert report.curation.outcome.standing == 3
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["curation"]["notices"]
    assert [(notice["code"], notice["where"]) for notice in told] == [("bad-line", f"{broken}, line 1")]
