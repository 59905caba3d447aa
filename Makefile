# Every target is one command of packaging/set_up.py, which needs no make: see there.
# More arguments for it: make run ARGS="--theme dark my-library", make test ARGS="-k search"

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(if $(shell command -v $(name) 2>/dev/null),$(name))))
SET_UP = $(or $(PYTHON),$(error Python 3.11, 3.12 or 3.13 is needed and no python3 is here; on Debian: sudo apt-get install python3)) packaging/set_up.py

.PHONY: help run test check coverage bench torture soak package prove-deb prove-arm64 prove-windows release-files release corpus clean

help:
	@echo 'make run      set up what is missing and open the window on the sample library'
	@echo 'make test     set up what is missing and run every test'
	@echo 'make check    linter, formatter, type checker, dead code'
	@echo 'make coverage    how much of the program the tests run, folder by folder'
	@echo 'make bench    measure'
	@echo 'make torture    damaged caches, kills, changed documents, bad disks: about an hour; ARGS=--resume goes on'
	@echo 'make soak     a window under random use for two minutes; ARGS="--minutes 30"'
	@echo 'make package    build the packages for this system'
	@echo 'make prove-deb  install, try out and purge the .deb in fresh systems'
	@echo 'make prove-arm64  make .deb and AppImage for ARM64 and try them out, by QEMU'
	@echo 'make prove-windows  test, install and try out the program for Windows, by Wine'
	@echo 'make release-files  notes, sums and files for stores, of the packages in dist'
	@echo 'make release    check, test, build and prove a release'
	@echo 'make corpus LIBRARY=FOLDER    go over every document of a library'
	@echo 'make clean    remove what the others made'

run test check coverage bench torture soak package prove-deb prove-arm64 prove-windows release-files release clean:
	@$(SET_UP) $@ $(ARGS)

corpus: export LIBRARY := $(LIBRARY)
corpus:
	@$(SET_UP) corpus "$$LIBRARY" $(ARGS)
