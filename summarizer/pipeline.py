"""The whole journey on one screen: a filing in, a board memo out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

from summarizer.asking import (
    Prompts,
    build_request,
    load_prompts,
    request_overhead,
    rules_engine,
)
from summarizer.billing import cost_of, text_tokens, used_by_model
from summarizer.calling import price_list, with_turns
from summarizer.comparing import second_opinion, stability_of
from summarizer.composing import compose_memo
from summarizer.errors import ModelError, SettingsError
from summarizer.estimating import expected_cost
from summarizer.judging import Judged, judge_factor, rate_factor
from summarizer.linking import link_records
from summarizer.memo import (
    EngineFacts,
    FilingFacts,
    Memo,
    Receipt,
    RiskRecord,
    SecondOpinion,
    SectionFacts,
)
from summarizer.numbering import chunk_factor, load_counter, number_factor
from summarizer.reading import read_filing, short_name
from summarizer.records import (
    Chunk,
    Engine,
    Filing,
    Purpose,
    Request,
    RiskFactor,
    RiskSection,
)
from summarizer.settings import UNNAMED, Settings
from summarizer.splitting import account_of, find_risk_sections

RUBRIC_VERSION = "2"
SMALLEST_CHUNK = 200
"""Tokens below which a chunk cannot hold a heading and a sentence or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is about to be asked: the filing with its sections, and each factor's chunks."""

    filing: Filing
    sections: tuple[RiskSection, ...]
    prompts: Prompts
    issuer: str
    chunked: tuple[tuple[Chunk, ...], ...]

    def requests(self) -> Iterator[Request]:
        """The first question about each chunk, in the order of the filing."""
        for chunks in self.chunked:
            purpose = Purpose.WHOLE if len(chunks) == 1 else Purpose.PART
            for chunk in chunks:
                yield build_request(self.prompts, chunk, purpose=purpose, issuer=self.issuer)


Chunker = Callable[[RiskFactor], tuple[Chunk, ...]]
Progress = Callable[[int, int], None]
"""Called with the risk factors done and all of them."""


