/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQL bench: one SQLite connection with SpatiaLite loaded, where the facts that C wrote meet
 * the queries of queries/. One connection, one thread.
 */
#ifndef CT_GIS_WORK_H
#define CT_GIS_WORK_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_work;  /* a connection */
struct ct_query; /* a prepared statement */

/* path NULL: a private temporary database (in memory, spilling to a temporary file). */
enum ct_status CT_CHECKED ct_work_open(const char *path, struct ct_work **out,
                                       struct ct_error *err);
void ct_work_close(struct ct_work *work);
/* Opens another database file to be read only, whose tables are then called name.TABLE. E0301. */
enum ct_status CT_CHECKED ct_work_attach(struct ct_work *work, const char *path, const char *name,
                                         struct ct_error *err);
/* Runs a script of statements; `name` stands in the error (E0910) with SQLite's own words. */
enum ct_status CT_CHECKED ct_work_script(struct ct_work *work, const char *name, const char *sql,
                                         struct ct_error *err);

enum ct_status CT_CHECKED ct_query_new(struct ct_work *work, const char *sql, struct ct_query **out,
                                       struct ct_error *err);
void ct_query_free(struct ct_query *query);
/* Binding, parameters from 1. NULL text and NAN bind NULL. Text and blobs are copied. */
void ct_query_text(struct ct_query *query, int i, const char *value);
void ct_query_number(struct ct_query *query, int i, double value);
void ct_query_integer(struct ct_query *query, int i, int64_t value);
void ct_query_blob(struct ct_query *query, int i, const void *data, size_t size);
void ct_query_null(struct ct_query *query, int i);
/* Text for the parameter ":name", where the statement has it. */
void ct_query_named_text(struct ct_query *query, const char *name, const char *value);
/* Steps a SELECT (*row false at the end) or runs an INSERT and resets it for the next row. */
enum ct_status CT_CHECKED ct_query_step(struct ct_query *query, bool *row, struct ct_error *err);
enum ct_status CT_CHECKED ct_query_run(struct ct_query *query, struct ct_error *err);
/* Before a SELECT is stepped anew with other values; after steps that did not reach its end. */
void ct_query_reset(struct ct_query *query);
int ct_query_columns(const struct ct_query *query);
const char *ct_query_column_name(const struct ct_query *query, int i); /* from 0 */
enum ct_value { CT_VALUE_NULL, CT_VALUE_INTEGER, CT_VALUE_NUMBER, CT_VALUE_TEXT, CT_VALUE_BLOB };
enum ct_value ct_query_type(const struct ct_query *query, int i);
const char *ct_query_get_text(const struct ct_query *query, int i);
double ct_query_get_number(const struct ct_query *query, int i); /* NAN for NULL */
int64_t ct_query_get_integer(const struct ct_query *query, int i);
const void *ct_query_get_blob(const struct ct_query *query, int i, size_t *size);

#endif
