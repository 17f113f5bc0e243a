"""How tests run when a fault is planted: the quick ones first, properties with few examples, nothing remembered."""

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
import time
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

EXAMPLES = 10
TEMPORARY = Path(__file__).resolve().parents[2] / "var" / "temporary"
SETTINGS = "_hypothesis_internal_use_settings"
MUTATED = ("recovery",)
# How mutmut is told that the tests did not end, and how many seconds of work in a minute show that they still go on.
OUT_OF_TIME = 128 + signal.SIGXCPU
AT_WORK = 0.1


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """A folder of this process, removed with it: thousands of runs would push those of others out of the common one."""
    TEMPORARY.mkdir(parents=True, exist_ok=True)
    config.option.basetemp = str(TEMPORARY / str(os.getpid()))
    clock = Clock()
    for reminder in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(reminder, clock.strikes)


class Clock:
    """Ends tests that would run for ever by the time they worked: on a busy machine they wait, and that is no fault.

    mutmut sets a limit to that time before the tests begin, and sends the signal of the limit after so many seconds on
    the wall, too.
    """

    def __init__(self) -> None:
        self.worked = 0.0
        # Asked once: Linux raises it by a second with each signal that it sends.
        self.limit, _hard = resource.getrlimit(resource.RLIMIT_CPU)

    def strikes(self, *_: object) -> None:
        worked = time.process_time()
        if worked > self.limit - AT_WORK or worked - self.worked < AT_WORK:
            os._exit(OUT_OF_TIME)
        self.worked = worked
        signal.alarm(60)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.option.basetemp, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: is_hypothesis_test(getattr(item, "obj", None)))
    for item in items:
        test = getattr(item, "obj", None)
        if is_hypothesis_test(test):
            shorten(getattr(test, "__func__", test))


def shorten(test: object) -> None:
    """The same examples each time; the first that fails is enough, however large it is."""
    own = getattr(test, SETTINGS, None) or settings.default
    fewer = settings(
        own,
        max_examples=min(EXAMPLES, own.max_examples),
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    setattr(test, SETTINGS, fewer)


REMEMBERING: list[_lru_cache_wrapper] = []


def pytest_collection_finish() -> None:
    """Looked for once: the processes that try the faults begin as copies of one that has collected the tests."""
    if not REMEMBERING:
        found = (each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper))
        REMEMBERING.extend(each for each in found if each.__module__.split(".")[0] in MUTATED)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What was remembered would hide which functions a test needs, and a fault planted in them."""
    for remembered in REMEMBERING:
        remembered.cache_clear()
