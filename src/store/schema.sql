-- schema.sql - version 1 of the database of sawthis. A fresh database runs this file and
-- then every file of migrations/ in order; an older one only those it has not seen.
--
-- Times are INTEGER seconds since 1970 UTC, NULL where none is known. Scores are points,
-- millionths of 1. Names of statuses and kinds are those that the program prints. A key
-- ending in _key is a 64-bit hash, or for names a folded form to find them by. Checks
-- are chains of OR: for IN, SQLite builds a table at each insert.

-- ---- People ----------------------------------------------------------------------

CREATE TABLE company (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL UNIQUE,
	domain TEXT,
	industry TEXT,
	trust_hits INTEGER NOT NULL DEFAULT 0,
	trust_misses INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE company_alias (
	company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	alias TEXT NOT NULL,
	alias_key TEXT NOT NULL,
	PRIMARY KEY (company_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX company_alias_by_key ON company_alias (alias_key);

CREATE TABLE company_ticker (
	company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	ticker TEXT NOT NULL,
	PRIMARY KEY (company_id, position)
) STRICT, WITHOUT ROWID;

-- Words that stood near an ambiguous name when it was right and when it was wrong.
CREATE TABLE company_context (
	company_id INTEGER NOT NULL REFERENCES company (id) ON DELETE CASCADE,
	word TEXT NOT NULL,
	n_right INTEGER NOT NULL DEFAULT 0,
	n_wrong INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (company_id, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	given TEXT,
	family TEXT,
	nickname TEXT,
	company_id INTEGER REFERENCES company (id),
	title TEXT,
	place TEXT,
	language TEXT,
	url TEXT,
	every_days INTEGER NOT NULL DEFAULT 0,
	-- The touch that was stated or imported; those of sawthis are in touch.
	last_touch_at_s INTEGER,
	is_muted INTEGER NOT NULL DEFAULT 0,
	notes TEXT,
	extra TEXT,
	edited INTEGER NOT NULL DEFAULT 0, -- fields changed by hand, bits of contact_field
	updated_at_s INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_by_name ON contact (name_key);
CREATE INDEX contact_by_company ON contact (company_id);

CREATE TABLE contact_email (
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	position INTEGER NOT NULL, -- 0 is the preferred one
	email TEXT NOT NULL COLLATE NOCASE,
	PRIMARY KEY (contact_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_email_by_email ON contact_email (email);

CREATE TABLE contact_alias (
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	alias TEXT NOT NULL,
	alias_key TEXT NOT NULL,
	PRIMARY KEY (contact_id, position)
) STRICT, WITHOUT ROWID;

-- Where a contact worked before.
CREATE TABLE contact_employer (
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	company_id INTEGER NOT NULL REFERENCES company (id),
	from_s INTEGER,
	until_s INTEGER,
	PRIMARY KEY (contact_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_employer_by_company ON contact_employer (company_id);

CREATE TABLE interest (
	id INTEGER PRIMARY KEY,
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	term TEXT NOT NULL,
	weight REAL NOT NULL DEFAULT 1,
	kind TEXT NOT NULL CHECK (
		kind = 'interest' OR kind = 'regex' OR kind = 'learned'),
	source TEXT NOT NULL CHECK (
		source = 'stated' OR source = 'imported' OR source = 'learned' OR source = 'accepted'),
	is_never INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX interest_by_contact ON interest (contact_id);

-- Salted hashes of those who must not be imported again unasked.
CREATE TABLE forgotten (
	key INTEGER PRIMARY KEY,
	at_s INTEGER NOT NULL
) STRICT;

-- ---- News ------------------------------------------------------------------------

-- A feed that was removed keeps its row, so that its items are known if it returns.
CREATE TABLE feed (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	url TEXT NOT NULL,
	title TEXT,
	home_url TEXT,
	folder TEXT,
	opml_attributes TEXT,
	language TEXT,
	status TEXT NOT NULL CHECK (
		status = 'active' OR status = 'paused' OR status = 'gone'),
	etag TEXT,
	last_modified TEXT,
	body_hash INTEGER NOT NULL DEFAULT 0,
	n_not_modified INTEGER NOT NULL DEFAULT 0,
	error TEXT,
	n_errors INTEGER NOT NULL DEFAULT 0,
	failing_since_s INTEGER,
	is_failure_told INTEGER NOT NULL DEFAULT 0,
	redirect_url TEXT,
	n_redirects INTEGER NOT NULL DEFAULT 0,
	last_fetch_at_s INTEGER,
	last_ok_at_s INTEGER,
	next_fetch_at_s INTEGER,
	last_change_at_s INTEGER,
	change_every_s INTEGER NOT NULL DEFAULT 0,
	n_items INTEGER NOT NULL DEFAULT 0,
	removed_at_s INTEGER
) STRICT;
CREATE UNIQUE INDEX feed_by_url ON feed (url) WHERE removed_at_s IS NULL;
CREATE INDEX feed_removed_by_url ON feed (url) WHERE removed_at_s IS NOT NULL;

CREATE TABLE item (
	id INTEGER PRIMARY KEY, -- counted by the setting store.last_item_id
	feed_id INTEGER NOT NULL REFERENCES feed (id),
	guid TEXT, -- NULL where it is the url
	url TEXT,
	title TEXT,
	summary TEXT,
	author TEXT,
	outlet TEXT, -- NULL where it is the feed's title
	language TEXT,
	categories TEXT, -- parted by line feeds
	published_at_s INTEGER,
	updated_at_s INTEGER,
	first_seen_at_s INTEGER NOT NULL,
	date_as_given TEXT
) STRICT;
-- When the item is from: item_date_s() of model/item.h.
CREATE INDEX item_by_date ON item (min(ifnull(published_at_s,
	ifnull(updated_at_s, first_seen_at_s)), first_seen_at_s));

-- By what an item is known again. Stays when the item is purged, so that a feed which
-- still carries it brings nothing back.
CREATE TABLE item_mark (
	feed_id INTEGER NOT NULL REFERENCES feed (id),
	item_id INTEGER NOT NULL,
	guid_key INTEGER NOT NULL,
	url_key INTEGER NOT NULL,
	title_key INTEGER NOT NULL,
	content_key INTEGER NOT NULL,
	PRIMARY KEY (feed_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	title TEXT NOT NULL,
	first_seen_s INTEGER NOT NULL,
	is_muted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX story_muted ON story (id) WHERE is_muted;

-- Which story an item belongs to, and by what the next item of that story is recognised.
-- Stays after a purge where the story was suggested to somebody or muted.
CREATE TABLE story_item (
	item_id INTEGER PRIMARY KEY,
	story_id INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
	url_key INTEGER NOT NULL,
	at_s INTEGER NOT NULL,
	sketch BLOB
) STRICT;
CREATE INDEX story_item_by_story ON story_item (story_id);
CREATE INDEX story_item_by_time ON story_item (at_s);

-- In how many items of the past a term was seen: what is rare says more.
CREATE TABLE background (
	term INTEGER PRIMARY KEY, -- a hash
	n_items INTEGER NOT NULL
) STRICT;

-- ---- The queue -------------------------------------------------------------------

-- One person gets one story once, ever: a row that was shown goes only when its contact is
-- forgotten.
CREATE TABLE suggestion (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	story_id INTEGER NOT NULL REFERENCES story (id),
	item_id INTEGER REFERENCES item (id) ON DELETE SET NULL,
	status TEXT NOT NULL CHECK (
		status = 'new' OR status = 'held' OR status = 'waiting' OR status = 'snoozed' OR
		status = 'forwarded' OR status = 'dismissed' OR status = 'expired'),
	dismissed_for TEXT,
	score INTEGER NOT NULL,
	created_at_s INTEGER NOT NULL,
	decided_at_s INTEGER,
	snoozed_until_s INTEGER,
	note TEXT,
	held_for TEXT,
	occasion TEXT,
	UNIQUE (contact_id, story_id)
) STRICT;
CREATE INDEX suggestion_by_status ON suggestion (status, score);
CREATE INDEX suggestion_by_story ON suggestion (story_id);
CREATE INDEX suggestion_by_item ON suggestion (item_id);

CREATE TABLE reason (
	suggestion_id INTEGER NOT NULL REFERENCES suggestion (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	kind TEXT NOT NULL,
	term TEXT NOT NULL,
	field TEXT NOT NULL,
	category INTEGER NOT NULL,
	start_byte INTEGER NOT NULL,
	end_byte INTEGER NOT NULL,
	points INTEGER NOT NULL,
	interest_id INTEGER NOT NULL,
	text TEXT,
	PRIMARY KEY (suggestion_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE adjustment (
	suggestion_id INTEGER NOT NULL REFERENCES suggestion (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	name TEXT NOT NULL,
	points INTEGER NOT NULL,
	PRIMARY KEY (suggestion_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE touch (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	suggestion_id INTEGER REFERENCES suggestion (id) ON DELETE SET NULL,
	kind TEXT NOT NULL CHECK (
		kind = 'forward' OR kind = 'mail' OR kind = 'meeting' OR kind = 'call' OR kind = 'other'),
	at_s INTEGER NOT NULL,
	text TEXT
) STRICT;
CREATE INDEX touch_by_contact ON touch (contact_id, at_s);
CREATE INDEX touch_by_suggestion ON touch (suggestion_id);

-- What the user decided, with what was there before, so that it can be undone.
CREATE TABLE decision (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	verb TEXT NOT NULL CHECK (
		verb = 'forward' OR verb = 'dismiss' OR verb = 'snooze' OR verb = 'release' OR
		verb = 'mute' OR verb = 'learn'),
	at_s INTEGER NOT NULL,
	undone_at_s INTEGER,
	suggestion_id INTEGER REFERENCES suggestion (id) ON DELETE CASCADE,
	story_id INTEGER REFERENCES story (id) ON DELETE CASCADE,
	contact_id INTEGER REFERENCES contact (id) ON DELETE CASCADE,
	touch_id INTEGER REFERENCES touch (id) ON DELETE SET NULL,
	before_status TEXT,
	before_dismissed_for TEXT,
	before_decided_at_s INTEGER,
	before_snoozed_until_s INTEGER
) STRICT;
CREATE INDEX decision_by_suggestion ON decision (suggestion_id);
CREATE INDEX decision_by_story ON decision (story_id);
CREATE INDEX decision_by_contact ON decision (contact_id);
CREATE INDEX decision_by_touch ON decision (touch_id);

-- ---- Mail ------------------------------------------------------------------------

CREATE TABLE outbox (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	suggestion_id INTEGER REFERENCES suggestion (id) ON DELETE CASCADE,
	contact_id INTEGER REFERENCES contact (id) ON DELETE CASCADE, -- NULL: to the user
	via TEXT NOT NULL,
	state TEXT NOT NULL CHECK (
		state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'failed' OR
		state = 'unknown' OR state = 'cancelled'),
	message_id TEXT NOT NULL UNIQUE,
	sender TEXT NOT NULL,
	recipient TEXT NOT NULL,
	subject TEXT,
	bytes BLOB NOT NULL,
	n_tries INTEGER NOT NULL DEFAULT 0,
	created_at_s INTEGER NOT NULL,
	next_try_at_s INTEGER,
	changed_at_s INTEGER NOT NULL,
	error TEXT
) STRICT;
CREATE INDEX outbox_by_state ON outbox (state, next_try_at_s);
CREATE INDEX outbox_by_suggestion ON outbox (suggestion_id);
CREATE INDEX outbox_by_contact ON outbox (contact_id);

-- What was said to whom, in which words.
CREATE TABLE note (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	suggestion_id INTEGER REFERENCES suggestion (id) ON DELETE SET NULL,
	at_s INTEGER NOT NULL,
	template TEXT, -- the file it was made from
	line TEXT,     -- the wording that was chosen in it
	subject TEXT,
	text TEXT,
	message_id TEXT
) STRICT;
CREATE INDEX note_by_contact ON note (contact_id, at_s);
CREATE INDEX note_by_suggestion ON note (suggestion_id);

-- Questions put before the user for a contact; none comes twice.
CREATE TABLE asked (
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	key INTEGER NOT NULL,
	at_s INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (contact_id, key)
) STRICT, WITHOUT ROWID;

-- ---- Learning --------------------------------------------------------------------

CREATE TABLE learned_term (
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	term TEXT NOT NULL,
	weight REAL NOT NULL,
	n_forwarded INTEGER NOT NULL DEFAULT 0,
	n_dismissed INTEGER NOT NULL DEFAULT 0,
	status TEXT NOT NULL CHECK (
		status = 'proposed' OR status = 'adopted' OR status = 'accepted' OR status = 'struck'),
	changed_at_s INTEGER NOT NULL,
	PRIMARY KEY (contact_id, term)
) STRICT, WITHOUT ROWID;

-- The learned terms of a contact as they were before a decision changed them.
CREATE TABLE decision_term (
	decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
	term TEXT NOT NULL,
	weight REAL NOT NULL,
	n_forwarded INTEGER NOT NULL,
	n_dismissed INTEGER NOT NULL,
	status TEXT NOT NULL,
	changed_at_s INTEGER NOT NULL,
	PRIMARY KEY (decision_id, term)
) STRICT, WITHOUT ROWID;

-- Decisions in bulk, from elsewhere or the past.
CREATE TABLE judgement (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
	item_id INTEGER NOT NULL REFERENCES item (id),
	is_good INTEGER NOT NULL,
	reason TEXT,
	source TEXT NOT NULL,
	at_s INTEGER NOT NULL,
	UNIQUE (contact_id, item_id)
) STRICT;
CREATE INDEX judgement_by_item ON judgement (item_id);

-- ---- Operations ------------------------------------------------------------------

CREATE TABLE run (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	started_at_s INTEGER NOT NULL,
	ended_at_s INTEGER,
	n_feeds INTEGER NOT NULL DEFAULT 0,
	n_fetched INTEGER NOT NULL DEFAULT 0,
	n_not_modified INTEGER NOT NULL DEFAULT 0,
	n_failed INTEGER NOT NULL DEFAULT 0,
	n_items_new INTEGER NOT NULL DEFAULT 0,
	n_stories_new INTEGER NOT NULL DEFAULT 0,
	n_pairs_scored INTEGER NOT NULL DEFAULT 0,
	n_suggestions_new INTEGER NOT NULL DEFAULT 0,
	duration_ms INTEGER NOT NULL DEFAULT 0,
	is_killed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE setting (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- Rows as they are read -------------------------------------------------------

CREATE VIEW contact_row AS
SELECT id, uid, name, given, family, nickname, company_id,
	(SELECT company.name FROM company WHERE company.id = contact.company_id) AS company,
	title, place, language, url, every_days,
	(SELECT max(at_s) FROM (SELECT at_s FROM touch WHERE touch.contact_id = contact.id
		UNION ALL SELECT contact.last_touch_at_s)) AS last_touch_at_s,
	is_muted, notes, extra, edited, updated_at_s
FROM contact;

CREATE VIEW item_row AS
SELECT id, feed_id, (SELECT story_id FROM story_item WHERE item_id = item.id) AS story_id,
	ifnull(guid, url) AS guid, url, title, summary, author,
	ifnull(outlet, (SELECT feed.title FROM feed WHERE feed.id = item.feed_id)) AS outlet,
	language, categories, published_at_s, updated_at_s, first_seen_at_s, date_as_given,
	min(ifnull(published_at_s, ifnull(updated_at_s, first_seen_at_s)), first_seen_at_s)
		AS at_s
FROM item;
