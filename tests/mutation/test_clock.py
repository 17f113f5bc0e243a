"""Tests that would run for ever are ended, and those that only had to wait for the processor are not."""

import subprocess
import sys

import pytest

from tests.mutation.plugin import OUT_OF_TIME

WORK = "while time.process_time() < {seconds}: pass"
REMINDED = "os.kill(os.getpid(), signal.SIGXCPU)"
BEGIN = """
import os, resource, signal, time
from tests.mutation.plugin import Clock
limit = int(time.process_time()) + 2
resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 2))
clock = Clock()
signal.signal(signal.SIGXCPU, clock.strikes)
clock.worked = time.process_time()
"""


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        ([WORK.format(seconds="clock.worked + 0.3"), REMINDED], 0),
        ([REMINDED, "time.sleep(9)"], OUT_OF_TIME),
        ([WORK.format(seconds=9)], OUT_OF_TIME),
    ],
    ids=["works", "waits for nothing", "works for ever"],
)
def test_what_counts_is_the_time_that_was_worked(steps, ends):
    ran = subprocess.run([sys.executable, "-c", "\n".join([BEGIN, *steps])], check=False)
    assert ran.returncode == ends
