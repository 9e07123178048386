/*
 * story_links.h - from links between single items to groups: which items of a batch are
 * one story, and which of the stories known. A part of stories.c.
 */
#ifndef RANK_STORY_LINKS_H
#define RANK_STORY_LINKS_H

#include "rank/stories.h"

/* Strength of a link by address, guid or text; similarities are at most 1. */
#define LINK_CERTAIN 2.0

struct story_links;

struct story_links *story_links_new(size_t n_items);
void story_links_free(struct story_links *l);

/* Item i of the batch is like another one of it, or like an item of a story known. */
void story_links_add_item(struct story_links *l, size_t i, size_t other, double strength);
void story_links_add_story(
    struct story_links *l, size_t i, int64_t story_id, double strength);

/* Sets story_id and first of each item's place. */
void story_links_group(struct story_links *l, struct story_place *places);

#endif
