/*
 * index.c - contacts by what identifies them. One table of open addressing holds a slot a
 * key: uid, address, address and name, web address and name, name and company. Always:
 * a find is a few probes, whatever crowds share an address; a hit is verified.
 */
#include "people/merge.h"

#include "base/fold.h"
#include "base/mem.h"
#include "model/company_name.h"

#include <stdlib.h>

enum key { KEY_NONE, KEY_UID, KEY_EMAIL, KEY_EMAIL_NAME, KEY_URL_NAME, KEY_NAME_COMPANY };

struct slot {
	const struct contact *contact; /* NULL: free */
	uint32_t hash;
	uint8_t key;
	bool is_shared; /* several contacts have it; the first is here */
};

struct people_index {
	struct slot *slots;
	size_t cap, n;
	struct arena *scratch; /* emptied by each add and find */
};

struct people_index *people_index_new(void)
{
	struct people_index *ix = mem_new(1, sizeof(*ix));

	ix->cap = 64;
	ix->slots = mem_new(ix->cap, sizeof(*ix->slots));
	ix->scratch = arena_new();
	return ix;
}

void people_index_free(struct people_index *ix)
{
	if (!ix)
		return;
	arena_free(ix->scratch);
	free(ix->slots);
	free(ix);
}

static struct str lower(struct arena *a, struct str s)
{
	char *p = arena_dup_str(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] | 0x20);
	return (struct str){p, s.n};
}

/* The folded parts by which c is known; the company's is made when it is asked for. */
struct parts {
	struct str name, url;
	struct str company;
	bool has_company;
};

static struct parts parts_of(struct arena *a, const struct contact *c)
{
	return (struct parts){.name = fold_dup(a, c->name), .url = lower(a, c->url)};
}

static struct str company_of(struct arena *a, const struct contact *c, struct parts *p)
{
	if (!p->has_company && c->company.n)
		p->company = company_name_key(a, c->company);
	p->has_company = true;
	return p->company;
}

static uint32_t hash_of(enum key key, struct str a, struct str b)
{
	uint64_t h = str_hash(a) * 31 + str_hash(b) * 7 + (uint64_t)key;

	return (uint32_t)(h ^ h >> 32);
}

static bool has_email(const struct contact *c, struct str email)
{
	for (size_t i = 0; i < c->n_emails; i++)
		if (str_eq_nocase(c->emails[i], email))
			return true;
	return false;
}

/* Whether what stands in the slot has this key indeed. */
static bool fits(struct people_index *ix, const struct contact *c, enum key key,
    struct str first, const struct parts *p)
{
	struct parts other;

	if (key == KEY_UID)
		return str_eq(c->uid, first);
	if (key == KEY_EMAIL)
		return has_email(c, first);
	other = parts_of(ix->scratch, c);
	if (!str_eq(other.name, p->name))
		return false;
	if (key == KEY_EMAIL_NAME)
		return has_email(c, first);
	if (key == KEY_URL_NAME)
		return str_eq(other.url, first);
	return str_eq(company_of(ix->scratch, c, &other), first);
}

static struct slot *find_slot(struct people_index *ix, enum key key, struct str first,
    const struct parts *p, uint32_t hash)
{
	size_t i = hash & (ix->cap - 1);

	for (; ix->slots[i].contact; i = (i + 1) & (ix->cap - 1))
		if (ix->slots[i].hash == hash && ix->slots[i].key == key &&
		    fits(ix, ix->slots[i].contact, key, first, p))
			break;
	return &ix->slots[i];
}

static struct slot *look_up(
    struct people_index *ix, enum key key, struct str first, const struct parts *p)
{
	struct str second =
	    key == KEY_UID || key == KEY_EMAIL ? (struct str){0} : p->name;

	return find_slot(ix, key, first, p, hash_of(key, first, second));
}

static void grow(struct people_index *ix)
{
	struct slot *old = ix->slots;
	size_t old_cap = ix->cap;

	ix->cap *= 2;
	ix->slots = mem_new(ix->cap, sizeof(*ix->slots));
	for (size_t i = 0; i < old_cap; i++) {
		size_t at = old[i].hash & (ix->cap - 1);

		if (!old[i].contact)
			continue;
		while (ix->slots[at].contact)
			at = (at + 1) & (ix->cap - 1);
		ix->slots[at] = old[i];
	}
	free(old);
}

