"""`./tiendo export`, `restore` and `reindex`: a tenant in files, and back; while the installation runs, or while it does not.

The tasks service knows what is in its store; it does the work in a process of its own, and this shows how far it is.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from deploy.local import PROJECT
from deploy.local.datadir import DataDirectory
from deploy.local.language import Refusal, say
from deploy.local.servers import named_store, require_store_url

_REFUSALS = {
    "NothingThere": ("tỉnh hoặc cấp này chưa có sự kiện nào", "that tenant has no event"),
    "Damaged": ("tệp bị hỏng hoặc bị sửa", "the archive is damaged or was altered"),
    "Newer": ("tệp do phiên bản Tiendo mới hơn ghi: hãy cập nhật", "a newer Tiendo wrote the archive: update first"),
    "NotEmpty": ("tỉnh này đã có dữ liệu khác trong kho", "that tenant has other data in the store already"),
}


def export(directory: DataDirectory, tenant: str, out: Path) -> int:
    """Everything of the tenant up to the newest event of now. Raises Refusal. Interrupted, it is simply repeated."""
    if out.exists():
        raise Refusal(f"{out} đã có: hãy chọn tên khác", f"{out} is there already: choose another name")
    if named_store() is None:
        directory.require()
    told = _run(directory, "export", tenant, str(out))
    print(say(f"{out}: {told['done']:,} sự kiện", f"{out}: {told['done']:,} events"), told["hash"])
    return 0


def restore(directory: DataDirectory, file: Path) -> int:
    """Into a store in which the tenant has nothing. Raises Refusal. Interrupted, a repetition goes on."""
    if not file.exists():
        raise Refusal(f"không có {file}", f"there is no {file}")
    if named_store() is None:
        directory.create()
    told = _run(directory, "restore", str(file))
    was = say("đã khôi phục", "restored") if told["now"] else say("đã khôi phục trước đó", "had been restored before")
    print(f"{told['tenant']}: {was}, {told['done']:,} {say('sự kiện', 'events')}", told["hash"])
    return 0


def reindex(directory: DataDirectory) -> int:
    """Every document gets the fields that queries use; a start does it too, where fields are new. Raises Refusal."""
    if named_store() is None:
        directory.require()
    told = _run(directory, "reindex")
    print(say(f"{told['done']:,} bản ghi được cập nhật", f"{told['done']:,} documents rewritten"))
    return 0


def _run(directory: DataDirectory, *arguments: str) -> dict[str, Any]:
    """The last thing that the process said. Raises Refusal."""
    url = named_store() or directory.store_url()
    require_store_url(url)
    # The address may hold a password: it goes where other users of the machine do not see it.
    environment = {**os.environ, "TIENDO_STORE_URL": url, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-P", "-m", "services.tasks", *arguments]
    said: dict[str, Any] = {}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            said = json.loads(line)
            _show(said)
        complaint = process.stderr.read() if process.stderr else ""
    if process.returncode == 0:
        return said
    if "refused" in said:
        vi, en = _REFUSALS[said["refused"]]
        detail = f" ({said['detail']})" if said["detail"] else ""
        raise Refusal(f"{vi}{detail}", f"{en}{detail}")
    reason = complaint.strip().rpartition("\n")[2]
    raise Refusal(f"không làm được ({reason})", f"it could not be done ({reason})")


def _show(said: dict[str, Any]) -> None:
    if "what" in said and sys.stderr.isatty():
        total = f"/{said['total']:,}" if said["total"] else ""
        print(f"\r{said['what']:<20} {said['count']:,}{total}\x1b[K", end="", file=sys.stderr, flush=True)
    elif sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
