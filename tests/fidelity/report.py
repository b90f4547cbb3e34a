"""Every miss and every false fact, a line each: `python -m tests.fidelity.report --kind measure -d 000`."""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from bizgraph.errors import BizgraphError

from .faults import Kind, Score, Verdict
from .gold import Corpus, GoldFile, gold_paths, load_gold
from .program import facts_of, facts_of_all, understood
from .score import score
from .table import fault_line, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the options ask for; 1 where a gold file or a document could not be read or understood."""
    options = _parser().parse_args(arguments)
    golds, failures = _golds(options.document, options.corpus)
    if options.collected:
        print("\n".join(_collected(golds)))
        return int(bool(failures))
    scores = []
    outcomes = facts_of_all(gold.document for gold in golds) if golds else {}
    for gold in golds:
        outcome = outcomes[gold.document]
        if isinstance(outcome, Exception):
            failures.append(str(outcome))
        scores.append(score(gold, understood(outcome)))
    # Of a document that failed everything is missed: that shows in the table, and needs no lines.
    told = [each for each in scores if not isinstance(outcomes[each.gold.document], Exception)]
    lines = _lines(told, options)
    if not options.table:
        print("\n".join(lines), end="\n" if lines else "")
    if options.save:
        options.save.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    if options.since:
        _print_change(options.since.read_text(encoding="utf-8").splitlines(), lines)
    if options.table or not (options.kind or options.document or options.since):
        for corpus in Corpus:
            if of_corpus := [each for each in scores if each.gold.corpus is corpus]:
                print(f"\n{table(corpus, of_corpus)}")
    for failure in dict.fromkeys(failures):
        print(f"FAILED {failure}", file=sys.stderr)
    if len(outcomes) == 1 and not told:
        _print_traceback(next(iter(outcomes)))
    return int(bool(failures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fidelity", description=__doc__)
    add = parser.add_argument
    add("--kind", "-k", action="append", default=[], help="only kinds that begin so: measure, quan")
    add("--document", "-d", action="append", default=[], help="only gold files whose name has this: 000")
    add("--corpus", "-c", type=Corpus, choices=list(Corpus), help="seeds or layouts")
    add("--missed", action="store_true", help="only what was missed")
    add("--false", action="store_true", help="only what is false")
    add("--follow", action="store_true", help="also faults that only follow from a missed or false statement")
    add("--table", "-t", action="store_true", help="the table alone")
    add("--collected", action="store_true", help="how many entries the gold has, as bars.toml lists them")
    add("--save", type=Path, metavar="FILE", help="write the lines to a file, for --since")
    add("--since", type=Path, metavar="FILE", help="print what was mended (<) and broken (>) since --save")
    return parser


def _golds(documents: Sequence[str], only: Corpus | None) -> tuple[list[GoldFile], list[str]]:
    golds, failures = [], []
    for corpus in Corpus:
        for path in gold_paths(corpus) if only in (None, corpus) else ():
            if documents and not any(part in path.stem for part in documents):
                continue
            try:
                golds.append(load_gold(path, corpus))
            except BizgraphError as error:
                failures.append(str(error))
    return golds, failures


def _lines(scores: Sequence[Score], options: argparse.Namespace) -> list[str]:
    kinds = {kind for kind in Kind if not options.kind or any(kind.value.startswith(k) for k in options.kind)}
    verdicts = {Verdict.MISSED} if options.missed else {Verdict.FALSE} if options.false else set(Verdict)
    return [
        fault_line(each, fault)
        for each in scores
        for fault in each.faults
        if fault.kind in kinds and fault.verdict in verdicts and (options.follow or not fault.follows)
    ]


def _collected(golds: Sequence[GoldFile]) -> Iterator[str]:
    for corpus in Corpus:
        yield f"[collected.{corpus.value}]"
        entries = chain.from_iterable(gold.entries for gold in golds if gold.corpus is corpus)
        for kind, count in sorted(Counter(entry.kind for entry in entries).items()):
            yield f"{kind} = {count}"


def _print_change(before: Sequence[str], now: Sequence[str]) -> None:
    mended, broken = [x for x in before if x not in set(now)], [x for x in now if x not in set(before)]
    for mark, lines in (("<", mended), (">", broken)):
        for line in lines:
            print(f"{mark} {line}")
    print(f"{len(mended)} mended, {len(broken)} broken")


def _print_traceback(document: Path) -> None:
    try:
        facts_of(document)
    except Exception:  # shown, as it is what the user is looking for
        traceback.print_exc()


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` is no error
    sys.exit(main())
