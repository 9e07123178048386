/*
 * story_links.c - grows groups from the strongest links on. In: links between items of a
 * batch and to stories known; out: the group of each item. Always: two groups are joined
 * only while the links between them number at least three quarters of the smaller one's
 * items, so that a few odd headlines do not make two stories one; and a group has at most
 * one story that was known before.
 */
#include "rank/story_links.h"

#include "base/mem.h"

#include <stdlib.h>

struct link {
	double strength;
	uint32_t a, b; /* nodes */
};

/* How often a group is linked to another. */
struct tie {
	uint32_t group;
	uint32_t n_links;
};

/* An item of the batch or a story known; the root of its group tells of the group. */
struct node {
	uint32_t parent;
	uint32_t n_items; /* of the batch; 0 for a story alone */
	int64_t story_id; /* 0: none known */
	struct tie *ties;
	size_t n_ties, cap_ties;
};

struct story_links {
	struct node *nodes; /* items, then stories */
	size_t n_items, n_nodes, cap_nodes;
	struct link *links;
	size_t n_links, cap_links;
	uint32_t *story_slots; /* node of a story by its id; 0 is free */
	size_t n_slots;	       /* a power of two */
};

struct story_links *story_links_new(size_t n_items)
{
	struct story_links *l = mem_new(1, sizeof(*l));

	l->n_items = l->n_nodes = n_items;
	l->cap_nodes = n_items + 16;
	l->nodes = mem_new(l->cap_nodes, sizeof(*l->nodes));
	for (size_t i = 0; i < n_items; i++)
		l->nodes[i] = (struct node){.parent = (uint32_t)i, .n_items = 1};
	l->n_slots = 64;
	l->story_slots = mem_new(l->n_slots, sizeof(*l->story_slots));
	return l;
}

void story_links_free(struct story_links *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->n_nodes; i++)
		free(l->nodes[i].ties);
	free(l->nodes);
	free(l->links);
	free(l->story_slots);
	free(l);
}

/* ---- Nodes ----------------------------------------------------------------------- */

static uint32_t *story_slot(const struct story_links *l, int64_t story_id)
{
	size_t mask = l->n_slots - 1;
	size_t at = (size_t)((uint64_t)story_id * 0x9e3779b97f4a7c15u >> 32) & mask;

	while (l->story_slots[at] && l->nodes[l->story_slots[at]].story_id != story_id)
		at = (at + 1) & mask;
	return &l->story_slots[at];
}

static void grow_slots(struct story_links *l)
{
	free(l->story_slots);
	l->n_slots *= 2;
	l->story_slots = mem_new(l->n_slots, sizeof(*l->story_slots));
	for (size_t i = l->n_items; i < l->n_nodes; i++)
		*story_slot(l, l->nodes[i].story_id) = (uint32_t)i;
}

/* Node 0 is an item, so that a story's node is never 0 where there is a link. */
static uint32_t story_node(struct story_links *l, int64_t story_id)
{
	uint32_t *slot = story_slot(l, story_id);
	uint32_t node = *slot;

	if (node)
		return node;
	node = (uint32_t)l->n_nodes;
	mem_grow(&l->nodes, l->n_nodes, &l->cap_nodes, sizeof(*l->nodes));
	l->nodes[l->n_nodes++] = (struct node){.parent = node, .story_id = story_id};
	*slot = node;
	if ((l->n_nodes - l->n_items) * 2 > l->n_slots)
		grow_slots(l);
	return node;
}

static void add_link(struct story_links *l, size_t a, size_t b, double strength)
{
	mem_grow(&l->links, l->n_links, &l->cap_links, sizeof(*l->links));
	l->links[l->n_links++] = (struct link){strength, (uint32_t)a, (uint32_t)b};
}

void story_links_add_item(struct story_links *l, size_t i, size_t other, double strength)
{
	add_link(l, i, other, strength);
}

void story_links_add_story(
    struct story_links *l, size_t i, int64_t story_id, double strength)
{
	add_link(l, i, story_node(l, story_id), strength);
}

static uint32_t find_root(struct story_links *l, uint32_t node)
{
	while (l->nodes[node].parent != node) {
		l->nodes[node].parent = l->nodes[l->nodes[node].parent].parent;
		node = l->nodes[node].parent;
	}
	return node;
}

/* ---- Ties between groups --------------------------------------------------------- */

static struct tie *tie_to(struct node *from, uint32_t group)
{
	for (size_t i = 0; i < from->n_ties; i++)
		if (from->ties[i].group == group)
			return &from->ties[i];
	mem_grow(&from->ties, from->n_ties, &from->cap_ties, sizeof(*from->ties));
	from->ties[from->n_ties] = (struct tie){group, 0};
	return &from->ties[from->n_ties++];
}

static void drop_tie(struct node *from, uint32_t group)
{
	for (size_t i = 0; i < from->n_ties; i++)
		if (from->ties[i].group == group) {
			from->ties[i] = from->ties[--from->n_ties];
			return;
		}
}

/* `from` becomes a part of `into`, with all its ties. */
static void join(struct story_links *l, uint32_t into, uint32_t from)
{
	struct node *a = &l->nodes[into], *b = &l->nodes[from];

	drop_tie(a, from);
	drop_tie(b, into);
	for (size_t i = 0; i < b->n_ties; i++) {
		struct node *c = &l->nodes[b->ties[i].group];

		drop_tie(c, from);
		tie_to(a, b->ties[i].group)->n_links += b->ties[i].n_links;
		tie_to(c, into)->n_links += b->ties[i].n_links;
	}
	free(b->ties);
	b->ties = NULL;
	b->n_ties = b->cap_ties = 0;
	b->parent = into;
	a->n_items += b->n_items;
	if (!a->story_id)
		a->story_id = b->story_id;
}

/* A story known stands for any number of items: only the batch's side is counted. */
static uint32_t smaller_size(const struct node *a, const struct node *b)
{
	if (a->story_id)
		return b->n_items;
	if (b->story_id)
		return a->n_items;
	return a->n_items < b->n_items ? a->n_items : b->n_items;
}

static void follow_link(struct story_links *l, const struct link *link)
{
	uint32_t a = find_root(l, link->a), b = find_root(l, link->b);
	uint32_t n_links;

	if (a == b || (l->nodes[a].story_id && l->nodes[b].story_id))
		return;
	n_links = ++tie_to(&l->nodes[a], b)->n_links;
	tie_to(&l->nodes[b], a)->n_links = n_links;
	if (link->strength < LINK_CERTAIN &&
	    4 * n_links < 3 * smaller_size(&l->nodes[a], &l->nodes[b]))
		return;
	if (l->nodes[a].n_ties < l->nodes[b].n_ties)
		join(l, b, a);
	else
		join(l, a, b);
}

static int compare_links(const void *pa, const void *pb)
{
	const struct link *a = pa, *b = pb;

	if (a->strength != b->strength)
		return a->strength > b->strength ? -1 : 1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

void story_links_group(struct story_links *l, struct story_place *places)
{
	size_t *first = mem_new(l->n_nodes + 1, sizeof(*first)); /* + 1; by root */

	if (l->n_links)
		qsort(l->links, l->n_links, sizeof(*l->links), compare_links);
	for (size_t i = 0; i < l->n_links; i++)
		follow_link(l, &l->links[i]);
	for (size_t i = 0; i < l->n_items; i++) {
		uint32_t root = find_root(l, (uint32_t)i);

		if (!first[root])
			first[root] = i + 1;
		places[i].first = first[root] - 1;
		places[i].story_id = l->nodes[root].story_id;
	}
	free(first);
}
