/*
 * company_name.h - names of companies as people write them: with and without the legal
 * form ("Inc.", "GmbH & Co. KG", "S.p.A.", "Ltd.", "株式会社"), and the key by which two
 * spellings are found to be the same company.
 */
#ifndef MODEL_COMPANY_NAME_H
#define MODEL_COMPANY_NAME_H

#include "base/arena.h"
#include "base/token.h"

/* The part of name without legal forms at its end or start, and without a leading "The":
 * "Amazon.com, Inc." gives "Amazon.com", "The Coca-Cola Company" "Coca-Cola", "株式会社
 * 日立製作所" "日立製作所". Never empty unless name is blank: "Limited" stays. */
struct str company_name_core(struct str name);

/* The same, for those who have many names and a tokenizer at hand. */
struct str company_name_core_by(struct tokenizer *tk, struct str name);

/* The core folded, "&" as "and", without anything but letters and digits:
 * "J.P. Morgan Chase & Co." and "JPMorgan Chase" give "jpmorganchase". */
struct str company_name_key(struct arena *a, struct str name);

/* Whether the folded word is a legal form ("inc", "gmbh"), or a word of them ("co"). */
bool company_name_is_legal(struct str folded);

#endif
