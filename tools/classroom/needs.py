"""Measures what the students' servers and kernels take: memory and processor time."""

from dataclasses import dataclass
from pathlib import Path

import psutil

MEGA = 1e6


@dataclass
class Need:
    """Hold what one student's server and kernel took, or the hub and its proxy."""

    peak_mb: float  # the sum of the highest resident memory of each process: what a container's limit must hold
    own_mb: float  # memory now, shared pages divided among those who share them
    cpu_seconds: float


def needs(hub: int) -> list[Need]:
    """Return what each student's processes took; a student's server is a child of the hub."""
    servers = [
        child for child in psutil.Process(hub).children() if "jupyterhub-singleuser" in " ".join(child.cmdline())
    ]
    return [need([server, *server.children(recursive=True)]) for server in servers]


def need(processes: list[psutil.Process]) -> Need:
    """Return what some processes took together."""
    spent = [process.cpu_times() for process in processes]
    return Need(
        peak_mb=sum(peak(process.pid) for process in processes),
        own_mb=sum(process.memory_full_info().pss for process in processes) / MEGA,
        cpu_seconds=sum(times.user + times.system for times in spent),
    )


def peak(pid: int) -> float:
    """Return the highest resident memory of a process so far, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / MEGA


def of_the_hub(hub: int) -> Need:
    """Return what the hub and its proxy took."""
    process = psutil.Process(hub)
    proxies = [child for child in process.children() if "configurable-http-proxy" in " ".join(child.cmdline())]
    return need([process, *proxies])
