#!/bin/sh
# Makes the AppImage from build/tree, which `make package ARGS=deb` leaves. Needs appimagetool.
set -eu
cd "$(dirname "$0")/../.."
folder=build/QtBrowser.AppDir
rm -rf "$folder"
cp -a build/tree "$folder"
cp packaging/appimage/AppRun "$folder/"
cp packaging/linux/qtbrowser.desktop resources/icons/qtbrowser.svg "$folder/"
mkdir -p dist
appimagetool "$folder" "dist/QtBrowser-$(uname -m).AppImage"
