"""What commands on many answers files share: by what processes, with a bar, and what can go wrong on the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor.language import Messages
from advisor.portfolio.gathering import ClusterUnavailable, answers_files

from .options import Failure, Refusal

F = TypeVar("F", bound=Callable[..., Any])
Found = TypeVar("Found")
PHRASES = Messages(
    {
        "empty": "There are no answers files (*.yaml) in {places}.",
        "interrupted": "Interrupted: {done} of {all} are done.",
        "lost": "The processes that assess were killed twice; try fewer --jobs.",
        "kept": "What was done is kept. Run the command again to go on.",
        "progress": "Assessing",
    }
)


def spreading_options(command: F) -> F:
    """Add `--jobs` and `--dask`; the command receives `jobs` and `address`."""
    jobs = click.option(
        "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that assess."
    )
    dask = click.option(
        "--dask", "address", metavar="ADDRESS", help="Assess on a Dask cluster instead (extra: cluster)."
    )
    return jobs(dask(command))


def files_in(places: Sequence[Path], said: Mapping[str, str]) -> list[Path]:
    """The answers files in some places. Refusal where there are none."""
    files = answers_files(places)
    if not files:
        raise Refusal(said["empty"].format(places=", ".join(map(str, places))))
    return files


def with_bar(made: Iterator[Found], files: int, said: Mapping[str, str], kept: Path | None = None) -> Iterator[Found]:
    """What is made of so many files, with a bar on stderr. Failure for what can go wrong on the way.

    `kept` is where what was done is kept for the next run, if anywhere.
    """
    done = 0
    goes_on = f" {said['kept']}" if kept is not None else ""
    try:
        with click.progressbar(length=files, label=said["progress"], file=sys.stderr) as bar:
            for found in made:
                done += 1
                yield found
                bar.update(1)
    except KeyboardInterrupt:
        raise Failure(said["interrupted"].format(done=done, all=files) + goes_on) from None
    except ClusterUnavailable as error:
        raise Failure(str(error)) from None
    except BrokenProcessPool:
        raise Failure(said["lost"] + goes_on) from None
    except OSError as error:
        raise cannot(error, kept) from None


def cannot(error: OSError, place: Path | None = None) -> Failure:
    """What the system refuses, where that is known."""
    where = place or error.filename
    why = error.strerror or str(error)
    return Failure(f"{where}: {why}" if where else why)
