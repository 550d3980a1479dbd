/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the command standards: what its files share.
 */
#ifndef CT_CLI_STANDARDS_PARTS_H
#define CT_CLI_STANDARDS_PARTS_H

#include "arguments.h"
#include "catchment/standards.h"
#include "print.h"

/* The texts of a clause by the names of the columns of a standard. */
enum { CLAUSE_FIELDS = 15 };
extern const char *const clause_fields[CLAUSE_FIELDS];
const char *clause_field(const struct ct_clause_view *clause, int field, char limit[512]);
/* ">= 20 m2/100hh", "10 .. 20 persons"; comparisons and words as they stand in the table. */
void clause_limit(const struct ct_clause_view *clause, struct ct_buffer *out);
/* The clause of this id, or the count. */
size_t find_clause(const struct ct_standard_set *set, const char *id);

void json_clause(struct ct_json *json, const char *key, const struct ct_clause_view *clause);
void json_standard(struct ct_json *json, const char *key, const struct ct_standard_set *set);

/* words: the words of the command line behind the verb, NULL-terminated. */
typedef enum ct_status (*standards_verb)(const struct arguments *arguments,
                                         const char *const *words, struct ct_error *err);
enum ct_status show_standard(const struct arguments *arguments, const char *const *words,
                             struct ct_error *err);
enum ct_status diff_standards(const struct arguments *arguments, const char *const *words,
                              struct ct_error *err);
enum ct_status table_of_standards(const struct arguments *arguments, const char *const *words,
                                  struct ct_error *err);

/* One standard alone; what is wrong with it is the error. */
enum ct_status CT_CHECKED read_standard(const char *name, struct ct_standard_set **out,
                                        struct ct_error *err);

#endif
