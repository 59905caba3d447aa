"""What stores are given, the apt repository, and the sums with their signature."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from shipping import stores, sums
from shipping.project import PACKAGING, VERSION
from shipping.running import ShippingError, run
from shipping.stores import filled, make_repository, write_store_files
from shipping.windows import LEAST_BUILD, REFUSED, SCRIPT, TOO_OLD

FILES = (
    f"qtbrowser-{VERSION}-windows-setup.exe", f"qtbrowser-{VERSION}-macos-arm64.dmg",
    f"qtbrowser-{VERSION}-macos-x86_64.dmg", f"qtbrowser_{VERSION}_amd64.deb", f"qtbrowser_{VERSION}_arm64.deb",
)  # fmt: skip


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("version @VERSION@.", "version 1.0."),
        ("@SHA256:a-@VERSION@.exe@", "abc"),
        ("mail@example.org", "mail@example.org"),
    ],
)
def test_a_template_is_filled(template: str, text: str) -> None:
    assert filled(template, {"VERSION": "1.0"}, {"a-1.0.exe": "abc"}) == text


@pytest.mark.parametrize("template", ["@SHA256:b.exe@", "@VERZION@"])
def test_what_can_not_be_filled_in_is_an_error(template: str) -> None:
    with pytest.raises(ShippingError):
        filled(template, {"VERSION": "1.0"}, {"a.exe": "abc"})


def test_every_store_is_given_the_sums_of_its_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(stores.REPOSITORY, "https://example.org/apt")
    sums = {name: hashlib.sha256(name.encode()).hexdigest() for name in FILES}
    assert write_store_files(sums, tmp_path) == []
    written = {file.relative_to(tmp_path).as_posix(): file for file in tmp_path.rglob("*") if file.is_file()}
    assert len(written) == 6
    for name, file in written.items():
        assert "@VERSION@" not in file.read_text()
        if name.endswith(".yaml"):
            assert yaml.safe_load(file.read_text())
    installer = yaml.safe_load(written["winget/QtBrowser.QtBrowser.installer.yaml"].read_text())
    assert installer["Installers"][0]["InstallerSha256"] == sums[FILES[0]]
    assert installer["PackageVersion"] == VERSION
    assert "URIs: https://example.org/apt\n" in written["apt/qtbrowser.sources"].read_text()
    assert sums[FILES[2]] in written["homebrew/qtbrowser.rb"].read_text()


def test_winget_is_told_what_the_installer_does() -> None:
    manifest = yaml.safe_load((stores.TEMPLATES / "winget" / "QtBrowser.QtBrowser.installer.yaml").read_text())
    told = {code["InstallerReturnCode"]: code["ReturnResponse"] for code in manifest["ExpectedReturnCodes"]}
    assert told == {REFUSED: "packageInUse", TOO_OLD: "systemNotSupported"}
    assert manifest["MinimumOSVersion"] == f"10.0.{LEAST_BUILD}.0"
    script = SCRIPT.read_text(encoding="utf-8")
    # By the name of this key winget knows what it has installed.
    assert f'Uninstall\\{manifest["ProductCode"]}"' in script
    for scheme in manifest["Protocols"]:
        assert f'{scheme}" "URL Protocol' in script


def test_both_flatpaks_have_the_same_runtime_and_rights() -> None:
    (own,) = (PACKAGING / "flatpak").glob("*.yaml")
    manifests = [yaml.safe_load(file.read_text()) for file in (own, stores.TEMPLATES / "flathub" / own.name)]
    for key in ("id", "runtime", "runtime-version", "finish-args", "command"):
        assert manifests[0][key] == manifests[1][key]


def test_a_store_whose_package_is_not_there_is_left_out_and_told(tmp_path: Path) -> None:
    left_out = write_store_files({FILES[3]: "a", FILES[4]: "b"}, tmp_path)
    assert [line.partition(":")[0] for line in left_out] == ["apt", "homebrew", "winget"]
    assert stores.REPOSITORY in left_out[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flathub"]


def test_sums_are_signed_by_the_command_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.deb").write_bytes(b"abc")
    signer = tmp_path / "signer with space.py"
    signer.write_text("import sys\nopen(sys.argv[1] + '.sig', 'w').write('signed')\n")
    monkeypatch.setenv(sums.SIGN_COMMAND, f"{sys.executable} '{signer}'")
    written = sums.write_sums(tmp_path)
    assert written.read_text().splitlines()[0] == f"{hashlib.sha256(b'abc').hexdigest()}  a.deb"
    assert (tmp_path / "SHA256SUMS.sig").read_text() == "signed"
    assert "SHA256SUMS.sig" not in sums.sums_of(tmp_path)


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not here")
def test_sums_signed_by_minisign_are_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.deb").write_bytes(b"abc")
    key, public = tmp_path.parent / "key", tmp_path.parent / "public"
    run(["minisign", "-G", "-W", "-f", "-s", key, "-p", public])
    monkeypatch.setenv(sums.SIGN_COMMAND, f"minisign -S -s {key} -m")
    written = sums.write_sums(tmp_path)
    run(["minisign", "-V", "-p", public, "-m", written])
    written.write_text(written.read_text() + "more\n")
    with pytest.raises(ShippingError):
        run(["minisign", "-V", "-p", public, "-m", written])


@pytest.mark.skipif(shutil.which("apt-ftparchive") is None, reason="Debian's tool lists the packages")
def test_the_apt_repository_lists_its_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tmp_path / "tree" / "DEBIAN"
    tree.mkdir(parents=True)
    control = "Package: qtbrowser\nVersion: 1\nArchitecture: amd64\nMaintainer: A <a@example.org>\nDescription: a\n"
    (tree / "control").write_text(control)
    package = tmp_path / "qtbrowser_1_amd64.deb"
    run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.parent, package])
    monkeypatch.setenv(stores.SIGN_COMMAND, "cat")
    made = tmp_path / "apt"
    make_repository([package], made)
    listed = (made / "dists/stable/main/binary-amd64/Packages").read_text()
    assert "Filename: pool/main/q/qtbrowser/qtbrowser_1_amd64.deb" in listed
    signed = (made / "dists/stable/InRelease").read_text()
    assert "Suite: stable" in signed
    assert "main/binary-amd64/Packages.gz" in signed