static void add(struct people_index *ix, const struct contact *c, enum key key,
    struct str first, const struct parts *p)
{
	struct str second =
	    key == KEY_UID || key == KEY_EMAIL ? (struct str){0} : p->name;
	uint32_t hash = hash_of(key, first, second);
	struct slot *slot;

	if ((ix->n + 1) * 2 > ix->cap)
		grow(ix);
	slot = find_slot(ix, key, first, p, hash);
	if (slot->contact) {
		slot->is_shared |= slot->contact != c;
		return;
	}
	*slot = (struct slot){c, hash, (uint8_t)key, false};
	ix->n++;
}

void people_index_add(struct people_index *ix, const struct contact *c)
{
	struct parts p = parts_of(ix->scratch, c);

	if (c->uid.n)
		add(ix, c, KEY_UID, c->uid, &p);
	for (size_t i = 0; i < c->n_emails; i++) {
		struct str email = lower(ix->scratch, c->emails[i]);

		add(ix, c, KEY_EMAIL, email, &p);
		add(ix, c, KEY_EMAIL_NAME, email, &p);
	}
	if (p.name.n && p.url.n)
		add(ix, c, KEY_URL_NAME, p.url, &p);
	if (p.name.n)
		add(ix, c, KEY_NAME_COMPANY, company_of(ix->scratch, c, &p), &p);
	arena_reset(ix->scratch);
}

/* Whether two folded names have a word in common. */
static bool share_word(struct str a, struct str b)
{
	struct str rest_a = a, rest_b, word, other;

	while (str_split(&rest_a, ' ', &word))
		for (rest_b = b; word.n && str_split(&rest_b, ' ', &other);)
			if (str_eq(word, other))
				return true;
	return false;
}

/* Two who share an address, but neither uid nor a word of their names. */
static bool is_somebody_else(struct people_index *ix, const struct contact *c,
    const struct parts *p, const struct contact *other)
{
	return c->uid.n && other->uid.n && !str_eq(c->uid, other->uid) &&
	       !share_word(p->name, fold_dup(ix->scratch, other->name));
}

static const struct slot *find_by_email(
    struct people_index *ix, const struct contact *c, const struct parts *p)
{
	for (size_t i = 0; i < c->n_emails; i++) {
		struct str email = lower(ix->scratch, c->emails[i]);
		const struct slot *slot = look_up(ix, KEY_EMAIL_NAME, email, p);

		if (slot->contact)
			return slot;
		slot = look_up(ix, KEY_EMAIL, email, p);
		if (slot->contact && !slot->is_shared &&
		    !is_somebody_else(ix, c, p, slot->contact))
			return slot;
	}
	return NULL;
}

static const struct slot *find_by_name(
    struct people_index *ix, const struct contact *c, struct parts *p)
{
	const struct slot *slot;

	if (!p->name.n)
		return NULL;
	if (p->url.n && (slot = look_up(ix, KEY_URL_NAME, p->url, p))->contact)
		return slot;
	return look_up(ix, KEY_NAME_COMPANY, company_of(ix->scratch, c, p), p);
}

enum people_found_by people_index_find(
    struct people_index *ix, const struct contact *c, const struct contact **out)
{
	struct parts p = {0};
	const struct slot *slot = c->uid.n ? look_up(ix, KEY_UID, c->uid, &p) : NULL;
	enum people_found_by found = FOUND_BY_UID;

	if (!slot || !slot->contact) {
		p = parts_of(ix->scratch, c);
		slot = find_by_email(ix, c, &p);
		found = FOUND_BY_EMAIL;
	}
	if (!slot || !slot->contact) {
		slot = find_by_name(ix, c, &p);
		found = FOUND_BY_NAME;
	}
	if (slot && slot->contact)
		*out = slot->contact;
	else
		found = FOUND_NOT;
	arena_reset(ix->scratch);
	return found;
}
