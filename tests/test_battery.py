"""The battery as each system tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qtbrowser.battery import Battery, battery_of_pmset, battery_of_supplies, read_battery

MAINS_OFF = {"type": "Mains", "online": "0"}
MAINS_ON = {"type": "Mains", "online": "1"}
MOUSE = {"type": "Battery", "scope": "Device", "capacity": "5", "status": "Discharging"}


def cell(capacity: str, status: str) -> dict[str, str]:
    return {"type": "Battery", "capacity": capacity, "status": status}


@pytest.mark.parametrize(
    ("supplies", "battery"),
    [
        ([], None),
        ([MAINS_ON], None),
        ([MOUSE], None),
        ([MAINS_OFF, cell("20", "Discharging")], Battery(0.2, True)),
        ([cell("20", "Discharging")], Battery(0.2, True)),
        ([MAINS_ON, cell("20", "Charging")], Battery(0.2, False)),
        ([MAINS_ON, cell("97", "Not charging"), MOUSE], Battery(0.97, False)),
        # Two batteries, of which one waits; and one that is used up although the computer is plugged in.
        ([MAINS_OFF, cell("100", "Unknown"), cell("50", "Discharging")], Battery(0.75, True)),
        ([{"type": "USB", "online": "1"}, cell("50", "Discharging")], Battery(0.5, False)),
        # Values that no battery has.
        ([cell("", "Discharging")], None),
        ([cell("much", "Discharging")], None),
        ([cell("250", "Discharging")], Battery(1.0, True)),
    ],
)
def test_linux(tmp_path: Path, supplies: list[Mapping[str, str]], battery: Battery | None) -> None:
    for number, supply in enumerate(supplies):
        (tmp_path / str(number)).mkdir()
        for name, value in supply.items():
            (tmp_path / str(number) / name).write_text(f"{value}\n", encoding="ascii")
    assert battery_of_supplies(tmp_path) == battery


def test_a_system_that_lists_no_supplies_has_no_battery(tmp_path: Path) -> None:
    assert battery_of_supplies(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    ("text", "battery"),
    [
        ("Now drawing from 'AC Power'\n", None),
        (
            "Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t80%; charging; 1:00 remaining\n",
            Battery(0.8, False),
        ),
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t9%; discharging;\n", Battery(0.09, True)),
        ("", None),
    ],
)
def test_macos(text: str, battery: Battery | None) -> None:
    assert battery_of_pmset(text) == battery


def test_only_a_battery_in_use_is_low() -> None:
    assert Battery(0.2, True).is_below(0.3)
    assert not Battery(0.2, False).is_below(0.3)
    assert not Battery(0.3, True).is_below(0.3)


def test_this_computer_answers() -> None:
    found = read_battery()
    assert found is None or 0 <= found.charge <= 1
