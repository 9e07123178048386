# make            build/sawthis
# make help       every target; V=1 shows whole commands
# BUILD=release|debug|asan|cov|fuzz, CC, CFLAGS, LDFLAGS, PREFIX, DESTDIR and JOBS are yours.

# ---- What is built ----------------------------------------------------------------
BUILD   ?= release
PREFIX  ?= /usr/local
VERSION := 0.1.0
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
OUT     := $(if $(filter release,$(BUILD)),build,build/$(BUILD))

FOLDERS   := base model fetch feed people match rank mail store app web cmd
SOURCES   := $(sort $(foreach f,$(FOLDERS),$(wildcard src/$(f)/*.c)))
GENERATED := $(addprefix $(OUT)/gen/,store_sql.c web_assets.c mail_templates.c feed_lists.c)
OBJECTS   := $(SOURCES:src/%.c=$(OUT)/obj/%.o) $(GENERATED:$(OUT)/%.c=$(OUT)/obj/%.o)
UNITS     := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS   := $(patsubst tests/fuzz/%.c,$(OUT)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
BENCHES   := $(patsubst tests/bench/%.c,$(OUT)/bench/%,$(sort $(wildcard tests/bench/bench_*.c)))

# ---- Libraries and flags ----------------------------------------------------------
PACKAGES  := libcurl libxml-2.0 sqlite3 libpcre2-8 libmicrohttpd jansson libutf8proc zlib
PKG_CONFIG ?= pkg-config
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS   := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lstemmer -linih -lcsv -lm

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wcast-qual -Wnull-dereference -Wundef $(WERROR)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
FLAGS_release := -O2 -g1 -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=3
FLAGS_debug   := -O0 -g3
FLAGS_asan    := -O1 -g $(SANITIZE)
FLAGS_cov     := -O0 -g --coverage
FLAGS_fuzz    := -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link
LINK_release  := -pie -Wl,-z,relro,-z,now
LINK_asan     := $(SANITIZE)
LINK_cov      := --coverage
LINK_fuzz     := $(SANITIZE)
CC := $(if $(filter fuzz,$(BUILD)),clang,$(CC))
ALL_CFLAGS := -std=c17 -D_XOPEN_SOURCE=700 -DSAWTHIS_VERSION='"$(VERSION)"' -Isrc -I$(OUT)/gen \
	$(WARNINGS) $(FLAGS_$(BUILD)) $(PKG_CFLAGS) $(CFLAGS)
Q := $(if $(V),,@)
say = $(if $(V),,@echo "  $(1) $(@:build/%=%)")
ALL_LDFLAGS := $(LINK_$(BUILD)) $(LDFLAGS)

# ---- Building ---------------------------------------------------------------------
.PHONY: all demo test unit e2e lint bench eval fuzz fuzzers install clean help format
all: $(OUT)/sawthis

$(OUT)/sawthis: $(OUT)/obj/main.o $(OUT)/libsawthis.a
	$(call say,LINK)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(OUT)/libsawthis.a: $(OBJECTS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

define compile
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
endef
$(OUT)/obj/%.o: src/%.c | $(OUT)/.libraries $(OUT)/gen/store_sql.h
	$(compile)
$(OUT)/obj/gen/%.o: $(OUT)/gen/%.c
	$(compile)

SQL := $(sort $(wildcard src/store/*.sql src/store/migrations/*.sql))
$(OUT)/gen/store_sql.h $(OUT)/gen/store_sql.c &: scripts/embed-sql $(SQL)
	@mkdir -p $(@D)
	$(Q)scripts/embed-sql $(OUT)/gen/store_sql $(SQL)

# Files as C: $(call embed,TABLE,its header,files)
define embed
$(OUT)/gen/$(1).c: scripts/embed-files $(sort $(3))
	@mkdir -p $$(@D)
	$$(Q)scripts/embed-files $(1) $(2) $(sort $(3)) >$$@
endef
$(eval $(call embed,web_assets,web/assets.h,$(wildcard src/web/assets/*)))
$(eval $(call embed,feed_lists,feed/lists.h,$(wildcard feeds/*.opml)))
$(eval $(call embed,mail_templates,mail/templates.h,$(wildcard src/mail/templates/*.txt)))

$(OUT)/.libraries: scripts/check-libraries
	@mkdir -p $(@D)
	$(Q)scripts/check-libraries $(PACKAGES)
	@touch $@

# ---- Trying and testing -----------------------------------------------------------
demo:
	scripts/setup build
	$(MAKE) --no-print-directory -j$(JOBS) all
	SAWTHIS=$(OUT)/sawthis scripts/demo

test:
	scripts/setup build test
	$(MAKE) --no-print-directory -j$(JOBS) all $(UNITS)
	$(MAKE) --no-print-directory unit e2e

unit: $(UNITS)
	scripts/run-units $(UNITS)

e2e: $(OUT)/sawthis
	SAWTHIS=$(abspath $(OUT)/sawthis) /usr/bin/python3 -m pytest -q -p no:cacheprovider tests/e2e $(PYTEST)

define program # one file of tests/FOLDER: FOLDER, compiler flags, libraries
$(OUT)/$(1)/%: tests/$(1)/%.c $(OUT)/libsawthis.a
	@mkdir -p $$(@D)
	$$(call say,LINK)
	$$(Q)$$(CC) $$(ALL_CFLAGS) $(2) -MMD -MP $$(ALL_LDFLAGS) -o $$@ $$< $(OUT)/libsawthis.a $$(PKG_LIBS) $(3)
endef
$(eval $(call program,unit,-Itests/unit -Wno-null-dereference,-lcmocka))
$(eval $(call program,fuzz,-fsanitize=fuzzer))
$(eval $(call program,bench))

lint:
	scripts/setup build lint
	scripts/lint

format:
	clang-format -i $(SOURCES) src/main.c $(wildcard src/*/*.h tests/*/*.c tests/*/*.h)

fuzz:
	scripts/setup build lint
	$(MAKE) --no-print-directory BUILD=fuzz -j$(JOBS) fuzzers
fuzzers: $(FUZZERS)
	scripts/run-fuzzers $(FUZZERS)

bench:
	scripts/setup build bench
	$(MAKE) --no-print-directory -j$(JOBS) all $(BENCHES)
	scripts/bench $(OUT)

eval: all
	scripts/eval $(OUT)/sawthis

# ---- Installing -------------------------------------------------------------------
install: all
	scripts/install $(OUT)/sawthis "$(DESTDIR)$(PREFIX)"
clean:
	rm -rf build

help:
	@echo "make            build/sawthis          make demo    the daily batch on demo data"
	@echo "make test       all tests              make lint    warnings, style, layers"
	@echo "make unit e2e   the two kinds alone    make bench   ratios against peers"
	@echo "make eval       quality on gold data   make fuzz    a minute on each parser"
	@echo "make install    PREFIX=$(PREFIX)      make format  clang-format in place"
	@echo "BUILD=release|debug|asan|cov|fuzz chooses flags and build/ folder; PYTEST='-k name'"

-include $(OBJECTS:.o=.d) $(OUT)/obj/main.d $(UNITS:=.d) $(FUZZERS:=.d) $(BENCHES:=.d)
