/*
 * csv_write.c - the own CSV. In: contacts. Always: every cell goes through escape_csv(),
 * and reading gives the contact back but for contact.extra, which only vCards carry.
 */
#include "people/csv.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "people/interest.h"

enum { CELL_MAX_BYTES = 16 << 20 };

void people_csv_write_header(struct buf *b)
{
	buf_puts(b, "uid,name,given,family,nickname,email,company,title,ticker,domain,"
		    "aliases,person_aliases,interests,every_days,last_touch,place,"
		    "language,url,notes\r\n");
}

/* Appends a value to a cell of several, every ";" escaped once. */
static void add_value(struct buf *cell, struct str value)
{
	bool is_escaped = false;

	if (cell->n)
		buf_putc(cell, ';');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == ';' && !is_escaped)
			buf_putc(cell, '\\');
		is_escaped = value.p[i] == '\\' && !is_escaped;
		buf_putc(cell, value.p[i]);
	}
}

/* The text without controls but line breaks, safe for a spreadsheet. */
static void put_safe(struct buf *b, struct str text)
{
	struct buf clean;
	size_t len;

	buf_init(&clean, CELL_MAX_BYTES);
	for (size_t i = 0; i < text.n; i += len) {
		uint32_t c = utf8_at(text, i, &len);

		if (c == '\n' || !utf8_is_control(c))
			utf8_put(&clean, c);
	}
	escape_csv(b, buf_borrow(&clean));
	buf_clear(&clean);
}

static void put_cell(struct buf *b, struct str text)
{
	put_safe(b, text);
	buf_putc(b, ',');
}

static void put_list(struct buf *b, struct buf *cell, const struct str *v, size_t n)
{
	buf_reset(cell);
	for (size_t i = 0; i < n; i++)
		add_value(cell, v[i]);
	put_cell(b, buf_borrow(cell));
}

static void put_interests(struct buf *b, struct buf *cell, const struct contact *c)
{
	struct buf one;

	buf_init(&one, LIMIT_PATTERN_BYTES + 64);
	buf_reset(cell);
	for (size_t i = 0; i < c->n_interests; i++) {
		if (c->interests[i].source == SOURCE_LEARNED)
			continue; /* they follow from decisions */
		buf_reset(&one);
		people_interest_write(&one, &c->interests[i]);
		add_value(cell, buf_borrow(&one));
	}
	put_cell(b, buf_borrow(cell));
	buf_clear(&one);
}

void people_csv_write(
    struct buf *b, const struct contact *c, const struct company *company)
{
	static const struct company none;
	char date[CLOCK_ISO_SIZE];
	struct buf cell;

	if (!company)
		company = &none;
	buf_init(&cell, CELL_MAX_BYTES);
	put_cell(b, c->uid);
	put_cell(b, c->name);
	put_cell(b, c->given);
	put_cell(b, c->family);
	put_cell(b, c->nickname);
	put_list(b, &cell, c->emails, c->n_emails);
	put_cell(b, c->company);
	put_cell(b, c->title);
	put_list(b, &cell, company->tickers, company->n_tickers);
	put_cell(b, company->domain);
	put_list(b, &cell, company->aliases, company->n_aliases);
	put_list(b, &cell, c->aliases, c->n_aliases);
	put_interests(b, &cell, c);
	if (c->every_days)
		buf_printf(b, "%lld", (long long)c->every_days);
	buf_putc(b, ',');
	put_cell(b, str_of(clock_format_iso(c->last_touch_at_s, date)));
	put_cell(b, c->place);
	put_cell(b, c->language);
	put_cell(b, c->url);
	put_safe(b, c->notes);
	buf_puts(b, "\r\n");
	buf_clear(&cell);
}
