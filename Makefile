# Frontdoor. `make run` shows it; `make test` proves it; `make quick` is for between two edits.
# The first two work on a fresh Debian 12.

SHELL := /bin/bash
.DEFAULT_GOAL := build
export GOFLAGS ?= -buildvcs=false

TAGS      := gles,no_emoji
GOTEST    := go test -tags $(TAGS)
COMMANDS  := $(notdir $(patsubst %/,%,$(wildcard cmd/*/)))
TOOLS     := $(CURDIR)/bin/tools
FUZZTIME  ?= 20s
# What --version says of a build; empty outside git. -buildvcs=false keeps the go command from noting it.
REVISION  := $(shell git describe --always --dirty 2>/dev/null)
# The time of the commit: a clock that says less is wrong.
MADE      := $(shell git log -1 --format=%cI 2>/dev/null)
LDFLAGS   := -s -w -X frontdoor/internal/build.revision=$(REVISION) -X frontdoor/internal/build.made=$(MADE)

# The linters, pinned. A change here is a change of style, in a commit of its own.
GOFUMPT       := mvdan.cc/gofumpt@v0.9.2
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.2
DEADCODE      := golang.org/x/tools/cmd/deadcode@v0.44.0

.PHONY: setup build run test quick cases lint vet race seeds chaos bench london gallery fonts icons fuzz tools clean help

help: ## Say what there is to make
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install the Debian packages that are missing, by name
	@scripts/setup.sh

build: ## Build every command into bin/
	@scripts/setup.sh go
	@mkdir -p bin
	@for c in $(COMMANDS); do \
	  echo "build   bin/$$c"; \
	  go build -tags $(TAGS) -trimpath -ldflags "$(LDFLAGS)" -o "bin/$$c" "./cmd/$$c" || exit 1; \
	done

run: setup build ## Show it: a local hub and the kiosk, or a demonstration where there is no display
	@scripts/run.sh

test: lint vet race seeds ## Prove it: lint, vet, every test with the race detector, the journey on a real window

quick: ## Every test that starts no other program, without lint, vet or the race detector; it should stay under 30 s
	@$(GOTEST) -short -vet=off -ldflags '-s -w' -timeout 5m ./...

cases: ## Faults that were found by use, in bug reports and by attack, each as a test
	@$(GOTEST) -run '^TestCase' -timeout 15m ./...

vet:
	@echo "vet     ./..."
	@scripts/slowly.sh "vet    " go vet -tags $(TAGS) ./...

race: build ## Every test with the race detector; the journey's test starts its own display
	@echo "test    ./... with the race detector (the first time compiles for some minutes)"
	@scripts/slowly.sh "test   " $(GOTEST) -race -timeout 30m ./...

lint: tools ## gofumpt, golangci-lint, deadcode
	@echo "lint    gofumpt"
	@files=$$($(TOOLS)/gofumpt -l .) || exit 1; \
	  if [ -n "$$files" ]; then echo "not in gofumpt's form (gofumpt -w mends it):"; echo "$$files"; exit 1; fi
	@echo "lint    golangci-lint"
	@GOLANGCI_LINT_CACHE=$(TOOLS)/cache scripts/slowly.sh "lint    golangci-lint" $(TOOLS)/golangci-lint run ./...
	@echo "lint    deadcode"
	@dead=$$($(TOOLS)/deadcode -test -tags $(TAGS) ./...) || exit 1; \
	  if [ -n "$$dead" ]; then echo "nothing calls:"; echo "$$dead"; exit 1; fi

tools:
	@scripts/setup.sh go
	@scripts/tools.sh $(TOOLS) $(GOFUMPT) $(GOLANGCI_LINT) $(DEADCODE)

bench: build ## The figures to hold, beside Chromium's on this machine
	@scripts/setup.sh bench
	@bin/bench $(BENCH)

chaos: build ## Kill, cut, damage and starve the line of counts for some minutes, and see that it adds up
	@scripts/setup.sh
	@scripts/chaos.sh

seeds: ## Ninety days of a sick hub, a hundred times (the race detector would take ten times as long)
	@echo "test    ninety days of a sick hub, 100 seeds"
	@scripts/slowly.sh "test   " $(GOTEST) -run Ninety ./hub

london: build ## Build out/london.pack from ../shared/data
	@scripts/london.sh

gallery: build ## Every screen in every language and format, as pictures in out/gallery
	@LANG=en_GB.UTF-8 bin/gallery

fonts: ## Subset the embedded fonts anew
	@scripts/fonts.sh

icons: ## Copy the icons anew, and write a sheet of them to out/icons.png
	@scripts/icons.sh
	@$(GOTEST) -run ShowsOnWhite ./assets/icons -sheet $(CURDIR)/out/icons.png
	@echo "look at out/icons.png"

fuzz: ## Every fuzz test for FUZZTIME (20s) each
	@scripts/fuzz.sh $(TAGS) $(FUZZTIME)

clean: ## Remove what was built
	rm -rf bin out
