/*
 * outbox.c - names of the states of a message and of the ways out.
 */
#include "model/outbox.h"

static const char *const state_names[] = {
    "queued", "sending", "sent", "failed", "unknown", "cancelled"};
static const char *const via_names[] = {"eml", "mailto", "imap", "smtp", "sendmail"};

static bool find(const char *const *names, size_t n, struct str name, size_t *out)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(str_of(names[i]), name)) {
			*out = i;
			return true;
		}
	}
	return false;
}

const char *outbox_state_name(enum outbox_state state)
{
	return state_names[state];
}

bool outbox_state_parse(struct str name, enum outbox_state *out)
{
	size_t i;

	if (!find(state_names, sizeof(state_names) / sizeof(state_names[0]), name, &i))
		return false;
	*out = (enum outbox_state)i;
	return true;
}

const char *mail_via_name(enum mail_via via)
{
	return via_names[via];
}

bool mail_via_parse(struct str name, enum mail_via *out)
{
	size_t i;

	if (!find(via_names, sizeof(via_names) / sizeof(via_names[0]), name, &i))
		return false;
	*out = (enum mail_via)i;
	return true;
}
