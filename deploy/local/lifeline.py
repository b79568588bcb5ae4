"""`python -m deploy.local.lifeline MODULE`: runs a module as `python -m MODULE` would, and never longer than its supervisor.

Standard input is a pipe that only the supervisor holds open. When it ends, whatever ended the supervisor, this process
ends too. On Linux the kernel does the same even while the process is stopped or stuck.
"""

import ctypes
import os
import runpy
import signal
import sys
import threading

_PR_SET_PDEATHSIG = 1


def _die_with_the_supervisor() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_watch, name="lifeline", daemon=True).start()


def _watch() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)  # nothing is lost: a change was acknowledged after it had been stored, or not at all


if __name__ == "__main__":
    _die_with_the_supervisor()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
