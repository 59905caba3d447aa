"""Reads how full the computer's battery is, without any permission or service."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

SUPPLIES = Path("/sys/class/power_supply")
"""Where Linux lists batteries and chargers, see Documentation/ABI/testing/sysfs-class-power of the kernel."""

_MOST_BYTES = 100
_UNKNOWN = 255  # of Windows, for charge and supply
_PMSET_SECONDS = 2


class Battery(NamedTuple):
    """The computer's batteries taken together.

    Attributes:
        charge: how full they are, 0 to 1.
        is_in_use: whether the computer runs on them; False while it is plugged in.
    """

    charge: float
    is_in_use: bool

    def is_below(self, charge: float) -> bool:
        """Whether the computer runs on a battery with less than this left, 0 to 1."""
        return self.is_in_use and self.charge < charge


def read_battery() -> Battery | None:
    """The battery; None if there is none, or the system doesn't tell. May take some tens of milliseconds."""
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return _of_macos()
    return battery_of_supplies(SUPPLIES)


def battery_of_supplies(folder: Path) -> Battery | None:
    """The battery as Linux tells of it.

    Args:
        folder: has a folder for each battery and each charger, with a file for each of its values.

    Returns:
        None if no battery of the computer is there. Those of mice and headphones don't count.
    """
    charges: list[int] = []
    is_discharging = is_plugged_in = False
    try:
        supplies = list(folder.iterdir())
    except OSError:
        return None
    for supply in supplies:
        kind = _value(supply / "type")
        if kind != "Battery":
            is_plugged_in = is_plugged_in or _value(supply / "online") == "1"
        elif _value(supply / "scope") != "Device" and (charge := _value(supply / "capacity")).isdecimal():
            charges.append(min(100, int(charge)))
            is_discharging = is_discharging or _value(supply / "status") == "Discharging"
    if not charges:
        return None
    return Battery(sum(charges) / len(charges) / 100, is_discharging and not is_plugged_in)


def battery_of_pmset(text: str) -> Battery | None:
    """The battery as ``pmset -g batt`` of macOS prints it; None if it names none.

    Args:
        text: what it has printed.
    """
    charges = [int(found) for found in re.findall(r"\b(\d{1,3})%;", text)]
    if not charges:
        return None
    return Battery(min(100, sum(charges) / len(charges)) / 100, "'Battery Power'" in text)


def _value(file: Path) -> str:
    """What a file of the kernel says; empty where there is no such value."""
    try:
        with open(file, "rb") as stream:
            return stream.read(_MOST_BYTES).decode("ascii", "replace").strip()
    except OSError:
        return ""


def _of_macos() -> Battery | None:
    import subprocess  # takes some ms, which the first paint would wait for

    command = ["/usr/bin/pmset", "-g", "batt"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=_PMSET_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return battery_of_pmset(told.stdout.decode("utf-8", "replace"))


def _of_windows() -> Battery | None:
    if sys.platform == "win32":
        import ctypes

        class PowerStatus(ctypes.Structure):
            """SYSTEM_POWER_STATUS of winbase.h."""

            _fields_ = (
                ("supply", ctypes.c_ubyte),
                ("flag", ctypes.c_ubyte),
                ("percent", ctypes.c_ubyte),
                ("system", ctypes.c_ubyte),
                ("seconds", ctypes.c_ulong),
                ("full_seconds", ctypes.c_ulong),
            )

        status: Any = PowerStatus()
        if ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)) and status.percent != _UNKNOWN:
            return Battery(min(100, status.percent) / 100, status.supply == 0)
    return None