def summarize(
    path: str | Path,
    *,
    engine: Engine,
    settings: Settings | None = None,
    only: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Memo:
    """Read the filing at ``path`` and return the memo of its risk factors; nothing is printed.

    ``engine`` answers the questions (``rules_engine()``, ``openai_engine(...)``); ``only`` limits
    the work to some risk ids, in the order of the filing. Raises FilingError, SettingsError and
    ModelError; a single risk factor that cannot be summarized is no error but a gap in the memo.
    """
    settings = settings or Settings()
    plan, factors, chunked = begun(path, engine=engine, settings=settings, only=only)
    filing, sections, prompts = plan.filing, plan.sections, plan.prompts
    section_of = {factor.id: section for section in sections for factor in section.factors}
    turn = Lock()

    def judge(chunks: tuple[Chunk, ...], asked: Engine) -> Judged:
        return judge_factor(
            chunks,
            filing=filing,
            section=section_of[chunks[0].numbered.factor.id],
            engine=asked,
            prompts=prompts,
            issuer=plan.issuer,
            max_repairs=settings.max_repairs,
            token_ceiling=settings.token_ceiling,
        )

    def work(task: tuple[RiskFactor, Engine]) -> tuple[tuple[Chunk, ...], Judged]:
        factor, asked = task
        with turn:
            chunks = chunked(factor)
            return chunks, judge(chunks, asked)

    engines = [with_turns(in_run(engine, n + 1), turn) for n in range(settings.runs)]
    tasks = [(factor, asked) for asked in engines for factor in factors]
    workers = settings.concurrency if engine.language_model else 1
    done = side_by_side(work, tasks, workers=workers, progress=progress)
    plan = replace(plan, chunked=tuple(chunks for chunks, _ in done[: len(factors)]))
    judged = tuple(one for _, one in done)
    count = len(factors)
    first, *again = (judged[count * n : count * (n + 1)] for n in range(settings.runs))
    linked = link_records(records_of(first), plan.issuer)
    records = linked.records
    gaps = tuple(gap for one in first for gap in one.gaps)
    if plan.chunked and not records:
        raise ModelError(
            f"{engine.name} gave no usable answer on any of {len(plan.chunked)} risk factors; "
            f"the first failed because {gaps[0].reason}",
            fix="Name another --model, or use --model rules.",
        )
    memo = compose_memo(
        filing=filing_facts(filing, sections),
        engine=EngineFacts(
            name=engine.name,
            language_model=engine.language_model,
            models=tuple(sorted({record.provenance.model for record in records})),
            prompt_version=prompts.version,
            rubric_version=RUBRIC_VERSION,
        ),
        records=records,
        links=linked.links,
        gaps=gaps,
        account=account_of(*sections),
        receipt=receipt_of(plan, engine, judged, runs=settings.runs, shown=first),
    )
    return replace(
        memo,
        second_opinion=opinion_of_rules(plan, records) if engine.language_model else None,
        stability=stability_of([records, *map(records_of, again)]) if again else None,
    )


def receipt_of(
    plan: Plan, engine: Engine, judged: Sequence[Judged], *, runs: int, shown: Sequence[Judged]
) -> Receipt:
    """What was expected of the plan, and what the answers took."""
    asked = engine.name if engine.language_model else None
    models = used_by_model((answer for one in judged for answer in one.answers), asked)
    text = text_tokens(plan.chunked)
    return Receipt(
        estimate=expected_cost(plan.chunked, plan.prompts, asked, runs=runs)
        if asked and text
        else None,
        bill=cost_of(models, asked, text),
        models=models,
        prices=price_list() if any(one.dollars is not None for one in models) else None,
        repairs=sum(one.repairs for one in judged),
        risk_factors=len(plan.chunked),
        records=len(records_of(shown)),
        gaps=sum(len(one.gaps) for one in shown),
    )


def plan_of(
    path: str | Path, *, engine: Engine, settings: Settings, only: Sequence[str] | None = None
) -> Plan:
    """Read, find, split, number and chunk; nothing is asked. Raises as ``summarize`` does."""
    plan, factors, chunked = begun(path, engine=engine, settings=settings, only=only)
    return replace(plan, chunked=tuple(map(chunked, factors)))


def begun(
    path: str | Path, *, engine: Engine, settings: Settings, only: Sequence[str] | None
) -> tuple[Plan, tuple[RiskFactor, ...], Chunker]:
    """The plan without its chunks, the factors, and what cuts one of them into chunks.

    So the last factors can be numbered while the first are asked about.
    """
    prompts = load_prompts(settings.prompts)
    filing = read_filing(Path(path))
    sections = find_risk_sections(filing, settings.section)
    factors = select([factor for section in sections for factor in section.factors], only)
    plan = Plan(
        filing=filing,
        sections=sections,
        prompts=prompts,
        issuer=settings.issuer or short_name(filing.cover.issuer, filing.text) or UNNAMED,
        chunked=(),
    )
    return plan, factors, chunker(filing, prompts, engine, settings)


def select(factors: Sequence[RiskFactor], only: Sequence[str] | None) -> tuple[RiskFactor, ...]:
    """The factors named in ``only`` (all if None); raises SettingsError for an unknown id."""
    if only is None:
        return tuple(factors)
    unknown = sorted(set(only) - {factor.id for factor in factors})
    if unknown:
        raise SettingsError(
            f"The filing has no risk factor {', '.join(unknown)}.",
            fix=f"It has {factors[0].id} to {factors[-1].id}: see 'summarizer risks'."
            if factors
            else "It states none: see 'summarizer risks'.",
        )
    return tuple(factor for factor in factors if factor.id in only)


def chunker(filing: Filing, prompts: Prompts, engine: Engine, settings: Settings) -> Chunker:
    """Numbers a factor and cuts it to what a request has left beside prompt and schema."""
    if engine.limit is None:
        return lambda factor: chunk_factor(number_factor(filing, factor), None, None)
    counter = load_counter(engine.name)
    overhead = request_overhead(prompts, counter)
    room = min(settings.limit, engine.limit) - overhead
    if room < SMALLEST_CHUNK:
        raise SettingsError(
            f"--limit {min(settings.limit, engine.limit)} leaves no room for the filing's text: "
            f"prompt and schema take {overhead} tokens.",
            fix=f"Give --limit {overhead + SMALLEST_CHUNK} or more.",
        )
    return lambda factor: chunk_factor(number_factor(filing, factor), room, counter)


_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


Judge = Callable[[tuple[Chunk, ...], Engine], Judged]


def side_by_side(
    judge: Callable[[_Given], _Made],
    given: Sequence[_Given],
    *,
    workers: int,
    progress: Progress | None,
) -> tuple[_Made, ...]:
    """``judge`` over all given, ``workers`` at once, results in order; an error stops all.

    Then nothing more is begun, and what was begun is not waited for: a call may hang for long. For
    the same reason the threads are daemons: a process can end while they are at it.
    """
    futures: list[Future[_Made]] = [Future() for _ in given]
    waiting: SimpleQueue[tuple[Future[_Made], _Given]] = SimpleQueue()
    for task in zip(futures, given, strict=True):
        waiting.put(task)
    for _ in range(min(workers, len(futures))):
        Thread(target=_work_off, args=(judge, waiting), daemon=True).start()
    try:
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            if progress:
                progress(done, len(futures))
        return tuple(future.result() for future in futures)
    finally:
        for future in futures:
            future.cancel()


def _work_off(
    judge: Callable[[_Given], _Made], waiting: SimpleQueue[tuple[Future[_Made], _Given]]
) -> None:
    """What one thread does: ``judge`` over whatever waits, until nothing does."""
    with suppress(Empty):
        while True:
            future, one = waiting.get_nowait()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(judge(one))
            except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
                future.set_exception(error)


def in_run(engine: Engine, number: int) -> Engine:
    """``engine`` with its requests numbered: an answer of one run is none of another's."""
    return replace(engine, ask=lambda request: engine.ask(replace(request, run=number)))


def records_of(judged: Sequence[Judged]) -> tuple[RiskRecord, ...]:
    """The records that there are."""
    return tuple(one.record for one in judged if one.record)


def opinion_of_rules(plan: Plan, records: Sequence[RiskRecord]) -> SecondOpinion:
    """The embedded engine's ratings of the same factors beside ``records``."""
    rules = rules_engine()
    ratings = {
        chunks[0].numbered.factor.id: rate_factor(
            chunk_factor(chunks[0].numbered, None, None)[0],
            engine=rules,
            prompts=plan.prompts,
            issuer=plan.issuer,
        )
        for chunks in plan.chunked
    }
    return second_opinion(records, ratings, rules.name)


def filing_facts(filing: Filing, sections: Sequence[RiskSection]) -> FilingFacts:
    """What the memo's header says of the source."""
    section, *further = sections
    return FilingFacts(
        source=filing.source,
        sha256=filing.sha256,
        issuer=filing.cover.issuer,
        form=filing.cover.form,
        item=section.item,
        fiscal_year_end=filing.cover.fiscal_year_end,
        filed=filing.cover.filed,
        section_start=section.span.start,
        section_end=section.span.end,
        section_heading=section.heading,
        confidence=section.confidence,
        section_closed=all(one.closed for one in sections),
        statement_kind=section.statement.kind if section.statement else None,
        statement_quote=section.statement.quote if section.statement else None,
        further_sections=tuple(
            SectionFacts(
                heading=one.heading,
                start=one.span.start,
                end=one.span.end,
                confidence=one.confidence,
            )
            for one in further
        ),
        notes=filing.notes,
    )
